// The scripts of the names: who types in one that few names have may know another.

const SCRIPTS = ["Latin", "Arabic", "Hebrew", "Cyrillic", "Greek", "Armenian", "Georgian", "Han"];
/** The share of the words of which names are made that a script has at least where names stand in it "above all": one in so many. */
const MANY = 20;

/** What to try instead of a query that finds nothing, where few names are in its letters: a sentence without its full stop, or nothing. */
export function advice(query: string, tokens: readonly string[]): string {
  const usual = SCRIPTS.filter((script) => {
    const own = tokens.filter((token) => isIn(script, token));
    return own.length * MANY > tokens.length;
  });
  const isWord = /\p{L}/u.test(query);
  if (!isWord || !usual.length || usual.some((script) => isIn(script, query))) return "";
  return `Names are recorded in ${usual.join(" and ")} letters above all: try the English spelling`;
}

function isIn(script: string, text: string): boolean {
  return new RegExp(`\\p{Script=${script}}`, "u").test(text);
}
