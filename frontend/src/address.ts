// The state that the views share, and how an address carries it. A key of it means the same on every page: a page applies those that it
// can, keeps the others for the next page, and says both those and what it does not know.

import { isDay } from "./as-of/holding.ts";
import { el } from "./dom.ts";

/** The keys of the shared state: when, what, who, where, and who says so. All other keys belong to one page. */
const SHARED: ReadonlySet<string> = new Set([
  "on",
  "year",
  "kind",
  "type-of-event",
  "weapon",
  "body",
  "who-is-named",
  "says-it-did-it",
  "who-says-it",
  "responsibility",
  "relation",
  "country",
  "governorate",
  "place",
  "town-or-area",
  "site-aimed-at-or-hit",
  "side-aimed-at-or-hit",
  "participant",
  "by",
  "accounts",
  "origins",
]);

/** Keys of old addresses, and their names today. */
const FORMER: ReadonlyMap<string, string> = new Map([["focus", "body"]]);

/** The ways to the views that share the state. */
const VIEWS = /\/(?:map|chronology|as-of|network)\/index\.html$/;

/** What tells whether a filter takes a value. */
export interface Values {
  has(value: string): boolean;
}

/** The filters of a page, by name. */
export type Known = ReadonlyMap<string, Values>;

/** The days of the calendar. */
export const DAY: Values = { has: isDay };

/** Whether a key, by its name of today, is one of the shared state. */
export function isShared(name: string): boolean {
  return SHARED.has(name);
}

/** The name that a key has today. */
export function nameToday(name: string): string {
  return FORMER.get(name) ?? name;
}

/** What an address asks for, by the names that keys have today. */
export function asked(search = location.search): URLSearchParams {
  const given = new URLSearchParams(search);
  const query = new URLSearchParams();
  for (const [name, text] of given) {
    const today = nameToday(name);
    const isReplaced = today !== name && given.has(today);
    if (!isReplaced) query.append(today, text);
  }
  return query;
}

/** A query as it stands behind an address; nothing asked is an empty text. */
export function queryOf(query: URLSearchParams): string {
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** Set keys of a query; an empty value takes a key out. */
export function change(query: URLSearchParams, values: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(values)) {
    if (text) query.set(name, text);
    else query.delete(name);
  }
}

/** The shared state of an address, with these keys changed; an empty value leaves a key out. */
export function shared(
  changed: Readonly<Record<string, string>> = {},
  search = location.search,
): string {
  const query = asked(search);
  for (const name of [...query.keys()]) {
    if (!isShared(name)) query.delete(name);
  }
  change(query, changed);
  return queryOf(query);
}

/** What of an address belongs to its page alone. */
export function unshared(search = location.search): string {
  const query = asked(search);
  for (const name of [...query.keys()]) {
    if (isShared(name)) query.delete(name);
  }
  return queryOf(query);
}

/** Put values of the address into a control, as far as it takes them; a list gets an option for several at once. */
export function put(
  control: HTMLSelectElement | HTMLInputElement,
  text: string | null,
  values: Values,
): void {
  const taken = (text ?? "").split(",").filter((value) => values.has(value));
  const several = taken.join(",");
  if (taken.length > 1 && control instanceof HTMLSelectElement) {
    const options = taken.map((value) => control.querySelector(`option[value="${value}"]`));
    const words = options.map((option) => option?.textContent).join(", ");
    control.append(el("option", { value: several }, words));
  }
  control.value = several;
}

/** Put a query into the address of the page: what is chosen as a step from which the browser leads back, what is typed in place of the last. */
export function keep(search: string, isStep = false): void {
  const way = isStep && search !== location.search ? "pushState" : "replaceState";
  try {
    history[way](history.state, "", `${location.pathname}${search}${location.hash}`);
  } catch {
    // a browser that refuses so many in so short a time takes the next one
  }
}

let views: readonly HTMLAnchorElement[] | undefined;

/** Let the ways to the other views lead to the same state. */
export function carry(): void {
  views ??= viewsOf(document);
  const search = shared();
  for (const link of views) {
    if (link.search !== search) link.search = search;
  }
}

function viewsOf(page: ParentNode): HTMLAnchorElement[] {
  const links = [...page.querySelectorAll<HTMLAnchorElement>(".ea-nav a")];
  return links.filter(({ pathname }) => VIEWS.test(pathname));
}

/** The id of the entry whose page an address leads to. */
export function idIn(address: string): string {
  return address.replace(/^.*\/|\.html$/g, "");
}
