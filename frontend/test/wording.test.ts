// Who speaks and which words of a source a citation mark stands for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type EntryData, type Mark, wordings } from "../src/page/wording.ts";

const quote = (text: string) => ({ text, translation: false });
const data: EntryData = {
  id: "attack",
  label: "Attack",
  record: {
    date: [
      {
        cite: [
          { src: "mecra", quote: quote("rockets on the evening of February 15") },
          { src: "afp", loc: "para. 2", quote: quote("on Monday") },
        ],
      },
    ],
    dead: [
      { cite: [{ src: "mecra", quote: quote("1 civilian contractor killed") }] },
      {
        cite: [{ src: "afp", loc: "para. 16", quote: quote("killing one coalition contractor") }],
        disputed: [{ by: { id: "kh" }, cite: [{ src: "rudaw", quote: quote("no role") }] }],
      },
      { cite: [{ src: "list" }] },
    ],
  },
  statements: [
    {
      id: "0a",
      property: "date",
      index: 0,
      speakers: [{ label: "Middle East Center" }, { label: "AFP" }],
    },
    { id: "0b", property: "dead", index: 0, speakers: [{ label: "its spokesman" }] },
    { id: "0c", property: "dead", index: 1, speakers: [{ label: "the coalition" }] },
    { id: "0d", property: "dead", index: 2, speakers: [{ label: "The list" }] },
  ],
};
const nothing: Mark = { src: "", reference: "", place: "", statement: "", text: "" };
const said = (mark: Partial<Mark>) =>
  wordings(data, { ...nothing, ...mark }, (id) => `<${id}>`).map(
    ({ who, quote: { text }, place }) => `${who}: ${text}${place && ` ${place}`}`,
  );

const CASES: [string, Partial<Mark>, string[]][] = [
  [
    "of the statement it stands at",
    { src: "mecra", statement: "0b" },
    ["its spokesman: 1 civilian contractor killed"],
  ],
  [
    "of several speakers the one whose work it is",
    { src: "afp", reference: "“Attack”. AFP, 2021.", statement: "0a" },
    ["AFP: on Monday ¶\u00a02"],
  ],
  ["of who disputes it", { src: "rudaw", statement: "0c" }, ["<kh>: no role"]],
  [
    "of another statement of the property where values are shown as one",
    { src: "afp", statement: "0b" },
    ["the coalition: killing one coalition contractor ¶\u00a016"],
  ],
  [
    "in a text, at the place that it names",
    { src: "afp", place: "¶\u00a016" },
    ["the coalition: killing one coalition contractor"],
  ],
  [
    "in a text, at one of its places",
    { src: "afp", place: "¶\u00a011, ¶\u00a016" },
    ["the coalition: killing one coalition contractor ¶\u00a016"],
  ],
  [
    "of a text at another place: none",
    { src: "afp", place: "¶\u00a013", text: "It killed one coalition contractor" },
    [],
  ],
  [
    "in a text, what has two words in common with the sentence",
    { src: "mecra", reference: "Middle East Center", text: "It killed a contractor" },
    ["its spokesman: 1 civilian contractor killed"],
  ],
  [
    "in a text, with their own place",
    { src: "afp", text: "It killed one coalition contractor" },
    ["the coalition: killing one coalition contractor ¶\u00a016"],
  ],
  [
    "of a text with which they have one word in common: none",
    { src: "mecra", text: "The contractor left" },
    [],
  ],
  ["none where the statement quotes none", { src: "list", statement: "0d" }, []],
];

for (const [what, mark, expected] of CASES) {
  test(`the words ${what}`, () => assert.deepEqual(said(mark), expected));
}
