// The title, the heading, the counts and the links of the page by date, which are about the last day of a year, or about none, until a
// day is chosen.

import { shared } from "../address.ts";
import { el } from "../dom.ts";
import { LABELS } from "./counts.ts";
import { dayWords } from "./holding.ts";

/** Links to other years. */
const YEARS = ".ea-asof-turn a, .ea-asof-years a, .ea-intro a[href^='index.html']";

export class Frame {
  /** The last day of the year that the page is about; empty where it is about none. */
  readonly #usualDay: string;
  readonly #heading = document.querySelector("h1")?.firstChild;
  readonly #usual = this.#heading?.textContent ?? "";
  readonly #title = document.title;
  readonly #counts: HTMLElement | null;
  readonly #usualCounts: readonly ChildNode[];
  readonly #eve = document.querySelector<HTMLElement>("[data-eve]");
  /** The page has all statements of its year. */
  readonly #isWhole = !document.querySelector(".ea-years");

  constructor(usualDay: string) {
    this.#usualDay = usualDay;
    this.#counts = usualDay ? document.querySelector<HTMLElement>(".ea-kind") : null;
    this.#usualCounts = [...(this.#counts?.childNodes ?? [])];
  }

  /** Show a day, or none, and how many statements there are under each label; null is as the page was built. */
  show(day: string, counts: ReadonlyMap<string, number> | null): void {
    const words = day ? `On ${dayWords(day)}` : this.#usual;
    if (this.#heading) this.#heading.textContent = words;
    document.title = this.#title.replace(this.#usual.trim(), words.trim());
    if (this.#eve) this.#eve.hidden = day !== "";
    this.#counts?.replaceChildren(...(counts ? this.#counted(counts) : this.#usualCounts));
    this.#carry(day);
  }

  #counted(counts: ReadonlyMap<string, number>): HTMLElement[] {
    if (!this.#isWhole) return [];
    const labels = LABELS.filter((label) => counts.has(label));
    return labels.map((label) => el("span", {}, `${counts.get(label)} ${label}`));
  }

  #carry(day: string): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".ea-intro a[href*='on=']")) {
      link.search = shared({ on: day || this.#usualDay });
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>(YEARS)) {
      link.search = shared({ on: "" });
    }
  }
}
