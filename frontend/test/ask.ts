// Answers queries over the files of an index, both as JSON on standard input: how tests and benchmarks in Python ask the searcher.

import { readFileSync } from "node:fs";
import { withoutQuestion } from "../src/search/asking.ts";
import { PASSAGES, SHOWN } from "../src/search/box.ts";
import { IndexEngine } from "../src/search/engine.ts";
import { besides, doTextsLead } from "../src/search/hits.ts";
import { Index, uncoded } from "../src/search/index.ts";
import { answer } from "../src/search/results.ts";
import { NO_FILTERS } from "../src/search/types.ts";
import {
  NameSearch,
  exactFirst,
  isNearest,
  isSure,
  merged,
  respellings,
  withSpellings,
  spelling,
  wordsOf,
} from "../src/search/names.ts";
import { searchTexts } from "../src/search/texts.ts";
import { BEGINS, STARTS } from "../src/search/vocabulary.ts";

interface Questions {
  /** The files of an index, by their names. */
  files: Record<string, string>;
  names: string[];
  texts: string[];
  /** Queries as the box in the header puts them. */
  boxes: string[];
  /** Queries as the page of results puts them. */
  pages: string[];
  /** Queries that readers put in the box who have asked nothing before. */
  costs: string[];
  /** Front-coded lists to decode. */
  coded: string[];
  /** How many hits by name are wanted. */
  limit: number;
}

/** One reader of the site: every file of the index is read when it is needed, once. */
class Reader {
  readonly files: string[] = [];
  readonly index: Index;
  #parts: Promise<NameSearch[]> | null = null;

  constructor(content: Readonly<Record<string, string>>) {
    this.index = new Index(async (file) => {
      this.files.push(file);
      return JSON.parse(content[file]!);
    });
  }

  async #searches(): Promise<NameSearch[]> {
    const { tiers } = await this.index.head();
    return Promise.all(
      (["names", "works"] as const).map(
        async (part) => new NameSearch(this.index, await this.index.part(part), tiers[1]),
      ),
    );
  }

  async names(query: string, limit: number) {
    const words = wordsOf(query);
    const [names, works] = await (this.#parts ??= this.#searches());
    const entries = merged(await names!.search(words), []);
    const first = withSpellings(words, entries);
    const rowsOfFirst = await this.index.rows(first.map((hit) => hit.entry));
    const others = respellings(words, first, rowsOfFirst);
    const titles = await works!.search(words, entries.some(isSure) ? STARTS : BEGINS);
    const found = merged(
      await names!.respelt(words, entries, others),
      await works!.respelt(words, titles, others),
    ).slice(0, limit);
    const rows = await this.index.rows(found.map((hit) => hit.entry));
    return exactFirst(found, rows, query).map((hit) => {
      const row = rows.get(hit.entry)!;
      return {
        id: row.i,
        name: hit.name,
        rank: hit.rank,
        nearest: isNearest(hit),
        spelling: row.w?.includes(hit.name) ? "" : spelling(row, hit.name, query),
      };
    });
  }

  /** The addresses that the box shows: of names, and, where few match or none, of texts. */
  async box(query: string) {
    const engine = new IndexEngine("", this.index);
    await engine.warm();
    let names = await engine.names(query, NO_FILTERS, SHOWN, true);
    const isAsked = names.isNearest || names.isFew;
    const texts = isAsked
      ? await engine.texts(query, NO_FILTERS, PASSAGES, true, [], names.topic)
      : null;
    if (names.isNearest) names = await names.nearest!();
    const addresses = (hits: readonly { address: string }[] = []) =>
      hits.map(({ address }) => address);
    return {
      names: addresses(names.hits),
      isNearest: names.isNearest,
      closest: names.closest,
      isClose: names.isClose,
      texts: addresses(texts?.hits),
      isPartial: Boolean(texts?.part),
      besides: texts?.besides ?? [],
      areTextsFirst: texts !== null && (doTextsLead(names, texts) || !names.hits.length),
    };
  }

  /** The addresses on the page of results, names and passages in their order. */
  async page(query: string): Promise<string[]> {
    const engine = new IndexEngine("", this.index);
    const { names, texts, doTextsLead } = await answer(
      engine,
      { query, filters: NO_FILTERS },
      { names: 10, texts: 5 },
    );
    const lists = doTextsLead
      ? [texts.hits, besides(names.hits, texts.hits)]
      : [names.hits, texts.hits];
    return lists.flatMap((hits) => hits.map(({ address }) => address));
  }

  /** All entries that answer, and the first five with the passage that the page of results shows, in which what matched stands in ‹›. */
  async texts(query: string) {
    const { found } = await searchTexts(this.index, withoutQuestion(query));
    const engine = new IndexEngine("", this.index);
    const passages = await engine.texts(query, NO_FILTERS, 5);
    const hits = passages.hits.map(({ entry, address, anchor, excerpt }) => {
      const { missing, score } = found.find((hit) => hit.entry === entry) ?? {
        missing: 1,
        score: 0,
      };
      const pieces = excerpt.map(({ text, isMatch }) => (isMatch ? `‹${text}›` : text));
      const hasPassage = excerpt.some(({ isMatch }) => isMatch); // else the line of the entry stands there
      return {
        id: address.slice(address.indexOf("/") + 1).replace(".html", ""),
        missing,
        score,
        anchor: hasPassage ? anchor : null,
        excerpt: hasPassage ? pieces.join("") : null,
      };
    });
    return { entries: found.map((hit) => hit.entry), hits };
  }
}

const { files, names, texts, boxes, pages, costs, coded, limit } = JSON.parse(
  readFileSync(0, "utf8"),
) as Questions;
const reader = files["index.json"] === undefined ? null : new Reader(files);
const answers = {
  names: [] as unknown[],
  texts: [] as unknown[],
  boxes: [] as unknown[],
  pages: [] as unknown[],
  costs: [] as unknown[],
  lists: coded.map(uncoded),
  read: [] as string[],
};
for (const query of names) answers.names.push(await reader!.names(query, limit));
for (const query of texts) answers.texts.push(await reader!.texts(query));
for (const query of boxes) answers.boxes.push(await reader!.box(query));
for (const query of pages) answers.pages.push(await reader!.page(query));
for (const query of costs) {
  const own = new Reader(files);
  await own.box(query);
  answers.costs.push(own.files);
}
answers.read = reader?.files ?? [];
console.log(JSON.stringify(answers));
