// Search in texts: the entries with the words of a query, best first, and a passage of each. docs/search-format.md describes the ranking.

import { distance, fold, skeleton, stem } from "./fold.ts";
import type { Index, TextPieces } from "./index.ts";
import type { Piece } from "./types.ts";
import { before } from "./vocabulary.ts";
import { written } from "./written.ts";

const MAX_WORDS = 12;
const EXCERPT = 160;
const [START, END] = ["… ", " …"];
export const STEP = 50; // hits whose texts are read at once
const PHRASE = /["“”«»]([^"“”«»]+)["“”«»]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’ʼʿʾ-][\p{L}\p{N}]+)*/gu;

export interface TextScore {
  readonly entry: number;
  /** Words of the query that the entry does not hold; more than 0 only where no entry holds all. */
  readonly missing: number;
  readonly score: number;
  /** One of the words stands nowhere; another one much like it does. */
  readonly isRespelt: boolean;
}

export interface FoundTexts {
  readonly found: readonly TextScore[];
  /** Whether these are all: of a phrase, the texts of further hits may not be read yet. */
  readonly isWhole: boolean;
}

export interface Excerpt {
  readonly anchor: string;
  readonly pieces: readonly Piece[];
}

interface Shard {
  readonly terms: readonly string[];
  readonly postings: readonly (readonly number[])[];
}

function termsOf(text: string): string[] {
  return fold(text).map(stem);
}

const wantedOf = (query: string) => [...new Set(termsOf(written(query)))].slice(0, MAX_WORDS);
const phrasesOf = (query: string) =>
  [...written(query).matchAll(PHRASE)]
    .map(([, phrase]) => fold(phrase!))
    .filter((tokens) => tokens.length);

/** The entries that hold every word of the query, or else most of them, best first. For a phrase, texts are read until `enough` have it, `most` in all. */
export async function searchTexts(
  index: Index,
  query: string,
  admits: (entry: number) => boolean = () => true,
  enough = Infinity,
  most = Infinity,
): Promise<FoundTexts> {
  const { entries, tiers } = await index.head();
  const supporting = tiers[1];
  const wanted = wantedOf(query);
  const found = await Promise.all(
    wanted.map((term, at) => scores(index, term, at === wanted.length - 1, entries)),
  );
  const held = new Map<number, TextScore>();
  for (const { byEntry, isRespelt } of found) {
    for (const [entry, score] of byEntry) {
      const old = held.get(entry) ?? { entry, missing: wanted.length, score: 0, isRespelt: false };
      held.set(entry, {
        entry,
        missing: old.missing - 1,
        score: old.score + score,
        isRespelt: old.isRespelt || isRespelt,
      });
    }
  }
  let fewest = wanted.length;
  for (const { missing } of held.values()) fewest = Math.min(fewest, missing);
  if (fewest > wanted.length >> 1) return { found: [], isWhole: true };
  const hits = [...held.values()]
    .filter((hit) => hit.missing === fewest && admits(hit.entry))
    .sort(
      (a, b) =>
        Number(a.entry >= supporting) - Number(b.entry >= supporting) ||
        b.score - a.score ||
        a.entry - b.entry,
    );
  const phrases = phrasesOf(query);
  if (!phrases.length) return { found: hits, isWhole: true };
  const phrased: TextScore[] = [];
  let read = 0;
  for (; read < Math.min(hits.length, most) && phrased.length < enough; read += STEP) {
    const next = hits.slice(read, read + STEP);
    const texts = await index.texts(next.map((hit) => hit.entry));
    phrased.push(
      ...next.filter((hit) =>
        phrases.every((phrase) => texts.get(hit.entry)!.some(([, text]) => holds(text, phrase))),
      ),
    );
  }
  return { found: phrased, isWhole: read >= hits.length };
}

function holds(text: string, phrase: readonly string[]): boolean {
  return ` ${fold(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
}

async function scores(
  index: Index,
  term: string,
  isLast: boolean,
  entries: number,
): Promise<{ byEntry: Map<number, number>; isRespelt: boolean }> {
  const found = new Map<number, number>();
  const matches = await matching(index, term, isLast);
  for (const [matched, postings] of matches) {
    const weighs = 32 - Math.clz32(Math.floor(entries / postings.length));
    let entry = 0;
    for (const number of postings) {
      entry += Math.floor(number / 4);
      const full = weighs * (2 + 2 * (number % 4));
      found.set(entry, Math.max(found.get(entry) ?? 0, matched === term ? full : full >> 1));
    }
  }
  return { byEntry: found, isRespelt: !matches.some(([own]) => own.startsWith(term)) };
}

/** The terms that are equal, or that start with the last word; else those that are nearly so. */
async function matching(
  index: Index,
  term: string,
  isLast: boolean,
): Promise<[string, readonly number[]][]> {
  const isStart = isLast && [...term].length > 2;
  const shards = await shardsOf(index, term, isStart);
  const all = shards.flatMap(({ terms, postings }) =>
    terms.map((own, at) => [own, postings[at]!] as [string, readonly number[]]),
  );
  const equal = all.filter(([own]) => own === term || (isStart && own.startsWith(term)));
  if (equal.length) return equal;
  const bones = skeleton(term);
  return all.filter(
    ([own]) =>
      (bones && skeleton(own) === bones) || (term.length > 3 && distance(term, own, 1) === 1),
  );
}

/** The file where the term would be, and those where terms start with it. */
async function shardsOf(index: Index, term: string, isStart: boolean): Promise<Shard[]> {
  const { shards } = await index.text();
  if (!shards.length) return [];
  let after = 0;
  while (after < shards.length && before(shards[after]!, term)) after++;
  const first = Math.max(shards[after] === term ? after : after - 1, 0);
  let last = first;
  for (; isStart && shards[after]?.startsWith(term); after++) last = after;
  return Promise.all(Array.from({ length: last - first + 1 }, (_, at) => index.shard(first + at)));
}

/**
 * The passage of an entry that holds most words of the query, a phrase before single words, and where it lacks some a second
 * one with most of these; null if none holds one.
 */
export function excerpt(texts: TextPieces, query: string): Excerpt | null {
  const wanted = wantedOf(query);
  const phrases = phrasesOf(query);
  const best = passage(texts, wanted, wanted, phrases);
  if (!best) return null;
  const missing = wanted.filter((term) => !best.found.some((range) => range.term === term));
  const second = missing.length ? passage(texts, wanted, missing) : null;
  if (!second) return { anchor: best.anchor, pieces: cut(best.text, best.found) };
  const [one, other] = [best, second].map(({ text, found }) => cut(text, found, EXCERPT / 2));
  const pieces = [
    ...one!.filter(isNoEnd),
    { text: " … ", isMatch: false },
    ...other!.filter(isNoStart),
  ];
  return { anchor: best.anchor, pieces };
}

const isNoEnd = ({ text }: Piece) => text !== END;
const isNoStart = ({ text }: Piece) => text !== START;

interface Passage {
  readonly anchor: string;
  readonly text: string;
  /** Where the wanted words stand. */
  readonly found: readonly Range[];
}

/** The first piece with most of some words of a query. */
function passage(
  texts: TextPieces,
  wanted: readonly string[],
  some: readonly string[],
  phrases: readonly string[][] = [],
): Passage | null {
  let most = 0;
  let best: Passage | null = null;
  for (const [anchor, text] of texts) {
    const found = words(text, wanted).filter(({ term }) => some.includes(term));
    const kinds = new Set(found.map(({ term }) => term)).size;
    const value = kinds && kinds + 20 * phrases.filter((phrase) => holds(text, phrase)).length;
    if (value > most) [most, best] = [value, { anchor, text, found }];
  }
  return best;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** Where the words of a text stand that fold to a wanted term, or start with the last one. */
function words(text: string, wanted: readonly string[]): Range[] {
  const found: Range[] = [];
  const last = wanted.at(-1) ?? "";
  for (const match of text.matchAll(WORD)) {
    for (const own of termsOf(match[0])) {
      const term = wanted.find(
        (one) => one === own || (one === last && one.length > 2 && own.startsWith(one)),
      );
      if (term === undefined) continue;
      found.push({ start: match.index, end: match.index + match[0].length, term });
      break;
    }
  }
  return found;
}

/** The part of a text around its first wanted word, cut at words. */
function cut(text: string, found: readonly Range[], size = EXCERPT): Piece[] {
  const from = Math.max(0, found[0]!.start - Math.floor(size / 3));
  const start = from === 0 ? 0 : Math.min(text.indexOf(" ", from) + 1, found[0]!.start);
  let end = text.length;
  if (end - start > size) end = Math.max(text.lastIndexOf(" ", start + size - 1), found[0]!.end);
  const pieces: Piece[] = start ? [{ text: START, isMatch: false }] : [];
  let at = start;
  for (const mark of found) {
    if (mark.start < at || mark.end > end) continue;
    pieces.push(
      { text: text.slice(at, mark.start), isMatch: false },
      { text: text.slice(mark.start, mark.end), isMatch: true },
    );
    at = mark.end;
  }
  pieces.push({ text: text.slice(at, end), isMatch: false });
  if (end < text.length) pieces.push({ text: END, isMatch: false });
  return pieces.filter((piece) => piece.text);
}
