// What fields are called in the form, and the words of help and messages, which are written for those who write files.

import type { Field, KindForm } from "./declared.ts";

/** The words of the form for fields that all statements or citations have; others are called as pages call them. */
const LABELS: Readonly<Record<string, string>> = {
  cite: "Sources", by: "Speaker", said: "Said on", when: "Period in which it holds", verbatim: "Words of the source", src: "Source", loc: "Place in the source",
  quote: "Quotation (optional)", best: "Number", low: "At least", high: "At most", lang: "Language", text: "Words", of: "The body they speak or act for",
};

export function labelOf(name: string, field: Field): string {
  return field.codes === "citation-stance" ? "What the source does with it" : (LABELS[name] ?? field.label);
}

/** Help or a message in which fields and codes, in backticks, have the names that the form shows, and ids are entries. */
export function plainly(text: string, kind: KindForm): string {
  const words = text.replace(/,? in quotes\b/g, "").replace(/, which is the name of its file/, "").replace(/\bthe ids? of (?:the entry|its entry|an entry)\b/gi, "an entry").replace(/\bthe ids? of /gi, "");
  const named = words.replace(/, or a label\b/g, ", or words").replace(/`([\w-]+)(?:: ?([\w-]+|\[.*?\])?)?`/g, (all, name: string, code?: string) => {
    const label = labelIn(kind, name);
    if (label) return code && !code.startsWith("[") ? `“${label}: ${codeLabel(kind, code) ?? code}”` : `“${label}”`;
    const meaning = code === undefined ? codeLabel(kind, name) : undefined;
    return meaning ? `“${meaning}”` : all;
  });
  return named && named[0]!.toUpperCase() + named.slice(1);
}

function labelIn(kind: KindForm, name: string): string | undefined {
  const records = Object.values(kind.records);
  const statements = records.filter(({ statement }) => statement);
  const own = [kind.common, kind.fields, ...[...statements, ...records].map(({ fields }) => fields)];
  const field = own.find((fields) => fields[name])?.[name];
  return field && labelOf(name, field).replace(/ \(.*\)/, "");
}

function codeLabel(kind: KindForm, code: string): string | undefined {
  return Object.values(kind.codes).find(({ codes }) => codes[code])?.codes[code]![0];
}
