// An entry, found by name; a work or a publisher may also be new, and is then described below the field that names it first.

import { el } from "../dom.ts";
import { addressIn } from "./addresses.ts";
import { unknown } from "./checks.ts";
import { capital, stateLine } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { makeFinder } from "./finder.ts";
import { listedFor, type Choice, type Extra } from "./finding.ts";
import { forget, freshGroup, nameOf } from "./fresh.ts";
import { labelled, type Asked } from "./labelled.ts";
import type { Shared } from "./shared.ts";
import { fromAddress, type NewEntry } from "./works.ts";

export class ReferenceField {
  readonly element: HTMLElement;
  readonly #fields: Fields;
  readonly #shared: Shared;
  readonly #asked: Asked;
  readonly #isWork: boolean;
  readonly #input: HTMLInputElement;
  readonly #state = stateLine();
  readonly #below = el("div");

  constructor(fields: Fields, asked: Asked) {
    this.#fields = fields;
    this.#shared = fields.shared;
    this.#asked = asked;
    this.#isWork = asked.field.kinds?.join() === "sources";
    this.#input = el("input", {
      type: "text",
      value: this.#wordsOfValue(),
      placeholder: this.#isWork ? "Title, publisher – or the address of a new work" : null,
    });
    this.#input.addEventListener("input", () => this.#put(this.#input.value.trim()));
    const { library } = fields.shared;
    const list = makeFinder({
      input: this.#input,
      engine: library.engine,
      kinds: listedFor(asked.field, library.kinds),
      extras: (typed, found) => this.#extras(typed, found),
      at: async (address) => (this.#isWork ? library.workAt(address) : null),
      chosen: (choice) => this.#choose(choice),
      left: (typed) => this.#leave(typed),
    });
    this.#tell();
    this.element = labelled(asked, this.#input, list, this.#state, this.#below);
  }

  // The value

  /** The id of the entry, or the sign of a new one; while somebody types, what is typed. */
  get #value(): string {
    return String(this.#asked.place.get() ?? "");
  }

  /** Names of entries by id, as far as they were seen. */
  get #names(): Map<string, string> {
    return this.#shared.library.names;
  }

  get #fresh(): NewEntry | undefined {
    return this.#shared.fresh.find(({ sign }) => sign === this.#value);
  }

  /** What an entry is called by its id or sign. */
  #nameOf(id: string): string {
    const begun = this.#shared.fresh.find(({ sign }) => sign === id);
    return begun ? nameOf(begun) : (this.#names.get(id) ?? id);
  }

  #wordsOfValue(): string {
    const name = this.#nameOf(this.#value);
    return this.#fresh ? name.replace(/^New publisher$/, "") : name;
  }

  /** Take an id or a sign; whoever `goesOn` describes the new entry next. */
  #put(id: string, goesOn = false): void {
    this.#asked.place.set(id);
    this.#tell();
    if (goesOn) this.#below.querySelector<HTMLElement>("[data-first]")?.focus();
    this.#shared.changed();
  }

  #take(id: string, goesOn = false): void {
    this.#input.value = this.#nameOf(id);
    this.#put(id, goesOn);
  }

  #choose({ id, name }: Choice): void {
    this.#names.set(id, name);
    this.#take(id);
  }

  #leave(typed: string): void {
    const address = this.#addressIn(typed);
    if (address) this.#beginWork(address, false);
    else if (!this.#names.has(this.#value)) {
      this.#state.textContent = capital(unknown(this.#asked.field, typed).join(": "));
    }
  }

  // New works and publishers

  /** The address of a work that is typed. */
  #addressIn(typed: string): string | null {
    return this.#isWork ? addressIn(typed) : null;
  }

  #beginWork(address: string, goesOn: boolean): void {
    const { library, today, fresh, nextSign } = this.#shared;
    const { known } = library;
    const { work, publisher, name } = fromAddress(address, known, today, nextSign, fresh);
    if (publisher) fresh.push(publisher);
    fresh.push(work);
    if (name) this.#names.set(String(work.entry["publisher"]), name);
    this.#take(work.sign, goesOn);
  }

  /** What can be chosen beside the entries that are found. */
  #extras(typed: string, found: boolean): Extra[] {
    const address = this.#addressIn(typed);
    if (address && found) return [];
    if (address) {
      const choose = () => this.#beginWork(address, true);
      return [{ label: "Describe a new work at this address", choose }];
    }
    if (this.#isWork) return this.#hereBefore("Cited", [...this.#shared.cited], typed);
    const { name, field } = this.#asked;
    if (name !== "publisher" || !field.kinds?.includes("publishers")) return [];
    const { fresh, nextSign } = this.#shared;
    const choose = () => {
      const sign = nextSign();
      fresh.push({ sign, folder: "publishers", entry: { name: typed } });
      this.#put(sign, true);
    };
    const begun = fresh
      .filter(({ folder, entry }) => folder === "publishers" && entry["name"])
      .map(({ sign }) => sign);
    return [
      ...this.#hereBefore("Described", begun, typed),
      { label: `Describe a new publisher, “${typed}”`, choose },
    ];
  }

  /** The works that the form cites already, or the new publishers that it describes, for those who name them again; all of them where nothing is typed. */
  #hereBefore(how: string, ids: readonly string[], typed: string): Extra[] {
    const words = typed.toLowerCase();
    const alike = ids.filter((id) => this.#nameOf(id).toLowerCase().includes(words));
    return alike.map((id) => ({
      label: `${how} here before: ${this.#nameOf(id)}`,
      isFirst: true,
      choose: () => this.#take(id),
    }));
  }

  // What is told below the field

  #tell(): void {
    const { described, cited } = this.#shared;
    const { path } = this.#asked.place;
    const fresh = this.#fresh;
    const isKnown = this.#names.has(this.#value);
    forget(described, path);
    if (fresh && !described.has(fresh.sign)) described.set(fresh.sign, path);
    const isHere = fresh !== undefined && described.get(fresh.sign) === path;
    if (this.#isWork && (fresh || isKnown)) cited.add(this.#value);
    this.#state.replaceChildren(...this.#words(fresh, isHere, isKnown));
    this.#below.replaceChildren(...(isHere ? [freshGroup(this.#fields, fresh)] : []));
  }

  #words(fresh: NewEntry | undefined, isHere: boolean, isKnown: boolean): (Node | string)[] {
    if (fresh) {
      const where = isHere ? "below" : "where it is named first";
      return [`${nameOf(fresh)}, described ${where}`];
    }
    return isKnown ? ["Entry: ", el("code", {}, this.#value)] : [];
  }
}
