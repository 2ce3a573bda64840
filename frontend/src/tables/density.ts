// The bars of years and the head of a chronology: those of the rows that are left. A bar then chooses its year beside what is chosen.

import { numeral, svgElement } from "../dom.ts";
import type { Row } from "./rows.ts";
import { NOTHING, put, YEAR, type State } from "./state.ts";

/** The height of the highest bar, and where all stand, as `chronology_pages.py` draws them. */
const HIGHEST = 100;
const FOOT = 115;

const BARS = ".ea-density:not(.ea-months) a";

/** The rows that are left, and those that would be left in any year. */
interface Left {
  readonly left: readonly Row[];
  readonly everyYear: readonly Row[];
}

interface YearBar {
  readonly year: string;
  readonly link: HTMLAnchorElement;
  readonly svg: Element;
  readonly number: Element;
  /** As the page was built. */
  readonly usual: {
    readonly href: string;
    readonly drawing: readonly ChildNode[];
    readonly number: string | null;
  };
}

interface Callbacks {
  /** The query of a state. */
  readonly addressOf: (state: State) => string;
  /** Given the state that a bar asks for. */
  readonly set: (state: State) => void;
}

/** Take over the bars, where the page has them; `addressOf` is the query of a state, `set` is given the state that a bar asks for. */
export function densityOf(
  facets: ReadonlyMap<string, unknown>,
  addressOf: (state: State) => string,
  set: (state: State) => void,
): Density | null {
  const keys = [...facets.keys()];
  const bars = [...document.querySelectorAll<HTMLAnchorElement>(BARS)].map(barOf);
  const hasNone = !bars.length || !facets.has(YEAR);
  return hasNone ? null : new Density(bars, keys, { addressOf, set });
}

function barOf(link: HTMLAnchorElement): YearBar {
  const svg = link.firstElementChild!;
  const number = link.nextElementSibling!;
  return {
    year: link.lastChild!.textContent!.trim(),
    link,
    svg,
    number,
    usual: {
      href: link.getAttribute("href")!,
      drawing: [...svg.childNodes],
      number: number.textContent,
    },
  };
}

export class Density {
  readonly #bars: readonly YearBar[];
  readonly #callbacks: Callbacks;
  /** The numbers of the facets of year and kind. */
  readonly #yearAt: number;
  readonly #kindAt: number;
  /** The classes of the kinds. */
  readonly #kinds: readonly string[];
  readonly #head = [...document.querySelectorAll<HTMLElement>(".ea-kind>span")];
  readonly #usualHead = this.#head.map(({ textContent }) => textContent);
  #state: State = NOTHING;

  constructor(bars: readonly YearBar[], facets: readonly string[], callbacks: Callbacks) {
    this.#bars = bars;
    this.#callbacks = callbacks;
    this.#yearAt = facets.indexOf(YEAR);
    this.#kindAt = facets.indexOf("kind");
    const kinds = [...document.querySelectorAll(".ea-density-key>span")];
    this.#kinds = kinds.map(({ classList }) => classList[1]!);
    for (const bar of bars) {
      bar.link.addEventListener("click", (event) => this.#onClick(event, bar));
    }
  }

  #onClick(event: MouseEvent, { link, year }: YearBar): void {
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link.search || opensElsewhere) return;
    event.preventDefault();
    this.#callbacks.set(this.#with(year));
  }

  /** The state with a year chosen, or with none where it is. */
  #with(year: string): State {
    const isChosen = this.#state.chosen.get(YEAR)?.has(year);
    return put(this.#state, YEAR, isChosen ? [] : [year]);
  }

  /** Show the rows that are left, and those that would be in other years; without them, the page as it was built. */
  show(state: State, rows: Left | null): void {
    this.#state = state;
    if (rows) this.#showRows(rows);
    else this.#showUsual();
  }

  #showUsual(): void {
    for (const { link, svg, number, usual } of this.#bars) {
      link.removeAttribute("data-off");
      link.ariaCurrent = null;
      link.setAttribute("href", usual.href);
      svg.replaceChildren(...usual.drawing);
      number.textContent = usual.number;
    }
    this.#showHead(this.#usualHead);
  }

  #showRows({ left, everyYear }: Left): void {
    const numbers = this.#numbersOf(everyYear);
    const totals = this.#bars.map(({ year }) => sum(numbers.get(year)!));
    const unit = HIGHEST / Math.max(1, ...totals);
    for (const bar of this.#bars) this.#showBar(bar, numbers.get(bar.year)!, unit);
    const years = [...new Set(left.map((row) => this.#yearOf(row)))].sort();
    const ends = new Set([years[0], years.at(-1)]);
    this.#showHead([`${numeral(left.length)} of ${this.#usualHead[0]}`, [...ends].join(" to ")]);
  }

  /** How many rows there are of each kind, by year. */
  #numbersOf(rows: readonly Row[]): Map<string, number[]> {
    const found = new Map(this.#bars.map(({ year }) => [year, this.#kinds.map(() => 0)]));
    for (const row of rows) {
      const numbers = found.get(this.#yearOf(row));
      const at = this.#kinds.indexOf(`ea-k-${row.values[this.#kindAt]?.[0]}`);
      if (numbers && at >= 0) numbers[at]! += 1;
    }
    return found;
  }

  #yearOf({ values }: Row): string {
    return values[this.#yearAt]?.[0] ?? "";
  }

  #showBar({ link, svg, year, number }: YearBar, numbers: readonly number[], unit: number): void {
    const chosen = this.#state.chosen.get(YEAR);
    const isOff = chosen !== undefined && !chosen.has(year);
    link.toggleAttribute("data-off", isOff);
    link.ariaCurrent = chosen?.has(year) ? "true" : null;
    link.setAttribute("href", `${location.pathname}${this.#callbacks.addressOf(this.#with(year))}`);
    svg.replaceChildren(...drawn(numbers, this.#kinds, unit));
    number.textContent = numeral(sum(numbers));
  }

  #showHead(words: readonly (string | null)[]): void {
    this.#head.forEach((part, at) => {
      part.textContent = words[at] ?? null;
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

/** The pieces of a bar, for the kinds, and its number above; nothing where it has none. */
function drawn(numbers: readonly number[], kinds: readonly string[], unit: number): Element[] {
  const pieces: Element[] = [];
  let top = FOOT;
  numbers.forEach((number, at) => {
    if (!number) return;
    const height = number * unit;
    top -= height;
    pieces.push(shape("rect", { class: kinds[at]!, x: 4, width: 16, y: top, height }));
  });
  if (!pieces.length) return [];
  const label = shape("text", { x: 12, y: top - 3 });
  label.textContent = String(sum(numbers));
  return [...pieces, label];
}

function shape(name: "rect" | "text", attributes: Record<string, string | number>): Element {
  const made = svgElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
