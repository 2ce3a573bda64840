// What of the entries is left, in words, and the ways to the same entries as rows.

import { dayWords } from "../as-of/holding.ts";
import { count, el, numeral } from "../dom.ts";
import { wordsOf, type Kind } from "./kinds.ts";

/** How many entries of each kind are left, at so many places, on a day if one is chosen. */
export function summaryOf(
  kinds: readonly Kind[],
  numbers: readonly number[],
  places: number,
  day: string,
): string {
  const parts = [wordsOf(kinds, numbers) || "nothing", `at ${count(places, "place")}`];
  if (day) parts.push(`on ${dayWords(day)}`);
  return parts.join(", ");
}

/** Links to the indexes of the kinds of which some are left, with the same query, and what stands between them. */
export function linksToRows(
  kinds: readonly Kind[],
  numbers: readonly number[],
  query: string,
): (Node | string)[] {
  const parts: (Node | string)[] = [];
  kinds.forEach(({ plural, index }, at) => {
    if (!numbers[at]) return;
    if (parts.length) parts.push("\u00a0·\u00a0");
    parts.push(el("a", { href: index + query }, `${plural} as rows`));
  });
  return parts;
}

/** A note on entries that are not drawn, `of` how many. */
export function noteOnUndrawn(undrawn: number, of: number): HTMLElement {
  const number = undrawn === of ? "None" : `${numeral(undrawn)} not`;
  const place = undrawn < of ? ", listed last" : "";
  const words = `${number} drawn${place}: known to a country alone, or outside this map`;
  return el("span", { class: "ea-sub" }, words);
}
