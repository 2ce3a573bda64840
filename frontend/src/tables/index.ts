// An index: its rows are sorted, narrowed by choices and words, and saved; what is chosen stands in the address.
//
// An index of several pages narrows and sorts the rows of all of them: the other pages are fetched when something is first chosen.

import { tell } from "../address-notes.ts";
import { carry, keep, unshared, type Known, type Values } from "../address.ts";
import { dayWords } from "../as-of/holding.ts";
import { count, el, numeral } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { fillBar, type Bar } from "./bar.ts";
import { followChoices, type Choices } from "./choices.ts";
import { densityOf, type Density } from "./density.ts";
import {
  boundsIn,
  countsOf,
  namedIn,
  pointsIn,
  stancesOf,
  untoldOf,
  valuesIn,
  type Point,
} from "./computed.ts";
import { csv, give, json, statementsOf } from "./download.ts";
import { narrow, numbered, type Found, type Numbered } from "./filtering.ts";
import { furtherOf, narrowFurther, offerDay, type Further } from "./further.ts";
import { offerSorting, type Heads } from "./heads.ts";
import { Layout } from "./layout.ts";
import { IndexPages } from "./pages.ts";
import { RowWords } from "./row-words.ts";
import { columnsOf, headsOf, recordOf, rowKey, type Column, type Row } from "./rows.ts";
import { runsDown, sorted, turned } from "./sorting.ts";
import {
  narrows,
  NOTHING,
  put,
  read,
  toggled,
  widerThan,
  write,
  YEAR,
  type Order,
  type State,
} from "./state.ts";

const folder = location.pathname.split("/").at(-2) || "rows";
const STATEMENTS = "../data/v1/statements.csv";
const PLACES = "../data/v1/places.geojson";
const SPEAKERS = "who-says-it";
const UNSOUGHT = "words cannot be looked for: the search could not be loaded";
const UNREAD = "the other pages could not be loaded";

/** So many rows are shown before the reader asks for all. */
const SHOWN = 500;

/** Take over the tables of an index, which have the same columns. */
export function followIndex(tables: readonly HTMLTableElement[]): void {
  new Index(tables).restore();
}

class Index {
  readonly #columns: readonly Column[];
  readonly #keys: readonly string[];
  /** The order in which rows stand on the page. */
  readonly #usual: Order;
  readonly #pages = new IndexPages();
  readonly #layout: Layout;
  readonly #choices: Choices;
  readonly #usualCounts = usualCounts();
  readonly #further: ReadonlyMap<string, Further>;
  /** The filters of the address that this page applies. */
  readonly #taken: Known;
  readonly #words: RowWords;
  readonly #numbers = new WeakMap<readonly Row[], Numbered>();
  readonly #density: Density | null;
  readonly #day: HTMLInputElement | null;
  readonly #heads: readonly Heads[];
  readonly #place = document.querySelector<HTMLElement>(".ea-ix-bar");
  readonly #bar: Bar | null;
  /** What a row is called, and several. */
  readonly #noun = this.#place?.dataset["noun"] ?? "entry";
  readonly #nouns = this.#noun.replace(/y$/, "ie") + "s";
  readonly #more = el("button", { type: "button", class: "ea-button" });
  /** Parts of the page that speak of the rows as they usually stand. */
  readonly #ofUsual = [...document.querySelectorAll<HTMLElement>(".ea-months,.ea-latest")];
  #state: State = NOTHING;
  #left: readonly Row[];
  /** The reader asked for all rows that are left. */
  #isWhole = false;
  #isDrawn = false;
  /** The state is that of an address, of which no row was drawn yet. */
  #isNew = false;
  /** What of the address is passed over, since no row has it with the rest. */
  #passedOver = "";
  /** Rows of all pages were asked for when the page was last drawn. */
  #tookAll = false;
  #loading: Promise<void> | null = null;

  constructor(tables: readonly HTMLTableElement[]) {
    const [first] = tables;
    const panel = document.querySelector<HTMLDetailsElement>(".ea-fac");
    this.#columns = columnsOf(first!);
    this.#keys = this.#columns.map(({ key }) => key);
    this.#usual = usualOrder(first!);
    this.#layout = new Layout(tables);
    this.#left = this.#pages.own;

    this.#choices = followChoices(panel, (key, value, on) => {
      this.#set(toggled(this.#state, key, value, on));
    });
    const { facets } = this.#choices;
    this.#further = furtherOf(facets, this.#pages.own, this.#keys.indexOf("date"));
    const open = this.#choices.open.map((key): [string, Values] => [key, anyValue()]);
    this.#taken = new Map<string, Values>([...facets, ...open, ...this.#further]);
    // who says so is not what a row is about
    this.#words = new RowWords(this.#columns, new Set([[...facets.keys()].indexOf(SPEAKERS)]));
    this.#density = densityOf(
      facets,
      (asked) => write(asked, this.#taken.keys(), location.search),
      (next) => this.#set(next),
    );
    this.#day = this.#further.has("on") ? this.#offerDay(panel) : null;
    this.#heads = tables.map((table) => offerSorting(headsOf(table), (at) => this.#sort(at)));
    this.#bar = this.#place && this.#fillBar(this.#place, headsOf(first!));
    this.#offerMore(tables.at(-1)!);
    window.addEventListener("popstate", () => this.#goTo());
  }

  /** Show what the address asks for; where nothing matches, as much of it as leaves some rows. */
  restore(): void {
    this.#state = this.#asked();
    this.#isNew = true;
    this.#passedOver = "";
    if (this.#isDrawn || this.#takesAll) this.#update();
    else this.#tell(this.#pages.own.length);
    this.#showAddress();
  }

  // What the reader can do

  #offerDay(panel: Element | null): HTMLInputElement {
    const isDated = this.#keys.includes("date");
    const words = isDated ? "Dated on" : "Recorded on";
    const hint = isDated ? "A span is typed above the rows, as “2023-10 to 2024-02”" : "";
    const choose = (day: string) => this.#set(put(this.#state, "on", day ? [day] : []));
    return offerDay(panel, words, hint, choose);
  }

  #fillBar(place: HTMLElement, heads: readonly HTMLTableCellElement[]): Bar {
    const does = {
      words: (q: string) => this.#set({ ...this.#state, q }, location.search, false),
      clear: () => this.#set(NOTHING, unshared()),
      focus: () => void this.#readWords(),
      order: (text: string) => this.#order(text.replace(/^-/, ""), text.startsWith("-")),
      save: (form: "csv" | "json") => void this.#save(form),
      statements: () => void this.#saveStatements(),
    };
    const orders = this.#columns.flatMap((column, at) => {
      return ordersBy(column, heads[at]?.textContent ?? column.key);
    });
    return fillBar(place, does, orders);
  }

  #offerMore(table: HTMLTableElement): void {
    this.#more.hidden = true;
    this.#more.addEventListener("click", () => {
      this.#isWhole = true;
      this.#draw();
    });
    table.parentElement?.after(el("p", { class: "ea-ix-more" }, this.#more));
  }

  #sort(at: number): void {
    const { key, sorts } = this.#columns[at]!;
    const now = this.#state.order ?? this.#usual;
    if (now.key === key) this.#order(key, !now.down);
    else this.#order(key, key === this.#usual.key ? this.#usual.down : runsDown(sorts));
  }

  #order(key: string, down: boolean): void {
    const isUsual = key === this.#usual.key && down === this.#usual.down;
    this.#set({ ...this.#state, order: isUsual ? null : { key, down } });
  }

  // The state and the address

  #set(next: State, search = location.search, isStep = true): void {
    this.#state = next;
    this.#isNew = false;
    this.#passedOver = "";
    keep(write(next, this.#taken.keys(), search), isStep); // before the rows change: the browser lays the page out for it
    this.#update();
    this.#showAddress();
  }

  /** The state that the address asks for. */
  #asked(): State {
    return read(location.search, this.#taken, this.#keys);
  }

  /** Follow the reader to the state of the address; nothing changes where only its fragment is another. */
  #goTo(): void {
    const address = (state: State) => write(state, this.#taken.keys());
    if (address(this.#asked()) !== address(this.#state)) this.restore();
  }

  /** Say which filters of the address have no control on this page; hand the state on to the other views of the same rows, if there are any. */
  #showAddress(): void {
    if (this.#day && this.#day.value !== this.#dayAsked) this.#day.value = this.#dayAsked;
    if (!this.#place) return;
    const orders = this.#keys.flatMap((key) => [key, `-${key}`]);
    const known: Known = new Map([...this.#taken, ["sort", new Set(orders)]]);
    const { open, facets } = this.#choices;
    const isUnlisted = (key: string) =>
      [...(this.#state.chosen.get(key) ?? [])].some((value) => !facets.get(key)!.has(value));
    const withoutControl = [...this.#further.keys(), ...open.filter(isUnlisted)].filter(
      (key) => key !== "on",
    );
    tell(this.#place, known, withoutControl);
    if (!("apart" in this.#place.dataset)) carry();
  }

  get #dayAsked(): string {
    const [day = ""] = this.#state.chosen.get("on") ?? [];
    return day;
  }

  get #hasWords(): boolean {
    return this.#state.q.trim() !== "";
  }

  /** Whether rows of other pages are asked for. */
  get #takesAll(): boolean {
    return narrows(this.#state) || this.#state.order !== null;
  }

  // The rows

  #update(): void {
    this.#isDrawn = true;
    this.#isWhole = false;
    if (this.#takesAll && this.#pages.areWanted) void this.#load();
    else if (this.#hasWords && !this.#words.hasNames)
      void this.#readWords().then(() => this.#draw());
    else this.#draw();
  }

  /** Load the rows of all pages, and show those that are left. */
  #load(): Promise<void> {
    const words = `Loading ${this.#pages.others}…`;
    this.#bar?.tell(words);
    this.#choices.tell(words);
    return (this.#loading ??= this.#loadAndDraw());
  }

  async #loadAndDraw(): Promise<void> {
    await this.#pages.load();
    if (this.#hasWords) await this.#readWords();
    this.#loading = null;
    this.#draw();
  }

  /** Read the names of what rows name; where they cannot be had, the words that rows show have to do until they can. */
  async #readWords(): Promise<void> {
    await this.#words.readNames();
    this.#words.read(this.#pages.all ?? this.#pages.own);
  }

  /** The rows that are asked for, and those left of them, beside what is chosen of one key. */
  #find(beside = "", state = this.#state): { rows: readonly Row[]; found: Found } {
    const { own, all } = this.#pages;
    const rows = this.#takesAll ? (all ?? own) : own;
    if (!this.#numbers.has(rows)) {
      this.#numbers.set(rows, numbered(rows.map((row) => row.values)));
    }
    const { q, chosen } = state;
    const withWords = q.trim() ? this.#words.rowsWith(q, rows) : null;
    const within = narrowFurther(rows, this.#further, state, withWords);
    const keys = [...this.#choices.facets.keys()];
    const wanted = keys.map((key) => (key === beside ? undefined : chosen.get(key)));
    return { rows, found: narrow(this.#numbers.get(rows)!, wanted, within) };
  }

  /** Rows in the order that is chosen. */
  #sorted(rows: readonly Row[]): readonly Row[] {
    const { order } = this.#state;
    if (!order) return rows;
    const at = this.#keys.indexOf(order.key);
    const key = (row: Row) => rowKey(row, at, this.#columns[at]!.sorts);
    const isTurned = order.key === this.#usual.key && order.down !== this.#usual.down;
    return isTurned ? turned(rows, key) : sorted(rows, key, order.down);
  }

  // What the page shows

  #draw(): void {
    if (this.#isNew) this.#widen();
    const { rows, found } = this.#find();
    const isOfAll = rows === this.#pages.all;
    this.#left = this.#sorted(found.rows.map((number) => rows[number]!));
    this.#lay();
    for (const part of this.#ofUsual) part.hidden = this.#takesAll;
    const order = this.#state.order ?? this.#usual;
    for (const head of this.#heads) head.show(order.key, order.down);
    this.#choices.show(this.#state, isOfAll ? found.counts : this.#usualCounts);
    if (this.#density) this.#showDensity(this.#density, isOfAll);
    else this.#pages.showCounts(narrows(this.#state) && this.#pages.all ? this.#left : null);
    this.#tell(rows.length);
  }

  /**
   * Pass over what leaves no row of the address that a reader followed: its years, else the other choices, else its words. What it
   * asks for stays in the address, and is said.
   */
  #widen(): void {
    const isRead = !this.#pages.hasFailed && !(this.#hasWords && this.#words.isUnsought);
    const isEmpty = (state: State) => !this.#find("", state).found.rows.length;
    this.#isNew = false;
    if (!isRead || !narrows(this.#state) || !isEmpty(this.#state)) return;
    const wider = widerThan(this.#state).find(([state]) => narrows(state) && !isEmpty(state));
    if (wider) [this.#state, this.#passedOver] = wider;
  }

  #lay(): void {
    const limit = this.#isWhole || !this.#takesAll ? this.#left.length : SHOWN;
    if (narrows(this.#state)) this.#layout.keepWidths();
    const areAsked = [...this.#state.chosen.keys()].some((key) => key !== YEAR);
    this.#layout.showValues(areAsked || this.#hasWords);
    if (this.#takesAll) this.#layout.show(this.#left.slice(0, limit));
    else this.#layout.showUsual(this.#tookAll ? undefined : this.#left.length);
    this.#tookAll = this.#takesAll;
    this.#more.hidden = this.#left.length <= limit;
    this.#more.textContent = `Show all ${numeral(this.#left.length)} ${this.#nouns}`;
  }

  #showDensity(density: Density, isOfAll: boolean): void {
    if (!narrows(this.#state) || !isOfAll) return density.show(this.#state, null);
    const everyYear = this.#state.chosen.has(YEAR) ? this.#ofEveryYear() : this.#left;
    density.show(this.#state, { left: this.#left, everyYear });
  }

  /** The rows that would be left if no year were chosen. */
  #ofEveryYear(): readonly Row[] {
    const { rows, found } = this.#find(YEAR);
    return found.rows.map((number) => rows[number]!);
  }

  /** Say how many rows there are, `of` how many. */
  #tell(of: number): void {
    const isNarrowed = narrows(this.#state);
    const whole = this.#place?.dataset["of"];
    const isPart = !this.#takesAll && whole !== undefined;
    const counted = (rows: number) => count(rows, this.#noun, this.#nouns);
    const total = counted(isPart ? Number(whole) : of);
    const { length } = this.#left;
    const number = isNarrowed || isPart ? `${numeral(length)} of ${total}` : counted(length);
    const differ = this.#left.filter((row) => row.differs).length;
    const words = [
      number,
      isPart && this.#pages.isLatest && "newest first",
      this.#dayAsked && `on ${dayWords(this.#dayAsked)}`,
      differ && `${numeral(differ)} where accounts differ`,
      this.#takesAll && this.#pages.hasFailed && UNREAD,
      this.#hasWords && this.#words.isUnsought && UNSOUGHT,
      this.#passedOver && `none ${this.#passedOver}`,
    ];
    const hasNone = isNarrowed && !length && !this.#pages.hasFailed;
    const text = words.filter(Boolean).join(", ") + (hasNone ? ". Nothing matches." : "");
    const usual = (this.#usual.down ? "-" : "") + this.#usual.key;
    this.#choices.tell(isNarrowed && number, isNarrowed ? counted(length) : "the rows");
    const ofFile = isPart ? total : counted(length);
    this.#bar?.show(this.#state, usual, text, this.#takesAll ? text : "", ofFile);
  }

  // Files

  /** The rows of a file: all that are left, also those of other pages; null where they cannot be had. */
  async #rowsOfFile(): Promise<readonly Row[] | null> {
    if (!this.#pages.all) await this.#load();
    if (!this.#pages.all) this.#bar?.tell(UNREAD);
    return this.#takesAll && this.#pages.all ? this.#left : this.#pages.all;
  }

  async #save(form: "csv" | "json"): Promise<void> {
    const rows = await this.#rowsOfFile();
    if (!rows) return;
    const all = this.#pages.all ?? this.#pages.own;
    const hasParts = all.some(({ partOf }) => partOf !== undefined);
    const counted = countsOf(all, this.#columns);
    const { facets, words } = this.#choices;
    const stances = stancesOf(all, words);
    const [first] = all;
    const shown = first ? Object.keys(recordOf(first, this.#columns)) : [];
    const untold = untoldOf(facets.keys(), all, shown);
    const hasPlaces = this.#place !== null && "places" in this.#place.dataset;
    const points = hasPlaces ? await this.#readPoints() : null;
    const records = rows.map((row) => {
      const record = recordOf(row, this.#columns, hasParts);
      return {
        ...record,
        ...boundsIn(record, counted),
        ...namedIn(row, stances),
        ...valuesIn(row, untold),
        ...points?.(record["id"]),
      };
    });
    if (form === "json") return give(`${folder}.json`, "application/json", json(records));
    const columns = records[0] ? Object.keys(records[0]) : ["id", ...this.#keys];
    give(`${folder}.csv`, "text/csv;charset=utf-8", csv(columns, records));
  }

  /** What gives the coordinates of an entry, none where they could not be loaded, which is told. */
  async #readPoints(): Promise<(id: unknown) => Point> {
    try {
      const [text = ""] = await textsOfSite([PLACES]);
      return pointsIn(text);
    } catch {
      this.#bar?.tell("The file has no coordinates: they could not be loaded");
      return pointsIn("");
    }
  }

  /** Save the statements whose rows are shown, or all of the entries whose rows are, from the table of the data. */
  async #saveStatements(): Promise<void> {
    try {
      const rows = await this.#rowsOfFile();
      if (!rows) return;
      const [statements = ""] = await textsOfSite([STATEMENTS]);
      const ids = new Set(rows.map((row) => recordOf(row, this.#columns)["id"]));
      const text = statementsOf(statements, ids);
      const hasSome = text.trim().includes("\n");
      if (hasSome) give(`${folder}-statements.csv`, "text/csv;charset=utf-8", text);
      else this.#bar?.tell("These entries have no statements of their own");
    } catch {
      this.#bar?.tell("The statements could not be loaded");
    }
  }
}

/** Takes each id or code: rows may have one that is too rare to be a choice. */
function anyValue(): Values {
  return { has: (value) => /^[\w-]+$/.test(value) };
}

/** The order of the rows on the page, which the heads of their table tell. */
function usualOrder(table: HTMLTableElement): Order {
  const head = headsOf(table).find((one) => one.hasAttribute("aria-sort"));
  return {
    key: head?.dataset["c"] ?? "",
    down: head?.getAttribute("aria-sort") === "descending",
  };
}

/** The orders by one column that a list offers, where the heads of the columns are not in sight. */
function ordersBy({ key, sorts }: Column, label: string): [value: string, words: string][] {
  switch (sorts) {
    case "number":
      return [[`-${key}`, `${label}: highest first`]];
    case "date":
      return [
        [`-${key}`, "Newest first"],
        [key, "Oldest first"],
      ];
    case "name":
      return [[key, "By name"]];
    default:
      return [[key, `By ${label.toLowerCase()}`]];
  }
}

/** The numbers beside the choices as the page has them: those of the whole index. */
function usualCounts(): Map<string, number>[] {
  const sets = [...document.querySelectorAll(".ea-fac [data-key]")];
  return sets.map((set) => {
    const counts = new Map<string, number>();
    for (const item of set.querySelectorAll<HTMLElement>("li[data-v]")) {
      const number = item.querySelector(".ea-so")?.textContent ?? "";
      counts.set(item.dataset["v"] ?? "", Number(number.replaceAll(",", "")));
    }
    return counts;
  });
}
