// What narrows a page to what a query asks of it: the entry that it names, and its years.

import { entryWords } from "./hit-words.ts";
import type { Index } from "./index.ts";
import type { Asked } from "./question.ts";
import type { Hit } from "./types.ts";

/** What narrows a page to what is asked of it: the entry that the query names, and its years; years alone, where it is narrowed already. */
export async function narrowing(
  index: Index,
  { page, about }: Asked,
  years: readonly string[],
): Promise<(hit: Hit) => Hit> {
  const [head, rows] = await Promise.all([index.head(), index.rows(about ? [about.entry] : [])]);
  const row = about && rows.get(about.entry)!;
  const entry = row && entryWords(head, row);
  return (hit) => {
    const isAsked = entry && hit.entry === page?.entry && !isInIndex(entry, hit);
    const name = isAsked ? entry.name.text : "";
    const asked = name || hit.address.includes("?") ? between(years) : [];
    if (!name && !asked.length) return hit;
    const choices = [
      ...(asked.length ? [`year=${asked.join()}`] : []),
      ...(name ? [`q=${encodeURIComponent(name)}`] : []),
    ];
    const [first, last] = [asked[0], asked.at(-1)];
    const span = first === last ? `${first ?? ""}` : `${first}–${last}`;
    const words = [name, span].filter(Boolean).join(", ");
    return chosen(hit, choices.join("&"), words);
  };
}

/** The years from the first to the last of some. */
function between(years: readonly string[]): number[] {
  const [first, last] = [Math.min(...years.map(Number)), Math.max(...years.map(Number))];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Whether an entry, or a page, stands in the folder of an index itself. */
const isInIndex = ({ address }: { address: string }, index: Hit) =>
  index.address.startsWith(`./${address.split("/")[0]}/`) || address.startsWith("./");

/** A page with what is chosen on it besides, and the words for that. */
export function chosen(hit: Hit, choices: string, words: string): Hit {
  const text = `${hit.name.text}: ${words}`;
  return {
    ...hit,
    address: `${hit.address}${hit.address.includes("?") ? "&" : "?"}${choices}`,
    matched: { as: "", pieces: [{ text, isMatch: false }], lang: "", isTitle: true },
  };
}
