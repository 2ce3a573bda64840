// The map over time: years and kinds change the circles and the table beneath, and stand in the address.
// Without it the map and the table are whole.

import { count } from "../dom.ts";
import { keepSize, zoomable } from "../zoom.ts";
import { controls, type Kind } from "./controls.ts";
import { counts, entriesOf, radius, read, write, type Entry, type State } from "./state.ts";

interface Place {
  readonly label: string;
  readonly row: HTMLTableRowElement;
  /** Two where a close-up shows the place again. */
  readonly marks: readonly SVGAElement[];
  readonly names: readonly Element[];
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
}

const WAIT = 250; // milliseconds of rest before the counts are announced: a slider passes many years

const root = document.querySelector<HTMLElement>("[data-map]");
const table = document.querySelector<HTMLTableElement>("[data-map-table]");
const side = document.querySelector<HTMLElement>("[data-map-side]");
const status = document.querySelector<HTMLElement>("[data-map-count]");
if (root && table && side && status) start(root, table, side, status);

function start(root: HTMLElement, table: HTMLTableElement, side: HTMLElement, status: HTMLElement): void {
  const kinds = kindsOf(root.dataset["kinds"] ?? "");
  const all: State = { from: number(root, "first"), to: number(root, "last"), kinds: new Set(kinds.map((kind) => kind.folder)) };
  const places = placesOf(root, table);
  const periods = [...table.querySelectorAll<HTMLElement>("thead th[data-first]")].map((head) => [number(head, "first"), number(head, "last")] as const);
  let waiting = 0;

  const show = (state: State, announced: boolean): void => {
    board.show(state);
    root.className = `ea-mapper ${state.kinds.size === 1 ? kinds.find((kind) => state.kinds.has(kind.folder))?.style : "ea-k-place"}`;
    for (const place of places) showPlace(root, place, state, kinds, periods);
    const words = summary(places, state, all, kinds);
    clearTimeout(waiting);
    if (announced) waiting = window.setTimeout(() => (status.textContent = words), WAIT);
    else status.textContent = words;
  };
  const board = controls(all, kinds, (state) => {
    show(state, true);
    history.replaceState(history.state, "", `${location.pathname}${write(state, all)}${location.hash}`);
  });
  side.prepend(board.element);
  const map = root.querySelector<SVGSVGElement>("svg");
  if (map) followZoom(map);
  show(read(location.search, all), false);
}

/** Marks and names stay as large as they are while the land beneath them grows. */
function followZoom(map: SVGSVGElement): void {
  const place = (text: Element) => map.querySelector(`a[data-place="${text.getAttribute("data-of")}"] circle`);
  const marks = [...map.querySelectorAll("a circle, text")].map((element) => ({ element, at: (element.matches("text") && place(element)) || element }));
  zoomable(map, ({ share }) => {
    for (const { element, at } of marks) {
      const of = (name: string) => Number(at.getAttribute(`c${name}`) ?? at.getAttribute(name));
      keepSize(element, of("x"), of("y"), share);
    }
  });
}

function number(element: HTMLElement, name: string): number {
  return Number(element.dataset[name] ?? 0);
}

function kindsOf(text: string): Kind[] {
  return text.split(";").map((part) => {
    const [folder = "", singular = "", plural = "", style = ""] = part.split("|");
    return { folder, singular, plural, style };
  });
}

function placesOf(root: HTMLElement, table: HTMLTableElement): Place[] {
  const marks = [...root.querySelectorAll<SVGAElement>("a[data-place]")];
  const names = [...root.querySelectorAll<SVGElement>("[data-of]")];
  return [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
    label: row.querySelector("th a")?.textContent ?? "",
    row,
    marks: marks.filter((mark) => mark.dataset["place"] === row.dataset["place"]),
    names: names.filter((name) => name.dataset["of"] === row.dataset["place"]),
    entries: entriesOf(row.dataset["years"] ?? ""),
  }));
}

/** The entries of a kind that count, none where the kind is not chosen. */
function held(place: Place, kind: string, state: State, from = state.from, to = state.to): readonly Entry[] {
  if (!state.kinds.has(kind)) return [];
  return (place.entries.get(kind) ?? []).filter((entry) => counts(entry, state.from, state.to) && counts(entry, from, to));
}

function showPlace(root: HTMLElement, place: Place, state: State, kinds: readonly Kind[], periods: readonly (readonly [number, number])[]): void {
  const numbers = kinds.map((kind) => held(place, kind.folder, state).length);
  const total = numbers.reduce((sum, one) => sum + one, 0);
  const spans = periods.map(([from, to]) => {
    if (to < state.from || from > state.to) return 0;
    return kinds.reduce((sum, kind) => sum + held(place, kind.folder, state, from, to).length, 0);
  });
  place.row.hidden = total === 0;
  [...place.row.cells].slice(1).forEach((cell, index) => fill(cell, [...numbers, ...spans][index] ?? 0));
  for (const name of place.names) name.classList.toggle("m-none", total === 0);
  const size = radius(total, number(root, "most"), number(root, "widest"), number(root, "least")).toFixed(1);
  const said = kinds.flatMap((kind, index) => (numbers[index] ? [words(kind, numbers[index])] : []));
  for (const mark of place.marks) {
    mark.classList.toggle("m-none", total === 0);
    mark.querySelector(".m-ev")?.setAttribute("r", size);
    const title = mark.querySelector("title");
    if (title) title.textContent = `${place.label}: ${said.join(", ")}`;
  }
}

/** Put a number into a cell; the link to the list of all stays where there is one. */
function fill(cell: HTMLTableCellElement, value: number): void {
  const kept = (cell.querySelector("a") ?? cell.querySelector(".ea-none") ?? cell) as HTMLElement;
  const text = value ? String(value) : "–";
  if (kept.textContent !== text) kept.textContent = text;
  cell.classList.toggle("ea-zero", !value);
}

function words(kind: Kind, value: number): string {
  return count(value, kind.singular.toLowerCase(), kind.plural.toLowerCase());
}

function summary(places: readonly Place[], state: State, all: State, kinds: readonly Kind[]): string {
  const shown = places.filter((place) => !place.row.hidden);
  const parts = kinds
    .filter((kind) => state.kinds.has(kind.folder))
    .map((kind) => words(kind, new Set(shown.flatMap((place) => held(place, kind.folder, state).map((entry) => entry.number))).size));
  const years = state.from === all.from && state.to === all.to ? "" : state.from === state.to ? `, in ${state.from}` : `, ${state.from} to ${state.to}`;
  return `${[...parts, `at ${count(shown.length, "place")}`].join(", ")}${years}`;
}
