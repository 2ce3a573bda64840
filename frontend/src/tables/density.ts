// The bars of years and the head of a chronology: those of the rows that are left. A bar then chooses its year beside what is chosen.

import { numeral, svgElement } from "../dom.ts";
import type { Row } from "./rows.ts";
import { put, YEAR, type State } from "./state.ts";

/** The height of the highest bar, and where all stand, as `chronology_pages.py` draws them. */
const [HIGHEST, FOOT] = [100, 115];

export interface Density {
  /** Show the rows that are left, and those that would be in other years; without them, the page as it was built. */
  show(
    state: State,
    rows: { readonly left: readonly Row[]; readonly everyYear: readonly Row[] } | null,
  ): void;
}

/** Take over the bars, where the page has them; `addressOf` is the query of a state, `set` is given the state that a bar asks for. */
export function densityOf(
  facets: ReadonlyMap<string, unknown>,
  addressOf: (state: State) => string,
  set: (state: State) => void,
): Density | null {
  const [yearAt, kindAt] = [YEAR, "kind"].map((key) => [...facets.keys()].indexOf(key)) as [
    number,
    number,
  ];
  const kinds = [...document.querySelectorAll(".ea-density-key>span")].map(
    ({ classList }) => classList[1]!,
  );
  const head = [...document.querySelectorAll<HTMLElement>(".ea-kind>span")];
  const words = head.map(({ textContent }) => textContent);
  const bars = [
    ...document.querySelectorAll<HTMLAnchorElement>(".ea-density:not(.ea-months) a"),
  ].map((link) => {
    const [svg, year, number] = [
      link.firstElementChild!,
      link.lastChild!.textContent!.trim(),
      link.nextElementSibling!,
    ];
    return {
      link,
      svg,
      year,
      number,
      usual: {
        href: link.getAttribute("href")!,
        drawing: [...svg.childNodes],
        number: number.textContent,
      },
    };
  });
  if (!bars.length || yearAt < 0) return null;
  const yearOf = ({ values }: Row) => values[yearAt]?.[0] ?? "";
  let state: State;
  const chosen = (year: string) =>
    put(state, YEAR, state.chosen.get(YEAR)?.has(year) ? [] : [year]);
  for (const { link, year } of bars) {
    link.addEventListener("click", (event) => {
      if (!link.search || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      set(chosen(year));
    });
  }
  return {
    show(next, rows) {
      state = next;
      const years = new Map(bars.map(({ year }) => [year, kinds.map(() => 0)]));
      for (const row of rows?.everyYear ?? []) {
        const numbers = years.get(yearOf(row));
        const at = kinds.indexOf(`ea-k-${row.values[kindAt]?.[0]}`);
        if (numbers && at >= 0) numbers[at]!++;
      }
      const sum = (year: string) => years.get(year)!.reduce((one, other) => one + other, 0);
      const unit = HIGHEST / Math.max(1, ...bars.map(({ year }) => sum(year)));
      for (const { link, svg, year, number, usual } of bars) {
        const on = state.chosen.get(YEAR);
        link.toggleAttribute("data-off", !!rows && !!on && !on.has(year));
        link.ariaCurrent = rows && on?.has(year) ? "true" : null;
        link.setAttribute(
          "href",
          rows ? `${location.pathname}${addressOf(chosen(year))}` : usual.href,
        );
        svg.replaceChildren(...(rows ? drawn(years.get(year)!, kinds, unit) : usual.drawing));
        number.textContent = rows ? numeral(sum(year)) : usual.number;
      }
      const held = [...new Set(rows?.left.map(yearOf))].sort();
      const said = rows
        ? [
            `${numeral(rows.left.length)} of ${words[0]}`,
            [...new Set([held[0], held.at(-1)])].join(" to "),
          ]
        : words;
      head.forEach((part, at) => (part.textContent = said[at]!));
    },
  };
}

/** The pieces of a bar, for the kinds, and its number above; nothing where it has none. */
function drawn(numbers: readonly number[], kinds: readonly string[], unit: number): Element[] {
  const pieces: Element[] = [];
  let top = FOOT;
  numbers.forEach((number, at) => {
    if (number)
      pieces.push(
        shape("rect", {
          class: kinds[at]!,
          x: 4,
          width: 16,
          y: (top -= number * unit),
          height: number * unit,
        }),
      );
  });
  if (!pieces.length) return [];
  const number = shape("text", { x: 12, y: top - 3 });
  number.textContent = String(numbers.reduce((one, other) => one + other));
  return [...pieces, number];
}

function shape(name: "rect" | "text", attributes: Record<string, string | number>): Element {
  const made = svgElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
