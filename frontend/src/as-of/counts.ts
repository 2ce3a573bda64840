// How many statements held on a day, may have, and are about other times: in numbers and in words.

import { count, numeral } from "../dom.ts";
import type { Hold } from "./holding.ts";
import type { Row } from "./rows.ts";

/** A statement, and what can be said of it and the day; without a day each counts as one that held. */
export interface Standing {
  readonly row: Row;
  readonly hold: Hold;
}

/** The words of the counts at the head of a page, in their order; those of a year have their last without a day. */
const COUNTED: { readonly [hold in Hold]: string } = {
  held: "held",
  perhaps: "uncertain",
  "start not known": "start not known",
  "last reported": "last reported",
  not: "about other times",
};
export const LABELS: readonly string[] = [...Object.values(COUNTED), "earlier that year"];

/** How many there are under each label, which is that of the day, or of what the row says without one. */
export function countsOf(standings: readonly Standing[], day: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { row, hold } of standings) {
    const label = day ? COUNTED[hold] : row.usual.replace(/(,| \d).*$/, "");
    found.set(label, (found.get(label) ?? 0) + 1);
  }
  return found;
}

/** What can be said of statements and a day; `about` are words that say on whom they are. */
export function holdingWords(standings: readonly Standing[], about: string): string {
  const number = (wanted: Hold) => standings.filter(({ hold }) => hold === wanted).length;
  const not = number("not");
  const parts = [
    `${numeral(number("held"))} held`,
    `${numeral(number("perhaps"))} uncertain`,
    `${numeral(number("start not known"))} with a start not known`,
    `${numeral(number("last reported"))} with older evidence only`,
  ];
  const said = not < standings.length ? parts.join(", ") : "nothing is recorded";
  const all = count(standings.length, "statement");
  return `${said}; ${numeral(not)} of ${all} ${about}are about other times. `;
}
