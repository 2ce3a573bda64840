// The text of an entry as `atlas fmt` writes it (generator/euphrates_atlas/edit/formatting.py): fields in one order, values in brackets
// or braces where a line has room, else blocks. A test compares the two over all entries.

import {
  type Field,
  type KindForm,
  type Mapping,
  type RecordForm,
  type Value,
  isMapping,
  partsOf,
  recordOf,
} from "./declared.ts";

const WIDTH = 110;
const STEP = 2;
const INDENT = " ".repeat(STEP);
const SHORT_WORDS = 40;
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))$/i;
const NUMBER =
  /^(?:[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|\p{Nd}[\p{Nd}_]*(?::[0-5]?\p{Nd})+(?:\.[\p{Nd}_]*)?|(?:\p{Nd}[\p{Nd}_,]*(?:\.[\p{Nd}_]*)?|\.[\p{Nd}_]+)(?:[eE][-+]?\p{Nd}+)?))$/u;
const SAME_NUMBER = /^(?:0|-?[1-9]\p{Nd}{0,14}|-?(?:0|[1-9]\p{Nd}{0,7})\.\p{Nd}{0,6}[1-9])$/u;
const TIME = /^\p{Nd}{4}-\p{Nd}\p{Nd}?-\p{Nd}\p{Nd}?(?:[Tt]|[ \t]+)\p{Nd}\p{Nd}?:.*$/u;
const FIRST = "-?:,[]{}#&*!|>'\"%@`";
const BREAKS = /: |:$| #|^\s|\s$|[\n\t\x85\u2028\u2029]/;
const FLOW_BREAKS = /[,?[\]{}]/;
const TYPED = /^[A-Za-z0-9.+-]+$/;
const UNIT = /\[\[[^[\]]*\]\]|\[?@[a-z0-9-]+ [^[\]@;]{0,60}[\];]/g;
const CHOMPING: Readonly<Record<number, string>> = { 0: "-", 1: "" };

/** A value with its key, and what is declared of it. */
interface Node {
  readonly key: string | null;
  readonly value: Value;
  readonly field: Field | null;
  readonly record: RecordForm | null;
  /** It stands in a block, however short it is. */
  readonly isBlock?: boolean;
}

/** The number of letters of a text, as Python counts them. */
function length(text: string): number {
  return [...text].length;
}

/** The text of a whole file. */
export function entryText(kind: KindForm, entry: Mapping): string {
  const lines = [kind.modeline, ...entryLines(kind, entry, 0)];
  return `${lines.join("\n")}\n`;
}

function entryLines(kind: KindForm, entry: Mapping, column: number): string[] {
  const writer = new Writer(kind);
  const fields = inOrder(entry, kind.order);
  return fields.flatMap(([name, value]) =>
    writer.lines(fieldNode(kind, name, name, value), column, true),
  );
}

/** A statement that takes the place of another. */
interface Replaced {
  readonly statement: string;
  readonly field: string;
  readonly with: Value;
}

/** A new entry with its id. */
export interface Entered {
  readonly kind: KindForm;
  readonly id: string;
  readonly entry: Mapping;
}

/** What is to be changed, as `atlas new --from-form` reads it. */
export interface Change {
  readonly change?: string;
  readonly add?: Mapping;
  readonly set?: Mapping;
  readonly replace?: readonly Replaced[];
  readonly entries?: readonly Entered[];
}

/** The text of a change of an entry of a kind, with the new entries that go with it. */
export function changeText(kind: KindForm, change: Change): string {
  const { change: name, add = {}, set = {}, replace = [], entries = [] } = change;
  const lines = [
    ...(name ? [`change: ${name}`] : []),
    ...under("add:", fieldLines(kind, add)),
    ...under("set:", fieldLines(kind, set)),
    ...under(
      "replace:",
      replace.flatMap((one) => replaceLines(kind, one)),
    ),
    ...under("entries:", entries.flatMap(newEntryLines)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Lines under a head, which is left out where there are none. */
function under(head: string, lines: readonly string[]): readonly string[] {
  return lines.length ? [head, ...lines] : [];
}

function fieldLines(kind: KindForm, fields: Mapping): string[] {
  const writer = new Writer(kind);
  return Object.entries(fields).flatMap(([name, value]) => {
    const node = fieldNode(kind, name, name, value);
    const isBlock = Array.isArray(value) && node.record !== null;
    return writer.lines({ ...node, isBlock }, STEP);
  });
}

function replaceLines(kind: KindForm, { statement, field, with: value }: Replaced): string[] {
  const node = fieldNode(kind, field, "with", value);
  return [
    `${INDENT}- statement: ${quoted(statement, false)}`,
    ...new Writer(kind).lines(node, 2 * STEP),
  ];
}

function newEntryLines({ kind, id, entry }: Entered): string[] {
  return [`${INDENT}${kind.folder}/${id}:`, ...entryLines(kind, entry, 2 * STEP)];
}

/** The node of a field of an entry, under a key. */
function fieldNode(kind: KindForm, name: string, key: string, value: Value): Node {
  return nodeOf(kind, key, value, kind.fields[name] ?? null);
}

function nodeOf(kind: KindForm, key: string | null, value: Value, field: Field | null): Node {
  return { key, value, field, record: (field && recordOf(kind, field)) ?? null };
}

function inOrder(mapping: Mapping, order: readonly string[]): [string, Value][] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(mapping).sort(([a], [b]) => place(a) - place(b));
}

class Writer {
  readonly kind: KindForm;

  constructor(kind: KindForm) {
    this.kind = kind;
  }

  #parts({ value, field, record }: Node): Node[] {
    if (typeof value === "string") return [];
    if (Array.isArray(value)) {
      return value.map((item) => ({ key: null, value: item, field, record }));
    }
    const fields = new Map(record && partsOf(this.kind, record));
    return inOrder(value, record?.order ?? []).map(([key, part]) =>
      nodeOf(this.kind, key, part, fields.get(key) ?? null),
    );
  }

  /** The lines of a field, or of an item of a list. */
  lines(node: Node, column: number, isTop = false): string[] {
    const start = " ".repeat(column) + (node.key === null ? "-" : keyText(node.key, false));
    const isListOfRecords = node.record !== null && !isMapping(node.value);
    const flow = node.isBlock || (isTop && isListOfRecords) ? null : this.#flow(node);
    const hasRoom = flow !== null && length(`${start} ${flow}`) <= WIDTH;
    if (typeof node.value === "string") return this.#text(node, node.value, start, column);
    if (hasRoom) return [`${start} ${flow}`];
    const lines = this.#parts(node).flatMap((part) => this.lines(part, column + STEP));
    if (node.key !== null) return [start, ...lines];
    return [`${" ".repeat(column)}- ${lines[0]!.trimStart()}`, ...lines.slice(1)];
  }

  #text(node: Node, text: string, start: string, column: number): string[] {
    const body = text.replace(/\n+$/, "");
    const breaks = text.length - body.length;
    const isProse = node.field?.type === "prose";
    const isLiteral = body.includes("\n") || (isProse && !node.field?.summary);
    const wrapped = isLiteral ? null : folded(body, WIDTH - column - STEP);
    if (!isProse && !text.includes("\n")) {
      const oneLine = `${start} ${this.#quoted(node, text, false)}`;
      if (wrapped === null || length(oneLine) <= WIDTH || !text.includes(" ")) return [oneLine];
    }
    const lines = wrapped ?? text.replace(/\n$/, "").split("\n");
    if (wrapped !== null && breaks > 1) lines.push(...Array<string>(breaks - 1).fill(""));
    const indentation = lines[0] === "" || lines[0]!.startsWith(" ") ? String(STEP) : "";
    const margin = " ".repeat(column + STEP);
    const head = `${start} ${wrapped === null ? "|" : ">"}${indentation}${CHOMPING[breaks] ?? "+"}`;
    return [head, ...lines.map((line) => line && margin + line)];
  }

  /** A text on one line; a number or boolean stays without quotes. */
  #quoted({ field }: Node, text: string, flow: boolean): string {
    return quoted(text, flow, ["int", "float", "bool"].includes(field?.type ?? ""));
  }

  /** A value in brackets or braces; null where it needs a block. */
  #flow(node: Node): string | null {
    const { value } = node;
    if (typeof value === "string") {
      return value.includes("\n") ? null : this.#quoted(node, value, true);
    }
    if (this.#hasFreeText(node)) return null;
    const parts: string[] = [];
    for (const part of this.#parts(node)) {
      const text = this.#flow(part);
      if (text === null) return null;
      parts.push(part.key === null ? text : `${keyText(part.key, true)} ${text}`);
    }
    return Array.isArray(value) ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
  }

  /** Whether it is a statement with a note, a sentence or a long quotation. */
  #hasFreeText(node: Node): boolean {
    if (!isMapping(node.value) || !node.record?.statement) return false;
    return this.#parts(node).some(({ key, value, field }) => {
      if (!field?.long || typeof value !== "string") return false;
      return key !== "verbatim" || length(value) > SHORT_WORDS;
    });
  }
}

function keyText(key: string, flow: boolean): string {
  return `${quoted(key, flow)}:`;
}

/** A text on one line, in quotes where it needs them. */
export function quoted(text: string, flow: boolean, isTyped = false): string {
  if (isPlain(text, flow) || (isTyped && TYPED.test(text))) return text;
  if (!text.includes("\n") && /["\\]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

function isPlain(text: string, flow: boolean): boolean {
  if (!text || FIRST.includes(text[0]!) || BREAKS.test(text)) return false;
  if (flow && FLOW_BREAKS.test(text)) return false;
  if (WORD.test(text) || TIME.test(text)) return false;
  return !NUMBER.test(text) || SAME_NUMBER.test(text);
}

/** The lines of a text in a folded block; null where folding would change it. */
function folded(text: string, width: number): string[] | null {
  const isKept = text.trim() && !/^[\n ]| $/.test(text);
  return isKept ? wrapped(text, width) : null;
}

/** Break a text at single blanks, but not within a link or citation that fits a line. */
function wrapped(text: string, width: number): string[] {
  const mask = (part: string) => part.replaceAll(" ", "\0");
  const maskUnit = (unit: string) => (length(unit) < width ? mask(unit) : unit);
  const masked = text.replace(UNIT, maskUnit).replace(/ {2,}/g, mask);
  const lines: string[] = [];
  let line = "";
  for (const word of masked.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && length(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  return lines.map((one) => one.replaceAll("\0", " "));
}
