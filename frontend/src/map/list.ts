// The list beside the map: what is in view, or, as a card, what is at one mark.

import { el, numeral } from "../dom.ts";
import type { Entry } from "./entries.ts";

/** So many entries are in the list before the reader asks for more; on a narrow screen the table stands beneath it. */
const STEP = innerWidth < 960 ? 8 : 20;

export interface List {
  readonly element: HTMLElement;
  /** List entries under a heading; a card can be closed, and leads on. */
  show(
    heading: string,
    entries: readonly Entry[],
    card?: { readonly links: readonly Node[]; readonly close: () => void },
  ): void;
  /** Put the focus on the heading. */
  focus(): void;
}

export function listOf(): List {
  const element = el("section", { class: "ea-map-list", "aria-label": "Entries on the map" });
  let heading = el("h2", {});

  function show(
    words: string,
    entries: readonly Entry[],
    card?: { readonly links: readonly Node[]; readonly close: () => void },
  ): void {
    heading = el("h2", { tabindex: "-1" }, words);
    const items = el("ol", {});
    const more = el("button", { type: "button", class: "ea-act" });
    const add = () => {
      const from = items.children.length;
      items.append(...entries.slice(from, from + STEP).map(itemOf));
      const left = entries.length - items.children.length;
      more.hidden = left === 0;
      more.textContent =
        left > STEP ? `Show ${STEP} more (${numeral(left)} left)` : `Show ${left} more`;
      if (from) (items.children[from]?.querySelector("a") as HTMLElement | null)?.focus();
    };
    add();
    more.addEventListener("click", add);
    const close = el("button", { type: "button", class: "ea-act" }, "Close");
    if (card) close.addEventListener("click", card.close);
    element.classList.toggle("ea-map-card", !!card);
    element.replaceChildren(
      heading,
      ...(card ? [el("p", {}, ...card.links, close)] : []),
      items,
      more,
    );
  }

  return { element, show, focus: () => heading.focus() };
}

function itemOf(entry: Entry): HTMLElement {
  const differs =
    entry.differs &&
    el(
      "span",
      { class: "ea-neq", title: "accounts differ" },
      el("span", { class: "ea-vh" }, "accounts differ"),
    );
  const cells = entry.cells.map(([label, words]) =>
    el("span", { class: "ea-sub" }, `${label}: ${words}`),
  );
  return el(
    "li",
    {},
    el("a", { class: `ea-k ea-k-${entry.kind}`, href: entry.href }, entry.name),
    " ",
    differs,
    entry.date && el("span", { class: "ea-sub" }, entry.date),
    ...cells,
  );
}
