// The rows of all tables of a page as one file, where no bar of an index offers that.

import { count, el } from "../dom.ts";
import { csv, give, json, type Record } from "./download.ts";
import { columnsOf, recordOf, rowOf } from "./rows.ts";

/** Fill the bar of the page with what saves the rows, each with the title of its table; the bar names the file. */
export function offerFiles(bar: HTMLElement, tables: readonly HTMLTableElement[]): void {
  const name = bar.dataset["file"] ?? "";
  const number = recordsOf(tables).length;
  const save = (words: string, file: string, type: string, text: () => string) => {
    const button = el("button", { type: "button", class: "ea-act" }, words);
    button.addEventListener("click", () => give(file, type, text()));
    return button;
  };
  const asCsv = () => {
    const records = recordsOf(tables);
    const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
    return csv(columns, records);
  };
  bar.append(
    el(
      "span",
      { class: "ea-files" },
      save(
        `Download CSV (${count(number, "row")})`,
        `${name}.csv`,
        "text/csv;charset=utf-8",
        asCsv,
      ),
      save("JSON", `${name}.json`, "application/json", () => json(recordsOf(tables))),
    ),
  );
}

function recordsOf(tables: readonly HTMLTableElement[]): Record[] {
  return tables.flatMap((table) => {
    const columns = columnsOf(table);
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const list = table.caption?.textContent ?? "";
    return rows.map((row) => ({ list, ...recordOf(rowOf(row), columns) }));
  });
}
