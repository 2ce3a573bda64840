// The words of rows, so that those that have all words of a query are found, in one spelling or another.

import type { Folding } from "../search/fold.ts";

const LEAST_BONES = 3;

/** The words of many rows, folded as the search folds them, so that any spelling finds its row. */
export class WordIndex {
  readonly #folding: Folding;
  readonly #rows = new Map<string, number[]>();
  readonly #bones = new Map<string, string>();
  readonly #folded = new Map<string, readonly string[]>();
  #size = 0;

  constructor(folding: Folding) {
    this.#folding = folding;
  }

  /** How many rows it holds. */
  get size(): number {
    return this.#size;
  }

  /** Take in the next row: its texts, most of which other rows have too. */
  add(texts: readonly string[]): void {
    const number = this.#size++;
    for (const token of new Set(texts.flatMap((text) => this.#fold(text)))) {
      const rows = this.#rows.get(token);
      if (rows) rows.push(number);
      else this.#rows.set(token, [number]);
    }
  }

  #fold(text: string): readonly string[] {
    let tokens = this.#folded.get(text);
    if (!tokens) this.#folded.set(text, (tokens = this.#folding.fold(text)));
    return tokens;
  }

  #skeleton(token: string): string {
    let bones = this.#bones.get(token);
    if (bones === undefined) this.#bones.set(token, (bones = this.#folding.skeleton(token)));
    return bones;
  }

  /** The rows that hold every word, or one that begins so, or one with the same consonants; null where no word is given. */
  rowsWith(query: string): Set<number> | null {
    const words = this.#folding.fold(query);
    if (!words.length) return null;
    let found: Set<number> | null = null;
    for (const word of words) {
      const rows = this.#rowsWith(word, found);
      found = rows;
      if (!rows.size) break;
    }
    return found;
  }

  #rowsWith(word: string, within: ReadonlySet<number> | null): Set<number> {
    const bones = word.length > LEAST_BONES ? this.#skeleton(word) : "";
    const found = new Set<number>();
    for (const [token, rows] of this.#rows) {
      const isMeant = token.startsWith(word) || (bones.length >= LEAST_BONES && this.#skeleton(token) === bones);
      if (isMeant) for (const row of rows) if (!within || within.has(row)) found.add(row);
    }
    return found;
  }
}
