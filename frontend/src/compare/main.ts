// The page that sets two entries side by side: their leads, and the facts of their boxes, row by row. All of it is taken from the pages
// of the two; the address of this one names them, as compare.html?one=groups/first&other=groups/second.

import { el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { type Choices, choicesIn, entriesNamed, hasLetters, searched } from "./choices.ts";
import { PAUSE } from "../search/pause.ts";
import { type Side, sideOf } from "./side.ts";

const SIDES = ["one", "other"] as const;
/** The path of an entry: an address may ask for anything, and its folder is fetched. */
const PATH = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const LOADING = "Loading the names …";
const SEARCHING = "Searching …";
const UNREAD = "The entries could not be loaded";

function cell(side: Side, values: readonly Node[] | undefined): HTMLTableCellElement {
  const held = values?.length ? values : [el("span", { class: "ea-quiet" }, "not recorded")];
  return el("td", { "data-l": side.name }, ...held);
}

/** The labels of what some side has, and of what none has. */
function labelsOf(sides: readonly Side[]): { some: string[]; none: string[] } {
  const all = new Set(sides.flatMap((side) => [...side.facts.keys()]));
  const isHeld = (label: string) => sides.some((side) => side.facts.get(label)?.length);
  return {
    some: [...all].filter(isHeld),
    none: [...all].filter((label) => !isHeld(label)),
  };
}

function table(sides: readonly Side[], facts: readonly string[]): HTMLElement {
  const names = sides.map((side) =>
    el("th", { scope: "col" }, el("a", { href: side.address }, side.name)),
  );
  const rows = facts.map((fact) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, fact),
      ...sides.map((side) => cell(side, side.facts.get(fact))),
    ),
  );
  return el(
    "div",
    { class: "ea-tw" },
    el(
      "table",
      { class: "ea-table ea-cards ea-compared" },
      el("caption", { class: "ea-vh" }, sides.map((side) => side.name).join(" and ")),
      el("thead", {}, el("tr", {}, el("td"), ...names)),
      el("tbody", {}, ...rows),
    ),
  );
}

/** A line on what is recorded of no side. */
function silence(labels: readonly string[]): HTMLElement | string {
  if (!labels.length) return "";
  return el("p", { class: "ea-legend" }, `Recorded of neither: ${labels.join(", ")}`);
}

class Comparison {
  readonly #list = el("datalist", { id: "ea-compared" });
  readonly #fields = SIDES.map((side) =>
    el("input", {
      type: "text",
      id: `ea-${side}`,
      list: "ea-compared",
      placeholder: "A name, in any spelling",
      autocomplete: "off",
      disabled: true,
    }),
  );
  /** Entries that the search finds by what is typed, while their names in the list are others. */
  #found: HTMLOptionElement[] = [];
  readonly #status = el("p", { class: "ea-legend", role: "status" });
  readonly #result = el("div");
  #choices: Choices = new Map();
  /** The number of the newest question: answers to earlier ones are passed over. */
  #turn = 0;
  /** The same of suggestions: the fields share one list of them. */
  #suggestTurn = 0;
  #asking = 0;

  constructor(host: HTMLElement) {
    const labels = ["Compare", "with"].map((words, number) =>
      el("label", { for: this.#fields[number]!.id }, words),
    );
    const pairs = labels.flatMap((label, number) => [label, this.#fields[number]!]);
    const form = el("form", { class: "ea-compare" }, ...pairs, this.#list);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => void this.#show());
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#suggestSoon(target);
    });
    host.append(form, this.#status, this.#result);
    void this.#begin((host.dataset["compare"] ?? "").split(" "));
  }

  /** Offer the entries of the kinds that the address asks for, or of the usual ones, and show the two that it names. */
  async #begin(usual: readonly string[]): Promise<void> {
    const query = new URLSearchParams(location.search);
    const asked = SIDES.map((side) => query.get(side) ?? "");
    const folders = new Set(
      asked.filter((path) => PATH.test(path)).map((path) => path.split("/")[0]!),
    );
    this.#status.textContent = LOADING;
    try {
      this.#choices = await choicesIn(folders.size ? [...folders] : usual);
    } catch {
      this.#status.textContent = UNREAD;
      return;
    }
    this.#list.append(...[...this.#choices.values()].map((name) => el("option", { value: name })));
    for (const [number, field] of this.#fields.entries()) {
      field.value = this.#choices.get(asked[number]!) ?? "";
      field.disabled = false;
    }
    const gone = asked.filter((path) => path && !this.#choices.has(path));
    if (!gone.length) return this.#show();
    const words = gone.map((path) => `“${path}”`).join(" and ");
    const none = gone.length > 1 ? "which are no entries" : "which is no entry";
    this.#status.textContent = `The address asks for ${words}, ${none} of the list.`;
  }

  /** Look for what stands in a field when the typing pauses. */
  #suggestSoon(field: HTMLInputElement): void {
    const turn = ++this.#suggestTurn;
    clearTimeout(this.#asking);
    this.#asking = window.setTimeout(() => void this.#suggest(field.value.trim(), turn), PAUSE);
  }

  /** Offer what the search finds by some words, under the spelling that they have. */
  async #suggest(words: string, turn: number): Promise<void> {
    const found = words ? await searched(words, this.#choices) : [];
    if (turn !== this.#suggestTurn) return;
    this.#found.forEach((option) => option.remove());
    this.#found = found
      .map(({ path, spelling }) => ({ value: this.#choices.get(path)!, label: spelling }))
      .filter(({ value, label }) => value !== label)
      .map((names) => el("option", names));
    this.#list.append(...this.#found);
  }

  /** Show the two that are named, or say which of the names nobody has, or several. */
  async #show(): Promise<void> {
    const turn = ++this.#turn;
    const typed = this.#fields.map((field) => field.value);
    this.#result.replaceChildren();
    this.#status.textContent = typed.some((words) => words.trim()) ? SEARCHING : "";
    const found = await Promise.all(typed.map((words) => entriesNamed(words, this.#choices)));
    if (turn !== this.#turn) return;
    if (!found.every((paths) => paths.length === 1)) {
      this.#status.textContent = this.#wrong(typed, found);
      return;
    }
    const paths = found.flat();
    try {
      const texts = await textsOfSite(paths.map((path) => `${path}.html`));
      if (turn !== this.#turn) return;
      const sides = texts.map((text, number) => sideOf(text, `${paths[number]}.html`));
      const { some, none } = labelsOf(sides);
      this.#result.replaceChildren(table(sides, some), silence(none));
      this.#status.textContent = "";
    } catch {
      if (turn === this.#turn) this.#status.textContent = UNREAD;
      return;
    }
    for (const [number, field] of this.#fields.entries())
      if (field.value === typed[number]) field.value = this.#choices.get(paths[number]!)!;
    history.replaceState(null, "", `?one=${paths[0]}&other=${paths[1]}`);
  }

  /** What is wrong with the first of the names that does not mean one entry. */
  #wrong(typed: readonly string[], found: readonly string[][]): string {
    const at = typed.findIndex((words, number) => words.trim() && found[number]!.length !== 1);
    if (at < 0) return "";
    const words = typed[at]!.trim();
    const names = found[at]!.map((path) => this.#choices.get(path)!);
    if (!names.length) return `No entry of the list is called ${words}.`;
    if (names.every((name) => hasLetters(name, words)))
      return `Several names of the list have ${words} in them.`;
    return `Several entries of the list are called ${words}: ${names.join("; ")}.`;
  }
}

const host = document.querySelector<HTMLElement>("[data-compare]");
if (host) new Comparison(host);
