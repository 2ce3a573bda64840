// The state that the views share, and how an address carries it. A key of it means the same on every page: a page applies those that it
// can, keeps the others for the next page, and says both those and what it does not know.

import { isDay } from "./as-of/holding.ts";
import { el } from "./dom.ts";

/** The keys of the shared state: when, what, who, where, and who says so. All other keys belong to one page. */
const SHARED: ReadonlySet<string> = new Set([
  ...[
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
  ],
  ...[
    "country",
    "governorate",
    "place",
    "site-aimed-at-or-hit",
    "side-aimed-at-or-hit",
    "participant",
    "by",
    "accounts",
    "origins",
  ],
]);

/** Keys of old addresses, and their names today. */
const FORMER: ReadonlyMap<string, string> = new Map([["focus", "body"]]);

/** What tells whether a filter takes a value. */
export interface Values {
  has(value: string): boolean;
}

/** The filters of a page, by name. */
export type Known = ReadonlyMap<string, Values>;

/** The days of the calendar. */
export const DAY: Values = { has: isDay };

/** What an address asks for, by the names that keys have today. */
export function asked(search = location.search): URLSearchParams {
  const given = [...new URLSearchParams(search)];
  const names = new Set(given.map(([name]) => name));
  return new URLSearchParams(
    given.flatMap(([name, text]) => {
      const today = FORMER.get(name);
      return today === undefined ? [[name, text]] : names.has(today) ? [] : [[today, text]];
    }),
  );
}

/** A query as it stands behind an address; nothing asked is an empty text. */
export function queryOf(query: URLSearchParams): string {
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** The shared state of an address, with these keys changed; an empty value leaves a key out. */
export function shared(
  changed: Readonly<Record<string, string>> = {},
  search = location.search,
): string {
  const query = asked(search);
  for (const name of [...query.keys()]) if (!SHARED.has(name)) query.delete(name);
  for (const [name, text] of Object.entries(changed))
    text ? query.set(name, text) : query.delete(name);
  return queryOf(query);
}

/** What of an address belongs to its page alone. */
export function unshared(search = location.search): string {
  const query = asked(search);
  for (const name of [...query.keys()]) if (SHARED.has(name)) query.delete(name);
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
    const words = taken
      .map((value) => control.querySelector(`option[value="${value}"]`)?.textContent)
      .join(", ");
    control.append(el("option", { value: several }, words));
  }
  control.value = several;
}

/** Put a query into the address of the page. */
export function keep(search: string): void {
  try {
    history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  } catch {
    // a browser that refuses so many in so short a time takes the next one
  }
}

let views: readonly HTMLAnchorElement[] | undefined;

/** Let the ways to the other views lead to the same state. */
export function carry(): void {
  views ??= [...document.querySelectorAll<HTMLAnchorElement>(".ea-nav a")].filter(({ pathname }) =>
    /\/(?:map|chronology|as-of|network)\/index\.html$/.test(pathname),
  );
  const search = shared();
  for (const link of views) if (link.search !== search) link.search = search;
}

/** Names that only some pages have, and those that other sites append. */
const PASSED_OVER = /^(?:q|sort|older|undated|utm_.*|.*clid)$/;

type Asked = [name: string, value: string];

/** What of an address no filter of the page takes: keys of the shared state, all else, and the query without the latter. */
export function unknownIn(
  search: string,
  known: Known,
): { unused: Asked[]; asked: Asked[]; rest: string } {
  const query = new URLSearchParams(search);
  const [unused, asked]: [Asked[], Asked[]] = [[], []];
  for (const [name, text] of [...query]) {
    const today = FORMER.get(name) ?? name;
    const values = known.get(today);
    if (!text || (!values && PASSED_OVER.test(name))) continue;
    if (!values && SHARED.has(today)) {
      unused.push([today, text]);
      continue;
    }
    const kept = text
      .split(",")
      .filter((value) => values?.has(value) || (asked.push([name, value]), false));
    if (kept.length) query.set(name, kept.join(","));
    else query.delete(name);
  }
  return { unused, asked, rest: queryOf(query) };
}

let notes: readonly [vain: HTMLElement, quiet: HTMLElement] | undefined;

/** Say above `place` what the address asks for in vain, what of it no control shows, and what is kept for other pages. */
export function tell(place: Element, known: Known, unseen: readonly string[] = []): void {
  const { unused, asked: vain, rest } = unknownIn(location.search, known);
  const narrowing = [...asked()].filter(
    ([name, text]) => unseen.includes(name) && known.get(name)?.has(text.split(",")[0]!),
  );
  if (!notes)
    place.before(
      ...(notes = [
        el("p", { class: "ea-unknown", role: "status" }),
        el("p", { class: "ea-legend ea-unused", role: "status" }),
      ]),
    );
  const [note, quiet] = notes;
  note.hidden = !vain.length;
  quiet.hidden = !unused.length && !narrowing.length;
  const clear = el(
    "a",
    { href: `${location.pathname}${rest}${location.hash}` },
    vain.length > 1 ? "Clear them" : "Clear it",
  );
  note.replaceChildren(
    `The address asks for ${wordsOf(vain)}, which is no choice of this page and was left out. `,
    clear,
  );
  const narrowed = narrowing.length ? `Narrowed to ${wordsOf(narrowing)}. ` : "";
  quiet.textContent = narrowed + (unused.length ? `Not used here: ${wordsOf(unused)}.` : "");
}

/** Keys and values in words, as a choice of the page names them; of more than two years the first and the last. */
function wordsOf(asked: readonly Asked[]): string {
  const named = (value: string) =>
    document.querySelector(
      `li[data-v="${CSS.escape(value)}"] span, option[value="${CSS.escape(value)}"]`,
    )?.textContent ?? (/^[a-z]/.test(value) ? value.replaceAll("-", " ") : value); // an id in words
  const said = (text: string) =>
    /^(\d{4},){2,}\d{4}$/.test(text)
      ? `${text.slice(0, 4)}–${text.slice(-4)}`
      : text.split(",").map(named).join(", ");
  return asked.map(([name, value]) => `${name.replaceAll("-", " ")} “${said(value)}”`).join(", ");
}
