// The words of help and messages, which are written for those who write files.

import type { KindForm } from "./declared.ts";

/** Help or a message in which fields and codes, in backticks, have the names that the form shows, and ids are entries. */
export function plainly(text: string, kind: KindForm): string {
  const words = text
    .replace(/,? in quotes\b/g, "")
    .replace(/, which is the name of its file|, by CSL's names, which keep their underscores/, "")
    .replace(/\bthe ids? of (?:the entry|its entry|an entry)\b/gi, "an entry")
    .replace(/\bthe ids? of /gi, "");
  const named = words
    .replace(/, or a label\b/g, ", or words")
    .replace(/`([\w-]+)(?:: ?([\w-]+|\[.*?\])?)?`/g, (all, name: string, code?: string) => {
      const shown = shownName(kind, name, code);
      return shown ? `“${shown}”` : all;
    });
  return named && named[0]!.toUpperCase() + named.slice(1);
}

/** What the form calls a field, with one of its codes, or a code that stands alone; undefined where it is neither. */
function shownName(kind: KindForm, name: string, code?: string): string | undefined {
  const label = labelIn(kind, name);
  if (!label) return code === undefined ? codeLabel(kind, name) : undefined;
  if (!code || code.startsWith("[")) return label;
  return `${label}: ${codeLabel(kind, code) ?? code}`;
}

function labelIn(kind: KindForm, name: string): string | undefined {
  const records = Object.values(kind.records);
  const statements = records.filter(({ statement }) => statement);
  const own = [
    kind.common,
    kind.fields,
    ...[...statements, ...records].map(({ fields }) => fields),
  ];
  const field = own.find((fields) => fields[name])?.[name];
  return field?.label.replace(/ \(.*\)/, "");
}

function codeLabel(kind: KindForm, code: string): string | undefined {
  const list = Object.values(kind.codes).find(({ codes }) => codes[code]);
  return list?.codes[code]![0];
}
