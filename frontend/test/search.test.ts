// The engine over a small index: what is fetched, filtered and marked. The ranking is held by tests/search/.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { IndexEngine, engineAt } from "../src/search/engine.ts";
import { halves } from "../src/search/comparing.ts";
import { fold } from "../src/search/fold.ts";
import { marks } from "../src/search/hit-words.ts";
import { Index, type Row } from "../src/search/index.ts";
import { latestFirst, type NameHit } from "../src/search/names.ts";
import { inDigits } from "../src/search/numerals.ts";
import { advice } from "../src/search/scripts.ts";
import { read, write } from "../src/search/results.ts";
import { excerpt, searchTexts } from "../src/search/texts.ts";
import { NO_FILTERS, type Engine } from "../src/search/types.ts";

const fixtures = new URL("../../tests/fixtures/search/", import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, fixtures), "utf8"));
const fetched: string[] = [];
const index = new Index(async (file) => {
  fetched.push(file);
  return json(`data/${file}`);
});

test("a file is fetched once, and again only after it failed", async () => {
  assert.equal(new Set(fetched).size, fetched.length);
  let tries = 0;
  const failing = new Index(async () => {
    tries++;
    throw new Error("away");
  });
  await assert.rejects(failing.head());
  await assert.rejects(failing.head());
  assert.equal(tries, 2);
});

/** An engine of a site that has the small index in place of one that was read before, whose files of rows are gone. */
function engineOfReplaced() {
  let firsts = 0;
  globalThis.document = { querySelector: () => null } as unknown as Document;
  globalThis.fetch = (async (address: string) => {
    const file = address.replace("/search-data/", "");
    if (/^rows\.0+\.json$/.test(file)) return new Response("", { status: 404 });
    const content = json(`data/${file}`);
    if (file === "index.json" && !firsts++)
      content.rows.files = content.rows.files.replace(/./g, "0");
    return Response.json(content);
  }) as typeof fetch;
  return engineAt("/");
}

test("the nearest names are found after the index was replaced", async () => {
  const [{ hits: expected }, names] = [
    await new IndexEngine("/", index).names("axplosuo", NO_FILTERS, 3),
    await engineOfReplaced().names("axplosuo", NO_FILTERS, 3, true),
  ];
  assert.deepEqual([names.isNearest, names.hits, expected.length], [true, [], 3]);
  assert.deepEqual((await names.nearest!()).hits, expected);
});

test("texts about two entries are found after the index was replaced", async () => {
  const query = "Foodigi explosion Al-Taghih zzyzx qqwwz xxqqv wwqxz qzzxw";
  const found = async (engine: Engine) => {
    const names = await engine.names(query, NO_FILTERS, 3, true);
    return engine.texts(query, NO_FILTERS, 3, true, [], names.topic);
  };
  const expected = await found(new IndexEngine("/", index));
  assert.ok(expected.hits.length);
  assert.deepEqual((await found(engineOfReplaced())).hits, expected.hits);
});

test("names are found where the files of texts cannot be had", async () => {
  for (const query of ["camp chetebi", "chetebi"]) {
    const failing = new Index(async (file) => {
      if (!file.startsWith("text.")) return json(`data/${file}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error("away");
    });
    const expected = await new IndexEngine("/", index).names(query, NO_FILTERS, 3, true);
    assert.ok(expected.hits.length && !expected.isNearest);
    await Promise.all([failing.head(), failing.part("names")]);
    const [names] = await Promise.all([
      new IndexEngine("/", failing).names(query, NO_FILTERS, 3, true),
      assert.rejects(failing.terms("chetebi", false)), // as the page of results asks at the same time
    ]);
    assert.deepEqual(names.hits, expected.hits);
  }
});

test("the engine counts kinds over all hits and filters by kind", async () => {
  const engine = new IndexEngine("", index);
  const all = await engine.names("attack", NO_FILTERS, 3);
  assert.equal(
    all.kinds.reduce((sum, { number }) => sum + number, 0),
    all.total,
  );
  for (const { kind, number } of all.kinds) {
    const some = await engine.names("attack", { ...NO_FILTERS, kind: kind.id }, 3);
    assert.equal(some.total, number);
    assert.ok(some.hits.every((hit) => hit.kind.id === kind.id));
  }
});

test("the engine filters by country, area and year", async () => {
  const engine = new IndexEngine("", index);
  const total = (await engine.texts("attack", NO_FILTERS, 1)).total;
  const { areas, years } = await engine.choices();
  let sum = 0;
  for (const { id } of areas)
    sum += (await engine.texts("attack", { ...NO_FILTERS, area: id }, 1)).total;
  assert.ok(sum > 0 && sum <= total);
  assert.equal((await engine.texts("attack", { ...NO_FILTERS, country: "XX" }, 1)).total, 0);
  const dated = (await engine.texts("attack", { ...NO_FILTERS, from: years![0], to: years![1] }, 1))
    .total;
  assert.ok(dated > 0 && dated < total);
  assert.equal((await engine.texts("attack", { ...NO_FILTERS, from: years![1] + 1 }, 1)).total, 0);
});

test("names that no filter leaves match nevertheless", async () => {
  const engine = new IndexEngine("", index);
  const { areas, years } = await engine.choices();
  assert.equal((await engine.names("attack", NO_FILTERS, 3)).isNearest, false);
  for (const filters of [
    { from: years![1] + 1 },
    { country: "XX" },
    { area: areas[0]!.id, to: 1 },
    { kind: "none" },
  ]) {
    const { total, isNearest } = await engine.names("attack", { ...NO_FILTERS, ...filters }, 3);
    assert.deepEqual([total, isNearest], [0, false], JSON.stringify(filters));
  }
  assert.equal((await engine.names("zzyzx", { ...NO_FILTERS, country: "XX" }, 3)).isNearest, true);
});

test("what matched is marked, with the article before it and the blanks between", () => {
  const cut = (name: string, ...tokens: string[]) =>
    marks(name, new Set(tokens))
      .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
      .join("");
  assert.equal(
    cut("Headquarters of Kata'ib Hezbollah at al-Qaim", "kataib", "hezbollah"),
    "Headquarters of [Kata'ib Hezbollah] at al-Qaim",
  );
  assert.equal(cut("Strikes at al-Qaim and Akashat", "qaim"), "Strikes at [al-Qaim] and Akashat");
  assert.equal(cut("سرايا أولياء الدم", ...fold("أولياء الدم")), "سرايا [أولياء الدم]");
  assert.equal(cut("Name", "other"), "Name");
});

test("an excerpt has the word that was found, however long the word before it is", () => {
  for (const length of [3, 60, 200]) {
    const found = excerpt(
      [["s-1", `The ${"x".repeat(length)} militia came, ${"and more words ".repeat(20)}`]],
      "militia",
    )!;
    assert.deepEqual(
      found.pieces.filter((piece) => piece.isMatch).map((piece) => piece.text),
      ["militia"],
    );
  }
});

/** An index of 120 entries, each with a text; all hold the words "attack" and "rocket". */
function indexOf(textOf: (entry: number) => string): { index: Index; read: number[] } {
  const read: number[] = [];
  const postings = Array.from({ length: 120 }, (_, entry) => (entry ? 4 : 0));
  const files = {
    head: async () => ({ entries: 120, tiers: [0, 120] }),
    terms: async () => [{ words: ["attack", "rocket"], postings: [postings, postings] }],
    texts: async (entries: number[]) =>
      new Map(entries.map((entry) => (read.push(entry), [entry, [[["", textOf(entry)]]]]))),
  };
  return { index: files as unknown as Index, read };
}

test("a phrase is looked for in all hits, and no further than is asked", async () => {
  const seldom = indexOf((entry) =>
    entry === 70 || entry === 110 ? "A rocket attack." : "An attack with a rocket.",
  );
  const { found, isWhole } = await searchTexts(seldom.index, '"rocket attack"', () => true, 6);
  assert.deepEqual(
    [found.map(({ entry }) => entry), isWhole, seldom.read.length],
    [[70, 110], true, 120],
  );
  const inBrief = await searchTexts(seldom.index, '"rocket attack"', () => true, 6, 50);
  assert.deepEqual([inBrief.found, inBrief.isWhole], [[], false]);
  const often = indexOf(() => "A rocket attack.");
  const some = await searchTexts(often.index, '"rocket attack"', () => true, 6);
  assert.deepEqual([some.found.length, some.isWhole, often.read.length], [50, false, 50]);
  const nowhere = await searchTexts(often.index, '"attack rocket"', () => true, 6);
  assert.deepEqual([nowhere.found, nowhere.isWhole], [[], true]);
  assert.deepEqual(
    (await searchTexts(often.index, "rocket attack", () => true, 6)).found.length,
    120,
  );
});

test("a word that few texts and no name have leads to them, though they lack the others", async () => {
  const { index } = indexOf(() => "");
  const others = Array.from({ length: 119 }, (_, at) => (at === 7 ? 8 : at && 4)); // all entries but number 7
  const postings = { attack: others, rocket: others, trebil: [7 * 4], treaty: [7 * 4 + 3] };
  const terms = [{ words: Object.keys(postings), postings: Object.values(postings) }];
  const search = (query: string) =>
    searchTexts({ ...index, terms: async () => terms } as unknown as Index, query);
  const { found } = await search("rocket attack trebil");
  assert.deepEqual([found.length, found[0]!.entry, found[0]!.isTelling], [120, 7, true]);
  assert.ok(!(await search("rocket attack treaty")).found.some(({ isTelling }) => isTelling));
  assert.deepEqual((await search("rocket attack zzyzx")).unheld, ["zzyzx"]);
});

test("who types in letters that few names have is told which have many", () => {
  const names = [...Array.from({ length: 30 }, () => ["hezbollah", "حزب"]).flat(), "חזבאללה"];
  const told = "Names are recorded in Latin and Arabic letters above all: try the English spelling";
  assert.equal(advice("חיזבאללה", names), told);
  assert.equal(advice("Хезболла", names), told);
  for (const query of ["zzyzx", "حزز", "12345", "@@@", "חיזבאללה hez"])
    assert.equal(advice(query, names), "", query);
});

test("of posts that are alike the latest come first, or the last told of, and those without years before all", () => {
  const names = [
    "Leader, A 2010 2016 2015",
    "Head, Unit 2003",
    "Leader, B 2016 2024 9999",
    "Leader, C 1999  2003",
    "Leader, D 2015 2025 9999",
  ];
  const hits = names.map((_, entry) => ({
    entry,
    name: 0,
    rank: [0, 0, 0, 0, 0, 0, 0, 2, entry],
  })) as unknown as NameHit[];
  const rows = new Map(names.map((name, entry) => [entry, { n: [[name]] } as unknown as Row]));
  assert.deepEqual(
    latestFirst(hits, rows).map(({ entry }) => entry),
    [1, 4, 2, 0, 3],
  );
});

test("the state of the results page goes to the address and back", () => {
  for (const address of [
    "",
    "q=al-qaim",
    "q=%D8%AD%D8%B2%D8%A8&kind=group",
    "q=a&kind=strike&country=IQ&area=anbar-governorate&from=2019&to=2021",
  ])
    assert.equal(write(read(`?${address}`)), address);
  assert.equal(write(read("?q=a&from=last&to=20211&kind=")), "q=a");
});

test("a query that compares is parted into its two names, in each way in which it can be", () => {
  assert.deepEqual(halves("badr vs. asaib"), [["badr", "asaib"]]);
  assert.deepEqual(halves("compare A and B and C"), [
    ["A", "B and C"],
    ["A and B", "C"],
  ]);
  assert.deepEqual(halves("A compared to B"), [["A", "B"]]);
  assert.deepEqual(halves("الفرق بين بدر والنجباء"), [["بدر", "النجباء"]]);
  for (const other of [
    "war between Iran and Israel",
    "compare",
    "Iran versus",
    "comparemela and B",
  ])
    assert.deepEqual(halves(other), [], other);
});

test("numbers in words are read as digits, those of two words as one", () => {
  const read = (query: string) => inDigits(fold(query)).join(" ");
  assert.equal(read("brigade thirty"), "brigade 30");
  assert.equal(read("Thirty-first Brigade"), "31 brigade");
  assert.equal(read("الثاني عشر"), "12");
  assert.equal(read("الثالث والثلاثون"), "33");
  assert.equal(read("Kataib Hezbollah"), "kataib hezbollah");
});
