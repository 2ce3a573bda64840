// A field in which entries are found by name: a list follows what is typed, and keys or a click choose from it. Whoever goes on without
// a choice gets the only entry of that very name, which may be found when the focus is elsewhere.

import { el, type Child } from "../dom.ts";
import { find, kindIn, type Choice, type Extra, type Found, type Scope } from "./finding.ts";
import { OptionList, type Option } from "./options.ts";
import { PAUSE } from "../search/pause.ts";

export interface FinderOptions extends Scope {
  readonly input: HTMLInputElement;
  /** `found` tells whether entries have this name. */
  readonly extras: (typed: string, found: boolean) => readonly Extra[];
  readonly chosen: (choice: Choice) => void;
  /** Somebody goes on without a choice, and no entry has exactly this name. */
  readonly left?: (typed: string, found: Found) => void;
}

/** The names that are still looked up, after somebody went on without a choice. */
export const lookedUp = new Set<Promise<void>>();

let isPressed = false;
for (const type of ["pointerdown", "pointerup", "pointercancel"]) {
  const note = () => {
    isPressed = type === "pointerdown";
  };
  addEventListener(type, note, true);
}

/** Wait until a button that is pressed was released: one that moves meanwhile would not be clicked. */
async function released(): Promise<void> {
  while (isPressed) await new Promise((done) => setTimeout(done, 20));
  await new Promise((done) => setTimeout(done));
}

function noteLookUp(work: Promise<void>): void {
  const looking = work.finally(() => lookedUp.delete(looking));
  lookedUp.add(looking);
}

/** Make a combobox of a text field; what is chosen is told, and what is typed stays in the field. */
export function makeFinder(options: FinderOptions): HTMLElement {
  return new Finder(options).element;
}

class Finder {
  readonly #options: FinderOptions;
  readonly #input: HTMLInputElement;
  readonly #list: OptionList;
  /** The number of the last question: what comes for an earlier one is not shown. */
  #turn = 0;
  #waiting = 0;
  /** The text that the list answers, or for which it was dismissed; while names are looked up, the field may have another. */
  #listed = "";
  /** The text in the field was dealt with: an entry was chosen, or it was told that none has this name. */
  #isSettled = true;
  /** An option is being taken: where it is a new work, the focus leaves the field for its description. */
  #isTaking = false;

  constructor(options: FinderOptions) {
    this.#options = options;
    this.#input = options.input;
    this.#list = new OptionList(options.input, (option) => this.#take(option));
    this.#input.addEventListener("focus", () => this.#enter());
    this.#input.addEventListener("input", () => this.#askSoon());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#input.addEventListener("blur", () => this.#leave());
  }

  get element(): HTMLElement {
    return this.#list.element;
  }

  get #typed(): string {
    return this.#input.value.trim();
  }

  // Questions

  /** Leave the question that is asked or waits. */
  #drop(): void {
    clearTimeout(this.#waiting);
    this.#turn++;
  }

  #enter(): void {
    const { engine, kinds } = this.#options;
    engine.warm();
    if (!this.#input.value && kinds.every(({ isRow }) => isRow)) void this.#ask();
  }

  #askSoon(): void {
    this.#isSettled = false;
    this.#drop();
    this.#waiting = window.setTimeout(() => void this.#ask(), PAUSE);
  }

  async #ask(): Promise<void> {
    this.#turn++;
    const mine = this.#turn;
    const typed = this.#typed;
    if (!typed && !this.#options.extras("", false).length) return this.#list.show(false);
    const found = await find(this.#options, typed);
    if (mine === this.#turn && document.activeElement === this.#input) this.#draw(found, typed);
  }

  // The list

  #draw({ choices, isSure }: Found, typed: string): void {
    const extras = this.#options.extras(typed, isSure);
    const found = choices.map((choice) => this.#optionOf(choice));
    const first: Option[] = [];
    const last: Option[] = [];
    for (const extra of extras) {
      const option = { label: [extra.label], act: () => extra.choose() };
      (extra.isFirst ? first : last).push(option);
    }
    this.#listed = typed;
    this.#list.fill([...first, ...found, ...last], choices.length);
  }

  #optionOf(choice: Choice): Option {
    const kind = kindIn(this.#options.kinds, choice.folder);
    const words = (kind?.isRow && choice.line) || kind?.singular || "";
    const label: Child[] = [
      el("span", {}, choice.name),
      " ",
      el("span", { class: "ea-write-kind" }, words),
    ];
    return { label, act: () => this.#options.chosen(choice) };
  }

  #take(option: Option | undefined): void {
    this.#turn++;
    this.#list.show(false);
    this.#isTaking = true;
    option?.act();
    this.#isTaking = false;
    this.#isSettled = true;
  }

  // Keys

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.isOpen) this.#list.move(event.key === "ArrowDown" ? 1 : -1);
      else void this.#ask();
    } else if (event.key === "Enter") {
      event.preventDefault();
      noteLookUp(this.#answer());
    } else if (event.key === "Escape" && this.#list.isOpen) {
      event.preventDefault();
      this.#drop();
      this.#listed = this.#typed;
      this.#list.show(false);
    }
  }

  /** Take the option that is marked, or the first: Enter does. */
  async #answer(): Promise<void> {
    if (this.#typed !== this.#listed && !(await this.#listTyped())) return;
    const { chosen } = this.#list;
    if (chosen) this.#take(chosen);
  }

  /** List what is found for the text in the field, though it is left meanwhile; returns whether there is something to choose. */
  async #listTyped(): Promise<boolean> {
    const typed = this.#typed;
    if (!typed || this.#isSettled) return false;
    this.#drop();
    this.#isSettled = true;
    const found = await find(this.#options, typed);
    await released();
    if (this.#typed !== typed) return false;
    this.#draw(found, typed);
    if (this.#list.chosen) return true;
    this.#isSettled = document.activeElement !== this.#input;
    if (!this.#isSettled) return false; // it is told when the field is left
    this.#list.show(false);
    this.#options.left?.(typed, found);
    return false;
  }

  // Leaving

  #leave(): void {
    this.#drop();
    this.#list.show(false);
    if (this.#isTaking || this.#isSettled) return;
    this.#isSettled = true;
    noteLookUp(this.#settle(this.#typed));
  }

  /** Choose the entry that has the very name that was typed, or tell that none has. */
  async #settle(typed: string): Promise<void> {
    const { left, chosen } = this.#options;
    if (!typed || !left) return;
    const found = await find(this.#options, typed);
    await released();
    if (this.#typed !== typed) return;
    if (found.exact) chosen(found.exact);
    else left(typed, found);
    this.#isSettled = true;
  }
}
