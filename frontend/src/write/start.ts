// How one begins: with a draft, with an entry that is there, or with a new one.

import { el } from "../dom.ts";
import { allDrafts, deleteDraft, keepDraft } from "./draft.ts";
import { button } from "./fields.ts";
import { makeFinder } from "./finder.ts";
import type { Library } from "./library.ts";
import type { State } from "./output.ts";

/** What can be begun. */
export interface Begins {
  change(folder: string, id: string, goesOn?: boolean): void;
  begin(folder: string, draft?: string): void;
}

/** The drafts of this browser, a field in which an entry is found by name or address, and a button for each kind of new ones. */
export function startOf(library: Library, begins: Begins): HTMLElement[] {
  const { engine, kinds } = library;
  const input = el("input", {
    type: "text",
    id: "ea-write-entry",
    placeholder: "Name, title or address, in any spelling",
  });
  const isId = (typed: string) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(typed);
  const open = (id: string) =>
    void library
      .folderOf(id)
      .catch(() => "")
      .then((folder) => begins.change(folder, id));
  const extras = (typed: string) =>
    isId(typed) ? [{ label: `Open “${typed}” by its id`, choose: () => open(typed) }] : [];
  const list = makeFinder({
    input,
    engine,
    kinds,
    extras,
    chosen: ({ folder, id }) => begins.change(folder, id),
    at: (address) => library.workAt(address),
  });
  const begun = kinds.map(({ folder, singular }) => button(singular, () => begins.begin(folder)));
  return [
    ...draftsOf(library, begins),
    el(
      "fieldset",
      { class: "ea-write-choice" },
      el("legend", {}, "Add to an entry or a work, or correct it"),
      el("label", { for: input.id }, "Which one?"),
      input,
      list,
    ),
    el(
      "fieldset",
      { class: "ea-write-choice" },
      el("legend", {}, "Or begin a new entry"),
      el("div", { class: "ea-write-row" }, ...begun),
    ),
  ];
}

function draftsOf(library: Library, begins: Begins): HTMLElement[] {
  const drafts = allDrafts();
  if (!drafts.length) return [];
  const row = (state: State) => {
    const name = draftName(state, library);
    const item = el("li", {});
    const isKnown = library.kinds.some(({ folder }) => folder === state.folder);
    const show = () =>
      item.replaceChildren(
        name,
        el(
          "span",
          { class: "ea-write-kind" },
          ` ${whenKept(state)}${state.isSent ? ", sent or copied" : ""}${isKnown ? "" : ", of a kind that the atlas no longer has"} `,
        ),
        isKnown ? named("Continue", () => goOn(state, begins)) : "",
        named("Discard", discard),
      );
    const named = (words: string, act: () => void) => {
      const made = button(words, act, "ea-write-quiet");
      made.setAttribute("aria-label", `${words}: ${name}`);
      return made;
    };
    const discard = () => {
      deleteDraft(state.draft);
      const undo = named(
        "Take it back",
        () => (keepDraft(state), show(), item.querySelector("button")?.focus()),
      );
      item.replaceChildren(el("span", { role: "status" }, `Discarded: ${name}. `), undo);
      undo.focus();
    };
    show();
    return item;
  };
  return [
    el(
      "fieldset",
      { class: "ea-write-choice" },
      el("legend", {}, "Your drafts"),
      el("ul", { class: "ea-write-present" }, ...drafts.map(row)),
    ),
  ];
}

function goOn({ draft, folder, id }: State, begins: Begins): void {
  if (id) begins.change(folder, id, true);
  else begins.begin(folder, draft);
}

/** What a draft is of. */
export function draftName({ folder, id, label }: State, { kinds }: Library): string {
  const kind = kinds.find((one) => one.folder === folder)?.singular.toLowerCase() ?? "entry";
  if (id) return label;
  return label ? `New ${kind}: ${label}` : `New ${kind} without a name`;
}

/** When a draft was changed or sent last. */
export function whenKept({ kept }: State): string {
  return kept
    ? new Date(kept).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })
    : "";
}
