// The folding, on the pairs and tokens that Python's tests use too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { distance, fold, skeleton, sound, stem, variants } from "../src/search/fold.ts";

const fixtures = new URL("../../tests/fixtures/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, fixtures), "utf8");

const pairs = read("folding.tsv")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split("\t") as [relation: string, a: string, b: string]);

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((token, at) => token === b[at]);

/** Whether two tokens are one but for a slip of the hand: one letter, or two of a longer word. */
function isSlip(a: string, b: string): boolean {
  if (a === b || (skeleton(a) && skeleton(a) === skeleton(b))) return true;
  if (a.length < 3 || b.length < 3 || !/^\p{L}+$/u.test(a + b)) return false;
  const most = a.length >= 6 ? 2 : 1;
  return distance(a, b, most) <= most;
}

function relation(a: string, b: string): string {
  const [one, two] = [fold(a), fold(b)];
  if (same(one, two)) return "fold";
  const all = (holds: (token: string, other: string) => boolean) =>
    one.length === two.length && one.every((token, at) => holds(token, two[at]!));
  if (
    all(
      (token, other) =>
        token === other || (skeleton(token) !== "" && skeleton(token) === skeleton(other)),
    )
  )
    return "skeleton";
  return all(isSlip) ? "typing" : "different";
}

test(`${pairs.length} pairs of spellings stand to each other as the table says`, () => {
  assert.ok(pairs.length >= 400);
  const wrong = pairs
    .filter(([wanted, a, b]) => relation(a, b) !== wanted)
    .map((pair) => `${pair.join(" | ")} is ${relation(pair[1], pair[2])}`);
  assert.deepEqual(wrong, []);
});

test("texts give the tokens, skeletons and stems that Python gives", () => {
  const rows = JSON.parse(read("search/tokens.json")) as {
    text: string;
    tokens: string[];
    skeletons: string[];
    stems: string[];
  }[];
  for (const { text, ...wanted } of rows) {
    const tokens = fold(text);
    assert.deepEqual(
      { tokens, skeletons: tokens.map(skeleton), stems: tokens.map(stem) },
      wanted,
      text,
    );
  }
});

test("a token stands without the article that is written as one with it, too", () => {
  assert.deepEqual(["alqaim", "ezzor", "kataib"].map(variants), [["qaim"], ["zor"], []]);
});

test("spellings of a word sound the same, other words of its consonants do not", () => {
  for (const [one, ...others] of [
    ["kataib", "kataeb", "katib"],
    ["hizbollah", "hezbullah"],
    ["sayyid", "sayed", "sayyed"],
    ["soleimani", "sulaimani", "suleymani"],
    ["hussein", "hossein", "husayn", "hussain"],
    ["qasem", "ghassem", "kasim"],
    ["muhandis", "mohandes"],
    ["habbaniya", "habbaniyah", "habania"],
    ["deir", "dayr"],
    ["zour", "zawr", "zor"],
  ])
    for (const other of others) assert.equal(sound(other), sound(one!), `${other}, ${one}`);
  for (const [one, other] of [
    ["homs", "hamas"],
    ["hassan", "hussein"],
    ["saraya", "syria"],
    ["khalid", "killed"],
    ["kuwait", "quiet"],
    ["salam", "salim"],
    ["sayyid", "said"],
  ])
    assert.notEqual(sound(one!), sound(other!), `${one}, ${other}`);
});

test("the distance counts a swap of neighbours as one and stops at its bound", () => {
  assert.equal(distance("kataib", "kataib", 2), 0);
  assert.equal(distance("kataib", "katiab", 2), 1);
  assert.equal(distance("kataib", "ktaib", 2), 1);
  assert.equal(distance("soleimani", "sulaimany", 2), 3);
  assert.equal(distance("a", "abcd", 2), 3);
  assert.equal(distance("", "ab", 2), 2);
});
