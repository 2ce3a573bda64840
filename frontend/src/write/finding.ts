// Entries found by name, in any spelling, by the search of the site; a work also by its address.

import { type Engine, type Hit, NO_FILTERS } from "../search/types.ts";
import { addressIn } from "./addresses.ts";
import type { Field } from "./declared.ts";

const SHOWN = 8;
/** Among entries of all kinds, so many times more are asked for, since those of other kinds are left out. */
const MORE = 5;

/** A kind of entries as the page lists it. */
export interface Listed {
  readonly folder: string;
  readonly key: string;
  readonly singular: string;
  /** Its entries are rows on the pages of others, as works are. */
  readonly isRow: boolean;
}

export interface Choice {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
  /** What tells it from others of the same name: of a work its publisher and date. */
  readonly line: string;
}

/** What is found by a name; `exact` is the only entry that has this very name or id. */
export interface Found {
  readonly choices: readonly Choice[];
  readonly exact: Choice | null;
  /** Whether these have the words, and are not only somewhat alike. */
  readonly isSure: boolean;
}

/** What can be chosen beside what the search finds, such as a new work for an address. */
export interface Extra {
  readonly label: string;
  /** It stands before what is found. */
  readonly isFirst?: boolean;
  choose(): void;
}

/** Where names are looked for. */
export interface Scope {
  readonly engine: Engine;
  readonly kinds: readonly Listed[];
  /** Find the work that an address is of. */
  readonly at?: (address: string) => Promise<Choice | null>;
}

const NOTHING: Found = { choices: [], exact: null, isSure: false };

export function kindIn(kinds: readonly Listed[], folder: string): Listed | undefined {
  return kinds.find((one) => one.folder === folder);
}

/** The kinds of entries that a field may name. */
export function listedFor(field: Field, kinds: readonly Listed[]): Listed[] {
  return kinds.filter(({ folder }) => field.kinds?.includes(folder));
}

/** What has a name or an address; nothing where the search cannot be had. */
export async function find(scope: Scope, typed: string): Promise<Found> {
  if (!typed) return NOTHING;
  try {
    const address = addressIn(typed);
    if (!address) return await findByName(scope, typed);
    const work = await scope.at?.(address);
    return work ? { choices: [work], exact: work, isSure: true } : NOTHING;
  } catch {
    return NOTHING;
  }
}

async function findByName({ engine, kinds }: Scope, typed: string): Promise<Found> {
  const only = kinds.length === 1 ? kinds[0]!.key : "";
  const isBrief = !kinds.some(({ isRow }) => isRow);
  const filters = { ...NO_FILTERS, kind: only };
  const names = await engine.names(typed, filters, only ? SHOWN : MORE * SHOWN, isBrief);
  const { hits, isNearest } = names.isNearest && isBrief ? await names.nearest!() : names;
  const choices: Choice[] = [];
  const exact: Choice[] = [];
  for (const hit of hits) {
    const choice = choiceOf(hit, kinds);
    if (!choice) continue;
    choices.push(choice);
    if (isNamed(hit, choice.id, typed)) exact.push(choice);
  }
  return {
    choices: choices.slice(0, SHOWN),
    exact: exact.length === 1 ? exact[0]! : null,
    isSure: !isNearest && choices.length > 0,
  };
}

/** A hit as it can be chosen; null where it is of another kind. */
function choiceOf({ kind, address, name, line }: Hit, kinds: readonly Listed[]): Choice | null {
  const listed = kinds.find(({ key }) => key === kind.id);
  return listed ? { id: idIn(address), folder: listed.folder, name: name.text, line } : null;
}

/** Whether a text is a whole name of an entry, but for its spelling, or its id. */
function isNamed({ name, native, matched }: Hit, id: string, typed: string): boolean {
  const folded = (text: string) => globalThis.atlasFolding?.fold(text).join(" ") ?? text;
  const spelling = matched.pieces.map(({ text }) => text).join("");
  const spellings = [name.text, native?.text ?? "", spelling];
  return id === typed || spellings.some((text) => folded(text) === folded(typed));
}

/** The id in an address of an entry; a work is a row of the page of its publisher. */
function idIn(address: string): string {
  return address.split(/[/#]/).at(-1)!.replace(".html", "");
}
