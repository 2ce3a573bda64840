// The rows of an index in their tables: a screenful at once, the others when the reader scrolls or the hand rests.

import { headsOf, type Row } from "./rows.ts";

/** Rows are laid out in such steps, after so many milliseconds of rest. */
const STEP = 60;
const REST = 1000;
/** The least height of a row. */
const ROW = 30;

/** A part of a table, with its rows and heads as they stand on the page. */
interface Part {
  readonly body: HTMLTableSectionElement;
  readonly rows: readonly HTMLTableRowElement[];
}

/** A row, and the part of a table that it stands in. */
type InBody = readonly [body: HTMLTableSectionElement, row: HTMLTableRowElement];

export class Layout {
  readonly #tables: readonly HTMLTableElement[];
  readonly #parts: readonly (readonly Part[])[];
  #coming: Iterator<InBody>;
  #waiting = 0;

  constructor(tables: readonly HTMLTableElement[]) {
    this.#tables = tables;
    this.#parts = tables.map((table) =>
      [...table.tBodies].map((body) => ({ body, rows: [...body.rows] })),
    );
    this.#coming = this.#usual();
    window.addEventListener("scroll", () => this.#waiting && this.#layMore(0));
    window.addEventListener("beforeprint", () => this.#waiting && this.#layMore(Infinity));
  }

  /** Show these rows, a screenful of them at once. */
  show(rows: readonly Row[]): void {
    this.#clear(false);
    this.#coming = this.#placed(rows);
    this.#layMore(Math.ceil(innerHeight / ROW), REST);
  }

  /** Show all rows as they stand on the page, with the heads of its parts; `number` of them at once. */
  showUsual(number = Math.ceil(innerHeight / ROW)): void {
    this.#clear(true);
    this.#coming = this.#usual();
    this.#layMore(number, REST);
  }

  /** Let each row show all values of its cells, or the first of them and the number of the others. */
  showValues(areAll: boolean): void {
    for (const table of this.#tables) table.classList.toggle("ea-whole", areAll);
  }

  /** Hold the columns as wide as they are, so that they do not jump from key to key; a window that changes lets them go. */
  keepWidths(): void {
    for (const table of this.#tables) keepWidthsOf(table);
  }

  /** Empty the tables; all parts but the first of each show only in the usual order. */
  #clear(isUsual: boolean): void {
    for (const parts of this.#parts) {
      for (const { body, rows } of parts) {
        body.replaceChildren();
        body.hidden = body !== parts[0]!.body && !(isUsual && rows.length > 0);
      }
    }
  }

  /** Lay out so many of the rows that are to come, and after a rest the others. */
  #layMore(number: number, rest = 0): void {
    clearTimeout(this.#waiting);
    this.#waiting = 0;
    for (; number > 0; number--) {
      const { done, value } = this.#coming.next();
      if (done) return;
      const [body, row] = value;
      body.append(row);
    }
    this.#waiting = window.setTimeout(() => this.#layMore(STEP), rest);
  }

  *#usual(): Generator<InBody> {
    for (const { body, rows } of this.#parts.flat()) {
      for (const row of rows) yield [body, row];
    }
  }

  *#placed(rows: readonly Row[]): Generator<InBody> {
    const names = this.#tables.map((table) => table.dataset["index"]);
    for (const row of rows) {
      const [first] = this.#parts[names.indexOf(row.table)]!;
      yield [first!.body, row.element];
    }
  }
}

function keepWidthsOf(table: HTMLTableElement): void {
  const heads = headsOf(table);
  if (table.style.tableLayout || !heads[0]?.offsetWidth) return;
  const widths = heads.map((head) => head.offsetWidth);
  heads.forEach((head, at) => {
    head.style.width = `${widths[at]}px`;
  });
  table.style.tableLayout = "fixed";
  const free = () => {
    table.style.tableLayout = "";
    for (const head of heads) head.style.width = "";
  };
  window.addEventListener("resize", free, { once: true });
  window.addEventListener("beforeprint", free, { once: true });
}
