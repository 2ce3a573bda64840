// The entries that may be compared: those of the indexes of some folders, by their names.

import { NO_FILTERS } from "../search/types.ts";
import { textsOfSite } from "../site.ts";
import { IndexPages } from "../tables/pages.ts";
import { columnsOf, linkOf, textOf } from "../tables/rows.ts";

/** What each entry is called in the list, by its path, as groups/first: no two alike. */
export type Choices = ReadonlyMap<string, string>;

interface Named {
  readonly path: string;
  readonly name: string;
  readonly date: string;
}

/** What an entry may be called: further words tell it from others of its name. */
const WAYS: readonly ((entry: Named) => string)[] = [
  ({ name }) => name,
  ({ name, date }) => (date ? `${name} (${date})` : name),
  ({ name, path }) => `${name} (${path})`,
];

/** Read the indexes of some folders. Throws where one cannot be had. */
export async function choicesIn(folders: readonly string[]): Promise<Choices> {
  return toldApart((await Promise.all(folders.map(entriesIn))).flat());
}

async function entriesIn(folder: string): Promise<Named[]> {
  const [text] = await textsOfSite([`${folder}/index.html`]);
  const index = new DOMParser().parseFromString(text!, "text/html");
  const pages = new IndexPages(index, `${folder}/`);
  if (!pages.all) await pages.load();
  if (!pages.all) throw new Error(`${folder}: not all pages could be had`);
  const table = index.querySelector<HTMLTableElement>("table[data-index]");
  const dateAt = table ? columnsOf(table).findIndex(({ sorts }) => sorts === "date") : -1;
  return pages.all.flatMap((row) => {
    const link = linkOf(row);
    const id = link?.getAttribute("href")?.split(/[#.]/)[0];
    if (!link || !id) return [];
    const name = link.textContent?.trim() ?? "";
    return [{ path: `${folder}/${id}`, name, date: textOf(row.cell(dateAt)) }];
  });
}

/** Call each entry by its name, and by more where others have the same. */
function toldApart(entries: readonly Named[]): Choices {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const called = new Map([...byPath.keys()].map((path) => [path, ""])); // in the order of the indexes
  let left = [...byPath.values()];
  for (const way of WAYS) {
    const times = new Map<string, number>();
    for (const entry of left) times.set(way(entry), (times.get(way(entry)) ?? 0) + 1);
    const isAlone = (entry: Named) => times.get(way(entry)) === 1;
    for (const entry of left.filter(isAlone)) called.set(entry.path, way(entry));
    left = left.filter((entry) => !isAlone(entry));
  }
  return called;
}

/** An entry of the list that the search finds, and the spelling by which it does. */
export interface Found {
  readonly path: string;
  readonly spelling: string;
}

/** Most names that the search is asked for: events, places and sources, which the list may not have, can come before its entries. */
const ASKED = 16;
/** What stands in the address of a hit that sets two entries side by side, as this page does. */
const OF_TWO = "?one=";

/**
 * The entries of the list that the search of the site finds by some words, best first; none where it cannot be had, or takes the
 * words for the names of two.
 */
export async function searched(words: string, choices: Choices): Promise<Found[]> {
  const names = await globalThis.atlasEngine
    ?.names(words, NO_FILTERS, ASKED, true)
    .catch(() => null);
  if (!names || names.isNearest) return [];
  if (names.hits.some(({ address }) => address.includes(OF_TWO))) return [];
  return names.hits
    .map(({ address, matched }) => ({
      path: address.replace(".html", ""),
      spelling: matched.pieces.map(({ text }) => text).join(""),
    }))
    .filter(({ path }) => choices.has(path));
}

/**
 * The paths of the entries that some words name: of those called so, in the list or as the search knows them; else of all that have
 * these letters in their names; else of what the search finds first.
 */
export async function entriesNamed(typed: string, choices: Choices): Promise<string[]> {
  const words = typed.trim();
  if (!words) return [];
  const pathsWhere = (fits: (name: string) => boolean) =>
    [...choices].filter(([, name]) => fits(name)).map(([path]) => path);
  const whole = pathsWhere((name) => name.toLowerCase() === words.toLowerCase());
  if (whole.length) return whole;
  const found = await searched(words, choices); // as they are typed: to the search, capitals are abbreviations
  const called = found.filter(({ spelling }) => folded(spelling) === folded(words));
  if (called.length) return called.map(({ path }) => path);
  const having = pathsWhere((name) => hasLetters(name, words));
  return having.length ? having : found.slice(0, 1).map(({ path }) => path);
}

/** Whether some words are in a name, letter by letter. */
export function hasLetters(name: string, words: string): boolean {
  return name.toLowerCase().includes(words.toLowerCase());
}

/** A text without what its spellings differ in; as it is where the search has not come. */
function folded(text: string): string {
  return globalThis.atlasFolding?.fold(text).join(" ") ?? text;
}
