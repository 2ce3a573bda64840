// The order of rows: dates by their first day, names without their article, numbers as numbers, all else as text.

import { dayOf } from "./days.ts";

export type Sorts = "date" | "name" | "number" | "text";

export type Key = string | number | null;

const ARTICLE =
  /^[^\p{L}\p{N}]*(?:(?:al|el|ad|an|ar|as|ash|at|az)-[^\p{L}\p{N}]*)?(?=[\p{L}\p{N}])/iu;
const ORDER = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** What a cell is sorted by: its own key where it has one, else its text; null where nothing is recorded. */
export function keyOf(text: string, sorts: Sorts, own: string | null): Key {
  const held = own ?? text.trim();
  if (!held) return null;
  if (sorts === "number") return numberKey(held);
  if (sorts === "date" || (own !== null && /^[\d./]/.test(own))) return dayOf(held);
  return sorts === "name" ? held.replace(ARTICLE, "") : held;
}

function numberKey(text: string): Key {
  const number = Number.parseFloat(text.replaceAll(",", ""));
  return Number.isNaN(number) ? null : number;
}

/** Compare two keys; what has none comes last whichever way the rows run. */
export function compare(a: Key, b: Key, down: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : ORDER.compare(String(a), String(b));
  return down ? -order : order;
}

/** The items in order of their keys; those with equal keys stay as they stood. */
export function sorted<T>(items: readonly T[], key: (item: T) => Key, down: boolean): T[] {
  const held = items.map((item) => ({ item, key: key(item) }));
  return held.sort((a, b) => compare(a.key, b.key, down)).map(({ item }) => item);
}

/** The items in their own order, the other way round; what has no key stays last. */
export function turned<T>(items: readonly T[], key: (item: T) => Key): T[] {
  const isKeyed = (item: T) => key(item) !== null;
  return [...items.filter(isKeyed).reverse(), ...items.filter((item) => !isKeyed(item))];
}

/** Which way a column runs when it is first chosen: the greatest numbers and the newest dates come first. */
export function runsDown(sorts: Sorts): boolean {
  return sorts === "number" || sorts === "date";
}
