// The page by date where the statements stand on the pages of the years: a day leads to that of its year.

import { tell } from "../address-notes.ts";
import { asked, carry, DAY, queryOf, shared, type Values } from "../address.ts";
import { el, withWords } from "../dom.ts";
import { badDay } from "./day-input.ts";
import { dayWords, isDay } from "./holding.ts";

/** The page of the year asks for the body. */
const KNOWN: ReadonlyMap<string, Values> = new Map([
  ["on", DAY],
  ["body", { has: () => true }],
]);

export class YearChoice {
  readonly #host: HTMLElement;
  /** The first and the last day of which something can be said. */
  readonly #min: string;
  readonly #max: string;
  readonly #day: HTMLInputElement;
  readonly #status = el("p", { class: "ea-legend", role: "status" });

  constructor(host: HTMLElement) {
    const { min = "", max = "" } = host.dataset;
    this.#host = host;
    this.#min = min;
    this.#max = max;
    this.#day = el("input", { type: "date", min, max });
  }

  /** Fill the host, and go on to the day that the address asks for. */
  open(): void {
    const day = this.#day;
    day.addEventListener("change", () => {
      const address = this.#addressOf(day.value);
      if (address) location.assign(address);
    });
    day.addEventListener("blur", () => void this.#addressOf(day.value)); // what is no day changes nothing
    this.#host.append(withWords("On the day", day), this.#status);
    tell(this.#host, KNOWN);
    carry();
    for (const link of document.querySelectorAll<HTMLAnchorElement>("#years a")) {
      link.search = shared({ on: "" });
    }
    day.value = asked().get("on") ?? ""; // what is no day stays away
    const address = this.#addressOf(day.value);
    if (address) location.replace(address);
  }

  /** The address of the page of a day; where there is none, say why, and return null. */
  #addressOf(wanted: string): string | null {
    if (isDay(wanted) && wanted >= this.#min && wanted <= this.#max) {
      const query = asked();
      query.set("on", wanted);
      return `${wanted.slice(0, 4)}.html${queryOf(query)}`;
    }
    this.#status.textContent = isDay(wanted) ? this.#outside(wanted) : badDay(this.#day);
    return null;
  }

  #outside(day: string): string {
    const first = this.#min.slice(0, 4);
    const last = this.#max.slice(0, 4);
    return `No statement is dated to ${dayWords(day)}: they go from ${first} to ${last}.`;
  }
}
