// What a query asks: the words of it that are searched for, the entries that only some of them name, the page that it wants.

import { ASKING, QUESTION, withoutQuestion } from "./asking.ts";
import { fold } from "./fold.ts";
import type { Head, Index } from "./index.ts";
import {
  type IsSettled,
  type NameHit,
  type NameSearch,
  asWhole,
  comesFirst,
  isPost,
  isSupporting,
  isSure,
  isTitle,
  isWhole,
  levelOf,
  merged,
  runsOf,
  wordsOf,
} from "./names.ts";
import { inDigits } from "./numerals.ts";
import { stands } from "./texts.ts";
import type { About, Topic } from "./types.ts";
import { BEGINS, ONE_ERROR, SHORT, STARTS } from "./vocabulary.ts";
import { isYear, withoutDates } from "./written.ts";

/** The most entries that are put among the hits because some of the words name them. */
const MAX_NAMED = 3;

/** So many hits are seen at once: an entry that is among them need not be put there. */
const SEEN = 8;

/** Words of the longest name of a page that is looked for among others. */
const LONGEST_OF_A_PAGE = 3;

/** Words in capitals, such as abbreviations. */
const CAPITALS = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;

/** A French article, or de, that is one with its word: l'ambassade. */
const ELIDED = /^[dl](?=[aeiouh])/;

export interface Asked {
  readonly words: readonly string[];
  readonly found: NameHit[];
  /** The entries that some of the words name exactly, even where others hold all of the words. */
  readonly named: readonly NameHit[];
  /** The page that words which ask name, such as that of attacks, and the entries that the other words are, years aside. */
  readonly page?: NameHit | undefined;
  readonly about: readonly NameHit[];
  /** The other words, where they are no entry, but stand in a name together. */
  readonly rest?: readonly string[];
  /** Whether the page answers before all hits: it can be narrowed, and the words are neither a whole name nor a post. */
  readonly isPageFirst?: boolean;
}

/** The words of an atlas about its subject, as a query may have them. */
export interface SubjectWords {
  /** Words that ask about a name and are seldom part of one. */
  readonly asking: ReadonlySet<string>;
  /** The names of bodies by the adjectives that say of which somebody is: united states by american. */
  readonly bodies: ReadonlyMap<string, readonly string[]>;
}

export function subjectWords({ asking, alike = {} }: Head): SubjectWords {
  const bodies = Object.entries(alike).flatMap(([id, adjectives]) =>
    adjectives.map((word) => [fold(word).join(" "), fold(id)] as const),
  );
  return { asking: new Set(fold(asking.join(" "))), bodies: new Map(bodies) };
}

/**
 * The words of a query that are searched for, with their hits. All words are tried, then all but those that only ask, then all but
 * those of a question: the first that a name surely answers are taken. Where none are answered, `mistyped` chooses.
 */
export async function asked(
  names: NameSearch,
  words: readonly string[],
  ofAtlas: SubjectWords,
  isPage: (hit: NameHit) => boolean,
  isSettled: IsSettled,
  titleOf: (hit: NameHit) => Promise<string>,
): Promise<Asked> {
  const told = words.filter((word) => !ASKING.has(word));
  const subject = told.filter((word) => !QUESTION.has(word) && !ofAtlas.asking.has(word));
  const readings = [words, told, subject].filter(
    (some, at, all) => some.length && some.length !== all[at - 1]?.length,
  );
  const mayBeNamed = (word: string, at: number, all: readonly string[]) =>
    !ASKING.has(word) || names.has(word) || at === all.length - 1; // what asks begins no other word, unless it is half typed
  const isSureOf = async (some: readonly string[]) =>
    some.every(mayBeNamed) && (await names.search(some, STARTS)).some(isSure);
  const held = readings.length > 1 ? await firstOf(readings, isSureOf) : undefined;
  const isThere = held !== undefined || (await isSureOf(told));
  const numbered = inDigits(words);
  if (!isThere && numbered.join() !== words.join()) {
    const inNumbers = await asked(names, numbered, ofAtlas, isPage, isSettled, titleOf);
    if (inNumbers.found.some(isSure)) return inNumbers;
  }
  const isShort = held !== undefined && held.length < told.length; // a word such as "leader" is left out of it
  const titled =
    isThere && !isShort ? [] : await withTitle(names, told, titleOf, (hit) => !isPage(hit));
  const isPostOf = async (some: readonly string[]) =>
    (await names.search(some, STARTS)).some((hit) => isSure(hit) && (!isShort || isPost(hit)));
  const post = await firstOf(titled, isPostOf);
  if (post) {
    const found = await names.search(post, BEGINS, isSettled);
    return { words: post, found, named: [], about: [] };
  }
  const asking = told.filter((word) => !subject.includes(word));
  const searched = held
    ? { words: held, found: await names.search(held, BEGINS, isSettled), named: [] }
    : await mistyped(names, told.length ? told : words, subject, isPage, isSettled);
  const found = await withPostsOfNamed(names, told, searched.found, titleOf);
  const meant = { ...searched, found };
  const [first] = merged(found, []);
  const isItself = first && isWhole(first) && isPage(first);
  const page = isItself ? undefined : await pageNamed(names, told, asking, isPage);
  const ofPage = new Set(page?.tokens);
  const timeless = (some: readonly string[]) =>
    some.filter((word) => !isYear(word) && !ofPage.has(word));
  const whole = (some: readonly string[]) => wholeName(names, some, (hit) => !page || !isPage(hit));
  const own = page || subject.length < words.length ? timeless(subject) : [];
  const about = page
    ? await entriesNamed(whole, timeless(told), own, ofAtlas.bodies)
    : [await whole(own)].filter((hit) => hit !== undefined);
  const isOther = page && !about.length && !(first && isSure(first) && isPage(first));
  const dateless = withoutDates(own);
  const isInNames = isOther && (await names.asTyped(dateless, isOfReaders)).length > 0;
  const rest = isInNames ? dateless : [];
  const exact = firstOfEach([...about, page].filter((hit) => hit !== undefined));
  const isNamed = first && isSure(first) && (isPost(first) || (isWhole(first) && !isShort));
  const isPageFirst = about.length + rest.length > 0 && !isNamed;
  if (!held) {
    const named = firstOfEach([...(about.length ? exact : []), ...meant.named]);
    return { ...meant, named, page, about, rest, isPageFirst };
  }
  const named = exact.length ? exact : await namedIn(names, told, found, isPage);
  return { ...meant, named, page, about, rest, isPageFirst };
}

/** The page that some words in a row name, as in "front groups of" somebody; else one that a single word names which asks. */
async function pageNamed(
  names: NameSearch,
  told: readonly string[],
  asking: readonly string[],
  isPage: (hit: NameHit) => boolean,
): Promise<NameHit | undefined> {
  const isNamed = (hit: NameHit) => isWhole(hit) && isPage(hit);
  const runs = runsOf(told).filter(({ length }) => length <= LONGEST_OF_A_PAGE);
  const ofRuns = await Promise.all(runs.map((run) => names.asTyped(run, isNamed)));
  const [found] = ofRuns.flatMap((hits) => merged(hits, []).slice(0, 1));
  if (found) return found;
  const ofWords = await Promise.all(asking.map((word) => wholeName(names, [word], isPage)));
  return ofWords.find(Boolean);
}

/**
 * The entries that the words of a question are, each by a whole name: one that all of them are, or those that do not only ask;
 * else two, each some of the words in a row. Where none is, adjectives are read as the names of their bodies.
 */
async function entriesNamed(
  whole: (words: readonly string[]) => Promise<NameHit | undefined>,
  told: readonly string[],
  subject: readonly string[],
  bodies: SubjectWords["bodies"],
): Promise<NameHit[]> {
  if (!subject.length) return [];
  const one = (await whole(told)) ?? (await whole(subject));
  if (one) return [one];
  for (const words of [told, subject])
    for (let cut = 1; cut < words.length; cut++) {
      const both = await Promise.all([whole(words.slice(0, cut)), whole(words.slice(cut))]);
      const [first, second] = both;
      if (first && second && first.entry !== second.entry) return [first, second];
    }
  const asBodies = (words: readonly string[]) => words.flatMap((word) => bodies.get(word) ?? word);
  const hasAdjective = told.some((word) => bodies.has(word));
  return hasAdjective ? entriesNamed(whole, asBodies(told), asBodies(subject), new Map()) : [];
}

/**
 * The hits, and before posts of bodies that have the words in a longer name those of the body of which they are a name: of
 * "Hezbollah leader" the one whose body is called Hezbollah, though its title is another.
 */
async function withPostsOfNamed(
  names: NameSearch,
  words: readonly string[],
  found: NameHit[],
  titleOf: (hit: NameHit) => Promise<string>,
): Promise<NameHit[]> {
  const [first] = merged(found, []);
  if (!first || !isPost(first)) return found;
  const isOtherName = (hit: NameHit) => isWhole(hit) && !isSupporting(hit) && !isTitle(hit);
  for (const reading of await withTitle(names, words, titleOf, isOtherName)) {
    const hits = await names.search(reading, STARTS);
    const posts = hits.filter((hit) => isSure(hit) && isPost(hit)).map(asWhole);
    if (posts.length) return firstOfEach([...posts, ...found]);
  }
  return found;
}

/**
 * For each run of words at the end or the beginning that is at least half of an entry's name, or as much as is admitted, the words
 * with the title of the entry in place of the run. Posts (offices) are indexed under the title of their organisation only, whatever
 * the language of the query.
 */
async function withTitle(
  names: NameSearch,
  words: readonly string[],
  titleOf: (hit: NameHit) => Promise<string>,
  admits: (hit: NameHit) => boolean = () => true,
): Promise<string[][]> {
  const found: string[][] = [];
  for (let length = words.length - 1; length > 0; length--)
    for (const start of [words.length - length, 0]) {
      const body = words.slice(start, start + length);
      const isHalf = (hit: NameHit) => 2 * length >= hit.length && !isPost(hit) && admits(hit);
      const others = words.filter((_, at) => at < start || at >= start + length);
      if (!(await names.hasPost(others))) continue;
      const [hit] = merged(await names.asTyped(body, isHalf), []);
      if (hit) found.push([...others, ...fold(await titleOf(hit))]);
    }
  return found;
}

/**
 * What `asked` returns where no name has the words as they are typed. A single letter at the end, with which the next word begins,
 * or else the words of a question are left out where a name is much like the rest.
 */
async function mistyped(
  names: NameSearch,
  told: readonly string[],
  subject: readonly string[],
  isPage: (hit: NameHit) => boolean,
  isSettled: IsSettled,
): Promise<Asked> {
  const hasAll = (hit: NameHit) => !hit.rank[0];
  const found = await names.search(told, BEGINS, isSettled);
  const rest = told.length && [...told.at(-1)!].length < 2 ? told.slice(0, -1) : subject;
  if (rest.length < told.length && !found.some(hasAll)) {
    const others = await names.search(rest, BEGINS, isSettled);
    if (others.some(hasAll)) return { words: rest, found: others, named: [], about: [] };
  }
  return { words: told, found, named: await namedIn(names, told, found, isPage), about: [] };
}

/** The entries that some of the words name; none where all together are a whole name, or ask for a post. */
async function namedIn(
  names: NameSearch,
  words: readonly string[],
  found: readonly NameHit[],
  isPage: (hit: NameHit) => boolean,
): Promise<NameHit[]> {
  const sorted = merged(found, []);
  const [first] = sorted;
  if (words.length < 2 || (first && (isWhole(first) || isPost(first)))) return [];
  const { named, held } = await names.within(words);
  const seen = [...sorted.slice(0, SEEN), ...named];
  const told = new Set(seen.flatMap(({ tokens }) => tokens));
  const further = held.filter(({ tokens }) => !told.has(tokens[0]!)); // of words that nothing above has
  const fewest = Math.min(...further.map(({ common }) => common));
  const rare = named.filter(({ common }) => common <= fewest);
  const alone = further.filter((hit) => further.every((other) => !isSameWord(hit, other))); // says more than words of many names
  const added = firstOfEach([...rare, ...alone, ...named, ...further]).filter((hit) =>
    isNew(sorted.slice(0, SEEN), hit),
  );
  const isNamed = (hit: NameHit) => !isPage(hit) || (hit.tokens.length > 1 && !hit.rank[3]); // a page by two words at least
  return added.filter(isNamed).slice(0, MAX_NAMED);
}

/** Whether it is an entry that readers come for, and found by a name. */
const isOfReaders = (hit: NameHit) => !isPost(hit) && !isSupporting(hit);

const isSameWord = (one: NameHit, other: NameHit) =>
  one !== other && one.tokens[0] === other.tokens[0];

/** The first hit of which a name, not a post, is these words and no others. */
export async function wholeName(
  names: NameSearch,
  words: readonly string[],
  admits: (hit: NameHit) => boolean = () => true,
): Promise<NameHit | undefined> {
  const hits = await names.asTyped(words);
  return merged(hits, []).find((hit) => isWhole(hit) && !isPost(hit) && admits(hit));
}

/**
 * The hits with those that are named behind the first, but for those that are among the first two; where the page comes first, it
 * and what it is asked about stand before all others.
 */
export function withNamed(
  hits: readonly NameHit[],
  { named, page, about, isPageFirst }: Asked,
): readonly NameHit[] {
  if (page && isPageFirst) return firstOfEach([page, ...about, ...hits]);
  const added = named.filter((hit) => isNew(hits.slice(0, 2), hit));
  const [first, ...others] = hits.filter((hit) => isNew(added, hit));
  return [first, ...added, ...others].filter((hit) => hit !== undefined);
}

/** How many words of a query the best hit lacks, of those hits that spell the others so or nearly so. */
export function lacking(hits: readonly NameHit[]): number {
  const spelt = hits.filter((hit) => levelOf(hit) <= ONE_ERROR);
  return Math.min(...spelt.map(({ rank }) => rank[0]!));
}

export const firstOfEach = (hits: readonly NameHit[]) =>
  hits.filter((hit, at) => isNew(hits.slice(0, at), hit));

const isNew = (hits: readonly NameHit[], { entry }: NameHit) =>
  !hits.some((hit) => hit.entry === entry);

async function firstOf<T>(
  items: readonly T[],
  holds: (item: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const item of items) if (await holds(item)) return item;
  return undefined;
}

/** Returns a test for words of a query: whether texts have a word as it is written, and more than one error is asked about, or it is short or an abbreviation. */
export function isSettledIn(index: Index, query: string): IsSettled {
  const capitals = new Set(fold((query.match(CAPITALS) ?? []).join(" ")));
  return async (word, most) =>
    (most > ONE_ERROR || word.length <= SHORT || capitals.has(word)) && stands(index, word);
}

/**
 * Where no name has all words of a query: the entries that some words name in another spelling, and, where a word stands nowhere,
 * the places that one names with at most a letter amiss: people name places also in languages in which few texts are written.
 */
export async function namedInside(
  index: Index,
  names: NameSearch,
  words: readonly string[],
  hits: readonly NameHit[],
): Promise<NameHit[]> {
  const isAnswered = hits.some(({ rank }) => !rank[0]) || (hits.length && words.length < 3);
  if (isAnswered || words.length < 2) return [];
  const { tiers } = await index.head();
  const isPlace = ({ entry, length }: NameHit) =>
    entry >= tiers[0] && entry < tiers[1] && length < 3;
  const others = words.filter((word) => word.length > SHORT && !names.has(word));
  const stand = await Promise.all(others.map((word) => stands(index, word)));
  const unknown = stand.every(Boolean) ? [] : others;
  const [spelt, ...places] = await Promise.all([
    names.speltWithin(words),
    ...unknown.map((word) => names.search([word], ONE_ERROR)),
  ]);
  const named = places
    .flat()
    .filter((hit) => levelOf(hit) <= ONE_ERROR && isPlace(hit))
    .map((hit) => ({ ...hit, rank: [words.length - 1, ...hit.rank.slice(1)] }));
  return [...spelt, ...named];
}

/** The titles of two entries that the query names, each by a whole name, where nothing is named by all of its words. */
export async function bothNamed(
  index: Index,
  hits: readonly NameHit[],
): Promise<string | undefined> {
  const { tiers } = await index.head();
  const [one, other] = hits.filter(({ entry, rank }) => entry < tiers[1] && rank[0] && !rank[3]);
  if (!one || !other || hits.some(({ rank }) => !rank[0])) return undefined;
  const rows = await index.rows([one.entry, other.entry]);
  return [one, other].map(({ entry }) => rows.get(entry)!.n[0]![0]!).join(" ");
}

/**
 * The words of a query as names and texts of the atlas have them. A word of another language, or two in a row, are replaced by what
 * the list of the atlas has for them, unless it is in Latin letters and stands in a name; a word that is a whole name, by the title
 * of its entry.
 */
export async function translated(
  index: Index,
  names: NameSearch,
  words: readonly string[],
  ofAtlas: ReadonlySet<string>,
  isPage: (hit: NameHit) => boolean,
  titleOf: (hit: NameHit) => Promise<string>,
): Promise<string[]> {
  const isForeign = (word: string) => !/^[a-z]/.test(word) || !names.has(word) || ofAtlas.has(word);
  const known: ReadonlyMap<string, string> = words.some(isForeign)
    ? (await index.text()).words
    : new Map();
  const inAtlas = async (word: string) => {
    const ways = names.has(word) ? [word] : [...new Set([word, word.replace(ELIDED, "")])];
    const meant = ways.find((one) => known.has(one) && isForeign(one));
    if (meant) return fold(known.get(meant)!);
    for (const one of ASKING.has(word) ? [] : ways) {
      const entry = await wholeName(names, [one], (hit) => !isPage(hit));
      if (!entry) continue;
      const title = isTitle(entry) ? [] : fold((await titleOf(entry)).replace(/ \(.*/, ""));
      return title.length && !title.includes(one) ? title : [one]; // what has all words of such a title has the word too
    }
    return [word];
  };
  const pairOf = (at: number) => at >= 0 && known.get(words.slice(at, at + 2).join(" "));
  const parts = words.map((word, at) => {
    const pair = pairOf(at);
    return pair ? fold(pair) : pairOf(at - 1) ? [] : inAtlas(word);
  });
  return (await Promise.all(parts)).flat();
}

/**
 * What a query is about, where no name has all words: the entry of which it says one word besides its name, such as "Badr money",
 * and those in whose names it has a whole name of two words or more, with how many have it.
 */
export async function topicOf(
  index: Index,
  names: NameSearch,
  query: string,
): Promise<Pick<Topic, "entry" | "about">> {
  const words = wordsOf(withoutQuestion(query));
  if ((await names.search(words, ONE_ERROR, isSettledIn(index, query))).some(comesFirst)) return {};
  const { tiers } = await index.head();
  const [first] = merged(await names.allButOne(words), []);
  const about = new Map<number, About>();
  for (const run of runsOf(words)) {
    const hits = await names.asTyped(run, isOfReaders);
    if (!hits.some(isWhole) && hits.length > MAX_NAMED) continue; // words in a row that few names have say as much
    const fewerThanHalf = (words.length - run.length - 1) >> 1;
    for (const hit of hits) {
      const lacking = isWhole(hit) && hit.entry < tiers[0] ? words.length : fewerThanHalf;
      const before = about.get(hit.entry) ?? { having: Infinity, lacking };
      about.set(hit.entry, {
        having: Math.min(hits.length, before.having),
        lacking: Math.max(lacking, before.lacking),
      });
    }
  }
  return { entry: first && first.entry < tiers[0] ? first.entry : undefined, about };
}
