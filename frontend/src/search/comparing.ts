// Queries that set two names side by side, such as "badr vs asaib" or "difference between KH and AAH".

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
