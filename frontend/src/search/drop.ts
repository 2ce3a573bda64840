// The list under a search box, of which the keys choose a link, and the words that a screen reader says of it.

import { el } from "../dom.ts";

/** Milliseconds without a key before something is said aloud. */
const QUIET = 500;

const AS_COMBOBOX = {
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-haspopup": "listbox",
  "aria-expanded": "false",
  autocapitalize: "off",
  autocorrect: "off",
  spellcheck: "false",
  enterkeyhint: "search",
};

/** Attributes of a link that can be chosen in the list. */
export const AS_OPTION = { role: "option", tabindex: "-1", "aria-selected": "false" };

/** Links under a label, which is read to everybody but shown only where it tells groups apart. */
export interface Group {
  readonly label: string;
  readonly isShown?: boolean;
  readonly links: readonly HTMLAnchorElement[];
}

export class Drop {
  readonly #input: HTMLInputElement;
  readonly #id: string;
  /** The head of the list. */
  readonly head = el("div", { class: "ea-drop-sum" });
  readonly #list: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #status = el("div", { class: "ea-vh", role: "status" });
  #saying = 0;
  /** The number of the link that is chosen; -1 where the field is. */
  #chosen = -1;

  /** Make the input a combobox of the list, which has this id and stands in the form. */
  constructor(form: HTMLElement, input: HTMLInputElement, id: string) {
    this.#input = input;
    this.#id = id;
    const attributes = { class: "ea-drop-list", role: "listbox", id, tabindex: -1 };
    this.#list = el("div", { ...attributes, "aria-label": "Search results" });
    this.#panel = el("div", { class: "ea-drop", hidden: true }, this.head, this.#list, keysTold());
    form.append(this.#panel, this.#status);
    for (const [name, value] of Object.entries({ ...AS_COMBOBOX, "aria-controls": id })) {
      input.setAttribute(name, value);
    }
    // A click beside the links takes no focus from the input.
    this.#panel.addEventListener("mousedown", (event) => {
      if (!(event.target as Element).closest("button")) event.preventDefault();
    });
  }

  get isOpen(): boolean {
    return !this.#panel.hidden;
  }

  get #options(): HTMLAnchorElement[] {
    return [...this.#list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  }

  /** The link that is chosen. */
  get chosen(): HTMLAnchorElement | undefined {
    return this.#options[this.#chosen];
  }

  /** Choose the link of this number, or none. */
  choose(number: number): void {
    const options = this.#options;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    this.#chosen = number;
    const option = options[number];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.#input.removeAttribute("aria-activedescendant");
  }

  /** The number of the link that a key leads to, -1 for the field; undefined where it leads to none. */
  target({ key, shiftKey }: KeyboardEvent): number | undefined {
    const last = this.#options.length - 1;
    const at = this.#chosen;
    if (key === "ArrowDown") return at >= last ? -1 : at + 1;
    if (key === "ArrowUp") return at < 0 ? last : at - 1;
    if (at < 0 || shiftKey) return undefined;
    return { Home: 0, End: last }[key];
  }

  /** Fill the list; the link that was chosen stays so if it is among the new ones. */
  fill(groups: readonly Group[]): void {
    const chosen = this.chosen?.href;
    this.#list.replaceChildren(...groups.map((group, at) => grouped(group, `${this.#id}-${at}`)));
    const options = this.#options;
    options.forEach((option, at) => (option.id = `${this.#id}-o${at}`));
    this.choose(chosen ? options.findIndex((option) => option.href === chosen) : -1);
  }

  open(): void {
    this.#panel.hidden = false;
    this.#input.setAttribute("aria-expanded", String(this.#options.length > 0));
  }

  close(): void {
    this.#panel.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  /** Let a screen reader say something after a pause in the typing, or at once. */
  say(words: string, quiet = QUIET): void {
    clearTimeout(this.#saying);
    this.#saying = window.setTimeout(() => (this.#status.textContent = words), quiet);
  }

  beSilent(): void {
    clearTimeout(this.#saying);
    this.#status.textContent = "";
  }
}

function grouped({ label, isShown = false, links }: Group, id: string): HTMLElement {
  const head = el(
    "div",
    { class: isShown ? "ea-group" : "ea-vh", id, role: "presentation" },
    label,
  );
  return el("div", { role: "group", "aria-labelledby": id }, head, ...links);
}

function keysTold(): HTMLElement {
  const key = (name: string) => el("kbd", {}, name);
  return el(
    "div",
    { class: "ea-drop-end ea-drop-keys", "aria-hidden": "true" },
    ...[key("↑"), " ", key("↓"), " choose ", key("Enter"), " open ", key("Esc"), " close"],
  );
}
