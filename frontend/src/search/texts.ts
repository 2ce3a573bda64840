// Search in texts: the entries with the words of a query, best first, and a passage of each. docs/search-format.md describes the ranking.

import { type Alike, alikeOf, areAlike, joined, termsOf } from "./alike.ts";
import { fold, skeleton, stem } from "./fold.ts";
import type { Index, TextPieces } from "./index.ts";
import type { Piece, Topic } from "./types.ts";
import { LETTERS, bitLength, isSpelling, mostErrors } from "./vocabulary.ts";
import { YEAR, written } from "./written.ts";

const MAX_WORDS = 12;
const EXCERPT = 160;
/** Of them, those before the word around which an excerpt is cut. */
const BEFORE = Math.floor(EXCERPT / 3);
const [START, END] = ["… ", " …"];
/** The most entries that a word stands in which tells more than any other, where no name has it. */
const FEW = 3;
export const STEP = 50; // hits whose texts are read at once
/** What a year of the query adds to the weight of an entry that has it in its name: more than any mention weighs. */
const OF_YEAR = 1_000;
/** What a whole name in the query adds, for each bit of its rarity, to an entry that has it in a name: as much as two other words. */
const OF_WHOLE = 16;
/** The letters that texts are in; a word in others is rare in them whatever it says, as a number is. */
const OF_TEXTS = /^[a-z]+$/;
/** The weight of a word in a name. */
const OF_NAME = 3;
const PHRASE = /["“”«»]([^"“”«»]+)["“”«»]/gu;
/** A query for what somebody said also finds what they denied. */
const SAY = new Set(termsOf("say said"));
const SAID = new Set(termsOf("say said deny denied denial"));
/** The anchors of running text: of the summary, of the body and of its headings. */
const PROSE = /^(?:text|body-.*)?$/;
const NUMBER = /\p{Nd}/u;
/** Words in a row by which a browser finds a place: fewer may stand above it too, and more have citations between them on the page. */
const FEW_WORDS = /^[^\s.,:;]+(?: [^\s.,:;]+){2,3}/;
export const WORD = /[\p{L}\p{N}]+(?:['’ʼʿʾ-][\p{L}\p{N}]+)*/gu;

export interface TextScore {
  readonly entry: number;
  /** Words of the query that the entry does not hold; more than 0 only where no entry holds all. */
  readonly missing: number;
  readonly score: number;
  /** One of the words stands nowhere; another one much like it does. */
  readonly isRespelt: boolean;
  /** It holds a word that no name has and few texts have. */
  readonly isTelling: boolean;
}

export interface FoundTexts {
  readonly found: readonly TextScore[];
  /** Whether these are all: of a phrase, the texts of further hits may not be read yet. */
  readonly isWhole: boolean;
  /** The terms looked for that no text or name has or begins with. */
  readonly unheld: readonly string[];
}

export interface Excerpt {
  readonly anchor: string;
  readonly pieces: readonly Piece[];
}

const wantedOf = (query: string, alike: Alike) =>
  [...new Set(joined(termsOf(written(query)), alike))].slice(0, MAX_WORDS);
/** The last term of a query, where its word may be half typed: one of which an ending was taken off is not. */
const begunIn = (query: string, wanted: readonly string[]) =>
  wanted.find((term, at) => at === wanted.length - 1 && term === fold(written(query)).at(-1));
const phrasesOf = (query: string) =>
  [...written(query).matchAll(PHRASE)]
    .map(([, phrase]) => fold(phrase!))
    .filter((tokens) => tokens.length);

/** The words of the atlas that stand for one another. */
export const alikeIn = async (index: Index) => alikeOf((await index.head()).alike);

/**
 * The entries that hold every word of the query, or else most of them, best first; the one that the query names comes before all
 * others, even where it lacks the other word, and those that have a whole name of it stay whatever they lack. For a phrase, texts are read until `enough` have it, `most` in all.
 */
export async function searchTexts(
  index: Index,
  query: string,
  admits: (entry: number) => boolean = () => true,
  enough = Infinity,
  most = Infinity,
  { entry: named, about = new Map() }: Topic = {},
): Promise<FoundTexts> {
  const { entries, tiers } = await index.head();
  const supporting = tiers[1];
  const alike = await alikeIn(index);
  const wanted = wantedOf(query, alike);
  const begun = begunIn(query, wanted);
  const found = await Promise.all(
    wanted.map((term) =>
      scores(index, term, term === begun && !alike.has(term), entries, supporting),
    ),
  );
  let held = summed(found, wanted.length);
  let fewest = fewestOf(held, wanted.length);
  if (fewest && wanted.length > 1) {
    held = summed(
      found.filter(({ isWritten }) => isWritten),
      wanted.length,
    ); // a word that is only much like another, beside one that is missing, is a guess
    fewest = fewestOf(held, wanted.length);
  }
  const unheld = wanted.filter((_, at) => found[at]!.isRespelt);
  const isPart = fewest <= wanted.length >> 1;
  const answers = ({ entry, missing, isTelling }: TextScore) =>
    (isTelling && fewest > 0) ||
    (isPart &&
      missing <= Math.max(fewest + Number(entry === named), about.get(entry)?.lacking ?? 0));
  const scoreOf = ({ entry, score }: TextScore) =>
    score + OF_WHOLE * bitLength(entries / (about.get(entry)?.having ?? Infinity));
  const hits = [...held.values()]
    .filter((hit) => answers(hit) && admits(hit.entry))
    .sort(
      (a, b) =>
        Number(b.entry === named) - Number(a.entry === named) ||
        Number(a.entry >= supporting) - Number(b.entry >= supporting) ||
        Number(b.isTelling) - Number(a.isTelling) ||
        scoreOf(b) - scoreOf(a) ||
        a.entry - b.entry,
    );
  const phrases = phrasesOf(query);
  if (!phrases.length) return { found: hits, isWhole: true, unheld };
  const phrased: TextScore[] = [];
  let read = 0;
  for (; read < Math.min(hits.length, most) && phrased.length < enough; read += STEP) {
    const next = hits.slice(read, read + STEP);
    const texts = await index.texts(next.map((hit) => hit.entry));
    phrased.push(
      ...next.filter((hit) =>
        phrases.every((phrase) => texts.get(hit.entry)![0].some(([, text]) => holds(text, phrase))),
      ),
    );
  }
  return { found: phrased, isWhole: read >= hits.length, unheld };
}

function holds(text: string, phrase: readonly string[]): boolean {
  return ` ${fold(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
}

/** Whether a word stands in a text or a name, exactly. */
export async function stands(index: Index, word: string): Promise<boolean> {
  const term = stem(word);
  const shards = await index.terms(term, false);
  return shards.some(({ words }) => words.includes(term));
}

/** The entries that hold a word, or one much like it. */
interface OfTerm {
  readonly byEntry: ReadonlyMap<number, number>;
  /** Whether it stands somewhere as it is written. */
  readonly isWritten: boolean;
  /** Whether no word even starts with it. */
  readonly isRespelt: boolean;
  /** Whether no name has it, and few texts have it as it is written. */
  readonly isTelling: boolean;
}

function summed(found: readonly OfTerm[], number: number): Map<number, TextScore> {
  const held = new Map<number, TextScore>();
  const none = { missing: number, score: 0, isRespelt: false, isTelling: false };
  for (const { byEntry, isRespelt, isTelling } of found) {
    for (const [entry, score] of byEntry) {
      const old = held.get(entry) ?? none;
      held.set(entry, {
        entry,
        missing: old.missing - 1,
        score: old.score + score,
        isRespelt: old.isRespelt || isRespelt,
        isTelling: old.isTelling || isTelling,
      });
    }
  }
  return held;
}

function fewestOf(held: ReadonlyMap<number, TextScore>, most: number): number {
  return Math.min(most, ...[...held.values()].map(({ missing }) => missing));
}

/** The weights of postings, by their entries. */
function weighed(postings: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  let entry = 0;
  for (const number of postings) found.set((entry += number >> 2), number & 3);
  return found;
}

async function scores(
  index: Index,
  term: string,
  isLast: boolean,
  entries: number,
  supporting: number,
): Promise<OfTerm> {
  const found = new Map<number, number>();
  const matches = await matching(index, term, isLast);
  for (const [matched, postings] of matches) {
    const weighs = bitLength(entries / postings.length);
    for (const [entry, weight] of weighed(postings)) {
      const isOfYear = weight === OF_NAME && YEAR.test(matched);
      const full = weighs * (2 + 2 * weight + (isOfYear ? OF_YEAR : 0));
      found.set(entry, Math.max(found.get(entry) ?? 0, matched === term ? full : full >> 1));
    }
  }
  const written = matches.find(([own]) => own === term);
  const having = [...weighed(written?.[1] ?? [])].filter(([entry]) => entry < supporting);
  return {
    byEntry: found,
    isWritten: written !== undefined,
    isRespelt: !matches.some(([own]) => own.startsWith(term)),
    isTelling:
      OF_TEXTS.test(term) &&
      0 < having.length &&
      having.length <= FEW &&
      having.every(([, weight]) => weight < OF_NAME),
  };
}

/** The terms that are equal, or that start with the last word; else those that are nearly so. */
async function matching(
  index: Index,
  term: string,
  isLast: boolean,
): Promise<[string, readonly number[]][]> {
  const isStart = isLast && LETTERS.test(term) && [...term].length > 2; // a number begins no other: 136 is not 13606
  const shards = await index.terms(term, isStart);
  const all = shards.flatMap(({ words, postings }) =>
    words.map((own, at) => [own, postings[at]!] as [string, readonly number[]]),
  );
  const equal = all.filter(([own]) => own === term || (isStart && own.startsWith(term)));
  if (equal.length) return equal;
  const bones = skeleton(term);
  const most = mostErrors(term);
  return all.filter(
    ([own]) =>
      (bones && skeleton(own) === bones && isSpelling(term, own, most)) ||
      (term.length > 3 && LETTERS.test(term + own) && isSpelling(term, own, 1)),
  );
}

/**
 * The passage of an entry that holds most words of the query, a phrase before single words; where it lacks some, also the passage
 * with most of those. Null if no passage holds a word. Words of the entry's own names, which may stand anywhere, are not counted:
 * where nothing else is found, the passage has no anchor. Of a query that asks for a number (`isCounted`), a statement with one
 * comes before running text.
 */
export function excerpt(
  texts: TextPieces,
  query: string,
  names: readonly string[] = [],
  alike: Alike = alikeOf(),
  isCounted = false,
): Excerpt | null {
  const wanted = wantedOf(query, alike);
  const begun = begunIn(query, wanted);
  const phrases = phrasesOf(query);
  const own = names.flatMap(termsOf);
  const isMeant = (one: string, term: string) =>
    one === term ||
    areAlike(term, one, alike) ||
    (!phrases.length && SAY.has(term) && SAID.has(one)) ||
    (term === begun && term.length > 2 && LETTERS.test(term) && one.startsWith(term));
  const wordOf = once((word) =>
    termsOf(word)
      .map((one) => wanted.find((term) => isMeant(one, term)))
      .find((term) => term !== undefined),
  );
  const isOwn = (term: string) => own.some((one) => isMeant(one, term));
  const telling = phrases.length ? wanted : wanted.filter((term) => !isOwn(term));
  const chosen = passage(texts, wordOf, telling, phrases, isCounted);
  const best = chosen ?? passage(texts, wordOf, wanted);
  if (!best) return null;
  const missing = telling.filter((term) => !best.found.some((range) => range.term === term));
  const second = missing.length ? passage(texts, wordOf, missing) : null;
  const anchor = (chosen && placeOf(chosen)) || (second && placeOf(second)) || ""; // the lead is at the top, where a page opens anyway
  if (!second) return { anchor, pieces: cut(best) };
  const [one, other] = [best, second].map((half) => cut(half, EXCERPT / 2));
  const pieces = [
    ...one!.filter(isNoEnd),
    { text: " … ", isMatch: false },
    ...other!.filter(isNoStart),
  ];
  return { anchor, pieces };
}

/** The fragment that leads to a passage: the anchor of its statement or heading; in running text also the words, for the browser to find. */
function placeOf({ anchor, text, first }: Passage): string {
  const [words] = (anchor && PROSE.test(anchor) && FEW_WORDS.exec(text.slice(first.start))) || [];
  return words ? `${anchor}:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}` : anchor;
}

const isNoEnd = ({ text }: Piece) => text !== END;
const isNoStart = ({ text }: Piece) => text !== START;

interface Passage {
  readonly anchor: string;
  readonly text: string;
  /** Where the wanted words stand. */
  readonly found: readonly Range[];
  /** Where the word stands around which it is cut. */
  readonly first: Range;
}

/**
 * The first piece with the most of some words of the query. Of equals it is the one with the most of all words, and with the most
 * close together; running text counts for a little more.
 */
function passage(
  texts: TextPieces,
  wordOf: WordOf,
  some: readonly string[],
  phrases: readonly string[][] = [],
  isCounted = false,
): Passage | null {
  let most = 0;
  let best: Passage | null = null;
  for (const [anchor, text] of texts) {
    const found = words(text, wordOf);
    const choosing = found.filter(({ term }) => some.includes(term));
    if (!choosing.length) continue;
    const [first, close] = closest(choosing, found);
    const held = phrases.filter((phrase) => holds(text, phrase)).length;
    const isProse = PROSE.test(anchor);
    const readable = isProse && !isCounted ? 3 : 0; // codes have to hold two words more
    const counted = isCounted && !isProse && NUMBER.test(text) ? 30 : 0; // less than a word of the query
    const value =
      800 * held + 40 * kinds(choosing) + 2 * kinds(found) + 4 * close + readable + counted;
    if (value > most) [most, best] = [value, { anchor, text, found, first }];
  }
  return best;
}

/** The first of some words around which an excerpt holds the most of all, and how many it holds; a year counts as two. */
function closest(some: readonly Range[], all: readonly Range[]): [Range, number] {
  let [best, most] = [some[0]!, 0];
  for (const range of some) {
    const from = range.start - BEFORE;
    const near = all.filter(({ start, end }) => start >= from && end <= from + EXCERPT);
    const years = near.filter(({ term }) => YEAR.test(term));
    const close = kinds(near) + kinds(years);
    if (close > most) [best, most] = [range, close];
  }
  return [best, most];
}

const kinds = (found: readonly Range[]) => new Set(found.map(({ term }) => term)).size;

interface Range {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** Which term of a query a word of a text stands for. */
type WordOf = (word: string) => string | undefined;

/** A function that remembers its answers: texts say the same words over and over. */
function once(wordOf: WordOf): WordOf {
  const held = new Map<string, string | undefined>();
  return (word) => {
    if (!held.has(word)) held.set(word, wordOf(word));
    return held.get(word);
  };
}

/** Where the words of a text stand that mean one of the query. */
function words(text: string, wordOf: WordOf): Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(WORD)) {
    const term = wordOf(match[0]);
    if (term === undefined) continue;
    found.push({ start: match.index, end: match.index + match[0].length, term });
  }
  return found;
}

/** The part of a passage around its `first` word, cut between words. */
function cut({ text, found, first }: Passage, size = EXCERPT): Piece[] {
  const from = Math.max(0, first.start - Math.floor(size / 3));
  const start = from === 0 ? 0 : Math.min(text.indexOf(" ", from) + 1, first.start);
  let end = text.length;
  if (end - start > size) end = Math.max(text.lastIndexOf(" ", start + size - 1), first.end);
  const pieces: Piece[] = start ? [{ text: START, isMatch: false }] : [];
  let at = start;
  for (const mark of found) {
    if (mark.start < at || mark.end > end) continue;
    pieces.push(
      { text: text.slice(at, mark.start), isMatch: false },
      { text: text.slice(mark.start, mark.end), isMatch: true },
    );
    at = mark.end;
  }
  pieces.push({ text: text.slice(at, end), isMatch: false });
  if (end < text.length) pieces.push({ text: END, isMatch: false });
  return pieces.filter((piece) => piece.text);
}
