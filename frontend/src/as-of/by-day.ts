// The page by date where the statements stand on it: a chosen day leaves those that can be said of it, each with what can be said, and a
// body those that name it. The table is complete without it; the rules are those of generator/euphrates_atlas/facts/holding.py, whose
// four days stand in each row.

import { tell } from "../address-notes.ts";
import { asked, carry, change, DAY, keep, put, queryOf, shared, type Values } from "../address.ts";
import { count, el, numeral, withWords } from "../dom.ts";
import { countsOf, holdingWords, type Standing } from "./counts.ts";
import { badDay, later, months } from "./day-input.ts";
import { Frame } from "./frame.ts";
import { dayWords, isDay, on, words } from "./holding.ts";
import { headOf, rowsOf, type Row } from "./rows.ts";

/** The other views, each with its folder. */
const VIEWS = [
  ["network", "Relations"],
  ["map", "Map"],
  ["chronology", "Chronology"],
] as const;

export class ByDay {
  readonly #host: HTMLElement;
  /** The first and the last day that can be chosen. */
  readonly #min: string;
  readonly #max: string;
  /** The year that the page is about, and its last day, until another day is chosen; empty where it is about none. */
  readonly #year: string;
  readonly #usualDay: string;
  readonly #bodies: readonly HTMLTableSectionElement[];
  readonly #rows: readonly Row[];
  readonly #heads: readonly HTMLTableCellElement[];
  /** Names of bodies by id. */
  readonly #names = new Map<string, string>();
  readonly #known: ReadonlyMap<string, Values>;
  readonly #frame: Frame;
  readonly #day: HTMLInputElement;
  readonly #slider: HTMLInputElement;
  readonly #body: HTMLSelectElement;
  readonly #older = el("input", { type: "checkbox", checked: true });
  readonly #clear = el("button", { type: "button", class: "ea-button" }, "Clear the day");
  readonly #status = el("p", { class: "ea-legend", id: "as-of-said", role: "status" });
  /** The day that is chosen, or nothing. */
  #chosen = "";

  constructor(host: HTMLElement) {
    const { min = "", max = "" } = host.dataset;
    this.#host = host;
    this.#min = min;
    this.#max = max;
    this.#year = document.querySelector(".ea-asof-turn") ? max.slice(0, 4) : "";
    this.#usualDay = this.#year && max;
    const tables = [...document.querySelectorAll<HTMLTableElement>("table[data-as-of]")];
    this.#bodies = tables.flatMap((table) => [...table.tBodies]);
    this.#rows = this.#bodies.flatMap((body) => rowsOf(body, this.#names));
    this.#heads = tables.map((table) => headOf(table));
    this.#known = new Map<string, Values>([
      ["on", DAY],
      ["body", this.#names],
    ]);
    this.#frame = new Frame(this.#usualDay);
    this.#day = el("input", { type: "date", min, max, "aria-describedby": "as-of-said" });
    this.#slider = sliderOf(months(min, max));
    this.#body = selectOf(this.#names);
    this.#listen();
  }

  /** Fill the host, and show what the address asks for. */
  open(): void {
    const older = el("span", {}, "include older evidence");
    this.#host.append(
      withWords("On the day", this.#day),
      this.#slider,
      withWords("Entry", this.#body),
      el("label", { class: "ea-asof-older" }, this.#older, older),
      this.#clear,
      this.#status,
    );
    this.#recall();
  }

  #listen(): void {
    this.#day.addEventListener("input", () => this.#typeDay());
    this.#slider.addEventListener("input", () => {
      const day = later(this.#min, this.#max, Number(this.#slider.value));
      this.#day.value = day;
      this.#choose(day);
    });
    this.#body.addEventListener("input", () => this.#change(true));
    this.#older.addEventListener("change", () => this.#change(true));
    this.#clear.addEventListener("click", () => {
      this.#day.value = this.#usualDay;
      this.#choose("");
    });
    addEventListener("popstate", () => this.#recall());
  }

  #typeDay(): void {
    const { value } = this.#day;
    const day = isDay(value) ? value : "";
    if (day) this.#slider.value = String(months(this.#min, day));
    this.#choose(day);
    this.#status.prepend(badDay(this.#day));
  }

  // The choice and the address

  #choose(day: string): void {
    this.#chosen = day;
    this.#change();
  }

  /** Put what is chosen into the address, and show it; a day of another year is on another page. */
  #change(isStep = false): void {
    const day = this.#chosen;
    const hasYear = day >= "1000"; // a year that is being typed begins with noughts
    if (this.#year && hasYear && !day.startsWith(this.#year)) {
      location.assign(elsewhere(day));
      return;
    }
    const query = asked();
    const older = this.#older.checked ? "" : "no";
    change(query, { on: day, body: this.#body.value, older });
    keep(queryOf(query), isStep);
    this.#show();
  }

  /** Follow the address, on this page or to that of another year. */
  #recall(): void {
    const held = asked();
    const wanted = held.get("on") ?? "";
    const day = isDay(wanted) ? wanted : "";
    if (this.#year && day && !day.startsWith(this.#year)) {
      location.replace(elsewhere(day));
      return;
    }
    this.#chosen = day;
    this.#day.value = day || this.#usualDay;
    put(this.#body, held.get("body"), this.#names);
    this.#older.checked = held.get("older") !== "no";
    this.#slider.value = String(months(this.#min, this.#day.value || this.#max));
    this.#show();
  }

  // What the page shows

  #show(): void {
    tell(this.#host, this.#known);
    carry();
    const day = this.#chosen;
    const bodies = this.#body.value.split(",").filter(Boolean);
    const about = this.#rows.filter(
      (row) => !bodies.length || bodies.some((id) => row.bodies.includes(id)),
    );
    const standings = about.map((row): Standing => {
      return { row, hold: day ? on(row.span, day) : "held" };
    });
    this.#showRows(standings);
    this.#hideEmpty();
    this.#showHeads();
    this.#clear.disabled = !day;
    const isNarrowed = day !== "" || bodies.length > 0;
    this.#frame.show(day, isNarrowed ? countsOf(standings, day) : null);
    this.#tell(standings, bodies.length > 0);
  }

  /** The day that the cells are about, in words. */
  get #dayWords(): string {
    return dayWords(this.#chosen || this.#max);
  }

  /** Show these rows alone. */
  #showRows(standings: readonly Standing[]): void {
    const ofDay = `on ${this.#dayWords}:`;
    for (const { element } of this.#rows) element.hidden = true;
    for (const standing of standings) this.#showRow(standing, ofDay);
  }

  #showRow({ row, hold }: Standing, ofDay: string): void {
    const { element, span, cell, mark, usual } = row;
    const day = this.#chosen;
    const said = day ? words(span, day, hold) : usual;
    const isOlder = hold === "last reported" && !this.#older.checked;
    element.hidden = hold === "not" || isOlder;
    mark.textContent = said;
    element.classList.toggle("ea-asof-less", said !== "" && said !== "held");
    cell.hidden = said === "";
    if (day || usual) cell.dataset["u"] = ofDay;
  }

  /** Hide the parts and the tables of which no row is left. */
  #hideEmpty(): void {
    for (const body of this.#bodies) {
      const rows = [...body.rows].filter(({ dataset }) => dataset["span"] !== undefined);
      body.hidden = rows.every((row) => row.hidden);
    }
    for (const wrap of document.querySelectorAll<HTMLElement>(".ea-tw:has(table[data-as-of])")) {
      const isEmpty = [...wrap.querySelectorAll("tbody")].every((body) => body.hidden);
      wrap.classList.toggle("ea-asof-none", isEmpty);
    }
  }

  #showHeads(): void {
    for (const head of this.#heads) {
      head.hidden = !this.#chosen && !this.#year;
      head.textContent = `On ${this.#dayWords}`;
    }
  }

  /** Say what can be said of the day, or how many statements there are. */
  #tell(standings: readonly Standing[], isOfBody: boolean): void {
    const day = this.#chosen;
    const name = this.#body.selectedOptions[0]?.textContent;
    const about = isOfBody ? `on ${name} ` : "";
    if (!day) {
      this.#status.textContent = this.#wordsWithoutDay(standings.length, isOfBody);
      return;
    }
    this.#status.textContent = `On ${dayWords(day)}: ${holdingWords(standings, about)}`;
    this.#status.append(...linksToViews());
  }

  #wordsWithoutDay(number: number, isOfBody: boolean): string {
    const of = isOfBody ? `${numeral(number)} of` : "All";
    const all = count(this.#rows.length, "statement");
    const ofYear = `each with what can be said of ${dayWords(this.#max)}`;
    return `${of} ${all}, ${this.#year ? ofYear : "whatever the day"}.`;
  }
}

function sliderOf(max: number): HTMLInputElement {
  const attributes = { type: "range", min: 0, max, step: 1 };
  return el("input", { ...attributes, "aria-label": "Day, month by month" });
}

/** A list of bodies, by their names. */
function selectOf(names: ReadonlyMap<string, string>): HTMLSelectElement {
  const sorted = [...names].sort(([, one], [, other]) => one.localeCompare(other));
  const options = sorted.map(([id, name]) => el("option", { value: id }, name));
  return el("select", { class: "ea-asof-one" }, el("option", { value: "" }, "All"), ...options);
}

/** Links to the other views on the same day, and what stands between them. */
function linksToViews(): (Node | string)[] {
  const parts: (Node | string)[] = [];
  for (const [folder, view] of VIEWS) {
    const href = `../${folder}/index.html${shared()}`;
    if (parts.length) parts.push("\u00a0·\u00a0");
    parts.push(el("a", { href }, `${view} on this day`));
  }
  return parts;
}

/** The address of the page of the year of a day, by way of the page that knows which there are. */
function elsewhere(day: string): string {
  const query = asked();
  query.set("on", day);
  return `index.html${queryOf(query)}`;
}
