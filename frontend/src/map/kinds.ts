// The kinds of entries that the map shows, as the page names them.

import { numeral } from "../dom.ts";

export interface Kind {
  /** As in the facet, and in the class of its colour. */
  readonly key: string;
  readonly singular: string;
  readonly plural: string;
  /** The address of its index. */
  readonly index: string;
}

/** Read the kinds from their attribute: kinds between semicolons, what is known of one between bars. */
export function kindsOf(attribute: string): Kind[] {
  return attribute.split(";").map((text) => {
    const [key = "", singular = "", plural = "", index = ""] = text.split("|");
    return { key, singular, plural, index };
  });
}

/** "3 events, 1 base", or nothing. */
export function wordsOf(kinds: readonly Kind[], counts: readonly number[]): string {
  const said: string[] = [];
  kinds.forEach(({ singular, plural }, at) => {
    const number = counts[at] ?? 0;
    const word = number === 1 ? singular : plural;
    if (number) said.push(`${numeral(number)} ${word.toLowerCase()}`);
  });
  return said.join(", ");
}
