// The list beside the map: what is in view, or, as a card, what is at one mark.

import { el, numeral } from "../dom.ts";
import type { Entry } from "./entries.ts";

/** So many entries are in the list before the reader asks for more; on a narrow screen the table stands beneath it. */
const STEP = innerWidth < 960 ? 8 : 20;

/** What a card has above its entries: links that lead on, and a button that closes it. */
export interface CardHead {
  readonly links: readonly Node[];
  readonly close: () => void;
}

export class EntryList {
  readonly element = el("section", { class: "ea-map-list", "aria-label": "Entries on the map" });
  #heading = el("h2", {});

  /** List entries under a heading. */
  show(words: string, entries: readonly Entry[], card?: CardHead): void {
    this.#heading = el("h2", { tabindex: "-1" }, words);
    const items = el("ol", {});
    const more = el("button", { type: "button", class: "ea-act" });
    addStep(items, more, entries);
    more.addEventListener("click", () => addStep(items, more, entries));
    const head = card ? [headOf(card)] : [];
    this.element.classList.toggle("ea-map-card", Boolean(card));
    this.element.replaceChildren(this.#heading, ...head, items, more);
  }

  /** Put the focus on the heading. */
  focus(): void {
    this.#heading.focus();
  }
}

function headOf({ links, close }: CardHead): HTMLElement {
  const button = el("button", { type: "button", class: "ea-act" }, "Close");
  button.addEventListener("click", close);
  return el("p", {}, ...links, button);
}

/** Add the next entries; whoever asked for them goes on from the first. */
function addStep(items: HTMLElement, more: HTMLElement, entries: readonly Entry[]): void {
  const from = items.children.length;
  items.append(...entries.slice(from, from + STEP).map(itemOf));
  const left = entries.length - items.children.length;
  const isLast = left <= STEP;
  more.hidden = left === 0;
  more.textContent = isLast ? `Show ${left} more` : `Show ${STEP} more (${numeral(left)} left)`;
  if (from) items.children[from]?.querySelector("a")?.focus();
}

function itemOf(entry: Entry): HTMLElement {
  const cells = entry.cells.map(([label, words]) =>
    el("span", { class: "ea-sub" }, `${label}: ${words}`),
  );
  return el(
    "li",
    {},
    el("a", { class: `ea-k ea-k-${entry.kind}`, href: entry.href }, entry.name),
    " ",
    entry.differs && signOfDifference(),
    entry.date && el("span", { class: "ea-sub" }, entry.date),
    ...cells,
  );
}

function signOfDifference(): HTMLElement {
  const words = el("span", { class: "ea-vh" }, "accounts differ");
  return el("span", { class: "ea-neq", title: "accounts differ" }, words);
}
