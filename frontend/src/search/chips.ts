// The chips above the names that were found: each shows one kind of entries alone. They are one stop of the Tab key, and arrows go
// between them.

import { el, numeral } from "../dom.ts";
import type { Names } from "./types.ts";

/** The chips of what was found, null where there is nothing to choose; `choose` is given the kind of one, "" for all. */
export function chipsOf(
  { kinds }: Names,
  chosen: string,
  choose: (kind: string) => void,
): HTMLElement | null {
  if (kinds.length < 2 && !chosen) return null;
  const group = el("div", { class: "ea-chips", role: "group", "aria-label": "Show only" });
  const add = (id: string, pressed: string | null, label: Node | string) => {
    const tabindex = group.childElementCount ? -1 : 0;
    const attributes = { type: "button", "data-kind": id, "aria-pressed": pressed, tabindex };
    const chip = el("button", { ...attributes, class: "ea-chip" }, label);
    chip.addEventListener("click", () => choose(id));
    group.append(chip);
  };
  if (chosen) add("", null, "All");
  for (const { kind, number } of kinds) {
    const label = el("span", { class: `ea-k ea-k-${kind.id}` }, `${kind.many} ${numeral(number)}`);
    add(kind.id, String(kind.id === chosen), label);
  }
  return group;
}

/** Give a chip the focus, and make it the one that the Tab key stops at. */
export function focusChip(chip: HTMLElement): void {
  for (const other of chip.parentElement!.querySelectorAll("button")) {
    other.tabIndex = other === chip ? 0 : -1;
  }
  chip.focus();
}

/** The chip that a key leads to from another; undefined where it leads to none. */
export function chipFrom(chip: HTMLElement, key: string): HTMLElement | undefined {
  const chips = [...chip.parentElement!.querySelectorAll("button")];
  const at = chips.indexOf(chip as HTMLButtonElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[key];
  return to === undefined ? undefined : chips.at(to % chips.length);
}
