// The fields of a new entry, grouped as its page will be; those that it need not have fold.

import type { Mapping, Part } from "./declared.ts";
import { foldOf, group } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { rootOf, within } from "./place.ts";
import { isEmpty } from "./values.ts";

/** The groups of fields of an entry; those of a work begin with its address, which fills in others. */
export function entryGroups(fields: Fields, entry: Mapping, isWork: boolean): HTMLElement[] {
  const { kind } = fields;
  const root = rootOf("entry", entry);
  const view = ([name, field]: Part) => fields.view(name, field, within(root, name));
  return kind.sections.map(([label, names]) => {
    const isFirst = (name: string) => isWork && name === "url";
    const ordered = [...names.filter(isFirst), ...names.filter((name) => !isFirst(name))];
    const parts = ordered.map((name): Part => [name, kind.fields[name]!]);
    const own = parts.filter(([, field]) => !field.program);
    const isShown = ([name, field]: Part) =>
      field.required || kind.one_of.includes(name) || !isEmpty(entry[name]);
    const shown = own.filter(isShown);
    const others = own.filter((one) => !isShown(one));
    return group(
      "ea-write-group",
      label || "The entry",
      ...shown.map(view),
      ...others.map((one) => foldOf(one[1].label, () => [view(one)])),
    );
  });
}
