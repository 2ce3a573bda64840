// The rows of an index, those of the page itself and of the others that the index goes over.

import { el } from "../dom.ts";
import { daysOf } from "./days.ts";
import { valueOf, type Record as Held } from "./download.ts";
import { valuesOf, type Values } from "./filtering.ts";
import { keyOf, type Key, type Sorts } from "./sorting.ts";

export interface Column {
  readonly key: string;
  readonly sorts: Sorts;
  /** Other words for it, as "killed" for "died". */
  readonly also?: readonly string[];
}

export interface Row {
  /** The row as readers see it; one of another page is made when it is first shown. */
  readonly element: HTMLTableRowElement;
  /** One of its cells, for what it says. */
  cell(at: number): HTMLTableCellElement | undefined;
  /** The number of its cells. */
  readonly width: number;
  /** The table that it stands in: the pages of one index have the same. */
  readonly table: string;
  /** The page that it stands on, by number. */
  readonly page: number;
  readonly values: Values;
  /** The years of what lasts, as `yearsOf` reads them. */
  readonly years: string | undefined;
  /** The ids of the larger events that it is part of, between blanks. */
  readonly partOf: string | undefined;
  /** Accounts of it differ. */
  readonly differs: boolean;
}

/** The columns of a table, left to right. */
export function columnsOf(table: HTMLTableElement): Column[] {
  return headsOf(table).map((head) => ({
    key: head.dataset["c"] ?? "",
    sorts: (head.dataset["k"] ?? "text") as Sorts,
    also: (head.dataset["also"] ?? "").split(" ").filter((word) => /^[a-z]+$/.test(word)),
  }));
}

export function headsOf(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...(table.tHead?.rows[0]?.cells ?? [])];
}

/** The rows of all tables of this page. */
export function rowsOf(page: ParentNode, number: number): Row[] {
  const tables = [...page.querySelectorAll<HTMLTableElement>("table[data-index]")];
  return tables.flatMap((table) =>
    [...table.tBodies]
      .flatMap((body) => [...body.rows])
      .filter((row) => "f" in row.dataset)
      .map((row) => rowOf(row, table.dataset["index"] ?? "", number)),
  );
}

/** A row of this page. */
export function rowOf(element: HTMLTableRowElement, table = "", page = 0): Row {
  const { f = "", years, part } = element.dataset;
  return {
    element,
    cell: (at) => element.cells[at],
    width: element.cells.length,
    table,
    page,
    values: valuesOf(f),
    years,
    partOf: part,
    differs: element.querySelector(".ea-neq") !== null,
  };
}

const TABLE = /<table[^>]* data-index="([^"]*)"[^>]*>(.*?)<\/table>/gs;
const ROW =
  /<tr data-f="([^"]*)"(?: data-years="([^"]*)")?(?: data-part="([^"]*)")?[^>]*>(.*?)<\/tr>/gs;
const CELL = /<t[dh][ >].*?<\/t[dh]>/gs;

/**
 * The rows of another page of the index, in its text. The page is not read as a document: of ten thousand rows a browser would make
 * that for minutes. Its rows are made where they are shown; cells that say the same are read once.
 */
export function rowsIn(text: string, page: number): Row[] {
  return [...text.matchAll(TABLE)].flatMap(([, table = "", body = ""]) =>
    [...body.matchAll(ROW)].map(([html, f = "", years, partOf, inner = ""]) => {
      const cells = inner.match(CELL) ?? [];
      let made: HTMLTableRowElement | undefined;
      return {
        get element() {
          return (made ??= parsed(html));
        },
        cell: (at: number) => (cells[at] === undefined ? undefined : cellOf(cells[at])),
        width: cells.length,
        table,
        page,
        values: valuesOf(f),
        years,
        partOf,
        differs: inner.includes('class="ea-neq"'),
      };
    }),
  );
}

const cellsRead = new Map<string, HTMLTableCellElement>();

function cellOf(html: string): HTMLTableCellElement {
  let cell = cellsRead.get(html);
  if (!cell) cellsRead.set(html, (cell = parsed(`<tr>${html}`).cells[0]!));
  return cell;
}

/** A row of the site's own, from its text. */
function parsed(html: string): HTMLTableRowElement {
  const body = el("tbody");
  body.innerHTML = html;
  return body.rows[0]!;
}

/** The words of a cell, also those that it hides behind a count, but not a mark for an empty cell. */
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
  const cell = row.cell(at);
  return keyOf(
    sorts === "number" && cell?.dataset["s"] ? "" : textOf(cell),
    sorts,
    cell?.dataset["s"] ?? null,
  );
}

/** The cells of a row, left to right. */
function cellsOf(row: Row): HTMLTableCellElement[] {
  return Array.from({ length: row.width }, (_, at) => row.cell(at)!);
}

/** What in the head of a row is of this sort. */
function inHead<E extends Element>(row: Row, selector: string): E | undefined {
  return (
    cellsOf(row)
      .find(({ tagName }) => tagName === "TH")
      ?.querySelector<E>(selector) ?? undefined
  );
}

/** The link to the entry of a row, which has its name. */
export function linkOf(row: Row): HTMLAnchorElement | undefined {
  return inHead<HTMLAnchorElement>(row, "a");
}

/** The name in another script that stands beside the first one, which may itself be in that script. */
function nativeName(row: Row): string | null {
  return inHead(row, ".ea-sub bdi")?.textContent ?? null;
}

/** The texts of a row in which words are looked for. */
export function textsOf(row: Row): string[] {
  const native = nativeName(row);
  return [...cellsOf(row).map(textOf), ...(native ? [native] : [])].filter(Boolean);
}

/** The words in which a row may be asked for beside what it shows: all names of its entry, and of the entries and countries that its choices name. */
export function aliasesOf(
  row: Row,
  aliases: Readonly<Record<string, string>>,
  skipped: ReadonlySet<number>,
): string[] {
  const address = linkOf(row)?.href ?? "";
  const named = row.values.flatMap((values, at) => (skipped.has(at) ? [] : values));
  const ids = [
    address.replace(/^.*\/|\.html.*$/g, ""),
    ...named.map((value) => value.replace(/^.*_/, "")),
  ];
  return [...new Set(ids)].flatMap((id) =>
    Object.hasOwn(aliases, id) ? aliases[id]!.split("\n") : [],
  );
}

/** The date of a row as it was written, in EDTF. */
export function dateOf(row: Row, columns: readonly Column[]): string {
  return row.cell(columns.findIndex(({ sorts }) => sorts === "date"))?.dataset["s"] ?? "";
}

/** The dates of a row in EDTF by the keys of their columns, and by other words for these. */
export function datesOf(row: Row, columns: readonly Column[]): [string, string][] {
  return columns.flatMap(({ key, also = [] }, at) => {
    const date = row.cell(at)?.dataset["s"] ?? "";
    if (!/^\d{4}(-|$|\/)/.test(date)) return [];
    return [key, ...also].map((word): [string, string] => [word, date]);
  });
}

/** The id in an address: that of an entry for a page, of a work for a row of a page, of the entry and the statement for a statement. */
function idIn(address: string): string {
  const [page = "", part = ""] = address.replace(/^.*\//, "").split("#");
  const entry = page.replace(/\.html.*$/, "");
  return part.startsWith("s-") ? `${entry}#${part}` : part || entry;
}

/** A row as a record for a file: its id, its cells by column, dates as they were written and as the days that they may mean, and its address. */
export function recordOf(row: Row, columns: readonly Column[], hasParts = false): Held {
  const address = linkOf(row)?.href ?? "";
  const record: { [column: string]: string | number | boolean | null } = { id: idIn(address) };
  columns.forEach(({ key, sorts }, at) => {
    const cell = row.cell(at);
    record[key] =
      sorts === "date"
        ? (cell?.dataset["s"] ?? null)
        : sorts === "number"
          ? valueOf(textOf(cell))
          : textOf(cell) || null;
    if (sorts === "date") {
      const days = daysOf(cell?.dataset["s"] ?? "");
      [record[`${key}_earliest`], record[`${key}_latest`]] = days;
    }
    if (sorts === "name") {
      record["native_name"] = nativeName(row);
      record["accounts_differ"] = row.differs;
      if (hasParts) record["part_of"] = row.partOf ?? null;
    }
  });
  return { ...record, address };
}
