// The scripts of the names: who types in one that few names have may know another.

const SCRIPTS = "Latin Arabic Hebrew Cyrillic Greek Armenian Georgian Han"
  .split(" ")
  .map((name) => ({ name, letters: new RegExp(`\\p{Script=${name}}`, "u") }));
type Script = (typeof SCRIPTS)[number];
/** Names are said to be "above all" in the scripts that have at least one in so many of the words of names. */
const MANY = 20;

/** Whether a query has letters, and none in which English spellings are written. */
export const isForeign = (query: string) =>
  /\p{L}/u.test(query) && !/\p{Script=Latin}/u.test(query);

/** What to try instead of a query that finds nothing, where few names are in its letters: a sentence without its full stop, or nothing. */
export function advice(query: string, tokens: readonly string[]): string {
  const isUsual = ({ letters }: Script) =>
    tokens.filter((token) => letters.test(token)).length * MANY > tokens.length;
  const own = SCRIPTS.filter(({ letters }) => letters.test(query));
  if (!isForeign(query) || own.some(isUsual)) return "";
  const usual = SCRIPTS.filter(isUsual).map(({ name }) => name);
  return usual.length
    ? `Names are recorded in ${usual.join(" and ")} letters above all: try the English spelling`
    : "";
}
