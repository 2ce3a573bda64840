// What is wrong with a value before it is sent, in the words of the check: messages, patterns and conditions come from the generator.

import { dateProblem, isEdtf } from "./dates.ts";
import {
  type Field,
  type KindForm,
  type KnownWorks,
  type Mapping,
  type RecordForm,
  type Value,
  fieldsOf,
  isMapping,
  told,
} from "./declared.ts";
import { nameOfCode } from "./meant.ts";
import { isEmpty, visible } from "./values.ts";

/** Something wrong, and the field where it is: the names and numbers that lead there, joined by dots. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly help: string;
}

/** What prose can name, and how the form calls the way to do it. */
export const PUT_IN = { citation: "Put in a citation", link: "Put in a link to an entry" };
const CHOOSE = "type a name, and choose the entry from the list";

/** That no entry is called so which a field may name, and what to do. */
export function unknown(field: Field, text: string): [message: string, help: string] {
  if (field.kinds?.join() !== "sources") return [`no entry called “${text}” here`, CHOOSE];
  return [`no work called “${text}” here`, "choose from the list, or paste its https address"];
}

/** What prose names: works that it cites, with the place in each, and entries that it links. */
export function namedIn(text: string): { id: string; isWork: boolean; place: string }[] {
  const found = [];
  for (const [, id] of text.matchAll(/\[\[\s*([a-z0-9][a-z0-9-]*)\s*(?:\|[^\]]*)?\]\]/g))
    found.push({ id: id!, isWork: false, place: "" });
  for (const [, group] of text.matchAll(/\[\s*(@[^[\]]*)\]/g)) {
    for (const part of group!.split(";")) {
      const [, id, place = ""] = /^\s*@(\+?[a-z0-9][a-z0-9-]*)(?:\s+(.*?))?\s*$/s.exec(part) ?? [];
      if (id) found.push({ id, isWork: true, place });
    }
  }
  return found;
}

export class Checker {
  readonly kind: KindForm;
  readonly #long: ReadonlySet<string>;
  readonly #isKnown: (id: string) => boolean;
  readonly #isThere: (id: string, isWork: boolean) => boolean;
  readonly found: Problem[] = [];

  /** `isKnown` tells whether an entry was chosen, `isThere` whether prose can name one; `longOnes` are the new works whose type asks for a place in every citation. */
  constructor(
    kind: KindForm,
    known: KnownWorks,
    isKnown: (id: string) => boolean,
    isThere: (id: string, isWork: boolean) => boolean,
    longOnes: readonly string[] = [],
  ) {
    this.kind = kind;
    this.#isKnown = isKnown;
    this.#isThere = isThere;
    this.#long = new Set([...known.long, ...longOnes]);
  }

  entry(entry: Mapping, path: string): void {
    for (const [name, field] of Object.entries(this.kind.fields)) {
      const value = entry[name];
      if (field.required && isEmpty(value))
        this.#tell(at(path, name), told(this.kind.words.missing, name), field.help);
      this.field(field, name, value, at(path, name));
    }
    const oneOf = this.kind.one_of;
    if (oneOf.length && oneOf.every((name) => isEmpty(entry[name])))
      this.#tell(
        at(path, oneOf[0]!),
        told(this.kind.words.missing, oneOf.join("` or `")),
        "one of them is required",
      );
  }

  field(field: Field, name: string, value: Value | undefined, path: string): void {
    if (value === undefined || isEmpty(value)) return;
    if (!Array.isArray(value)) return this.#item(field, name, value, path);
    value.forEach(
      (item, number) => isEmpty(item) || this.#item(field, name, item, at(path, number)),
    );
    if (
      field.fewest &&
      !field.record &&
      value.filter((item) => !isEmpty(item)).length < field.fewest
    ) {
      this.#limit(path, "too_short", { actual_length: value.length, min_length: field.fewest });
    }
  }

  /** A statement or other record that was begun; `name` is that of the field of the entry. */
  record(record: RecordForm, name: string, value: Mapping, path: string): void {
    const { words, conditions } = this.kind;
    for (const [part, field] of Object.entries(fieldsOf(this.kind, record))) {
      const content = value[part];
      if (isEmpty(content) && field.required) {
        if (part === "cite")
          this.#tell(at(path, part), told(words.uncited[0], name), words.uncited[1]);
        else
          this.#tell(
            at(path, part),
            told(words.missing, part),
            field.type === "ref" ? CHOOSE : field.help,
          );
      }
      this.field(field, name, content, at(path, part));
    }
    for (const { part, codes, needs, message, help } of record.statement ? conditions : []) {
      const code = value[part];
      if (typeof code === "string" && codes.includes(code) && isEmpty(value[needs]))
        this.#tell(at(path, needs), told(message, code), help);
    }
    if (words.numbers.every((number) => number in record.fields)) this.#numbers(value, path);
    if (record.text === "src") this.#citation(value, path);
    if (record.text === "text" && "scheme" in record.fields) this.#name(value, path);
    if (record.together.length && isEmpty(value["id"]) && isEmpty(value["label"]))
      this.#tell(
        path,
        told(words.missing, "label"),
        "an agent is an id, or a mapping with a label",
      );
  }

  #item(field: Field, name: string, value: Value, path: string): void {
    const record = this.kind.records[field.record ?? ""];
    if (record) return isMapping(value) ? this.record(record, name, value, path) : undefined;
    if (typeof value === "string") this.#text(field, name, visible(value).trim(), path);
  }

  #text(field: Field, name: string, text: string, path: string): void {
    const { words } = this.kind;
    const form = words.forms[field.type ?? ""];
    if (form && !matches(form[2], text))
      return this.#tell(path, `expected ${form[0]}, found \`${text}\``, form[1]);
    if (field.type === "date" && !(isEdtf(text) || (field.unknown && text === "unknown")))
      this.#tell(path, ...dateProblem(text));
    else if (field.type === "date") this.#years(text, path);
    else if (field.type === "ref" && !this.#isKnown(text))
      this.#tell(path, ...unknown(field, text));
    else if (field.named && !nameOfCode(field.named, text))
      this.#tell(
        path,
        `no ${field.named === "languages" ? "language" : "country"} is called “${text}”`,
        "write its name in English, or choose it from the list",
      );
    else if (field.pattern && !matches(field.pattern, text))
      this.#tell(path, told(told(words.malformed, text), field.what ?? ""), field.advice);
    else if (field.longest && [...text].length > field.longest)
      this.#limit(path, "string_too_long", { length: [...text].length, max_length: field.longest });
    else if (field.least !== undefined && Number(text) < field.least)
      this.#limit(path, "greater_than_equal", { given: text, ge: field.least });
    else if (field.most !== undefined && Number(text) > field.most)
      this.#limit(path, "less_than_equal", { given: text, le: field.most });
    if (field.type === "prose") this.#prose(field, name, text, path);
  }

  /** Each work that prose cites, and each entry that it links, is there; a long work is cited with a place. */
  #prose(field: Field, name: string, text: string, path: string): void {
    const { words } = this.kind;
    for (const { id, isWork, place } of namedIn(text)) {
      if (!this.#isThere(id, isWork))
        this.#tell(
          path,
          told(isWork ? words.no_work : words.no_entry, id),
          `choose it by its name under “${isWork ? PUT_IN.citation : PUT_IN.link}”`,
        );
      else if (isWork && !place) this.#withoutPlace(id, path);
    }
    if (!text.includes("[@")) {
      const noun = field.summary ? "sentence" : "paragraph";
      this.#tell(
        path,
        told(words.uncited_prose, { noun, name }),
        "put `[@source-id]` into it, before the full stop",
      );
    }
  }

  #years(text: string, path: string): void {
    const [first, last] = this.kind.words.years;
    for (const year of text.match(/\d{4}(?!\d)/g) ?? []) {
      if (Number(year) < first || Number(year) > last)
        return this.#tell(
          path,
          `\`${text}\` is not a date: the year ${year} is outside ${first} to ${last}`,
          this.kind.words.date,
        );
    }
  }

  #numbers(value: Mapping, path: string): void {
    const { numbers, number_order } = this.kind.words;
    const given = numbers.filter((name) => /^\d+$/.test(String(value[name] ?? "")));
    given.slice(1).forEach((large, number) => {
      const small = given[number]!;
      const [less, more] = [Number(value[small]), Number(value[large])];
      if (less > more)
        this.#tell(
          at(path, small),
          told(number_order[0], { small, less, large, more }),
          number_order[1],
        );
    });
  }

  #citation(value: Mapping, path: string): void {
    const { long_quote } = this.kind.words;
    if (isEmpty(value["loc"])) this.#withoutPlace(String(value["src"] ?? ""), at(path, "loc"));
    const quote = value["quote"];
    const words = isMapping(quote)
      ? String(quote["text"] ?? "")
          .trim()
          .split(/\s+/).length
      : 0;
    if (words > long_quote[0])
      this.#tell(at(path, "quote.text"), told(long_quote[1], { words }), long_quote[2]);
  }

  #withoutPlace(source: string, path: string): void {
    if (!this.#long.has(source)) return;
    const { without_place } = this.kind.words;
    const places = { source: source.startsWith("+") ? "this work" : source, type: "long work" };
    this.#tell(path, told(without_place[0], places), told(without_place[1], places));
  }

  #name(value: Mapping, path: string): void {
    const { arabic, no_language } = this.kind.words;
    const text = String(value["text"] ?? "");
    if (new RegExp(arabic).test(text) && isEmpty(value["lang"]))
      this.#tell(at(path, "lang"), told(no_language[0], { text }), no_language[1]);
  }

  #limit(path: string, limit: string, places: Readonly<Record<string, string | number>>): void {
    const [message, help] = this.kind.words.limits[limit] ?? ["", ""];
    this.#tell(path, told(message, places), help);
  }

  #tell(path: string, message: string, help = ""): void {
    this.found.push({ path, message, help });
  }
}

const at = (path: string, step: string | number) => (path ? `${path}.${step}` : String(step));

const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, "u").test(text);
