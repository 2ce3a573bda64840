// What comes out of the form: the file of a new entry, or a change with the works that it needs.

import type { KindForm, Mapping, Value } from "./declared.ts";
import type { Library } from "./library.ts";
import { neededOf, type Edit, type State } from "./state.ts";
import { filed, filedEntry, isEmpty } from "./values.ts";
import { type Change, changeText, entryText } from "./yaml.ts";
import { entryId, idsOf } from "./works.ts";

export interface Output {
  /** What is shown, copied and downloaded. */
  readonly text: string;
  /** The same as a change, which is what an issue holds. */
  readonly change: string;
  /** The folder and name of the file, where the text is a whole new file. */
  readonly file: string;
  readonly title: string;
}

type Naming = (id: string) => string;

export function outputOf(state: State, library: Library): Output {
  const { forms, known, places } = library;
  const kind = forms.get(state.folder)!;
  const fresh = neededOf(state);
  const ids = idsOf(fresh, known, places);
  const named = (id: string) => ids.get(id) ?? id;
  const entries = fresh.map(({ sign, folder, entry }) => {
    const own = forms.get(folder)!;
    return { kind: own, id: ids.get(sign)!, entry: filedEntry(own, entry, named) };
  });
  if (state.id) {
    const edits = editsOf(kind, state.edits, named);
    const change = changeText(kind, { change: `${state.folder}/${state.id}`, ...edits, entries });
    return { text: change, change, file: "", title: `Change: ${state.label}` };
  }
  const id = ownId(state, library);
  const entry = filedEntry(kind, state.entry, named);
  const title = `New ${kind.singular.toLowerCase()}: ${String(entry[kind.label] ?? id)}`;
  const change = changeText(kind, { entries: [...entries, { kind, id, entry }] });
  if (entries.length) return { text: change, change, file: "", title }; // they go with it
  return { text: entryText(kind, entry), change, file: `${state.folder}/${id}.yml`, title };
}

/** The id of the new entry of the form. */
export function ownId(state: State, { forms, known, places }: Library): string {
  if (state.folder !== "sources") return entryId(forms.get(state.folder)!, state.entry);
  const own = { sign: "+0", folder: "sources", entry: state.entry };
  return idsOf([...neededOf(state), own], known, places).get(own.sign) ?? "";
}

/** Whether a change leaves what it changes as it was. */
export function isUnchanged(kind: KindForm, { field: name, value, before }: Edit): boolean {
  if (before === undefined) return false;
  const field = { ...kind.fields[name]!, many: false };
  const asFiled = (one: Value) => JSON.stringify(filed(kind, field, one));
  return asFiled(value) === asFiled(before);
}

function editsOf(kind: KindForm, edits: readonly Edit[], named: Naming): Change {
  const add: Record<string, Value[]> = {};
  const set: Mapping = {};
  const replace = [];
  for (const { field: name, statement, value, before } of edits) {
    const field = kind.fields[name]!;
    if (isEmpty(value)) continue;
    const written = filed(kind, { ...field, many: false }, value, named);
    if (written === undefined) continue;
    if (statement) {
      replace.push({ statement: `s-${statement}`, field: name, with: written });
    } else if (field.many && before === undefined) {
      add[name] ??= [];
      add[name].push(written);
    } else set[name] = written;
  }
  return { add, set, replace };
}
