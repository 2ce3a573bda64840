// The search engine for the box and the results page: hits by name and by text, with their words marked, under filters.

import { textsOfSite } from "../site.ts";
import { ASKING, QUESTION, withoutQuestion } from "./asking.ts";
import { halves } from "./comparing.ts";
import { fold } from "./fold.ts";
import { type Facets, FIRST, type Head, Index, type PartName, type Row } from "./index.ts";
import {
  ENOUGH,
  LOOKED_AT,
  NameSearch,
  type IsSettled,
  type NameHit,
  comesFirst,
  exactFirst,
  isFar,
  isGuess,
  isNearest,
  isOfEntry,
  isPost,
  isRespeltHit,
  isSpelt,
  isSupporting,
  isSure,
  isWhole,
  latestFirst,
  levelOf,
  merged,
  plain,
  respellings,
  spelling,
  wordsOf,
} from "./names.ts";
import { inDigits } from "./numerals.ts";
import { advice } from "./scripts.ts";
import { STEP, alikeIn, excerpt, searchTexts, stands } from "./texts.ts";
import type { Engine, Filters, Hit, Kind, Names, Piece, Spelling, Texts, Topic } from "./types.ts";
import { ONE_ERROR } from "./vocabulary.ts";
import { YEAR } from "./written.ts";

const RUN = /[^\s\-\u2010-\u2014/(),.:;"“”«»?؟!،]+(?:\.[^\s\-\u2010-\u2014/(),.:;"“”«»?؟!،]+)*/gu;
/** Words in capitals, such as abbreviations. */
const CAPITALS = /(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu;
/** Letters of the longest word of which no near spelling is tried where it stands in a text. */
const SHORT = 4;
/** Entries, named by some of the words, that come among the hits. */
const MAX_NAMED = 3;
/** Hits among which they are, to be seen. */
const SEEN = 8;
/** Bit length of the most names that hold a word which alone means the entry found first, as "asaib" does. */
const TELLING = 5;
/** What is said above hits that answer a query in part. */
const CLOSEST = "Closest entries";
/** A name of the page that sets two entries side by side, which its address names. */
const COMPARE = fold("compare");

/** A file of an index that the site has replaced. */
class Gone extends Error {}

/** The engine of a site. Where the index was replaced meanwhile, it begins anew with the one that is there. */
export function engineAt(root: string): Engine {
  const made = () =>
    new IndexEngine(root, new Index((file) => read(`${root}search-data/${file}`, file === FIRST)));
  let engine = made();
  async function answered<T>(ask: (engine: Engine) => Promise<T>): Promise<T> {
    const asked = engine;
    try {
      return await ask(asked);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      if (engine === asked) engine = made();
      return ask(engine);
    }
  }
  return {
    root,
    warm: () => engine.warm(),
    names: (...asked) => answered((engine) => engine.names(...asked)),
    texts: (...asked) => answered((engine) => engine.texts(...asked)),
    choices: () => answered((engine) => engine.choices()),
    aliases: () => answered((engine) => engine.aliases()),
  };
}

/** The first file tells which index there is now, and has to be of the site of this page; the others are what their names say. */
async function read(address: string, isFirst: boolean): Promise<unknown> {
  if (isFirst) return JSON.parse((await textsOfSite([address]))[0]!);
  const answer = await fetch(address);
  if (answer.status === 404) throw new Gone(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export class IndexEngine implements Engine {
  readonly root: string;
  readonly #index: Index;
  readonly #parts = new Map<PartName, Promise<NameSearch>>();

  constructor(root: string, index: Index) {
    this.root = root;
    this.#index = index;
  }

  async warm(): Promise<void> {
    const search = await this.#part("names");
    setTimeout(() => search.prepare(), 0);
  }

  #part(name: PartName): Promise<NameSearch> {
    const held = this.#parts.get(name);
    if (held) return held;
    const made = Promise.all([this.#index.part(name), this.#index.head()]).then(
      ([part, head]) => new NameSearch(this.#index, part, head.tiers[1]),
    );
    this.#parts.set(name, made);
    made.catch(() => this.#parts.delete(name));
    return made;
  }

  async names(query: string, filters: Filters, limit: number, brief = false): Promise<Names> {
    const names = await this.#part("names");
    const { asking } = await this.#index.head();
    const isPage = await this.#pages();
    const compared = await this.#compared(names, query, isPage);
    if (compared) return this.#shownCompared(query, compared, filters, limit);
    const ofAtlas = new Set(fold(asking.join(" ")));
    const meant = await asked(
      names,
      wordsOf(query),
      ofAtlas,
      isPage,
      isSettledIn(this.#index, query),
      async (hit) => (await this.#index.rows([hit.entry])).get(hit.entry)!.n[0]![0]!,
    );
    const { words, named } = meant;
    const inside = await this.#inside(names, words, [...meant.found, ...named]);
    const found = firstOfEach([...meant.found, ...inside]);
    const others = respellings(words, merged(found, []), await this.#rows(found)); // what is shown first comes first through the line
    const works = brief
      ? []
      : this.#part("works").then(async (part) =>
          part.respelt(words, await part.search(words, !found.some(isSure)), others),
        );
    const [all, titles, kindOf] = await Promise.all([
      names.respelt(words, found, others),
      works,
      brief ? this.#index.part("names").then(({ kinds }) => kinds) : this.#index.kinds(),
    ]);
    const sorted = withNamed(merged(all, titles), named);
    const shown = await this.#shown(query, sorted, filters, limit, kindOf);
    const narrow = await this.#narrowing(meant, wordsOf(query).filter(isYear));
    const pages = new Set(sorted.filter(isPage).map(({ entry }) => entry));
    return {
      ...shown,
      hits: shown.hits.map((hit) => (pages.has(hit.entry) ? narrow(hit) : hit)),
      closest: shown.hits.some((hit) => pages.has(hit.entry))
        ? shown.closest && CLOSEST
        : shown.closest,
      topic: async () => ({
        entry: await this.#topicOf(names, query),
        both: await this.#both(sorted.filter((hit) => !pages.has(hit.entry))),
      }),
    };
  }

  /** What narrows a page to what is asked of it: the entry that the query names, and its years; years alone, where it is narrowed already. */
  async #narrowing({ page, about }: Asked, years: readonly string[]): Promise<(hit: Hit) => Hit> {
    const [head, rows] = await Promise.all([
      this.#index.head(),
      this.#index.rows(about ? [about.entry] : []),
    ]);
    const row = about && rows.get(about.entry)!;
    const entry = row && entryWords(head, row);
    return (hit) => {
      const isAsked = entry && hit.entry === page?.entry && !isInIndex(entry, hit);
      const name = isAsked ? entry.name.text : "";
      const asked = name || hit.address.includes("?") ? between(years) : [];
      if (!name && !asked.length) return hit;
      const choices = [
        ...(asked.length ? [`year=${asked.join()}`] : []),
        ...(name ? [`q=${encodeURIComponent(name)}`] : []),
      ];
      const [first, last] = [asked[0], asked.at(-1)];
      const span = first === last ? `${first ?? ""}` : `${first}–${last}`;
      const words = [name, span].filter(Boolean).join(", ");
      return chosen(hit, choices.join("&"), words);
    };
  }

  /** The titles of two entries that the query names, each by a whole name, where nothing is named by all of its words. */
  async #both(hits: readonly NameHit[]): Promise<string | undefined> {
    const { tiers } = await this.#index.head();
    const [one, other] = hits.filter(({ entry, rank }) => entry < tiers[1] && rank[0] && !rank[3]);
    if (!one || !other || hits.some(({ rank }) => !rank[0])) return undefined;
    const rows = await this.#index.rows([one.entry, other.entry]);
    return [one, other].map(({ entry }) => rows.get(entry)!.n[0]![0]!).join(" ");
  }

  /** Whether a hit by name is a page that is no entry's. */
  async #pages(): Promise<(hit: NameHit) => boolean> {
    const [head, { kinds }] = await Promise.all([this.#index.head(), this.#index.part("names")]);
    return (hit) => head.kinds[kinds[hit.entry]!]?.key === "page";
  }

  /** The page that compares, and the two entries that the query names to be compared: both as it has them. */
  async #compared(
    names: NameSearch,
    query: string,
    isPage: (hit: NameHit) => boolean,
  ): Promise<Compared | null> {
    const [{ tiers }, { kinds }] = await Promise.all([
      this.#index.head(),
      this.#index.part("names"),
    ]);
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

  /** The page that compares two with both of them in its address, then the two. */
  async #shownCompared(
    query: string,
    { page, one, other }: Compared,
    filters: Filters,
    limit: number,
  ): Promise<Names> {
    const both = [one, other];
    const [{ kinds }, rows, head] = await Promise.all([
      this.#index.part("names"),
      this.#index.rows(both.map(({ entry }) => entry)),
      this.#index.head(),
    ]);
    const entries = both.map(({ entry }) => entryWords(head, rows.get(entry)!));
    const [first, second] = entries.map(({ address }) => address.replace(".html", ""));
    const words = entries.map(({ name }) => name.text).join(" – ");
    const withBoth = (hit: Hit) => chosen(hit, `one=${first}&other=${second}`, words);
    const shown = await this.#shown(query, [page, ...both], filters, limit, kinds);
    const hits = shown.hits.map((hit) => (hit.entry === page.entry ? withBoth(hit) : hit));
    return { ...shown, hits };
  }

  /**
   * The entries that some words of a query name in another spelling, where no name has all of them; and the places that a word
   * names, save for a letter: who asks in a language of few names types the places of the atlas.
   */
  async #inside(
    names: NameSearch,
    words: readonly string[],
    hits: readonly NameHit[],
  ): Promise<NameHit[]> {
    const isAnswered = hits.some(({ rank }) => !rank[0]) || (hits.length && words.length < 3);
    if (isAnswered || words.length < 2) return [];
    const { tiers } = await this.#index.head();
    const isPlace = ({ entry, length }: NameHit) =>
      entry >= tiers[0] && entry < tiers[1] && length < 3;
    const unknown = words.filter((word) => word.length > SHORT && !names.has(word));
    const [spelt, ...places] = await Promise.all([
      names.speltWithin(words),
      ...unknown.map((word) => names.search([word])),
    ]);
    const named = places
      .flat()
      .filter((hit) => levelOf(hit) <= ONE_ERROR && isPlace(hit))
      .map((hit) => ({ ...hit, rank: [words.length - 1, ...hit.rank.slice(1)] }));
    return [...spelt, ...named];
  }

  #rows(hits: readonly NameHit[]) {
    return this.#index.rows(
      merged(hits, [])
        .slice(0, LOOKED_AT)
        .map((hit) => hit.entry),
    );
  }

  async #shown(
    query: string,
    found: readonly NameHit[],
    filters: Filters,
    limit: number,
    kindOf: Uint8Array,
  ): Promise<Names> {
    const [head, admits] = await Promise.all([
      this.#index.head(),
      this.#admitted({ ...filters, kind: "" }),
    ]);
    const held = found.filter((hit) => admits(hit.entry));
    const ofKind = filters.kind
      ? held.filter((hit) => isOf(head, kindOf, hit.entry, filters.kind))
      : held;
    const rows = await this.#index.rows(
      ofKind.slice(0, Math.max(limit, LOOKED_AT)).map((hit) => hit.entry),
    );
    const sorted = [
      ...exactFirst(latestFirst(ofKind.slice(0, LOOKED_AT), rows), rows, query),
      ...ofKind.slice(LOOKED_AT),
    ];
    const matching = held.length ? held : found; // where filters leave none, there are names that match
    const areNearest = matching.every((hit) => isNearest(hit) || isGuess(hit));
    return {
      hits: sorted.slice(0, limit).map((hit) => named(head, hit, rows.get(hit.entry)!, query)),
      total: ofKind.length,
      respelt: ofKind.some(isSure) ? ofKind.filter(isRespeltHit).length : 0,
      kinds: tally(
        head,
        kindOf,
        held.map((hit) => hit.entry),
      ),
      isNearest: areNearest,
      closest: areNearest ? wordsAbove(query, matching) : "",
      isFew: isFew(ofKind),
      isClose: sorted.some((hit) => comesFirst(hit) && !isGuess(hit)),
      hasEntries: held.some(isOfEntry),
    };
  }

  async texts(
    query: string,
    filters: Filters,
    limit: number,
    brief = false,
    but: readonly number[] = [],
    topic: Topic = {},
  ): Promise<Texts> {
    const [head, admits, kindOf] = await Promise.all([
      this.#index.head(),
      this.#admitted(filters),
      brief ? null : this.#index.kinds(),
    ]);
    const search = (words: string) =>
      searchTexts(
        this.#index,
        words,
        admits,
        limit + but.length + 1,
        brief ? STEP : Infinity,
        topic.entry,
      );
    const own = withoutQuestion(query);
    const ofQuery = await search(own);
    const { both } = topic;
    const isOfBoth = both !== undefined && !ofQuery.found.length; // who asks in a language of no text names what texts are about
    const wanted = isOfBoth ? both : own;
    const { found, isWhole } = isOfBoth ? await search(both) : ofQuery;
    const others = found.filter(({ entry }) => !but.includes(entry));
    const shown = others.slice(0, limit).map((hit) => hit.entry);
    const [rows, texts, alike] = await Promise.all([
      this.#index.rows(shown),
      this.#index.texts(shown),
      alikeIn(this.#index),
    ]);
    const hits = shown.map((entry) => {
      const row = rows.get(entry)!;
      const passage = excerpt(texts.get(entry) ?? [], wanted, shownNames(row), alike);
      return {
        entry,
        ...entryWords(head, row),
        anchor: passage?.anchor ?? "",
        excerpt: passage?.pieces ?? [{ text: row.d, isMatch: false }],
      };
    });
    const kinds = tally(
      head,
      kindOf,
      found.map((hit) => hit.entry),
    );
    return {
      hits,
      total: found.length,
      isWhole,
      kinds,
      isPartial: found.length > 0 && (isOfBoth || found.every((hit) => hit.missing > 0)),
      isRespelt: found.some((hit) => hit.isRespelt),
      passed: found.length - others.length,
      hasEntries: found.some((hit) => hit.entry < head.tiers[2]),
      advice: found.length ? "" : advice(query, (await this.#index.part("names")).tokens),
    };
  }

  /** The entry of which a query says one word besides its name, such as "Badr money", where no name has all words. */
  async #topicOf(names: NameSearch, query: string): Promise<number | undefined> {
    const words = wordsOf(withoutQuestion(query));
    if ((await names.search(words)).some(comesFirst)) return undefined;
    const { tiers } = await this.#index.head();
    const [first] = merged(await names.allButOne(words), []);
    return first && first.entry < tiers[0] ? first.entry : undefined;
  }

  async choices() {
    const [head, { countries, areas, area_word, years }] = await Promise.all([
      this.#index.head(),
      this.#index.choices(),
    ]);
    const byLabel = (a: { label: string }, b: { label: string }) =>
      a.label.localeCompare(b.label, "en");
    return {
      kinds: head.kinds.map((_, number) => kindWords(head, number)),
      countries: Object.entries(countries)
        .map(([id, label]) => ({ id, label }))
        .sort(byLabel),
      areaWord: area_word,
      areas: Object.entries(areas)
        .map(([id, [label, country]]) => ({ id, label, country }))
        .sort(byLabel),
      years,
    };
  }

  aliases() {
    return this.#index.aliases();
  }

  async #admitted(filters: Filters): Promise<(entry: number) => boolean> {
    if (!Object.values(filters).some((value) => value !== "" && value !== null)) return () => true;
    const [head, kindOf, facets] = await Promise.all([
      this.#index.head(),
      this.#index.kinds(),
      this.#index.facets(),
    ]);
    const country = filters.country && (facets.countries.get(filters.country) ?? new Set());
    const area = filters.area && (facets.areas.get(filters.area) ?? new Set());
    return (entry) =>
      (!filters.kind || isOf(head, kindOf, entry, filters.kind)) &&
      (!country || country.has(entry)) &&
      (!area || area.has(entry)) &&
      isWithin(facets, entry, filters);
  }
}

/**
 * Whether texts may say more than the names: where the only whole names are of somebody who is quoted, such as a speaker, or,
 * without a whole name, where fewer than three names have all words.
 */
function isFew(hits: readonly NameHit[]): boolean {
  const sure = hits.filter(isSure);
  const named = sure.filter(isWhole);
  return named.length ? named.every(isSupporting) : sure.length < ENOUGH;
}

/** What is said above the nearest hits: of two or three words that no entry has together, that it is none of these. */
function wordsAbove(query: string, hits: readonly NameHit[]): string {
  const words = wordsOf(query);
  const isName = [2, 3].includes(words.length) && !words.some((word) => QUESTION.has(word));
  const isUnknown = isName && hits.every(({ rank }) => rank[0]);
  return isUnknown ? `No entry has this name. ${CLOSEST}` : CLOSEST;
}

/** What an entry is called on its page. */
function shownNames(row: Row): string[] {
  return row.n.filter((_, name) => !row.w?.includes(name)).flat();
}

/** Whether a word is one that texts have as it is written, and too short, or an abbreviation, to be a spelling of another. */
function isSettledIn(index: Index, query: string): IsSettled {
  const capitals = new Set(fold((query.match(CAPITALS) ?? []).join(" ")));
  return async (word) => (word.length <= SHORT || capitals.has(word)) && stands(index, word);
}

/** A page that compares, and the two that are to stand on it. */
interface Compared {
  readonly page: NameHit;
  readonly one: NameHit;
  readonly other: NameHit;
}

interface Asked {
  readonly words: readonly string[];
  readonly found: NameHit[];
  /** What some of the words name exactly, whatever else has them all. */
  readonly named: readonly NameHit[];
  /** The page that a word which asks names, such as that of attacks, and the entry that the other words are, years aside. */
  readonly page?: NameHit | undefined;
  readonly about?: NameHit | undefined;
}

/** The words that are searched for, with their hits: without those of a question, where only the others are in a name or none is. */
async function asked(
  names: NameSearch,
  words: readonly string[],
  ofAtlas: ReadonlySet<string>,
  isPage: (hit: NameHit) => boolean,
  isSettled: IsSettled,
  titleOf: (hit: NameHit) => Promise<string>,
): Promise<Asked> {
  const told = words.filter((word) => !ASKING.has(word));
  const subject = told.filter((word) => !QUESTION.has(word) && !ofAtlas.has(word));
  const readings = [words, told, subject].filter(
    (some, at, all) => some.length && some.length !== all[at - 1]?.length,
  );
  const isSureOf = async (some: readonly string[]) =>
    (await names.search(some, false)).some(isSure);
  const held = readings.length > 1 ? await firstOf(readings, isSureOf) : undefined;
  const isThere = held !== undefined || (await isSureOf(told));
  const numbered = inDigits(words);
  if (!isThere && numbered.join() !== words.join()) {
    const inNumbers = await asked(names, numbered, ofAtlas, isPage, isSettled, titleOf);
    if (inNumbers.found.some(isSure)) return inNumbers;
  }
  const titled = isThere ? [] : await withTitle(names, told, titleOf);
  const post = await firstOf(titled, isSureOf);
  if (post) return { words: post, found: await names.search(post, true, isSettled), named: [] };
  const asking = told.filter((word) => !subject.includes(word));
  const [about, ...pages] = await Promise.all([
    subject.length < words.length
      ? wholeName(
          names,
          subject.filter((word) => !isYear(word)),
        )
      : undefined,
    ...asking.map((word) => wholeName(names, [word], isPage)),
  ]);
  const page = pages.find(Boolean);
  const exact = firstOfEach([about, page].filter((hit) => hit !== undefined));
  if (!held) {
    const meant = await mistyped(names, told.length ? told : words, subject, isPage, isSettled);
    return { ...meant, named: firstOfEach([...(about ? exact : []), ...meant.named]), page, about };
  }
  const found = await names.search(held, true, isSettled);
  const named = exact.length ? exact : await namedIn(names, told, found, isPage);
  return { words: held, found, named, page, about };
}

/**
 * The words with the title of the entry of which those at their end or their beginning are half a name or more: posts have the
 * title of their body alone, whatever language they are asked for in.
 */
async function withTitle(
  names: NameSearch,
  words: readonly string[],
  titleOf: (hit: NameHit) => Promise<string>,
): Promise<string[][]> {
  const found: string[][] = [];
  for (let length = words.length - 1; length > 0; length--)
    for (const start of [words.length - length, 0]) {
      const body = words.slice(start, start + length);
      const isHalf = (hit: NameHit) => 2 * length >= hit.length && !isPost(hit);
      const [hit] = merged(await names.asTyped(body, isHalf), []);
      const others = words.filter((_, at) => at < start || at >= start + length);
      if (hit) found.push([...others, ...fold(await titleOf(hit))]);
    }
  return found;
}

/**
 * The same where no name has the words as they are typed: without the letter that begins a next one, or without those of a
 * question, where the others are much like a name.
 */
async function mistyped(
  names: NameSearch,
  told: readonly string[],
  subject: readonly string[],
  isPage: (hit: NameHit) => boolean,
  isSettled: IsSettled,
): Promise<Asked> {
  const hasAll = (hit: NameHit) => !hit.rank[0];
  const found = await names.search(told, true, isSettled);
  const rest = told.length && [...told.at(-1)!].length < 2 ? told.slice(0, -1) : subject;
  if (rest.length < told.length && !found.some(hasAll)) {
    const others = await names.search(rest, true, isSettled);
    if (others.some(hasAll)) return { words: rest, found: others, named: [] };
  }
  return { words: told, found, named: await namedIn(names, told, found, isPage) };
}

/** The entries that some of the words name, where they are no whole name together and ask for no post. */
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
  const added = [...named, ...further].filter((hit) => isNew(sorted.slice(0, SEEN), hit));
  const isNamed = (hit: NameHit) => !isPage(hit) || (hit.tokens.length > 1 && !hit.rank[3]); // a page by two words at least
  return added.filter(isNamed).slice(0, MAX_NAMED);
}

const firstOfEach = (hits: readonly NameHit[]) =>
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

/** The first hit of which a name, not a post, is these words and no others. */
async function wholeName(
  names: NameSearch,
  words: readonly string[],
  admits: (hit: NameHit) => boolean = () => true,
): Promise<NameHit | undefined> {
  const hits = await names.search(words, false);
  return merged(hits, []).find((hit) => isWhole(hit) && !isPost(hit) && admits(hit));
}

const isYear = (word: string) => YEAR.test(word);

/** The years from the first to the last of some. */
function between(years: readonly string[]): number[] {
  const [first, last] = [Math.min(...years.map(Number)), Math.max(...years.map(Number))];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Whether an entry, or a page, stands in the folder of an index itself. */
const isInIndex = ({ address }: { address: string }, index: Hit) =>
  index.address.startsWith(`./${address.split("/")[0]}/`) || address.startsWith("./");

/** A page with what is chosen on it besides, and the words for that. */
function chosen(hit: Hit, choices: string, words: string): Hit {
  const text = `${hit.name.text}: ${words}`;
  return {
    ...hit,
    address: `${hit.address}${hit.address.includes("?") ? "&" : "?"}${choices}`,
    matched: { as: "", pieces: [{ text, isMatch: false }], lang: "", isTitle: true },
  };
}

/** The hits with these behind the first, but for those that are among the first two. */
function withNamed(hits: readonly NameHit[], named: readonly NameHit[]): readonly NameHit[] {
  const added = named.filter((hit) => isNew(hits.slice(0, 2), hit));
  const [first, ...others] = hits.filter((hit) => isNew(added, hit));
  return [first, ...added, ...others].filter((hit) => hit !== undefined);
}

function isOf(head: Head, kindOf: Uint8Array, entry: number, kind: string): boolean {
  return kindWords(head, kindOf[entry]!).id === kind;
}

function isWithin(facets: Facets, entry: number, { from, to }: Filters): boolean {
  if (from === null && to === null) return true;
  const years = facets.years.get(entry);
  return (
    years !== undefined && (from === null || years[1] >= from) && (to === null || years[0] <= to)
  );
}

function kindWords(head: Head, number: number): Kind {
  const { key, singular, plural } = head.kinds[number]!;
  return { id: key, one: singular, many: plural.split(" ")[0]! };
}

function tally(head: Head, kindOf: Uint8Array | null, entries: readonly number[]) {
  if (!kindOf) return [];
  const numbers = head.kinds.map(() => 0);
  for (const entry of entries) numbers[kindOf[entry]!]!++;
  return numbers
    .map((number, at) => ({ kind: kindWords(head, at), number }))
    .filter(({ number }) => number);
}

/** What is shown of an entry whatever was asked: its name, and the first that it has in another script. */
function entryWords(
  head: Head,
  row: Row,
): { address: string; kind: Kind; name: Spelling; native: Spelling | null } {
  const native = Object.keys(row.l ?? {}).find((at) => !row.w?.includes(Number(at)));
  return {
    address: `${head.kinds[row.k]!.folder}/${row.i.replace(/(?=[#?])|$/, ".html")}`,
    kind: kindWords(head, row.k),
    name: { text: row.n[0]![0]!, lang: row.l?.["0"] ?? "" },
    native:
      native === undefined || native === "0"
        ? null
        : { text: row.n[Number(native)]![0]!, lang: row.l![native]! },
  };
}

function named(head: Head, hit: NameHit, row: Row, query: string): Hit {
  const isHidden = isPost(hit);
  const name = isHidden ? 0 : hit.name;
  const title = row.n[0]![0]!;
  const text = isHidden
    ? title
    : name === 0 && !row.n[0]!.some((one) => plain(one) === plain(query))
      ? title
      : spelling(row, name, query);
  const tokens = new Set(hit.tokens);
  return {
    entry: hit.entry,
    ...entryWords(head, row),
    line: row.d,
    isFar: isFar(hit),
    matched: {
      as: wordsBefore(hit, row),
      pieces: isHidden ? [{ text, isMatch: false }] : marks(text, tokens),
      lang: row.l?.[name] ?? "",
      isTitle: text === title,
    },
  };
}

/**
 * What is said before another name than the title: whether the entry is called so, is only searched for by it, or it is much like
 * the query.
 */
function wordsBefore(hit: NameHit, row: Row): string {
  if (row.w?.includes(hit.name)) return "found by: ";
  return levelOf(hit) < ONE_ERROR ? "also: " : "similar to ";
}

/** A spelling cut into words, those marked that stand for a word of the query, each with the article before it. */
export function marks(text: string, tokens: ReadonlySet<string>): Piece[] {
  const runs = [...text.matchAll(RUN)].map((run) => {
    const own = fold(run[0]);
    return {
      start: run.index,
      end: run.index + run[0].length,
      own,
      isMatch: own.some((token) => tokens.has(token)),
    };
  });
  for (const [number, run] of runs.entries()) {
    const next = runs[number + 1];
    if (!next?.isMatch || run.isMatch || /\s/.test(text.slice(run.end, next.start))) continue;
    const together = fold(text.slice(run.start, next.end));
    if (together.length === next.own.length && together[0] === next.own[0]) run.isMatch = true;
  }
  const pieces: Piece[] = [];
  const add = (from: number, to: number, isMatch: boolean) => {
    const last = pieces.at(-1);
    if (from >= to) return;
    if (last?.isMatch === isMatch)
      pieces[pieces.length - 1] = { text: last.text + text.slice(from, to), isMatch };
    else pieces.push({ text: text.slice(from, to), isMatch });
  };
  let at = 0;
  for (const [number, run] of runs.entries()) {
    const joins =
      run.isMatch &&
      runs[number - 1]?.isMatch &&
      /^[\s\-\u2010-\u2014]*$/.test(text.slice(at, run.start));
    add(at, run.start, Boolean(joins));
    add(run.start, run.end, run.isMatch);
    at = run.end;
  }
  add(at, text.length, false);
  return pieces;
}
