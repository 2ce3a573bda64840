// What narrows a page to what a query asks of it: the entries that it names, and its years.

import { fold } from "./fold.ts";
import { entryWords } from "./hit-words.ts";
import type { Index } from "./index.ts";
import { wordsOf } from "./names.ts";
import type { Asked } from "./question.ts";
import { WORD } from "./texts.ts";
import type { Hit } from "./types.ts";
import { isYear } from "./written.ts";

/** A choice of an address that is left to the entry which a query names, such as the body of the page of relations. */
const LEFT_OPEN = /(?<=[?&])([^=&]+)=(?=&|$)/;

/** The section of the page of an entry which has its rows of a page that has no filter, in an address of that page. */
const SECTION = /\/index\.html(#.*)/;

/**
 * What narrows a page to what is asked of it: the entries that the query names, and its years; years alone, where it is narrowed
 * already. An index takes the other words as they are typed, where they name no entry.
 */
export async function narrowing(
  index: Index,
  { page, about, rest = [] }: Asked,
  query: string,
): Promise<(hit: Hit) => Hit> {
  const [head, rows] = await Promise.all([
    index.head(),
    index.rows(about.map(({ entry }) => entry)),
  ]);
  const entries = about.map(({ entry }) => entryWords(head, rows.get(entry)!));
  const years = wordsOf(query).filter(isYear);
  const words = asInQuery(rest, query);
  const isOfKind = ({ address }: Hit) =>
    head.kinds.some(({ folder }) => address.startsWith(`./${folder}/index`));
  return (hit) => {
    const own = hit.entry === page?.entry ? entries.filter((entry) => !isInIndex(entry, hit)) : [];
    const section = SECTION.exec(hit.address)?.[1];
    if (section && own[0]) {
      return chosen({ ...hit, address: own[0].address + section }, "", own[0].name.text);
    }
    const typed = words && hit.entry === page?.entry && isOfKind(hit) ? [words] : [];
    const names = own.length ? own.map(({ name }) => name.text) : typed;
    const isOpen = LEFT_OPEN.test(hit.address);
    const asked = !isOpen && (names.length || hit.address.includes("?")) ? between(years) : [];
    if (!names.length && !asked.length) return hit;
    const [first, last] = [asked[0], asked.at(-1)];
    const span = first === last ? `${first ?? ""}` : `${first}–${last}`;
    const told = [...names, span].filter(Boolean).join(", ");
    if (isOpen) return chosen({ ...hit, address: filled(hit.address, own[0]!) }, "", told);
    const choices = [
      asked.length && `year=${asked.join()}`,
      names.length && `q=${encodeURIComponent(asTyped(names))}`,
    ];
    return chosen(hit, choices.filter(Boolean).join("&"), told);
  };
}

/** An address with the id of an entry as the choice that it leaves open. */
function filled(address: string, entry: { address: string }): string {
  const id = entry.address.replace(/^.*\/|\.html.*$/g, "");
  return address.replace(LEFT_OPEN, `$1=${id}`);
}

/** Names as the words by which the rows of an index are filtered: of several each in quotation marks. */
const asTyped = (names: readonly string[]) =>
  names.length > 1 ? names.map((name) => `"${name}"`).join(" ") : names.join("");

/** Folded words as they stand in a query; where it has them in another language, as they are. */
function asInQuery(words: readonly string[], query: string): string {
  const isMeant = (typed: string) => fold(typed).some((word) => words.includes(word));
  const typed = (query.match(WORD) ?? []).filter(isMeant).join(" ");
  return fold(typed).length < words.length ? words.join(" ") : typed;
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
  const joint = hit.address.includes("?") ? "&" : "?";
  return {
    ...hit,
    address: choices ? hit.address + joint + choices : hit.address,
    matched: { as: "", pieces: [{ text, isMatch: false }], lang: "", isTitle: true },
  };
}
