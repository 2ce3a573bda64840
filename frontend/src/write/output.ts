// What comes out of the form: the file of a new entry, or a change with the works that it needs.

import type { KindForm, KnownWorks, Mapping, Value } from "./declared.ts";
import { filed, filedEntry, isEmpty } from "./values.ts";
import { type Change, changeText, entryText } from "./yaml.ts";
import { type Ids, type NewEntry, entryId, idsOf } from "./works.ts";

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

export interface Output {
  /** What is shown, copied and downloaded. */
  readonly text: string;
  /** The same as a change, which is what an issue holds. */
  readonly change: string;
  /** The folder and name of the file, where the text is a whole new file. */
  readonly file: string;
  readonly title: string;
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

export function outputOf(
  state: State,
  forms: ReadonlyMap<string, KindForm>,
  known: KnownWorks,
  taken: Ids,
): Output {
  const kind = forms.get(state.folder)!;
  const fresh = neededOf(state);
  const ids = idsOf(fresh, known, taken);
  const named = (id: string) => ids.get(id) ?? id;
  const entries = fresh.map(({ sign, folder, entry }) => ({
    kind: forms.get(folder)!,
    id: ids.get(sign)!,
    entry: filedEntry(forms.get(folder)!, entry, named),
  }));
  if (state.id) {
    const change = changeText(kind, {
      change: `${state.folder}/${state.id}`,
      ...editsOf(kind, state.edits, named),
      entries,
    });
    return { text: change, change, file: "", title: `Change: ${state.label}` };
  }
  const id = ownId(state, kind, known, taken);
  const entry = filedEntry(kind, state.entry, named);
  const title = `New ${kind.singular.toLowerCase()}: ${String(entry[kind.label] ?? id)}`;
  const change = changeText(kind, { entries: [...entries, { kind, id, entry }] });
  if (entries.length) return { text: change, change, file: "", title };
  return { text: entryText(kind, entry), change, file: `${state.folder}/${id}.yml`, title };
}

/** The id of the new entry of the form. */
export function ownId(state: State, kind: KindForm, known: KnownWorks, taken: Ids): string {
  if (kind.folder !== "sources") return entryId(kind, state.entry);
  return (
    idsOf(
      [...neededOf(state), { sign: "+0", folder: "sources", entry: state.entry }],
      known,
      taken,
    ).get("+0") ?? ""
  );
}

/** Whether a change leaves what it changes as it was. */
export function isUnchanged(kind: KindForm, { field: name, value, before }: Edit): boolean {
  if (before === undefined) return false;
  const asFiled = (one: Value) =>
    JSON.stringify(filed(kind, { ...kind.fields[name]!, many: false }, one));
  return asFiled(value) === asFiled(before);
}

function editsOf(kind: KindForm, edits: readonly Edit[], named: (id: string) => string): Change {
  const add: Record<string, Value[]> = {};
  const set: Mapping = {};
  const replace = [];
  for (const { field: name, statement, value, before } of edits) {
    const field = kind.fields[name]!;
    if (isEmpty(value)) continue;
    const written = filed(kind, { ...field, many: false }, value, named);
    if (written === undefined) continue;
    if (statement) replace.push({ statement: `s-${statement}`, field: name, with: written });
    else if (field.many && before === undefined) (add[name] ??= []).push(written);
    else set[name] = written;
  }
  return { add, set, replace };
}
