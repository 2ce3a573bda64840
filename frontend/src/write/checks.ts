// What is wrong with a value before it is sent, in the words of the check: messages, patterns and conditions come from the generator.

import { dateFault, isEdtf } from "./dates.ts";
import {
  type Field,
  type KindForm,
  type KnownWorks,
  type Mapping,
  type RecordForm,
  type Value,
  isMapping,
  partsOf,
  recordOf,
  textOf,
  told,
} from "./declared.ts";
import { nameOfCode } from "./meant.ts";
import { isEmpty, visible } from "./values.ts";

/** Something wrong, and the field where it is: the names and numbers that lead there, joined by dots. */
export interface Fault {
  readonly path: string;
  readonly message: string;
  readonly help: string;
}

/** What prose can name, and how the form calls the way to do it. */
export const PUT_IN = { citation: "Put in a citation", link: "Put in a link to an entry" };
const CHOOSE = "type a name, and choose the entry from the list";

/** The message that no entry that a field may name is called so, and what to do. */
export function unknown(field: Field, text: string): [message: string, help: string] {
  if (field.kinds?.join() !== "sources") return [`no entry called “${text}” here`, CHOOSE];
  return [`no work called “${text}” here`, "choose from the list, or paste its https address"];
}

interface Named {
  readonly id: string;
  readonly isWork: boolean;
  /** The place in a work; empty where none is given. */
  readonly place: string;
}

/** What prose names: works that it cites, with the place in each, and entries that it links. */
export function namedIn(text: string): Named[] {
  const found: Named[] = [];
  for (const [, id] of text.matchAll(/\[\[\s*([a-z0-9][a-z0-9-]*)\s*(?:\|[^\]]*)?\]\]/g)) {
    found.push({ id: id!, isWork: false, place: "" });
  }
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
  readonly found: Fault[] = [];

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
    const { fields, one_of: oneOf, words } = this.kind;
    for (const [name, field] of Object.entries(fields)) {
      const value = entry[name];
      if (field.required && isEmpty(value)) {
        this.#tell(at(path, name), told(words.missing, name), field.help);
      }
      this.field(field, name, value, at(path, name));
    }
    if (oneOf.length && oneOf.every((name) => isEmpty(entry[name]))) {
      const message = told(words.missing, oneOf.join("` or `"));
      this.#tell(at(path, oneOf[0]!), message, "one of them is required");
    }
  }

  field(field: Field, name: string, value: Value | undefined, path: string): void {
    if (value === undefined || isEmpty(value)) return;
    if (!Array.isArray(value)) return this.#item(field, name, value, path);
    value.forEach((item, number) => {
      if (!isEmpty(item)) this.#item(field, name, item, at(path, number));
    });
    const { fewest, record } = field;
    if (!fewest || record) return;
    const filled = value.filter((item) => !isEmpty(item));
    if (filled.length < fewest) {
      this.#limit(path, "too_short", { actual_length: value.length, min_length: fewest });
    }
  }

  /** A statement or other record that was begun; `name` is that of the field of the entry. */
  record(record: RecordForm, name: string, value: Mapping, path: string): void {
    for (const [part, field] of partsOf(this.kind, record)) {
      if (field.required && isEmpty(value[part])) this.#missing(field, part, name, path);
      this.field(field, name, value[part], at(path, part));
    }
    if (record.statement) this.#conditions(value, path);
    const { words } = this.kind;
    if (words.numbers.every((number) => number in record.fields)) this.#numbers(value, path);
    if (record.text === "src") this.#citation(value, path);
    if (record.text === "text" && "scheme" in record.fields) this.#name(value, path);
    if (record.together.length && isEmpty(value["id"]) && isEmpty(value["label"])) {
      const help = "an agent is an id, or a mapping with a label";
      this.#tell(path, told(words.missing, "label"), help);
    }
  }

  /** Report that a part of the field called `name` must be filled in. */
  #missing(field: Field, part: string, name: string, path: string): void {
    const { uncited, missing } = this.kind.words;
    if (part === "cite") return this.#tell(at(path, part), told(uncited[0], name), uncited[1]);
    const help = field.type === "ref" ? CHOOSE : field.help;
    this.#tell(at(path, part), told(missing, part), help);
  }

  /** Report parts that are missing although the code of another part requires them. */
  #conditions(value: Mapping, path: string): void {
    for (const { part, codes, needs, message, help } of this.kind.conditions) {
      const code = value[part];
      if (typeof code === "string" && codes.includes(code) && isEmpty(value[needs])) {
        this.#tell(at(path, needs), told(message, code), help);
      }
    }
  }

  #item(field: Field, name: string, value: Value, path: string): void {
    const record = recordOf(this.kind, field);
    if (record && isMapping(value)) this.record(record, name, value, path);
    if (!record && typeof value === "string") {
      this.#text(field, name, visible(value).trim(), path);
    }
  }

  #text(field: Field, name: string, text: string, path: string): void {
    const form = this.kind.words.forms[field.type ?? ""];
    if (form && !matches(form[2], text)) {
      return this.#tell(path, `expected ${form[0]}, found \`${text}\``, form[1]);
    }
    if (field.type === "date" && !(isEdtf(text) || (field.unknown && text === "unknown"))) {
      this.#tell(path, ...dateFault(text));
    } else if (field.type === "date") this.#years(text, path);
    else if (field.type === "ref" && !this.#isKnown(text)) {
      this.#tell(path, ...unknown(field, text));
    } else if (field.named && !nameOfCode(field.named, text)) {
      const noun = field.named === "languages" ? "language" : "country";
      const help = "write its name in English, or choose it from the list";
      this.#tell(path, `no ${noun} is called “${text}”`, help);
    } else if (field.pattern && !matches(field.pattern, text)) {
      const message = told(this.kind.words.malformed, text);
      this.#tell(path, told(message, field.what ?? ""), field.advice);
    } else this.#limits(field, text, path);
    if (field.type === "prose") this.#prose(field, name, text, path);
  }

  /** Report a text that is too long, or a number that is too small or too large. */
  #limits({ longest, least, most }: Field, text: string, path: string): void {
    const { length } = [...text];
    if (longest && length > longest) {
      this.#limit(path, "string_too_long", { length, max_length: longest });
    } else if (least !== undefined && Number(text) < least) {
      this.#limit(path, "greater_than_equal", { given: text, ge: least });
    } else if (most !== undefined && Number(text) > most) {
      this.#limit(path, "less_than_equal", { given: text, le: most });
    }
  }

  /** Report works that prose cites and entries that it links where there are none, and citations of long works without a place. */
  #prose(field: Field, name: string, text: string, path: string): void {
    const { words } = this.kind;
    for (const { id, isWork, place } of namedIn(text)) {
      if (!this.#isThere(id, isWork)) {
        const [message, tool] = isWork
          ? [words.no_work, PUT_IN.citation]
          : [words.no_entry, PUT_IN.link];
        this.#tell(path, told(message, id), `choose it by its name under “${tool}”`);
      } else if (isWork && !place) this.#withoutPlace(id, path);
    }
    if (text.includes("[@")) return;
    const noun = field.summary ? "sentence" : "paragraph";
    const help = "put `[@source-id]` into it, before the full stop";
    this.#tell(path, told(words.uncited_prose, { noun, name }), help);
  }

  #years(text: string, path: string): void {
    const { years, date } = this.kind.words;
    const [first, last] = years;
    const all = text.match(/\d{4}(?!\d)/g) ?? [];
    const year = all.find((one) => Number(one) < first || Number(one) > last);
    if (year === undefined) return;
    const message = `\`${text}\` is not a date: the year ${year} is outside ${first} to ${last}`;
    this.#tell(path, message, date);
  }

  #numbers(value: Mapping, path: string): void {
    const { numbers, number_order: order } = this.kind.words;
    const given = numbers.filter((name) => /^\d+$/.test(textOf(value, name)));
    given.slice(1).forEach((large, number) => {
      const small = given[number]!;
      const [less, more] = [Number(value[small]), Number(value[large])];
      if (less <= more) return;
      this.#tell(at(path, small), told(order[0], { small, less, large, more }), order[1]);
    });
  }

  #citation(value: Mapping, path: string): void {
    if (isEmpty(value["loc"])) this.#withoutPlace(textOf(value, "src"), at(path, "loc"));
    const { quote } = value;
    if (!isMapping(quote)) return;
    const [most, message, help] = this.kind.words.long_quote;
    const words = textOf(quote, "text").trim().split(/\s+/).length;
    if (words > most) this.#tell(at(path, "quote.text"), told(message, { words }), help);
  }

  #withoutPlace(source: string, path: string): void {
    if (!this.#long.has(source)) return;
    const { without_place } = this.kind.words;
    const places = { source: source.startsWith("+") ? "this work" : source, type: "long work" };
    this.#tell(path, told(without_place[0], places), told(without_place[1], places));
  }

  #name(value: Mapping, path: string): void {
    const { arabic, no_language: none } = this.kind.words;
    const text = textOf(value, "text");
    if (new RegExp(arabic).test(text) && isEmpty(value["lang"])) {
      this.#tell(at(path, "lang"), told(none[0], { text }), none[1]);
    }
  }

  #limit(path: string, limit: string, places: Readonly<Record<string, string | number>>): void {
    const [message, help] = this.kind.words.limits[limit] ?? ["", ""];
    this.#tell(path, told(message, places), help);
  }

  #tell(path: string, message: string, help = ""): void {
    this.found.push({ path, message, help });
  }
}

/** The path of a part of what stands at a path. */
function at(path: string, step: string | number): string {
  return path ? `${path}.${step}` : String(step);
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`, "u").test(text);
}
