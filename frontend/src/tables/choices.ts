// The choices beside an index or the map: boxes to tick, with the number of rows that each would leave.

import { el, foldWhile, numeral } from "../dom.ts";
import { narrows, YEAR, type State } from "./state.ts";

/** As many choices of a facet are in sight, as frontend/src/styles/indexes.css has it; the others come with "more". */
const inSight = (set: HTMLElement) => (set.dataset["key"] === YEAR ? 24 : 8);
/** A window so narrow shows the choices when they are asked for. */
const NARROW = "(max-width: 76.2344em)";

/** What choices leave begins here: the bar above the rows of an index, or the map. */
const SHOWN = ".ea-ix-bar, #the-map";

/** Told of each box that is ticked or no longer so. */
type Change = (key: string, value: string, on: boolean) => void;

interface Box {
  readonly input: HTMLInputElement;
  readonly item: HTMLElement;
  readonly number: HTMLElement | null;
  /** The number that stands there, and whether it is ticked. */
  shown?: number;
  on?: boolean;
}

/** The boxes of a facet by value. */
type Boxes = ReadonlyMap<string, Box>;

/** Take over the form, where the page has one. */
export function followChoices(panel: HTMLDetailsElement | null, change: Change): Choices {
  return new Choices(panel, change);
}

export class Choices {
  /** The values of each facet, in the order of the page, which is that of the values of a row. */
  readonly facets: ReadonlyMap<string, ReadonlySet<string>>;
  /** The facets of which the page does not list all values. */
  readonly open: readonly string[];
  /** The words of each value. */
  readonly words: ReadonlyMap<string, string>;
  readonly #panel: HTMLDetailsElement | null;
  readonly #boxes: ReadonlyMap<string, Boxes>;
  /** The line above the choices, and its usual words. */
  readonly #line: HTMLElement | null;
  readonly #usual: string;
  /** Leads from the choices of a narrow window to what they leave. */
  readonly #done = el("button", { type: "button", class: "ea-fac-done" });

  constructor(panel: HTMLDetailsElement | null, change: Change) {
    this.#panel = panel;
    const sets = [...(panel?.querySelectorAll<HTMLElement>("[data-key]") ?? [])];
    this.#boxes = new Map(sets.map((set) => [set.dataset["key"] ?? "", boxesOf(set, change)]));
    this.facets = new Map(
      [...this.#boxes].map(([key, boxes]) => [key, new Set<string>(boxes.keys())]),
    );
    const isOpen = (set: HTMLElement) => set.querySelector(".ea-fac-rest") !== null;
    this.open = sets.filter(isOpen).map((set) => set.dataset["key"] ?? "");
    this.words = new Map(
      [...this.#boxes.values()].flatMap((boxes) =>
        [...boxes].map(([value, { item }]) => [
          value,
          item.querySelector("span")?.textContent ?? "",
        ]),
      ),
    );
    this.#line = panel?.querySelector("summary") ?? null;
    this.#usual = this.#line?.textContent ?? "";
    if (panel) this.#follow(panel);
  }

  #follow(panel: HTMLDetailsElement): void {
    foldWhile(panel, NARROW);
    panel.classList.add("ea-ready");
    panel.append(this.#done);
    this.#done.addEventListener("click", () => {
      panel.open = false;
      document.querySelector(SHOWN)?.scrollIntoView();
      this.#line?.focus({ preventScroll: true });
    });
    this.#line?.addEventListener("click", () => {
      const isAbove = panel.getBoundingClientRect().top < 0;
      if (panel.open && isAbove) panel.scrollIntoView(); // the rows follow where the choices were
    });
  }

  /**
   * Say in the line above the choices, which stays in sight, what they leave; without words, the line has its usual ones. `left`, if
   * given, is how much that is, for the button below the choices.
   */
  tell(words: string | false, left = ""): void {
    if (this.#line) this.#line.textContent = words ? `Filter: ${words}` : this.#usual;
    if (left) this.#done.textContent = `Show ${left}`;
  }

  /** Show what is chosen, and how many rows each choice would leave; what has the focus stays where it is. */
  show(state: State, counts: readonly ReadonlyMap<string, number>[]): void {
    const held = this.#panel?.querySelector(":focus") ?? null;
    const top = held?.getBoundingClientRect().top ?? 0;
    [...this.#boxes].forEach(([key, boxes], at) => {
      showBoxes(boxes, state.chosen.get(key), counts[at]);
      const list = boxes.values().next().value?.item.parentElement;
      if (!list) return;
      if (!list.contains(held)) arrange(list, boxes, narrows(state), key === YEAR);
      showTicked(list);
    });
    if (this.#panel && held) keepInPlace(this.#panel, held, top);
    this.#panel?.toggleAttribute("data-chosen", state.chosen.size > 0);
  }
}

/** Make the boxes of a facet. */
function boxesOf(set: HTMLElement, change: Change): Boxes {
  const key = set.dataset["key"] ?? "";
  const boxes = new Map<string, Box>();
  set.setAttribute("role", "group");
  set.setAttribute("aria-label", set.querySelector("p")?.textContent ?? "");
  for (const item of set.querySelectorAll<HTMLElement>("li[data-v]")) {
    const value = item.dataset["v"] ?? "";
    const input = el("input", { type: "checkbox", autocomplete: "off" });
    const number = item.querySelector<HTMLElement>(".ea-so");
    item.append(el("label", {}, input, ...item.childNodes));
    boxes.set(value, { input, item, number });
    input.addEventListener("change", () => change(key, value, input.checked));
  }
  offerMore(set);
  return boxes;
}

/** Make a button of the words that more choices follow. */
function offerMore(set: HTMLElement): void {
  const words = set.querySelector<HTMLElement>(".ea-fac-more");
  if (!words) return;
  const button = el("button", { type: "button" }, ...words.childNodes);
  words.append(button);
  button.addEventListener("click", () => {
    set.classList.add("ea-all");
    set.querySelectorAll<HTMLElement>("li input")[inSight(set)]?.focus();
  });
}

function showBoxes(
  boxes: Boxes,
  chosen: ReadonlySet<string> | undefined,
  counts: ReadonlyMap<string, number> | undefined,
): void {
  for (const [value, box] of boxes) {
    showBox(box, counts?.get(value) ?? 0, chosen?.has(value) ?? false);
  }
}

/** Show the number of a box and whether it is ticked, where these differ from what it shows. */
function showBox(box: Box, number: number, on: boolean): void {
  const { input, item } = box;
  if (box.shown === number && box.on === on && input.checked === on) return;
  if (box.shown !== number && box.number) box.number.textContent = numeral(number);
  box.shown = number;
  box.on = on;
  input.checked = on;
  item.classList.toggle("ea-nil", number === 0 && !on);
}

/**
 * Put the choices that leave most rows first, and those that leave none last; while nothing is narrowed they stand as on the page.
 * Years keep their order.
 */
function arrange(list: Element, boxes: Boxes, isNarrowed: boolean, areYears: boolean): void {
  const sorted = [...boxes];
  if (isNarrowed) {
    sorted.sort(([a, one], [b, other]) => {
      const byRows = areYears ? 0 : other.shown! - one.shown!;
      return lateness(a, one) - lateness(b, other) || byRows;
    });
  }
  const items = sorted.map(([, { item }]) => item);
  if (items.some((item, place) => list.children[place] !== item)) list.append(...items);
}

/** How late a choice comes: one that leaves no row after all others; among its like a value with a stance late, and "none" last. */
function lateness(value: string, { shown }: Box): number {
  const part = shown ? 0 : 4;
  if (value === "none") return part + 2;
  return value.includes("_") ? part + 1 : part;
}

/** Show all choices of a facet where one that is ticked would be out of sight. */
function showTicked(list: Element): void {
  const set = list.parentElement!;
  const hidden = [...list.children].slice(inSight(set));
  const hasTicked = hidden.some((item) => item.querySelector(":checked"));
  if (hasTicked) set.classList.add("ea-all");
}

/** Scroll so that an element stays as far from the top of the window as it was. */
function keepInPlace(panel: Element, element: Element, top: number): void {
  const scrolled = panel.scrollHeight > panel.clientHeight ? panel : window;
  scrolled.scrollBy(0, element.getBoundingClientRect().top - top);
}
