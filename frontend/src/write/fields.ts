// The fields of the form, made from what the generator declares: a control with its label and help for each value, a group for each record.

import { el, type Child } from "../dom.ts";
import type { Engine } from "../search/types.ts";
import { addressIn } from "./addresses.ts";
import { dateOf, dateProblem, inWords } from "./dates.ts";
import {
  type Field,
  type KindForm,
  type KnownWorks,
  type Mapping,
  type RecordForm,
  type Value,
  fieldsOf,
  isMapping,
} from "./declared.ts";
import { type Choice, type Extra, type Listed, makeFinder } from "./finder.ts";
import { PUT_IN, unknown } from "./checks.ts";
import { codeMeant, meant, nameOfCode, namesOfCodes } from "./meant.ts";
import { isEmpty } from "./values.ts";
import { plainly } from "./wording.ts";
import { type NewEntry, fromAddress } from "./works.ts";

/** What all parts of the form share. */
export interface Shared {
  readonly engine: Engine;
  readonly kinds: readonly Listed[];
  readonly forms: ReadonlyMap<string, KindForm>;
  readonly known: KnownWorks;
  readonly today: string;
  /** The works and publishers that are described in the form. */
  readonly fresh: NewEntry[];
  /** Names of entries by id, as far as they were seen. */
  readonly names: Map<string, string>;
  /** The languages of works by id, as far as they are known. */
  readonly languages: ReadonlyMap<string, string>;
  /** The works that were cited in this form, by id or sign, the latest last. */
  readonly cited: Set<string>;
  /** Where each new work is described: in the first place that names it. */
  readonly described: Map<string, string>;
  /** Whether what stands at a path is of a statement or field that was there already. */
  isCorrected(path: string): boolean;
  /** The work that an address is of; null where the atlas has none. */
  workAt(address: string): Promise<Choice | null>;
  nextSign(): string;
  changed(): void;
  /** Draw the form anew, and go to what stands at a path. */
  redraw(path: string): void;
}

/** A place of the data: a field reads its value there and writes it. */
export interface Place {
  readonly path: string;
  get(): Value | undefined;
  set(value: Value): void;
}

/** Help in place of that for those who write files. */
const HELP: Readonly<Record<string, string>> = {
  src: "Type its title and choose it; or paste the address of a work that is not here yet, and describe it.",
  author: "Who signed it: family and given names, or a name in one piece, as that of an office.",
  cite: "The works it rests on, with the place in each.",
  publisher: "Type its name and choose it, or describe a new one.",
};
/** Of all statements, the parts that most need; the others fold. */
const MAIN = ["by", "said", "cite"];
const MAIN_OF_RECORD: Readonly<Record<string, readonly string[]>> = {
  Citation: ["src", "loc", "quote"],
  Quote: ["text", "lang"],
  Name: ["text", "lang", "use"],
};

/** The keyboards of phones for types of values; that of others has letters. */
const INPUT_MODES: Readonly<Record<string, string>> = { int: "numeric", float: "decimal" };

let controls = 0;

/** The part of a mapping or list with a name or number. */
export function within(place: Place, step: string | number): Place {
  return {
    path: `${place.path}.${step}`,
    get: () => (place.get() as Mapping | undefined)?.[step],
    set(value) {
      const holder = place.get();
      const made: Value =
        typeof step === "number"
          ? Array.isArray(holder)
            ? holder
            : []
          : isMapping(holder)
            ? holder
            : {};
      (made as Mapping)[step] = value;
      if (made !== holder) place.set(made);
    },
  };
}

/** A text with its code in backticks set as code; the fields of a kind are called as the form calls them. */
export function coded(text: string, kind: KindForm): Child[] {
  return plainly(text, kind)
    .split("`")
    .map((part, number) => (number % 2 ? el("code", {}, part) : part));
}

export class Fields {
  readonly shared: Shared;
  readonly kind: KindForm;

  constructor(shared: Shared, kind: KindForm) {
    this.shared = shared;
    this.kind = kind;
  }

  /** A field with its value or its list of values. */
  view(name: string, field: Field, place: Place, title = field.label): HTMLElement {
    return field.many ? this.#list(name, field, place, title) : this.one(name, field, place, title);
  }

  /** One value of a field: an item of its list, or the only one. */
  one(name: string, field: Field, place: Place, title = field.label): HTMLElement {
    const record = this.kind.records[field.record ?? ""];
    if (!record) return this.#control(name, field, place, title);
    if (record.together.length) return this.#agent(name, field, record, place, title);
    return this.#record(field, record, place, title);
  }

  #list(name: string, field: Field, place: Place, title: string): HTMLElement {
    const items = el("div", { class: "ea-write-items" });
    const label = field.label;
    const box = el(
      "fieldset",
      { class: "ea-write-many", "data-path": place.path },
      el("legend", {}, ...titled(field, title)),
      ...helped({ ...field, help: (field.help && HELP[name]) ?? field.help ?? "" }, this.kind),
      items,
    );
    const values = () => (Array.isArray(place.get()) ? (place.get() as Value[]) : []);
    const noun = name === "cite" ? "source" : label.toLowerCase();
    const draw = (focused = -1) => {
      const made = values().map((_, number) => {
        const item = el(
          "div",
          { class: "ea-write-item" },
          this.one(
            name,
            { ...field, help: "", required: false },
            within(place, number),
            `${capital(noun)} ${number + 1}`,
          ),
        );
        if (values().length > (field.fewest ?? 0))
          item.append(
            button(`Remove ${noun} ${number + 1}`, () => remove(number), "ea-write-remove"),
          );
        return item;
      });
      items.replaceChildren(...made);
      made[focused]?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    };
    const remove = (number: number) => {
      place.set(values().filter((_, at) => at !== number));
      this.shared.changed();
      this.shared.redraw(place.path);
    };
    const more = button(name === "cite" ? "Add another source" : `Add: ${noun}`, () => {
      place.set([...values(), field.record ? {} : ""]);
      draw(values().length - 1);
    });
    const least = Math.max(field.fewest ?? 0, field.required || name === "cite" ? 1 : 0);
    if (values().length < least)
      place.set([
        ...values(),
        ...Array.from({ length: least - values().length }, () => (field.record ? {} : "")),
      ]);
    draw();
    box.append(more);
    return box;
  }

  #record(field: Field, record: RecordForm, place: Place, title: string): HTMLElement {
    const parts = Object.entries(fieldsOf(this.kind, record)).filter(([, part]) => !part.program);
    const mains = MAIN_OF_RECORD[field.record ?? ""];
    const named = [...record.main, ...MAIN, ...(field.lasting ? ["when"] : [])];
    const isMain = ([part, own]: readonly [string, Field]) =>
      mains?.includes(part) ?? (!record.statement || own.required || named.includes(part));
    const order = (part: string) => (record.statement ? [...MAIN].indexOf(part) : 0);
    const main = parts.filter(isMain).sort(([a], [b]) => order(a) - order(b));
    const rest = parts.filter((one) => !isMain(one));
    const box = el(
      "fieldset",
      { class: "ea-write-record", "data-path": place.path },
      el("legend", {}, ...titled(field, title)),
      ...helped(field, this.kind),
    );
    const isOptional = field.record === "Quote"; // a citation needs none, so that nothing in it is asked for
    if (field.record === "Citation")
      box.addEventListener("change", () => this.#fillLanguage(place, box));
    const views = (of: typeof parts) =>
      of.map(([part, own]) =>
        this.view(part, isOptional ? { ...own, required: false } : own, within(place, part)),
      );
    box.append(...views(main));
    if (rest.length) {
      const isFilled = rest.some(
        ([part, own]) =>
          !isEmpty(within(place, part).get()) && within(place, part).get() !== own.default,
      );
      const isOpen = isFilled && !this.shared.isCorrected(place.path);
      const fold = el(
        "details",
        { open: isOpen },
        el(
          "summary",
          {},
          `More: ${rest.map(([, own]) => own.label.toLowerCase()).join(", ")}${isFilled ? " (filled in)" : ""}`,
        ),
      );
      const fill = () => fold.childElementCount > 1 || fold.append(...views(rest));
      fold.addEventListener("toggle", fill);
      if (isFilled) fill();
      box.append(fold);
    }
    return box;
  }

  /** A quotation is in the language of its work, where that is known. */
  #fillLanguage(citation: Place, box: HTMLElement): void {
    const source = String(within(citation, "src").get() ?? "");
    const quote = within(citation, "quote");
    const fresh = this.shared.fresh.find(({ sign }) => sign === source);
    const language = String(fresh?.entry["language"] ?? this.shared.languages.get(source) ?? "");
    if (!language || isEmpty(within(quote, "text").get()) || !isEmpty(within(quote, "lang").get()))
      return;
    within(quote, "lang").set(language);
    const input = box.querySelector<HTMLInputElement>(
      `[data-path="${CSS.escape(quote.path)}.lang"] > input`,
    );
    if (input) input.value = nameOfCode("languages", language) ?? language;
  }

  /** Somebody who says or does something: an entry found by name, or words, with the body they speak for. */
  #agent(name: string, field: Field, record: RecordForm, place: Place, title: string): HTMLElement {
    const reference = record.fields["id"] ?? record.fields["of"]!;
    const now = (): Mapping => (isMapping(place.get()) ? (place.get() as Mapping) : {});
    const body = el("div", { class: "ea-write-of" });
    const state = el("p", { class: "ea-write-state", "aria-live": "polite" });
    const id = String(now()["id"] ?? "");
    const input = el("input", {
      type: "text",
      placeholder: "A name – or words, where there is no entry",
      value: id ? (this.shared.names.get(id) ?? id) : String(now()["label"] ?? ""),
    });
    const tell = () => {
      const { id: chosen, label } = now();
      state.replaceChildren(
        ...(chosen
          ? ["Entry: ", el("code", {}, String(chosen))]
          : label
            ? ["In words, without an entry"]
            : []),
      );
      body.replaceChildren(
        ...(label
          ? [
              this.one(
                "of",
                { ...record.fields["of"]!, help: record.fields["of"]!.help ?? "" },
                within(place, "of"),
              ),
            ]
          : []),
      );
    };
    const words = (typed: string) => {
      place.set(typed ? { ...(now()["of"] && { of: now()["of"]! }), label: typed } : {});
      tell();
      this.shared.changed();
    };
    const choose = (choice: Choice) => {
      this.shared.names.set(choice.id, choice.name);
      input.value = choice.name;
      place.set({ id: choice.id });
      tell();
      this.shared.changed();
    };
    input.addEventListener("input", () => words(input.value.trim()));
    const list = makeFinder({
      input,
      engine: this.shared.engine,
      kinds: this.#listed(reference),
      extras: (typed, found) => [
        {
          label: `Use the words “${typed}”: ${found ? "it is none of these" : "there is no entry"}`,
          choose: () => words(typed),
        },
      ],
      chosen: choose,
      left: (typed, { choices, isSure }) => {
        words(typed);
        if (isSure)
          state.append(
            ". Or is it ",
            ...choices
              .slice(0, 3)
              .flatMap((choice) => [
                button(choice.name, () => choose(choice), "ea-write-quiet"),
                " ",
              ]),
            "?",
          );
      },
    });
    tell();
    return this.#labelled(name, field, place, title, input, list, state, body);
  }

  #listed(field: Field): Listed[] {
    return this.shared.kinds.filter(({ folder }) => field.kinds?.includes(folder));
  }

  #control(name: string, field: Field, place: Place, title: string): HTMLElement {
    const value = String(place.get() ?? field.default ?? "");
    const put = (text: string) => {
      place.set(text);
      this.shared.changed();
    };
    if (field.type === "ref") return this.#reference(name, field, place, title);
    if (field.type === "code") return this.#code(name, field, place, title, value, put);
    if (field.type === "date") return this.#date(name, field, place, title, value, put);
    if (field.named) return this.#named(name, field, place, title, value, put);
    if (field.type === "bool") {
      const box = el("input", { type: "checkbox", checked: value === "true" });
      box.addEventListener("change", () => put(box.checked ? "true" : ""));
      return this.#labelled(name, field, place, title, box);
    }
    const isLong = field.type === "prose" || field.long;
    const input = isLong
      ? el("textarea", { rows: field.type === "prose" ? 5 : 2 }, value)
      : el("input", { type: "text", value, inputmode: INPUT_MODES[field.type ?? ""] ?? null });
    input.addEventListener("input", () => put(input.value));
    input.addEventListener("change", () => {
      const text = field.pattern && meant(field, input.value, this.kind.words.places);
      if (text && text !== input.value) put((input.value = text));
    });
    const tools =
      field.type === "prose"
        ? [
            this.#citer(input as HTMLTextAreaElement, put, place),
            this.#linker(input as HTMLTextAreaElement, put),
          ]
        : [];
    return this.#labelled(name, field, place, title, input, ...tools);
  }

  #code(
    name: string,
    field: Field,
    place: Place,
    title: string,
    value: string,
    put: (text: string) => void,
  ): HTMLElement {
    const { codes } = this.kind.codes[field.codes!]!;
    const select = el("select", {}, el("option", { value: "" }, "Choose …"));
    for (const [code, [label]] of Object.entries(codes))
      select.append(el("option", { value: code, selected: code === value }, label));
    if (value && !(value in codes)) select.append(el("option", { value, selected: true }, value));
    const meaning = el("p", { class: "ea-write-state", "aria-live": "polite" });
    const tell = () => meaning.replaceChildren(codes[select.value]?.[1] ?? "");
    select.addEventListener("change", () => {
      put(select.value);
      tell();
    });
    tell();
    return this.#labelled(name, field, place, title, select, meaning);
  }

  /** A language or a country, by its name. */
  #named(
    name: string,
    field: Field,
    place: Place,
    title: string,
    value: string,
    put: (text: string) => void,
  ): HTMLElement {
    const named = field.named!;
    const list = el("datalist", { id: `ea-write-names-${++controls}` });
    const input = el("input", {
      type: "text",
      value: nameOfCode(named, value) ?? value,
      list: list.id,
      placeholder: "Its name in English",
    });
    input.addEventListener(
      "focus",
      () =>
        list.childElementCount ||
        list.append(...[...namesOfCodes(named).keys()].map((one) => el("option", { value: one }))),
    );
    input.addEventListener("input", () => put(codeMeant(named, input.value)));
    input.addEventListener(
      "change",
      () => (input.value = nameOfCode(named, codeMeant(named, input.value)) ?? input.value),
    );
    return this.#labelled(
      name,
      { ...field, help: (field.help ?? "").replace(/,? (?:such )?as [^;.]*/, "") },
      place,
      title,
      input,
      list,
    );
  }

  /** A date in plain words, with what is understood of it. */
  #date(
    name: string,
    field: Field,
    place: Place,
    title: string,
    value: string,
    put: (text: string) => void,
  ): HTMLElement {
    const input = el("input", {
      type: "text",
      value,
      placeholder: "16 February 2021, about 2019, since 2014",
    });
    const understood = el("p", { class: "ea-write-state", "aria-live": "polite" });
    const tell = () => {
      const typed = input.value.trim();
      const date = dateOf(typed);
      const isUnknown = field.unknown && typed === "unknown";
      understood.replaceChildren(
        ...(date
          ? ["Understood: ", inWords(date), " (", el("code", {}, date), ")"]
          : typed && !isUnknown
            ? [dateProblem(typed).join(": ")]
            : []),
      );
      return date ?? typed;
    };
    input.addEventListener("input", () => put(tell()));
    tell();
    const help = (field.help ?? "").replace(/\b\d{4}-\d\d(?:-\d\d)?\b/g, inWords);
    return this.#labelled(name, { ...field, help }, place, title, input, understood);
  }

  /** An entry, found by name; a work or a publisher may also be new. */
  #reference(name: string, field: Field, place: Place, title: string): HTMLElement {
    const { shared } = this;
    const value = () => String(place.get() ?? "");
    const state = el("p", { class: "ea-write-state", "aria-live": "polite" });
    const below = el("div");
    const isWork = field.kinds?.join() === "sources";
    const isOutlet = field.kinds?.includes("publishers") && name === "publisher";
    const known = value();
    const begun = shared.fresh.find(({ sign }) => sign === known);
    const input = el("input", {
      type: "text",
      value: begun
        ? nameOf(begun).replace(/^New publisher$/, "")
        : (shared.names.get(known) ?? known),
      placeholder: isWork ? "Title, publisher – or the address of a new work" : null,
    });
    const tell = (isNew = false) => {
      const chosen = value();
      forget(shared.described, place.path);
      const fresh = shared.fresh.find(({ sign }) => sign === chosen);
      const isId = shared.names.has(chosen);
      const where = fresh && (shared.described.get(fresh.sign) ?? place.path);
      if (fresh && where) shared.described.set(fresh.sign, where);
      if (isWork && (fresh || isId)) shared.cited.add(chosen);
      const isHere = where === place.path;
      state.replaceChildren(
        ...(fresh
          ? [`${nameOf(fresh)}, described ${isHere ? "below" : "where it is named first"}`]
          : isId
            ? ["Entry: ", el("code", {}, chosen)]
            : []),
      );
      below.replaceChildren(...(fresh && isHere ? [this.#fresh(fresh)] : []));
      if (isNew) below.querySelector<HTMLElement>("[data-first]")?.focus();
    };
    const put = (id: string, isNew = false) => {
      place.set(id);
      tell(isNew);
      shared.changed();
    };
    const begin = (address: string, leads: boolean) => {
      const {
        work,
        publisher,
        name: outlet,
      } = fromAddress(address, shared.known, shared.today, () => shared.nextSign(), shared.fresh);
      shared.fresh.push(...(publisher ? [publisher] : []), work);
      if (outlet) shared.names.set(String(work.entry["publisher"]), outlet);
      input.value = nameOf(work);
      put(work.sign, leads);
    };
    const outlet = (typed: string) => {
      const sign = shared.nextSign();
      shared.fresh.push({ sign, folder: "publishers", entry: { name: typed } });
      put(sign, true);
    };
    const extras = (typed: string, found: boolean): Extra[] => {
      const address = isWork && addressIn(typed);
      if (address)
        return found
          ? []
          : [{ label: "Describe a new work at this address", choose: () => begin(address, true) }];
      const again = (id: string, words: string) => ((input.value = words), put(id));
      if (isWork) return this.#hereBefore("Cited", [...shared.cited], typed, again);
      const outlets = shared.fresh
        .filter(({ folder, entry }) => folder === "publishers" && entry["name"])
        .map(({ sign }) => sign);
      return isOutlet
        ? [
            ...this.#hereBefore("Described", outlets, typed, again),
            { label: `Describe a new publisher, “${typed}”`, choose: () => outlet(typed) },
          ]
        : [];
    };
    input.addEventListener("input", () => put(input.value.trim()));
    const list = makeFinder({
      input,
      engine: shared.engine,
      kinds: this.#listed(field),
      extras,
      at: (address) => (isWork ? shared.workAt(address) : Promise.resolve(null)),
      chosen: (choice) => {
        shared.names.set(choice.id, choice.name);
        input.value = choice.name;
        put(choice.id);
      },
      left: (typed) => {
        const address = isWork && addressIn(typed);
        if (address) begin(address, false);
        else if (!shared.names.has(value()))
          state.textContent = capital(unknown(field, typed).join(": "));
      },
    });
    tell();
    return this.#labelled(name, field, place, title, input, list, state, below);
  }

  /** The works that the form cites already, or the new publishers that it describes, for those who name them again; all of them where nothing is typed. */
  #hereBefore(
    how: string,
    ids: readonly string[],
    typed: string,
    choose: (id: string, words: string) => void,
  ): Extra[] {
    const { fresh, names } = this.shared;
    const words = (id: string) => {
      const found = fresh.find(({ sign }) => sign === id);
      return found ? nameOf(found) : (names.get(id) ?? id);
    };
    const alike = ids.filter((id) => words(id).toLowerCase().includes(typed.toLowerCase()));
    return alike.map((id) => ({
      label: `${how} here before: ${words(id)}`,
      isFirst: true,
      choose: () => choose(id, words(id)),
    }));
  }

  /** The fields of a new work or publisher, those first that it must have. */
  #fresh({ sign, folder, entry }: NewEntry): HTMLElement {
    const kind = this.shared.forms.get(folder)!;
    const fields = new Fields(this.shared, kind);
    const root: Place = { path: sign, get: () => entry, set: () => {} };
    const first =
      folder === "sources"
        ? ["title", "issued", "type", "language", "publisher", "url"]
        : ["name", "type", "country", "url"];
    const others = [
      "title_tr",
      "author",
      "container_title",
      "origin",
      "relays",
      "voice",
      "content_warning",
    ].filter((name) => folder === "sources" && kind.fields[name]);
    const views = (names: readonly string[]) =>
      names.map((name) => fields.view(name, kind.fields[name]!, within(root, name)));
    const box = el(
      "fieldset",
      { class: "ea-write-record ea-write-fresh" },
      el("legend", {}, folder === "sources" ? "New work" : "New publisher"),
      ...views(first),
    );
    box.querySelector("input")?.setAttribute("data-first", "");
    if (!others.length) return box;
    const fold = el(
      "details",
      {},
      el("summary", {}, "More: author, translation of the title, origin"),
    );
    fold.addEventListener(
      "toggle",
      () => fold.childElementCount > 1 || fold.append(...views(others)),
    );
    box.append(fold);
    return box;
  }

  /** A field beneath prose that puts a citation in at the cursor. */
  #citer(area: HTMLTextAreaElement, put: (text: string) => void, place: Place): HTMLElement {
    const held: { src?: Value; loc?: Value } = {};
    const root: Place = { path: `${place.path}.+`, get: () => held as Mapping, set: () => {} };
    const fold = el("details", { class: "ea-write-citer" }, el("summary", {}, PUT_IN.citation));
    const citation = this.kind.records["Citation"];
    const insert = button("Put it in at the cursor", () => {
      const place = String(held.loc ?? "").trim();
      if (!held.src) return;
      area.setRangeText(
        ` [@${held.src}${place && ` ${place}`}]`,
        area.selectionStart,
        area.selectionEnd,
        "end",
      );
      put(area.value);
      area.focus();
    });
    fold.addEventListener("toggle", () => {
      if (fold.childElementCount > 1 || !citation) return;
      fold.append(
        this.view("src", citation.fields["src"]!, within(root, "src")),
        this.view("loc", citation.fields["loc"]!, within(root, "loc")),
        insert,
      );
    });
    return fold;
  }

  /** A field beneath prose that puts a link to an entry in at the cursor. */
  #linker(area: HTMLTextAreaElement, put: (text: string) => void): HTMLElement {
    const { engine, kinds, names } = this.shared;
    const input = el("input", {
      type: "text",
      "aria-label": "Name of the entry",
      placeholder: "Name, in any spelling or script",
    });
    const chosen = ({ id, name }: Choice) => {
      names.set(id, name);
      const words = area.value.slice(area.selectionStart, area.selectionEnd) || name;
      area.setRangeText(`[[${id}|${words}]]`, area.selectionStart, area.selectionEnd, "end");
      input.value = "";
      put(area.value);
      area.focus();
    };
    const list = makeFinder({
      input,
      engine,
      kinds: kinds.filter(({ isRow }) => !isRow),
      extras: () => [],
      chosen,
    });
    return el(
      "details",
      { class: "ea-write-citer" },
      el("summary", {}, PUT_IN.link),
      el("div", { class: "ea-write-field" }, input, list),
    );
  }

  /** A control with its label, its help and what belongs below it. */
  #labelled(
    name: string,
    field: Field,
    place: Place,
    title: string,
    control: HTMLElement,
    ...below: HTMLElement[]
  ): HTMLElement {
    const id = `ea-write-${++controls}`;
    control.id = id;
    const words = field.help && (HELP[name] ?? field.help);
    const help = words
      ? [el("p", { class: "ea-write-help", id: `${id}-help` }, ...coded(words, this.kind))]
      : [];
    if (help.length) control.setAttribute("aria-describedby", `${id}-help`);
    if (field.required) control.setAttribute("aria-required", "true");
    return el(
      "div",
      { class: "ea-write-field", "data-path": place.path },
      el("label", { for: id }, ...titled(field, title)),
      ...help,
      control,
      ...below,
    );
  }
}

/** What a place described, and what that described, is described nowhere any more. */
function forget(described: Map<string, string>, path: string): void {
  const gone = [...described].filter(([, where]) => where === path).map(([sign]) => sign);
  for (const [sign, where] of described)
    if (gone.includes(sign) || gone.includes(where.split(".")[0]!)) described.delete(sign);
}

function nameOf({ folder, entry }: NewEntry): string {
  const name = String(entry["title"] ?? entry["name"] ?? "");
  return `New ${folder === "sources" ? "work" : "publisher"}${name && ` “${name}”`}`;
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** A label, and whether the field must be filled in; the items of a list are named above. */
function titled(field: Field, title: string): Child[] {
  return [
    title,
    field.help && field.required && el("span", { class: "ea-write-required" }, " required"),
  ];
}

function helped(field: Field, kind: KindForm): HTMLElement[] {
  return field.help ? [el("p", { class: "ea-write-help" }, ...coded(field.help, kind))] : [];
}

export function button(words: string, act: () => void, style = ""): HTMLButtonElement {
  const made = el("button", { type: "button", class: `ea-write-button ${style}`.trim() }, words);
  made.addEventListener("click", act);
  return made;
}
