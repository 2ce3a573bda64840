// New works and publishers as the form shows them: their names, their fields, and the place where each is described.

import { foldOf, group } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { rootOf, within } from "./place.ts";
import type { NewEntry } from "./works.ts";

const OF_WORK = ["title", "issued", "type", "language", "publisher", "url"];
const OF_PUBLISHER = ["name", "type", "country", "url"];
/** What few works need: it folds. */
const MORE_OF_WORK = [
  "title_tr",
  "author",
  "container_title",
  "origin",
  "relays",
  "voice",
  "content_warning",
];

export function nameOf({ folder, entry }: NewEntry): string {
  const name = String(entry["title"] ?? entry["name"] ?? "");
  return `New ${folder === "sources" ? "work" : "publisher"}${name && ` “${name}”`}`;
}

/** The fields of a new work or publisher, those first that it must have. `fields` are those of what names it. */
export function freshGroup(fields: Fields, { sign, folder, entry }: NewEntry): HTMLElement {
  const isWork = folder === "sources";
  const own = fields.ofKind(folder);
  const declared = own.kind.fields;
  const root = rootOf(sign, entry);
  const views = (names: readonly string[]) =>
    names.map((name) => own.view(name, declared[name]!, within(root, name)));
  const box = group(
    "ea-write-record ea-write-fresh",
    isWork ? "New work" : "New publisher",
    ...views(isWork ? OF_WORK : OF_PUBLISHER),
  );
  box.querySelector("input")?.setAttribute("data-first", "");
  const more = MORE_OF_WORK.filter((name) => isWork && declared[name]);
  if (more.length) {
    box.append(foldOf("More: author, translation of the title, origin", () => views(more)));
  }
  return box;
}

/** What a place described, and what that described, is described nowhere any more. */
export function forget(described: Map<string, string>, path: string): void {
  const gone = [...described].filter(([, where]) => where === path).map(([sign]) => sign);
  for (const [sign, where] of described) {
    const holder = where.split(".")[0]!;
    if (gone.includes(sign) || gone.includes(holder)) described.delete(sign);
  }
}
