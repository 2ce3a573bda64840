// The engine over a small index: what is fetched, filtered and marked. The ranking is held by tests/search/.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { IndexEngine, marks } from "../src/search/engine.ts";
import { fold } from "../src/search/fold.ts";
import { Index } from "../src/search/index.ts";
import { read, write } from "../src/search/results.ts";
import { excerpt } from "../src/search/texts.ts";
import { NO_FILTERS } from "../src/search/types.ts";

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
  for (const { id } of areas) sum += (await engine.texts("attack", { ...NO_FILTERS, area: id }, 1)).total;
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

test("an excerpt has the word that was found, however long the word before it is", () => {
  for (const length of [3, 60, 200]) {
    const found = excerpt([["s-1", `The ${"x".repeat(length)} militia came, ${"and more words ".repeat(20)}`]], "militia")!;
    assert.deepEqual(found.pieces.filter((piece) => piece.isMatch).map((piece) => piece.text), ["militia"]);
  }
});

test("the state of the results page goes to the address and back", () => {
  for (const address of ["", "q=al-qaim", "q=%D8%AD%D8%B2%D8%A8&kind=group", "q=a&kind=strike&country=IQ&area=anbar-governorate&from=2019&to=2021"]) assert.equal(write(read(`?${address}`)), address);
  assert.equal(write(read("?q=a&from=last&to=20211&kind=")), "q=a");
});
