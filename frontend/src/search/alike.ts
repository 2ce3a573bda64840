// Words that stand for one another in texts, such as those that say of which state somebody is: American, US, United States.

import { fold, stem } from "./fold.ts";

/** Terms that stand for something together: those of "United States" are two. */
type Terms = readonly string[];
/** By the one under which the index has the texts with any of them: all ways to say the same. */
export type Alike = ReadonlyMap<string, readonly Terms[]>;

export const termsOf = (text: string): string[] => fold(text).map(stem);

/** What stands for each other, by the ids of bodies, which are their names: `{"united-states": ["American", "US"]}`. */
export function alikeOf(words: Readonly<Record<string, readonly string[]>> = {}): Alike {
  const found = new Map<string, Terms[]>();
  for (const [id, others] of Object.entries(words)) {
    const ways = [id, ...others].map(termsOf);
    const own = ways.find((way) => way.length === 1);
    if (own) found.set(own[0]!, ways);
  }
  return found;
}

/** The terms of a query, of those that stand for one another the one that the index has: us is american, as united, states are. */
export function joined(terms: Terms, alike: Alike): string[] {
  let text = ` ${terms.join(" ")} `;
  for (const [term, ways] of alike)
    for (const way of ways) text = text.replaceAll(` ${way.join(" ")} `, ` ${term} `);
  return text.trim().split(" ");
}

export const areAlike = (one: string, other: string, alike: Alike) =>
  alike.get(one)?.some((way) => way.length === 1 && way[0] === other) ?? false;
