// Reads the rows in the text of a page, as JSON on standard output: how tests in Python hold them against the tables they print.

import { readFileSync } from "node:fs";
import { rowsIn } from "../src/tables/rows.ts";

const rows = rowsIn(readFileSync(0, "utf8"), 0);
console.log(
  JSON.stringify(
    rows.map(({ table, width, values, years, differs }) => [
      table,
      width,
      values,
      years ?? null,
      differs,
    ]),
  ),
);
