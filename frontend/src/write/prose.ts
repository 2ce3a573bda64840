// The tools beneath prose: one puts a citation in at the cursor, the other a link to an entry.

import { el } from "../dom.ts";
import { PUT_IN } from "./checks.ts";
import type { Put } from "./controls.ts";
import { textOf, type Mapping } from "./declared.ts";
import { button, foldOf } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { makeFinder } from "./finder.ts";
import type { Choice } from "./finding.ts";
import type { Library } from "./library.ts";
import { rootOf, within, type Place } from "./place.ts";

const STYLE = { class: "ea-write-citer" };

export function proseTools(
  fields: Fields,
  area: HTMLTextAreaElement,
  place: Place,
  put: Put,
): HTMLElement[] {
  const putIn = (text: string) => {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    put(area.value);
    area.focus();
  };
  return [citer(fields, `${place.path}.+`, putIn), linker(fields.shared.library, area, putIn)];
}

/** The fields of a citation, which is no part of the data until it is put in. */
function citer(fields: Fields, path: string, putIn: Put): HTMLElement {
  const citation = fields.kind.records["Citation"];
  const held: Mapping = {};
  const root = rootOf(path, held);
  const view = (name: string) => fields.view(name, citation!.fields[name]!, within(root, name));
  const add = button("Put it in at the cursor", () => {
    const place = textOf(held, "loc").trim();
    if (held["src"]) putIn(` [@${held["src"]}${place && ` ${place}`}]`);
  });
  const make = () => (citation ? [view("src"), view("loc"), add] : []);
  return foldOf(PUT_IN.citation, make, STYLE);
}

/** A field in which an entry is found by name; its link has the words that are marked, or that name. */
function linker(
  { engine, kinds, names }: Library,
  area: HTMLTextAreaElement,
  putIn: Put,
): HTMLElement {
  const input = el("input", {
    type: "text",
    "aria-label": "Name of the entry",
    placeholder: "Name, in any spelling or script",
  });
  const chosen = ({ id, name }: Choice) => {
    names.set(id, name);
    const words = area.value.slice(area.selectionStart, area.selectionEnd) || name;
    input.value = ""; // before the focus leaves it: nothing is left to look up
    putIn(`[[${id}|${words}]]`);
  };
  const list = makeFinder({
    input,
    engine,
    kinds: kinds.filter(({ isRow }) => !isRow),
    extras: () => [],
    chosen,
  });
  const field = el("div", { class: "ea-write-field" }, input, list);
  return el("details", STYLE, el("summary", {}, PUT_IN.link), field);
}
