// The bar above the rows of an index: words to look for, how many rows there are, their order, and their files.

import { el } from "../dom.ts";
import type { State } from "./state.ts";

/** Milliseconds without a change before a screen reader is told how many rows are left. */
const QUIET = 500;

/** What the reader can do in the bar. */
export interface Actions {
  words(text: string): void;
  clear(): void;
  /** The field of the words has the focus for the first time. */
  focus(): void;
  order(order: string): void;
  save(form: "csv" | "json"): void;
  statements(): void;
}

/** An order of the rows, and its words. */
export type OrderChoice = readonly [value: string, words: string];

/** Fill the bar. */
export function fillBar(place: HTMLElement, actions: Actions, orders: readonly OrderChoice[]): Bar {
  return new Bar(place, actions, orders);
}

export class Bar {
  readonly #field = wordField();
  readonly #number = el("span", { class: "ea-count" });
  readonly #order: HTMLSelectElement;
  readonly #clear = act("Clear all");
  readonly #csv = act("Download CSV");
  readonly #json = act("JSON");
  readonly #statements = act("Statements");
  readonly #said = el("span", { class: "ea-vh", role: "status" });
  #waiting = 0;

  constructor(place: HTMLElement, actions: Actions, orders: readonly OrderChoice[]) {
    const options = orders.map(([value, words]) => el("option", { value }, words));
    this.#order = el("select", { "aria-label": "Sort by", autocomplete: "off" }, ...options);
    this.#clear.hidden = true;
    this.#statements.title = "All statements of these entries, with speakers and sources, as CSV";
    const files = [this.#csv, this.#json, this.#statements];
    place.append(
      labelOfWords(),
      this.#field,
      this.#number,
      this.#order,
      this.#clear,
      el("span", { class: "ea-files" }, ...files),
      this.#said,
    );
    this.#listen(actions);
  }

  #listen(actions: Actions): void {
    const field = this.#field;
    field.addEventListener("input", () => actions.words(field.value));
    field.addEventListener("focus", () => actions.focus(), { once: true });
    this.#order.addEventListener("change", () => actions.order(this.#order.value));
    this.#clear.addEventListener("click", () => {
      actions.clear();
      field.focus();
    });
    this.#csv.addEventListener("click", () => actions.save("csv"));
    this.#json.addEventListener("click", () => actions.save("json"));
    this.#statements.addEventListener("click", () => actions.statements());
  }

  /**
   * Show the state of the table. `usual` is the order where the reader chose none, `words` the number of rows, `plain` the same for
   * a screen reader, `ofFile` the number of rows in a file.
   */
  show(state: State, usual: string, words: string, plain: string, ofFile: string): void {
    const { q, chosen, order } = state;
    const field = this.#field;
    const isTyping = document.activeElement === field && q !== "";
    this.#order.value = order ? (order.down ? "-" : "") + order.key : usual;
    if (!isTyping) field.value = q;
    this.#number.textContent = words;
    this.#csv.textContent = `Download CSV (${ofFile})`;
    this.#clear.hidden = !q && !chosen.size && !order;
    clearTimeout(this.#waiting);
    this.#waiting = window.setTimeout(() => {
      this.#said.textContent = plain;
    }, QUIET);
  }

  /** Say in words what goes on, or nothing. */
  tell(words: string): void {
    this.#number.textContent = words;
  }
}

function wordField(): HTMLInputElement {
  return el("input", {
    id: "ea-ix-q",
    type: "search",
    placeholder: "Filter these entries",
    maxlength: 200,
    dir: "auto",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
}

function labelOfWords(): HTMLElement {
  const words = "Show only entries with these words, in any spelling";
  return el("label", { class: "ea-vh", for: "ea-ix-q" }, words);
}

function act(words: string): HTMLButtonElement {
  return el("button", { type: "button", class: "ea-act" }, words);
}
