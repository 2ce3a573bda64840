// What of a table is chosen, and how it stands in the address: `?type=rocket-attack,explosion&sort=-killed&q=erbil`.

import { asked, queryOf, type Known } from "../address.ts";

/** The key of the choice of years. */
export const YEAR = "year";

export interface Order {
  readonly key: string;
  readonly down: boolean;
}

export interface State {
  readonly q: string;
  /** The chosen values by facet; a facet of which none is chosen is absent. */
  readonly chosen: ReadonlyMap<string, ReadonlySet<string>>;
  /** The column by which rows are sorted; null is the order of the page. */
  readonly order: Order | null;
}

export const NOTHING: State = { q: "", chosen: new Map(), order: null };

const SORT = "sort";
const WORDS = "q";

/** Read the state from a query; what the page does not know is passed over. */
export function read(search: string, facets: Known, columns: readonly string[]): State {
  const query = asked(search);
  const chosen = new Map<string, Set<string>>();
  for (const [key, known] of facets) {
    const values = (query.get(key) ?? "").split(",").filter((value) => known.has(value));
    if (values.length) chosen.set(key, new Set(values));
  }
  const sort = query.get(SORT) ?? "";
  const key = sort.replace(/^-/, "");
  return {
    q: (query.get(WORDS) ?? "").slice(0, 200),
    chosen,
    order: columns.includes(key) ? { key, down: sort.startsWith("-") } : null,
  };
}

/** Write the state as a query, in the order of the facets; nothing chosen is an empty text. What else the query holds stays. */
export function write(state: State, facets: Iterable<string>, search = ""): string {
  const keys = [...facets];
  const parts = [...asked(search)].filter(
    ([key]) => key !== SORT && key !== WORDS && !keys.includes(key),
  );
  const own: [string, string][] = [];
  for (const key of keys) {
    const values = state.chosen.get(key);
    if (values?.size) own.push([key, [...values].sort().join(",")]);
  }
  if (state.order) own.push([SORT, (state.order.down ? "-" : "") + state.order.key]);
  if (state.q.trim()) own.push([WORDS, state.q.trim()]);
  return queryOf(new URLSearchParams([...parts, ...own]));
}

/** The state with one value of a facet chosen or no longer so. */
export function toggled(state: State, key: string, value: string, on: boolean): State {
  const values = new Set(state.chosen.get(key));
  if (on) values.add(value);
  else values.delete(value);
  return put(state, key, [...values]);
}

/** The state with these values of a facet alone. */
export function put(state: State, key: string, values: readonly string[]): State {
  const chosen = new Map(state.chosen);
  if (values.length) chosen.set(key, new Set(values));
  else chosen.delete(key);
  return { ...state, chosen };
}

/** Whether rows are left out. */
export function narrows(state: State): boolean {
  return state.chosen.size > 0 || state.q.trim() !== "";
}

/** States that ask for less, the nearest first, each with what no row of them has: the years, the other choices, the words. */
export function widerThan(state: State): [State, words: string][] {
  const years = [...(state.chosen.get(YEAR) ?? [])].join(", ");
  return [
    [put(state, YEAR, []), `of ${years}`],
    [{ ...state, chosen: new Map() }, "with the choices of the address"],
    [{ ...state, q: "" }, `with “${state.q}”`],
  ];
}
