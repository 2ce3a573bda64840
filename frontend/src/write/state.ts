// What is being written: a new entry, or the changes of one that is there, with the new works and publishers that they name.

import type { Field, KindForm, Mapping, Value } from "./declared.ts";
import type { EntryData, StatementData } from "./library.ts";
import { held, type Data } from "./values.ts";
import type { NewEntry } from "./works.ts";

/** One change of an entry: a new item of a list, another value of a field, or a statement that takes the place of another. */
export interface Edit {
  readonly field: string;
  /** The id of the statement that is replaced; empty: something is added or set. */
  readonly statement: string;
  value: Value;
  /** What stood there, of a statement or field that is there already. */
  readonly before?: Value;
}

export interface State {
  /** The name of its draft: that of the entry, or one at random for a new one. */
  readonly draft: string;
  readonly folder: string;
  /** The entry that is changed; empty: a new one. */
  readonly id: string;
  /** Its name; of a new one, what it was called when the draft was kept. */
  readonly label: string;
  readonly entry: Mapping;
  readonly edits: Edit[];
  readonly fresh: NewEntry[];
  next: number;
  /** Of a draft: the names of the entries that it refers to, by id. */
  readonly names?: Readonly<Record<string, string>>;
  /** Of a draft: when it was changed last, and whether it was sent, copied or saved since. */
  readonly kept?: string;
  readonly isSent?: boolean;
}

/** A new entry of a kind, with the dates that are usually of the day. */
export function newEntry(kind: KindForm, draft: string, today: string): State {
  const { reviewed, accessed } = kind.fields;
  const entry: Mapping = {};
  if (reviewed?.required) entry["reviewed"] = today;
  if (accessed) entry["accessed"] = today;
  const { folder } = kind;
  return { draft, folder, id: "", label: "", entry, edits: [], fresh: [], next: 1 };
}

/** The changes of an entry: those of a draft, but for fields that its kind no longer has. */
export function changesOf(
  kind: KindForm,
  id: string,
  draft: State | null,
  data: EntryData | undefined,
): State {
  const { folder } = kind;
  const begun = { draft: `${folder}/${id}`, folder, id, entry: {}, fresh: [], next: 1 };
  return {
    ...(draft ?? begun),
    edits: draft?.edits.filter(({ field }) => kind.fields[field]) ?? [],
    label: data?.label ?? draft?.label ?? id,
  };
}

/** Something new in a field; a field of one value begins with the one that it has. */
export function addition(field: Field, name: string, data: EntryData): Edit {
  const present = field.many ? undefined : data.record[name];
  if (present === undefined) return { field: name, statement: "", value: field.record ? {} : "" };
  return { field: name, statement: "", value: held(present), before: held(present) };
}

/** Another version of a statement that is there. */
export function correction(data: EntryData, { id, property, index }: StatementData): Edit {
  const value = data.record[property];
  const item = Array.isArray(value) ? (value as readonly Data[])[index]! : value!;
  return { field: property, statement: id, value: held(item), before: held(item) };
}

/** Whether a change replaces all values of a list that holds no statements. */
export function isWholeList(kind: KindForm, { field, statement, before }: Edit): boolean {
  return Boolean(kind.fields[field]!.many) && !statement && before !== undefined;
}

/** The field of a change: one value of a list, but for a change of the whole list. */
export function fieldOf(kind: KindForm, edit: Edit): Field {
  return { ...kind.fields[edit.field]!, many: isWholeList(kind, edit) };
}

/** The new entries that something refers to, directly or by another of them; those that nothing needs any more are left out. */
export function neededOf(state: State): NewEntry[] {
  const needed = new Set<string>();
  const look = (value: Value): void => {
    if (typeof value !== "string") return Object.values(value).forEach(look);
    for (const [, sign] of value.matchAll(/(?:^|@)(\+\d+)/g)) {
      if (needed.has(sign!)) continue;
      needed.add(sign!);
      look(state.fresh.find((one) => one.sign === sign)?.entry ?? {});
    }
  };
  look(state.id ? state.edits.map(({ value }) => value) : state.entry);
  return state.fresh.filter(({ sign }) => needed.has(sign));
}
