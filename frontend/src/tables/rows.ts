// The rows of an index, those of the page itself and of the others that the index goes over.

import { pageAt } from "../dom.ts";
import { valueOf, type Record as Held } from "./download.ts";
import { valuesOf, type Values } from "./filtering.ts";
import { keyOf, type Key, type Sorts } from "./sorting.ts";

export interface Column {
  readonly key: string;
  readonly sorts: Sorts;
}

export interface Row {
  readonly element: HTMLTableRowElement;
  /** The table that it stands in: the pages of one index have the same. */
  readonly table: string;
  /** The page that it stands on, by number. */
  readonly page: number;
  readonly values: Values;
  /** Accounts of it differ. */
  readonly differs: boolean;
}

/** The columns of a table, left to right. */
export function columnsOf(table: HTMLTableElement): Column[] {
  return headsOf(table).map((head) => ({ key: head.dataset["c"] ?? "", sorts: (head.dataset["k"] ?? "text") as Sorts }));
}

export function headsOf(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...(table.tHead?.rows[0]?.cells ?? [])];
}

/** The rows of all tables of a page. */
export function rowsOf(page: ParentNode, number: number): Row[] {
  const tables = [...page.querySelectorAll<HTMLTableElement>("table[data-index]")];
  return tables.flatMap((table) =>
    [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => "f" in row.dataset).map((element) => ({
      element,
      table: table.dataset["index"] ?? "",
      page: number,
      values: valuesOf(element.dataset["f"] ?? ""),
      differs: element.querySelector(".ea-neq") !== null,
    })),
  );
}

/** The rows of another page of the index; they are taken over as they stand there. */
export async function fetchRows(address: string, number: number): Promise<Row[]> {
  return rowsOf(await pageAt(address), number).map((row) => ({ ...row, element: document.importNode(row.element, true) }));
}

/** The words of a cell, also those that it hides behind a count; what stands in for nothing is none of them. */
export function textOf(cell: Element | undefined): string {
  if (!cell) return "";
  let text = "";
  for (const node of cell.childNodes) {
    if (node instanceof Element && node.matches(".ea-rest")) {
      text = text.trimEnd() + (node.querySelector("[hidden]")?.textContent ?? "");
    } else if (node instanceof Element) {
      text += node.matches(".ea-none,.ea-neq,.ea-sub") ? "" : node.textContent;
    } else text += node.textContent;
  }
  return text.replace(/\s+/g, " ").trim();
}

/** What a row is sorted by in one column. */
export function rowKey(row: Row, at: number, sorts: Sorts): Key {
  const cell = row.element.cells[at];
  return keyOf(sorts === "number" && cell?.dataset["s"] ? "" : textOf(cell), sorts, cell?.dataset["s"] ?? null);
}

/** The name in another script that stands beside the first one, which may itself be in that script. */
function nativeName(row: Row): string | null {
  return row.element.querySelector("th .ea-sub bdi")?.textContent ?? null;
}

/** The texts of a row in which words are looked for. */
export function textsOf(row: Row): string[] {
  const native = nativeName(row);
  return [...[...row.element.cells].map(textOf), ...(native ? [native] : [])].filter(Boolean);
}

/** A row as a record for a file: its id, its cells by column, dates as they were written, and its address. */
export function recordOf(row: Row, columns: readonly Column[]): Held {
  const link = row.element.querySelector<HTMLAnchorElement>("th a");
  const address = link?.href ?? "";
  const record: { [column: string]: string | number | boolean | null } = { id: address.replace(/^.*\/|\.html.*$/g, "") };
  columns.forEach(({ key, sorts }, at) => {
    const cell = row.element.cells[at];
    record[key] = sorts === "date" ? (cell?.dataset["s"] ?? null) : sorts === "number" ? valueOf(textOf(cell)) : textOf(cell) || null;
    if (sorts === "name") {
      record["native_name"] = nativeName(row);
      record["accounts_differ"] = row.differs;
    }
  });
  return { ...record, address };
}
