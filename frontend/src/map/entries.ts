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

export function entriesOf(raw: RawEntries): Entry[] {
  return raw.rows.map((row) => entryOf(row, raw));
}

function entryOf(row: RawRow, { facets, at, columns }: RawEntries): Entry {
  const [href, name, date, places, text, cells, years, days] = row;
  const values = [...valuesOf(text)];
  const valuesAt = (facet: string) => values[facets.indexOf(facet)];
  const kind = valuesAt("kind")?.[0] ?? "";
  const differs = Boolean(valuesAt("accounts")?.length);
  const yearAt = facets.indexOf("year");
  const isLasting = !days;
  if (isLasting && yearAt >= 0) values[yearAt] = yearsThere(years);
  return {
    href,
    name,
    date,
    kind,
    places: places.map((number) => at[number]!),
    cells: cellsOf(cells, columns[kind] ?? []),
    values,
    differs,
    years,
    days,
  };
}

/** The values of what lasts in the facet of years. */
function yearsThere(years: readonly [number, number] | null): string[] {
  if (!years) return [THERE];
  const [first, last] = years;
  return Array.from({ length: last - first + 1 }, (_, number) => `${THERE}${first + number}`);
}

function cellsOf(cells: readonly RawCell[], labels: readonly string[]): Cell[] {
  const found = cells.map((cell, at) => cellOf(cell, labels[at] ?? ""));
  return found.filter((cell) => cell !== null);
}

/** A cell with its label; null where it is empty. */
function cellOf(cell: RawCell, label: string): Cell | null {
  if (typeof cell === "string") return cell ? [label, cell] : null;
  const [all, ...states] = cell;
  return all ? [label, all, states] : null;
}

/** The chosen years, with what was there in them. */
export function withLasting(
  years: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (!years) return undefined;
  return new Set([THERE, ...years, ...[...years].map((year) => THERE + year)]);
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
  const cells = entry.cells.map((cell) => cellOn(cell, day));
  return { ...entry, cells: cells.filter((cell) => cell !== null) };
}

function cellOn([label, words, states]: Cell, day: string): Cell | null {
  if (!states) return [label, words];
  const held = states.map((state) => stateOn(state, day)).filter((state) => state !== null);
  return held.length ? [label, [...new Set(held)].join("; ")] : null;
}

/** A state in words, with what is uncertain of it on a day; null where it did not hold. */
function stateOn([state, days]: State, day: string): string | null {
  const span = spanOf(days)!;
  const hold = on(span, day);
  if (hold === "not") return null;
  return hold === "held" ? state : `${state} (${holdWords(span, day, hold)})`;
}
