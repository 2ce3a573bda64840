// The choices beside an index: boxes to tick, with the number of rows that each would leave.

import { el, foldWhile, numeral } from "../dom.ts";
import { narrows, YEAR, type State } from "./state.ts";

/** As many choices of a facet are in sight; the others come with "more". */
const IN_SIGHT = 8;

export interface Choices {
  /** The values of each facet, in the order of the page, which is that of the values of a row. */
  readonly facets: ReadonlyMap<string, ReadonlySet<string>>;
  show(state: State, counts: readonly ReadonlyMap<string, number>[]): void;
  /** Say in the line above the choices, which stays in sight, what they leave; nothing stands for their usual words. */
  tell(words: string | false): void;
}

interface Box {
  readonly input: HTMLInputElement;
  readonly item: HTMLElement;
  readonly number: HTMLElement | null;
  /** The number that stands there, and whether it is ticked. */
  shown?: number;
  on?: boolean;
}

/** Take over the form; `change` is told of each box that is ticked or no longer so. */
export function followChoices(
  panel: HTMLDetailsElement | null,
  change: (key: string, value: string, on: boolean) => void,
): Choices {
  const facets = new Map<string, Map<string, Box>>();
  for (const set of panel?.querySelectorAll<HTMLElement>("[data-key]") ?? []) {
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
    facets.set(key, boxes);
    offerMore(set);
  }
  const line = panel?.querySelector("summary");
  const usual = line?.textContent ?? "";
  if (panel) {
    foldWhile(panel, "(max-width: 76.2344em)"); // a phone shows them when they are asked for
    panel.classList.add("ea-ready");
  }
  line?.addEventListener("click", () => {
    if (panel!.open && panel!.getBoundingClientRect().top < 0) panel!.scrollIntoView(); // the rows follow where the choices were
  });
  return {
    facets: new Map([...facets].map(([key, boxes]) => [key, new Set(boxes.keys())])),
    tell(words) {
      if (line) line.textContent = words ? `Filter: ${words}` : usual;
    },
    show(state, counts) {
      const held = panel?.querySelector(":focus");
      const top = held?.getBoundingClientRect().top ?? 0;
      [...facets].forEach(([key, boxes], at) => {
        for (const [value, box] of boxes) {
          const number = counts[at]?.get(value) ?? 0;
          const on = state.chosen.get(key)?.has(value) ?? false;
          if (box.shown === number && box.on === on && box.input.checked === on) continue;
          if (box.shown !== number && box.number) box.number.textContent = numeral(number);
          box.shown = number;
          box.on = box.input.checked = on;
          box.item.classList.toggle("ea-nil", number === 0 && !on);
        }
        const list = boxes.values().next().value?.item.parentElement;
        if (!list) return;
        // years stay in their order
        if (key !== YEAR && !list.contains(held ?? null)) arrange(list, boxes, narrows(state));
        if (
          [...list.children].some(
            (item, place) => place >= IN_SIGHT && item.querySelector(":checked"),
          )
        )
          list.parentElement!.classList.add("ea-all");
      });
      if (held)
        (panel!.scrollHeight > panel!.clientHeight ? panel! : window).scrollBy(
          0,
          held.getBoundingClientRect().top - top,
        );
      panel?.toggleAttribute("data-chosen", state.chosen.size > 0);
    },
  };
}

/** Put the choices that leave most rows first, and those that leave none last; while nothing is narrowed they stand as on the page. */
function arrange(list: Element, boxes: ReadonlyMap<string, Box>, isNarrowed: boolean): void {
  const late = ([value, { shown }]: [string, Box]) =>
    (shown ? 0 : 4) + (value === "none" ? 2 : Number(value.includes("_")));
  const sorted = [...boxes];
  if (isNarrowed) sorted.sort((a, b) => late(a) - late(b) || b[1].shown! - a[1].shown!);
  if (sorted.some(([, { item }], place) => list.children[place] !== item))
    list.append(...sorted.map(([, { item }]) => item));
}

/** Make a button of the words that more choices follow. */
function offerMore(set: HTMLElement): void {
  const words = set.querySelector<HTMLElement>(".ea-fac-more");
  if (!words) return;
  const button = el("button", { type: "button" }, ...words.childNodes);
  words.append(button);
  button.addEventListener("click", () => {
    set.classList.add("ea-all");
    set.querySelectorAll<HTMLElement>("li input")[IN_SIGHT]?.focus();
  });
}

export interface Bar {
  /** Show the state, the order that is none of its own, the number of rows, and what a screen reader is told. */
  show(state: State, order: string, words: string, plain: string): void;
  /** Say in words what goes on, or nothing. */
  tell(words: string): void;
}

/** Fill the bar above the rows: words to look for, how many rows there are, and their files. */
export function fillBar(
  bar: HTMLElement,
  does: {
    words: (text: string) => void;
    clear: () => void;
    focus: () => void;
    order: (order: string) => void;
    save: (form: "csv" | "json") => void;
    statements: () => void;
  },
  orders: readonly (readonly [value: string, words: string])[],
): Bar {
  const field = el("input", {
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
  const number = el("span", { class: "ea-count" });
  const order = el(
    "select",
    { "aria-label": "Sort by", autocomplete: "off" },
    ...orders.map(([value, words]) => el("option", { value }, words)),
  );
  const clear = el("button", { type: "button", class: "ea-act" }, "Clear all");
  const files = (["csv", "json"] as const).map((form) =>
    el("button", { type: "button", class: "ea-act" }, form === "csv" ? "Download CSV" : "JSON"),
  );
  const statements = el(
    "button",
    {
      type: "button",
      class: "ea-act",
      title: "All statements of these entries, with speakers and sources, as CSV",
    },
    "Statements",
  );
  const said = el("span", { class: "ea-vh", role: "status" });
  clear.hidden = true;
  bar.append(
    el(
      "label",
      { class: "ea-vh", for: "ea-ix-q" },
      "Show only entries with these words, in any spelling",
    ),
    field,
    number,
    order,
    clear,
    el("span", { class: "ea-files" }, ...files, statements),
    said,
  );
  field.addEventListener("input", () => does.words(field.value));
  field.addEventListener("focus", does.focus, { once: true });
  order.addEventListener("change", () => does.order(order.value));
  clear.addEventListener("click", () => {
    does.clear();
    field.focus();
  });
  files.forEach((button, at) =>
    button.addEventListener("click", () => does.save(at ? "json" : "csv")),
  );
  statements.addEventListener("click", does.statements);
  let waiting = 0;
  return {
    show(state, usual, words, plain) {
      order.value = state.order ? (state.order.down ? "-" : "") + state.order.key : usual;
      if (document.activeElement !== field || !state.q) field.value = state.q;
      number.textContent = words;
      clear.hidden = !state.q && !state.chosen.size && !state.order;
      clearTimeout(waiting);
      waiting = window.setTimeout(() => (said.textContent = plain), 500);
    },
    tell(words) {
      number.textContent = words;
    },
  };
}
