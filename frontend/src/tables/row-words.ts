// The words that rows are looked for by: those that they show, and all names of what they name.

import { aliasesOf, dateOf, datesOf, textsOf, type Column, type Row } from "./rows.ts";
import { WordIndex } from "./word-index.ts";

type Names = Readonly<Record<string, string>>;

export class RowWords {
  readonly #columns: readonly Column[];
  readonly #skipped: ReadonlySet<number>;
  /** All names of entries by id. Where they cannot be had, there are none until the next word asks for them again. */
  #names: Names = {};
  #hasAsked = false;
  #hasNames = false;
  #index: WordIndex | null = null;
  #indexed: readonly Row[] | null = null;

  /** `skipped` are the facets, by number, whose values are not what a row is about. */
  constructor(columns: readonly Column[], skipped: ReadonlySet<number>) {
    this.#columns = columns;
    this.#skipped = skipped;
  }

  get hasNames(): boolean {
    return this.#hasNames;
  }

  /** Words cannot be looked for: their folding, which comes with the names, could not be loaded. */
  get isUnsought(): boolean {
    return this.#hasAsked && !globalThis.atlasFolding;
  }

  async readNames(): Promise<void> {
    if (this.#hasNames) return;
    const names = await globalThis.atlasEngine?.aliases().catch(() => null);
    this.#hasAsked = true;
    this.#hasNames = Boolean(names);
    this.#names = names ?? {};
    this.#index = null;
  }

  /** The rows with all these words, by number; null where words cannot be looked for yet. */
  rowsWith(words: string, rows: readonly Row[]): ReadonlySet<number> | null {
    this.read(rows);
    return this.#index?.rowsWith(words) ?? null;
  }

  /** Take in the words of rows, so that the first word of a reader need not wait for them. */
  read(rows: readonly Row[]): void {
    const folding = globalThis.atlasFolding;
    if (!folding || !this.#hasAsked) return;
    if (!this.#index || this.#indexed !== rows) this.#index = new WordIndex(folding);
    this.#indexed = rows;
    for (const row of rows.slice(this.#index.size)) {
      const names = aliasesOf(row, this.#names, this.#skipped);
      const dates = datesOf(row, this.#columns);
      this.#index.add(textsOf(row), dateOf(row, this.#columns), dates, names);
    }
  }
}
