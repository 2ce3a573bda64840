// The files of the index, which generator/euphrates_atlas/search writes: fetched when needed, decoded, and cached while the page is open.

import { fold, stem } from "./fold.ts";
import { before, firstWhere } from "./vocabulary.ts";

/** The one file whose name stays; it leads to the others, whose names bear a hash of their contents. */
export const FIRST = "index.json";
const HASH = 10; // letters of it

/** Gives the content of one file of `search-data/`. */
export type Fetch = (file: string) => Promise<unknown>;

/** Files of batches of entries: their hashes in one text, and the number of entries of each. */
interface Batches {
  readonly files: string;
  readonly counts: readonly number[];
}

export interface KindWords {
  readonly folder: string;
  readonly key: string;
  readonly singular: string;
  readonly plural: string;
}

export interface Row {
  readonly i: string;
  readonly k: number;
  readonly d: string;
  readonly n: readonly (readonly string[])[];
  readonly l?: Readonly<Record<string, string>>;
  readonly w?: readonly number[];
  /** The texts of a work. */
  readonly t?: TextPieces;
}

/** One place where a token stands: in which name, at which of its positions, and of how many tokens the name is made. */
export interface Posting {
  readonly name: number;
  readonly position: number;
  readonly length: number;
}

interface PartFile {
  readonly first: number;
  readonly counts: string;
  readonly kinds: string;
  readonly posts: string;
  readonly vocabulary: string;
  readonly ranges: readonly number[];
  readonly files: string;
}

/** What holds for the whole index. */
export interface Head {
  readonly kinds: readonly KindWords[];
  readonly entries: number;
  /** First entry of the tiers: places, outlets, works. */
  readonly tiers: readonly [places: number, outlets: number, works: number];
  /** Words of the atlas that ask about a name and are seldom part of one. */
  readonly asking: readonly string[];
  /** Words that say of which body somebody is, by the id of this: in texts they stand for one another. */
  readonly alike?: Readonly<Record<string, readonly string[]>>;
  /** The prefix at which each file of terms begins, and the hashes of all. */
  readonly terms: { readonly prefixes: string; readonly files: string };
  /** The hash of the first file of each part. */
  readonly files: Readonly<Record<FirstOf, string>>;
  readonly rows: Batches;
}

/** The parts whose first file `index.json` names. */
type FirstOf = PartName | "texts" | "choices" | "facets" | "aliases";

/** The names of works stand apart from all others: they hold most of the words and are seldom looked for. */
export type PartName = "names" | "works";

/** One part of the names, as it is held in memory. */
export interface Part {
  readonly name: PartName;
  /** Number of its first entry. */
  readonly first: number;
  /** The kind of each entry of the part. */
  readonly kinds: Uint8Array;
  readonly tokens: readonly string[];
  readonly ranges: readonly number[];
  /** The hashes of the file of each range. */
  readonly files: string;
  /** For each name 0, 1 where it is a post that somebody has, 2 where it is one that may be over, 3 more where it does not lead its body. */
  readonly posts: Uint8Array;
  /** First name of each entry of the part, and one more for the end. */
  readonly firsts: Uint32Array;
  /** Entry of each name, counted from the first of the part. */
  readonly owners: Uint32Array;
}

/** What hits can be narrowed to, as in the file. */
export interface ChoicesFile {
  /** A digit for each entry: its kind. */
  readonly kinds: string;
  readonly countries: Readonly<Record<string, string>>;
  /** The word of the subject for an area of a country. */
  readonly area_word: string;
  readonly areas: Readonly<Record<string, readonly [label: string, country: string]>>;
  readonly years: readonly [first: number, last: number] | null;
}

/** The entries of each choice, by place and year. */
export interface Facets {
  /** By the code of a country, or the id of an area. */
  readonly places: ReadonlyMap<string, ReadonlySet<number>>;
  readonly years: ReadonlyMap<number, readonly [number, number]>;
}

export type Aliases = Readonly<Record<string, string>>;

function entriesOf(lists: Readonly<Record<string, number[]>>): Map<string, Set<number>> {
  return new Map(Object.entries(lists).map(([id, list]) => [id, new Set(undelta(list))]));
}

/** Words, front-coded, and their postings, still packed. */
type Listed = readonly [words: string, postings: readonly (readonly number[])[]];

/** Words of one file, with their postings, still packed. */
interface Words {
  readonly words: readonly string[];
  readonly postings: Listed[1];
}

/** The terms of one file, and the tokens of names that have them as their stems. */
interface Shard {
  readonly texts: Words;
  readonly names: Words;
}

export interface TextDirectory {
  readonly texts: Batches;
  /** What names and texts say for words of readers' languages, by these words as they are folded. */
  readonly words: ReadonlyMap<string, string>;
}

export type TextPieces = readonly (readonly [anchor: string, text: string])[];
/** The texts of an entry and its row. */
export type Text = readonly [pieces: TextPieces, row: Row];

/** Tokens of a front-coded list: a base-36 digit tells how many letters each shares with the one before. */
export function uncoded(coded: string): string[] {
  if (!coded) return [];
  const hasAstral = /[\ud800-\udfff]/.test(coded); // one counts as one letter, as it does in Python
  let before = "";
  return coded.split("\n").map((line) => {
    const shared = digit(line, 0);
    const start = hasAstral ? [...before].slice(0, shared).join("") : before.slice(0, shared);
    return (before = start + line.slice(1));
  });
}

/** The value of a letter that is a base-36 digit. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

function digits(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) out[at] = digit(text, at);
  return out;
}

/** Running sums, from 0 to the sum of all. */
function sums(numbers: ArrayLike<number>): Uint32Array {
  const out = new Uint32Array(numbers.length + 1);
  for (let at = 0; at < numbers.length; at++) out[at + 1] = out[at]! + numbers[at]!;
  return out;
}

function unpacked(postings: readonly number[]): Posting[] {
  let name = 0;
  return postings.map((packed) => {
    name += packed >> 6;
    return { name, position: (packed >> 3) & 7, length: (packed & 7) + 1 };
  });
}

function undelta(deltas: readonly number[]): number[] {
  let held = 0;
  return deltas.map((delta) => (held += delta));
}

/** The last place in a sorted list whose value is not after the wanted one; -1 before the first. */
const atOrBefore = (sorted: ArrayLike<number>, wanted: number) =>
  firstWhere(sorted, (value) => value > wanted) - 1;

const fileOf = (part: string, hash: string) => `${part}.${hash}.json`;

/** A file of a part by its number; the hashes of all stand in one text. */
const fileAt = (part: string, hashes: string, at: number) =>
  fileOf(part, hashes.slice(at * HASH, (at + 1) * HASH));

export class Index {
  readonly #fetch: Fetch;
  readonly #held = new Map<string, Promise<unknown>>();
  /** The rows that came with texts. */
  readonly #withTexts = new Map<number, Row>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  head(): Promise<Head> {
    return this.#file<Head>(FIRST);
  }

  /** The kind of each entry. */
  kinds(): Promise<Uint8Array> {
    return this.once("kinds", async () => digits((await this.choices()).kinds));
  }

  choices(): Promise<ChoicesFile> {
    return this.#first<ChoicesFile>("choices");
  }

  part(name: PartName): Promise<Part> {
    return this.once(name, async () => {
      const file = await this.#first<PartFile>(name);
      const firsts = sums(digits(file.counts));
      const owners = new Uint32Array(firsts.at(-1)!);
      for (let entry = 0; entry < file.counts.length; entry++)
        owners.fill(entry, firsts[entry], firsts[entry + 1]);
      return {
        name,
        first: file.first,
        kinds: digits(file.kinds),
        posts: digits(file.posts),
        tokens: uncoded(file.vocabulary),
        ranges: file.ranges,
        files: file.files,
        firsts,
        owners,
      };
    });
  }

  /** The postings of some tokens of a part, given by their ordinals; each file is asked for once, all at the same time. */
  async postings(part: Part, ordinals: Iterable<number>): Promise<Map<number, Posting[]>> {
    const out = new Map<number, Posting[]>();
    const load = async (ordinal: number) => {
      const unpack = async () => unpacked(await this.#packed(part, ordinal));
      out.set(ordinal, await this.once(`${part.name} ${ordinal}`, unpack));
    };
    await Promise.all([...ordinals].map(load));
    return out;
  }

  /** The postings of a token: beside the terms of texts, if they stand there and are asked for already and can be had, else from the file of its range. */
  async #packed({ name, tokens, ranges, files }: Part, ordinal: number) {
    const token = tokens[ordinal]!;
    const shard = await this.#shardOf(stem(token));
    if (name === "names" && this.#held.has(`shard ${shard}`)) {
      const beside = await this.#shard(shard).catch(() => null);
      const own = beside?.names.postings[beside.names.words.indexOf(token)];
      if (own) return own;
    }
    const range = atOrBefore(ranges, ordinal);
    const lists = await this.#file<number[][]>(fileAt(name, files, range));
    return lists[ordinal - ranges[range]!]!;
  }

  /** The rows of some entries: those that came with texts, and the others from files of rows. */
  async rows(entries: readonly number[]): Promise<Map<number, Row>> {
    const others = entries.filter((entry) => !this.#withTexts.has(entry));
    const rows = await this.#ofEntries<Row>("rows", (await this.head()).rows, others);
    return new Map(entries.map((entry) => [entry, rows.get(entry) ?? this.#withTexts.get(entry)!]));
  }

  facets(): Promise<Facets> {
    return this.once("facets", async () => {
      const file = await this.#first<{
        lying_in: Record<string, number[]>;
        years: [number, number, number][];
      }>("facets");
      const years = new Map<number, readonly [number, number]>();
      let entry = 0;
      for (const [delta, first, more] of file.years)
        years.set((entry += delta), [first, first + more]);
      return { places: entriesOf(file.lying_in), years };
    });
  }

  /** All names of entries by id, and of countries by code, a line each. */
  aliases(): Promise<Aliases> {
    return this.#first<Aliases>("aliases");
  }

  text(): Promise<TextDirectory> {
    return this.once("text", async () => {
      const file = await this.#first<Batches & { words: Record<string, string[]> }>("texts");
      const words = Object.entries(file.words).flatMap(([meant, words]) =>
        words.map((word): [string, string] => [fold(word).join(" "), meant]),
      );
      return { texts: file, words: new Map(words) };
    });
  }

  /** The terms of the file where one would be, and of those where terms start with it. */
  async terms(term: string, isStart: boolean): Promise<Words[]> {
    const prefixes = await this.#prefixes();
    const first = await this.#shardOf(term);
    let last = first;
    while (isStart && prefixes[last + 1]?.startsWith(term)) last++;
    const numbers = prefixes.slice(first, last + 1).map((_, at) => first + at);
    const shards = await Promise.all(numbers.map((number) => this.#shard(number)));
    return shards.map(({ texts }) => texts);
  }

  /** The prefix at which each file of terms begins. */
  async #prefixes(): Promise<readonly string[]> {
    return this.once("prefixes", async () => uncoded((await this.head()).terms.prefixes));
  }

  /** The number of the file where a term would be. */
  async #shardOf(term: string): Promise<number> {
    const after = firstWhere(await this.#prefixes(), (prefix) => before(term, prefix));
    return Math.max(after - 1, 0);
  }

  #shard(number: number): Promise<Shard> {
    return this.once(`shard ${number}`, async () => {
      const file = fileAt("text", (await this.head()).terms.files, number);
      const { texts, names } = await this.#file<Record<keyof Shard, Listed>>(file);
      const read = ([words, postings]: Listed) => ({ words: uncoded(words), postings });
      return { texts: read(texts), names: read(names) };
    });
  }

  async texts(entries: readonly number[]): Promise<Map<number, Text>> {
    const [{ tiers }, { texts }] = await Promise.all([this.head(), this.text()]);
    const works = entries.filter((entry) => entry >= tiers[2]);
    const others = entries.filter((entry) => entry < tiers[2]);
    const [rows, found] = await Promise.all([
      this.rows(works),
      this.#ofEntries<Text>("texts", texts, others),
    ]);
    for (const [entry, [, row]] of found) this.#withTexts.set(entry, row);
    for (const entry of works) found.set(entry, [rows.get(entry)!.t ?? [], rows.get(entry)!]);
    return found;
  }

  /** What the files of a part hold of some entries; each file is asked for once. */
  async #ofEntries<T>(
    part: string,
    { files, counts }: Batches,
    entries: readonly number[],
  ): Promise<Map<number, T>> {
    const out = new Map<number, T>();
    const firsts = sums(counts);
    const load = async (entry: number) => {
      const at = atOrBefore(firsts, entry);
      const held = await this.#file<T[]>(fileAt(part, files, at));
      out.set(entry, held[entry - firsts[at]!]!);
    };
    await Promise.all(entries.map(load));
    return out;
  }

  /** The first file of a part. */
  async #first<T>(part: FirstOf): Promise<T> {
    const { files } = await this.head();
    return this.#file<T>(fileOf(part, files[part]));
  }

  #file<T>(file: string): Promise<T> {
    return this.once(file, () => this.#fetch(file)) as Promise<T>;
  }

  /** What a key stands for, made once; what failed is made again the next time. */
  once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const held = this.#held.get(key) as Promise<T> | undefined;
    if (held) return held;
    const made = make();
    this.#held.set(key, made);
    made.catch(() => this.#held.delete(key));
    return made;
  }
}
