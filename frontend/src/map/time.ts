// The choice of years over their bars, and of a day.

import { el } from "../dom.ts";

/** The first and the last year that are chosen. */
export type YearSpan = readonly [first: number, last: number];

interface Callbacks {
  /** Told of the years that are chosen; null where that is all. */
  readonly years: (span: YearSpan | null) => void;
  readonly day: (day: string) => void;
}

export class TimeControl {
  readonly element: HTMLElement;
  readonly #first: number;
  readonly #last: number;
  /** All years from the first to the last. */
  readonly #years: readonly number[];
  readonly #bars: readonly HTMLElement[];
  /** The handles. */
  readonly #from: HTMLInputElement;
  readonly #to: HTMLInputElement;
  readonly #day = el("input", { type: "date", "aria-label": "On a day" });
  readonly #said = el("output", { class: "ea-so" });
  readonly #callbacks: Callbacks;

  constructor(values: readonly string[], callbacks: Callbacks) {
    const known = values.filter((value) => /^\d{4}$/.test(value)).map(Number);
    const first = Math.min(...known);
    const last = Math.max(...known);
    this.#first = first;
    this.#last = last;
    this.#callbacks = callbacks;
    this.#years = Array.from({ length: last - first + 1 }, (_, number) => first + number);
    this.#bars = this.#years.map((year) => el("i", { title: year }));
    this.#from = handle("From", first, last, first);
    this.#to = handle("To", first, last, last);
    this.#listen();
    const years = known.length > 1 && this.#yearsElement();
    const day = el("label", {}, "On a day", this.#day);
    this.element = el("div", { class: "ea-map-time" }, years, day);
  }

  #yearsElement(): HTMLElement {
    const bars = el("div", { class: "ea-map-bars", "aria-hidden": "true" }, ...this.#bars);
    const attributes = { class: "ea-map-years", role: "group", "aria-label": "Years" };
    return el("div", attributes, bars, this.#from, this.#to, this.#said);
  }

  /** Follow the handles, of which each takes the other along where it passes it, and the day. */
  #listen(): void {
    const [from, to] = [this.#from, this.#to];
    from.addEventListener("input", () => {
      if (yearOf(from) > yearOf(to)) setYear(to, yearOf(from));
      this.#choose();
    });
    to.addEventListener("input", () => {
      if (yearOf(to) < yearOf(from)) setYear(from, yearOf(to));
      this.#choose();
    });
    this.#day.addEventListener("input", () => this.#callbacks.day(this.#day.value));
  }

  #choose(): void {
    const from = yearOf(this.#from);
    const to = yearOf(this.#to);
    const isAll = from === this.#first && to === this.#last;
    this.#callbacks.years(isAll ? null : [from, to]);
  }

  /** Show the chosen years, how many there would be in each, and the day. */
  show(
    chosen: ReadonlySet<string> | undefined,
    counts: ReadonlyMap<string, number> | undefined,
    day: string,
  ): void {
    this.#showBars(chosen, counts);
    const [low, high] = this.#spanOf(chosen);
    setYear(this.#from, low);
    setYear(this.#to, high);
    this.#said.textContent = low === high ? String(low) : `${low}–${high}`;
    if (this.#day.value !== day) this.#day.value = day;
  }

  #showBars(
    chosen: ReadonlySet<string> | undefined,
    counts: ReadonlyMap<string, number> | undefined,
  ): void {
    const numbers = this.#years.map((year) => counts?.get(String(year)) ?? 0);
    const most = Math.max(1, ...numbers);
    this.#bars.forEach((bar, at) => {
      const year = this.#years[at]!;
      const number = numbers[at]!;
      const isOff = chosen !== undefined && !chosen.has(String(year));
      bar.style.height = `${(100 * number) / most}%`;
      bar.title = `${year}: ${number}`;
      bar.classList.toggle("ea-off", isOff);
    });
  }

  /** The years between the handles: those that are chosen, or all. */
  #spanOf(chosen: ReadonlySet<string> | undefined): YearSpan {
    const numbers = [...(chosen ?? [])].map(Number);
    const held = numbers.filter((year) => year >= this.#first && year <= this.#last);
    return held.length ? [Math.min(...held), Math.max(...held)] : [this.#first, this.#last];
  }
}

function handle(words: string, min: number, max: number, value: number): HTMLInputElement {
  const attributes = { type: "range", min, max, step: 1, value };
  return el("input", { ...attributes, "aria-label": words, autocomplete: "off" });
}

function yearOf(input: HTMLInputElement): number {
  return Number(input.value);
}

function setYear(input: HTMLInputElement, year: number): void {
  input.value = String(year);
}
