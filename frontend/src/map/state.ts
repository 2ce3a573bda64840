// What of the map is chosen, how it stands in the address, `?from=2019&to=2021&kind=strikes`, and what it comes to.

export interface State {
  readonly from: number;
  readonly to: number;
  /** The kinds that are counted. */
  readonly kinds: ReadonlySet<string>;
}

/** Read the state from a query; what the page does not know is passed over, and years in the wrong order are turned. */
export function read(search: string, all: State): State {
  const query = new URLSearchParams(search);
  const year = (name: string, otherwise: number): number => {
    const text = query.get(name) ?? "";
    return /^\d{4}$/.test(text) ? Math.min(Math.max(Number(text), all.from), all.to) : otherwise;
  };
  const from = year("from", all.from);
  const to = year("to", all.to);
  const kinds = (query.get("kind") ?? "").split(",").filter((kind) => all.kinds.has(kind));
  return { from: Math.min(from, to), to: Math.max(from, to), kinds: kinds.length ? new Set(kinds) : all.kinds };
}

/** Write the state as a query; what is as it was at first is left out. */
export function write(state: State, all: State): string {
  const query = new URLSearchParams();
  if (state.from !== all.from) query.set("from", String(state.from));
  if (state.to !== all.to) query.set("to", String(state.to));
  if (state.kinds.size !== all.kinds.size) query.set("kind", [...state.kinds].join(","));
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** An entry at a place: its number on the page, and the years in which it counts; null is every year. */
export interface Entry {
  readonly number: number;
  readonly years: readonly [number, number] | null;
}

/** Read `strikes:3@2019-2021,4@2020-2020;bases:7@*`. */
export function entriesOf(text: string): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const part of text.split(";").filter(Boolean)) {
    const [kind = "", list = ""] = part.split(":");
    found.set(kind, list.split(",").map(entryOf));
  }
  return found;
}

function entryOf(text: string): Entry {
  const [number = "", span = ""] = text.split("@");
  const [first, last] = span.split("-").map(Number);
  return { number: Number(number), years: first && last ? [first, last] : null };
}

/** Whether an entry counts in any of these years. */
export function counts(entry: Entry, from: number, to: number): boolean {
  return !entry.years || (entry.years[0] <= to && entry.years[1] >= from);
}

/** The radius of a circle whose surface grows with the count, as the generator draws it. */
export function radius(count: number, most: number, widest: number, least: number): number {
  return count ? Math.max(least, widest * Math.sqrt(count / most)) : 0;
}
