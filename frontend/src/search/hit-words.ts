// The words of a hit: its kind, its name, the spelling that was found, with what matches marked.

import { fold } from "./fold.ts";
import type { Head, Row } from "./index.ts";
import { type NameHit, isFar, isPost, levelOf, spelling } from "./names.ts";
import type { Hit, Kind, Piece, Spelling } from "./types.ts";
import { ONE_ERROR } from "./vocabulary.ts";

const RUN = /[^\s\-\u2010-\u2014/(),.:;"“”«»?؟!،]+(?:\.[^\s\-\u2010-\u2014/(),.:;"“”«»?؟!،]+)*/gu;

/** What is shown of an entry whatever was asked: its name, and the first that it has in another script. */
export function entryWords(
  head: Head,
  row: Row,
): { address: string; kind: Kind; name: Spelling; native: Spelling | null } {
  const native = Object.keys(row.l ?? {}).find((at) => !row.w?.includes(Number(at)));
  return {
    address: `${head.kinds[row.k]!.folder}/${row.i.replace(/(?=[#?])|$/, ".html")}`,
    kind: kindWords(head, row.k),
    name: { text: row.n[0]![0]!, lang: row.l?.["0"] ?? "" },
    native:
      native === undefined || native === "0"
        ? null
        : { text: row.n[Number(native)]![0]!, lang: row.l![native]! },
  };
}

export function kindWords(head: Head, number: number): Kind {
  const { key, singular, plural } = head.kinds[number]!;
  return { id: key, one: singular, many: plural.split(" ")[0]! };
}

export function tally(
  head: Head,
  kindOf: Uint8Array | null,
  hits: readonly { readonly entry: number }[],
) {
  if (!kindOf) return [];
  const numbers = head.kinds.map(() => 0);
  for (const { entry } of hits) numbers[kindOf[entry]!]!++;
  return numbers
    .map((number, at) => ({ kind: kindWords(head, at), number }))
    .filter(({ number }) => number);
}

export function named(head: Head, hit: NameHit, row: Row, query: string): Hit {
  const isHidden = isPost(hit);
  const name = isHidden ? 0 : hit.name;
  const title = row.n[0]![0]!;
  const text = isHidden ? title : spelling(row, name, query);
  const tokens = new Set(hit.tokens);
  return {
    entry: hit.entry,
    ...entryWords(head, row),
    line: row.d,
    isFar: isFar(hit),
    matched: {
      as: wordsBefore(hit, row),
      pieces: isHidden ? [{ text, isMatch: false }] : marks(text, tokens),
      lang: row.l?.[name] ?? "",
      isTitle: text === title,
    },
  };
}

/**
 * What is said before a name that is not the title: that the entry is also called so, that it is only found by it, or that the
 * name is no more than similar to the query.
 */
function wordsBefore(hit: NameHit, row: Row): string {
  if (row.w?.includes(hit.name)) return "found by: ";
  return levelOf(hit) < ONE_ERROR ? "also: " : "similar to ";
}

/** What an entry is called on its page. */
export function shownNames(row: Row): string[] {
  return row.n.filter((_, name) => !row.w?.includes(name)).flat();
}

/** A spelling cut into words, those marked that stand for a word of the query, each with the article before it. */
export function marks(text: string, tokens: ReadonlySet<string>): Piece[] {
  const runs = [...text.matchAll(RUN)].map((run) => {
    const own = fold(run[0]);
    return {
      start: run.index,
      end: run.index + run[0].length,
      own,
      isMatch: own.some((token) => tokens.has(token)),
    };
  });
  for (const [number, run] of runs.entries()) {
    const next = runs[number + 1];
    if (!next?.isMatch || run.isMatch || /\s/.test(text.slice(run.end, next.start))) continue;
    const together = fold(text.slice(run.start, next.end));
    if (together.length === next.own.length && together[0] === next.own[0]) run.isMatch = true;
  }
  const pieces: Piece[] = [];
  const add = (from: number, to: number, isMatch: boolean) => {
    const last = pieces.at(-1);
    if (from >= to) return;
    if (last?.isMatch === isMatch)
      pieces[pieces.length - 1] = { text: last.text + text.slice(from, to), isMatch };
    else pieces.push({ text: text.slice(from, to), isMatch });
  };
  let at = 0;
  for (const [number, run] of runs.entries()) {
    const joins =
      run.isMatch &&
      runs[number - 1]?.isMatch &&
      /^[\s\-\u2010-\u2014]*$/.test(text.slice(at, run.start));
    add(at, run.start, Boolean(joins));
    add(run.start, run.end, run.isMatch);
    at = run.end;
  }
  add(at, text.length, false);
  return pieces;
}
