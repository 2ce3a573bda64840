// Words that stand for one another in texts, such as those that say of which state somebody is: American, US, United States.

import { fold, stem } from "./fold.ts";

/** Terms that stand for something together: those of "United States" are two. */
type Terms = readonly string[];
/** By each term that stands for something on its own, all ways to say the same. */
export type Alike = ReadonlyMap<string, readonly Terms[]>;

export const termsOf = (text: string): string[] => fold(text).map(stem);

/** What stands for each other, by the ids of bodies, which are their names: `{"united-states": ["American", "US"]}`. */
export function alikeOf(words: Readonly<Record<string, readonly string[]>> = {}): Alike {
  const found = new Map<string, Terms[]>();
  for (const [id, others] of Object.entries(words)) {
    const ways = [id, ...others].map(termsOf);
    for (const [term, ...more] of ways) if (term && !more.length) found.set(term, ways);
  }
  return found;
}

/** The terms of a query; those that stand for something together become one term: united, states become american. */
export function joined(terms: Terms, alike: Alike): string[] {
  let text = ` ${terms.join(" ")} `;
  for (const [term, ways] of alike)
    for (const way of ways)
      if (way.length > 1) text = text.replaceAll(` ${way.join(" ")} `, ` ${term} `);
  return text.trim().split(" ");
}

export const areAlike = (one: string, other: string, alike: Alike) =>
  alike.get(one)?.some((way) => way.length === 1 && way[0] === other) ?? false;
