// The controls of values: texts, flags, codes, dates in plain words, languages and countries by their names. Each writes its value with
// `put`, which also tells the form.

import { el } from "../dom.ts";
import { dateOf, dateFault, inWords } from "./dates.ts";
import type { Field } from "./declared.ts";
import { stateLine } from "./elements.ts";
import { labelled, nextControl, type Asked } from "./labelled.ts";
import { codeMeant, meant, nameOfCode, namesOfCodes } from "./meant.ts";

export type Put = (text: string) => void;

/** The keyboards of phones for types of values; that of others has letters. */
const INPUT_MODES: Readonly<Record<string, string>> = { int: "numeric", float: "decimal" };

/** Examples in help are codes, and the form asks for names. */
const EXAMPLES = /,? (?:such )?as [^;.]*/;

function valueOf({ place, field }: Asked): string {
  return String(place.get() ?? field.default ?? "");
}

/** A line of text, or an area for a long one. */
export function textInput(asked: Asked, put: Put): HTMLInputElement | HTMLTextAreaElement {
  const { field, kind } = asked;
  const input = emptyInput(asked);
  input.addEventListener("input", () => put(input.value));
  input.addEventListener("change", () => {
    const text = field.pattern && meant(field, input.value, kind.words.places);
    if (!text || text === input.value) return;
    input.value = text;
    put(text);
  });
  return input;
}

function emptyInput(asked: Asked): HTMLInputElement | HTMLTextAreaElement {
  const { type = "", long } = asked.field;
  const value = valueOf(asked);
  if (type === "prose" || long) return el("textarea", { rows: type === "prose" ? 5 : 2 }, value);
  return el("input", { type: "text", value, inputmode: INPUT_MODES[type] ?? null });
}

export function checkbox(asked: Asked, put: Put): HTMLInputElement {
  const box = el("input", { type: "checkbox", checked: valueOf(asked) === "true" });
  box.addEventListener("change", () => put(box.checked ? "true" : ""));
  return box;
}

/** A list of codes by their labels, with the meaning of the one that is chosen. */
export function codeField(asked: Asked, put: Put): HTMLElement {
  const { codes } = asked.kind.codes[asked.field.codes!]!;
  const value = valueOf(asked);
  const select = el("select", {}, el("option", { value: "" }, "Choose …"));
  for (const [code, [label]] of Object.entries(codes)) {
    select.append(el("option", { value: code, selected: code === value }, label));
  }
  if (value && !(value in codes)) select.append(el("option", { value, selected: true }, value));
  const meaning = stateLine();
  const tell = () => meaning.replaceChildren(codes[select.value]?.[1] ?? "");
  select.addEventListener("change", () => {
    put(select.value);
    tell();
  });
  tell();
  return labelled(asked, select, meaning);
}

/** A language or a country, by its name. */
export function namedField(asked: Asked, put: Put): HTMLElement {
  const named = asked.field.named!;
  const value = valueOf(asked);
  const list = el("datalist", { id: `ea-write-names-${nextControl()}` });
  const input = el("input", {
    type: "text",
    value: nameOfCode(named, value) ?? value,
    list: list.id,
    placeholder: "Its name in English",
  });
  input.addEventListener("focus", () => {
    if (list.childElementCount) return; // there are hundreds of names
    const names = [...namesOfCodes(named).keys()];
    list.append(...names.map((name) => el("option", { value: name })));
  });
  input.addEventListener("input", () => put(codeMeant(named, input.value)));
  input.addEventListener("change", () => {
    input.value = nameOfCode(named, codeMeant(named, input.value)) ?? input.value;
  });
  const help = (asked.field.help ?? "").replace(EXAMPLES, "");
  return labelled({ ...asked, field: { ...asked.field, help } }, input, list);
}

/** A date in plain words, with what is understood of it. */
export function dateField(asked: Asked, put: Put): HTMLElement {
  const { field } = asked;
  const input = el("input", {
    type: "text",
    value: valueOf(asked),
    placeholder: "16 February 2021, about 2019, since 2014",
  });
  const understood = stateLine();
  const tell = () => {
    const typed = input.value.trim();
    const date = dateOf(typed);
    understood.replaceChildren(...dateUnderstood(field, typed, date));
    return date ?? typed;
  };
  input.addEventListener("input", () => put(tell()));
  tell();
  const help = (field.help ?? "").replace(/\b\d{4}-\d\d(?:-\d\d)?\b/g, inWords);
  return labelled({ ...asked, field: { ...field, help } }, input, understood);
}

/** What is understood of a text as a date, or why it is none; nothing of an empty one. */
function dateUnderstood(field: Field, typed: string, date: string | null): (Node | string)[] {
  if (date) return ["Understood: ", inWords(date), " (", el("code", {}, date), ")"];
  if (!typed || (field.unknown && typed === "unknown")) return [];
  return [dateFault(typed).join(": ")];
}
