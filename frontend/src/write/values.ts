// What the form holds has all parts written out, as the data beside pages; files have the short forms, and nothing that is empty or usual.

import {
  type Field,
  type KindForm,
  type Mapping,
  type Value,
  isMapping,
  partsOf,
  recordOf,
} from "./declared.ts";

/** Data as it stands beside a page: numbers and flags are no texts. */
export type Data =
  string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** Data as the form holds it: every scalar a text; a flag that is not set is left out. */
export function held(data: Data): Value {
  if (Array.isArray(data)) return data.map(held);
  if (data === null || data === false) return "";
  if (typeof data !== "object") return String(data);
  const parts = Object.entries(data).map(([name, part]): [string, Value] => [name, held(part)]);
  return Object.fromEntries(parts.filter(([, part]) => part !== ""));
}

// The characters that generator/euphrates_atlas/text/yaml_reader.py refuses, as pages and other programs have them; a test compares the two.
const LETTER =
  "\\u0620-\\u064a\\u066e-\\u06d3\\u06d5\\u06ee\\u06ef\\u06fa-\\u06ff\\u0750-\\u077f\\u0870-\\u088e\\u08a0-\\u08c9\\ufb50-\\ufdff\\ufe70-\\ufefc";
const MARK =
  "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u0898-\\u089f\\u08ca-\\u08ff";
const JOINER = new RegExp(
  `(?<![${LETTER}${MARK}0-9٠-٩۰-۹»)])[\\u200c\\u200d]|[\\u200c\\u200d](?![${LETTER}])`,
  "g",
);
const HIDDEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\p{Cs}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const BLANK = /[^\S\n]|[\x85\u2800]/g;

/** A text with blanks of one sort, without what nobody sees: pages set the direction themselves. */
export function visible(text: string): string {
  return text.replace(HIDDEN, "").replace(JOINER, "").replace(BLANK, " ");
}

/** Whether nothing was filled in. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === "string") return !visible(value).trim();
  return Object.values(value).every(isEmpty);
}

/** Gives the id that stands for the sign of a new work; other ids stay. */
type Naming = (id: string) => string;

/** The value of a field as a file has it; undefined where it says nothing. */
export function filed(
  kind: KindForm,
  field: Field,
  value: Value | undefined,
  named: Naming = (id) => id,
): Value | undefined {
  if (value === undefined || isEmpty(value)) return undefined;
  if (!Array.isArray(value)) return one(kind, field, value, named);
  const items = value
    .map((item) => one(kind, field, item, named))
    .filter((item) => item !== undefined);
  if (!items.length) return undefined;
  return field.type === "code" && items.length === 1 ? items[0] : items;
}

function one(kind: KindForm, field: Field, value: Value, named: Naming): Value | undefined {
  if (isEmpty(value)) return undefined;
  if (typeof value === "string") return filedText(field, value, named);
  const record = recordOf(kind, field);
  if (!record || Array.isArray(value)) return value;
  const parts: Mapping = {};
  for (const [name, part] of partsOf(kind, record)) {
    const written = filed(kind, part, value[name], named);
    if (written !== undefined) parts[name] = written;
  }
  return short(parts, record.text);
}

function filedText(field: Field, value: string, named: Naming): string | undefined {
  const isProse = field.type === "prose";
  const text = isProse
    ? tidied(value)
    : visible(value).trim().replace(/\s+/g, " ").normalize("NFC");
  if (text === field.default) return undefined;
  if (isProse) return withNames(text, named);
  return field.type === "ref" ? named(text) : text;
}

/** The short form of a record: the text of one field, of a citation with its place. */
function short(parts: Mapping, text: string): Value | undefined {
  const names = Object.keys(parts);
  if (!names.length) return undefined;
  if (!text) return parts;
  const alone = parts[text];
  if (typeof alone !== "string") return parts;
  if (names.length === 1) return alone;
  const { loc } = parts;
  const isPlace = text === "src" && typeof loc === "string" && names.length === 2;
  return isPlace ? `${alone} ${loc}` : parts;
}

/** Prose without blanks around its lines; one of several lines ends with a line break, as in the files. */
function tidied(text: string): string {
  const lines = visible(text)
    .normalize("NFC")
    .trim()
    .replace(/ +/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n");
  return lines.includes("\n") ? `${lines}\n` : lines;
}

/** Prose that cites new works by their ids. */
function withNames(text: string, named: Naming): string {
  return text.replace(/@(\+\d+)/g, (_, sign: string) => `@${named(sign)}`);
}

/** A whole entry as its file has it. */
export function filedEntry(kind: KindForm, entry: Mapping, named?: Naming): Mapping {
  const written: Mapping = {};
  for (const name of kind.order) {
    const field = kind.fields[name];
    const value = field && filed(kind, field, entry[name], named);
    if (field && value !== undefined) written[name] = single(field, value);
  }
  return written;
}

/** A statement that stands alone needs no list. */
function single(field: Field, value: Value): Value {
  if (!field.one || !Array.isArray(value) || value.length > 1) return value;
  return isMapping(value[0]) ? value[0] : value;
}
