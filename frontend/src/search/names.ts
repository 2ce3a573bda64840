// Search by name: which entries a query may mean, best first. docs/search-format.md describes the ranking.

import { fold, sound } from "./fold.ts";
import type { Index, Part, PartName, Posting, Row } from "./index.ts";
import {
  BEGINS,
  EQUAL,
  type Fit,
  GLUED,
  ONE_ERROR,
  SOUNDS,
  STARTS,
  Vocabulary,
  bitLength,
  isRespelt,
} from "./vocabulary.ts";
import { YEAR, written } from "./written.ts";

const MAX_WORDS = 12;
const MAX_POSITION = 7;
const MAX_LENGTH = 8;
/** Names that are enough of an answer. */
export const ENOUGH = 3;
/**
 * How rare words are, as bit lengths: one that at most 3 names hold tells alone who is meant; words may stand for a longer name where
 * at most 15 hold the rarest of them.
 */
const [TELLING, SELDOM] = [2, 4];
/** The most words of a name that is looked for among further words of a query in another spelling. */
const MAX_SPELT = 4;
/** Of more words, only those that stand in no name are looked for with errors: a question has many, and each costs files. */
const LONGEST_OF_GUESSES = 3;
/** Most entries that one word of several may mean. */
const FEW = 3;
/** Hits of which the rows are looked at for a spelling that is exactly the query. */
export const LOOKED_AT = 8;

/** By what hits are sorted, smallest first: words missing, how common the others are, level, whole name, order, errors, tier, alias, entry. */
type Rank = readonly number[];

export interface NameHit {
  readonly part: PartName;
  readonly entry: number;
  /** Its place among the names of the entry. */
  readonly name: number;
  readonly rank: Rank;
  /** Tokens of the name that the words of the query stand for. */
  readonly tokens: readonly string[];
  /** How many words the name has, to the most that the index tells. */
  readonly length: number;
  /** Bit length of the number of names that hold the rarest of the words. */
  readonly common: number;
  /** Whether a word stands for one that is heard otherwise, with more than one error. */
  readonly isOther: boolean;
}

/** Entries that some words of a query name. */
export interface Within {
  /** By a name of theirs, or most of one. */
  readonly named: readonly NameHit[];
  /** By a word that few others have. */
  readonly held: readonly NameHit[];
}

export const levelOf = (hit: NameHit) => hit.rank[2]!;
/** Whether the words are spelt in another way than in the query, and none is missing or mistyped. */
export const isRespeltHit = (hit: NameHit) => hit.rank[0] === 0 && levelOf(hit) === SOUNDS;
export const isNearest = (hit: NameHit) => hit.rank[0]! > 0 || levelOf(hit) >= ONE_ERROR;

/** Whether a word is missing, and another one mistyped. */
export const isFar = (hit: NameHit) => hit.rank[0]! > 0 && levelOf(hit) >= ONE_ERROR;

/** Whether it is no title of a work. */
export const isOfEntry = (hit: NameHit) => hit.part === "names";

/** Whether the words are all of a name. */
export const isWhole = (hit: NameHit) => hit.rank[0] === 0 && levelOf(hit) <= GLUED && !hit.rank[3];

/** Whether the words are all of a name, as they are typed or in another spelling. */
export const isSpelt = (hit: NameHit) =>
  hit.rank[0] === 0 && levelOf(hit) <= SOUNDS && !hit.rank[3];

/** Whether it is of somebody who is quoted, or of a work, and not of an entry that readers come for. */
export const isSupporting = (hit: NameHit) => hit.rank[6] === 1;

/** Whether the words stand in the name that an entry bears as its title. */
export const isTitle = (hit: NameHit) => hit.rank[7] === 0;

/** A hit that counts as a whole name. */
export const asWhole = (hit: NameHit): NameHit => ({
  ...hit,
  rank: hit.rank.map((value, at) => (at === 3 ? 0 : value)),
});

/** Whether it is a post that somebody has or had. */
export const isPost = (hit: NameHit) => hit.rank[7]! > 1;

/** Whether it is only spelt much like the query, and heard otherwise: Zaidi for Yazidi. */
export const isGuess = (hit: NameHit) => isOfEntry(hit) && hit.isOther;

/** Whether it comes before passages: an entry that has all words, none with more than one error, or a whole title. Of who is only quoted, all words as typed, or their beginnings. */
export const comesFirst = (hit: NameHit) =>
  hit.rank[0] === 0 &&
  (isOfEntry(hit) ? levelOf(hit) <= (isSupporting(hit) ? STARTS : ONE_ERROR) : isWhole(hit));

type Found = Map<number, NameHit>;
/** Whether a word is meant as it is written, so that no near spelling up to a level is tried. */
export type IsSettled = (word: string, most: number) => Promise<boolean>;
/** Other spellings of each word of a query. */
type Respellings = readonly ReadonlySet<string>[];
/** What a look at the names minds besides. */
interface Taking {
  readonly others?: Respellings;
  /** Words of which no near spelling is tried. */
  readonly settled?: ReadonlySet<string>;
  readonly admits?: ((hit: NameHit) => boolean) | undefined;
}
interface Place extends Posting {
  readonly fit: Fit;
  readonly token: number;
}

export const isSure = (hit: NameHit) => hit.rank[0] === 0 && levelOf(hit) <= STARTS;

/** Entries found by sound, or but for a word, that may stand before titles that hold the whole query. */
const MAX_CLOSE = 2;

/** The number of a post that somebody has who does not lead the body; smaller ones are of heads. */
const OF_PART = 4;

/** People found by a post: each may stand in a file of its own, and who types asks for few. */
const MAX_POSTS = 5;

/** Whether all words of the query but one, and `least` at least, are in a name. */
const isClose = (hit: NameHit, least: number) =>
  hit.rank[0] === 1 && hit.tokens.length >= least && levelOf(hit) <= SOUNDS;

/** The hits of both parts, best first: sure entries, else the best close ones, then titles and other entries. */
export function merged(names: readonly NameHit[], works: readonly NameHit[]): NameHit[] {
  const every = [...names].sort(compare);
  const isAsked = !every.some((hit) => isWhole(hit) && !isPost(hit)); // who names a body alone asks for no post in it
  let left = isAsked ? MAX_POSTS : 0;
  const sorted = every.filter((hit) => !isPost(hit) || left-- > 0);
  const isTitled = works.some(isSure);
  const close = (hit: NameHit) => !isNearest(hit) || isClose(hit, isTitled ? 2 : 1);
  const isNamed = sorted.some(isSure);
  const leading = isNamed ? sorted.filter(isSure) : sorted.filter(close).slice(0, MAX_CLOSE);
  const led = new Set(leading);
  const others = sorted.filter((hit) => !led.has(hit));
  const rest = isTitled && !isNamed ? others.filter((hit) => !isNearest(hit)) : others;
  return [...leading, ...[...rest, ...works].sort(compare)];
}

/** The words of a query by name. */
export function wordsOf(query: string): string[] {
  return fold(written(query)).slice(0, MAX_WORDS);
}

/** Search in one part of the names. */
export class NameSearch {
  readonly #index: Index;
  readonly #part: Part;
  readonly #supporting: number;
  readonly #vocabulary: Vocabulary;

  /** `supporting` is the first entry of outlets and works. */
  constructor(index: Index, part: Part, supporting: number) {
    this.#index = index;
    this.#part = part;
    this.#supporting = supporting;
    this.#vocabulary = new Vocabulary(part.tokens);
  }

  prepare(): void {
    this.#vocabulary.prepare();
  }

  /** Whether a word stands in a name. */
  has(word: string): boolean {
    return this.#vocabulary.has(word);
  }

  /** The entries of this part that the query may mean, in no order; spellings are tried up to a level. */
  async search(
    words: readonly string[],
    most = BEGINS,
    isSettled: IsSettled = async () => false,
  ): Promise<NameHit[]> {
    return words.length ? [...(await this.#found(words, most, isSettled)).values()] : [];
  }

  /** The entries in a name of which all words stand as they are typed, in no order. */
  async asTyped(words: readonly string[], admits?: (hit: NameHit) => boolean): Promise<NameHit[]> {
    const found: Found = new Map();
    if (words.length) await this.#take(found, words, GLUED, EQUAL, 0, { admits });
    return [...found.values()];
  }

  /** Whether all of some words stand in a post, the last perhaps begun. */
  async hasPost(words: readonly string[]): Promise<boolean> {
    const fitting = words.map((word, at) =>
      this.#vocabulary.fits(word, STARTS, words.length === 1, at === words.length - 1),
    );
    if (fitting.some((fits) => !fits.size)) return false;
    const postings = await this.#index.postings(
      this.#part,
      fitting.flatMap((fits) => [...fits.keys()]),
    );
    const posts = fitting.map((fits) => {
      const places = [...fits.keys()].flatMap((token) => postings.get(token)!);
      return new Set(places.map(({ name }) => name).filter((name) => this.#part.posts[name]));
    });
    return [...posts[0]!].some((name) => posts.every((held) => held.has(name)));
  }

  /** The entries of which all of the words but one are a whole name. */
  async allButOne(words: readonly string[]): Promise<NameHit[]> {
    const found: Found = new Map();
    const admits = (hit: NameHit) => hit.rank[0] === 1 && !hit.rank[3] && !isPost(hit);
    if (words.length > 1) await this.#take(found, words, GLUED, EQUAL, 1, { admits });
    return [...found.values()];
  }

  /**
   * The entries that some of the words name. An entry that readers come for is named by words that are a whole name, by words in
   * a row that are most of one, or, less surely, by a word that few others have; somebody who is only quoted, by two or more words
   * in a row that are a whole name.
   */
  async within(words: readonly string[]): Promise<Within> {
    const isEntry = (hit: NameHit) => hit.entry < this.#supporting && !isPost(hit);
    const isInside = (hit: NameHit) => isEntry(hit) && !hit.rank[3] && !hit.rank[4];
    const [named, held]: Found[] = [new Map(), new Map()];
    await this.#take(named!, words, GLUED, EQUAL, words.length - 1, { admits: isInside });
    const quoted: string[] = []; // names of those who are only quoted; a part of one is no other's
    for (const run of runsOf(words)) {
      const text = ` ${run.join(" ")} `;
      const isPart = quoted.some((name) => name.includes(text));
      const isMost = (hit: NameHit) =>
        isEntry(hit)
          ? 2 * run.length > hit.length && hit.common <= SELDOM
          : isWhole(hit) && !isPost(hit) && !isPart;
      const most: Found = new Map();
      await this.#take(most, run, GLUED, EQUAL, 0, { admits: isMost });
      if ([...most.values()].some((hit) => !isEntry(hit))) quoted.push(text);
      add(named!, most, words.length - run.length);
    }
    for (const word of words) {
      const having: Found = new Map();
      if (word.length > 3 && !YEAR.test(word))
        await this.#take(having, [word], GLUED, EQUAL, 0, { admits: isEntry });
      if (having.size <= FEW) add(held!, having, words.length - 1);
    }
    return { named: sorted(named!), held: sorted(held!) };
  }

  /** The entries of which some words in a row are a whole name, spelt in another way: those of the most words first. */
  async speltWithin(words: readonly string[]): Promise<NameHit[]> {
    const found: Found = new Map();
    const isKnown = (word: string) => this.has(word);
    const settled = new Set(words.length > LONGEST_OF_GUESSES ? words.filter(isKnown) : []);
    for (const run of [words, ...runsOf(words)]) {
      if (run.length > MAX_SPELT || run.every(isKnown)) continue; // as they are typed
      const admits = (hit: NameHit) =>
        hit.entry < this.#supporting && hit.length === run.length && !hit.rank[4] && !isPost(hit);
      const spelt: Found = new Map();
      await this.#take(spelt, run, SOUNDS, EQUAL, 0, { admits, settled });
      add(found, spelt, words.length - run.length);
    }
    return sorted(found);
  }

  /** The hits, and after them the entries in whose names the words are spelt in one of these other ways. */
  async respelt(
    words: readonly string[],
    hits: readonly NameHit[],
    others: Respellings,
  ): Promise<NameHit[]> {
    const found: Found = new Map(hits.map((hit) => [hit.entry, hit]));
    await this.#take(found, words, STARTS, EQUAL, 0, { others });
    return [...found.values()];
  }

  async #found(words: readonly string[], most: number, isSettled: IsSettled): Promise<Found> {
    const found: Found = new Map();
    let settled: ReadonlySet<string> = new Set();
    for (const level of [STARTS, ONE_ERROR, BEGINS]) {
      const isLong = level > ONE_ERROR || words.length > LONGEST_OF_GUESSES;
      const isMeant = async (word: string) =>
        (isLong && this.has(word)) || (await isSettled(word, level));
      if (level > STARTS) {
        const are = await Promise.all(words.map(isMeant));
        settled = new Set(words.filter((_, at) => are[at]));
      }
      await this.#take(found, words, level, EQUAL, 0, { settled });
      if (level === STARTS && !isEnough(found, level))
        for (const reading of this.#readings(words))
          await this.#take(found, reading, level, GLUED, 0);
      if (isEnough(found, level)) return found;
      if (level === most) break;
    }
    if (!found.size && words.length > 1 && most === BEGINS)
      await this.#take(found, words, BEGINS, EQUAL, words.length >> 1, { settled });
    return found;
  }

  /** Add the names in which the words stand, all but `missing` of them. */
  async #take(
    found: Found,
    words: readonly string[],
    most: number,
    least: number,
    missing: number,
    { others, settled, admits }: Taking = {},
  ): Promise<void> {
    const fitting = words.map((word, at) => {
      const isLast = at === words.length - 1;
      const far = settled?.has(word) ? STARTS : most;
      const fits = this.#vocabulary.fits(word, far, words.length === 1, isLast);
      return others
        ? new Map([...this.#vocabulary.respelt(word, others[at]!, isLast), ...fits])
        : fits;
    });
    const held = fitting.filter((fits) => fits.size).length;
    if (held < words.length - missing) return;
    const postings = await this.#index.postings(
      this.#part,
      new Set(fitting.flatMap((fits) => [...fits.keys()])),
    );
    const names = new Map<number, Place[][]>();
    fitting.forEach((fits, number) => {
      for (const [token, fit] of fits) {
        for (const posting of postings.get(token)!) {
          let places = names.get(posting.name);
          if (!places && number <= missing) names.set(posting.name, (places = words.map(() => [])));
          places?.[number]!.push({ ...posting, fit, token });
        }
      }
    });
    const common = fitting.map((fits) =>
      bitLength([...fits.keys()].reduce((sum, token) => sum + postings.get(token)!.length, 0)),
    );
    for (const [name, places] of names) {
      const standing = common.filter((_, number) => places[number]!.length);
      if (words.length - standing.length > missing) continue;
      const hit = this.#hit(name, words, places, least, Math.min(...standing));
      const before = hit && found.get(hit.entry);
      if (hit && (!admits || admits(hit)) && (!before || compare(hit, before) < 0))
        found.set(hit.entry, hit);
    }
  }

  /** A name in which the words stand, if it answers them. */
  #hit(
    name: number,
    words: readonly string[],
    places: readonly (readonly Place[])[],
    least: number,
    common: number,
  ): NameHit | null {
    const place = this.#part.owners[name]!;
    const entry = place + this.#part.first;
    const alias = name - this.#part.firsts[place]!;
    let [level, errors, disordered, missing, last, length] = [least, 0, 0, 0, -1, 0];
    let [lacksYear, isGuessed, isOther] = [false, false, false];
    const taken = new Set<number>();
    const tokens: string[] = [];
    for (const [at, fitting] of places.entries()) {
      const word = words[at]!;
      let best: Place | null = null;
      for (const place of fitting)
        if (!taken.has(place.position) && (!best || fitsBetter(place, best, last))) best = place;
      if (!best) {
        missing++;
        lacksYear ||= YEAR.test(word);
        continue;
      }
      const token = this.#part.tokens[best.token]!;
      const isHeard = sound(token) === sound(word);
      isGuessed ||= best.fit.level > GLUED && !isHeard;
      isOther ||= best.fit.level > STARTS && best.fit.distance > 1 && !isHeard;
      if (best.position <= last && best.position < MAX_POSITION) disordered = 1;
      level = Math.max(level, best.fit.level);
      errors += best.fit.distance;
      last = best.position;
      length = best.length;
      tokens.push(token);
      if (last < MAX_POSITION) taken.add(last);
    }
    const allowed = places.filter((fits) => !fits.length).length;
    const post = this.#part.posts[name]!;
    const leads = post < OF_PART; // the body, and no part of it
    if (post) disordered = Number(!leads && !taken.has(0)); // "leader of Badr" or "Badr leader"; but a deputy speaker is no speaker
    if (missing > allowed || !length || (post && tokens.length < 2)) return null;
    const isMost = 2 * tokens.length > length && (!isGuessed || tokens.length > 1);
    const isTelling =
      (level <= GLUED && common <= TELLING) || (level <= STARTS && tokens.length > 2);
    if (missing && !isMost && !isTelling) return null; // a guess: few words of another name
    const isPart = post || length !== Math.min(places.length - missing, MAX_LENGTH); // a post with its years and one without are alike
    const partial = level !== STARTS && isPart ? 1 : 0;
    const supporting = entry >= this.#supporting ? 1 : 0;
    const rank = [
      missing,
      missing && common + 16 * Number(lacksYear) + 32 * supporting,
      level,
      partial,
      disordered,
      errors,
      supporting,
      post ? (leads ? 1 + post : post - 1) : Math.min(alias, 1),
      entry,
    ];
    return { part: this.#part.name, entry, name: alias, rank, tokens, length, common, isOther };
  }

  /** The query with two words joined, or one split into two that names hold. */
  *#readings(words: readonly string[]): Generator<string[]> {
    for (let at = 0; at < words.length - 1; at++)
      yield [...words.slice(0, at), words[at]! + words[at + 1]!, ...words.slice(at + 2)];
    for (const [at, word] of words.entries()) {
      if (this.has(word)) continue;
      for (let cut = 2; word.length > 4 && cut < word.length - 1; cut++) {
        const both = fold(`${word.slice(0, cut)} ${word.slice(cut)}`); // without an article in the middle
        if (both.length > 1 && both.every((one) => this.#vocabulary.has(one)))
          yield [...words.slice(0, at), ...both, ...words.slice(at + 1)];
      }
    }
  }
}

const sorted = (found: Found) => [...found.values()].sort(compare);

/** Add hits in which so many words are missing, but for entries that are there. */
function add(found: Found, hits: Found, missing: number): void {
  for (const hit of hits.values())
    if (!found.has(hit.entry))
      found.set(hit.entry, { ...hit, rank: [missing, ...hit.rank.slice(1)] });
}

/** Some of the words in a row, two or more, the longest first. */
export function runsOf(words: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let length = words.length - 1; length > 1; length--)
    for (let at = 0; at + length <= words.length; at++) found.push(words.slice(at, at + length));
  return found;
}

function fitsBetter(a: Place, b: Place, last: number): boolean {
  const order =
    a.fit.level - b.fit.level ||
    a.fit.distance - b.fit.distance ||
    Number(a.position <= last) - Number(b.position <= last) ||
    a.position - b.position ||
    a.length - b.length;
  return order < 0;
}

function compare(a: NameHit, b: NameHit): number {
  for (let at = 0; at < a.rank.length; at++)
    if (a.rank[at] !== b.rank[at]) return a.rank[at]! - b.rank[at]!;
  return a.name - b.name;
}

/**
 * Whether to widen no further: three entries are found, or a whole name, or, where near spellings would be next, a name in which
 * the words stand, or begin others, as they are typed.
 */
function isEnough(found: Found, most: number): boolean {
  if (found.size >= ENOUGH) return true;
  for (const { rank } of found.values()) {
    if (rank[2]! <= GLUED && !rank[3]) return true;
    if (most > STARTS && rank[2]! <= STARTS) return true;
  }
  return false;
}

/** The hits, of the first, whose rows may spell the words of a query otherwise: names of as many words, spelt as typed. */
export function withSpellings(words: readonly string[], hits: readonly NameHit[]): NameHit[] {
  return hits
    .slice(0, LOOKED_AT)
    .filter((hit) => !isNearest(hit) && hit.tokens.length === words.length);
}

/**
 * How else the entries found first spell each word of a query: by their names that differ from the one found in spelling alone.
 * Kataeb Hezbollah is also Kata'ib Hezbollah: so kataeb is also kataib.
 */
export function respellings(
  words: readonly string[],
  hits: readonly NameHit[],
  rows: ReadonlyMap<number, Row>,
): Set<string>[] {
  const found = words.map(() => new Set<string>());
  for (const hit of hits) {
    const row = rows.get(hit.entry);
    if (!row) continue;
    const names = row.n.map((spellings) => fold(spellings[0]!));
    const own = names[hit.name]!;
    const alike = names.filter(
      (name) =>
        name.length === own.length &&
        name.every((token, at) => token === own[at] || isRespelt(own[at]!, token)),
    );
    for (const [number, token] of hit.tokens.entries())
      if (sound(token) === sound(words[number]!))
        for (const name of alike) found[number]!.add(name[own.indexOf(token)]!);
  }
  return found;
}

/** A text for comparing spellings letter by letter: lower case, composed, single blanks. */
function plain(text: string): string {
  return text.toLowerCase().normalize("NFC").trim().replace(/\s+/g, " ");
}

/** The spelling to show for a name: as it was typed, if it is there. */
export function spelling(row: Row, name: number, query: string): string {
  const wanted = plain(query);
  return row.n[name]!.find((text) => plain(text) === wanted) ?? row.n[name]![0]!;
}

/**
 * Hits in their order; of posts in a row that answer the query alike, those that were told of last come first, then those that
 * ended last.
 */
export function latestFirst(hits: readonly NameHit[], rows: ReadonlyMap<number, Row>): NameHit[] {
  const runs: NameHit[][] = [];
  for (const hit of hits) {
    const run = runs.at(-1);
    if (run && areAlike(run[0]!, hit)) run.push(hit);
    else runs.push([hit]);
  }
  const until = ({ entry, name }: NameHit) => lastYears(rows.get(entry)!.n[name]![0]!);
  return runs.flatMap((run) => run.sort((a, b) => until(b) - until(a)));
}

/** Whether two hits are posts that differ in no rank but that of their entries. */
function areAlike(one: NameHit, other: NameHit): boolean {
  return isPost(one) && one.rank.slice(0, -1).join() === other.rank.slice(0, -1).join();
}

/**
 * The year of the newest source on a post and the last year of the post, as one number by which posts are sorted. The name of a post
 * ends with its first year, its last year and the year of its source; one without these may last, whatever number its body has.
 */
function lastYears(post: string): number {
  const years = / \d{4} (\d{4})? (\d{4})$/.exec(post);
  return years ? Number(years[2]) * 10_000 + Number(years[1] ?? 0) : 99_999_999;
}

/**
 * Hits with those first of which a spelling is exactly the query; the order is kept otherwise. A title of a work, or a name of
 * somebody who is quoted, stays below an entry of that name, however the two are spelt.
 */
export function exactFirst(
  hits: readonly NameHit[],
  rows: ReadonlyMap<number, Row>,
  query: string,
): NameHit[] {
  const wanted = plain(query);
  const isNamed = hits.some((hit) => isWhole(hit) && !isSupporting(hit));
  const isExact = (hit: NameHit) =>
    !(isNamed && isSupporting(hit)) &&
    rows.get(hit.entry)?.n[hit.name]!.some((text) => plain(text) === wanted);
  return [...hits.filter(isExact), ...hits.filter((hit) => !isExact(hit))];
}
