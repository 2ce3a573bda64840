// The changes of an entry that exists: what is changed already, and the choice of what else can be added or corrected.

import { el } from "../dom.ts";
import type { Field, KindForm, Mapping, Value } from "./declared.ts";
import { button, CHOICE, coded, focusIn, group, helpLine, quietButton } from "./elements.ts";
import type { Fields } from "./fields.ts";
import type { EntryData } from "./library.ts";
import type { Place } from "./place.ts";
import { addition, correction, fieldOf, isWholeList, type Edit, type State } from "./state.ts";
import { isSaidBy, wordsOf } from "./summary.ts";
import { held, isEmpty } from "./values.ts";

/** The boxes of changes in the form, each with a place for what is told of it. */
const BOX = "ea-write-edit";
const ALIKE = "ea-write-alike";

export class Changes {
  readonly #form: HTMLElement;
  readonly #fields: Fields;
  readonly #kind: KindForm;
  readonly #state: State;
  /** What the entry says; undefined where it cannot be read, since work on a draft goes on without. */
  readonly #data: EntryData | undefined;
  readonly #draw: () => void;

  /** `draw` draws the form anew. */
  constructor(
    form: HTMLElement,
    fields: Fields,
    state: State,
    data: EntryData | undefined,
    draw: () => void,
  ) {
    this.#form = form;
    this.#fields = fields;
    this.#kind = fields.kind;
    this.#state = state;
    this.#data = data;
    this.#draw = draw;
  }

  /** The changes, and the choice of another; `part` is the field that is chosen in it already. */
  elements(part: string): HTMLElement[] {
    const { edits } = this.#state;
    return [...edits.map((edit, number) => this.#box(edit, number)), this.#choice(part)];
  }

  // The changes there are

  #box(edit: Edit, number: number): HTMLElement {
    const field = fieldOf(this.#kind, edit);
    const place: Place = {
      path: `edit.${number}`,
      get: () => edit.value,
      set(value) {
        edit.value = value;
      },
    };
    const title = `${this.#verb(edit)}: ${field.label}`;
    return el(
      "div",
      { class: BOX },
      this.#fields.view(edit.field, field, place, title),
      el("div", { class: ALIKE, role: "status" }),
      button("Leave this out", () => this.#replace(number), "ea-write-remove"),
    );
  }

  #verb({ field, before }: Edit): string {
    if (before !== undefined) return "Correct";
    return this.#kind.fields[field]!.many ? "Add to" : "Set";
  }

  /** Take out a change, or put another in its place. */
  #replace(number: number, ...others: Edit[]): void {
    this.#state.edits.splice(number, 1, ...others);
    this.#fields.shared.changed();
    this.#draw();
  }

  // What the entry says already

  /** Tell of each new statement whether the entry has it already, and offer to add the source to that one. */
  compare(): void {
    const boxes = this.#form.querySelectorAll<HTMLElement>(`.${ALIKE}`);
    boxes.forEach((box, number) => {
      const same = this.#sameAs(this.#state.edits[number]!);
      const words = same ? `Already here: ${this.#wordsOf(same)}. ` : "";
      if ((box.dataset["words"] ?? "") === words) return;
      box.dataset["words"] = words;
      box.replaceChildren();
      if (!same) return;
      box.append(
        words,
        quietButton("Add your source to it", () => this.#join(number, same)),
      );
    });
  }

  /** The statement of the entry that says what a new one does. */
  #sameAs({ field, value, before }: Edit): Edit | undefined {
    if (before !== undefined) return undefined;
    return this.#presentIn(field).find((one) => isSaidBy(this.#kind, field, value, one.value));
  }

  /** The statements of a field, each as it can be corrected. */
  #presentIn(name: string): Edit[] {
    const data = this.#data;
    if (!data) return [];
    const found = data.statements.filter(({ property }) => property === name);
    return found.map((one) => correction(data, one));
  }

  /** Add the sources of a new statement to one that is there, which is corrected instead. */
  #join(number: number, to: Edit): void {
    const own = this.#state.edits[number]!.value as Mapping;
    const there = to.value as Mapping;
    const added = ((own["cite"] ?? []) as Value[]).filter((one) => !isEmpty(one));
    const cite = [...(there["cite"] as Value[]), ...added];
    this.#replace(number, { ...to, value: { ...there, cite } });
  }

  #wordsOf({ field, value }: Edit): string {
    return wordsOf(this.#kind, this.#kind.fields[field]!, value, this.#fields.shared.library.names);
  }

  // The choice of what else

  #choice(part: string): HTMLElement {
    const { fields } = this.#kind;
    const select = this.#select();
    const present = el("div");
    const begin = button("Add", () => {
      const field = fields[select.value];
      if (field && this.#data) this.#take(addition(field, select.value, this.#data));
    });
    const tell = () => {
      const field = fields[select.value];
      begin.hidden = !field;
      begin.textContent = this.#offer(select.value);
      present.replaceChildren(...(field ? this.#present(select.value, field) : []));
    };
    select.addEventListener("change", tell);
    if (fields[part]) select.value = part;
    tell();
    const legend = this.#state.edits.length
      ? "Something else about this entry"
      : "What do you want to add or correct?";
    const label = el("label", { for: select.id }, "Which part?");
    return group(CHOICE, legend, label, select, present, begin);
  }

  /** The fields of the kind, in the sections of its page. */
  #select(): HTMLSelectElement {
    const { sections, fields } = this.#kind;
    const select = el("select", { id: "ea-write-which" }, el("option", { value: "" }, "Choose …"));
    for (const [label, names] of sections) {
      const own = names.filter((name) => fields[name] && !fields[name].program);
      const options = own.map((name) => el("option", { value: name }, fields[name]!.label));
      select.append(el("optgroup", { label: label || "The entry" }, ...options));
    }
    return select;
  }

  /** The words of the button that begins a change of a field. */
  #offer(name: string): string {
    if (this.#kind.fields[name]?.many) return "Add one";
    return this.#data?.record[name] === undefined ? "Fill it in" : "Correct it";
  }

  /** Take up a change; an addition to a list that is corrected as a whole joins that. */
  #take(edit: Edit): void {
    const { edits } = this.#state;
    const ofList = (one: Edit) => one.field === edit.field && isWholeList(this.#kind, one);
    const list = edits.find(ofList);
    if (!list) edits.push(edit);
    else if (edit.before === undefined) (list.value as Value[]).push(edit.value);
    const number = list ? edits.indexOf(list) : edits.length - 1;
    this.#draw();
    focusIn(this.#form.querySelectorAll(`.${BOX}`)[number]);
  }

  /** What a field has now; each statement can be corrected. */
  #present(name: string, field: Field): HTMLElement[] {
    const help = helpLine(...coded(field.help ?? "", this.#kind));
    const value = held(this.#data?.record[name] ?? "");
    if (isEmpty(value)) return [help];
    const statements = this.#presentIn(name);
    if (!statements.length) return [help, this.#presentWhole(name, field, value)];
    const items = statements.map((one) => this.#presentStatement(one));
    const list = el("ol", { class: "ea-write-present" }, ...items);
    return [help, el("p", {}, "It has now:"), list];
  }

  /** The value of a field that has no statements; of a list, it can be corrected as a whole. */
  #presentWhole(name: string, field: Field, value: Value): HTMLElement {
    const before = held(this.#data!.record[name]!);
    const whole: Edit = { field: name, statement: "", value, before };
    const correct = field.many ? quietButton("Correct this", () => this.#take(whole)) : "";
    return el("p", {}, `It has now: ${this.#wordsOf(whole)}`, " ", correct);
  }

  #presentStatement(edit: Edit): HTMLElement {
    const words = this.#wordsOf(edit);
    const correct = quietButton("Correct this", () => this.#take(edit));
    correct.setAttribute("aria-label", `Correct this: ${words}`);
    return el("li", {}, words, " ", correct);
  }
}
