// A change in plain words: what is added or corrected, as people say it and not as files have it.

import { inWords, isEdtf } from "./dates.ts";
import { type Field, type KindForm, type Mapping, type Value, fieldsOf, isMapping } from "./declared.ts";
import { type Edit, type State, neededOf } from "./output.ts";
import { filed, isEmpty } from "./values.ts";
import { labelOf } from "./wording.ts";

type Names = ReadonlyMap<string, string>;
const LONGEST = 160;
const LESSER = new Set(["rank", "disputed", "reason", "note", "was"]);

/** A value in a few words: the labels of codes, the names of entries, dates in words. */
export function wordsOf(kind: KindForm, value: Value | undefined, names: Names): string {
  const labels = new Map(Object.values(kind.codes).flatMap(({ codes }) => Object.entries(codes).map(([code, [label]]) => [code, label] as const)));
  const ofText = (text: string) => labels.get(text) ?? names.get(text) ?? (isEdtf(text) ? inWords(text) : text);
  const words = (part: Value): string => (typeof part === "string" ? ofText(part) : Object.values(part).map(words).filter(Boolean).join(", "));
  const own = isMapping(value) ? Object.entries(value).filter(([name, part]) => name !== "cite" && !LESSER.has(name) && part !== "true" && !isEmpty(part)) : [];
  const text = isMapping(value) ? own.map(([, part]) => words(part)).join(" · ") : words(value ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** What will be sent, a sentence for each change and each new work or publisher. */
export function sentencesOf(state: State, forms: ReadonlyMap<string, KindForm>, known: Names): string[] {
  const kind = forms.get(state.folder)!;
  const fresh = neededOf(state);
  const titles = fresh.map(({ sign, entry }) => [sign, String(entry["title"] ?? entry["name"] ?? "")] as const);
  const names = new Map([...known, ...titles]);
  const described = fresh.map(({ sign, folder }) => `You describe a new ${folder === "sources" ? "work" : "publisher"}: ${names.get(sign)!}.`);
  if (!state.id) return [`You begin a new ${kind.singular.toLowerCase()}: ${String(state.entry[kind.label] ?? "")}.`, ...described];
  return [...state.edits.filter(({ value }) => !isEmpty(value)).map((edit) => sentence(state, kind, edit, names)), ...described];
}

function sentence({ label }: State, kind: KindForm, { field: name, value, before }: Edit, names: Names): string {
  const field = kind.fields[name]!;
  const start = `${before === undefined ? "You add to" : "You correct"} ${label}: ${labelOf(name, field)}`;
  const record = kind.records[field.record ?? ""];
  if (before === undefined) return `${start}, ${wordsOf(kind, value, names)}.`;
  if (!record || !isMapping(value) || !isMapping(before)) return `${start}, ${change(kind, before, value, names)}.`;
  const parts = Object.entries(fieldsOf(kind, record)).filter(([part, own]) => asFiled(kind, own, value[part]) !== asFiled(kind, own, before[part]));
  return `${start}. ${parts.map(([part, own]) => `${part === "value" ? "" : `${labelOf(part, own)}: `}${change(kind, before[part], value[part], names)}.`).join(" ")}`;
}

function change(kind: KindForm, before: Value | undefined, value: Value | undefined, names: Names): string {
  return `${wordsOf(kind, before, names) || "nothing"} → ${wordsOf(kind, value, names) || "nothing"}`;
}

const asFiled = (kind: KindForm, field: Field, value: Value | undefined) => JSON.stringify(filed(kind, field, value));

/** Whether a new statement says what another says already: all that it must say, and of who says it, how many and when what is filled in. */
export function isSaidBy(kind: KindForm, name: string, added: Value, present: Value): boolean {
  const record = kind.records[kind.fields[name]!.record ?? ""];
  if (!record?.statement || !isMapping(added) || !isMapping(present)) return false;
  const isAlike = ([part, field]: readonly [string, Field]) => asFiled(kind, field, (added as Mapping)[part]) === asFiled(kind, field, (present as Mapping)[part]);
  const parts = Object.entries(fieldsOf(kind, record)).filter(([part]) => part !== "cite");
  const required = parts.filter(([, field]) => field.required);
  const others = parts.filter(([part]) => ["by", "when", ...kind.words.numbers].includes(part) && !isEmpty(added[part]));
  const isComplete = required.length > 0 && required.every(([part]) => !isEmpty(added[part]));
  return isComplete && [...required, ...others].every(isAlike);
}
