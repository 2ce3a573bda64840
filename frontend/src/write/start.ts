// How one begins: with a draft, with an entry that is there, or with a new one.

import { el } from "../dom.ts";
import { allDrafts, deleteDraft, keepDraft, whenKept } from "./draft.ts";
import { button, CHOICE, group, quietButton } from "./elements.ts";
import { makeFinder } from "./finder.ts";
import { kindIn, type Extra } from "./finding.ts";
import type { Library } from "./library.ts";
import type { State } from "./state.ts";

/** What can be begun. */
export interface Begins {
  change(folder: string, id: string, goesOn?: boolean): void;
  begin(folder: string, draft?: string): void;
}

/** The drafts of this browser, a field in which an entry is found by name or address, and a button for each kind of new ones. */
export function startOf(library: Library, begins: Begins): HTMLElement[] {
  const drafts = allDrafts();
  const parts = [choiceOfEntry(library, begins), choiceOfKind(library, begins)];
  if (drafts.length) parts.unshift(choiceOfDraft(drafts, library, begins));
  return parts;
}

function choiceOfEntry(library: Library, begins: Begins): HTMLElement {
  const input = el("input", {
    type: "text",
    id: "ea-write-entry",
    placeholder: "Name, title or address, in any spelling",
  });
  const list = makeFinder({
    input,
    engine: library.engine,
    kinds: library.kinds,
    extras: (typed) => entryById(typed, library, begins),
    chosen: ({ folder, id }) => begins.change(folder, id),
    at: (address) => library.workAt(address),
  });
  const label = el("label", { for: input.id }, "Which one?");
  return group(CHOICE, "Add to an entry or a work, or correct it", label, input, list);
}

/** The choice of an entry by its id, where one is typed. */
function entryById(typed: string, library: Library, begins: Begins): Extra[] {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(typed)) return [];
  const open = async () => {
    const folder = await library.folderOf(typed).catch(() => "");
    begins.change(folder, typed);
  };
  return [{ label: `Open “${typed}” by its id`, choose: () => void open() }];
}

function choiceOfKind({ kinds }: Library, begins: Begins): HTMLElement {
  const buttons = kinds.map(({ folder, singular }) => button(singular, () => begins.begin(folder)));
  return group(CHOICE, "Or begin a new entry", el("div", { class: "ea-write-row" }, ...buttons));
}

function choiceOfDraft(drafts: readonly State[], library: Library, begins: Begins): HTMLElement {
  const rows = drafts.map((draft) => draftRow(draft, library, begins));
  return group(CHOICE, "Your drafts", el("ul", { class: "ea-write-present" }, ...rows));
}

/** A draft, which can be gone on with or discarded; what was discarded can be taken back. */
function draftRow(draft: State, library: Library, begins: Begins): HTMLElement {
  const name = draftName(draft, library);
  const isKnown = kindIn(library.kinds, draft.folder) !== undefined;
  const item = el("li");
  const named = (words: string, act: () => void) => {
    const made = quietButton(words, act);
    made.setAttribute("aria-label", `${words}: ${name}`);
    return made;
  };
  const show = () => {
    const sent = draft.isSent ? ", sent or copied" : "";
    const unknown = isKnown ? "" : ", of a kind that the atlas no longer has";
    const words = ` ${whenKept(draft)}${sent}${unknown} `;
    const line = el("span", { class: "ea-write-kind" }, words);
    const goOn = isKnown ? named("Continue", () => goOnWith(draft, begins)) : "";
    item.replaceChildren(name, line, goOn, named("Discard", discard));
  };
  const discard = () => {
    deleteDraft(draft.draft);
    const undo = named("Take it back", takeBack);
    item.replaceChildren(el("span", { role: "status" }, `Discarded: ${name}. `), undo);
    undo.focus();
  };
  const takeBack = () => {
    keepDraft(draft);
    show();
    item.querySelector("button")?.focus();
  };
  show();
  return item;
}

function goOnWith({ draft, folder, id }: State, begins: Begins): void {
  if (id) begins.change(folder, id, true);
  else begins.begin(folder, draft);
}

/** What a draft is of. */
function draftName({ folder, id, label }: State, { kinds }: Library): string {
  const kind = kindIn(kinds, folder)?.singular.toLowerCase() ?? "entry";
  if (id) return label;
  return label ? `New ${kind}: ${label}` : `New ${kind} without a name`;
}
