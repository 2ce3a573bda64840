// The page to write in the browser: the choice of what to write, its fields, and what comes out of them.
//
// The modules stand in the bundle in the order of these imports: those of like words side by side pack into 200 bytes less than in
// the order of the alphabet, and the form is near its bound (`MOST_SENT` in frontend/scripts.py).

import { presentFaults, faultsOf } from "./faults.ts";
import { addition, changesOf, correction, neededOf, newEntry, type State } from "./state.ts";
import { draftOf, newDraft } from "./draft.ts";
import { type EntryData, Library } from "./library.ts";
import { namedIn, type Fault } from "./checks.ts";
import type { NewEntry } from "./works.ts";
import { textOf, type Mapping, type Value } from "./declared.ts";

import { Fields } from "./fields.ts";
import { Changes } from "./changes.ts";
import { entryGroups } from "./new-entry.ts";
import { lookedUp } from "./finder.ts";
import { kindIn, type Listed } from "./finding.ts";

import { lead, mark } from "./marks.ts";
import { resultOf } from "./result.ts";
import { startOf } from "./start.ts";
import { Keeper } from "./keeper.ts";
import { alertLine, button, fieldAt, focusIn, quietButton } from "./elements.ts";

import { keep } from "../address.ts";
import { el } from "../dom.ts";
import type { Engine } from "../search/types.ts";

import { knownAt } from "./addresses.ts";
import { today } from "./dates.ts";
import type { Shared } from "./shared.ts";
import { isEmpty } from "./values.ts";

const OF_ADDRESS = '[data-path="entry.url"]';

export class Page {
  readonly #host: HTMLElement;
  readonly #library: Library;
  readonly #keeper: Keeper;
  #state: State | null = null;
  /** The changes, where an entry is changed. */
  #changes: Changes | null = null;
  /** The data of the entry that is changed. */
  #data: EntryData | undefined;
  /** Faults were told once; from then on they are told at each change of a field. */
  #isChecked = false;
  readonly #cited = new Set<string>();
  readonly #described = new Map<string, string>();
  readonly #top = el("div");
  readonly #form = el("form", { class: "ea-write-form", novalidate: true });
  readonly #result = el("section", {
    class: "ea-write-result",
    "aria-labelledby": "ea-write-result",
    hidden: true,
  });

  constructor(host: HTMLElement, engine: Engine) {
    this.#host = host;
    this.#library = new Library(engine, kindsIn(host.dataset["kinds"] ?? ""));
    this.#keeper = new Keeper(this.#library, {
      choose: () => this.#choose(),
      load: ({ folder, id, draft }) => {
        if (id) void this.#change(folder, id, true);
        else void this.#begin(folder, draft);
      },
    });
    this.#form.addEventListener("change", ({ target }) => {
      if ((target as Element).closest(OF_ADDRESS)) void this.#fillByAddress();
    });
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    host.append(this.#keeper.note, this.#top, this.#form, this.#result);
  }

  /** Begin with what the address asks for, or with the choice of an entry. */
  async open(): Promise<void> {
    const asked = new URLSearchParams(location.search);
    const entry = (asked.get("entry") ?? "").replace(/^entities\/(.*)\.yml$/, "$1");
    const [folder = "", id = ""] = entry.split("/");
    const { kinds } = this.#library;
    const name = asked.get("kind") ?? "";
    const kind = kinds.find(({ key, folder }) =>
      [key, folder, folder.replace(/s$/, "")].includes(name),
    );
    if (id && kindIn(kinds, folder)) {
      await this.#change(folder, id, false, asked);
    } else if (kind) await this.#begin(kind.folder, asked.get("draft") ?? "");
    else this.#choose();
  }

  // What is to be written

  #choose(): void {
    const goesOn = this.#hasFocus;
    this.#start(null, "");
    const parts = startOf(this.#library, {
      change: (folder, id, goesOn) => void this.#change(folder, id, goesOn),
      begin: (folder, draft) => void this.#begin(folder, draft),
    });
    this.#top.replaceChildren(...parts);
    this.#form.replaceChildren();
    this.#result.hidden = true;
    if (goesOn) this.#top.querySelector<HTMLElement>("#ea-write-entry")?.focus();
  }

  /** Take up something to write; after a reload, the address leads to it again. */
  #start(state: State | null, query: string): void {
    this.#state = state;
    this.#changes = null;
    this.#data = undefined;
    this.#cited.clear();
    for (const [id, name] of Object.entries(state?.names ?? {})) this.#library.names.set(id, name);
    this.#keeper.begin(state);
    const isThere = query && `${location.search}&`.startsWith(`${query}&`);
    if (isThere) return;
    try {
      history.replaceState(history.state, "", location.pathname + query);
    } catch {
      // a page of a file has one address
    }
  }

  /** Go on with the draft of a new entry, or begin one. */
  async #begin(folder: string, name = ""): Promise<void> {
    try {
      await this.#library.load(folder);
    } catch {
      return this.#tellUnread("The form cannot be loaded. Choose again, or load the page anew.");
    }
    const kind = this.#library.forms.get(folder)!;
    const draft = name ? draftOf(name) : null;
    const state = draft ?? newEntry(kind, name || newDraft(folder), today());
    const gone = Object.entries(draft?.entry ?? {}).filter(([field]) => !kind.fields[field]);
    const { key } = kindIn(this.#library.kinds, folder)!;
    this.#start(state, `?kind=${key}&draft=${encodeURIComponent(state.draft)}`);
    this.#draw();
    this.#tellGone(gone.map(([, value]) => value));
  }

  /**
   * Go on with the draft of an entry, or begin one; `asked` has what is to be added or corrected in it. A draft that was sent is taken
   * up only where the reader `goesOn` with it.
   */
  async #change(
    folder: string,
    id: string,
    goesOn = false,
    asked = new URLSearchParams(),
  ): Promise<void> {
    const name = `${folder}/${id}`;
    const current = () => {
      const kept = draftOf(name);
      return kept?.isSent && !goesOn ? null : kept;
    };
    try {
      await this.#library.load(folder);
      const data = await this.#library.read(folder, id).catch((error: unknown) => {
        if (!current()) throw error;
        return undefined;
      });
      const draft = current(); // now, since another window may have kept it while the data came
      this.#takeUp(folder, id, draft, data, asked);
      const sent = draft ? null : draftOf(name);
      if (sent) this.#keeper.offerSent(sent, () => void this.#change(folder, id, true, asked));
    } catch {
      this.#tellUnread(
        "The data of this entry cannot be read. Choose it by name, or load the page anew.",
      );
    }
  }

  #takeUp(
    folder: string,
    id: string,
    draft: State | null,
    data: EntryData | undefined,
    asked: URLSearchParams,
  ): void {
    const kind = this.#library.forms.get(folder)!;
    const state = changesOf(kind, id, draft, data);
    const gone = draft?.edits.filter(({ field }) => !kind.fields[field]) ?? [];
    this.#start(state, `?entry=${folder}/${id}`);
    this.#data = data;
    if (data) this.#takeAsked(state, data, asked);
    this.#draw(asked.get("correct") ?? "");
    this.#tellGone(gone.map(({ value }) => value));
  }

  /** Begin the change that the address asks for, unless the draft has it already. */
  #takeAsked({ folder, edits }: State, data: EntryData, asked: URLSearchParams): void {
    const add = asked.get("add") ?? "";
    const statement = (asked.get("statement") ?? "").replace(/^#?(?:s-)?/, "");
    const found = data.statements.find((one) => one.id === statement);
    if (found && !edits.some((edit) => edit.statement === statement)) {
      edits.push(correction(data, found));
      return;
    }
    const field = this.#library.forms.get(folder)!.fields[add];
    const isBegun = edits.some((edit) => edit.field === add && !edit.statement);
    if (field && !isBegun) edits.push(addition(field, add, data));
  }

  /** Show what a draft has in fields that the atlas no longer has. */
  #tellGone(values: readonly Value[]): void {
    const said = values.flatMap(textsIn).filter((text) => !isEmpty(text));
    if (!said.length) return;
    const words = "The atlas no longer has the field of this, which is left out: ";
    this.#top.append(alertLine(words + said.join(" · ")));
  }

  /** Offer the choice again where something cannot be read; the address still asks for it. */
  #tellUnread(words: string): void {
    const { search } = location;
    this.#choose();
    keep(search);
    this.#top.prepend(alertLine(words));
  }

  // The fields

  get #hasFocus(): boolean {
    return this.#host.contains(document.activeElement);
  }

  get #shared(): Shared {
    const state = this.#state!;
    const references = this.#data?.references ?? [];
    return {
      library: this.#library,
      today: today(),
      fresh: state.fresh,
      languages: new Map(references.map(({ id, language }) => [id, language ?? ""])),
      cited: this.#cited,
      described: this.#described,
      isCorrected: (path) => state.edits[Number(path.split(".")[1])]?.before !== undefined,
      nextSign() {
        const sign = `+${state.next}`;
        state.next++;
        return sign;
      },
      changed: () => this.#changed(),
      redraw: (path) => this.#redraw(path),
    };
  }

  /** `part` is the field that is chosen already among those that can be corrected. */
  #draw(part = ""): void {
    const state = this.#state!;
    this.#described.clear();
    this.#isChecked = false;
    this.#result.hidden = true;
    const goesOn = this.#hasFocus; // whoever chose with the keyboard goes on in what comes
    this.#top.replaceChildren(this.#subject(state));
    const words = "Check it and show what will be sent";
    const check = button(words, () => void this.#check(), "ea-write-send");
    this.#form.replaceChildren(...this.#fieldsOf(state, part), el("p", {}, check));
    if (state.edits.length || goesOn) focusIn(this.#form);
  }

  #subject({ id, folder, label }: State): HTMLElement {
    const kind = this.#library.forms.get(folder)!;
    const other = quietButton("Write on something else", () => this.#choose());
    const page = this.#data?.address.split("/").slice(-2).join("/") ?? "";
    const subject = id
      ? el("a", { href: this.#library.engine.root + page }, label)
      : `a new ${kind.singular.toLowerCase()}${label && `: ${label}`}`;
    return el("p", { class: "ea-write-subject" }, "You are writing on ", subject, ". ", other);
  }

  #fieldsOf(state: State, part: string): HTMLElement[] {
    const { forms, works } = this.#library;
    const fields = new Fields(this.#shared, forms.get(state.folder)!);
    if (!state.id) return entryGroups(fields, state.entry, state.folder === works.folder);
    const draw = () => this.#draw();
    this.#changes = new Changes(this.#form, fields, state, this.#data, draw);
    return this.#changes.elements(part);
  }

  /** Draw the form anew, and go to the last button of what stands at a path. */
  #redraw(path: string): void {
    this.#draw();
    const box = fieldAt(this.#form, path);
    const buttons = box?.querySelectorAll<HTMLElement>(":scope > button") ?? [];
    [...buttons].at(-1)?.focus();
  }

  #changed(): void {
    const state = this.#state;
    if (!state) return;
    this.#changes?.compare();
    this.#keeper.change(state);
    if (this.#isChecked) this.#tell(faultsOf(state, this.#library));
    this.#result.hidden = true;
  }

  // What follows from the address of a new work

  /** A new work gets what is usual at its address, where nothing is chosen yet; if it is here already, that is told. */
  async #fillByAddress(): Promise<void> {
    const { folder, entry } = this.#state!;
    if (folder !== "sources") return;
    const url = textOf(entry, "url");
    if (isEmpty(entry["publisher"])) this.#fillUsual(entry, url);
    const work = await this.#library.workAt(url).catch(() => null);
    if (!work || this.#state?.entry !== entry) return;
    this.#tell(presentFaults(this.#state, this.#library, { sign: "entry", folder, entry }));
    const open = () => void this.#change(folder, work.id);
    const told = this.#form.querySelector(`${OF_ADDRESS} > .ea-write-error`);
    told?.append(" ", quietButton(`Open “${work.name}”`, open));
  }

  #fillUsual(entry: Mapping, url: string): void {
    const found = knownAt(url, this.#library.known);
    if (!found) return;
    const [publisher, name, , type, language] = found;
    this.#library.names.set(publisher, name);
    entry["publisher"] = publisher;
    entry["type"] ||= type ?? "";
    entry["language"] ||= language ?? "";
    this.#draw();
    focusIn(this.#form.querySelector(OF_ADDRESS));
  }

  // What comes out

  /** Tell each fault below its field; returns the first control that is wrong. */
  #tell(faults: readonly Fault[]): HTMLElement | null {
    const { folder, fresh } = this.#state!;
    return mark(this.#form, faults, (path) => {
      const begun = fresh.find(({ sign }) => path.startsWith(`${sign}.`));
      return this.#library.forms.get(begun?.folder ?? folder)!;
    });
  }

  async #check(): Promise<void> {
    this.#form.setAttribute("aria-busy", "true");
    while (lookedUp.size) await Promise.all(lookedUp);
    const state = this.#state!;
    const isNew = !state.id || neededOf(state).length > 0;
    if (isNew || namedIn(JSON.stringify(state)).length) {
      await this.#library.readPlaces().catch(() => {}); // else the check alone tells of them
    }
    this.#form.removeAttribute("aria-busy");
    const isShown = ({ sign }: NewEntry) => this.#form.querySelector(`[data-path^="${sign}."]`);
    if (!neededOf(state).every(isShown)) this.#draw(); // the place that described one of them names another now
    this.#isChecked = true;
    const faults = faultsOf(this.#state!, this.#library);
    const first = this.#tell(faults);
    if (faults.length) lead(this.#form, faults.length, first);
    else this.#showResult(state);
  }

  #showResult(state: State): void {
    const heading = el("h2", { id: "ea-write-result", tabindex: -1 }, "What will be sent");
    const repository = this.#host.dataset["repository"] ?? "";
    const done = () => this.#keeper.markSent(state);
    this.#result.replaceChildren(heading, ...resultOf(state, this.#library, repository, done));
    this.#result.hidden = false;
    heading.focus();
  }
}

/** The kinds of entries, as the page lists them: parts of each divided by bars. */
function kindsIn(list: string): Listed[] {
  return list.split(";").map((kind) => {
    const [folder = "", key = "", singular = "", row] = kind.split("|");
    return { folder, key, singular, isRow: Boolean(row) };
  });
}

function textsIn(value: Value): string[] {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(textsIn);
}
