// All that is wrong with what is written: with each of its values, and with the ids that new entries would have.

import { Checker, type Fault } from "./checks.ts";
import { isMapping, recordOf, textOf, told, type KindForm } from "./declared.ts";
import type { Library } from "./library.ts";
import { isUnchanged, ownId } from "./output.ts";
import { fieldOf, neededOf, type Edit, type State } from "./state.ts";
import { isEmpty } from "./values.ts";
import { asciiWords, doubles, idsOf, type NewEntry } from "./works.ts";

/** What stands for the id of the new entry that the form is about, as "+1" does for that of a work begun beside it. */
const SUBJECT = "entry";

/** A new entry has no id without a name in our letters. */
const NO_ID = { message: "no id can be made of this", help: "give a name in Latin letters" };

export function faultsOf(state: State, library: Library): Fault[] {
  const fresh = neededOf(state);
  const begun = [...fresh];
  if (!state.id) begun.push({ sign: SUBJECT, folder: state.folder, entry: state.entry });
  const checker = checkerOf(state, library, state.folder, longOnes(fresh, library));
  if (state.id) checkEdits(checker, state.edits);
  else checkSubject(checker, state, library);
  const others = fresh.flatMap(({ sign, folder, entry }) => {
    const own = checkerOf(state, library, folder);
    own.entry(entry, sign);
    return own.found;
  });
  const present = begun.flatMap((one) => presentFaults(state, library, one));
  return [...checker.found, ...others, ...present, ...doubleFaults(state, library, begun)];
}

function checkerOf(
  { fresh }: State,
  { forms, known, names, places }: Library,
  folder: string,
  long: readonly string[] = [],
): Checker {
  const isFresh = (id: string) => fresh.some(({ sign }) => sign === id);
  const isKnown = (id: string) => names.has(id) || isFresh(id);
  const isThere = (id: string, isWork: boolean) => {
    if (!places.size || isFresh(id)) return true; // where places could not be read, the check tells of them
    const place = places.get(id);
    return place !== undefined && !(isWork && place.endsWith(`/${id}`)); // a work has no file of its own
  };
  return new Checker(forms.get(folder)!, known, isKnown, isThere, long);
}

/** The new works whose type asks for a place in every citation. */
function longOnes(fresh: readonly NewEntry[], { forms }: Library): string[] {
  const long = fresh.filter(({ folder, entry }) => {
    const types = forms.get(folder)?.codes["source-type"]?.codes;
    return types?.[String(entry["type"])]?.[3];
  });
  return long.map(({ sign }) => sign);
}

function checkEdits(checker: Checker, edits: readonly Edit[]): void {
  edits.forEach((edit, number) => checkEdit(checker, edit, `edit.${number}`));
  if (edits.every(({ value, before }) => before === undefined && isEmpty(value))) {
    const help = "choose a part of the entry and fill it in";
    checker.found.push({ path: "", message: "nothing is changed yet", help });
  }
}

function checkEdit(checker: Checker, edit: Edit, path: string): void {
  const { kind, found } = checker;
  const { field: name, value, before } = edit;
  const field = fieldOf(kind, edit);
  if (isUnchanged(kind, edit)) {
    const help = "correct what is wrong, or leave this out";
    found.push({ path, message: "you changed nothing", help });
  }
  const record = recordOf(kind, field);
  if (before !== undefined && isEmpty(value)) found.push({ path, ...emptied(kind, name) });
  else if (record && isMapping(value)) checker.record(record, name, value, path);
  else checker.field(field, name, value, path);
}

/**
 * Check the new entry that is the subject of the form. That no id can be made for it is reported at the field that decides the id,
 * unless something else is wrong with that field.
 */
function checkSubject(checker: Checker, state: State, library: Library): void {
  const { found, kind } = checker;
  checker.entry(state.entry, SUBJECT);
  const lacksDate = kind.is_event && asciiWords(textOf(state.entry, kind.label)) !== "";
  const path = `${SUBJECT}.${lacksDate ? kind.date : kind.label}`;
  const isTold = found.some((one) => [path, `${path}.0.value`].includes(one.path));
  if (isTold || ownId(state, library)) return;
  const help =
    "its id begins with the date of the event; where only the end is known, give a first year, as 2018 to May 2019";
  found.push({ path, ...NO_ID, ...(lacksDate && { help }) });
}

/** The fault of a change that would take something away. */
function emptied(kind: KindForm, name: string): Omit<Fault, "path"> {
  const { required, help = "" } = kind.fields[name]!;
  if (required) return { message: told(kind.words.missing, name), help };
  return {
    message: "the form cannot take this away",
    help: "fill it in; or leave this out, and ask for it by “Report an error” at the foot of the page",
  };
}

/** The faults of a new entry that can have no id, or that the atlas has already: a work with its address, or anything with its id. */
export function presentFaults(state: State, library: Library, begun: NewEntry): Fault[] {
  const { sign, folder, entry } = begun;
  const { places } = library;
  const kind = library.forms.get(folder)!;
  const work = folder === "sources" && library.idAt(textOf(entry, "url"));
  if (work) {
    const message = told(kind.words.in_store, `sources/${work}`);
    return [{ path: `${sign}.url`, message, help: "choose that one, instead of a new one" }];
  }
  const path = `${sign}.${kind.label}`;
  const id =
    sign === SUBJECT ? ownId(state, library) : idsOf([begun], library.known, places).get(sign);
  if (!id && sign !== SUBJECT && entry[kind.label]) return [{ path, ...NO_ID }];
  if (!id || !places.has(id)) return [];
  const message = told(kind.words.taken, { id, file: places.get(id)! });
  return [{ path, message, help: "change that entry, or give this one another name" }];
}

/** The faults of new entries that would have the same id. */
function doubleFaults(state: State, library: Library, begun: readonly NewEntry[]): Fault[] {
  const fresh = begun.filter(({ sign }) => sign !== SUBJECT);
  const ids = idsOf(fresh, library.known, library.places);
  if (!state.id) ids.set(SUBJECT, ownId(state, library));
  return doubles(begun, ids).map(({ sign, folder }) => ({
    path: `${sign}.${library.forms.get(folder)!.label}`,
    message: `the id \`${ids.get(sign)}\` is that of another new entry in this form`,
    help: "choose that one instead, or give this one another name",
  }));
}
