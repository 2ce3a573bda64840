// The entries on the map, as the generator lists them in map/entries.json, and which of them a choice of time leaves.

import { on, spanOf, words as holdWords } from "../as-of/holding.ts";
import { valuesOf, type Values } from "../tables/filtering.ts";

/** A state, and the days that decide whether it held on a day. */
type State = readonly [words: string, days: string];
type Cell = readonly [label: string, words: string, states?: readonly State[]];
type RawCell = string | readonly [all: string, ...states: State[]];
type RawRow = readonly [
  href: string,
  name: string,
  date: string,
  at: number[],
  values: string,
  cells: RawCell[],
  years: [number, number] | null,
  days: [string, string] | null,
];

export interface RawEntries {
  /** The keys of the facets, in the order of the values of a row. */
  readonly facets: readonly string[];
  /** The ids of the places to which the rows refer by number. */
  readonly at: readonly string[];
  /** By kind, the labels of the cells. */
  readonly columns: { readonly [kind: string]: readonly string[] };
  readonly rows: readonly RawRow[];
}

export interface Entry {
  readonly href: string;
  readonly name: string;
  readonly date: string;
  readonly kind: string;
  readonly places: readonly string[];
  /** Labels and words, as "Killed" and "3"; of what lasts also its states. */
  readonly cells: readonly Cell[];
  readonly values: Values;
  readonly differs: boolean;
  /** The first and the last year in which it counts; null is every year. */
  readonly years: readonly [number, number] | null;
  /** The days that the date of an event allows; null of what lasts. */
  readonly days: readonly [string, string] | null;
}

/** Before the years in which something that lasts was there: they are no bars of the years in which something happened. */
const THERE = "~";

export function entriesOf({ facets, at, columns, rows }: RawEntries): Entry[] {
  const [kindAt = 0, yearAt = 0, differAt = 0] = ["kind", "year", "accounts"].map((key) =>
    facets.indexOf(key),
  );
  return rows.map(([href, name, date, numbers, text, cells, years, days]) => {
    const values = valuesOf(text).slice() as string[][];
    const kind = values[kindAt]?.[0] ?? "";
    if (!days && yearAt >= 0)
      values[yearAt] = years ? span(years).map((year) => THERE + year) : [THERE];
    const labels = columns[kind] ?? [];
    const said = cells.flatMap((cell, number): Cell[] => {
      const label = labels[number] ?? "";
      if (typeof cell === "string") return cell ? [[label, cell]] : [];
      const [all, ...states] = cell;
      return all ? [[label, all, states]] : [];
    });
    return {
      href,
      name,
      date,
      kind,
      places: numbers.map((number) => at[number]!),
      cells: said,
      values,
      differs: !!values[differAt]?.length,
      years,
      days,
    };
  });
}

function span([first, last]: readonly [number, number]): number[] {
  return Array.from({ length: last - first + 1 }, (_, number) => first + number);
}

/** The chosen years, with what was there in them. */
export function withLasting(
  years: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return years && new Set([THERE, ...[...years].flatMap((year) => [year, THERE + year])]);
}

/** Whether it may have happened on a day, or was there in its year. */
export function isOn({ days, years }: Pick<Entry, "days" | "years">, day: string): boolean {
  if (days) return days[0] <= day && day <= days[1];
  const year = Number(day.slice(0, 4));
  return !years || (years[0] <= year && year <= years[1]);
}

/** Whether it counts in a column of the table, from one year to another. */
export function isWithin({ years }: Pick<Entry, "years">, first: number, last: number): boolean {
  return !years || (years[0] <= last && years[1] >= first);
}

/** The entry as its card shows it on a day: of what lasts the states that may have held, and nothing where none did. */
export function onDay(entry: Entry, day: string): Entry {
  const cells = entry.cells.flatMap(([label, words, states]): Cell[] => {
    if (!states) return [[label, words]];
    const said = states.flatMap(([state, days]) => {
      const span = spanOf(days)!;
      const hold = on(span, day);
      return hold === "not"
        ? []
        : [hold === "held" ? state : `${state} (${holdWords(span, day, hold)})`];
    });
    return said.length ? [[label, [...new Set(said)].join("; ")]] : [];
  });
  return { ...entry, cells };
}
