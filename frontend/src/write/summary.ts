// A change in plain words: what is added or corrected, as people say it and not as files have it.

import { inWords, isEdtf } from "./dates.ts";
import {
  type Field,
  type KindForm,
  type Mapping,
  type Part,
  type Value,
  isMapping,
  partsOf,
  recordOf,
  textOf,
} from "./declared.ts";
import { nameOfCode } from "./meant.ts";
import { type Edit, type State, neededOf } from "./state.ts";
import { filed, isEmpty } from "./values.ts";

type Names = ReadonlyMap<string, string>;
/** A field by its label, and what it says. */
type Line = readonly [label: string, words: string];

/** One thing that will be sent: what it is, and its fields with what they say. */
export interface Told {
  readonly sentence: string;
  readonly parts: readonly Line[];
}

const LONGEST = 160;
const LESSER = new Set(["cite", "rank", "disputed", "reason", "note", "was"]);

/** What divides the parts of a value, and of one that stands within another. */
const APART = " · ";
const WITHIN = ", ";

/** A value in a few words: the labels of codes, the names of entries, dates in words; of a statement what it says, without its sources. */
export function wordsOf(
  kind: KindForm,
  field: Field,
  value: Value | undefined,
  names: Names,
): string {
  const text = words(kind, field, value, names, APART);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function words(
  kind: KindForm,
  field: Field,
  value: Value | undefined,
  names: Names,
  mark = WITHIN,
): string {
  if (value === undefined || isEmpty(value)) return "";
  if (typeof value === "string") return textWords(kind, field, value.trim(), names);
  if (Array.isArray(value)) {
    const items = value.map((item) => words(kind, field, item, names));
    return items.filter(Boolean).join(mark === WITHIN ? "; " : mark);
  }
  const parts = toldParts(kind, field).map(([name, part]) => words(kind, part, value[name], names));
  return parts.filter(Boolean).join(mark);
}

/** The parts of a record that tell what it says. */
function toldParts(kind: KindForm, field: Field): Part[] {
  const record = recordOf(kind, field);
  if (!record) return [];
  const parts = partsOf(kind, record);
  return record.statement ? parts.filter(([name]) => !LESSER.has(name)) : parts;
}

function textWords(kind: KindForm, field: Field, text: string, names: Names): string {
  if (text === field.default) return "";
  if (field.type === "bool") return field.label.toLowerCase();
  if (field.type === "code") return kind.codes[field.codes!]?.codes[text]?.[0] ?? text;
  if (field.type === "date") return isEdtf(text) ? inWords(text) : text;
  if (field.named) return nameOfCode(field.named, text) ?? text;
  return names.get(text) ?? text;
}

/** What will be sent, each change and each new entry by itself. */
export function toldOf(state: State, forms: ReadonlyMap<string, KindForm>, known: Names): Told[] {
  const fresh = neededOf(state);
  const [works, publishers] = [forms.get("sources")!, forms.get("publishers")!];
  const names = new Map(known);
  for (const { sign, entry } of fresh) {
    names.set(sign, nameIn(works, entry) || nameIn(publishers, entry));
  }
  const others = fresh.map(({ folder, entry }) => begun(forms.get(folder)!, entry, names));
  const kind = forms.get(state.folder)!;
  if (!state.id) return [begun(kind, state.entry, names), ...others];
  const edits = state.edits.filter(({ value }) => !isEmpty(value));
  return [...edits.map((edit) => changed(state, kind, edit, names)), ...others];
}

function begun(kind: KindForm, entry: Mapping, names: Names): Told {
  const sentence = `You begin a new ${kind.singular.toLowerCase()}: ${nameIn(kind, entry)}.`;
  return { sentence, parts: fieldParts(kind, entry, names) };
}

function nameIn(kind: KindForm, entry: Mapping): string {
  return textOf(entry, kind.label).trim();
}

/** The fields of a new entry that are filled in, a line for each statement. */
function fieldParts(kind: KindForm, entry: Mapping, names: Names): Line[] {
  const parts: Line[] = [];
  for (const name of kind.order) {
    const field = kind.fields[name];
    const value = entry[name];
    if (!field || !value || filed(kind, field, value) === undefined) continue;
    const isStatement = recordOf(kind, field)?.statement;
    const values = isStatement && Array.isArray(value) ? value : [value];
    for (const one of values.filter((item) => !isEmpty(item))) {
      parts.push([field.label, withSources(kind, field, one, names)]);
    }
  }
  return parts;
}

/** What a value says, and of a statement its sources. */
function withSources(kind: KindForm, field: Field, value: Value, names: Names): string {
  const said = wordsOf(kind, field, value, names);
  const record = recordOf(kind, field);
  if (!record?.statement || !isMapping(value)) return said;
  const cited = partsOf(kind, record).find(([name]) => name === "cite")![1];
  const cite = words(kind, cited, value["cite"], names);
  return [said, cite && `source: ${cite}`].filter(Boolean).join(" – ");
}

function changed({ label }: State, kind: KindForm, edit: Edit, names: Names): Told {
  const verb = edit.before === undefined ? "You add to" : "You correct";
  const sentence = `${verb} ${label}: ${kind.fields[edit.field]!.label}.`;
  return { sentence, parts: changedParts(kind, edit, names) };
}

function changedParts(kind: KindForm, edit: Edit, names: Names): Line[] {
  const { value, before } = edit;
  const field = kind.fields[edit.field]!;
  const record = recordOf(kind, field);
  if (Array.isArray(value) && Array.isArray(before)) {
    return listParts(kind, field, before, value, names);
  }
  if (!record || !isMapping(value)) {
    return [[field.label, change(kind, field, before, value, names)]];
  }
  const old = isMapping(before) ? before : {};
  const isOther = ([name, part]: Part) =>
    asFiled(kind, part, value[name]) !== asFiled(kind, part, old[name]);
  const parts = partsOf(kind, record).filter(isOther);
  return parts.map(([name, part]) => {
    const label = name === "value" ? field.label : part.label;
    return [label, change(kind, part, before && (old[name] ?? ""), value[name], names)];
  });
}

/** What a list no longer has, and what is new in it. */
function listParts(
  kind: KindForm,
  field: Field,
  before: readonly Value[],
  value: readonly Value[],
  names: Names,
): Line[] {
  const said = (items: readonly Value[]) =>
    items.map((item) => words(kind, field, item, names)).filter(Boolean);
  const [then, now] = [said(before), said(value)];
  const parts: Line[] = [
    ["Taken out", then.filter((one) => !now.includes(one)).join(" · ")],
    ["New", now.filter((one) => !then.includes(one)).join(" · ")],
  ];
  return parts.filter(([, text]) => text);
}

/** What a part says now, and where it was there before, what it said then. */
function change(
  kind: KindForm,
  field: Field,
  before: Value | undefined,
  value: Value | undefined,
  names: Names,
): string {
  const said = (one: Value | undefined) => words(kind, field, one, names, APART) || "nothing";
  return before === undefined ? said(value) : `${said(before)} → ${said(value)}`;
}

function asFiled(kind: KindForm, field: Field, value: Value | undefined): string | undefined {
  return JSON.stringify(filed(kind, field, value));
}

/**
 * Whether a new statement says what another says already: its required parts are equal, and so are speaker, period and numbers where
 * the new one has them.
 */
export function isSaidBy(kind: KindForm, name: string, added: Value, present: Value): boolean {
  const record = recordOf(kind, kind.fields[name]!);
  if (!record?.statement || !isMapping(added) || !isMapping(present)) return false;
  const parts = partsOf(kind, record).filter(([part]) => part !== "cite");
  const required = parts.filter(([, field]) => field.required);
  if (!required.length || required.some(([part]) => isEmpty(added[part]))) return false;
  const telling = ["by", "when", ...kind.words.numbers];
  const others = parts.filter(([part]) => telling.includes(part) && !isEmpty(added[part]));
  return [...required, ...others].every(
    ([part, field]) => asFiled(kind, field, added[part]) === asFiled(kind, field, present[part]),
  );
}
