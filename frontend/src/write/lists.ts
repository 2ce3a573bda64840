// A field of several values: each can be removed, and another added.

import { el } from "../dom.ts";
import type { Field, Value } from "./declared.ts";
import { button, capital, focusIn } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { helpOf, labelledGroup, type Asked } from "./labelled.ts";
import { within, type Place } from "./place.ts";

export function listOf(fields: Fields, asked: Asked): HTMLElement {
  const { name, field, place } = asked;
  const items = el("div", { class: "ea-write-items" });
  const draw = () => {
    items.replaceChildren(...valuesAt(place).map((_, number) => itemOf(fields, asked, number)));
  };
  const add = () => {
    place.set([...valuesAt(place), emptyValue(field)]);
    draw();
    focusIn(items.lastElementChild);
  };
  fillUp(asked);
  draw();
  const more = button(name === "cite" ? "Add another source" : `Add: ${nounOf(asked)}`, add);
  return labelledGroup("ea-write-many", asked, helpOf(name, field), items, more);
}

/** What one value of a list is called. */
function nounOf({ name, field }: Asked): string {
  return name === "cite" ? "source" : field.label.toLowerCase();
}

function valuesAt(place: Place): Value[] {
  const value = place.get();
  return Array.isArray(value) ? value : [];
}

function emptyValue(field: Field): Value {
  return field.record ? {} : "";
}

/** Begin as many values as a list must have. */
function fillUp({ name, field, place }: Asked): void {
  const values = valuesAt(place);
  const hasOne = field.required || name === "cite";
  const missing = Math.max(field.fewest ?? 0, hasOne ? 1 : 0) - values.length;
  if (missing <= 0) return;
  const begun = Array.from({ length: missing }, () => emptyValue(field));
  place.set([...values, ...begun]);
}

function itemOf(fields: Fields, asked: Asked, number: number): HTMLElement {
  const { field, place } = asked;
  const title = `${nounOf(asked)} ${number + 1}`;
  const view = fields.one({
    ...asked,
    field: { ...field, help: "", required: false },
    place: within(place, number),
    title: capital(title),
  });
  const item = el("div", { class: "ea-write-item" }, view);
  if (valuesAt(place).length > (field.fewest ?? 0)) {
    const remove = () => {
      place.set(valuesAt(place).filter((_, at) => at !== number));
      fields.shared.changed();
      fields.shared.redraw(place.path);
    };
    item.append(button(`Remove ${title}`, remove, "ea-write-remove"));
  }
  return item;
}
