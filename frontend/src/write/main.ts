// Entry point of the page to write in the browser: what is to be written, its fields, and what comes out of them.

import { keep } from "../address.ts";
import { el } from "../dom.ts";
import type { Engine } from "../search/types.ts";
import { knownAt } from "./addresses.ts";
import { Checker, type Problem, namedIn } from "./checks.ts";
import {
  type Field,
  type KindForm,
  type Mapping,
  type Value,
  isMapping,
  told,
} from "./declared.ts";
import { deleteDraft, draftOf, keepDraft, newDraft, whenOthersChange } from "./draft.ts";
import { Fields, type Place, type Shared, button, coded, within } from "./fields.ts";
import { lookedUp } from "./finder.ts";
import { type EntryData, Library, type StatementData } from "./library.ts";
import { type Edit, type State, isUnchanged, neededOf, outputOf, ownId } from "./output.ts";
import { sending } from "./sending.ts";
import { startOf, whenKept } from "./start.ts";
import { isSaidBy, toldOf, wordsOf } from "./summary.ts";
import { type Data, held, isEmpty } from "./values.ts";
import { type NewEntry, asciiWords, doubles, idsOf } from "./works.ts";

class Page {
  readonly #host: HTMLElement;
  readonly #library: Library;
  #state: State | null = null;
  #isDirty = false;
  #written = "";
  #isChecked = false;
  readonly #cited = new Set<string>();
  readonly #described = new Map<string, string>();
  #data: EntryData | undefined;
  readonly #top = el("div");
  readonly #form = el("form", { class: "ea-write-form", novalidate: true });
  readonly #result = el("section", {
    class: "ea-write-result",
    "aria-labelledby": "ea-write-result",
    hidden: true,
  });
  readonly #draft = el("p", { class: "ea-write-draft", role: "status" });

  constructor(host: HTMLElement, engine: Engine) {
    this.#host = host;
    const kinds = (host.dataset["kinds"] ?? "").split(";").map((kind) => {
      const [folder = "", key = "", singular = "", row] = kind.split("|");
      return { folder, key, singular, isRow: Boolean(row) };
    });
    this.#library = new Library(engine, kinds);
    this.#form.addEventListener(
      "change",
      (event) =>
        (event.target as Element).closest('[data-path="entry.url"]') && void this.#fillByAddress(),
    );
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    host.append(this.#draft, this.#top, this.#form, this.#result);
    addEventListener("beforeunload", (event) => this.#isDirty && event.preventDefault());
    whenOthersChange((name) => name === this.#state?.draft && this.#tellOther());
  }

  /** Begin with what the address asks for, or with the choice of an entry. */
  async open(): Promise<void> {
    const asked = new URLSearchParams(location.search);
    const [folder = "", id = ""] = (asked.get("entry") ?? "")
      .replace(/^entities\/(.*)\.yml$/, "$1")
      .split("/");
    const { kinds } = this.#library;
    const kind = kinds.find(({ key, folder: own }) =>
      [key, own, own.replace(/s$/, "")].includes(asked.get("kind") ?? ""),
    );
    if (id && kinds.some((one) => one.folder === folder)) {
      await this.#change(folder, id, asked);
    } else if (kind) await this.#begin(kind.folder, asked.get("draft") ?? "");
    else this.#choose();
  }

  // What is to be written

  #choose(): void {
    const goesOn = this.#host.contains(document.activeElement);
    this.#start(null, "");
    const parts = startOf(this.#library, {
      change: (folder, id, goesOn) => void this.#change(folder, id, new URLSearchParams(), goesOn),
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
    this.#isDirty = false;
    this.#written = JSON.stringify(state);
    this.#cited.clear();
    this.#data = undefined;
    for (const [id, name] of Object.entries(state?.names ?? {})) this.#library.names.set(id, name);
    this.#draft.replaceChildren();
    if (state?.kept)
      this.#tellDraft(
        `You go on with your draft of ${whenKept(state)}. It is kept in this browser alone. `,
      );
    try {
      if (!query || !`${location.search}&`.startsWith(`${query}&`))
        history.replaceState(history.state, "", location.pathname + query);
    } catch {
      // a page of a file has one address
    }
  }

  async #begin(folder: string, name = ""): Promise<void> {
    try {
      await this.#library.load(folder);
    } catch {
      return this.#tellUnread("The form cannot be loaded. Choose again, or load the page anew.");
    }
    const draft = name ? draftOf(name) : null;
    const kind = this.#library.forms.get(folder)!;
    const entry: Mapping = {};
    for (const name of ["reviewed", "accessed"])
      if (kind.fields[name]?.required || (name === "accessed" && kind.fields[name]))
        entry[name] = today();
    const gone = Object.entries(draft?.entry ?? {}).filter(([name]) => !kind.fields[name]);
    const state = draft ?? {
      draft: name || newDraft(folder),
      folder,
      id: "",
      label: "",
      entry,
      edits: [],
      fresh: [],
      next: 1,
    };
    const { key } = this.#library.kinds.find((one) => one.folder === folder)!;
    this.#start(state, `?kind=${key}&draft=${encodeURIComponent(state.draft)}`);
    this.#draw();
    this.#tellGone(gone.map(([, value]) => value));
  }

  /** Show what a draft has in fields that the atlas had when it was kept. */
  #tellGone(values: readonly Value[]): void {
    const texts = (value: Value): string[] =>
      typeof value === "string" ? [value] : Object.values(value).flatMap(texts);
    const said = values.flatMap(texts).filter((text) => !isEmpty(text));
    if (said.length)
      this.#top.append(
        el(
          "p",
          { class: "ea-write-error", role: "alert" },
          `The atlas no longer has the field of this, which is left out: ${said.join(" · ")}`,
        ),
      );
  }

  /** Go on with the draft of an entry, or begin one; `asked` has what is to be added or corrected in it. One that was sent is over, but for those who go on. */
  async #change(folder: string, id: string, asked: URLSearchParams, goesOn = false): Promise<void> {
    const name = `${folder}/${id}`;
    const current = () => {
      const kept = draftOf(name);
      return kept?.isSent && !goesOn ? null : kept;
    };
    const add = asked.get("add") ?? "";
    const statement = (asked.get("statement") ?? "").replace(/^#?(?:s-)?/, "");
    try {
      await this.#library.load(folder);
      const data = await this.#library
        .read(folder, id)
        .catch((error: unknown) => (current() ? undefined : Promise.reject(error)));
      const draft = current(); // now, since another window may have kept it while the data came
      const { fields } = this.#library.forms.get(folder)!;
      const edits = draft?.edits.filter(({ field }) => fields[field]) ?? [];
      const gone = draft?.edits.filter(({ field }) => !fields[field]) ?? [];
      const state: State = {
        ...(draft ?? { draft: name, folder, id, entry: {}, fresh: [], next: 1 }),
        edits,
        label: data?.label ?? draft?.label ?? id,
      };
      this.#start(state, `?entry=${name}`);
      this.#data = data;
      const found = data?.statements.find((one) => one.id === statement);
      if (found && !state.edits.some((edit) => edit.statement === statement))
        state.edits.push(correction(data!, found));
      else if (
        data &&
        fields[add] &&
        !state.edits.some((edit) => edit.field === add && !edit.statement)
      )
        state.edits.push(this.#addition(add, data));
      this.#draw(asked.get("correct") ?? "");
      this.#tellGone(gone.map(({ value }) => value));
      const sent = draft ? null : draftOf(name);
      if (sent)
        this.#draft.replaceChildren(
          `You sent or copied a draft on this, ${whenKept(sent)}. `,
          button(
            "Go on with that one",
            () => void this.#change(folder, id, asked, true),
            "ea-write-quiet",
          ),
        );
    } catch {
      this.#tellUnread(
        "The data of this entry cannot be read. Choose it by name, or load the page anew.",
      );
    }
  }

  /** Offer the choice again where something cannot be read; the address still asks for it. */
  #tellUnread(words: string): void {
    const { search } = location;
    this.#choose();
    keep(search);
    this.#top.prepend(el("p", { class: "ea-write-error", role: "alert" }, words));
  }

  /** Something new in a field; a field of one value begins with the one that it has. */
  #addition(name: string, data: EntryData): Edit {
    const { fields } = this.#library.forms.get(this.#state!.folder)!;
    const present = fields[name]!.many ? undefined : data.record[name];
    if (present === undefined)
      return { field: name, statement: "", value: fields[name]!.record ? {} : "" };
    return { field: name, statement: "", value: held(present), before: held(present) };
  }

  // The fields

  get #shared(): Shared {
    const state = this.#state!;
    return {
      ...{
        engine: this.#library.engine,
        kinds: this.#library.kinds,
        forms: this.#library.forms,
        known: this.#library.known,
        names: this.#library.names,
      },
      today: today(),
      fresh: state.fresh,
      languages: new Map(
        (this.#data?.references ?? []).map(({ id, language }) => [id, language ?? ""]),
      ),
      cited: this.#cited,
      described: this.#described,
      workAt: (address) => this.#library.workAt(address),
      isCorrected: (path) => state.edits[Number(path.split(".")[1])]?.before !== undefined,
      nextSign: () => `+${state.next++}`,
      changed: () => this.#changed(),
      redraw: (path) => {
        this.#draw();
        const box = this.#form.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
        [...(box?.querySelectorAll<HTMLElement>(":scope > button") ?? [])].at(-1)?.focus();
      },
    };
  }

  /** `part` is the field that is chosen already among those that can be corrected. */
  #draw(part = ""): void {
    const state = this.#state!;
    this.#described.clear();
    const kind = this.#library.forms.get(state.folder)!;
    this.#isChecked = false;
    this.#result.hidden = true;
    const goesOn = this.#host.contains(document.activeElement); // whoever chose with the keyboard goes on in what comes
    const other = button("Write on something else", () => this.#choose(), "ea-write-quiet");
    const subject = state.id
      ? el(
          "a",
          {
            href:
              this.#library.engine.root +
              (this.#data?.address.split("/").slice(-2).join("/") ?? ""),
          },
          state.label,
        )
      : `a new ${kind.singular.toLowerCase()}${state.label && `: ${state.label}`}`;
    this.#top.replaceChildren(
      el("p", { class: "ea-write-subject" }, "You are writing on ", subject, ". ", other),
    );
    const check = el(
      "p",
      {},
      button("Check it and show what will be sent", () => void this.#check(), "ea-write-send"),
    );
    this.#form.replaceChildren(
      ...(state.id ? this.#edits(kind, state, part) : this.#entry(kind, state)),
      check,
    );
    if (state.edits.length || goesOn)
      this.#form.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  /** A new work gets what is usual at its address, where nothing is chosen yet; if it is here already, that is told. */
  async #fillByAddress(): Promise<void> {
    const { folder, entry } = this.#state!;
    const url = String(entry["url"] ?? "");
    const found = folder === "sources" ? knownAt(url, this.#library.known) : null;
    if (found && isEmpty(entry["publisher"])) {
      const [publisher, name, , type, language] = found;
      this.#library.names.set(publisher, name);
      Object.assign(entry, {
        publisher,
        type: entry["type"] || (type ?? ""),
        language: entry["language"] || (language ?? ""),
      });
      this.#draw();
      this.#form.querySelector<HTMLElement>('[data-path="entry.url"] input')?.focus();
    }
    const work = folder === "sources" ? await this.#library.workAt(url).catch(() => null) : null;
    if (!work || this.#state?.entry !== entry) return;
    this.#tell(this.#present({ folder, entry, sign: "entry" }), false);
    this.#form.querySelector('[data-path="entry.url"] > .ea-write-error')?.append(
      " ",
      button(
        `Open “${work.name}”`,
        () => void this.#change(folder, work.id, new URLSearchParams()),
        "ea-write-quiet",
      ),
    );
  }

  /** The fields of a new entry, grouped as its page will be; groups without a required field fold. */
  #entry(kind: KindForm, state: State): HTMLElement[] {
    const fields = new Fields(this.#shared, kind);
    const root: Place = { path: "entry", get: () => state.entry, set: () => {} };
    const shown = ([name, field]: readonly [string, Field]) =>
      fields.view(name, field, within(root, name));
    return kind.sections.map(([label, names]) => {
      const ordered =
        kind.folder === this.#library.works.folder
          ? ["url", ...names.filter((name) => name !== "url")]
          : names; // an address fills in others
      const own = ordered
        .filter((name) => names.includes(name))
        .map((name) => [name, kind.fields[name]!] as const)
        .filter(([, field]) => !field.program);
      const isAsked = ([name, field]: readonly [string, Field]) =>
        field.required || kind.one_of.includes(name) || !isEmpty(state.entry[name]);
      const rest = own.filter((one) => !isAsked(one));
      const box = el(
        "fieldset",
        { class: "ea-write-group" },
        el("legend", {}, label || "The entry"),
        ...own.filter(isAsked).map(shown),
      );
      for (const one of rest) {
        const fold = el("details", {}, el("summary", {}, one[1].label));
        fold.addEventListener(
          "toggle",
          () => fold.childElementCount > 1 || fold.append(shown(one)),
        );
        box.append(fold);
      }
      return box;
    });
  }

  /** What is changed in an entry that exists, and what else can be. */
  #edits(kind: KindForm, state: State, part: string): HTMLElement[] {
    const data = this.#data;
    const fields = new Fields(this.#shared, kind);
    const views = state.edits.map((edit, number) => {
      const place: Place = {
        path: `edit.${number}`,
        get: () => edit.value,
        set: (value) => (edit.value = value),
      };
      const field = { ...kind.fields[edit.field]!, many: isWholeList(kind, edit) };
      const title = `${edit.before !== undefined ? "Correct" : kind.fields[edit.field]!.many ? "Add to" : "Set"}: ${field.label}`;
      const drop = button(
        "Leave this out",
        () => (state.edits.splice(number, 1), this.#changed(), this.#draw()),
        "ea-write-remove",
      );
      return el(
        "div",
        { class: "ea-write-edit" },
        fields.view(edit.field, field, place, title),
        el("div", { class: "ea-write-alike", role: "status" }),
        drop,
      );
    });
    const take = (edit: Edit) => {
      const list = state.edits.find((one) => one.field === edit.field && isWholeList(kind, one));
      if (list && edit.before === undefined) (list.value as Value[]).push(edit.value);
      else if (!list) state.edits.push(edit);
      const number = list ? state.edits.indexOf(list) : state.edits.length - 1;
      this.#draw();
      this.#form
        .querySelectorAll<HTMLElement>(".ea-write-edit")
        [number]?.querySelector<HTMLElement>("input, select, textarea")
        ?.focus();
    };
    const select = el("select", { id: "ea-write-which" }, el("option", { value: "" }, "Choose …"));
    for (const [label, names] of kind.sections) {
      const group = el("optgroup", { label: label || "The entry" });
      for (const name of names)
        if (kind.fields[name] && !kind.fields[name].program)
          group.append(el("option", { value: name }, kind.fields[name].label));
      select.append(group);
    }
    const present = el("div");
    const begin = button(
      "Add",
      () => select.value && data && take(this.#addition(select.value, data)),
    );
    const tell = () => {
      const field = kind.fields[select.value];
      begin.hidden = !field;
      begin.textContent = field?.many
        ? "Add one"
        : data?.record[select.value] === undefined
          ? "Fill it in"
          : "Correct it";
      present.replaceChildren(
        ...(field ? presentOf(kind, select.value, field, data, this.#library.names, take) : []),
      );
    };
    select.addEventListener("change", tell);
    if (kind.fields[part]) select.value = part;
    tell();
    const legend = state.edits.length
      ? "Something else about this entry"
      : "What do you want to add or correct?";
    return [
      ...views,
      el(
        "fieldset",
        { class: "ea-write-choice" },
        el("legend", {}, legend),
        el("label", { for: select.id }, "Which part?"),
        select,
        present,
        begin,
      ),
    ];
  }

  /** Tell of each new statement whether the entry has it already, and offer to add the source to that one. */
  #compare(state: State): void {
    const kind = this.#library.forms.get(state.folder)!;
    this.#form.querySelectorAll<HTMLElement>(".ea-write-alike").forEach((box, number) => {
      const edit = state.edits[number]!;
      const present = (this.#data?.statements ?? [])
        .filter(({ property }) => property === edit.field)
        .map((one) => correction(this.#data!, one));
      const same =
        edit.before === undefined
          ? present.find(({ value }) => isSaidBy(kind, edit.field, edit.value, value))
          : undefined;
      const join = (to: Edit) => {
        const [own, there] = [edit.value as Mapping, to.value as Mapping];
        const cite = [
          ...(there["cite"] as Value[]),
          ...((own["cite"] ?? []) as Value[]).filter((one) => !isEmpty(one)),
        ];
        state.edits.splice(number, 1, { ...to, value: { ...there, cite } });
        this.#changed();
        this.#draw();
      };
      const words =
        same &&
        `Already here: ${wordsOf(kind, kind.fields[edit.field]!, same.value, this.#library.names)}. `;
      if ((box.dataset["words"] ?? "") === (words ?? "")) return;
      box.dataset["words"] = words ?? "";
      box.replaceChildren(
        ...(same
          ? [words!, button("Add your source to it", () => join(same), "ea-write-quiet")]
          : []),
      );
    });
  }

  #changed(): void {
    const state = this.#state;
    if (!state) return;
    this.#compare(state);
    const written = JSON.stringify(state);
    if (written !== this.#written) {
      // a field that is left may tell of no change, which must not replace what another window kept
      this.#isDirty = true;
      if (this.#keep(state, false)) this.#written = written;
    }
    if (this.#isChecked) this.#tell(this.#problems(), false);
    this.#result.hidden = true;
  }

  /** Keep the draft, and tell that; returns whether the browser could. */
  #keep(state: State, isSent: boolean): boolean {
    const { label } = this.#library.forms.get(state.folder)!;
    const draft = {
      ...state,
      label: state.id ? state.label : String(state.entry[label] ?? ""),
      names: Object.fromEntries(this.#library.names),
      kept: new Date().toISOString(),
      isSent,
    };
    const isKept = keepDraft(draft);
    if (!isKept)
      this.#draft.replaceChildren(
        "This browser keeps no draft: what you type is lost when you leave the page.",
      );
    else if (!this.#draft.querySelector(".ea-write-forget"))
      this.#tellDraft("A draft is kept in this browser alone. ");
    return isKept;
  }

  #tellDraft(words: string): void {
    const forget = () => {
      deleteDraft(this.#state!.draft);
      this.#choose();
      this.#draft.replaceChildren("The draft is deleted.");
    };
    this.#draft.replaceChildren(
      words,
      button("Delete the draft", forget, "ea-write-quiet ea-write-forget"),
    );
  }

  /** Say what another window did with the same draft: whichever writes last replaces what the other has kept. */
  #tellOther(): void {
    const { folder, id, draft } = this.#state!;
    const kept = draftOf(draft);
    const next = kept ? "replaces that" : "keeps it again";
    const did = kept ? (kept.isSent ? "sent or copied" : "changed") : "deleted";
    const words = `Another window has ${did} this draft. What you write here next ${next}. `;
    if (this.#draft.textContent?.startsWith(words)) return; // it is read aloud once, not at each key of the other
    this.#isDirty ||= !kept;
    const load = () =>
      void (id
        ? this.#change(folder, id, new URLSearchParams(), true)
        : this.#begin(folder, draft));
    this.#draft.replaceChildren(words, kept ? button("Load that one", load, "ea-write-quiet") : "");
  }

  // What comes out

  #problems(): Problem[] {
    const state = this.#state!;
    const kind = this.#library.forms.get(state.folder)!;
    const fresh = neededOf(state);
    const long = fresh
      .filter(
        ({ folder, entry }) =>
          this.#library.forms.get(folder)?.codes["source-type"]?.codes[String(entry["type"])]?.[3],
      )
      .map(({ sign }) => sign);
    const isKnown = (id: string) =>
      this.#library.names.has(id) || state.fresh.some(({ sign }) => sign === id);
    const isThere = (id: string, isWork: boolean) => {
      const { places } = this.#library;
      const place = places.get(id);
      return (
        !places.size ||
        state.fresh.some(({ sign }) => sign === id) ||
        (place !== undefined && !(isWork && place.endsWith(`/${id}`)))
      );
    };
    const checker = new Checker(kind, this.#library.known, isKnown, isThere, long);
    if (state.id) {
      state.edits.forEach((edit, number) => {
        const { field: name, value } = edit;
        if (isUnchanged(kind, edit))
          checker.found.push({
            path: `edit.${number}`,
            message: "you changed nothing",
            help: "correct what is wrong, or leave this out",
          });
        const field = { ...kind.fields[name]!, many: isWholeList(kind, edit) };
        const record = kind.records[field.record ?? ""];
        const isEmptied = edit.before !== undefined && isEmpty(value);
        if (isEmptied && field.required)
          checker.found.push({
            path: `edit.${number}`,
            message: told(kind.words.missing, name),
            help: field.help ?? "",
          });
        else if (isEmptied)
          checker.found.push({
            path: `edit.${number}`,
            message: "the form cannot take this away",
            help: "fill it in; or leave this out, and ask for it by “Report an error” at the foot of the page",
          });
        else if (record && isMapping(value)) checker.record(record, name, value, `edit.${number}`);
        else checker.field(field, name, value, `edit.${number}`);
      });
      if (state.edits.every(({ value, before }) => before === undefined && isEmpty(value)))
        checker.found.push({
          path: "",
          message: "nothing is changed yet",
          help: "choose a part of the entry and fill it in",
        });
    } else {
      checker.entry(state.entry, "entry");
      const decisive =
        kind.is_event && asciiWords(String(state.entry[kind.label] ?? "")) ? kind.date : kind.label;
      const isToldOf = checker.found.some(({ path }) =>
        [`entry.${decisive}`, `entry.${decisive}.0.value`].includes(path),
      );
      if (!isToldOf && !ownId(state, kind, this.#library.known, this.#library.places))
        checker.found.push({
          path: `entry.${decisive}`,
          message: "no id can be made of this",
          help:
            decisive === kind.date
              ? "its id begins with the date of the event; where only the end is known, say from which year on, as 2018 to May 2019"
              : "give a name in Latin letters",
        });
    }
    const others = fresh.flatMap(({ sign, folder, entry }) => {
      const own = new Checker(
        this.#library.forms.get(folder)!,
        this.#library.known,
        isKnown,
        isThere,
      );
      own.entry(entry, sign);
      return own.found;
    });
    const begun = [
      ...fresh,
      ...(state.id ? [] : [{ sign: "entry", folder: state.folder, entry: state.entry }]),
    ];
    const known = begun.flatMap((one) => this.#present(one));
    return [...checker.found, ...others, ...known, ...this.#doubled(begun)];
  }

  /** That a new entry can have no id, or that the atlas has it already: a work with its address, or anything with its id. */
  #present({ sign, folder, entry }: NewEntry): Problem[] {
    const { forms, known, places } = this.#library;
    const kind = forms.get(folder)!;
    const work = folder === "sources" && this.#library.idAt(String(entry["url"] ?? ""));
    if (work)
      return [
        {
          path: `${sign}.url`,
          message: told(kind.words.in_store, `sources/${work}`),
          help: "choose that one, instead of a new one",
        },
      ];
    const id =
      sign === "entry"
        ? ownId(this.#state!, kind, known, places)
        : (idsOf([{ sign, folder, entry }], known, places).get(sign) ?? "");
    if (!id && sign !== "entry" && entry[kind.label])
      return [
        {
          path: `${sign}.${kind.label}`,
          message: "no id can be made of this",
          help: "give a name in Latin letters",
        },
      ];
    if (!places.has(id)) return [];
    return [
      {
        path: `${sign}.${kind.label}`,
        message: told(kind.words.taken, { id, file: `${places.get(id)}` }),
        help: "change that entry, or give this one another name",
      },
    ];
  }

  /** That two new entries would have one id. */
  #doubled(begun: readonly NewEntry[]): Problem[] {
    const { forms, known, places } = this.#library;
    const state = this.#state!;
    const ids = idsOf(
      begun.filter(({ sign }) => sign !== "entry"),
      known,
      places,
    );
    if (!state.id) ids.set("entry", ownId(state, forms.get(state.folder)!, known, places));
    const help = "choose that one instead, or give this one another name";
    return doubles(begun, ids).map(({ sign, folder }) => ({
      path: `${sign}.${forms.get(folder)!.label}`,
      message: `the id \`${ids.get(sign)}\` is that of another new entry in this form`,
      help,
    }));
  }

  async #check(): Promise<void> {
    this.#form.setAttribute("aria-busy", "true");
    while (lookedUp.size) await Promise.all(lookedUp);
    const state = this.#state!;
    if (!state.id || neededOf(state).length || namedIn(JSON.stringify(state)).length)
      await this.#library.readPlaces().catch(() => {}); // else the check alone tells of them
    this.#form.removeAttribute("aria-busy");
    const isShown = ({ sign }: NewEntry) =>
      this.#form.querySelector(`[data-path^="${sign}."]`) !== null;
    if (!neededOf(state).every(isShown)) this.#draw(); // the place that described one of them names another now
    this.#isChecked = true;
    const problems = this.#problems();
    this.#tell(problems, true);
    if (problems.length) return;
    const { forms, known, names, places } = this.#library;
    const output = outputOf(state, forms, known, places);
    const heading = el("h2", { id: "ea-write-result", tabindex: -1 }, "What will be sent");
    const words = toldOf(state, forms, names).flatMap(({ sentence, parts }) => {
      const rows = parts.map(([label, text]) =>
        el("div", {}, el("dt", {}, label), el("dd", {}, text)),
      );
      return [
        el("p", { class: "ea-write-said" }, sentence),
        el("dl", { class: "ea-write-parts" }, ...rows),
      ];
    });
    const same = el(
      "p",
      { class: "ea-write-help" },
      `Nothing has been sent yet. The same in the form in which the atlas keeps it${output.file && `, as the file entities/${output.file}`}:`,
    );
    const done = () => {
      this.#isDirty = false;
      this.#keep(state, true);
    };
    this.#result.replaceChildren(
      heading,
      ...words,
      same,
      sending(output, this.#host.dataset["repository"] ?? "", done),
    );
    this.#result.hidden = false;
    heading.focus();
  }

  /** Put each problem below its field, and lead to the first. */
  #tell(problems: readonly Problem[], leads: boolean): void {
    for (const old of this.#form.querySelectorAll(".ea-write-error")) old.remove();
    for (const control of this.#form.querySelectorAll("[aria-invalid]"))
      control.removeAttribute("aria-invalid");
    let first: HTMLElement | null = null;
    const { folder, fresh } = this.#state!;
    const kindAt = (path: string) =>
      this.#library.forms.get(
        fresh.find(({ sign }) => path.startsWith(`${sign}.`))?.folder ?? folder,
      )!;
    problems.forEach(({ path, message, help }, number) => {
      const box = this.#boxAt(path);
      const id = `ea-write-error-${number}`;
      box.append(
        el(
          "p",
          { class: "ea-write-error", id },
          ...coded(
            `${message}${help && `: ${help[0]!.toLowerCase()}${help.slice(1)}`}`,
            kindAt(path),
          ),
        ),
      );
      const control =
        box.querySelector<HTMLElement>(":scope > :is(input, select, textarea)") ??
        box.querySelector<HTMLElement>("input, select, textarea, button");
      control?.setAttribute("aria-invalid", "true");
      const described = (control?.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .filter((one) => one && !one.startsWith("ea-write-error"));
      control?.setAttribute("aria-describedby", [...described, id].join(" "));
      if (
        control &&
        (!first || control.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)
      )
        first = control;
    });
    if (!problems.length || !leads) return;
    const sum =
      problems.length === 1
        ? "One thing is missing or wrong; it is marked."
        : `${problems.length} things are missing or wrong; each is marked.`;
    const place =
      (first as HTMLElement | null)?.closest(".ea-write-field") ?? this.#form.lastElementChild;
    place?.before(el("p", { class: "ea-write-error", role: "alert" }, sum));
    (first as HTMLElement | null)?.focus();
  }

  /** The field at a path, or the nearest around it; what is folded is opened. */
  #boxAt(path: string): HTMLElement {
    const steps = path.split(".");
    for (let most = steps.length; most > 0; most--) {
      const box = this.#form.querySelector<HTMLElement>(
        `[data-path="${CSS.escape(steps.slice(0, most).join("."))}"]`,
      );
      if (!box) continue;
      for (
        let fold = box.closest("details");
        fold;
        fold = fold.parentElement?.closest("details") ?? null
      )
        fold.open = true;
      return box;
    }
    return this.#form;
  }
}

/** What a field has now; each statement can be corrected. */
function presentOf(
  kind: KindForm,
  name: string,
  field: Field,
  data: EntryData | undefined,
  names: ReadonlyMap<string, string>,
  take: (edit: Edit) => void,
): HTMLElement[] {
  const found = (data?.statements ?? []).filter((one) => one.property === name);
  const help = el("p", { class: "ea-write-help" }, ...coded(field.help ?? "", kind));
  const value = held(data?.record[name] ?? "");
  if (!data || isEmpty(value)) return [help];
  const whole: Edit = { field: name, statement: "", value, before: held(data.record[name]!) };
  const correctWhole = field.many
    ? button("Correct this", () => take(whole), "ea-write-quiet")
    : "";
  if (!found.length)
    return [
      help,
      el("p", {}, `It has now: ${wordsOf(kind, field, value, names)}`, " ", correctWhole),
    ];
  const items = found.map((one) => {
    const edit = correction(data, one);
    const words = wordsOf(kind, field, edit.value, names);
    const correct = button("Correct this", () => take(edit), "ea-write-quiet");
    correct.setAttribute("aria-label", `Correct this: ${words}`);
    return el("li", {}, words, " ", correct);
  });
  return [help, el("p", {}, "It has now:"), el("ol", { class: "ea-write-present" }, ...items)];
}

/** Whether a change replaces all values of a list that holds no statements. */
function isWholeList(kind: KindForm, { field, statement, before }: Edit): boolean {
  return Boolean(kind.fields[field]!.many) && !statement && before !== undefined;
}

function correction(data: EntryData, found: StatementData): Edit {
  const value = data.record[found.property];
  const item = Array.isArray(value) ? (value as readonly Data[])[found.index]! : value!;
  return { field: found.property, statement: found.id, value: held(item), before: held(item) };
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

const host = document.querySelector<HTMLElement>("[data-write]");
const engine = globalThis.atlasEngine;
if (host && engine) void new Page(host, engine).open();
