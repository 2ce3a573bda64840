// The tables of the indexes: what stands in the address, the order of rows, which rows are left, and their files.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boundsIn,
  namedIn,
  pointsIn,
  stancesOf,
  untoldOf,
  valuesIn,
} from "../src/tables/computed.ts";
import { csv, csvCell, json, statementsOf, valueOf } from "../src/tables/download.ts";
import { narrow, numbered, valuesOf } from "../src/tables/filtering.ts";
import { rowsIn } from "../src/tables/rows.ts";
import { fold, skeleton, sound } from "../src/search/fold.ts";
import { isDated, typedDates } from "../src/tables/typed-dates.ts";
import { WordIndex } from "../src/tables/word-index.ts";
import {
  compare,
  keyOf,
  runsDown,
  sorted,
  turned,
  type Key,
  type Sorts,
} from "../src/tables/sorting.ts";
import { isDay } from "../src/as-of/holding.ts";
import { dayOf, isOn, yearsOf } from "../src/tables/days.ts";
import { unknownIn } from "../src/address-notes.ts";
import { shared, unshared, type Values } from "../src/address.ts";
import { narrows, NOTHING, read, toggled, write, type State } from "../src/tables/state.ts";

const FACETS = new Map([
  ["type", new Set(["air-strike", "rocket-attack"])],
  ["country", new Set(["iq", "sy"])],
]);
const COLUMNS = ["date", "name", "killed"];
const state = (part: Partial<State> = {}): State => ({ ...NOTHING, ...part });

test("an address gives the state that gave the address", () => {
  const addresses = [
    "",
    "?type=rocket-attack",
    "?type=air-strike,rocket-attack&country=iq",
    "?sort=-killed",
    "?sort=name&q=abu+mahdi",
    "?country=sy&q=%D9%83%D8%AA%D8%A7%D8%A6%D8%A8",
    "?q=a%26b%3Dc%25%2B",
  ];
  for (const address of addresses)
    assert.equal(write(read(address, FACETS, COLUMNS), FACETS.keys()), address);
});

test("what a page does not know is passed over", () => {
  for (const address of [
    "?type=unheard-of",
    "?sort=-unheard",
    "?sort=",
    "?type=",
    "?type=,",
    "?q=",
    "?q=%20",
    "?__proto__=x&constructor=y",
    "?%",
    "?type=%E0%A4%A",
  ])
    assert.deepEqual(
      read(address, FACETS, COLUMNS),
      { ...NOTHING, q: address === "?q=%20" ? " " : "" },
      address,
    );
  assert.equal(read(`?q=${"x".repeat(900)}`, FACETS, COLUMNS).q.length, 200);
});

test("what an address asks for in vain is named, with the address without it", () => {
  const of = (address: string) =>
    unknownIn(address, new Map<string, Values>([...FACETS, ["on", { has: isDay }]]));
  assert.deepEqual(of("?actor=nobody&type=air-strike,x&on=1&q=y&utm_id=z&sort=-fame"), {
    unused: [],
    asked: [
      ["actor", "nobody"],
      ["type", "x"],
      ["on", "1"],
    ],
    rest: "?type=air-strike&q=y&utm_id=z&sort=-fame",
  });
  for (const address of ["", "?type=air-strike,rocket-attack&on=2020-01-02", "?type=", "?fbclid=x"])
    assert.deepEqual(of(address).asked, []);
});

test("what other views take is kept, and said by its name of today", () => {
  const { unused, asked, rest } = unknownIn("?focus=a&year=2020&type=y", FACETS);
  assert.deepEqual(
    [unused, asked, rest],
    [
      [
        ["body", "a"],
        ["year", "2020"],
      ],
      [["type", "y"]],
      "?focus=a&year=2020",
    ],
  );
});

test("the shared state goes from view to view, what is of one page does not", () => {
  const address = "?on=2020-01-02&focus=a&sort=-killed&older=no&type=x&q=y";
  assert.equal(shared({}, address), "?on=2020-01-02&body=a");
  assert.equal(shared({ on: "", year: "2020,2021" }, address), "?body=a&year=2020,2021");
  assert.equal(unshared(address), "?sort=-killed&older=no&type=x&q=y");
  assert.equal(shared({}, "?focus=a&body=b"), "?body=b");
});

const MAYBE: [string, string[], string[]][] = [
  ["2024-02-01", ["2024-02-01"], ["2024-01-31", "2024-02-02"]],
  ["2024-02?", ["2024-02-01", "2024-02-29"], ["2024-03-01"]],
  ["202X~", ["2020-01-01", "2029-12-31"], ["2019-12-31"]],
  ["2023-10-17/2024-02", ["2023-10-17", "2024-02-29"], ["2023-10-16", "2024-03-01"]],
  ["2014/", ["2014-01-01", "2026-01-01"], ["2013-12-31"]],
  ["../2019", ["1900-01-01", "2019-12-31"], ["2020-01-01"]],
  ["", [], ["2020-01-01"]],
];

test("a date may be that of each day that it allows", () => {
  for (const [edtf, days, others] of MAYBE) {
    for (const day of days) assert.ok(isOn(edtf, day, true), `${edtf} on ${day}`);
    for (const day of others) assert.ok(!isOn(edtf, day, true), `${edtf} not on ${day}`);
  }
  for (const edtf of ["2014/..", "2014/", "../2014", "/2014"]) {
    assert.deepEqual(
      ["2013-12-31", "2014-06-01", "2015-01-01"].map((day) => isOn(edtf, day, false)),
      [false, true, false],
      edtf,
    );
  }
  assert.deepEqual(
    [yearsOf(undefined), yearsOf("2003/2020"), yearsOf("")],
    [null, ["2003", "2020"], ["", "9999"]],
  );
});

test("one value among strangers is kept", () => {
  assert.deepEqual(
    [...(read("?type=x,air-strike,y", FACETS, COLUMNS).chosen.get("type") ?? [])],
    ["air-strike"],
  );
});

test("what belongs to others stays in the address", () => {
  assert.equal(
    write(state({ q: "erbil" }), FACETS.keys(), "?from=letter&q=old&type=air-strike"),
    "?from=letter&q=erbil",
  );
});

test("values are chosen and given up again", () => {
  const one = toggled(NOTHING, "type", "air-strike", true);
  assert.ok(narrows(one));
  assert.equal(
    write(toggled(one, "type", "rocket-attack", true), FACETS.keys()),
    "?type=air-strike,rocket-attack",
  );
  assert.equal(narrows(toggled(one, "type", "air-strike", false)), false);
  assert.equal(narrows(NOTHING), false);
  assert.equal(narrows(state({ order: { key: "killed", down: true } })), false);
});

const DAYS: [string, string][] = [
  ["2021-02-15", "2021-02-15"],
  ["2021-02", "2021-02-01"],
  ["2003~", "2003-01-01"],
  ["200X", "2000-01-01"],
  ["19XX", "1900-01-01"],
  ["2021-XX", "2021-01-01"],
  ["2021-02-XX", "2021-02-01"],
  ["2014/2017", "2014-01-01"],
  ["2014/..", "2014-01-01"],
  ["../2014", "2014-12-31"],
  ["/2014-06", "2014-06-31"],
  ["2020-05?/2020-06", "2020-05-01"],
  ["", ""],
];

test("a date is sorted by its first day", () => {
  for (const [edtf, day] of DAYS) assert.equal(dayOf(edtf), day, edtf);
});

const KEYS: [string, Sorts, string | null, Key][] = [
  ["1,200", "number", null, 1200],
  ["4–25", "number", "25", 25],
  ["in words", "number", "0.5", 0.5],
  ["", "number", null, null],
  ["0", "number", null, 0],
  ["al-Qaim", "name", null, "Qaim"],
  ["Al-Tanf", "name", null, "Tanf"],
  ["“Al-Nur” radio", "name", null, "Nur” radio"],
  ["Alawite", "name", null, "Alawite"],
  ["Asaib Ahl al-Haq", "name", null, "Asaib Ahl al-Haq"],
  ["3 Jan 2020", "date", "2020-01-03", "2020-01-03"],
  ["About 2005", "text", "2005~", "2005-01-01"],
  ["", "date", null, null],
  ["  ", "text", null, null],
];

test("each column has its own keys", () => {
  for (const [text, sorts, own, key] of KEYS) assert.equal(keyOf(text, sorts, own), key, text);
});

test("what has no key comes last, whichever way", () => {
  const keys: Key[] = [null, 2, null, 10, 1];
  assert.deepEqual(
    sorted(keys, (key) => key, false),
    [1, 2, 10, null, null],
  );
  assert.deepEqual(
    sorted(keys, (key) => key, true),
    [10, 2, 1, null, null],
  );
});

test("a whole order is turned round, but what has no key comes last", () => {
  const rows: [string, Key][] = [
    ["a", "2021"],
    ["b", "2021"],
    ["c", "2019"],
    ["d", null],
    ["e", null],
  ];
  assert.deepEqual(
    turned(rows, (row) => row[1]).map(([name]) => name),
    ["c", "b", "a", "d", "e"],
  );
});

test("equal keys keep their order, whichever way", () => {
  const rows = [
    ["a", 1],
    ["b", 2],
    ["c", 1],
    ["d", 2],
  ] as const;
  assert.deepEqual(
    sorted(rows, (row) => row[1], false).map(([name]) => name),
    ["a", "c", "b", "d"],
  );
  assert.deepEqual(
    sorted(rows, (row) => row[1], true).map(([name]) => name),
    ["b", "d", "a", "c"],
  );
});

test("text is compared as readers do", () => {
  const names = ["Zaidan", "abu", "Ābd", "Brigade 10", "Brigade 9", "Éclair"];
  assert.deepEqual(
    sorted(names, (name) => name, false),
    ["Ābd", "abu", "Brigade 9", "Brigade 10", "Éclair", "Zaidan"],
  );
  assert.equal(compare("a", "A", false), 0);
  assert.ok(runsDown("number") && runsDown("date") && !runsDown("name") && !runsDown("text"));
});

const ROWS = numbered(
  [
    "air-strike|iq|2024",
    "rocket-attack|iq|2024",
    "air-strike rocket-attack|sy iq|2021",
    "|sy|2021",
    "air-strike||",
  ].map(valuesOf),
);
const chosen = (...facets: string[][]) =>
  facets.map((values) => (values.length ? new Set(values) : undefined));

const LEFT: [string, ReturnType<typeof chosen>, Set<number> | null, number[]][] = [
  ["nothing chosen", chosen([], [], []), null, [0, 1, 2, 3, 4]],
  ["one value", chosen(["air-strike"], [], []), null, [0, 2, 4]],
  [
    "two of one facet are either",
    chosen(["air-strike", "rocket-attack"], [], []),
    null,
    [0, 1, 2, 4],
  ],
  ["two facets are both", chosen(["air-strike"], ["iq"], []), null, [0, 2]],
  ["with words", chosen(["air-strike"], [], []), new Set([1, 2]), [2]],
  ["words that no row has", chosen([], [], []), new Set(), []],
  ["a value that no row has", chosen(["siege"], [], []), null, []],
];

test("rows have one of the values of every facet", () => {
  for (const [name, facets, within, rows] of LEFT)
    assert.deepEqual(narrow(ROWS, facets, within).rows, rows, name);
});

test("a choice counts the rows that it would leave", () => {
  const { counts } = narrow(ROWS, chosen(["air-strike"], ["iq"], []), null);
  assert.deepEqual(Object.fromEntries(counts[0]!), { "air-strike": 2, "rocket-attack": 2 });
  assert.deepEqual(Object.fromEntries(counts[1]!), { iq: 2, sy: 1 });
  assert.deepEqual(Object.fromEntries(counts[2]!), { 2024: 1, 2021: 1 });
});

test("each count is what choosing it leaves", () => {
  const facets = chosen([], ["iq"], []);
  const { counts } = narrow(ROWS, facets, null);
  for (const [value, number] of counts[0]!)
    assert.equal(
      narrow(ROWS, [new Set([value]), ...facets.slice(1)], null).rows.length,
      number,
      value,
    );
});

const TEXTS: [string[], string][] = [
  [["Kataib Hezbollah", "كتائب حزب الله", "KH", "Armed group; Formation of a state force"], ""],
  [["Asaib Ahl al-Haq", "عصائب أهل الحق", "AAH", "Armed group"], ""],
  [
    ["Rocket attack on Ain al-Asad", "3 Mar 2021", "Al-Baghdadi, Anbar", "Khor", "Iraq"],
    "2021-03-03",
  ],
  [
    ["Strike that killed Qasem Soleimani", "3 Jan 2020", "Baghdad", "IRGC"],
    "2020-01-03/2020-01-05",
  ],
];

const FOUND: [string, number[] | null][] = [
  ["kataib", [0]],
  ["Kata'ib Hizballah", [0]],
  ["ketaeb hizbullah", [0]],
  ["كتائب", [0]],
  ["كتايب حزب", [0]],
  ["asa'ib", [1]],
  ["assad", [2]],
  ["ain al asad", [2]],
  ["sulaimani", [3]],
  ["Suleymani 2020", [3]],
  ["armed", [0, 1]],
  ["arm", [0, 1]],
  ["armed hezbollah", [0]],
  ["KH", [0]],
  ["kh", [0, 2]],
  ["AAH", [1]],
  ["KATAIB", [0]],
  ["KATAEB HEZBOLLAH", [0]],
  ["IRGC", [3]],
  ["irgc", [3]],
  ["XYZ", []],
  ["2021-03-03", [2]],
  ["3 march 2021", [2]],
  ["March 3, 2021", [2]],
  ["march 2021", [2]],
  ["2021-03", [2]],
  ["2020-01-04", [3]],
  ["4 january 2020", [3]],
  ["february 2021", []],
  ["attack march 2021", [2]],
  ["strike march 2021", []],
  ["3 mar", [2]],
  ["nothing of the kind", []],
  ["", null],
  ["  ", null],
  ["–", null],
];

test("any spelling finds its rows", () => {
  const words = new WordIndex({ fold, skeleton, sound });
  for (const [texts, date] of TEXTS) words.add(texts, date);
  assert.equal(words.size, TEXTS.length);
  for (const [query, rows] of FOUND)
    assert.deepEqual(words.rowsWith(query) && [...words.rowsWith(query)!].sort(), rows, query);
});

test("the whole name of an entry, and words in quotation marks, stand together", () => {
  const words = new WordIndex({ fold, skeleton, sound });
  words.add(["Drones at Harir", "Harir"], "2023-10-18", [], ["Harir air base", "Erbil"]);
  words.add(["Drones at Erbil", "Erbil"], "2024-01-02", [], ["Erbil air base", "Erbil"]);
  words.add(["Raid at Erbil"], "", [], ["Israel"]);
  const found = (query: string) => [...words.rowsWith(query)!];
  assert.deepEqual(found("Erbil air base"), [1]);
  assert.deepEqual(found("erbil air ba"), [0, 1]);
  assert.deepEqual(found('"Erbil air base" drones'), [1]);
  assert.deepEqual(found('"air base" erbil'), [0, 1]);
  assert.deepEqual(found('“Israel” "Erbil"'), [2]);
  assert.deepEqual(found('"Erbil" january 2024'), [1]);
  assert.deepEqual(found('"Drones at Erbil" 2023'), []);
});

test("a date after the head of a column is looked for there", () => {
  const words = new WordIndex({ fold, skeleton, sound });
  words.add(["Ali Test", "3 Jan 2020", "2021"], "", [["died", "2020-01-03"]]);
  words.add(["Omar Test", "May 2021", "2020"], "", [["died", "2021-05"]]);
  words.add(["Zaid Test", "2020"]);
  for (const [query, rows] of [
    ["died 2020", [0]],
    ["Died in 2021", [1]],
    ["died January 2020", [0]],
    ["died 3 january 2020 ali", [0]],
    ["omar died 2021", [1]],
    ["omar died 2020", []],
    ["died 1999", []],
    ["2020", [0, 1, 2]],
  ] as const)
    assert.deepEqual([...words.rowsWith(query)!].sort(), rows, query);
});

const TYPED: [string, string[], string][] = [
  ["october to december 2023", ["2023-10/2023-12"], ""],
  ["7 to 12 October 2023", ["2023-10-07/2023-10-12"], ""],
  ["between october 2023 and february 2024", ["2023-10/2024-02"], ""],
  ["2023-10 through 2024-02", ["2023-10/2024-02"], ""],
  ["2023-10-07 to 2023-10", ["2023-10-07/2023-10"], ""],
  ["26 february 2021", ["2021-02-26"], ""],
  ["26th Feb. 2021 erbil", ["2021-02-26"], "erbil"],
  ["rockets february 26, 2021", ["2021-02-26"], "rockets"],
  ["feb 2021", ["2021-02"], ""],
  ["2021-2-6", ["2021-02-06"], ""],
  ["2021-02", ["2021-02"], ""],
  ["15/02/2021", ["2021-02-15"], ""],
  ["2021/02/15", ["2021-02-15"], ""],
  ["15.2.2021 erbil", ["2021-02-15"], "erbil"],
  ["15-2-2021", ["2021-02-15"], ""],
  ["2/15/2021", ["2021-02-15"], ""],
  ["3/2/2021", ["2021-02-03"], ""],
  ["2/2021", ["2021-02"], ""],
  ["31/31/2021", [], "31/31/2021"],
  ["2021-13", [], "2021-13"],
  ["2021", [], "2021"],
  ["camp 2021-12345", [], "camp 2021-12345"],
  ["marching 12", [], "marching 12"],
  ["Maysan 2021", [], "Maysan 2021"],
  ["Mayadeen 2021", [], "Mayadeen 2021"],
  ["Jundallah 2009", [], "Jundallah 2009"],
  ["decree 12 2019", [], "decree 12 2019"],
  ["Sept. 2021", ["2021-09"], ""],
  ["sep 5, 2021", ["2021-09-05"], ""],
  ["july 2021", ["2021-07"], ""],
  ["2023-10 to 2024-02", ["2023-10/2024-02"], ""],
  ["2023-10..2024-02 erbil", ["2023-10/2024-02"], "erbil"],
  ["rockets from October 2023 until Feb. 2024", ["2023-10/2024-02"], "rockets"],
  ["7 October 2023 – 3/2/2024", ["2023-10-07/2024-02-03"], ""],
  ["february 2024 to 2023-10", ["2023-10/2024-02"], ""],
  ["2023 to 2024", ["2023/2024"], ""],
  ["2023-10/2024", ["2023-10/2024"], ""],
  ["war 2014-2017", [], "war 2014-2017"],
  ["2023-10 to Erbil", ["2023-10"], "to Erbil"],
];

test("dates are read out of what is typed", () => {
  for (const [query, dates, words] of TYPED) {
    const typed = typedDates(query);
    assert.deepEqual([typed.dates, typed.words.trim()], [dates, words], query);
  }
});

test("a date that is coarser than what is asked for is no answer", () => {
  const held = (edtf: string) =>
    ["2021", "2021-02", "2021-02-26"].map((asked) => isDated(edtf, asked));
  assert.deepEqual(held("2021-02-26"), [true, true, true]);
  assert.deepEqual(held("2021-02"), [true, true, false]);
  assert.deepEqual(held("2021-01-05/2021-03"), [true, true, true]);
  assert.deepEqual(held("2020-12/2022-01"), [false, false, false]);
  assert.deepEqual(held("2014/2026"), [false, false, false]);
  assert.deepEqual(held("2019/.."), [false, false, false]);
  assert.deepEqual(held(""), [false, false, false]);
});

test("a span that is asked for has what begins or ends in it", () => {
  const asked = (edtf: string) =>
    ["2023-10/2024-02", "2023/2024", "2023-10-07/2024-02-03"].map((span) => isDated(edtf, span));
  assert.deepEqual(asked("2023-10-07"), [true, true, true]);
  assert.deepEqual(asked("2024-02~"), [true, true, false]);
  assert.deepEqual(asked("2023-10-XX"), [true, true, false]);
  assert.deepEqual(asked("2024"), [false, true, false]);
  assert.deepEqual(asked("2023-09/2024-03"), [true, true, true]);
  assert.deepEqual(asked("2019/2023-11-30"), [true, true, true]);
  assert.deepEqual(asked("2024-03-01"), [false, true, false]);
  assert.deepEqual(asked("2023-09-30"), [false, true, false]);
  assert.deepEqual(asked("2014/2026"), [false, false, false]);
  assert.deepEqual(asked("2023-11/.."), [true, true, true]);
  assert.deepEqual(asked(""), [false, false, false]);
});

const CELLS: [string | number | boolean | null, string][] = [
  ["Erbil", "Erbil"],
  ["Kalsu, Babil", '"Kalsu, Babil"'],
  ['the "Axis"', '"the ""Axis"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+964", "'+964"],
  ["-5", "'-5"],
  ["@name", "'@name"],
  ["\tx", "'\tx"],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ["a=b", "a=b"],
  [-5, "-5"],
  [true, "true"],
  [null, ""],
];

test("no cell is a formula", () => {
  for (const [value, cell] of CELLS) assert.equal(csvCell(value), cell);
});

test("rows become a file", () => {
  const rows = [
    { id: "a", killed: 3, name: "كتائب" },
    { id: "b", killed: null, name: "x, y" },
  ];
  assert.equal(
    csv(["id", "killed", "name"], rows),
    '\ufeffid,killed,name\r\na,3,كتائب\r\nb,,"x, y"\r\n',
  );
  assert.deepEqual(JSON.parse(json(rows)), rows);
  assert.equal(csv(["id"], []), "\ufeffid\r\n");
  assert.deepEqual(JSON.parse(json([])), []);
});

test("a plain number is one, a span is text", () => {
  assert.deepEqual(["12", "1,200", "4–25", "17+", "", "2024x"].map(valueOf), [
    12,
    1200,
    "4–25",
    "17+",
    null,
    "2024x",
  ]);
});

test("of the table of all statements the lines of some entries are saved, beneath its head", () => {
  const table = 'statement,entry,value\na#s-1,a,"x, y"\nb#s-1,b,z\na#s-2,a,w\n';
  assert.equal(
    statementsOf(table, new Set(["a"])),
    '\ufeffstatement,entry,value\na#s-1,a,"x, y"\na#s-2,a,w\n',
  );
  assert.equal(statementsOf(table, new Set(["a#s-2"])), "\ufeffstatement,entry,value\na#s-2,a,w\n");
});

test("rows are found in the text of a page", () => {
  const row = (data: string, cells: string) => `<tr ${data}>${cells}</tr>\n`;
  const text = `<table class="ea-table" data-index="all"><thead><tr><th>Name</th></tr></thead><tbody>\n${row('data-f="air-strike|iq sy" data-part="war"', '<th scope="row">A <a class="ea-neq" href="#"></a></th><td>1</td>')}${row('class="ea-month" id="m"', "<th>May</th>")}</tbody></table>
<table data-index="others">${row('data-f="|" data-years="2019/2020" id="x"', "<th>B</th><td></td>")}</table><table><tr data-f="x"><td>C</td></tr></table>`;
  const rows = rowsIn(text, 3).map(({ table, page, width, values, years, partOf, differs }) => ({
    table,
    page,
    width,
    values,
    years,
    partOf,
    differs,
  }));
  assert.deepEqual(rows, [
    {
      table: "all",
      page: 3,
      width: 2,
      values: [["air-strike"], ["iq", "sy"]],
      years: undefined,
      partOf: "war",
      differs: true,
    },
    {
      table: "others",
      page: 3,
      width: 2,
      values: [[], []],
      years: "2019/2020",
      partOf: undefined,
      differs: false,
    },
  ]);
});

test("a count gives its least and its most, and whom it counts", () => {
  const counts: [string | number | null, unknown][] = [
    [57, [57, 57, "all"]],
    ["2–5", [2, 5, "all"]],
    ["910+", [910, null, "all"]],
    ["4–8+ fighters", [4, null, "fighters"]],
    ["1,200 civilians; 30 fighters", [1200, 1200, "civilians"]],
    ["up to 5", [0, 5, "all"]],
    ["up to 5, or at least 10 children", [0, null, "children"]],
    ["39 to at most 150", [39, 150, "all"]],
    ["number not given", [null, null, null]],
    [null, [null, null, null]],
  ];
  for (const [killed, expected] of counts) {
    const { killed_min, killed_max, killed_of } = boundsIn({ killed }, ["killed"]);
    assert.deepEqual([killed_min, killed_max, killed_of], expected);
  }
});

test("whom a row names with a stance stands in the column of its words", () => {
  const values = ["iran badr attributed_iran suspected_iran denied_badr", "", "badr claimed_badr"];
  const rows = values.map(
    (named) =>
      rowsIn(`<table data-index="all"><tr data-f="legal_case|${named}"></tr></table>`, 0)[0]!,
  );
  const words = new Map([
    ["iran", "Iran"],
    ["badr", "Badr"],
    ["attributed_iran", "Attributed to Iran"],
    ["suspected_iran", "Suspected: Iran"],
    ["denied_badr", "Denied by Badr"],
  ]);
  const stances = stancesOf(rows, words);
  // a stance of which no choice is offered has its own name
  assert.deepEqual([...stances.values()], ["attributed_to", "claimed", "denied_by", "suspected"]);
  assert.deepEqual(namedIn(rows[0]!, stances), {
    attributed_to: "iran",
    claimed: null,
    denied_by: "badr",
    suspected: "iran",
  });
});

test("words of a stance in any script are a column", () => {
  const rows = rowsIn(
    '<table data-index="all"><tr data-f="iran attributed_iran"></tr><tr data-f="badr denied_badr"></tr></table>',
    0,
  );
  const words = new Map([
    ["iran", "إيران"],
    ["attributed_iran", "منسوب إلى إيران"],
    ["badr", "Badr"],
    ["denied_badr", "… Badr"],
  ]);
  assert.deepEqual([...stancesOf(rows, words).values()], ["منسوب_إلى", "denied"]);
});

test("the values of a facet are a column where no other tells them", () => {
  const facets = ["year", "type", "weapon", "who-is-named", "side-aimed-at-or-hit", "legal-case"];
  const values = [
    "2021|explosion|rocket mortar|iran attributed_iran|iraq||two|differ",
    "2022|explosion||||kidnap_ransom||",
  ];
  const rows = values.map(
    (own) => rowsIn(`<table data-index="all"><tr data-f="${own}"></tr></table>`, 0)[0]!,
  );
  const columns = ["id", "date", "type", "accounts_differ", "address"];
  const untold = untoldOf([...facets, "7", "accounts", "empty"], rows, columns);
  const [first, second] = rows.map((row) => valuesIn(row, untold));
  assert.deepEqual(first, {
    weapon: "rocket; mortar",
    side_aimed_at_or_hit: "iraq",
    legal_case: null,
  });
  assert.deepEqual(second, {
    weapon: null,
    side_aimed_at_or_hit: null,
    legal_case: "kidnap_ransom",
  });
});

test("a point is the middle of the first circle of an entry", () => {
  const circle = Array.from({ length: 25 }, (_, step) => [
    44 + 0.1 * Math.cos((step * Math.PI) / 12),
    33.5 + 0.1 * Math.sin((step * Math.PI) / 12),
  ]);
  const feature = (entry: string, radius_km: number | null, coordinates: unknown) => ({
    properties: { entry, radius_km },
    geometry: coordinates ? { coordinates } : null,
  });
  const point = pointsIn(
    JSON.stringify({
      features: [
        feature("a", null, [[[[40, 30]]]]),
        feature("a", 25, [circle]),
        feature("a", 2, [[[1, 1]]]),
        feature("b", null, null),
      ],
    }),
  );
  assert.deepEqual(point("a"), { lat: 33.5, lon: 44, radius_km: 25 });
  assert.deepEqual(point("b"), { lat: null, lon: null, radius_km: null });
  assert.deepEqual(pointsIn("")("a"), { lat: null, lon: null, radius_km: null });
});
