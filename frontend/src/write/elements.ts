// Small elements of which the form is made: buttons, folds, groups, and lines of text.

import { el, type Child } from "../dom.ts";
import type { KindForm } from "./declared.ts";
import { plainly } from "./wording.ts";

export function button(words: string, act: () => void, style = ""): HTMLButtonElement {
  const made = el("button", { type: "button", class: `ea-write-button ${style}`.trim() }, words);
  made.addEventListener("click", act);
  return made;
}

/** A button that stands among words, and looks like a link. */
export function quietButton(words: string, act: () => void): HTMLButtonElement {
  return button(words, act, "ea-write-quiet");
}

/** The style of a group of controls that write nothing by themselves. */
export const CHOICE = "ea-write-choice";

/** A group of controls with its legend. */
export function group(style: string, legend: string, ...children: Child[]): HTMLFieldSetElement {
  return el("fieldset", { class: style }, el("legend", {}, legend), ...children);
}

/** A fold whose contents are made when it is first opened, or at once where it `isFilled`. */
export function foldOf(
  words: string,
  make: () => readonly Node[],
  attributes: Parameters<typeof el>[1] = {},
  isFilled = false,
): HTMLDetailsElement {
  const fold = el("details", attributes, el("summary", {}, words));
  const fill = () => {
    if (fold.childElementCount < 2) fold.append(...make());
  };
  fold.addEventListener("toggle", fill);
  if (isFilled) fill();
  return fold;
}

/** An empty line below a control, which tells what is understood of its value. */
export function stateLine(): HTMLParagraphElement {
  return el("p", { class: "ea-write-state", "aria-live": "polite" });
}

export function helpLine(...words: Child[]): HTMLParagraphElement {
  return el("p", { class: "ea-write-help" }, ...words);
}

/** A line that is read aloud at once. */
export function alertLine(words: string): HTMLParagraphElement {
  return el("p", { class: "ea-write-error", role: "alert" }, words);
}

/** A text with its code in backticks set as code; the fields of a kind are called as the form calls them. */
export function coded(text: string, kind: KindForm): Child[] {
  return plainly(text, kind)
    .split("`")
    .map((part, number) => (number % 2 ? el("code", {}, part) : part));
}

/** What stands in a part of the form for a path of the data. */
export function fieldAt(part: Element, path: string): HTMLElement | null {
  return part.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
}

/** Give the focus to the first control in a part of the form. */
export function focusIn(part: Element | null | undefined): void {
  part?.querySelector<HTMLElement>("input, select, textarea")?.focus();
}

export function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
