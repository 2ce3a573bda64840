// New works and publishers, which are described beside the citation that needs them and go out together with it.

import { MONTHS } from "../months.ts";
import { hostOf, knownAt, percentDecoded, siteAt } from "./addresses.ts";
import { isEdtf } from "./dates.ts";
import { textOf, type KindForm, type KnownWorks, type Mapping } from "./declared.ts";

/** An entry that does not exist yet. */
export interface NewEntry {
  /** What stands for its id until it has one, such as "+1"; drafts in browsers keep it under this name. */
  readonly sign: string;
  readonly folder: string;
  readonly entry: Mapping;
}

const STOP = new Set(
  "a al an and are as at by for from has have in into is it its of on or over that the this to was were what who why will with says said after news".split(
    " ",
  ),
);
const REGISTRIES = new Set(["ac", "co", "com", "edu", "gov", "net", "org"]);
const DATE_IN_ADDRESS =
  /(?<!\d)((?:19|20)\d\d)[-/_.]?(0?[1-9]|1[0-2])(?:[-/_.]?(0?[1-9]|[12]\d|3[01]))?(?!\d)/g;

/** A date in the name of an event, as `asciiWords` gives it. */
const DATE_IN_NAME = new RegExp(`(?:-\\d{1,2})?-(?:${MONTHS.join("|").toLowerCase()})-\\d{4}`);

/** The ASCII letters and digits of a text, its words joined by hyphens. */
export function asciiWords(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/['’`´]/g, "")
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "");
  return bare.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** The only date in an address, as `date_in` of generator/euphrates_atlas/edit/source_entries.py finds it; a test compares the two. */
export function dateIn(address: string): string {
  const path = new URL(address).pathname;
  const days = new Set<string>();
  const months = new Set<string>();
  for (const { 0: whole, 1: year, 2: month, 3: day, index } of path.matchAll(DATE_IN_ADDRESS)) {
    const parts = [year, month, day].filter(Boolean);
    const date = parts.map((part) => part!.padStart(2, "0")).join("-");
    const isFolder = /^\d{4}\/\d\d?$/.test(whole) && path[index + whole.length] === "/";
    const isDay = /^(?:\d{8}|\d{4}([-/_.])\d\d?\1\d\d?)$/.test(whole); // else it is a number
    if (!day && isFolder) months.add(date);
    if (day && isDay && isEdtf(date)) days.add(date);
  }
  const found = days.size ? days : months;
  return found.size === 1 ? [...found][0]! : "";
}

/** What can be said of a work by its address, and of its publisher where neither the atlas nor the form has one at that host. */
export function fromAddress(
  address: string,
  known: KnownWorks,
  today: string,
  next: () => string,
  fresh: readonly NewEntry[] = [],
): { work: NewEntry; publisher: NewEntry | null; name: string } {
  const url = address.trim();
  const [id, name, , type, language] = knownAt(url, known) ?? ["", "", "", null, null];
  const siteOfEntry = (entry: Mapping) => siteAt(textOf(entry, "url"), known.addresses);
  const site = siteAt(url, known.addresses);
  const begun = fresh.find(
    ({ folder, entry }) => folder === "publishers" && siteOfEntry(entry) === site,
  );
  let publisher: NewEntry | null = null;
  if (!id && !begun) {
    const home = `${new URL(url).origin}/`;
    publisher = { sign: next(), folder: "publishers", entry: { name: "", url: home } };
  }
  const entry: Mapping = {
    url,
    title: "",
    issued: dateIn(url),
    type: type ?? "",
    language: language ?? "",
    publisher: id || (begun ?? publisher)!.sign,
    accessed: today,
  };
  return { work: { sign: next(), folder: "sources", entry }, publisher, name };
}

/** Ids that entries have. */
export interface Ids {
  has(id: string): boolean;
}

/** The ids of new entries: of a publisher its name, of a work its publisher, date and topic, with as many words as none has yet. */
export function idsOf(
  entries: readonly NewEntry[],
  known: KnownWorks,
  present: Ids = new Set(),
): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = { has: (id: string) => present.has(id) || [...ids.values()].includes(id) };
  const works = entries.filter(({ folder }) => folder === "sources");
  const publishers = entries.filter(({ folder }) => folder !== "sources");
  for (const { sign, entry } of publishers) {
    const name = asciiWords(textOf(entry, "name"));
    ids.set(sign, name || siteOf(textOf(entry, "url")));
  }
  for (const { sign, entry } of works) ids.set(sign, workId(entry, ids, known, taken));
  return ids;
}

/** The new entries that would have the id of one before them. */
export function doubles(
  entries: readonly NewEntry[],
  ids: ReadonlyMap<string, string>,
): NewEntry[] {
  const isDouble = (id: string | undefined, at: number) =>
    id && entries.slice(0, at).some(({ sign }) => ids.get(sign) === id);
  return entries.filter(({ sign }, at) => isDouble(ids.get(sign), at));
}

function workId(
  entry: Mapping,
  ids: ReadonlyMap<string, string>,
  known: KnownWorks,
  taken: Ids,
): string {
  const issued = textOf(entry, "issued");
  const date = /^\d{4}(?:-\d\d){0,2}[?~%]?$/.test(issued) ? issued.replace(/[?~%]$/, "") : "";
  const start = [prefixOf(entry, ids, known), date].filter(Boolean).join("-");
  const words = topicOf(entry)
    .split("-")
    .filter((word) => word && !STOP.has(word) && !/^\d+$/.test(word));
  for (let most = 2; most <= words.length; most++) {
    const id = [start, ...words.slice(0, most)].join("-");
    if (!taken.has(id)) return id;
  }
  const whole = [start, ...words].filter(Boolean).join("-");
  let id = whole;
  for (let number = 2; taken.has(id); number++) id = `${whole}-${number}`;
  return id;
}

/** The word for its publisher with which the id of a work begins. */
function prefixOf(entry: Mapping, ids: ReadonlyMap<string, string>, known: KnownWorks): string {
  const publisher = textOf(entry, "publisher");
  const own = ids.get(publisher);
  if (own !== undefined) return own;
  const found = knownAt(textOf(entry, "url"), known);
  return found?.[0] === publisher ? found[2] : publisher;
}

/** The words of the topic: of the title, or else of the last part of the address that has some. */
function topicOf(entry: Mapping): string {
  const { pathname } = new URL(String(entry["url"] || "https://x.example/"));
  const path = percentDecoded(pathname).replace(/\\x[0-9a-f]{2}/g, "");
  const parts = path.split("/").reverse();
  const named = [textOf(entry, "title"), ...parts].map(asciiWords);
  return named.find((words) => /[a-z]{3}/.test(words)) ?? "";
}

/** The word of a host that names the site: `bbc` of news.bbc.co.uk. */
function siteOf(address: string): string {
  const labels = hostOf(address).split(".").slice(0, -1);
  if (labels.length > 1 && REGISTRIES.has(labels.at(-1)!)) labels.pop();
  return asciiWords(labels.at(-1) ?? "");
}

/** The id of a new entry of a kind; that of an event starts with its date, or with the decade. Empty where none can be made. */
export function entryId(kind: KindForm, entry: Mapping): string {
  const name = asciiWords(textOf(entry, kind.label));
  if (!kind.is_event) return name;
  const first = Array.isArray(entry[kind.date]) ? (entry[kind.date] as Mapping[])[0] : undefined;
  const [date = ""] = /^(?:\d{4}(?:-\d\d){0,2}|\d{2}(?:\dX|XX))/.exec(textOf(first, "value")) ?? [];
  const rest = name.replace(DATE_IN_NAME, "");
  return date && rest ? `${date.replace("XX", "00s").replace("X", "0s")}-${rest}` : "";
}
