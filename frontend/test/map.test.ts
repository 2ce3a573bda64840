// The map over time: the state in the address, the years of entries, the size of circles.

import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, entriesOf, radius, read, write, type State } from "../src/map/state.ts";

const ALL: State = { from: 2003, to: 2026, kinds: new Set(["bases", "strikes"]) };

for (const [query, from, to, kinds] of [
  ["", 2003, 2026, "bases,strikes"],
  ["?from=2019&to=2021&kind=strikes", 2019, 2021, "strikes"],
  ["?from=2021&to=2019", 2019, 2021, "bases,strikes"],
  ["?from=1066&to=9999", 2003, 2026, "bases,strikes"],
  ["?from=x&to=20a1&kind=<b>,sources", 2003, 2026, "bases,strikes"],
  ["?kind=bases,bases,else&other=1", 2003, 2026, "bases"],
] as const) {
  test(`the address "${query}" is read`, () => {
    const state = read(query, ALL);
    assert.deepEqual([state.from, state.to, [...state.kinds].join()], [from, to, kinds]);
  });
}

test("what is written is read the same, and what is as at first is left out", () => {
  assert.equal(write(ALL, ALL), "");
  for (const query of ["?from=2019", "?to=2010", "?from=2019&to=2021&kind=strikes", "?kind=bases"]) {
    assert.equal(write(read(query, ALL), ALL), query);
  }
});

test("the years of entries are read", () => {
  const found = entriesOf("strikes:3@2019-2021,4@2020-2020;bases:7@*");
  assert.deepEqual(found.get("strikes"), [
    { number: 3, years: [2019, 2021] },
    { number: 4, years: [2020, 2020] },
  ]);
  assert.deepEqual(found.get("bases"), [{ number: 7, years: null }]);
  assert.equal(entriesOf("").size, 0);
});

for (const [years, from, to, expected] of [
  [[2019, 2021], 2021, 2022, true],
  [[2019, 2021], 2010, 2019, true],
  [[2019, 2021], 2020, 2020, true],
  [[2019, 2021], 2022, 2023, false],
  [null, 2022, 2023, true],
] as const) {
  test(`an entry of ${years ?? "no year"} counts from ${from} to ${to}: ${expected}`, () => {
    assert.equal(counts({ number: 1, years }, from, to), expected);
  });
}

test("the surface of a circle grows with the count", () => {
  assert.equal(radius(10, 10, 26, 3.2), 26);
  assert.equal(Math.round(radius(5, 10, 26, 3.2) ** 2), Math.round(26 ** 2 / 2));
  assert.equal(radius(1, 10_000, 26, 3.2), 3.2);
  assert.equal(radius(0, 10, 26, 3.2), 0);
});
