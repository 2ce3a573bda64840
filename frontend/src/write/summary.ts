// A change in plain words: what is added or corrected, as people say it and not as files have it.

import { inWords, isEdtf } from "./dates.ts";
import {
  type Field,
  type KindForm,
  type Mapping,
  type RecordForm,
  type Value,
  fieldsOf,
  isMapping,
} from "./declared.ts";
import { nameOfCode } from "./meant.ts";
import { type Edit, type State, neededOf } from "./output.ts";
import { filed, isEmpty } from "./values.ts";
import type { NewEntry } from "./works.ts";

type Names = ReadonlyMap<string, string>;
type Part = readonly [label: string, words: string];

/** One thing that will be sent: what it is, and its fields with what they say. */
export interface Told {
  readonly sentence: string;
  readonly parts: readonly Part[];
}

const LONGEST = 160;
const LESSER = new Set(["cite", "rank", "disputed", "reason", "note", "was"]);

/** A value in a few words: the labels of codes, the names of entries, dates in words; of a statement what it says, without its sources. */
export function wordsOf(
  kind: KindForm,
  field: Field,
  value: Value | undefined,
  names: Names,
): string {
  const text = words(kind, field, value, names, " · ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function words(
  kind: KindForm,
  field: Field,
  value: Value | undefined,
  names: Names,
  mark = ", ",
): string {
  if (value === undefined || isEmpty(value)) return "";
  if (Array.isArray(value))
    return value
      .map((item) => words(kind, field, item, names))
      .filter(Boolean)
      .join(mark === ", " ? "; " : mark);
  if (typeof value === "string") return textWords(kind, field, value.trim(), names);
  const record = kind.records[field.record ?? ""];
  const parts = record
    ? Object.entries(fieldsOf(kind, record)).filter(
        ([name]) => !record.statement || !LESSER.has(name),
      )
    : [];
  return parts
    .map(([name, part]) => words(kind, part, value[name], names))
    .filter(Boolean)
    .join(mark);
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
  const kind = forms.get(state.folder)!;
  const fresh = neededOf(state);
  const titles = fresh.map(
    ({ sign, entry }) =>
      [
        sign,
        nameIn(forms.get("sources")!, entry) || nameIn(forms.get("publishers")!, entry),
      ] as const,
  );
  const names = new Map([...known, ...titles]);
  const begun = ({ folder, entry }: Pick<NewEntry, "folder" | "entry">): Told => {
    const own = forms.get(folder)!;
    return {
      sentence: `You begin a new ${own.singular.toLowerCase()}: ${nameIn(own, entry)}.`,
      parts: fieldParts(own, entry, names),
    };
  };
  const changes = state.edits
    .filter(({ value }) => !isEmpty(value))
    .map((edit) => changed(state, kind, edit, names));
  return [...(state.id ? changes : [begun(state)]), ...fresh.map(begun)];
}

const nameIn = (kind: KindForm, entry: Mapping) => String(entry[kind.label] ?? "").trim();

/** The fields of a new entry that are filled in, a line for each statement. */
function fieldParts(kind: KindForm, entry: Mapping, names: Names): Part[] {
  const parts: Part[] = [];
  for (const name of kind.order) {
    const field = kind.fields[name];
    if (!field || filed(kind, field, entry[name]) === undefined) continue;
    const record = kind.records[field.record ?? ""];
    const values =
      record?.statement && Array.isArray(entry[name]) ? (entry[name] as Value[]) : [entry[name]!];
    for (const value of values)
      if (!isEmpty(value))
        parts.push([field.label, withSources(kind, field, record, value, names)]);
  }
  return parts;
}

function withSources(
  kind: KindForm,
  field: Field,
  record: RecordForm | undefined,
  value: Value,
  names: Names,
): string {
  const cite =
    record?.statement && isMapping(value)
      ? words(kind, fieldsOf(kind, record)["cite"]!, value["cite"], names)
      : "";
  return [wordsOf(kind, field, value, names), cite && `source: ${cite}`]
    .filter(Boolean)
    .join(" – ");
}

function changed(
  { label }: State,
  kind: KindForm,
  { field: name, value, before }: Edit,
  names: Names,
): Told {
  const field = kind.fields[name]!;
  const sentence = `${before === undefined ? "You add to" : "You correct"} ${label}: ${field.label}.`;
  const record = kind.records[field.record ?? ""];
  if (Array.isArray(value) && Array.isArray(before))
    return { sentence, parts: listParts(kind, field, before, value, names) };
  if (!record || !isMapping(value))
    return { sentence, parts: [[field.label, change(kind, field, before, value, names)]] };
  const old = isMapping(before) ? before : {};
  const parts = Object.entries(fieldsOf(kind, record)).filter(
    ([part, own]) => asFiled(kind, own, value[part]) !== asFiled(kind, own, old[part]),
  );
  return {
    sentence,
    parts: parts.map(([part, own]) => [
      part === "value" ? field.label : own.label,
      change(kind, own, before && (old[part] ?? ""), value[part], names),
    ]),
  };
}

/** What a list no longer has, and what is new in it. */
function listParts(
  kind: KindForm,
  field: Field,
  before: readonly Value[],
  value: readonly Value[],
  names: Names,
): Part[] {
  const said = (items: readonly Value[]) =>
    items.map((item) => words(kind, field, item, names)).filter(Boolean);
  const [then, now] = [said(before), said(value)];
  const parts: Part[] = [
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
  const [then, now] = [before, value].map(
    (one) => words(kind, field, one, names, " · ") || "nothing",
  );
  return before === undefined ? now! : `${then} → ${now}`;
}

const asFiled = (kind: KindForm, field: Field, value: Value | undefined) =>
  JSON.stringify(filed(kind, field, value));

/** Whether a new statement says what another says already: all that it must say, and of who says it, how many and when what is filled in. */
export function isSaidBy(kind: KindForm, name: string, added: Value, present: Value): boolean {
  const record = kind.records[kind.fields[name]!.record ?? ""];
  if (!record?.statement || !isMapping(added) || !isMapping(present)) return false;
  const isAlike = ([part, field]: readonly [string, Field]) =>
    asFiled(kind, field, (added as Mapping)[part]) ===
    asFiled(kind, field, (present as Mapping)[part]);
  const parts = Object.entries(fieldsOf(kind, record)).filter(([part]) => part !== "cite");
  const required = parts.filter(([, field]) => field.required);
  const others = parts.filter(
    ([part]) => ["by", "when", ...kind.words.numbers].includes(part) && !isEmpty(added[part]),
  );
  const isComplete = required.length > 0 && required.every(([part]) => !isEmpty(added[part]));
  return isComplete && [...required, ...others].every(isAlike);
}
