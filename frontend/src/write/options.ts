// The list under a field in which entries are found: its options, the one that is marked, and how many are told to a screen reader.

import { el, type Child } from "../dom.ts";

/** What can be chosen, and what is done then. */
export interface Option {
  readonly label: readonly Child[];
  act(): void;
}

let lists = 0;

export class OptionList {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #id: string;
  readonly #list: HTMLElement;
  readonly #status = el("span", { class: "ea-vh", role: "status" });
  #options: readonly Option[] = [];
  /** The number of the option that is marked; -1 where none is. */
  #marked = -1;

  /** Make the input a combobox of the list; `take` is called when it is clicked, with the option or none. */
  constructor(input: HTMLInputElement, take: (option: Option | undefined) => void) {
    lists++;
    this.#input = input;
    this.#id = `ea-write-list-${lists}`;
    const attributes = { class: "ea-write-list", role: "listbox", id: this.#id };
    this.#list = el("ul", { ...attributes, "aria-label": "Entries found", hidden: true });
    this.element = el("span", { class: "ea-write-found" }, this.#list, this.#status);
    const asCombobox = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#id,
      autocomplete: "off",
      spellcheck: "false",
    };
    for (const [name, value] of Object.entries(asCombobox)) input.setAttribute(name, value);
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.#list.addEventListener("click", (event) => {
      const number = this.#items.indexOf((event.target as Element).closest("li")!);
      if (number >= 0) take(this.#options[number]);
    });
  }

  get isOpen(): boolean {
    return !this.#list.hidden;
  }

  get #items(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[];
  }

  /** The option that is marked, or the first; none where the list is closed or empty. */
  get chosen(): Option | undefined {
    return this.isOpen ? this.#options[Math.max(this.#marked, 0)] : undefined;
  }

  /** Show the options, of which `found` are entries. */
  fill(options: readonly Option[], found: number): void {
    this.#options = options;
    const none = "Nothing found by this name";
    const items = options.map(({ label }, number) => {
      const id = `${this.#id}-${number}`;
      return el("li", { role: "option", id, "aria-selected": "false" }, ...label);
    });
    if (!items.length) {
      const attributes = { class: "ea-write-nothing", role: "option", "aria-disabled": "true" };
      items.push(el("li", { ...attributes, id: `${this.#id}-0` }, none));
    }
    this.#list.replaceChildren(...items);
    this.#status.textContent = found ? `${found} found; arrows choose` : none;
    this.#mark(-1);
    this.show(true);
  }

  /** Mark the next option, or the one before it; the last is followed by the first. */
  move(step: 1 | -1): void {
    const { length } = this.#options;
    if (!length) return;
    const from = this.#marked < 0 && step < 0 ? length : this.#marked; // upwards from the field: the last
    this.#mark((from + step + length) % length);
  }

  show(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.#mark(-1);
  }

  #mark(number: number): void {
    this.#marked = number;
    const items = this.#items;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === number)));
    const item = items[number];
    if (!item) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }
}
