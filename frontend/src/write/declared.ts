// What the generator declares of a kind (generator/euphrates_atlas/render/overviews/write_page.py): its fields, records, codes and messages.

/** A value as it stands in a file: every scalar is a text. */
export type Value = string | Value[] | { [key: string]: Value };
export type Mapping = { [key: string]: Value };

export interface Field {
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly many?: boolean;
  readonly one?: boolean;
  /** Its statements hold for a period. */
  readonly lasting?: boolean;
  readonly long?: boolean;
  readonly fewest?: number;
  /** Another field, and the value that it must have where this one is present. */
  readonly needs?: readonly [string, string];
  /** Commands and maintainers fill it. */
  readonly program?: boolean;
  /** Its value where it is left out. */
  readonly default?: string;
  readonly record?: string;
  readonly type?: "text" | "int" | "float" | "bool" | "code" | "ref" | "date" | "prose";
  readonly codes?: string;
  readonly kinds?: readonly string[];
  readonly unknown?: boolean;
  readonly summary?: boolean;
  readonly pattern?: string;
  /** The codes that it may have, by CLDR. */
  readonly named?: "languages" | "territories";
  readonly what?: string;
  readonly advice?: string;
  readonly least?: number;
  readonly most?: number;
  readonly longest?: number;
}

export interface RecordForm {
  readonly help: string;
  readonly statement: boolean;
  /** The field that its short form fills; empty: it has none. */
  readonly text: string;
  readonly together: readonly string[];
  /** Of a statement: the parts by which pages say it. */
  readonly main: readonly string[];
  readonly order: readonly string[];
  /** Of a statement, those that differ from the fields of all statements. */
  readonly fields: Readonly<Record<string, Field>>;
}

export type Code = readonly [label: string, meaning: string, use: string, isLong: boolean];

export interface Condition {
  readonly part: string;
  readonly codes: readonly string[];
  readonly needs: string;
  readonly message: string;
  readonly help: string;
}

type Told = readonly [message: string, help: string];

export interface KindForm {
  readonly folder: string;
  readonly singular: string;
  readonly label: string;
  readonly modeline: string;
  readonly is_event: boolean;
  readonly date: string;
  readonly one_of: readonly string[];
  readonly order: readonly string[];
  readonly sections: readonly (readonly [label: string, names: readonly string[]])[];
  readonly fields: Readonly<Record<string, Field>>;
  readonly common: Readonly<Record<string, Field>>;
  readonly records: Readonly<Record<string, RecordForm>>;
  readonly codes: Readonly<
    Record<string, { readonly title: string; readonly codes: Readonly<Record<string, Code>> }>
  >;
  readonly conditions: readonly Condition[];
  readonly words: {
    readonly missing: string;
    readonly uncited: Told;
    readonly malformed: string;
    /** The words for places in a work, by the form that is written. */
    readonly places: Readonly<Record<string, string>>;
    readonly date: string;
    readonly forms: Readonly<
      Record<string, readonly [name: string, help: string, pattern: string]>
    >;
    readonly no_language: Told;
    readonly uncited_prose: string;
    readonly no_entry: string;
    readonly no_work: string;
    readonly in_store: string;
    readonly taken: string;
    readonly limits: Readonly<Record<string, Told>>;
    readonly numbers: readonly string[];
    readonly number_order: Told;
    readonly without_place: Told;
    readonly long_quote: readonly [number, string, string];
    readonly arabic: string;
    readonly years: readonly [number, number];
  };
}

export interface KnownWorks {
  readonly hosts: Readonly<
    Record<
      string,
      readonly [
        publisher: string,
        name: string,
        prefix: string,
        type: string | null,
        language: string | null,
      ]
    >
  >;
  /** The works in which a citation must name the place. */
  readonly long: readonly string[];
  /** How addresses are brought into the form by which works are compared. */
  readonly addresses: {
    readonly patterns: Readonly<Record<string, readonly [source: string, flags: string]>>;
    readonly one_site: Readonly<Record<string, string>>;
  };
}

export function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === "object" && !Array.isArray(value);
}

/** The text of a field; empty where it has none. */
export function textOf(mapping: Mapping | undefined, name: string): string {
  return String(mapping?.[name] ?? "");
}

/** The form of the records that a field holds; undefined where it holds texts. */
export function recordOf(kind: KindForm, field: Field): RecordForm | undefined {
  return kind.records[field.record ?? ""];
}

export type Part = readonly [name: string, field: Field];

/** The fields of a record, those of all statements included, in the order of files. */
export function partsOf(kind: KindForm, record: RecordForm): Part[] {
  const all: Readonly<Record<string, Field>> = record.statement
    ? { ...kind.common, ...record.fields }
    : record.fields;
  const names = record.order.filter((name) => all[name]);
  return names.map((name) => [name, all[name]!]);
}

/** Fill the places of a message, such as `{}` or `{source}`. */
export function told(
  message: string,
  places: Readonly<Record<string, string | number>> | string,
): string {
  if (typeof places === "string") return message.replace("{}", () => places);
  return message.replace(/\{(\w+)(?::,)?\}/g, (all, name: string) => {
    const value = places[name] ?? all;
    return typeof value === "number" ? value.toLocaleString("en") : value;
  });
}
