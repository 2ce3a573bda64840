// The template by which Wikipedia cites a work, made of its RIS.

import { MONTHS } from "../months.ts";

/** The parts of a note of RIS that are parameters here: a reference may stand before them. A title may have a semicolon. */
const ENGLISH = /^(?:.*; )?Title in English: (.*?)(?:; Archived copy: .*)?$/;
const COPY = /^(?:.*; )?Archived copy: (.*)$/;
/** The day in the address of a copy, where its archive puts it there. */
const COPIED = /\/(\d{4})(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?\//;
/** What ends a value of a template, also beside the braces of its own end, or the text of the link that a title becomes. */
const SIGNS: Readonly<Record<string, string>> = {
  "|": "{{!}}",
  "{": "&#123;",
  "}": "&#125;",
  "[": "&#91;",
  "]": "&#93;",
};

/** A record of RIS as a template; what is not known is left out. */
export function wikipedia(ris: string): string {
  const fields = fieldsOf(ris);
  const first = (tag: string) => fields.get(tag)?.[0] ?? "";
  const noted = (part: RegExp) =>
    (fields.get("N1") ?? []).flatMap((note) => part.exec(note)?.[1] ?? [])[0] ?? "";
  const archive = noted(COPY);
  const copied = COPIED.exec(archive);
  const parameters: [name: string, value: string][] = [
    ...(fields.get("AU") ?? []).flatMap(authorOf),
    ["title", escaped(first("TI"))],
    ["trans-title", escaped(noted(ENGLISH))],
    ["url", address(first("UR"))],
    ["website", escaped(first("T2"))],
    ["publisher", escaped(first("PB"))],
    ["date", dateOf(first("DA") || first("PY"))],
    ["access-date", dateOf(first("Y2"))],
    ["language", first("LA")],
    ["archive-url", address(archive)],
    ["archive-date", copied ? copied.slice(1, 4).join("-") : ""],
  ];
  const given = parameters.filter(([, value]) => value);
  const kind = first("TY") === "NEWS" ? "news" : "web";
  return `{{cite ${kind}${given.map(([name, value]) => ` |${name}=${value}`).join("")}}}`;
}

/** The values of each tag, in their order. */
function fieldsOf(ris: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const line of ris.split("\n")) {
    const [tag, value = ""] = line.split(/  - (.*)/);
    fields.set(tag!, [...(fields.get(tag!) ?? []), value.trim()]);
  }
  return fields;
}

/** An author by family and given name, or a body, and who has no family name, as a whole. */
function authorOf(name: string, at: number): [string, string][] {
  const number = at ? String(at + 1) : "";
  const [family, given] = name.split(", ").map(escaped);
  if (!given) return [[`author${number}`, escaped(name)]];
  return [
    [`last${number}`, family!],
    [`first${number}`, given],
  ];
}

/** A date of RIS as Wikipedia takes it: a month without its day in words, since 2020-05 may be read as two years. */
function dateOf(date: string): string {
  const [year = "", month = "", day = ""] = date.split("/");
  if (day) return `${year}-${month}-${day}`;
  return month ? `${MONTHS[Number(month) - 1]} ${year}` : year;
}

function escaped(text: string): string {
  return text.replace(/[|{}[\]]/g, (sign) => SIGNS[sign]!);
}

function address(url: string): string {
  return url.replace(/[|[\]{}\s]/g, (sign) => encodeURIComponent(sign));
}
