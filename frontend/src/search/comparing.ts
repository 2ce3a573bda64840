// Queries that set two names side by side, such as "badr vs asaib" or "difference between KH and AAH".

import { ASKING } from "./asking.ts";
import { fold } from "./fold.ts";
import type { Index } from "./index.ts";
import { type NameHit, type NameSearch, isPost, isSpelt, merged, wordsOf } from "./names.ts";
import { inDigits } from "./numerals.ts";
import { wholeName } from "./question.ts";

/** A word that fewer names than 2 to this power hold, such as "asaib", means the entry found first, though it is a part of its name. */
const TELLING = 5;
/** A name of the page that sets two entries side by side; which two, its address says. */
const COMPARE = fold("compare");
/** Words that stand before two names, and one of which may stand between them: "compare A and B", "A compared to B". */
const COMPARING =
  /(?:^|\s)(?:compar(?:ed?|ing|isons?)|diff[eé]rences?|unterschiede?|(?:arasındaki\s+)?farkı?|(?:ما\s+)?(?:هو\s+)?(?:ال)?(?:فرق|مقارنة)|تفاوت)(?:\s+(?:of|between|entre|zwischen|بين|میان))?(?=\s|$)/iu;
/** What parts two names by itself. */
const VERSUS = "(?:vs\\.?|versus|مقابل)\\s+";
const APART = new RegExp(`\\s+${VERSUS}`, "giu");
/** What parts two names after a word that compares; an Arabic "and" is written as one with the name behind it. */
const APART_OR_JOINED = new RegExp(
  `\\s+(?:${VERSUS}|(?:and|with|to|or|from|&|et|und|ile|ve|û|با)\\s+|و\\s*)`,
  "giu",
);

/** The two names of a query that compares, in each way in which it may be parted. */
export function halves(query: string): [one: string, other: string][] {
  const named = query.replace(COMPARING, " ");
  const parting = named === query ? APART : APART_OR_JOINED;
  return [...named.matchAll(parting)].map(({ index, 0: words }) => [
    named.slice(0, index).trim(),
    named.slice(index + words.length),
  ]);
}

/** A page that compares, and the two that are to stand on it. */
export interface Compared {
  readonly page: NameHit;
  readonly one: NameHit;
  readonly other: NameHit;
}

/** The page that compares, and the two entries that the query names, in the order of the query; null where it names no two. */
export async function toCompare(
  index: Index,
  names: NameSearch,
  query: string,
  isPage: (hit: NameHit) => boolean,
): Promise<Compared | null> {
  const [{ tiers }, { kinds }] = await Promise.all([index.head(), index.part("names")]);
  const meant = async (half: string) => {
    const words = wordsOf(half).filter((word) => !ASKING.has(word));
    const ways = [
      () => names.asTyped(words),
      () => names.asTyped(inDigits(words)),
      async () => (await names.speltWithin(words)).filter(isSpelt),
    ];
    let hits: readonly NameHit[] = [];
    for (const found of ways) if (!hits.length) hits = merged(await found(), []);
    if (hits[0] && isPage(hits[0])) return undefined;
    const first = hits.find((hit) => hit.entry < tiers[0] && !isPost(hit));
    return first && (isSpelt(first) || first.common <= TELLING) ? first : undefined;
  };
  for (const pair of halves(query)) {
    const [one, other] = await Promise.all(pair.map(meant));
    if (!one || !other || one.entry === other.entry) continue;
    const areAlike = kinds[one.entry] === kinds[other.entry];
    if (!areAlike && !(isSpelt(one) && isSpelt(other))) continue; // a part of a name means one of a like kind
    const page = await wholeName(names, COMPARE, isPage);
    if (page) return { page, one, other };
  }
  return null;
}
