// The form to write in the browser: dates in words, records in the short form of files, messages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressIn, knownAt } from "../src/write/addresses.ts";
import { dateOf, dateFault, inWords, isEdtf } from "../src/write/dates.ts";
import type { KindForm, KnownWorks } from "../src/write/declared.ts";
import { codeMeant, meant, nameOfCode } from "../src/write/meant.ts";
import { filedEntry, isEmpty } from "../src/write/values.ts";
import { asciiWords, doubles, entryId, fromAddress, idsOf } from "../src/write/works.ts";

const DATES: readonly (readonly [typed: string, edtf: string | null, words?: string])[] = [
  ["14 February 2024", "2024-02-14", "14 February 2024"],
  ["14th of Feb. 2024", "2024-02-14"],
  ["February 14, 2024", "2024-02-14"],
  ["on 14 Sept 2024", "2024-09-14"],
  ["February 2024", "2024-02", "February 2024"],
  ["in 2024", "2024", "2024"],
  ["2024-2-4", "2024-02-04"],
  ["14/2/2024", "2024-02-14"],
  ["2.14.2024", "2024-02-14"],
  ["about 2019", "2019~", "about 2019"],
  ["circa March 2019", "2019-03~", "about March 2019"],
  ["perhaps 2011", "2011?", "2011 (uncertain)"],
  ["2011%", "2011%", "about 2011 (uncertain)"],
  ["the 1990s", "199X", "the 1990s"],
  ["between 2014 and 2016", "2014/2016", "from 2014 to 2016"],
  ["from 2014 to 2016", "2014/2016"],
  ["2014–2016", "2014/2016"],
  ["2014-2016", "2014/2016"],
  ["March 2014 – 2 May 2016", "2014-03/2016-05-02", "from March 2014 to 2 May 2016"],
  ["about 2014 to 2016", "2014~/2016", "from about 2014 to 2016"],
  ["14 to 16 February 2024", "2024-02-14/2024-02-16"],
  ["between 14 and 16 February 2024", "2024-02-14/2024-02-16"],
  ["March to May 2020", "2020-03/2020-05"],
  ["spring 2020", "2020-03/2020-05", "from March 2020 to May 2020"],
  ["in the winter of 2020", "2020-12/2021-02"],
  ["since 2014", "2014/..", "since 2014"],
  ["2014 to now", "2014/.."],
  ["until May 2019", "../2019-05", "until May 2019"],
  ["before 3 May 2019", "../2019-05-03?", "no later than 3 May 2019"],
  ["until 3 May 2019", "../2019-05-03"],
  ["2014/", "2014/", "from 2014, end not known"],
  ["/2014", "/2014", "until 2014, start not known"],
  ["2021-02-XX", "2021-02-XX", "February 2021"],
  ["٢٠٢٤-٠٢-١٤", "2024-02-14"],
  ["۱۴ February ۲۰۲۴", "2024-02-14"],
  ["16 Feb 21", "2021-02-16"],
  ["Feb 16, 99", "1999-02-16"],
  ["3/3/2021", "2021-03-03"],
  ["03/04/2021", null],
  ["31 February 2024", null],
  ["2016 to 2014", null],
  ["2024-13-01", null],
  ["late 2017", null],
  ["yesterday", null],
  ["", null],
  ["/", null],
];

test("dates are typed in plain words", () => {
  for (const [typed, edtf, words] of DATES) {
    assert.equal(dateOf(typed), edtf, typed);
    if (words) assert.equal(inWords(edtf!), words, typed);
    if (edtf) assert.ok(isEdtf(edtf), edtf);
  }
});

const WRONG: readonly (readonly [typed: string, told: string])[] = [
  ["31 February 2021", "February 2021 has 28 days"],
  ["February 30, 2024", "February 2024 has 29 days"],
  ["2021-04-31", "April 2021 has 30 days"],
  ["31.6.2021", "June 2021 has 30 days"],
  ["03/04/2021", "“03/04/2021” is 3 April 2021 or 4 March 2021"],
  ["last Tuesday", "“last Tuesday” is not understood as a date"],
];

test("it is told what is wrong with a date", () => {
  for (const [typed, told] of WRONG) assert.equal(dateFault(typed)[0], told);
});

const places = {
  "p.": "p page ص",
  "pp.": "pp pages",
  "para.": "para paragraph",
  "paras.": "paras",
};
const LOCATOR = { label: "", pattern: "(?:pp?\\.|paras?\\.) [0-9].*|[0-9]{2}:[0-9]{2}" };
const ADDRESS = { label: "", pattern: "https?:\\S+" };

test("what is plainly meant gets the form of files", () => {
  assert.equal(meant(LOCATOR, "Paragraph 3", places), "para. 3");
  assert.equal(meant(LOCATOR, "page 3-5", places), "pp. 3-5");
  assert.equal(meant(LOCATOR, "p. 3", places), "p. 3");
  assert.equal(meant(LOCATOR, '"21:40"', places), "21:40");
  assert.equal(meant(LOCATOR, "9:40", places), "09:40");
  assert.equal(meant(LOCATOR, "near the end", places), "near the end");
  assert.equal(meant(ADDRESS, "www.example.org/a", places), "https://www.example.org/a");
});

test("languages and countries are called by their names", () => {
  for (const [typed, code] of [
    ["english", "en"],
    ["Arabic", "ar"],
    ["Persian", "fa"],
    ["Central Kurdish", "ckb"],
    ["Hebrew", "he"],
    ["ckb", "ckb"],
    ["xx", "xx"],
  ] as const) {
    assert.equal(codeMeant("languages", typed), code);
  }
  for (const [typed, code] of [
    ["Iraq", "IQ"],
    ["iq", "IQ"],
    ["UK", "GB"],
    ["United States", "US"],
    ["Iraqi", "Iraqi"],
  ] as const) {
    assert.equal(codeMeant("territories", typed), code);
  }
  assert.equal(nameOfCode("languages", "xx"), undefined);
  assert.equal(nameOfCode("languages", "ar-Latn"), "Arabic (Latin)");
});

const SHAFAQ = ["shafaq-news", "Shafaq News", "shafaq", "article-newspaper", "en"] as const;
const KNOWN: KnownWorks = {
  hosts: { "shafaq.com": SHAFAQ, "195.201.164.17:8081": SHAFAQ },
  long: [],
  addresses: { patterns: { mirrors: ["^www\\.", ""] }, one_site: {} },
};

/** Signs for new entries. */
function signs(): () => string {
  let last = 0;
  return () => `+${++last}`;
}

test("a new work gets an id of publisher, date and topic, and a publisher one of its name", () => {
  const next = signs();
  const told = fromAddress(
    "https://www.shafaq.com/en/Iraq/2021/02/16/raid",
    KNOWN,
    "2026-11-27",
    next,
  );
  assert.equal(told.publisher, null);
  assert.deepEqual(
    [told.work.entry["publisher"], told.work.entry["issued"], told.work.entry["type"]],
    ["shafaq-news", "2021-02-16", "article-newspaper"],
  );
  told.work.entry["title"] = "What the officials said on the attack";
  assert.equal(idsOf([told.work], KNOWN).get(told.work.sign), "shafaq-2021-02-16-officials-attack");
  const other = fromAddress("https://news.gazette.co.uk/a/1", KNOWN, "2026-11-27", next);
  assert.equal(other.publisher?.entry["url"], "https://news.gazette.co.uk/");
  const ids = idsOf([other.publisher!, other.work], KNOWN);
  assert.equal(ids.get(other.publisher!.sign), "gazette");
  assert.match(ids.get(other.work.sign)!, /^gazette/);
  assert.equal(asciiWords("Qāsim’s Café – 1"), "qasims-cafe-1");
});

const EVENTS = { is_event: true, label: "name", date: "date" } as unknown as KindForm;

const EVENT_IDS: readonly (readonly [name: string, date: string, id: string])[] = [
  ["Attack on Erbil, 15 February 2021", "2021-02-15", "2021-02-15-attack-on-erbil"],
  ["Attack on Erbil", "2021-02-15?/2021-02-16", "2021-02-15-attack-on-erbil"],
  ["Attack on Erbil", "2021-02~", "2021-02-attack-on-erbil"],
  ["Attack on Erbil", "2021-02-XX", "2021-02-attack-on-erbil"],
  ["Attack on Erbil", "2021-XX-XX", "2021-attack-on-erbil"],
  ["Attack on Erbil", "199X", "1990s-attack-on-erbil"],
  ["Attack on Erbil", "19XX", "1900s-attack-on-erbil"],
  ["Attack on Erbil", "../2019-05-03?", ""],
  ["Attack on Erbil", "/2019", ""],
  ["Attack on Erbil", "", ""],
  ["هجوم على قاعدة", "2021-02-16", ""],
];

test("a new event gets an id of its date and name, or none", () => {
  for (const [name, value, id] of EVENT_IDS)
    assert.equal(entryId(EVENTS, { name, date: [{ value }] }), id, `${name} ${value}`);
});

const SHOWN: readonly (readonly [pasted: string, shown: string])[] = [
  ["New\u00a0Name\u2009Here", "New Name Here"],
  ["New\tName", "New Name"],
  ["\u200fNew \u202bName\u202c\ufeff", "New Name"],
  ["New\u2028Name\r\nHere", "New Name Here"],
  ["co\u00adoperation", "cooperation"],
  ["می\u200cخواهد", "می\u200cخواهد"],
  ["New\u200c Name", "New Name"],
];

test("blanks of other sorts become blanks, and marks that nobody sees are left out", () => {
  const kind = {
    order: ["name", "text"],
    fields: { name: { label: "" }, text: { label: "", type: "prose" } },
    records: {},
  } as unknown as KindForm;
  for (const [pasted, shown] of SHOWN)
    assert.equal(filedEntry(kind, { name: pasted })["name"], shown, JSON.stringify(pasted));
  assert.equal(
    filedEntry(kind, { text: "One\u00a0line\u200f\n\n\n\tand another" })["text"],
    "One line\n\nand another\n",
  );
  assert.equal(dateOf("16\u00a0February\u200f 2021"), "2021-02-16");
  assert.equal(addressIn("\u200bexample.org/a\u200b"), "https://example.org/a");
  assert.equal(codeMeant("languages", "English\u200e"), "en");
  assert.ok(isEmpty("\u200f\u00a0"));
});

test("the publisher of a host is known with its port and without", () => {
  for (const address of [
    "http://195.201.164.17:8081/news/1",
    "https://www.shafaq.com:443/a",
    "https://ar.shafaq.com:8443/a",
  ])
    assert.equal(knownAt(address, KNOWN)?.[0], "shafaq-news", address);
  for (const address of ["http://195.201.164.17/news/1", "https://shafaq.example/a", "no address"])
    assert.equal(knownAt(address, KNOWN), null, address);
});

test("a second work at a host has the publisher that is described for the first", () => {
  const next = signs();
  const first = fromAddress(
    "https://www.newoutlet.example/2024/02/16/first-report",
    KNOWN,
    "2026-11-27",
    next,
  );
  const fresh = [first.publisher!, first.work];
  const second = fromAddress(
    "https://newoutlet.example/2024/02/17/second-report",
    KNOWN,
    "2026-11-27",
    next,
    fresh,
  );
  assert.equal(second.publisher, null);
  assert.equal(second.work.entry["publisher"], first.publisher!.sign);
  const other = fromAddress("https://another.example/1", KNOWN, "2026-11-27", next, fresh);
  assert.equal(other.work.entry["publisher"], other.publisher!.sign);
});

test("a number in an address is no day of publication", () => {
  const issued = (address: string) =>
    fromAddress(address, KNOWN, "2026-11-27", signs()).work.entry["issued"];
  assert.equal(issued("https://tass.com/politics/1941228"), "");
  assert.equal(issued("https://tass.com/politics/20240420"), "2024-04-20");
});

test("two new entries with one id are told of", () => {
  const named = (sign: string, name: string) => ({ sign, folder: "publishers", entry: { name } });
  const entries = [
    named("+1", "New Outlet"),
    named("+2", "Gazette"),
    named("+3", "New outlet"),
    named("+4", ""),
    named("+5", ""),
  ];
  assert.deepEqual(
    doubles(entries, idsOf(entries, KNOWN)).map(({ sign }) => sign),
    ["+3"],
  );
});
