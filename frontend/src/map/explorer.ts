// The map as readers explore it: what they choose leaves entries in the pictures, in the list beside them and in the table beneath.

import { tell } from "../address-notes.ts";
import { asked, carry, DAY, keep, queryOf, shared, unshared, type Known } from "../address.ts";
import { count, el } from "../dom.ts";
import { followChoices, type Choices } from "../tables/choices.ts";
import { narrow, numbered, type Found, type Numbered } from "../tables/filtering.ts";
import { narrows, NOTHING, put, read, toggled, write, YEAR, type State } from "../tables/state.ts";
import { zoomable, type Zoom } from "../zoom.ts";
import { total } from "./clusters.ts";
import { isOn, onDay, withLasting, type Entry } from "./entries.ts";
import { kindsOf, type Kind } from "./kinds.ts";
import { EntryList } from "./list.ts";
import { Picture, type Counts, type Sizes } from "./picture.ts";
import { linksToRows, noteOnUndrawn, summaryOf } from "./summary.ts";
import { MapTable } from "./table.ts";
import { TimeControl, type YearSpan } from "./time.ts";

/** Milliseconds of rest before the counts are announced and the table follows: a slider passes many years. */
const WAIT = 250;

/** The parts of the page. */
export interface MapPage {
  /** Holds the pictures. */
  readonly root: HTMLElement;
  readonly table: HTMLTableElement;
  /** Stands beside the pictures. */
  readonly side: HTMLElement;
  /** Says aloud how many entries are left. */
  readonly status: HTMLElement;
}

/** The card of the places of one mark. */
interface Card {
  readonly ids: readonly string[];
  /** The mark from which it was opened. */
  readonly from: SVGElement | null;
}

export class MapExplorer {
  readonly #page: MapPage;
  readonly #kinds: readonly Kind[];
  readonly #pictures: readonly Picture[];
  /** The picture of the whole map, which readers zoom; another shows a part of it larger. */
  readonly #main: Picture;
  /** Those that the main picture draws come first. */
  readonly #entries: readonly Entry[];
  readonly #values: Numbered;
  readonly #table: MapTable;
  readonly #choices: Choices;
  /** The filters of the address that this page applies. */
  readonly #taken: Known;
  readonly #time: TimeControl;
  readonly #list = new EntryList();
  readonly #links = el("p", { class: "ea-legend" });
  /** Wider areas are shown if it is ticked: they would lie over what is known closer. */
  readonly #areas = el("input", { type: "checkbox", autocomplete: "off" });
  readonly #clear = el("button", { type: "button", class: "ea-act" }, "Clear all");
  readonly #zoom: Zoom;
  #state: State = NOTHING;
  #left: readonly Entry[];
  #counts: Counts = new Map();
  #card: Card | null = null;
  #waiting = 0;

  constructor(page: MapPage, entries: readonly Entry[]) {
    const { root } = page;
    this.#page = page;
    this.#kinds = kindsOf(root.dataset["kinds"] ?? "");
    const drawings = [...root.querySelectorAll<SVGSVGElement>("svg.ea-map")];
    this.#pictures = drawings.map((svg) => new Picture(svg, this.#kinds, sizesOf(root)));
    this.#main = this.#pictures[0]!;
    const drawn = entries.filter((entry) => this.#isDrawn(entry));
    const others = entries.filter((entry) => !this.#isDrawn(entry));
    this.#entries = [...drawn, ...others];
    this.#left = this.#entries;
    this.#table = new MapTable(page.table);
    this.#values = numbered(this.#entries.map(({ values }) => values));
    const panel = document.querySelector<HTMLDetailsElement>(".ea-fac");
    this.#choices = followChoices(panel, (key, value, on) => {
      this.#set(toggled(this.#state, key, value, on));
    });
    this.#taken = new Map([...this.#choices.facets, ["on", DAY]]);
    this.#time = new TimeControl(this.#years, {
      years: (span) => this.#chooseYears(span),
      day: (day) => this.#slide(put(this.#state, "on", DAY.has(day) ? [day] : [])),
    });
    this.#layOut();
    this.#zoom = zoomable(this.#main.svg, () => {
      this.#draw(this.#main);
      this.#fillList();
    });
    this.#listen();
  }

  /** Show what the address asks for. */
  restore(): void {
    this.#state = read(location.search, this.#taken, []);
    const places = (asked().get("place") ?? "").split(",");
    const ids = places.filter((id) => this.#table.labels.has(id));
    this.#card = ids.length ? { ids, from: null } : null;
    if (ids.some((id) => this.#isArea(id))) this.#areas.checked = true;
    this.#showAreas();
    this.#update(false);
  }

  #layOut(): void {
    const { root, side } = this.#page;
    const years = document.querySelector<HTMLElement>(`.ea-fac [data-key=${YEAR}]`);
    if (years) years.hidden = true; // they are chosen over their bars
    const time = this.#time.element;
    root.querySelector("[data-map-time]")?.replaceWith(time);
    time.append(el("label", {}, this.#areas, "Wider areas"), this.#clear);
    side.append(this.#links, this.#list.element);
  }

  #listen(): void {
    this.#areas.addEventListener("change", () => this.#showAreas());
    this.#clear.addEventListener("click", () => {
      this.#card = null;
      this.#set(NOTHING, unshared());
    });
    for (const picture of this.#pictures) {
      picture.svg.addEventListener("click", (event) => this.#onClick(event, picture));
    }
    this.#list.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#card) this.#close();
    });
    addEventListener("popstate", () => this.restore());
    addEventListener("resize", () => this.#drawAll());
  }

  #onClick(event: MouseEvent, picture: Picture): void {
    if (!(event.target instanceof Element)) return;
    const mark = event.target.closest<SVGAElement>("a[data-place]");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(picture.placesOf(mark.dataset["place"] ?? ""), mark);
  }

  // The state and the address

  get #day(): string {
    const [day = ""] = this.#state.chosen.get("on") ?? [];
    return day;
  }

  /** The years that can be chosen. */
  get #years(): string[] {
    return [...(this.#choices.facets.get(YEAR) ?? [])];
  }

  #set(next: State, search = location.search, isStep = true): void {
    this.#state = next;
    this.#keepAddress(search, isStep);
    this.#update(true);
  }

  /** Choose what is passed on the way to something else. */
  #slide(next: State): void {
    this.#set(next, location.search, false);
  }

  #keepAddress(search = location.search, isStep = true): void {
    const query = asked(search);
    if (this.#card) query.set("place", this.#card.ids.join(","));
    else query.delete("place");
    keep(write(this.#state, this.#taken.keys(), queryOf(query)), isStep);
    carry();
  }

  #chooseYears(span: YearSpan | null): void {
    const isWithin = (year: string) =>
      span !== null && Number(year) >= span[0] && Number(year) <= span[1];
    this.#slide(put(this.#state, YEAR, this.#years.filter(isWithin)));
  }

  // What is left

  #update(announced: boolean): void {
    const found = this.#find();
    const day = this.#day;
    const left = found.rows.map((at) => this.#entries[at]!);
    this.#left = day ? left.map((entry) => onDay(entry, day)) : left;
    this.#showChoices(found);
    this.#counts = this.#table.counts(this.#left, this.#kinds);
    this.#drawAll();
    this.#fillList();
    this.#say(announced);
  }

  #find(): Found {
    const { chosen } = this.#state;
    const day = this.#day;
    const wanted = [...this.#choices.facets.keys()].map((key) => {
      const values = chosen.get(key);
      return key === YEAR ? withLasting(values) : values;
    });
    const numbers = [...this.#entries.keys()];
    const onThatDay = day ? numbers.filter((at) => isOn(this.#entries[at]!, day)) : null;
    return narrow(this.#values, wanted, onThatDay && new Set(onThatDay));
  }

  #showChoices({ counts }: Found): void {
    const isNarrowed = narrows(this.#state);
    const yearAt = [...this.#choices.facets.keys()].indexOf(YEAR);
    this.#choices.show(this.#state, counts);
    const left = this.#left.length;
    this.#choices.tell(
      isNarrowed && `${left} of ${this.#entries.length} entries`,
      count(left, "entry", "entries"),
    );
    this.#time.show(this.#state.chosen.get(YEAR), counts[yearAt], this.#day);
    this.#clear.hidden = !isNarrowed && !shared({ place: "" });
  }

  /** Say how much is left, at once or after a rest, when the table follows too. */
  #say(announced: boolean): void {
    const { root, status } = this.#page;
    const numbers = this.#kinds.map(
      ({ key }) => this.#left.filter(({ kind }) => kind === key).length,
    );
    const places = [...this.#counts.values()].filter(total).length;
    const words = summaryOf(this.#kinds, numbers, places, this.#day);
    tell(root, new Map([...this.#taken, ["place", this.#table.labels]]));
    carry();
    this.#showLinks(numbers);
    const follow = () => {
      status.textContent = words;
      this.#table.fill(this.#left, this.#counts);
    };
    clearTimeout(this.#waiting);
    if (announced) this.#waiting = window.setTimeout(follow, WAIT);
    else follow();
  }

  #showLinks(numbers: readonly number[]): void {
    const query = write(put(this.#state, "kind", []), this.#taken.keys());
    this.#links.replaceChildren(...linksToRows(this.#kinds, numbers, query));
    const undrawn = this.#left.filter((entry) => !this.#isDrawn(entry)).length;
    if (undrawn) this.#links.append(noteOnUndrawn(undrawn, this.#left.length));
  }

  // The pictures

  #isDrawn(entry: Entry): boolean {
    return entry.places.some((id) => this.#main.draws(id));
  }

  #isArea(id: string): boolean {
    const selector = `[data-place="${id}"]:is(:has(.m-area),:has(.m-course))`;
    return this.#page.root.querySelector(selector) !== null;
  }

  #showAreas(): void {
    this.#page.root.classList.toggle("ea-map-bare", !this.#areas.checked);
  }

  #drawAll(): void {
    for (const picture of this.#pictures) this.#draw(picture);
  }

  /** A part that is shown larger goes while nothing is left in it. */
  #draw(picture: Picture): void {
    const isMain = picture === this.#main;
    const part = isMain ? this.#zoom.box : picture.svg.viewBox.baseVal;
    const isShown = isMain || picture.holds(this.#counts);
    picture.svg.closest("figure")!.hidden = !isShown;
    if (!isShown) return;
    picture.show(this.#counts, this.#table.labels, part);
  }

  // The list, which a card stands in for

  #fillList(): void {
    if (this.#card) this.#showCard(this.#card);
    else this.#showInView();
  }

  #showInView(): void {
    const isWhole = this.#zoom.share === 1;
    const shown = isWhole ? this.#left : this.#leftAt(this.#main.within(this.#zoom.box));
    const number = count(shown.length, "entry", "entries");
    this.#list.show(isWhole ? number : `In view: ${number}`, shown);
  }

  #showCard({ ids }: Card): void {
    const [first = ""] = ids;
    const here = this.#leftAt(new Set(ids));
    const name = this.#table.labels.get(first) ?? "";
    const others = ids.length > 1 ? ` and ${ids.length - 1} more` : "";
    const links: Node[] = [this.#linkToPage(first, name)];
    if (ids.length > 1) links.push(this.#nearerButton(ids));
    const heading = `${name}${others}: ${count(here.length, "entry", "entries")}`;
    this.#list.show(heading, here, { links, close: () => this.#close() });
  }

  /** The entries that are left at one of these places. */
  #leftAt(ids: ReadonlySet<string>): Entry[] {
    return this.#left.filter(({ places }) => places.some((id) => ids.has(id)));
  }

  #linkToPage(id: string, name: string): HTMLElement {
    const link = this.#main.svg.querySelector(`[data-place="${id}"]`);
    return el("a", { href: link?.getAttribute("href") ?? "#table" }, `Page of ${name}`);
  }

  #nearerButton(ids: readonly string[]): HTMLElement {
    const button = el("button", { type: "button", class: "ea-act" }, "Zoom in");
    button.addEventListener("click", () => this.#zoom.show(this.#main.around(ids)));
    return button;
  }

  #open(ids: readonly string[], from: SVGElement): void {
    this.#card = { ids, from };
    this.#keepAddress();
    this.#fillList();
    this.#list.focus();
  }

  /** Close the card; the focus goes back to the mark from which it was opened. */
  #close(): void {
    const from = this.#card?.from;
    this.#card = null;
    this.#keepAddress();
    this.#fillList();
    if (from?.isConnected) from.focus();
    else this.#list.focus();
  }
}

/** How large the generator draws the marks of the map. */
function sizesOf({ dataset }: HTMLElement): Sizes {
  return {
    most: Number(dataset["most"] ?? 0),
    widest: Number(dataset["widest"] ?? 0),
    least: Number(dataset["least"] ?? 0),
  };
}
