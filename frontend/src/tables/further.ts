// What the shared state asks of an index beyond its choices: a day; the years of what lasts; a body, where rows say who is named.

import { DAY, type Values } from "../address.ts";
import { el } from "../dom.ts";
import { isOn, yearsOf } from "./days.ts";
import type { Row } from "./rows.ts";
import type { State } from "./state.ts";

/** A key that narrows rows though no facet has it. */
export interface Further extends Values {
  /** Whether a row has one of the values. */
  holds(row: Row, chosen: ReadonlySet<string>): boolean;
}

const NAMED = "who-is-named";

/** The further keys of an index, by the rows of one of its pages and the facets that it has. */
export function furtherOf(
  facets: ReadonlyMap<string, ReadonlySet<string>>,
  rows: readonly Row[],
  dateAt: number,
): Map<string, Further> {
  const found = new Map<string, Further>();
  const some = (chosen: ReadonlySet<string>, test: (value: string) => boolean) =>
    [...chosen].some(test);
  const isLasting = rows.some(({ years }) => years !== undefined);
  const names = [...facets.keys()];
  const kindAt = names.indexOf("kind"); // without it, all rows are events
  if (dateAt >= 0) {
    const date = (row: Row) => row.cell(dateAt)?.dataset["s"] ?? "";
    const isEvent = ({ values }: Row) => kindAt < 0 || values[kindAt]?.[0] === "event";
    found.set("on", {
      ...DAY,
      holds: (row, days) => some(days, (day) => isOn(date(row), day, isEvent(row))),
    });
  } else if (isLasting) {
    const isThere = (row: Row, days: ReadonlySet<string>) => {
      const years = yearsOf(row.years);
      return (
        years !== null &&
        some(days, (day) => years[0] <= day.slice(0, 4) && day.slice(0, 4) <= years[1])
      );
    };
    found.set("on", { ...DAY, holds: isThere });
    found.set("year", { has: (text) => /^\d{4}$/.test(text), holds: isThere });
  }
  const [at, named] = [names.indexOf(NAMED), facets.get(NAMED)];
  if (named && !facets.has("body")) {
    const bodies = new Set([...named].map(bodyOf));
    found.set("body", {
      has: (id) => bodies.has(id),
      holds: ({ values }, ids) => (values[at] ?? []).some((value) => ids.has(bodyOf(value))),
    });
  }
  return found;
}

/** The body in a value such as `attributed_iran`, in which a stance stands before it. */
function bodyOf(value: string): string {
  return value.slice(value.indexOf("_") + 1);
}

/** The rows, of those within, that have what is chosen by the further keys; `null`, given or returned, stands for all rows. */
export function narrowFurther(
  rows: readonly Row[],
  further: ReadonlyMap<string, Further>,
  state: State,
  within: ReadonlySet<number> | null,
): ReadonlySet<number> | null {
  const wanted = [...further].flatMap(([key, { holds }]) => {
    const chosen = state.chosen.get(key);
    return chosen ? [(row: Row) => holds(row, chosen)] : [];
  });
  if (!wanted.length) return within;
  return new Set(
    [...(within ?? rows.keys())].filter((number) => wanted.every((holds) => holds(rows[number]!))),
  );
}

/** A day to choose, beneath the choices; `words` say what it means of these rows, `hint` what else can be done. */
export function offerDay(
  panel: Element | null,
  words: string,
  hint: string,
  choose: (day: string) => void,
): HTMLInputElement {
  const day = el("input", { type: "date", "aria-label": words, autocomplete: "off" });
  day.addEventListener("input", () => choose(DAY.has(day.value) ? day.value : ""));
  panel
    ?.querySelector(":scope > div")
    ?.append(
      el(
        "div",
        { class: "ea-fs" },
        el("p", {}, words),
        day,
        hint && el("span", { class: "ea-sub" }, hint),
      ),
    );
  return day;
}
