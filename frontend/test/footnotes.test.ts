// What has become of cited statements: by the tables of the data, read from CSV.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, verdicts, type Tables } from "../src/footnotes/verdicts.ts";

const STATEMENTS = `statement,entry,value,rank,reason,contested,rivals
one#s-00000001,one,"Founded, ""so they say"", in 2003",normal,,false,
one#s-00000002,one,2004,deprecated,superseded-by-author,false,
one#s-00000003,one,2005,normal,,true,one#s-00000001
one#s-00000004,one,2006,normal,,true,
`;
const tables: Tables = {
  statements: new Map(rowsOf(STATEMENTS).map((row) => [row["statement"] ?? "", row])),
  moved: new Map([
    ["older", "one"],
    ["one#s-0000000a", "one#s-00000001"],
  ]),
  corrections: rowsOf(
    "entry,number,date,type,text,statements\none,1,2026-11-20,error,The year was wrong.,0000000a\n",
  ),
};
const states = (text: string) =>
  verdicts(text, tables).map((one) => [one.state, one.now?.["statement"]]);

test("quoted cells are read whole", () => {
  assert.equal(rowsOf(STATEMENTS)[0]?.["value"], 'Founded, "so they say", in 2003');
  assert.equal(rowsOf(STATEMENTS).length, 4);
});

test("each address is told apart, once, in the order of the text", () => {
  const text =
    "See https://x.example/groups/one.html#s-00000002, one#s-00000001; and ../groups/one.html#s-00000002 (one.html#s-00000003).";
  assert.deepEqual(states(text), [
    ["superseded", "one#s-00000002"],
    ["unchanged", "one#s-00000001"],
    ["contested", "one#s-00000003"],
  ]);
});

test("addresses are read as texts have them", () => {
  const forms = [
    "one.html?utm_source=chatgpt.com#s-",
    "one.html?on=2020-01-01#s-",
    "one/#s-",
    "one.html\\#s-",
    "one.html%23s-",
    "one.html?ref=a/b#s-",
  ];
  for (const form of forms)
    assert.deepEqual(
      states(`https://x.example/groups/${form}00000001`),
      [["unchanged", "one#s-00000001"]],
      form,
    );
});

test("an edited statement says when and how", () => {
  const [found] = verdicts("one.html#s-0000000a", tables);
  assert.equal(found?.state, "mended");
  assert.equal(found?.words, "edited since, on 2026-11-20: The year was wrong.");
});

test("an entry that moved takes its statements along", () => {
  assert.deepEqual(states("groups/older.html#s-00000001 older.html#s-0000000a"), [
    ["unchanged", "one#s-00000001"],
    ["mended", "one#s-00000001"],
  ]);
});

test("what is rejected without a rival is contested, what is not there unknown", () => {
  assert.equal(
    verdicts("one#s-00000004", tables)[0]?.words,
    "accounts differ: somebody rejects it",
  );
  assert.deepEqual(states("one#s-ffffffff gone.html#s-00000001"), [
    ["unknown", undefined],
    ["unknown", undefined],
  ]);
  assert.deepEqual(states("one.html, one#s-12, #s-00000001"), []);
});
