// The words of rows, so that those that have all words of a query are found, in one spelling or another.

import type { Folding } from "../search/fold.ts";
import { isDated, typedDates } from "./typed-dates.ts";

const LEAST_BONES = 3;
/** An acronym as it is typed; a longer word in capitals is a word. */
/** Words in quotation marks, which stand together and as they are. */
const QUOTED = /["“„«]([^"”“»]+)["”“»]/gu;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,5}(?![\p{L}\p{N}])/gu;

/** The words of many rows, folded as the search folds them, so that any spelling finds its row. */
export class WordIndex {
  readonly #folding: Folding;
  readonly #rows = new Map<string, number[]>();
  readonly #bones = new Map<string, string>();
  readonly #folded = new Map<string, readonly string[]>();
  /** The rows that have each text. */
  readonly #texts = new Map<string, number[]>();
  /** The names of entries, folded, between blanks. */
  readonly #names = new Set<string>();
  readonly #dates: string[] = [];
  /** By the head of a column, the date that each row has there. */
  readonly #headed = new Map<string, Map<number, string>>();

  constructor(folding: Folding) {
    this.#folding = folding;
  }

  /** How many rows it holds. */
  get size(): number {
    return this.#dates.length;
  }

  /**
   * Take in the next row: its texts, most of which other rows have too, its date in EDTF, those under heads of one word, and the
   * names of the entries that it names.
   */
  add(
    shown: readonly string[],
    date = "",
    headed: Iterable<[string, string]> = [],
    names: readonly string[] = [],
  ): void {
    const texts = [...shown, ...names];
    const number = this.#dates.push(date) - 1;
    for (const [head, own] of headed) {
      const held = this.#headed.get(head);
      if (held) held.set(number, own);
      else this.#headed.set(head, new Map([[number, own]]));
    }
    for (const name of names) this.#names.add(this.#asRun(this.#fold(name)));
    for (const text of new Set(texts)) {
      const rows = this.#texts.get(text);
      if (rows) rows.push(number);
      else this.#texts.set(text, [number]);
    }
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

  #asRun(tokens: readonly string[]): string {
    return ` ${tokens.join(" ")} `;
  }

  #skeleton(token: string): string {
    let bones = this.#bones.get(token);
    if (bones === undefined) this.#bones.set(token, (bones = this.#folding.skeleton(token)));
    return bones;
  }

  /** The rows that have every date and every word, in one spelling or another; null where nothing is asked. */
  rowsWith(query: string): Set<number> | null {
    const typed = typedDates(query);
    const { dates } = typed;
    const runs = this.#runsIn(typed.words);
    const words = runs.length ? typed.words.replace(QUOTED, " ") : typed.words;
    const under = runs.length ? null : this.#underHead(dates, this.#folding.fold(words));
    if (under) return this.#withWords(under.words, new Set(), under.rows);
    const isName = this.#isName(words);
    const wanted = isName ? [] : this.#folding.fold(words);
    if (isName) runs.push(this.#asRun(this.#folding.fold(words)));
    if (!wanted.length && !dates.length && !runs.length) return null;
    const acronyms = new Set(
      (words.match(ACRONYM) ?? []).flatMap((word) => this.#folding.fold(word)),
    );
    let found: Set<number> | null = null;
    if (dates.length)
      found = new Set(
        [...this.#dates.keys()].filter((row) =>
          dates.every((asked) => isDated(this.#dates[row]!, asked)),
        ),
      );
    for (const run of runs) found = this.#withRun(run, found);
    return this.#withWords(wanted, acronyms, found);
  }

  /** The words in quotation marks, folded. */
  #runsIn(words: string): string[] {
    const quoted = [...words.matchAll(QUOTED)].map(([, inside = ""]) => this.#folding.fold(inside));
    return quoted.filter((run) => run.length).map((run) => this.#asRun(run));
  }

  /** Whether words are the whole name of an entry, of two words or more: then they are not looked for apart. */
  #isName(words: string): boolean {
    const folded = this.#folding.fold(words);
    return folded.length > 1 && this.#names.has(this.#asRun(folded));
  }

  /** Of the rows within, those of which a text has some words one behind the other. */
  #withRun(run: string, within: ReadonlySet<number> | null): Set<number> {
    const having = [...this.#texts].filter(([text]) => this.#asRun(this.#fold(text)).includes(run));
    const rows = having.flatMap(([, numbers]) => numbers);
    return new Set(within ? rows.filter((row) => within.has(row)) : rows);
  }

  #withWords(
    words: readonly string[],
    acronyms: ReadonlySet<string>,
    within: Set<number> | null,
  ): Set<number> | null {
    let found = within;
    for (const word of words) found = this.#rowsWith(word, acronyms.has(word), found);
    return found;
  }

  /** The rows whose date under a head that is typed is the one typed, and the other words: of "died 2020", who died then. */
  #underHead(
    dates: readonly string[],
    words: readonly string[],
  ): { rows: Set<number>; words: readonly string[] } | null {
    const at = words.findIndex((word) => this.#headed.has(word));
    if (at < 0) return null;
    const isYear = /^\d{4}$/.test(words[at + 1] ?? "");
    const asked = isYear ? [...dates, words[at + 1]!] : dates;
    if (!asked.length) return null;
    const held = [...this.#headed.get(words[at]!)!];
    const rows = held.filter(([, own]) => asked.every((date) => isDated(own, date)));
    return {
      rows: new Set(rows.map(([row]) => row)),
      words: words.filter((_, place) => place !== at && !(isYear && place === at + 1)),
    };
  }

  /** Of the rows within, those that have a word. */
  #rowsWith(word: string, isAcronym: boolean, within: ReadonlySet<number> | null): Set<number> {
    const found = new Set<number>();
    for (const token of this.#meant(word, isAcronym)) {
      for (const row of this.#rows.get(token)!) if (!within || within.has(row)) found.add(row);
    }
    return found;
  }

  /** The tokens that a word means: an acronym itself; what begins so, or sounds so; else what has the same consonants. */
  #meant(word: string, isAcronym: boolean): string[] {
    const tokens = [...this.#rows.keys()];
    if (isAcronym && this.#rows.has(word)) return [word];
    const begun = tokens.filter((token) => token.startsWith(word));
    const bones = word.length > LEAST_BONES && !isAcronym ? this.#skeleton(word) : "";
    if (bones.length < LEAST_BONES) return begun;
    const alike = tokens.filter((token) => this.#skeleton(token) === bones);
    if (!begun.length) return alike;
    const sound = this.#folding.sound(word);
    return [...begun, ...alike.filter((token) => this.#folding.sound(token) === sound)];
  }
}
