// The table beneath the map: how many entries of each kind are at each place, and how many in each period.

import { total } from "./clusters.ts";
import { isWithin, type Entry } from "./entries.ts";
import type { Kind } from "./kinds.ts";
import type { Counts } from "./picture.ts";

interface PlaceRow {
  readonly id: string;
  readonly label: string;
  readonly element: HTMLTableRowElement;
}

export class MapTable {
  /** The names of the places, by id. */
  readonly labels: ReadonlyMap<string, string>;
  readonly #rows: readonly PlaceRow[];
  /** The first and the last year of each period. */
  readonly #periods: readonly (readonly [first: number, last: number])[];

  constructor(table: HTMLTableElement) {
    this.#rows = [...(table.tBodies[0]?.rows ?? [])].map((element) => ({
      id: element.dataset["place"] ?? "",
      label: element.querySelector("th a")?.textContent ?? "",
      element,
    }));
    this.labels = new Map(this.#rows.map(({ id, label }) => [id, label]));
    const heads = [...table.querySelectorAll<HTMLElement>("thead th[data-first]")];
    this.#periods = heads.map(({ dataset }) => {
      return [Number(dataset["first"] ?? 0), Number(dataset["last"] ?? 0)];
    });
  }

  /** How many of these entries there are of each kind, at each place of the table. */
  counts(entries: readonly Entry[], kinds: readonly Kind[]): Counts {
    const ofKinds = kinds.map(({ key }) => tally(entries.filter(({ kind }) => kind === key)));
    return new Map(
      this.#rows.map(({ id }) => [id, ofKinds.map((numbers) => numbers.get(id) ?? 0)]),
    );
  }

  /** Show these entries, of which there are so many of each kind. */
  fill(entries: readonly Entry[], counts: Counts): void {
    const ofPeriods = this.#periods.map(([first, last]) =>
      tally(entries.filter((entry) => isWithin(entry, first, last))),
    );
    for (const { id, element } of this.#rows) {
      const ofKinds = counts.get(id) ?? [];
      const numbers = [...ofKinds, ...ofPeriods.map((period) => period.get(id) ?? 0)];
      element.hidden = !total(ofKinds);
      const [, ...cells] = element.cells;
      cells.forEach((cell, at) => fillCell(cell, numbers[at] ?? 0));
    }
  }
}

/** How many of these entries are at each place. */
function tally(entries: readonly Entry[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { places } of entries) {
    for (const id of places) found.set(id, (found.get(id) ?? 0) + 1);
  }
  return found;
}

/** Put a number into a cell; the link to the list of all stays where there is one. */
function fillCell(cell: HTMLTableCellElement, value: number): void {
  const kept = cell.querySelector("a") ?? cell.querySelector(".ea-none") ?? cell;
  const text = value ? String(value) : "–";
  if (kept.textContent !== text) kept.textContent = text;
  cell.classList.toggle("ea-zero", !value);
}
