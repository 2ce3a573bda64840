// Columns of a file that no cell of the table shows: numbers and coordinates that a program can read.

import type { Record } from "./download.ts";
import { textOf, type Column, type Row } from "./rows.ts";

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
