// The filters of the results page: which kind of page, where, and from when to when.

import { el, foldWhile, withWords } from "../dom.ts";
import type { Choices, Filters } from "./types.ts";

type Control = HTMLSelectElement | HTMLInputElement;
type Option = Readonly<{ id: string; label: string }>;

export class FilterForm {
  readonly panel: HTMLDetailsElement;
  readonly #form = el("form", { class: "ea-filters", "aria-label": "Filters" });
  readonly #reset = el("button", { type: "reset", class: "ea-chip" }, "Clear filters");
  #choices: Choices | null = null;

  /** `change` is given the filters that the reader chooses, as texts by name; none where they are cleared. */
  constructor(change: (chosen: URLSearchParams) => void) {
    const summary = el("summary", {}, "Filters");
    const attributes = { class: "ea-fold ea-filter-fold", hidden: true };
    this.panel = el("details", attributes, summary, this.#form);
    foldWhile(this.panel, "(max-width: 59.9844em)"); // on a phone they would fill half of the screen above the hits
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("change", ({ target }) => change(this.#chosen(target as Control)));
    this.#form.addEventListener("reset", (event) => {
      event.preventDefault();
      change(new URLSearchParams());
      this.#form.querySelector("select")?.focus();
    });
  }

  /** Offer what an atlas has. The fields are made once: whoever fills in one of them goes on to the next. */
  offer(choices: Choices): void {
    this.#choices = choices;
    const { kinds, countries, areas, areaWord } = choices;
    const ofKinds = kinds.map(({ id, many }) => ({ id, label: many }));
    const area = areaWord.charAt(0).toUpperCase() + areaWord.slice(1);
    const [first, last] = choices.years ?? [1900, 2100];
    const year = { type: "number", min: first, max: last, step: 1, inputmode: "numeric" };
    this.#form.append(withWords("Kind", select("kind", ofKinds)));
    if (countries.length) this.#form.append(withWords("Country", select("country", countries)));
    if (areas.length) this.#form.append(withWords(area, select("area", [])));
    this.#form.append(
      withWords("From year", el("input", { ...year, name: "from", placeholder: first })),
      withWords("To year", el("input", { ...year, name: "to", placeholder: last })),
    );
    this.panel.hidden = false;
  }

  show(filters: Filters): void {
    if (!this.#choices) return;
    for (const control of this.#form.querySelectorAll<Control>("select,input")) {
      if (control.name === "area")
        fill(control as HTMLSelectElement, this.#areasOf(filters.country));
      control.value = String(filters[control.name as keyof Filters] ?? "");
    }
    const isSet = Object.values(filters).some((value) => value !== "" && value !== null);
    if (isSet) this.#form.append(this.#reset);
    else this.#reset.remove();
    this.panel.open ||= isSet;
  }

  /** The names of filters whose value no list has: an address may be of another atlas, or an old one. */
  unknown(filters: Filters): string[] {
    const lists = [...this.#form.querySelectorAll("select")];
    const strange = lists.filter(({ name, value }) => value !== filters[name as keyof Filters]);
    return strange.map(({ name }) => name);
  }

  #areasOf(country: string): readonly Option[] {
    return this.#choices!.areas.filter((area) => !country || area.country === country);
  }

  /** What is chosen after a change; an area is one of its country. */
  #chosen(changed: Control): URLSearchParams {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) {
      const isOver = name === "area" && changed.name === "country";
      if (value && !isOver) chosen.set(name, String(value));
    }
    return chosen;
  }
}

function select(name: keyof Filters, options: readonly Option[]): HTMLSelectElement {
  const control = el("select", { name });
  fill(control, options);
  return control;
}

function fill(control: HTMLSelectElement, options: readonly Option[]): void {
  const made = options.map(({ id, label }) => el("option", { value: id }, label));
  control.replaceChildren(el("option", { value: "" }, "all"), ...made);
}
