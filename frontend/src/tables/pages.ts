// The pages of an index: the rows of the one at hand, and those of the others once they are fetched.

import { count, numeral } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { rowsIn, rowsOf, type Row } from "./rows.ts";

const TABS = ".ea-years a,.ea-density a[data-pages]";

/** Milliseconds until pages that could not be had are asked for again: whoever types does not ask with every key. */
const PAUSE = 5000;

export class IndexPages {
  readonly own: readonly Row[];
  /** The page at hand shows the newest rows of other pages, whose own order is the oldest first. */
  readonly isLatest: boolean;
  /** The other pages could not be loaded when they were last asked for. */
  hasFailed = false;
  readonly #tabs: readonly HTMLAnchorElement[];
  readonly #folder: string;
  readonly #here: number;
  #all: readonly Row[] | null;
  #notBefore = 0;

  /** Begin with a page of the index, the one that is open or one that was fetched out of a folder. */
  constructor(page: ParentNode = document, folder = "") {
    this.#folder = folder;
    this.#tabs = [...page.querySelectorAll<HTMLAnchorElement>(TABS)];
    this.#here = this.#tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
    this.isLatest = this.#tabs[0]?.dataset["pages"] !== undefined;
    this.own = rowsOf(page, this.#here);
    this.#all = this.#tabs.length > 1 || this.isLatest ? null : this.own;
  }

  /** The rows of all pages; null before they are loaded. */
  get all(): readonly Row[] | null {
    return this.#all;
  }

  /** The other pages, counted in words. */
  get others(): string {
    return count(this.#tabs.length - (this.#here < 0 ? 0 : 1), "other page");
  }

  /** Whether the rows of all pages are to be loaded: not at once where they could not be had. */
  get areWanted(): boolean {
    return !this.#all && performance.now() >= this.#notBefore;
  }

  /** Load the rows of all pages, or note that they cannot be had. */
  async load(): Promise<void> {
    try {
      this.#all = await this.#rowsOfAll();
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
      this.#notBefore = performance.now() + PAUSE;
    }
  }

  async #rowsOfAll(): Promise<readonly Row[]> {
    const pages = this.#tabs.map((tab, page) => {
      const names = tab.dataset["pages"]?.split(" ") ?? [tab.getAttribute("href") ?? ""];
      const addresses = names.map((name) => this.#folder + name);
      return { page, addresses: page === this.#here ? [] : addresses };
    });
    if (this.isLatest) pages.reverse(); // bars of years begin with the newest
    const others = pages.flatMap(({ addresses }) => addresses);
    const texts = await textsOfSite(others);
    const textOf = new Map(others.map((address, at) => [address, texts[at]!]));
    const rows = pages.flatMap(({ page, addresses }) => {
      if (page === this.#here) return this.own;
      return addresses.flatMap((address) => rowsIn(textOf.get(address)!, page));
    });
    return this.isLatest ? rows.reverse() : rows;
  }

  /** Show in each tab how many of the rows left are on its page; without any, as the page was built. */
  showCounts(left: readonly Row[] | null): void {
    const perPage = new Map<number, number>();
    for (const { page } of left ?? []) perPage.set(page, (perPage.get(page) ?? 0) + 1);
    this.#tabs.forEach((tab, page) => {
      const number = tab.querySelector("span");
      if (number) {
        const usual = (number.dataset["all"] ??= number.textContent ?? "");
        number.textContent = left ? numeral(perPage.get(page) ?? 0) : usual;
      }
      if (page === this.#here && !left) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
  }
}
