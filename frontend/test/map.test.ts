// The map: the entries of its file, what a choice of time leaves, marks that are one where they would lie on one another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../src/map/board.ts";
import { clustered, radius } from "../src/map/clusters.ts";
import { entriesOf, isOn, isWithin, onDay, withLasting } from "../src/map/entries.ts";

const [EVENT, SITE, UNDATED] = entriesOf({
  facets: ["kind", "accounts", "year"],
  at: ["erbil", "kalsu"],
  columns: { event: ["Type", "Killed"], base: ["Held by"] },
  rows: [
    [
      "../e.html",
      "E",
      "2 Feb 2024",
      [0, 1],
      "event|differ|2024",
      ["Air strike", ""],
      [2024, 2024],
      ["2024-02-02", "2024-02-03"],
    ],
    [
      "../s.html",
      "S",
      "",
      [1],
      "base||",
      [
        [
          "X, 2021; Y, until 2019",
          ["X", "2020-01-01/2020-12-31/2021-05-01/2021-05-31"],
          ["Y", "/2019-01-01/2019-01-01/2019-12-31"],
        ],
      ],
      [2019, 2021],
      null,
    ],
    ["../u.html", "U", "", [1], "base||", [""], null, null],
  ],
});

test("a row of the file is read", () => {
  assert.deepEqual(EVENT!.places, ["erbil", "kalsu"]);
  assert.deepEqual(EVENT!.cells, [["Type", "Air strike"]]);
  assert.ok(EVENT!.differs && !SITE!.differs);
  assert.equal(SITE!.kind, "base");
});

test("what lasts is chosen with the years in which it was there, and is no event of them", () => {
  const chosen = withLasting(new Set(["2020"]))!;
  const has = (entry = EVENT) => entry!.values[2]!.some((year) => chosen.has(year));
  assert.deepEqual([has(EVENT), has(SITE), has(UNDATED)], [false, true, true]);
  assert.ok(![...SITE!.values[2]!, ...UNDATED!.values[2]!].some((year) => /^\d/.test(year)));
  assert.equal(withLasting(undefined), undefined);
});

test("without a day a card says when each state held", () => {
  assert.deepEqual(
    SITE!.cells.map(([label, words]) => [label, words]),
    [["Held by", "X, 2021; Y, until 2019"]],
  );
});

for (const [day, expected] of [
  ["2021-01-01", [["Held by", "X"]]],
  ["2020-05-05", [["Held by", "X (uncertain, began about then)"]]],
  ["2019-05-05", [["Held by", "Y (uncertain, ended about then)"]]],
  ["2024-02-01", []],
] as const) {
  test(`on ${day} a card says what held then`, () =>
    assert.deepEqual(onDay(SITE!, day).cells, expected));
}

test("of an event a card says the same on any day", () =>
  assert.deepEqual(onDay(EVENT!, "2024-02-02").cells, EVENT!.cells));

for (const [day, expected] of [
  ["2024-02-01", [false, false, true]],
  ["2024-02-03", [true, false, true]],
  ["2020-05-05", [false, true, true]],
] as const) {
  test(`on ${day}`, () =>
    assert.deepEqual(
      [EVENT, SITE, UNDATED].map((entry) => isOn(entry!, day)),
      expected,
    ));
}

for (const [years, first, last, expected] of [
  [[2019, 2021], 2021, 2022, true],
  [[2019, 2021], 2010, 2019, true],
  [[2019, 2021], 2022, 2023, false],
  [null, 2022, 2023, true],
] as const) {
  test(`an entry of ${years ?? "no year"} counts from ${first} to ${last}: ${expected}`, () => {
    assert.equal(isWithin({ years }, first, last), expected);
  });
}

test("marks that are too near are one, at the place with most, with all their counts", () => {
  const spots = [
    { id: "a", x: 0, y: 0, counts: [1, 0] },
    { id: "b", x: 5, y: 0, counts: [3, 1] },
    { id: "c", x: 50, y: 0, counts: [1, 1] },
    { id: "none", x: 50, y: 0, counts: [0, 0] },
  ];
  const found = clustered(spots, () => 10).map(({ at, spots, counts }) => [
    at.id,
    spots.map(({ id }) => id),
    counts,
  ]);
  assert.deepEqual(found, [
    ["b", ["b", "a"], [4, 1]],
    ["c", ["c"], [1, 1]],
  ]);
  assert.equal(clustered(spots, () => 1).length, 3);
});

test("a name stands beside its mark where nothing else does, or not at all", () => {
  const board = new Board([0, 0, 100, 20]);
  assert.deepEqual(board.beside(10, 10, 5, 40, 10), { x: 15, y: 10, anchor: "start" });
  assert.equal(board.beside(20, 10, 5, 40, 10), null);
  assert.deepEqual(board.beside(95, 10, 5, 30, 10), { x: 90, y: 10, anchor: "end" });
});

test("a name stands at a corner of its mark, or below it over marks that are much smaller, before it is left out", () => {
  const board = new Board([0, 0, 100, 60]);
  for (const box of [
    [60, 25, 65, 35],
    [20, 25, 30, 35],
    [45, 0, 55, 20],
    [45, 40, 55, 60],
  ] as const)
    board.block(box);
  assert.deepEqual(board.beside(50, 30, 10, 20, 10), { x: 57, y: 40.5, anchor: "start" });
  const crowded = new Board([0, 0, 40, 30]);
  for (const box of [
    [10, 0, 30, 12],
    [10, 16, 30, 26, 4],
  ] as const)
    crowded.block(box);
  assert.equal(crowded.beside(20, 10, 6, 30, 10), null);
  assert.deepEqual(crowded.beside(20, 10, 10, 30, 10), { x: 20, y: 25, anchor: "middle" });
});

test("a name keeps away from the marks of other places where it can, else it stands below its own", () => {
  const beside = (height: number, left: number) => {
    const board = new Board([0, 0, 100, height]);
    for (const box of [
      [5, 5, 15, 15, 5],
      [left, 5, left + 8, 13, 4],
    ] as const)
      board.block(box);
    return board.beside(10, 10, 5, 20, 8, 6);
  };
  assert.deepEqual(beside(40, 42), { x: 15, y: 10, anchor: "start" });
  assert.deepEqual(beside(40, 40), { x: 10, y: 19, anchor: "middle" });
  assert.deepEqual(beside(20, 40), { x: 15, y: 10, anchor: "start" });
  assert.deepEqual(beside(20, 34), null);
});

test("the surface of a circle grows with the count", () => {
  assert.equal(radius(10, 10, 26, 3.2), 26);
  assert.equal(Math.round(radius(5, 10, 26, 3.2) ** 2), Math.round(26 ** 2 / 2));
  assert.equal(radius(1, 10_000, 26, 3.2), 3.2);
  assert.equal(radius(0, 10, 26, 3.2), 0);
});
