// The tables and lists of pages that ask for it: sorting by each column, and, beside an index, choices, words and files of its rows.
// The pages that list works have this script too, and no other of their own: so it also offers the template of Wikipedia there.
// Without it the tables are whole and in their usual order.

import { followIndex } from "./index.ts";
import { offerFiles } from "./files.ts";
import { offerSorting } from "./heads.ts";
import { columnsOf, headsOf, rowKey, rowOf } from "./rows.ts";
import { sorted, runsDown } from "./sorting.ts";
import { offerWikipedia } from "../works/citing.ts";

offerWikipedia();

const indexes = [...document.querySelectorAll<HTMLTableElement>("table[data-index]")];
if (indexes.length) followIndex(indexes);

const sortable = [...document.querySelectorAll<HTMLTableElement>("table[data-sortable]")];
const bar = document.querySelector<HTMLElement>("[data-file]");
if (bar) offerFiles(bar, sortable);

for (const table of sortable) {
  const columns = columnsOf(table);
  const body = table.tBodies[0];
  const rows = [...(body?.rows ?? [])].map((row) => rowOf(row));
  let current = "";
  let down = false;
  const heads = offerSorting(headsOf(table), (at) => {
    const { key, sorts } = columns[at]!;
    down = current === key ? !down : runsDown(sorts);
    current = key;
    body?.replaceChildren(
      ...sorted(rows, (row) => rowKey(row, at, sorts), down).map((row) => row.element),
    );
    heads.show(key, down);
  });
}

// What is folded away is printed all the same.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll<HTMLDetailsElement>("details.ea-long"))
    folded.open = true;
});
