// What can be said of a day: the same table that the tests of the Python side read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isDay, on, spanOf, words } from "../src/as-of/holding.ts";

const table = readFileSync(new URL("../../tests/fixtures/holding.tsv", import.meta.url), "utf8");

for (const line of table.split("\n").filter((held) => held !== "" && !held.startsWith("#"))) {
  const [when = "", bounds = "", days = ""] = line.split("\t");
  test(`days of ${when}`, () => {
    const [first = "", begun = "", sure = "", last = ""] = bounds
      .split(" ")
      .map((day) => (day === "-" ? "" : day));
    for (const held of days.split(", ")) {
      const day = held.slice(0, 10);
      assert.equal(`${day} ${on({ first, begun, sure, last }, day)}`, held);
    }
  });
}

test("an open end names the year of the last report", () => {
  const span = { first: "2014-01-01", begun: "2014-12-31", sure: "2022-05-10", last: "" };
  assert.equal(words(span, "2025-01-01", on(span, "2025-01-01")), "last reported 2022");
  assert.equal(words(span, "2020-01-01", on(span, "2020-01-01")), "held");
});

const DOUBTS = [
  ["2020-01-01/2020-12-31/2022-01-01/2022-12-31", "2020-06-01", "uncertain, began about then"],
  ["2020-01-01/2020-12-31/2022-01-01/2022-12-31", "2022-06-01", "uncertain, ended about then"],
  ["2022-01-01/2022-12-31/2022-01-01/2022-12-31", "2022-06-01", "uncertain, dated about then"],
] as const;
for (const [text, day, expected] of DOUBTS) {
  test(`on ${day}: ${expected}`, () => {
    const span = spanOf(text)!;
    assert.equal(words(span, day, on(span, day)), expected);
  });
}

test("only days of the calendar are days", () => {
  for (const day of ["2020-01-02", "2024-02-29"]) assert.ok(isDay(day), day);
  for (const text of [
    "",
    "2020",
    "2020-1-2",
    "2023-02-29",
    "2020-13-01",
    "<b>",
    "2020-01-02T00:00",
  ])
    assert.ok(!isDay(text), text);
});
