// The ranking of names and texts: the same answers as those of the specification in Python, over the same small index.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { IndexEngine, marks } from "../src/search/engine.ts";
import { fold } from "../src/search/fold.ts";
import { Index } from "../src/search/index.ts";
import { NameSearch, exactFirst, isNearest, isSure, merged, spelling, wordsOf } from "../src/search/names.ts";
import { read, write } from "../src/search/results.ts";
import { excerpt, searchTexts } from "../src/search/texts.ts";
import { NO_FILTERS } from "../src/search/types.ts";

const fixtures = new URL("../../tests/fixtures/search/", import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, fixtures), "utf8"));
const fetched: string[] = [];
const index = new Index(async (file) => {
  fetched.push(file);
  return json(`data/${file}`);
});
const text = (pieces: readonly { text: string }[]) => pieces.map((piece) => piece.text).join("");

interface NameCase {
  query: string;
  hits: { id: string; name: number; rank: number[]; nearest: boolean; spelling: string }[];
}
interface TextCase {
  query: string;
  count: number;
  hits: { id: string; missing: number; score: number; excerpt?: { anchor: string; text: string; marks: number[][] } | null }[];
}

test("names: every query of the fixtures gives the same hits in the same order", async () => {
  const head = await index.head();
  const [names, works] = await Promise.all((["names", "works"] as const).map(async (part) => new NameSearch(index, await index.part(part), head.tiers[1])));
  for (const { query, hits } of json("name-queries.json") as NameCase[]) {
    const words = wordsOf(query);
    const entries = await names!.search(words);
    const found = merged(entries, await works!.search(words, !entries.some(isSure))).slice(0, 10);
    const rows = await index.rows(found.map((hit) => hit.entry));
    const got = exactFirst(found, rows, query).map((hit) => {
      const row = rows.get(hit.entry)!;
      return { id: row.i, name: hit.name, rank: [...hit.rank], nearest: isNearest(hit), spelling: row.w?.includes(hit.name) ? "" : spelling(row, hit.name, query) };
    });
    assert.deepEqual(got, hits, query);
  }
});

test("texts: every query of the fixtures gives the same hits, scores and excerpts", async () => {
  for (const { query, count, hits } of json("text-queries.json") as TextCase[]) {
    const found = await searchTexts(index, query);
    assert.equal(found.length, count, query);
    const shown = found.slice(0, hits.length);
    const rows = await index.rows(shown.map((hit) => hit.entry));
    const texts = await index.texts(shown.map((hit) => hit.entry));
    assert.deepEqual(
      shown.map(({ entry, missing, score }) => ({ id: rows.get(entry)!.i, missing, score })),
      hits.map(({ id, missing, score }) => ({ id, missing, score })),
      query,
    );
    for (const [at, hit] of shown.entries()) {
      const wanted = hits[at]!.excerpt;
      if (!wanted || query.includes('"')) continue; // of a phrase, the passage that holds it is shown
      const got = excerpt(texts.get(hit.entry)!, query)!;
      assert.equal(got.anchor, wanted.anchor, query);
      const pieces = got.pieces.filter((piece) => piece.text !== "… " && piece.text !== " …");
      assert.equal(text(pieces), wanted.text, query);
      assert.deepEqual(
        pieces.filter((piece) => piece.isMatch).map((piece) => piece.text),
        wanted.marks.map(([start, end]) => wanted.text.slice(start, end)),
        query,
      );
    }
  }
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

test("the engine filters by country, governorate and year", async () => {
  const engine = new IndexEngine("", index);
  const total = (await engine.texts("attack", NO_FILTERS, 1)).total;
  const { governorates, years } = await engine.choices();
  let sum = 0;
  for (const { id } of governorates) sum += (await engine.texts("attack", { ...NO_FILTERS, governorate: id }, 1)).total;
  assert.ok(sum > 0 && sum <= total);
  assert.equal((await engine.texts("attack", { ...NO_FILTERS, country: "XX" }, 1)).total, 0);
  const dated = (await engine.texts("attack", { ...NO_FILTERS, from: years![0], to: years![1] }, 1)).total;
  assert.ok(dated > 0 && dated < total);
  assert.equal((await engine.texts("attack", { ...NO_FILTERS, from: years![1] + 1 }, 1)).total, 0);
});

test("what matched is marked, with the article before it and the blanks between", () => {
  const cut = (name: string, ...tokens: string[]) => marks(name, new Set(tokens)).map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part)).join("");
  assert.equal(cut("Headquarters of Kata'ib Hezbollah at al-Qaim", "kataib", "hezbollah"), "Headquarters of [Kata'ib Hezbollah] at al-Qaim");
  assert.equal(cut("Strikes at al-Qaim and Akashat", "qaim"), "Strikes at [al-Qaim] and Akashat");
  assert.equal(cut("سرايا أولياء الدم", ...fold("أولياء الدم")), "سرايا [أولياء الدم]");
  assert.equal(cut("Name", "other"), "Name");
});

test("the state of the results page goes to the address and back", () => {
  for (const address of ["", "q=al-qaim", "q=%D8%AD%D8%B2%D8%A8&kind=group", "q=a&kind=strike&country=IQ&governorate=anbar-governorate&from=2019&to=2021"]) assert.equal(write(read(`?${address}`)), address);
  assert.equal(write(read("?q=a&from=last&to=20211&kind=")), "q=a");
});
