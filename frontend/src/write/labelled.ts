// A control with its label and help.

import { el, type Child } from "../dom.ts";
import type { Field, KindForm } from "./declared.ts";
import { coded } from "./elements.ts";
import type { Place } from "./place.ts";

/** A field that is asked for at a place of the data, under a title. */
export interface Asked {
  readonly kind: KindForm;
  readonly name: string;
  readonly field: Field;
  readonly place: Place;
  readonly title: string;
}

/** Help in place of that for those who write files. */
const HELP: Readonly<Record<string, string>> = {
  src: "Type its title and choose it; or paste the address of a new work, and describe it.",
  author: "Who signed it: family and given names, or one name, as that of an office.",
  cite: "The works it rests on, with the place in each.",
  publisher: "Type its name and choose it, or describe a new one.",
};

let controls = 0;

/** A control with its label, its help and what belongs below it. */
export function labelled(
  { kind, name, field, place, title }: Asked,
  control: HTMLElement,
  ...below: HTMLElement[]
): HTMLElement {
  const id = `ea-write-${nextControl()}`;
  control.id = id;
  const help = helped(helpOf(name, field), kind, `${id}-help`);
  if (help.length) control.setAttribute("aria-describedby", `${id}-help`);
  if (field.required) control.setAttribute("aria-required", "true");
  return el(
    "div",
    { class: "ea-write-field", "data-path": place.path },
    el("label", { for: id }, ...titled(field, title)),
    ...help,
    control,
    ...below,
  );
}

/** A group of controls, with the label and help of the field that they fill. */
export function labelledGroup(
  style: string,
  { kind, field, place, title }: Asked,
  help: string | undefined,
  ...children: Child[]
): HTMLFieldSetElement {
  const legend = el("legend", {}, ...titled(field, title));
  const attributes = { class: style, "data-path": place.path };
  return el("fieldset", attributes, legend, ...helped(help, kind), ...children);
}

/** A number that no other control has; for ids of what belongs to one. */
export function nextControl(): number {
  controls++;
  return controls;
}

/** The help of a field, in words of the form; nothing where it has none. */
export function helpOf(name: string, field: Field): string | undefined {
  return field.help && (HELP[name] ?? field.help);
}

function helped(help: string | undefined, kind: KindForm, id = ""): HTMLElement[] {
  if (!help) return [];
  return [el("p", { class: "ea-write-help", id: id || null }, ...coded(help, kind))];
}

/** A label, and whether the field must be filled in; the items of a list are named above. */
function titled(field: Field, title: string): Child[] {
  const isMarked = field.help && field.required;
  return [title, isMarked && el("span", { class: "ea-write-required" }, " required")];
}
