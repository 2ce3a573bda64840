// The filters of the page of relations: a body, a relation, a speaker and a day. What is chosen stands in the address.

import { asked, change, DAY, keep, put, queryOf, type Values } from "../address.ts";
import { isDay } from "../as-of/holding.ts";
import { el, withWords } from "../dom.ts";
import type { Statements } from "./statements.ts";

export const BODY_LABEL = "Body or person";

/** What is chosen; an empty set is all. */
export interface Chosen {
  readonly bodies: ReadonlySet<string>;
  readonly relations: ReadonlySet<string>;
  readonly speakers: ReadonlySet<string>;
  /** Empty where none is chosen. */
  readonly day: string;
  /** Whether statements without a date may hold on the day. */
  readonly takesUndated: boolean;
}

export class Filters {
  /** The filters of the address that this page applies. */
  readonly known: ReadonlyMap<string, Values>;
  readonly #body: HTMLSelectElement;
  readonly #relation: HTMLSelectElement;
  readonly #speaker: HTMLSelectElement;
  readonly #day = el("input", { type: "date" });
  readonly #undated = el("input", { type: "checkbox", checked: true });
  /** The controls by the key of the address that each has. */
  readonly #controls: ReadonlyMap<string, HTMLSelectElement | HTMLInputElement>;

  constructor({ bodies, relations, speakers }: Statements) {
    this.#body = select("All", bodies);
    this.#relation = select("All relations", relations);
    this.#speaker = select("Everybody", speakers);
    this.#controls = new Map<string, HTMLSelectElement | HTMLInputElement>([
      ["body", this.#body],
      ["relation", this.#relation],
      ["by", this.#speaker],
      ["on", this.#day],
    ]);
    this.known = new Map<string, Values>([
      ["body", bodies],
      ["relation", relations],
      ["by", speakers],
      ["on", DAY],
    ]);
  }

  /** The controls with their labels. */
  elements(): HTMLElement[] {
    const undated = el("span", {}, "include undated");
    return [
      withWords(BODY_LABEL, this.#body),
      withWords("Relation", this.#relation),
      withWords("By whom", this.#speaker),
      withWords("On the day", this.#day),
      el("label", { class: "ea-asof-older" }, this.#undated, undated),
    ];
  }

  /** Call `changed` when the reader chooses, or types a day. */
  listen(changed: (isTyped: boolean) => void): void {
    for (const control of [...this.#controls.values(), this.#undated])
      control.addEventListener("input", () => changed(control === this.#day));
  }

  get chosen(): Chosen {
    const day = this.#day.value;
    return {
      bodies: idsOf(this.#body),
      relations: idsOf(this.#relation),
      speakers: idsOf(this.#speaker),
      day: isDay(day) ? day : "",
      takesUndated: this.#undated.checked,
    };
  }

  /** The value of the control of bodies. */
  get body(): string {
    return this.#body.value;
  }

  set body(id: string) {
    this.#body.value = id;
  }

  /** Undated statements can be left out only while a day is chosen. */
  offerUndated(isOffered: boolean): void {
    this.#undated.disabled = !isOffered;
  }

  clear(): void {
    for (const control of this.#controls.values()) control.value = "";
    this.#undated.checked = true;
  }

  /** Choose what the address asks for. */
  recall(): void {
    const held = asked();
    for (const [name, control] of this.#controls) {
      put(control, held.get(name), this.known.get(name)!);
    }
    this.#undated.checked = held.get("undated") !== "no";
  }

  /** Put what is chosen into the address; what else a query holds stays. */
  keep(search: string, isStep: boolean): void {
    const held = asked(search);
    for (const [name, { value }] of this.#controls) change(held, { [name]: value });
    change(held, { undated: this.#undated.checked ? "" : "no" });
    keep(queryOf(held), isStep);
  }
}

/** The ids that a control has, of which a list may have several at once. */
function idsOf({ value }: HTMLSelectElement): ReadonlySet<string> {
  return new Set(value.split(",").filter(Boolean));
}

/** A list of what has a name, sorted by that; `all` are the words for no choice. */
export function select(all: string, named: ReadonlyMap<string, string>): HTMLSelectElement {
  const sorted = [...named].sort(([, one], [, other]) => one.localeCompare(other));
  const options = sorted.map(([id, words]) => el("option", { value: id }, words));
  return el("select", {}, el("option", { value: "" }, all), ...options);
}
