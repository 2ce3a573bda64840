// Entry point of the page to write in the browser: what is to be written, its fields, and what comes out of them.

import { el } from "../dom.ts";
import type { Engine } from "../search/types.ts";
import { textsOfSite } from "../site.ts";
import { Checker, type Problem, namedIn } from "./checks.ts";
import { type Field, type KindForm, type KnownWorks, type Mapping, type Value, isMapping } from "./declared.ts";
import { deleteDraft, draftNow, keepDraft } from "./draft.ts";
import { Fields, type Place, type Shared, button, coded, within } from "./fields.ts";
import { type Listed, lookedUp, makeFinder } from "./finder.ts";
import { type Edit, type State, isUnchanged, neededOf, outputOf, ownId } from "./output.ts";
import { sending } from "./sending.ts";
import { isSaidBy, sentencesOf, wordsOf } from "./summary.ts";
import { type Data, held, isEmpty } from "./values.ts";
import { labelOf } from "./wording.ts";
import { knownAt } from "./works.ts";

/** What is read of the data beside the page of an entry. */
interface EntryData {
  readonly label: string;
  readonly record: { readonly [field: string]: Data };
  readonly statements: readonly { readonly id: string; readonly property: string; readonly index: number; readonly speakers: readonly { readonly id?: string; readonly label: string }[] }[];
  readonly references?: readonly { readonly id: string; readonly title: string; readonly language?: string }[];
  /** Of its page, with the row of a work. */
  readonly address: string;
  /** The works that are told of in this file. */
  readonly works?: readonly EntryData[];
  readonly id: string;
}

class Page {
  readonly #host: HTMLElement;
  readonly #engine: Engine;
  readonly #kinds: readonly Listed[];
  readonly #forms = new Map<string, KindForm>();
  #known: KnownWorks = { hosts: {}, long: [] };
  /** Where the data of each entry or work is, by its id. */
  #placed: ReadonlyMap<string, string> = new Map();
  #state: State | null = null;
  #isDirty = false;
  #isChecked = false;
  readonly #names = new Map<string, string>();
  readonly #cited = new Set<string>();
  readonly #described = new Map<string, string>();
  #data: EntryData | undefined;
  readonly #top = el("div");
  readonly #form = el("form", { class: "ea-write-form", novalidate: true });
  readonly #result = el("section", { class: "ea-write-result", "aria-labelledby": "ea-write-result", hidden: true });
  readonly #draft = el("p", { class: "ea-write-draft", role: "status" });

  constructor(host: HTMLElement, engine: Engine) {
    this.#host = host;
    this.#engine = engine;
    this.#kinds = (host.dataset["kinds"] ?? "").split(";").map((kind) => {
      const [folder = "", key = "", singular = "", row] = kind.split("|");
      return { folder, key, singular, isRow: Boolean(row) };
    });
    this.#form.addEventListener("change", (event) => (event.target as Element).closest('[data-path="entry.url"]') && this.#fillByAddress());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    host.append(this.#draft, this.#top, this.#form, this.#result);
    addEventListener("beforeunload", (event) => this.#isDirty && event.preventDefault());
  }

  /** Begin with what the address asks for, with the draft that this browser keeps, or with the choice of an entry. */
  async open(): Promise<void> {
    const asked = new URLSearchParams(location.search);
    const [folder = "", id = ""] = (asked.get("entry") ?? "").split("/");
    const kind = this.#kinds.find(({ key, folder: own }) => [key, own, own.replace(/s$/, "")].includes(asked.get("kind") ?? ""));
    const draft = draftNow();
    if (id && this.#kinds.some((one) => one.folder === folder)) {
      await this.#change(folder, id, asked.get("add") ?? "", (asked.get("statement") ?? "").replace(/^#?(?:s-)?/, ""), asked.get("correct") ?? "");
    } else if (kind) await this.#begin(kind.folder);
    else if (draft) return this.#resume();
    else this.#choose();
    if (draft) this.#draft.replaceChildren("This browser keeps a draft of something else. ", button("Go on with it", () => void this.#resume()), " It is replaced once you type here.");
  }

  // What is to be written

  #choose(): void {
    this.#state = null;
    const goesOn = this.#host.contains(document.activeElement);
    const input = el("input", { type: "text", id: "ea-write-entry", placeholder: "Name or title, in any spelling, or id" });
    const isId = (typed: string) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(typed);
    const extras = (typed: string) => (isId(typed) ? [{ label: `Open “${typed}” by its id`, choose: () => void this.#openById(typed) }] : []);
    const list = makeFinder({ input, engine: this.#engine, kinds: this.#kinds, extras, chosen: ({ folder, id }) => void this.#change(folder, id) });
    const begun = this.#kinds.map(({ folder, singular }) => button(singular, () => void this.#begin(folder)));
    this.#top.replaceChildren(
      el("fieldset", { class: "ea-write-choice" }, el("legend", {}, "Add to an entry or a work, or correct it"), el("label", { for: input.id }, "Which one?"), input, list),
      el("fieldset", { class: "ea-write-choice" }, el("legend", {}, "Or begin a new entry"), el("div", { class: "ea-write-row" }, ...begun)),
    );
    this.#form.replaceChildren();
    this.#result.hidden = true;
    if (goesOn) input.focus();
  }

  async #load(...folders: string[]): Promise<void> {
    const wanted = [...new Set([...folders, "sources", "publishers"])].filter((folder) => !this.#forms.has(folder) && this.#kinds.some((one) => one.folder === folder));
    const [works, ...forms] = await textsOfSite(["works.json", ...wanted.map((folder) => `${folder}.json`)]);
    this.#known = JSON.parse(works!) as KnownWorks;
    wanted.forEach((folder, number) => this.#forms.set(folder, JSON.parse(forms[number]!) as KindForm));
  }

  async #begin(folder: string): Promise<void> {
    await this.#load(folder);
    const kind = this.#forms.get(folder)!;
    const entry: Mapping = {};
    for (const name of ["reviewed", "accessed"]) if (kind.fields[name]?.required || (name === "accessed" && kind.fields[name])) entry[name] = today();
    this.#state = { folder, id: "", label: "", entry, edits: [], fresh: [], next: 1 };
    this.#draw();
  }

  async #change(folder: string, id: string, add = "", statement = "", correct = ""): Promise<void> {
    try {
      await this.#load(folder);
      this.#state = { folder, id, label: id, entry: {}, edits: [], fresh: [], next: 1 };
      const data = (this.#data = await this.#read(this.#state));
      this.#state = { ...this.#state, label: data.label };
      const found = data.statements.find((one) => one.id === statement);
      if (found) this.#state.edits.push(correction(data, found));
      else if (this.#forms.get(folder)!.fields[add]) this.#state.edits.push(this.#addition(add, data));
      this.#draw(correct);
    } catch {
      this.#choose();
      this.#top.prepend(el("p", { class: "ea-write-error", role: "alert" }, "The data of this entry cannot be read. Choose it by name, or load the page anew."));
    }
  }

  async #openById(id: string): Promise<void> {
    const place = (await this.#places()).get(id) ?? "";
    const folder = place.endsWith(`/${id}`) ? place.split("/")[0]! : this.#kinds.find(({ isRow }) => isRow)!.folder;
    await this.#change(folder, id);
  }

  async #places(): Promise<ReadonlyMap<string, string>> {
    if (this.#placed.size) return this.#placed;
    const [text] = await textsOfSite(["ids.json"]);
    const pairs = Object.entries(JSON.parse(text!) as Record<string, readonly string[]>).flatMap(([place, works]) => [place.slice(place.indexOf("/") + 1), ...works].map((id) => [id, place] as const));
    return (this.#placed = new Map(pairs));
  }

  /** The data of an entry; that of a work is in the file of who brought it out. */
  async #read({ folder, id }: State): Promise<EntryData> {
    const isWork = this.#kinds.find((kind) => kind.folder === folder)?.isRow;
    const place = isWork ? (await this.#places()).get(id) : `${folder}/${id}`;
    const [text] = await textsOfSite([`${this.#engine.root}${place}.json`]);
    const file = JSON.parse(text!) as EntryData;
    const data = isWork ? file.works!.find((work) => work.id === id)! : file;
    this.#names.set(file.id, file.label);
    await this.#learn(data);
    return data;
  }

  /** Note the names of what an entry refers to. */
  async #learn(data: EntryData): Promise<void> {
    const aliases = await this.#engine.aliases().catch((): Readonly<Record<string, string>> => ({}));
    const titles = new Map((data.references ?? []).map(({ id, title }) => [id, title]));
    const look = (value: Data): void => {
      if (typeof value === "object" && value !== null) return Object.values(value).forEach(look);
      const id = String(value);
      const name = titles.get(id) ?? aliases[id]?.split("\n")[0];
      if (name || (/^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && !this.#names.has(id))) this.#names.set(id, name ?? id);
    };
    for (const { id, label } of data.statements.flatMap(({ speakers }) => speakers)) if (id) this.#names.set(id, label);
    look(data.record);
  }

  /** Something new in a field; a field of one value begins with the one that it has. */
  #addition(name: string, data: EntryData): Edit {
    const { fields } = this.#forms.get(this.#state!.folder)!;
    const present = fields[name]!.many ? undefined : data.record[name];
    if (present === undefined) return { field: name, statement: "", value: fields[name]!.record ? {} : "" };
    return { field: name, statement: "", value: held(present), before: held(present) };
  }

  async #resume(): Promise<void> {
    const draft = draftNow();
    if (!draft) return this.#choose();
    await this.#load(draft.folder);
    if (!this.#forms.has(draft.folder)) return this.#choose();
    this.#state = draft;
    for (const [id, name] of Object.entries(draft.names ?? {})) this.#names.set(id, name);
    this.#data = draft.id ? await this.#read(draft).catch(() => undefined) : undefined;
    this.#draw();
    this.#tellDraft();
  }

  // The fields

  get #shared(): Shared {
    const state = this.#state!;
    return {
      engine: this.#engine, kinds: this.#kinds, forms: this.#forms, known: this.#known, today: today(), fresh: state.fresh, names: this.#names,
      languages: new Map((this.#data?.references ?? []).map(({ id, language }) => [id, language ?? ""])),
      cited: this.#cited,
      described: this.#described,
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
    const kind = this.#forms.get(state.folder)!;
    this.#isChecked = false;
    this.#result.hidden = true;
    const goesOn = this.#host.contains(document.activeElement); // whoever chose with the keyboard goes on in what comes
    const other = button("Choose something else", () => (deleteDraft(), (this.#isDirty = false), this.#draft.replaceChildren(), this.#choose()), "ea-write-quiet");
    const subject = state.id ? el("a", { href: this.#engine.root + (this.#data?.address.split("/").slice(-2).join("/") ?? "") }, state.label) : `a new ${kind.singular.toLowerCase()}`;
    this.#top.replaceChildren(el("p", { class: "ea-write-subject" }, "You are writing on ", subject, ". ", other));
    const check = el("p", {}, button("Check it and show what will be sent", () => void this.#check(), "ea-write-send"));
    this.#form.replaceChildren(...(state.id ? this.#edits(kind, state, part) : this.#entry(kind, state)), check);
    if (state.edits.length || goesOn) this.#form.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }

  /** A new work gets what is usual at its address, where nothing is chosen yet. */
  #fillByAddress(): void {
    const { folder, entry } = this.#state!;
    const found = folder === "sources" ? knownAt(String(entry["url"] ?? ""), this.#known) : null;
    if (!found || !isEmpty(entry["publisher"])) return;
    const [publisher, name, , type, language] = found;
    this.#names.set(publisher, name);
    Object.assign(entry, { publisher, type: entry["type"] || (type ?? ""), language: entry["language"] || (language ?? "") });
    this.#draw();
    this.#form.querySelector<HTMLElement>('[data-path="entry.url"] input')?.focus();
  }

  /** The fields of a new entry, grouped as its page will be; groups without a required field fold. */
  #entry(kind: KindForm, state: State): HTMLElement[] {
    const fields = new Fields(this.#shared, kind);
    const root: Place = { path: "entry", get: () => state.entry, set: () => {} };
    const shown = ([name, field]: readonly [string, Field]) => fields.view(name, field, within(root, name));
    return kind.sections.map(([label, names]) => {
      const own = names.map((name) => [name, kind.fields[name]!] as const).filter(([, field]) => !field.program);
      const isAsked = ([name, field]: readonly [string, Field]) => field.required || kind.one_of.includes(name) || !isEmpty(state.entry[name]);
      const rest = own.filter((one) => !isAsked(one));
      const box = el("fieldset", { class: "ea-write-group" }, el("legend", {}, label || "The entry"), ...own.filter(isAsked).map(shown));
      for (const one of rest) {
        const fold = el("details", {}, el("summary", {}, labelOf(...one)));
        fold.addEventListener("toggle", () => fold.childElementCount > 1 || fold.append(shown(one)));
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
      const place: Place = { path: `edit.${number}`, get: () => edit.value, set: (value) => (edit.value = value) };
      const field = { ...kind.fields[edit.field]!, many: false };
      const title = `${edit.before !== undefined ? "Correct" : kind.fields[edit.field]!.many ? "Add to" : "Set"}: ${labelOf(edit.field, field)}`;
      const drop = button("Leave this out", () => (state.edits.splice(number, 1), this.#changed(), this.#draw()), "ea-write-remove");
      return el("div", { class: "ea-write-edit" }, fields.one(edit.field, field, place, title), el("div", { class: "ea-write-alike", role: "status" }), drop);
    });
    const take = (edit: Edit) => {
      state.edits.push(edit);
      this.#draw();
      this.#form.querySelector<HTMLElement>(`[data-path="edit.${state.edits.length - 1}"] :is(input, select, textarea), [data-path="edit.${state.edits.length - 1}"]:is(input)`)?.focus();
    };
    const select = el("select", { id: "ea-write-which" }, el("option", { value: "" }, "Choose …"));
    for (const [label, names] of kind.sections) {
      const group = el("optgroup", { label: label || "The entry" });
      for (const name of names) if (kind.fields[name] && !kind.fields[name].program) group.append(el("option", { value: name }, labelOf(name, kind.fields[name])));
      select.append(group);
    }
    const present = el("div");
    const begin = button("Add", () => select.value && data && take(this.#addition(select.value, data)));
    const tell = () => {
      const field = kind.fields[select.value];
      begin.hidden = !field;
      begin.textContent = field?.many ? "Add one" : data?.record[select.value] === undefined ? "Fill it in" : "Correct it";
      present.replaceChildren(...(field ? presentOf(kind, select.value, field, data, this.#names, take) : []));
    };
    select.addEventListener("change", tell);
    if (kind.fields[part]) select.value = part;
    tell();
    const legend = state.edits.length ? "Something else about this entry" : "What do you want to add or correct?";
    return [...views, el("fieldset", { class: "ea-write-choice" }, el("legend", {}, legend), el("label", { for: select.id }, "Which part?"), select, present, begin)];
  }

  /** Tell of each new statement whether the entry has it already, and offer to add the source to that one. */
  #compare(state: State): void {
    const kind = this.#forms.get(state.folder)!;
    this.#form.querySelectorAll<HTMLElement>(".ea-write-alike").forEach((box, number) => {
      const edit = state.edits[number]!;
      const present = (this.#data?.statements ?? []).filter(({ property }) => property === edit.field).map((one) => correction(this.#data!, one));
      const same = edit.before === undefined ? present.find(({ value }) => isSaidBy(kind, edit.field, edit.value, value)) : undefined;
      const join = (to: Edit) => {
        const [own, there] = [edit.value as Mapping, to.value as Mapping];
        const cite = [...(there["cite"] as Value[]), ...((own["cite"] ?? []) as Value[]).filter((one) => !isEmpty(one))];
        state.edits.splice(number, 1, { ...to, value: { ...there, cite } });
        this.#changed();
        this.#draw();
      };
      const words = same && `Already here: ${wordsOf(kind, same.value, this.#names)}. `;
      if ((box.dataset["words"] ?? "") === (words ?? "")) return;
      box.dataset["words"] = words ?? "";
      box.replaceChildren(...(same ? [words!, button("Add your source to it", () => join(same), "ea-write-quiet")] : []));
    });
  }

  #changed(): void {
    const state = this.#state;
    if (!state) return;
    this.#compare(state);
    this.#isDirty = true;
    this.#tellDraft(keepDraft({ ...state, names: Object.fromEntries(this.#names) }));
    if (this.#isChecked) this.#tell(this.#problems(), false);
    this.#result.hidden = true;
  }

  #tellDraft(isKept = true): void {
    const forget = button("Delete the draft", () => (deleteDraft(), (this.#isDirty = false), this.#choose(), this.#draft.replaceChildren("The draft is deleted.")), "ea-write-quiet");
    if (!isKept) this.#draft.replaceChildren("This browser keeps no draft: what you type is lost when you leave the page.");
    else if (!this.#draft.querySelector(".ea-write-quiet")) this.#draft.replaceChildren("A draft is kept in this browser alone. ", forget);
  }

  // What comes out

  #problems(): Problem[] {
    const state = this.#state!;
    const kind = this.#forms.get(state.folder)!;
    const fresh = neededOf(state);
    const long = fresh.filter(({ folder, entry }) => this.#forms.get(folder)?.codes["source-type"]?.codes[String(entry["type"])]?.[3]).map(({ sign }) => sign);
    const isKnown = (id: string) => this.#names.has(id) || state.fresh.some(({ sign }) => sign === id);
    const isThere = (id: string, isWork: boolean) => {
      const place = this.#placed.get(id);
      return !this.#placed.size || state.fresh.some(({ sign }) => sign === id) || (place !== undefined && !(isWork && place.endsWith(`/${id}`)));
    };
    const checker = new Checker(kind, this.#known, isKnown, isThere, long);
    if (state.id) {
      state.edits.forEach((edit, number) => {
        const { field: name, value } = edit;
        if (isUnchanged(kind, edit)) checker.found.push({ path: `edit.${number}`, message: "you changed nothing", help: "correct what is wrong, or leave this out" });
        const field = { ...kind.fields[name]!, many: false };
        const record = kind.records[field.record ?? ""];
        if (record && isMapping(value)) checker.record(record, name, value, `edit.${number}`);
        else checker.field(field, name, value, `edit.${number}`);
      });
      if (state.edits.every(({ value }) => isEmpty(value))) checker.found.push({ path: "", message: "nothing is changed yet", help: "choose a part of the entry and fill it in" });
    } else {
      checker.entry(state.entry, "entry");
      const decisive = kind.is_event ? kind.date : kind.label;
      const isToldOf = checker.found.some(({ path }) => path.startsWith(`entry.${decisive}`));
      if (!isToldOf && !ownId(state, kind, this.#known)) checker.found.push({ path: `entry.${decisive}`, message: "no id can be made of this", help: kind.is_event ? "the id of an event starts with its date" : "give a name in Latin letters" });
    }
    const others = fresh.flatMap(({ sign, folder, entry }) => {
      const own = new Checker(this.#forms.get(folder)!, this.#known, isKnown, isThere);
      own.entry(entry, sign);
      return own.found;
    });
    return [...checker.found, ...others];
  }

  async #check(): Promise<void> {
    this.#form.setAttribute("aria-busy", "true");
    while (lookedUp.size) await Promise.all(lookedUp);
    if (namedIn(JSON.stringify(this.#state)).length) await this.#places().catch(() => {}); // else the check alone tells of them
    this.#form.removeAttribute("aria-busy");
    this.#isChecked = true;
    const problems = this.#problems();
    this.#tell(problems, true);
    if (problems.length) return;
    const output = outputOf(this.#state!, this.#forms, this.#known);
    const heading = el("h2", { id: "ea-write-result", tabindex: -1 }, "What will be sent");
    const where = output.file ? `As a new file, entities/${output.file}:` : "As a change, which a command of the atlas applies and checks:";
    const sentences = sentencesOf(this.#state!, this.#forms, this.#names).map((one) => el("p", { class: "ea-write-said" }, one));
    this.#result.replaceChildren(heading, ...sentences, el("p", { class: "ea-write-help" }, "Nothing has been sent yet. ", where), sending(output, this.#host.dataset["repository"] ?? "", () => (this.#isDirty = false)));
    this.#result.hidden = false;
    heading.focus();
  }

  /** Put each problem below its field, and lead to the first. */
  #tell(problems: readonly Problem[], leads: boolean): void {
    for (const old of this.#form.querySelectorAll(".ea-write-error")) old.remove();
    for (const control of this.#form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    let first: HTMLElement | null = null;
    problems.forEach(({ path, message, help }, number) => {
      const box = this.#boxAt(path);
      const id = `ea-write-error-${number}`;
      box.append(el("p", { class: "ea-write-error", id }, ...coded(`${message}${help && `: ${help[0]!.toLowerCase()}${help.slice(1)}`}`, this.#forms.get(this.#state!.folder)!)));
      const control = box.querySelector<HTMLElement>(":scope > :is(input, select, textarea)") ?? box.querySelector<HTMLElement>("input, select, textarea, button");
      control?.setAttribute("aria-invalid", "true");
      const described = (control?.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && !one.startsWith("ea-write-error"));
      control?.setAttribute("aria-describedby", [...described, id].join(" "));
      if (control && (!first || control.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)) first = control;
    });
    if (!problems.length || !leads) return;
    const sum = problems.length === 1 ? "One thing is missing or wrong; it is marked." : `${problems.length} things are missing or wrong; each is marked.`;
    const place = (first as HTMLElement | null)?.closest(".ea-write-field") ?? this.#form.lastElementChild;
    place?.before(el("p", { class: "ea-write-error", role: "alert" }, sum));
    (first as HTMLElement | null)?.focus();
  }

  /** The field at a path, or the nearest around it; what is folded is opened. */
  #boxAt(path: string): HTMLElement {
    const steps = path.split(".");
    for (let most = steps.length; most > 0; most--) {
      const box = this.#form.querySelector<HTMLElement>(`[data-path="${CSS.escape(steps.slice(0, most).join("."))}"]`);
      if (!box) continue;
      for (let fold = box.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
      return box;
    }
    return this.#form;
  }
}

/** What a field has now; each statement can be corrected. */
function presentOf(kind: KindForm, name: string, field: Field, data: EntryData | undefined, names: ReadonlyMap<string, string>, take: (edit: Edit) => void): HTMLElement[] {
  const found = (data?.statements ?? []).filter((one) => one.property === name);
  const help = el("p", { class: "ea-write-help" }, ...coded(field.help ?? "", kind));
  const value = data && held(data.record[name] ?? "");
  if (!data || isEmpty(value)) return [help];
  if (!found.length) return [help, el("p", {}, `It has now: ${wordsOf(kind, value, names)}`)];
  const items = found.map((one) => {
    const edit = correction(data, one);
    const words = wordsOf(kind, edit.value, names);
    const correct = button("Correct this", () => take(edit), "ea-write-quiet");
    correct.setAttribute("aria-label", `Correct this: ${words}`);
    return el("li", {}, words, " ", correct);
  });
  return [help, el("p", {}, "It has now:"), el("ol", { class: "ea-write-present" }, ...items)];
}

function correction(data: EntryData, found: EntryData["statements"][number]): Edit {
  const value = data.record[found.property];
  const item = Array.isArray(value) ? (value as readonly Data[])[found.index]! : value!;
  return { field: found.property, statement: found.id, value: held(item), before: held(item) };
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

const host = document.querySelector<HTMLElement>("[data-write]");
const engine = globalThis.atlasEngine;
if (host && engine) void new Page(host, engine).open();
