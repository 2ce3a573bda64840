// Columns of a file that no cell of the table shows: numbers, ids and coordinates that a program can read.

import type { Record } from "./download.ts";
import { textOf, type Column, type Row } from "./rows.ts";
import { YEAR } from "./state.ts";

/** A count as cells write it: `3`, `2–5 civilians`, `40+`, `up to 5, or 10`; counts of other people follow behind a semicolon. */
const COUNT =
  /^(up to )?([\d,]*\d)(?:(?:–| to |,? or )(at least |at most )?([\d,]*\d))?(\+)? ?([^;]*)/;

/** Where an entry is; null where only an area is known. */
export type Point = Readonly<{
  lat: number | null;
  lon: number | null;
  radius_km: number | null;
}>;

const NOWHERE: Point = { lat: null, lon: null, radius_km: null };

/** The columns of counts that are more than a number in some row. */
export function countsOf(rows: readonly Row[], columns: readonly Column[]): string[] {
  const isPlain = (text: string) => /^[\d,]*$/.test(text);
  return columns
    .filter(({ sorts }, at) => {
      return sorts === "number" && rows.some((row) => !isPlain(textOf(row.cell(at))));
    })
    .map(({ key }) => key);
}

/**
 * The least and the most that each count allows, and whom it counts, `all` where it is everybody; an open end is empty. Of several
 * counts it is the first: those of different people are not added.
 */
export function boundsIn(record: Record, counts: readonly string[]): Record {
  const entries = counts.flatMap((key) => {
    const text = String(record[key] ?? "");
    const [, upTo, first, open, last, more, whom] = COUNT.exec(text) ?? [];
    const number = (digits: string) => Number(digits.replaceAll(",", ""));
    const hasNoMost = more || open === "at least ";
    return [
      [`${key}_min`, first ? (upTo ? 0 : number(first)) : null],
      [`${key}_max`, first && !hasNoMost ? number(last ?? first) : null],
      [`${key}_of`, first ? whom || "all" : null],
    ];
  });
  return Object.fromEntries(entries) as Record;
}

/** The values of a row that name somebody with a stance. */
function namedWith({ values }: Row): [value: string, stance: string, id: string][] {
  return values.flatMap(withStance);
}

/** Those of one facet, as `attributed_iran`, which has `iran` too. */
function withStance(own: readonly string[]): [value: string, stance: string, id: string][] {
  return own.flatMap((value): [string, string, string][] => {
    const [stance = "", id = ""] = value.split("_");
    return own.includes(id) ? [[value, stance, id]] : [];
  });
}

/** The columns of those whom rows name with a stance: `attributed_iran`, which a choice calls "Attributed to Iran", stands in `attributed_to`. */
export function stancesOf(
  rows: readonly Row[],
  words: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const columns = new Map<string, string>();
  for (const [value, stance, id] of rows.flatMap(namedWith)) {
    const name = words.get(id) ?? "";
    const said = words.get(value) ?? "";
    const before = name && said.endsWith(name) ? said.slice(0, -name.length) : "";
    if (before || !columns.has(stance)) columns.set(stance, asColumn(before) || stance);
  }
  return new Map([...columns].sort());
}

/** Words as the name of a column, empty without letters and digits. */
function asColumn(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
}

/** The ids of those whom a row names with each stance. */
export function namedIn(row: Row, stances: ReadonlyMap<string, string>): Record {
  const named = namedWith(row);
  const entries = [...stances].map(([stance, column]) => {
    const ids = named.flatMap(([, own, id]) => (own === stance ? [id] : []));
    return [column, ids.join("; ") || null];
  });
  return Object.fromEntries(entries) as Record;
}

/**
 * The columns of the facets for which the file has no column of the same name, by the number of the facet. `columns` are those that
 * the file has: a date tells the year, `accounts_differ` the accounts, and the columns of stances who is named. What a facet without
 * choices holds is for the page alone.
 */
export function untoldOf(
  facets: Iterable<string>,
  rows: readonly Row[],
  columns: readonly string[],
): ReadonlyMap<number, string> {
  const told = columns.map(asColumn);
  const isTold = (name: string) =>
    told.some((column) => column === name || column.startsWith(`${name}_`));
  const isOfPage = (key: string) => key === YEAR || /^\d+$/.test(key);
  const found = new Map<number, string>();
  [...facets].forEach((key, at) => {
    const name = asColumn(key);
    const held = rows.map((row) => row.values[at] ?? []).filter((own) => own.length);
    const hasStances = held.some((own) => withStance(own).length);
    if (held.length && !hasStances && !isOfPage(key) && !isTold(name)) found.set(at, name);
  });
  return found;
}

/** The values of a row, ids or codes, in the columns of their facets. */
export function valuesIn(row: Row, columns: ReadonlyMap<number, string>): Record {
  const entries = [...columns].map(([at, column]) => {
    return [column, row.values[at]?.join("; ") || null];
  });
  return Object.fromEntries(entries) as Record;
}

/** What gives the point of an entry, by the areas of all: the middle of its first circle, and how wide that is. */
export function pointsIn(geojson: string): (id: unknown) => Point {
  const points = new Map<unknown, Point>();
  for (const { properties, geometry } of featuresIn(geojson)) {
    const { entry, radius_km } = properties;
    const [ring] = geometry?.coordinates ?? [];
    if (!radius_km || !ring || points.has(entry)) continue;
    const half = (ring.length - 1) / 2; // the last corner is the first again
    const [east, west] = [ring[0]!, ring[half]!];
    points.set(entry, {
      lat: rounded(east[1]!),
      lon: rounded((east[0]! + west[0]!) / 2),
      radius_km,
    });
  }
  return (id) => points.get(id) ?? NOWHERE;
}

interface Feature {
  readonly properties: { readonly entry: string; readonly radius_km: number | null };
  readonly geometry: { readonly coordinates: number[][][] } | null;
}

function featuresIn(geojson: string): Feature[] {
  if (!geojson) return [];
  return (JSON.parse(geojson) as { features: Feature[] }).features;
}

/** Two decimals: the atlas has none finer. */
function rounded(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}
