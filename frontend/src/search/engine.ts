// The search engine for the box and the results page: hits by name and by text, with their words marked, under filters.

import { textsOfSite } from "../site.ts";
import { termsOf } from "./alike.ts";
import { ASKING, QUESTION, asksNumber, withoutQuestion } from "./asking.ts";
import { type Compared, toCompare } from "./comparing.ts";
import { fold } from "./fold.ts";
import { entryWords, kindWords, named, shownNames, tally } from "./hit-words.ts";
import { type Facets, FIRST, type Head, Index, type PartName } from "./index.ts";
import {
  ENOUGH,
  LOOKED_AT,
  NameSearch,
  type NameHit,
  comesFirst,
  exactFirst,
  isGuess,
  isNearest,
  isOfEntry,
  isRespeltHit,
  isSupporting,
  isSure,
  isWhole,
  latestFirst,
  merged,
  respellings,
  withSpellings,
  wordsOf,
} from "./names.ts";
import { chosen, narrowing } from "./narrowing.ts";
import {
  asked,
  bothNamed,
  firstOfEach,
  isSettledIn,
  lacking,
  namedInside,
  subjectWords,
  topicOf,
  translated,
  withNamed,
} from "./question.ts";
import { advice, isForeign } from "./scripts.ts";
import { type FoundTexts, STEP, WORD, alikeIn, excerpt, searchTexts, stands } from "./texts.ts";
import type { Engine, Filters, Hit, Names, Texts, Topic } from "./types.ts";
import { BEGINS, STARTS } from "./vocabulary.ts";
import { withoutEndings } from "./written.ts";

/** What is said above hits that answer a query in part. */
const CLOSEST = "Closest entries";

/** As many names are shown in brief where none is what was asked for: each costs a file. */
const MOST_NEAREST = 3;

const ACRONYM = /^[A-Z]{2,6}$/;

/** As many hits lead to figures of theirs, for which each costs a file. */
const MOST_FIGURES = 2;

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
    names: (...asked) =>
      answered(async (own) => {
        const names = await own.names(...asked);
        // What is asked later of names of an index that is gone is asked of those that are found anew.
        const later = <T>(ask: (names: Names) => T | Promise<T>) =>
          answered<T>(async (engine) => ask(engine === own ? names : await engine.names(...asked)));
        return {
          ...names,
          topic: () => later((names) => names.topic?.()),
          nearest: () => later((names) => names.nearest!()),
        };
      }),
    texts: (...asked) => answered((engine) => engine.texts(...asked)),
    choices: () => answered((engine) => engine.choices()),
    aliases: () => answered((engine) => engine.aliases()),
  };
}

/**
 * Read a file of the index. The first tells which index there is now, and has to come from the same build as this page; the names
 * of the others have a hash of their contents.
 */
async function read(address: string, isFirst: boolean): Promise<unknown> {
  if (isFirst) return JSON.parse((await textsOfSite([address]))[0]!);
  const answer = await fetch(address);
  if (answer.ok) return answer.json();
  throw new (answer.status === 404 ? Gone : Error)(`${address}: ${answer.status}`);
}

export class IndexEngine implements Engine {
  readonly root: string;
  readonly #index: Index;

  constructor(root: string, index: Index) {
    this.root = root;
    this.#index = index;
  }

  async warm(): Promise<void> {
    const search = await this.#part("names");
    setTimeout(() => search.prepare(), 0);
  }

  #part(name: PartName): Promise<NameSearch> {
    return this.#index.once(`search ${name}`, async () => {
      const { tiers } = await this.#index.head();
      return new NameSearch(this.#index, await this.#index.part(name), tiers[1]);
    });
  }

  async names(query: string, filters: Filters, limit: number, brief = false): Promise<Names> {
    const names = await this.#part("names");
    const ofAtlas = subjectWords(await this.#index.head());
    const isPage = await this.#pages();
    const compared = await toCompare(this.#index, names, query, isPage);
    if (compared) return this.#shownCompared(query, compared, filters, limit);
    const nameOf =
      (form: RegExp) =>
      async ({ entry }: NameHit) => {
        const own = (await this.#index.rows([entry])).get(entry)!.n.flat();
        return own.find((name) => form.test(name)) ?? own[0]!;
      };
    const titleOf = nameOf(/^/);
    const askedWith = (words: readonly string[]) =>
      asked(names, words, ofAtlas, isPage, isSettledIn(this.#index, query), titleOf);
    const typed = wordsOf(query);
    await this.#bringBoth(names, typed);
    const asTyped = await askedWith(typed);
    const bare = wordsOf(withoutEndings(query));
    let [meant, inAtlas] = [asTyped, typed];
    for (const name of [titleOf, nameOf(ACRONYM)]) {
      if (meant.found.some(isSure)) break;
      const words = await translated(this.#index, names, bare, ofAtlas.asking, isPage, name);
      if (words.join() === inAtlas.join()) break; // no word of it is an entry, or another language's
      if (inAtlas === typed) inAtlas = words;
      await this.#bringBoth(names, words);
      const other = await askedWith(words);
      if (lacking(other.found) < lacking(meant.found)) meant = other;
    }
    const isTranslated = inAtlas.join() !== typed.join();
    const { words, named } = meant;
    const inside = await namedInside(this.#index, names, words, [...meant.found, ...named]);
    const found = firstOfEach([...meant.found, ...inside]);
    const first = withSpellings(words, merged(found, [])); // what is shown first comes first through the line
    const spellings = respellings(words, first, await this.#rows(first));
    const works = brief
      ? []
      : this.#part("works").then(async (part) =>
          part.respelt(
            words,
            await part.search(words, found.some(isSure) ? STARTS : BEGINS),
            spellings,
          ),
        );
    const [all, titles, kindOf] = await Promise.all([
      names.respelt(words, found, spellings),
      works,
      brief ? this.#index.part("names").then(({ kinds }) => kinds) : this.#index.kinds(),
    ]);
    const sorted = withNamed(merged(all, titles), meant);
    const others = sorted.filter((hit) => !isPage(hit));
    const topic = async () => ({
      ...(await topicOf(this.#index, names, query)),
      translated: isTranslated ? inAtlas.join(" ") : undefined,
      both: () => bothNamed(this.#index, others),
    });
    const withNearest = async (nearest: number): Promise<Names> => {
      const shown = await this.#shown(query, sorted, filters, limit, kindOf, nearest);
      const hasPage = shown.hits.some(isPage);
      const hits = asksNumber(query) ? await this.#atFigures(query, shown.hits) : shown.hits;
      const narrow = hasPage ? await narrowing(this.#index, meant, query) : null;
      return {
        ...shown,
        hits: hits.map((hit) => (narrow && isPage(hit) ? narrow(hit) : hit)),
        closest: hasPage && shown.closest ? CLOSEST : shown.closest,
        topic,
        nearest: () => withNearest(MOST_NEAREST),
      };
    };
    return withNearest(brief ? 0 : limit);
  }

  /** Ask for the files of texts with those words of a query that stand in names: they have the names too, so a word takes one file. */
  async #bringBoth(names: NameSearch, words: readonly string[]): Promise<void> {
    const telling = words.filter((word) => !ASKING.has(word) && names.has(word));
    if (words.length > 1)
      await Promise.allSettled(telling.map((word) => stands(this.#index, word)));
  }

  /** Hits for a query that asks for a number: the first few lead to the statement that has one, and the other words. */
  async #atFigures(query: string, hits: readonly Hit[]): Promise<readonly Hit[]> {
    const [texts, alike] = await Promise.all([
      this.#index.texts(hits.slice(0, MOST_FIGURES).map(({ entry }) => entry)),
      alikeIn(this.#index),
    ]);
    const led = hits.map((hit) => {
      const [pieces, row] = texts.get(hit.entry) ?? [];
      const found = row && excerpt(pieces!, withoutQuestion(query), shownNames(row), alike, true);
      return found?.anchor ? { ...hit, address: `${hit.address}#${found.anchor}` } : hit;
    });
    return texts.get(hits[0]?.entry ?? -1)?.[0].length ? figuresFirst(led) : led; // a list that is asked for stays first
  }

  /** Whether a hit by name is a page that is no entry's. */
  async #pages(): Promise<(hit: { readonly entry: number }) => boolean> {
    const [head, { kinds }] = await Promise.all([this.#index.head(), this.#index.part("names")]);
    return (hit) => head.kinds[kinds[hit.entry]!]?.key === "page";
  }

  /** The page that compares, with the two entries in its address, then the two themselves. */
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

  #rows(hits: readonly NameHit[]) {
    return this.#index.rows(hits.map((hit) => hit.entry));
  }

  async #shown(
    query: string,
    found: readonly NameHit[],
    filters: Filters,
    limit: number,
    kindOf: Uint8Array,
    nearest = limit,
  ): Promise<Names> {
    const [head, admits] = await Promise.all([
      this.#index.head(),
      this.#admitted({ ...filters, kind: "" }),
    ]);
    const held = found.filter((hit) => admits(hit.entry));
    const ofKind = filters.kind
      ? held.filter((hit) => isOf(head, kindOf, hit.entry, filters.kind))
      : held;
    const matching = held.length ? held : found; // where filters leave none, there are names that match
    const areNearest = matching.every((hit) => isNearest(hit) || isGuess(hit));
    const shown = areNearest ? nearest : limit;
    const looked = areNearest ? nearest : LOOKED_AT; // for the one that is exact: among the nearest there is none
    const rows = await this.#rows(ofKind.slice(0, Math.max(shown, looked)));
    const sorted = [
      ...exactFirst(latestFirst(ofKind.slice(0, looked), rows), rows, query),
      ...ofKind.slice(looked),
    ];
    return {
      hits: sorted.slice(0, shown).map((hit) => named(head, hit, rows.get(hit.entry)!, query)),
      total: ofKind.length,
      respelt: ofKind.some(isSure) ? ofKind.filter(isRespeltHit).length : 0,
      kinds: tally(head, kindOf, held),
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
    topicOf?: Names["topic"],
  ): Promise<Texts> {
    const [head, admits, kindOf, topic = {}] = await Promise.all([
      this.#index.head(),
      this.#admitted(filters),
      brief ? null : this.#index.kinds(),
      topicOf?.(),
    ]);
    const search = (words: string, about = topic) =>
      searchTexts(
        this.#index,
        words,
        admits,
        limit + but.length + 1,
        brief ? STEP : Infinity,
        about,
      );
    const answered = await textsFor(search, query, topic, head.tiers[1]);
    const { wanted, found, isWhole, unheld, isOfBoth } = answered;
    const isTelling = found.some((hit) => hit.isTelling);
    const isPartial = found.length > 0 && (isOfBoth || found.every((hit) => hit.missing > 0));
    const others = found.filter(({ entry }) => !but.includes(entry));
    const shown = others.slice(0, limit).map((hit) => hit.entry);
    const [texts, alike] = await Promise.all([this.#index.texts(shown), alikeIn(this.#index)]);
    const isCounted = asksNumber(query);
    const hits = shown.map((entry) => {
      const [pieces, row] = texts.get(entry)!;
      const passage = excerpt(pieces, wanted, shownNames(row), alike, isCounted);
      return {
        entry,
        ...entryWords(head, row),
        anchor: passage?.anchor ?? "",
        excerpt: passage?.pieces ?? [{ text: row.d, isMatch: false }],
      };
    });
    const kinds = tally(head, kindOf, found);
    return {
      hits: isCounted ? figuresFirst(hits) : hits,
      total: found.length,
      isWhole,
      kinds,
      part: isPartial ? (isTelling ? "the rarest" : "most") : "",
      isAnswer:
        isTelling || (found.length > 0 && !isPartial && !found.some((hit) => hit.isRespelt)),
      passed: found.length - others.length,
      hasEntries: found.some((hit) => hit.entry < head.tiers[2]),
      besides: await this.#besides(query, unheld),
    };
  }

  /** What is told besides the texts: words that stand nowhere, and what to try instead. Only these two ask the names, and few queries lead to them. */
  async #besides(query: string, unheld: readonly string[]): Promise<string[]> {
    const typed = query.match(WORD) ?? [];
    const isUnheld = (term: string) => unheld.includes(term);
    const inNoText = typed.filter((word) => termsOf(word).every(isUnheld));
    const told: string[] = [];
    if (inNoText.length) {
      const names = await this.#part("names");
      const nowhere = inNoText.filter((word) => !fold(word).some((token) => names.has(token)));
      if (nowhere.length < typed.length) told.push(toldNowhere(nowhere));
    }
    if (isForeign(query)) told.push(advice(query, (await this.#index.part("names")).tokens));
    return told.filter(Boolean);
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
    const places = [filters.country, filters.area].filter(Boolean);
    return (entry) =>
      (!filters.kind || isOf(head, kindOf, entry, filters.kind)) &&
      places.every((place) => facets.places.get(place)?.has(entry)) &&
      isWithin(facets, entry, filters);
  }
}

/**
 * The texts that answer a query, and the words that were looked for in them: those of the query, or others for what it is about.
 * Titles of works may have the words of any language, texts have not: where only works have all, the others are tried too.
 */
async function textsFor(
  search: (words: string, about?: Topic) => Promise<FoundTexts>,
  query: string,
  { translated, both }: Topic,
  supporting: number,
): Promise<FoundTexts & { wanted: string; isOfBoth?: boolean }> {
  const hasAll = ({ found }: FoundTexts, before = supporting) =>
    found.some(({ missing, entry }) => !missing && entry < before);
  const own = withoutQuestion(query);
  const ofOwn = await search(own);
  if (hasAll(ofOwn)) return { ...ofOwn, wanted: own };
  const inAtlas = translated ? withoutQuestion(translated) : own;
  const ofAtlas = inAtlas === own ? ofOwn : await search(inAtlas);
  const unheld = ofOwn.unheld.filter((term) => ofAtlas.unheld.includes(term)); // but for words of which the atlas has a translation
  if (hasAll(ofAtlas)) return { ...ofAtlas, wanted: inAtlas, unheld };
  if (hasAll(ofOwn, Infinity)) return { ...ofOwn, wanted: own };
  if (ofOwn.found.length) return { ...ofOwn, wanted: own, unheld };
  const named = await both?.();
  if (named) return { ...(await search(named, {})), wanted: named, unheld, isOfBoth: true }; // who asks in a language of no text names what texts are about
  return { ...ofAtlas, wanted: inAtlas, unheld };
}

/** Hits with those first that lead to a statement. */
function figuresFirst<H extends { address: string; anchor?: string }>(hits: readonly H[]): H[] {
  const hasFigure = ({ address, anchor = "" }: H) => /#s-/.test(`${address}#${anchor}`);
  return [...hits.filter(hasFigure), ...hits.filter((hit) => !hasFigure(hit))];
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

/** What is said above the nearest hits; where the query is two or three words that no name holds together, also that. */
function wordsAbove(query: string, hits: readonly NameHit[]): string {
  const words = wordsOf(query);
  const isName = [2, 3].includes(words.length) && !words.some((word) => QUESTION.has(word));
  const isUnknown = isName && hits.every(({ rank }) => rank[0]);
  return isUnknown ? `No entry has this name. ${CLOSEST}` : CLOSEST;
}

/** Which words were found nowhere, in a sentence; nothing where there are none. */
function toldNowhere(words: readonly string[]): string {
  const quoted = words.map((word) => `“\u2068${word}\u2069”`).join(", ");
  return quoted && `In no name or text: ${quoted}`;
}

function isOf(head: Head, kindOf: Uint8Array, entry: number, kind: string): boolean {
  return head.kinds[kindOf[entry]!]!.key === kind;
}

function isWithin(facets: Facets, entry: number, { from, to }: Filters): boolean {
  const [first, last] = facets.years.get(entry) ?? [Infinity, -Infinity]; // what has no years is within none
  return last >= (from ?? -Infinity) && first <= (to ?? Infinity);
}
