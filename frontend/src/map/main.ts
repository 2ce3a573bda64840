// The map as readers explore it: zoom, the facets of the indexes, years and a day, cards, and what is in view; all of it stands in
// the address. The table beneath says the same. Without scripts picture and table are whole.

import {
  asked,
  carry,
  DAY,
  keep,
  queryOf,
  shared,
  tell,
  unshared,
  type Known,
} from "../address.ts";
import { dayWords } from "../as-of/holding.ts";
import { count, el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { followChoices } from "../tables/choices.ts";
import { narrow, numbered } from "../tables/filtering.ts";
import { narrows, NOTHING, put, read, toggled, write, YEAR, type State } from "../tables/state.ts";
import { zoomable, type Box } from "../zoom.ts";
import {
  entriesOf,
  isOn,
  isWithin,
  onDay,
  withLasting,
  type Entry,
  type RawEntries,
} from "./entries.ts";
import { total } from "./clusters.ts";
import { listOf } from "./list.ts";
import { Picture, wordsOf, type Kind } from "./picture.ts";
import { timeOf } from "./time.ts";

const WAIT = 250; // milliseconds of rest before the counts are announced and the table follows: a slider passes many years

const root = document.querySelector<HTMLElement>("[data-map]");
const table = document.querySelector<HTMLTableElement>("[data-map-table]");
const side = document.querySelector<HTMLElement>("[data-map-side]");
const status = document.querySelector<HTMLElement>("[data-map-count]");
if (root && table && side && status) void load(root, table, side, status);

async function load(
  root: HTMLElement,
  table: HTMLTableElement,
  side: HTMLElement,
  status: HTMLElement,
): Promise<void> {
  try {
    const [entries = ""] = await textsOfSite([root.dataset["map"] ?? ""]);
    start(root, table, side, status, entriesOf(JSON.parse(entries) as RawEntries));
  } catch (error) {
    for (const svg of root.querySelectorAll<SVGSVGElement>("svg.ea-map-atlas"))
      zoomable(svg, () => undefined);
    side.append(
      el("p", { class: "ea-legend" }, "The filters cannot be loaded. The table below is complete."),
    );
    console.warn(error);
  }
}

function start(
  root: HTMLElement,
  table: HTMLTableElement,
  side: HTMLElement,
  status: HTMLElement,
  entries: readonly Entry[],
): void {
  const kinds: Kind[] = (root.dataset["kinds"] ?? "").split(";").map((text) => {
    const [key = "", singular = "", plural = "", index = ""] = text.split("|");
    return { key, singular, plural, index };
  });
  const sizes = {
    most: number(root, "most"),
    widest: number(root, "widest"),
    least: number(root, "least"),
  };
  const pictures = [...root.querySelectorAll<SVGSVGElement>("svg.ea-map")].map(
    (svg) => new Picture(svg, kinds, sizes),
  );
  const whole = pictures[0]!;
  const isDrawn = (entry: Entry) => entry.places.some((id) => whole.draws(id));
  entries = [...entries.filter(isDrawn), ...entries.filter((entry) => !isDrawn(entry))]; // what has a mark comes first
  const rows = rowsOf(table);
  const periods = [...table.querySelectorAll<HTMLElement>("thead th[data-first]")].map(
    (head) => [number(head, "first"), number(head, "last")] as const,
  );
  const values = numbered(entries.map((entry) => entry.values));
  const labels = new Map(rows.map(({ id, label }) => [id, label]));
  let state: State = NOTHING;
  let left: readonly Entry[] = entries;
  let counts = new Map<string, number[]>();
  let card: { readonly ids: readonly string[]; readonly from: HTMLElement | null } | null = null;
  let waiting = 0;

  const choices = followChoices(
    document.querySelector<HTMLDetailsElement>(".ea-fac"),
    (key, value, on) => set(toggled(state, key, value, on)),
  );
  const keys = [...choices.facets.keys()];
  const taken: Known = new Map([...choices.facets, ["on", DAY]]);
  const dayOf = () => [...(state.chosen.get("on") ?? [])][0] ?? "";
  const yearSet = document.querySelector<HTMLElement>(`.ea-fac [data-key=${YEAR}]`);
  if (yearSet) yearSet.hidden = true;
  const time = timeOf([...(choices.facets.get(YEAR) ?? [])], chooseYears, (text) =>
    set(put(state, "on", DAY.has(text) ? [text] : [])),
  );
  const list = listOf();
  const links = el("p", { class: "ea-legend" });
  const areas = el("input", { type: "checkbox", autocomplete: "off" }); // they would lie over what is known closer
  const showAreas = () => root.classList.toggle("ea-map-bare", !areas.checked);
  areas.addEventListener("change", showAreas);
  const all = el("button", { type: "button", class: "ea-act" }, "Clear all");
  all.addEventListener("click", () => {
    card = null;
    set(NOTHING, unshared());
  });
  root.querySelector("[data-map-time]")?.replaceWith(time.element);
  time.element.append(el("label", {}, areas, "Wider areas"), all);
  side.append(links, list.element);
  const zoom = zoomable(whole.svg, () => {
    draw(whole, zoom.box);
    fillList();
  });
  for (const picture of pictures) {
    picture.svg.addEventListener("click", (event) => {
      const mark =
        event.target instanceof Element ? event.target.closest<SVGAElement>("a[data-place]") : null;
      if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(picture.placesOf(mark.dataset["place"] ?? ""), mark as unknown as HTMLElement);
    });
  }
  list.element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card) close();
  });
  addEventListener("popstate", restore);
  addEventListener("resize", () => pictures.forEach((picture) => draw(picture)));
  restore();

  function restore(): void {
    state = read(location.search, taken, []);
    const ids = (asked().get("place") ?? "").split(",").filter((id) => labels.has(id));
    card = ids.length ? { ids, from: null } : null;
    areas.checked ||= ids.some((id) =>
      root.querySelector(`[data-place="${id}"]:is(:has(.m-area),:has(.m-course))`),
    );
    showAreas();
    update(false);
  }

  function set(next: State, search = location.search): void {
    state = next;
    keepAddress(search);
    update(true);
  }

  function keepAddress(search = location.search): void {
    const query = asked(search);
    if (card) query.set("place", card.ids.join(","));
    else query.delete("place");
    keep(write(state, taken.keys(), queryOf(query)));
    carry();
  }

  function chooseYears(span: readonly [number, number] | null): void {
    const known = [...(choices.facets.get(YEAR) ?? [])];
    set(
      put(
        state,
        YEAR,
        span ? known.filter((year) => Number(year) >= span[0] && Number(year) <= span[1]) : [],
      ),
    );
  }

  function update(announced: boolean): void {
    const chosen = keys.map((key) =>
      key === YEAR ? withLasting(state.chosen.get(YEAR)) : state.chosen.get(key),
    );
    const day = dayOf();
    const within = day
      ? new Set(entries.flatMap((entry, at) => (isOn(entry, day) ? [at] : [])))
      : null;
    const found = narrow(values, chosen, within);
    left = found.rows.map((at) => (day ? onDay(entries[at]!, day) : entries[at]!));
    choices.show(state, found.counts);
    choices.tell(narrows(state) && `${left.length} of ${entries.length} entries`);
    time.show(state.chosen.get(YEAR), found.counts[keys.indexOf(YEAR)], day);
    all.hidden = !narrows(state) && !shared({ place: "" });
    const ofKind = kinds.map(({ key }) => tally(left.filter(({ kind }) => kind === key)));
    counts = new Map(rows.map(({ id }) => [id, ofKind.map((by) => by.get(id) ?? 0)]));
    pictures.forEach((picture) => draw(picture, picture === whole ? zoom.box : undefined));
    fillList();
    say(announced);
  }

  function fillTable(): void {
    const spans = periods.map(([first, last]) =>
      tally(left.filter((entry) => isWithin(entry, first, last))),
    );
    for (const { id, element } of rows) {
      const own = counts.get(id) ?? [];
      element.hidden = !total(own);
      const numbers = [...own, ...spans.map((by) => by.get(id) ?? 0)];
      [...element.cells].slice(1).forEach((cell, at) => fill(cell, numbers[at] ?? 0));
    }
  }

  function draw(
    picture: Picture,
    part: Box = picture === whole ? zoom.box : picture.svg.viewBox.baseVal,
  ): void {
    picture.show(counts, labels, part);
  }

  function fillList(): void {
    if (card) {
      const ids = new Set(card.ids);
      const here = left.filter(({ places }) => places.some((id) => ids.has(id)));
      const name = labels.get(card.ids[0]!) ?? "";
      const links: Node[] = [
        el(
          "a",
          {
            href:
              whole.svg.querySelector(`[data-place="${card.ids[0]}"]`)?.getAttribute("href") ??
              "#table",
          },
          `Page of ${name}`,
        ),
      ];
      if (card.ids.length > 1) {
        const nearer = el("button", { type: "button", class: "ea-act" }, "Zoom in");
        const { ids } = card;
        nearer.addEventListener("click", () => zoom.show(whole.around(ids)));
        links.push(nearer);
      }
      list.show(
        `${name}${card.ids.length > 1 ? ` and ${card.ids.length - 1} more` : ""}: ${count(here.length, "entry", "entries")}`,
        here,
        { links, close },
      );
    } else {
      const inView = zoom.share === 1 ? null : whole.within(zoom.box);
      const shown = inView
        ? left.filter(({ places }) => places.some((id) => inView.has(id)))
        : left;
      list.show(
        inView
          ? `In view: ${count(shown.length, "entry", "entries")}`
          : count(shown.length, "entry", "entries"),
        shown,
      );
    }
  }

  function open(ids: readonly string[], from: HTMLElement): void {
    card = { ids, from };
    keepAddress();
    fillList();
    list.focus();
  }

  function close(): void {
    const from = card?.from;
    card = null;
    keepAddress();
    fillList();
    if (from?.isConnected) from.focus();
    else list.focus();
  }

  function say(announced: boolean): void {
    const numbers = kinds.map(({ key }) => left.filter(({ kind }) => kind === key).length);
    const places = [...counts.values()].filter(total).length;
    const day = dayOf();
    const words = [
      wordsOf(kinds, numbers) || "nothing",
      `at ${count(places, "place")}`,
      ...(day ? [`on ${dayWords(day)}`] : []),
    ].join(", ");
    const query = write(put(state, "kind", []), taken.keys());
    tell(root, new Map([...taken, ["place", labels]]));
    carry();
    links.replaceChildren(
      ...kinds
        .flatMap(({ plural, index }, at) =>
          numbers[at]
            ? [el("a", { href: index + query }, `${plural} as rows`), "\u00a0·\u00a0"]
            : [],
        )
        .slice(0, -1),
    );
    const undrawn = left.filter((entry) => !isDrawn(entry)).length;
    const number = undrawn === left.length ? "None" : `${undrawn.toLocaleString("en")} not`;
    if (undrawn)
      links.append(
        el(
          "span",
          { class: "ea-sub" },
          `${number} drawn${undrawn < left.length ? ", listed last" : ""}: known to a country alone, or outside this map`,
        ),
      );
    clearTimeout(waiting);
    const follow = () => {
      status.textContent = words;
      fillTable();
    };
    if (announced) waiting = window.setTimeout(follow, WAIT);
    else follow();
  }
}

interface TableRow {
  readonly id: string;
  readonly label: string;
  readonly element: HTMLTableRowElement;
}

function rowsOf(table: HTMLTableElement): TableRow[] {
  return [...(table.tBodies[0]?.rows ?? [])].map((element) => ({
    id: element.dataset["place"] ?? "",
    label: element.querySelector("th a")?.textContent ?? "",
    element,
  }));
}

/** How many of these entries are at each place. */
function tally(entries: readonly Entry[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { places } of entries)
    for (const id of places) found.set(id, (found.get(id) ?? 0) + 1);
  return found;
}

function number(element: HTMLElement, name: string): number {
  return Number(element.dataset[name] ?? 0);
}

/** Put a number into a cell; the link to the list of all stays where there is one. */
function fill(cell: HTMLTableCellElement, value: number): void {
  const kept = (cell.querySelector("a") ?? cell.querySelector(".ea-none") ?? cell) as HTMLElement;
  const text = value ? String(value) : "–";
  if (kept.textContent !== text) kept.textContent = text;
  cell.classList.toggle("ea-zero", !value);
}
