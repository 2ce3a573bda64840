// What the address of a page asks for and the page has not: it is said in words, with the address without it.

import { el } from "./dom.ts";

/** What tells whether a filter takes a value. */
export interface Values {
  has(value: string): boolean;
}

/** The filters of a page, by name. */
export type Known = ReadonlyMap<string, Values>;

/** Names that the pages hand on to one another, and those that other sites append. */
const PASSED_OVER = /^(?:q|sort|on|older|undated|place|kind|utm_.*|.*clid)$/;

let note: HTMLElement | undefined;

/** The filters and values that no filter of the page takes, and the query without them. */
export function unknownIn(search: string, known: Known): { asked: [name: string, value: string][]; rest: string } {
  const query = new URLSearchParams(search);
  const asked: [string, string][] = [];
  for (const [name, text] of [...query]) {
    const values = known.get(name);
    if (!text || (!values && PASSED_OVER.test(name))) continue;
    const kept = text.split(",").filter((value) => values?.has(value) || (asked.push([name, value]), false));
    if (kept.length) query.set(name, kept.join(","));
    else query.delete(name);
  }
  const rest = query.toString().replaceAll("%2C", ",");
  return { asked, rest: rest && `?${rest}` };
}

/** Say above `place` what the address asks for in vain; nothing where the page has all of it. */
export function tellUnknown(place: Element, known: Known): void {
  const { asked, rest } = unknownIn(location.search, known);
  const words = asked.map(([name, value]) => `${name} “${value}”`).join(", ");
  if (!note) place.before((note = el("p", { class: "ea-unknown", role: "status" })));
  note.hidden = !words;
  if (!words) return;
  const clear = el("a", { href: `${location.pathname}${rest}${location.hash}` }, asked.length > 1 ? "Clear them" : "Clear it");
  note.replaceChildren(`The address asks for ${words}, which is no choice of this page and was left out. `, clear);
}
