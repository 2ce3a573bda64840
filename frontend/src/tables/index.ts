// An index: its rows are sorted, narrowed by choices and words, and saved; what is chosen stands in the address.
//
// An index of several pages narrows and sorts the rows of all of them: the other pages are fetched when something is first chosen.

import { carry, keep, tell as tellState, unshared, type Known, type Values } from "../address.ts";
import { dayWords } from "../as-of/holding.ts";
import { count, el, numeral } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { fillBar, followChoices, type Bar } from "./choices.ts";
import { densityOf } from "./density.ts";
import { csv, give, json, statementsOf } from "./download.ts";
import { narrow, numbered, type Found, type Numbered } from "./filtering.ts";
import { furtherOf, narrowFurther, offerDay } from "./further.ts";
import { offerSorting, type Heads } from "./heads.ts";
import {
  aliasesOf,
  columnsOf,
  dateOf,
  headsOf,
  recordOf,
  rowKey,
  rowsIn,
  rowsOf,
  textsOf,
  type Row,
} from "./rows.ts";
import { runsDown, sorted, turned } from "./sorting.ts";
import { narrows, NOTHING, put, read, toggled, write, YEAR, type State } from "./state.ts";
import { WordIndex } from "./word-index.ts";

const folder = location.pathname.split("/").at(-2) || "rows";
const STATEMENTS = "../data/v1/statements.csv";
const SPEAKERS = "who-says-it";
const UNSOUGHT = "words cannot be looked for: the search could not be loaded";
const UNREAD = "the other pages could not be loaded";

/** So many rows are shown before the reader asks for all. */
const SHOWN = 500;
/** Within a stroke or a choice a screenful is laid out; the others follow in such steps when the reader scrolls, or the hand rests so long. */
const STEP = 60;
const REST = 1000;
/** The least height of a row. */
const ROW = 30;

/** What stands for the names of entries where they could not be had; the next word asks for them again. */
const NO_NAMES: Readonly<Record<string, string>> = {};

/** A row, and the part of a table that it stands in. */
type InBody = readonly [body: HTMLTableSectionElement, row: HTMLTableRowElement];

/** Take over the tables of an index, which have the same columns. */
export function followIndex(tables: readonly HTMLTableElement[]): void {
  const columns = columnsOf(tables[0]!);
  const keys = columns.map(({ key }) => key);
  const usual = headsOf(tables[0]!).find((head) => head.hasAttribute("aria-sort"));
  const usualKey = usual?.dataset["c"] ?? "";
  const isUsuallyDown = usual?.getAttribute("aria-sort") === "descending";
  const tabs = [
    ...document.querySelectorAll<HTMLAnchorElement>(".ea-years a,.ea-density a[data-pages]"),
  ];
  const here = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
  const isLatest = tabs[0]?.dataset["pages"] !== undefined; // it shows the newest rows of other pages, whose own order is the oldest first
  const ofPage = [...document.querySelectorAll<HTMLElement>(".ea-months,.ea-latest")]; // what speaks of the rows as they usually stand
  const parts = tables.map((table) =>
    [...table.tBodies].map((body, number) => ({ body, rows: [...body.rows], number })),
  );
  const own = rowsOf(document, here);
  let all: Row[] | null = tabs.length > 1 || isLatest ? null : own;
  let wordIndex: WordIndex | null = null;
  let aliases: Readonly<Record<string, string>> | null = null;
  const numbers = new WeakMap<readonly Row[], Numbered>();
  let state: State = NOTHING;
  let left: Row[] = own;
  let isWhole = false;
  let loading: Promise<void> | null = null;
  let failed = false;
  let coming: Iterator<InBody> = usualRows();
  let waiting = 0;
  let isDrawn = false;
  let tookAll = false;

  const panel = document.querySelector<HTMLDetailsElement>(".ea-fac");
  const choices = followChoices(panel, (key, value, on) => set(toggled(state, key, value, on)));
  const further = furtherOf(choices.facets, own, keys.indexOf("date"));
  const speakers = new Set(
    [...choices.facets.keys()].flatMap((key, at) => (key === SPEAKERS ? [at] : [])),
  ); // who says so is not what a row is about
  const taken: Known = new Map<string, Values>([...choices.facets, ...further]);
  const known: Known = new Map([
    ...taken,
    ["sort", new Set(keys.flatMap((key) => [key, `-${key}`]))],
  ]);
  const dayOf = () => [...(state.chosen.get("on") ?? [])][0] ?? "";
  const isDated = keys.includes("date");
  const day = further.has("on")
    ? offerDay(panel, isDated ? "Dated on" : "Recorded on", (text) =>
        set(put(state, "on", text ? [text] : [])),
      )
    : null;
  const usualCounts = countsOf(document);
  const density = densityOf(
    choices.facets,
    (asked) => write(asked, taken.keys(), location.search),
    set,
  );
  const heads: Heads[] = tables.map((table) => offerSorting(headsOf(table), sort));
  const place = document.querySelector<HTMLElement>(".ea-ix-bar");
  const bar: Bar | null =
    place &&
    fillBar(
      place,
      {
        words: (q) => set({ ...state, q }),
        clear: () => set(NOTHING, unshared()),
        focus: () => void readAliases(),
        order: (text) => run(text.replace(/^-/, ""), text.startsWith("-")),
        save: (form) => void save(form),
        statements: () => void saveStatements(),
      },
      orders(),
    );
  const more = el("button", { type: "button", class: "ea-button" });
  more.hidden = true;
  more.addEventListener("click", () => {
    isWhole = true;
    draw();
  });
  tables[tables.length - 1]!.parentElement?.after(el("p", { class: "ea-ix-more" }, more));
  window.addEventListener("popstate", () => {
    const address = (asked: State) => write(asked, taken.keys());
    if (address(read(location.search, taken, keys)) !== address(state)) restore(); // else somebody went to a part of the page
  });
  window.addEventListener("scroll", () => waiting && layMore(0));
  window.addEventListener("beforeprint", () => waiting && layMore(Infinity));
  restore();

  function restore(): void {
    state = read(location.search, taken, keys);
    if (isDrawn || narrows(state) || state.order) update();
    else tell(own.length);
    showAddress();
  }

  function set(next: State, search = location.search): void {
    state = next;
    keep(write(state, taken.keys(), search)); // before the rows change: the browser lays the page out for it
    update();
    showAddress();
  }

  /** Say what of the address has no control here, and hand the state on, where rows are of what the views show. */
  function showAddress(): void {
    if (day && day.value !== dayOf()) day.value = dayOf();
    if (!place) return;
    tellState(
      place,
      known,
      [...further.keys()].filter((key) => key !== "on"),
    );
    if (!("apart" in place.dataset)) carry();
  }

  function sort(at: number): void {
    const { key, sorts } = columns[at]!;
    const now = state.order ?? { key: usualKey, down: isUsuallyDown };
    const down = now.key === key ? !now.down : key === usualKey ? isUsuallyDown : runsDown(sorts);
    run(key, down);
  }

  function run(key: string, down: boolean): void {
    set({ ...state, order: key === usualKey && down === isUsuallyDown ? null : { key, down } });
  }

  /** The orders that a list offers where the heads of the columns are not in sight. */
  function orders(): [string, string][] {
    return columns.flatMap(({ key, sorts }, at): [string, string][] => {
      const label = headsOf(tables[0]!)[at]?.textContent ?? key;
      if (sorts === "number") return [[`-${key}`, `${label}: highest first`]];
      if (sorts === "date")
        return [
          [`-${key}`, "Newest first"],
          [key, "Oldest first"],
        ];
      return sorts === "name" ? [[key, "By name"]] : [[key, `By ${label.toLowerCase()}`]];
    });
  }

  function update(): void {
    isDrawn = true;
    isWhole = false;
    if (takesAll() && !all && !failed) void load();
    else if (state.q.trim() && (!aliases || aliases === NO_NAMES)) void readAliases().then(draw);
    else draw();
  }

  /** Whether rows of other pages are asked for. */
  function takesAll(): boolean {
    return narrows(state) || state.order !== null;
  }

  /** Read the rows of all pages. */
  function load(): Promise<void> {
    const words = `Loading ${count(tabs.length - (here < 0 ? 0 : 1), "other page")}…`;
    bar?.tell(words);
    choices.tell(words);
    return (loading ??= loadPages());
  }

  async function loadPages(): Promise<void> {
    try {
      const pages = tabs.map((tab, page) => ({
        page,
        addresses: tab.dataset["pages"]?.split(" ") ?? [tab.href],
      }));
      if (isLatest) pages.reverse(); // bars of years begin with the newest
      const others = pages
        .filter(({ page }) => page !== here)
        .flatMap(({ addresses }) => addresses);
      const texts = await textsOfSite(others);
      const read = new Map(others.map((address, at) => [address, texts[at]!]));
      all = pages.flatMap(({ page, addresses }) =>
        page === here ? own : addresses.flatMap((address) => rowsIn(read.get(address)!, page)),
      );
      if (isLatest) all.reverse();
      wordIndex = null;
    } catch {
      failed = true;
    }
    if (state.q.trim()) await readAliases();
    draw();
  }

  /** Read the names of what rows name; where they cannot be had, the words that rows show have to do until they can. */
  async function readAliases(): Promise<void> {
    if (!aliases || aliases === NO_NAMES) {
      aliases = (await globalThis.atlasEngine?.aliases().catch(() => null)) ?? NO_NAMES;
      wordIndex = null;
    }
    readWords();
  }

  /** Take in the words of the rows that will be narrowed. */
  function readWords(): void {
    const [rows, folding] = [all ?? own, globalThis.atlasFolding];
    if (!folding || !aliases) return;
    wordIndex ??= new WordIndex(folding);
    for (const row of rows.slice(wordIndex.size))
      wordIndex.add([...textsOf(row), ...aliasesOf(row, aliases, speakers)], dateOf(row, columns));
  }

  /** The rows that are asked for, and those left of them, beside what is chosen of one key. */
  function find(beside = ""): { rows: readonly Row[]; found: Found } {
    const rows = takesAll() ? (all ?? own) : own;
    if (!numbers.has(rows)) numbers.set(rows, numbered(rows.map((row) => row.values)));
    if (state.q.trim()) readWords();
    const chosen = [...choices.facets.keys()].map((key) =>
      key === beside ? undefined : state.chosen.get(key),
    );
    const within = narrowFurther(
      rows,
      further,
      state,
      state.q.trim() ? (wordIndex?.rowsWith(state.q) ?? null) : null,
    );
    return { rows, found: narrow(numbers.get(rows)!, chosen, within) };
  }

  function draw(): void {
    const { rows, found } = find();
    left = found.rows.map((number) => rows[number]!);
    const order = state.order;
    if (order) {
      const at = keys.indexOf(order.key);
      const key = (row: Row) => rowKey(row, at, columns[at]!.sorts);
      left =
        order.key === usualKey && order.down !== isUsuallyDown
          ? turned(left, key)
          : sorted(left, key, order.down);
    }
    const limit = isWhole || !takesAll() ? left.length : SHOWN;
    if (narrows(state)) keepWidths(tables);
    lay(limit, takesAll() || tookAll ? Math.ceil(innerHeight / ROW) : left.length);
    tookAll = takesAll();
    for (const part of ofPage) part.hidden = tookAll;
    for (const head of heads) head.show(order?.key ?? usualKey, order ? order.down : isUsuallyDown);
    more.hidden = left.length <= limit;
    more.textContent = `Show all ${numeral(left.length)} rows`;
    choices.show(state, rows === all ? found.counts : usualCounts);
    if (density) {
      const everyYear = state.chosen.has(YEAR)
        ? find(YEAR).found.rows.map((number) => rows[number]!)
        : left;
      density.show(state, narrows(state) && rows === all ? { left, everyYear } : null);
    } else showTabs();
    tell(rows.length);
  }

  /** Put the first rows into their tables, and the others behind them when the hand rests. */
  function lay(limit: number, atOnce: number): void {
    const isUsual = !narrows(state) && !state.order;
    for (const { body, rows, number } of parts.flat()) {
      body.replaceChildren();
      body.hidden = number > 0 && !(isUsual && rows.length);
    }
    coming = isUsual ? usualRows() : rowsLeft(limit);
    layMore(atOnce, REST);
  }

  /** Lay out so many of the rows that are to come, and after a rest the others. */
  function layMore(number: number, rest = 0): void {
    clearTimeout(waiting);
    waiting = 0;
    for (; number > 0; number--) {
      const { done, value } = coming.next();
      if (done) return;
      value[0].append(value[1]);
    }
    waiting = window.setTimeout(() => layMore(STEP), rest);
  }

  /** All rows as they stand on the page, with the heads of its parts. */
  function* usualRows(): Generator<InBody> {
    for (const { body, rows } of parts.flat()) for (const row of rows) yield [body, row];
  }

  function* rowsLeft(limit: number): Generator<InBody> {
    for (const row of left.slice(0, limit))
      yield [
        parts[tables.findIndex((table) => table.dataset["index"] === row.table)]![0]!.body,
        row.element,
      ];
  }

  function showTabs(): void {
    const perPage = new Map<number, number>();
    for (const row of left) perPage.set(row.page, (perPage.get(row.page) ?? 0) + 1);
    const isNarrowed = narrows(state) && all !== null;
    tabs.forEach((tab, page) => {
      const number = tab.querySelector("span");
      if (number) {
        number.dataset["all"] ??= number.textContent ?? "";
        number.textContent = isNarrowed ? numeral(perPage.get(page) ?? 0) : number.dataset["all"];
      }
      if (page === here && !isNarrowed) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    });
  }

  function tell(of: number): void {
    const differ = left.filter((row) => row.differs).length;
    const isPart = !takesAll() && place?.dataset["of"] !== undefined;
    const number =
      narrows(state) || isPart
        ? `${numeral(left.length)} of ${count(isPart ? Number(place?.dataset["of"]) : of, "row")}`
        : count(left.length, "row");
    const words = [
      number,
      isPart && isLatest && "newest first",
      dayOf() && `on ${dayWords(dayOf())}`,
      differ ? `${numeral(differ)} where accounts differ` : "",
      failed && takesAll() ? UNREAD : "",
      state.q.trim() && aliases && !globalThis.atlasFolding && UNSOUGHT,
    ];
    const text =
      words.filter(Boolean).join(", ") +
      (narrows(state) && !left.length && !failed ? ". Nothing matches." : "");
    choices.tell(narrows(state) && number);
    bar?.show(
      state,
      (isUsuallyDown ? "-" : "") + usualKey,
      text,
      narrows(state) || state.order ? text : "",
    );
  }

  /** The rows of a file: all that are left, also where the page shows the latest alone; null where they cannot be had. */
  async function rowsOfFile(): Promise<readonly Row[] | null> {
    if (!isLatest) return left;
    if (!all) await load();
    if (!all) bar?.tell(UNREAD);
    return all && (takesAll() ? left : all);
  }

  async function save(form: "csv" | "json"): Promise<void> {
    const rows = await rowsOfFile();
    if (!rows) return;
    const hasParts = (all ?? own).some(({ partOf }) => partOf !== undefined);
    const records = rows.map((row) => recordOf(row, columns, hasParts));
    const text =
      form === "csv"
        ? csv(records[0] ? Object.keys(records[0]) : ["id", ...keys], records)
        : json(records);
    give(`${folder}.${form}`, form === "csv" ? "text/csv;charset=utf-8" : "application/json", text);
  }

  /** Save the statements whose rows are shown, or all of the entries whose rows are, from the table of the data. */
  async function saveStatements(): Promise<void> {
    try {
      const rows = await rowsOfFile();
      if (!rows) return;
      const [statements = ""] = await textsOfSite([STATEMENTS]);
      const ids = new Set(rows.map((row) => recordOf(row, columns)["id"]));
      const text = statementsOf(statements, ids);
      if (text.trim().includes("\n"))
        give(`${folder}-statements.csv`, "text/csv;charset=utf-8", text);
      else bar?.tell("These entries have no statements of their own");
    } catch {
      bar?.tell("The statements could not be loaded");
    }
  }
}

/** Hold the columns as wide as they are, so that they do not jump from key to key; a window that changes lets them go. */
function keepWidths(tables: readonly HTMLTableElement[]): void {
  for (const table of tables) {
    const heads = headsOf(table);
    if (table.style.tableLayout || !heads[0]?.offsetWidth) continue;
    const widths = heads.map((head) => head.offsetWidth);
    heads.forEach((head, at) => (head.style.width = `${widths[at]}px`));
    table.style.tableLayout = "fixed";
    const free = () => {
      table.style.tableLayout = "";
      for (const head of heads) head.style.width = "";
    };
    window.addEventListener("resize", free, { once: true });
    window.addEventListener("beforeprint", free, { once: true });
  }
}

/** The numbers beside the choices as the page has them: those of the whole index. */
function countsOf(page: ParentNode): Map<string, number>[] {
  const number = (item: Element) =>
    Number((item.querySelector(".ea-so")?.textContent ?? "").replaceAll(",", ""));
  return [...page.querySelectorAll(".ea-fac [data-key]")].map(
    (set) =>
      new Map(
        [...set.querySelectorAll<HTMLElement>("li[data-v]")].map((item) => [
          item.dataset["v"] ?? "",
          number(item),
        ]),
      ),
  );
}
