// The choice of years over their bars, and of a day.

import { el } from "../dom.ts";

export interface Time {
  readonly element: HTMLElement;
  /** Show the chosen years, how many there would be in each, and the day. */
  show(
    years: ReadonlySet<string> | undefined,
    counts: ReadonlyMap<string, number> | undefined,
    day: string,
  ): void;
}

/** Make the bars and their two handles; `choose` is given the first and the last year, null where that is all. */
export function timeOf(
  years: readonly string[],
  choose: (span: readonly [number, number] | null) => void,
  chooseDay: (day: string) => void,
): Time {
  const known = years.filter((year) => /^\d{4}$/.test(year)).map(Number);
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const all = Array.from({ length: last - first + 1 }, (_, number) => first + number);
  const bars = all.map((year) => el("i", { title: year }));
  const [from, to] = (["From", "To"] as const).map((words) => handle(words, first, last)) as [
    Handle,
    Handle,
  ];
  const day = el("input", { type: "date", "aria-label": "On a day" });
  const said = el("output", { class: "ea-so" });

  const changed =
    (moved: Handle, other: Handle, isOver: (a: number, b: number) => boolean) => () => {
      if (isOver(moved.year(), other.year())) other.set(moved.year());
      choose(from.year() === first && to.year() === last ? null : [from.year(), to.year()]);
    };
  from.input.addEventListener(
    "input",
    changed(from, to, (a, b) => a > b),
  );
  to.input.addEventListener(
    "input",
    changed(to, from, (a, b) => a < b),
  );
  day.addEventListener("input", () => chooseDay(day.value));
  return {
    element: el(
      "div",
      { class: "ea-map-time" },
      known.length > 1 &&
        el(
          "div",
          { class: "ea-map-years", role: "group", "aria-label": "Years" },
          el("div", { class: "ea-map-bars", "aria-hidden": "true" }, ...bars),
          from.input,
          to.input,
          said,
        ),
      el("label", {}, "On a day", day),
    ),
    show(chosen, counts, on) {
      const numbers = all.map((year) => counts?.get(String(year)) ?? 0);
      const most = Math.max(1, ...numbers);
      const held = [...(chosen ?? [])].map(Number).filter((year) => year >= first && year <= last);
      const [low, high] = held.length ? [Math.min(...held), Math.max(...held)] : [first, last];
      bars.forEach((bar, at) => {
        bar.style.height = `${(100 * numbers[at]!) / most}%`;
        bar.title = `${all[at]}: ${numbers[at]}`;
        bar.classList.toggle("ea-off", !!chosen && !chosen.has(String(all[at])));
      });
      from.set(low);
      to.set(high);
      said.textContent = low === high ? String(low) : `${low}–${high}`;
      if (day.value !== on) day.value = on;
    },
  };
}

interface Handle {
  readonly input: HTMLInputElement;
  year(): number;
  set(year: number): void;
}

function handle(words: string, min: number, max: number): Handle {
  const input = el("input", {
    type: "range",
    min,
    max,
    step: 1,
    value: words === "From" ? min : max,
    "aria-label": words,
    autocomplete: "off",
  });
  return { input, year: () => Number(input.value), set: (year) => (input.value = String(year)) };
}
