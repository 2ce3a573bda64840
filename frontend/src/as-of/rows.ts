// The rows of the page by date: each a statement, with the cell that says what can be said of the day.

import { idIn } from "../address.ts";
import { el } from "../dom.ts";
import { type Span, spanOf } from "./holding.ts";

export interface Row {
  readonly element: HTMLTableRowElement;
  readonly span: Span;
  /** The body that it is about, and those that it names. */
  readonly bodies: readonly string[];
  /** The cell with what can be said of the day; that of the last day of a year, where the page is about one. */
  readonly cell: HTMLTableCellElement;
  readonly mark: HTMLElement;
  /** What the cell says while no day is chosen. */
  readonly usual: string;
}

/** The statements of a body, which is put to the names with all that they name. */
export function rowsOf(body: HTMLTableSectionElement, names: Map<string, string>): Row[] {
  const own = [...body.querySelectorAll<HTMLAnchorElement>("th[scope=rowgroup] a")];
  for (const link of own) names.set(idIn(link.pathname), link.textContent ?? "");
  const rows = [...body.rows].map((element) => rowOf(element, own));
  return rows.filter((row) => row !== null);
}

/** A statement on the bodies of these links; null where the row is none. */
function rowOf(element: HTMLTableRowElement, own: readonly HTMLAnchorElement[]): Row | null {
  const span = spanOf(element.dataset["span"]);
  if (!span) return null;
  const named = element.cells[0]?.querySelectorAll("a") ?? [];
  const bodies = [...own, ...named].map((link) => idIn(link.pathname));
  const cell = element.querySelector<HTMLTableCellElement>(".ea-asof-day") ?? madeCell(element);
  const mark = el("span", { class: "ea-asof-mark" }, ...cell.childNodes);
  cell.append(mark);
  return { element, span, bodies, cell, mark, usual: mark.textContent ?? "" };
}

function madeCell(row: HTMLTableRowElement): HTMLTableCellElement {
  const cell = el("td", { class: "ea-asof-day", hidden: true });
  row.cells[1]?.after(cell);
  return cell;
}

/** The head of the column of the day, which is made where the page is about no year. */
export function headOf(table: HTMLTableElement): HTMLTableCellElement {
  const heads = table.tHead!.rows[0]!;
  if (table.querySelector(".ea-asof-day[data-u]")) return heads.cells[2]!;
  const head = el("th", { scope: "col", hidden: true });
  heads.cells[1]?.after(head);
  for (const across of table.querySelectorAll<HTMLTableCellElement>("th[colspan]")) {
    across.colSpan += 1;
  }
  return head;
}
