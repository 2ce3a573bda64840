// What is wrong, told below the fields where it is.

import { el } from "../dom.ts";
import type { Fault } from "./checks.ts";
import type { KindForm } from "./declared.ts";
import { alertLine, coded, fieldAt } from "./elements.ts";

const ERROR = "ea-write-error";

/** Put each fault below its field, in place of those that were told before; `kindAt` is the kind of what stands at a path. Returns the first control that is wrong. */
export function mark(
  form: HTMLElement,
  faults: readonly Fault[],
  kindAt: (path: string) => KindForm,
): HTMLElement | null {
  clear(form);
  const marked = faults.map((fault, number) => {
    const line = lineOf(fault, kindAt(fault.path), `${ERROR}-${number}`);
    return markControl(boxAt(form, fault.path), line);
  });
  const controls = marked.filter((control) => control !== null);
  return controls.reduce<HTMLElement | null>(earlier, null);
}

/** Tell how many faults there are, and lead to the first. */
export function lead(form: HTMLElement, number: number, first: HTMLElement | null): void {
  const words =
    number === 1
      ? "One thing is missing or wrong; it is marked."
      : `${number} things are missing or wrong; each is marked.`;
  const place = first?.closest(".ea-write-field") ?? form.lastElementChild;
  place?.before(alertLine(words));
  first?.focus();
}

function clear(form: HTMLElement): void {
  for (const old of form.querySelectorAll(`.${ERROR}`)) old.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
  }
}

function lineOf({ message, help }: Fault, kind: KindForm, id: string): HTMLElement {
  const advice = help && `: ${help[0]!.toLowerCase()}${help.slice(1)}`;
  return el("p", { class: ERROR, id }, ...coded(message + advice, kind));
}

/** Tell of a fault in a box, of a whole group at its top, and let the control of the box bear it; null where it has none. */
function markControl(box: HTMLElement, line: HTMLElement): HTMLElement | null {
  const legend = box.querySelector(":scope > legend");
  if (legend) legend.after(line);
  else box.append(line);
  const control =
    box.querySelector<HTMLElement>(":scope > :is(input, select, textarea)") ??
    box.querySelector<HTMLElement>("input, select, textarea, button");
  if (!control) return null;
  control.setAttribute("aria-invalid", "true");
  const ids = (control.getAttribute("aria-describedby") ?? "").split(" ");
  const others = ids.filter((id) => id && !id.startsWith(ERROR));
  control.setAttribute("aria-describedby", [...others, line.id].join(" "));
  return control;
}

/** The one of two controls that comes first in the form. */
function earlier(first: HTMLElement | null, control: HTMLElement): HTMLElement {
  const follows =
    !first || control.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING;
  return follows ? control : first;
}

/** The field at a path, or the nearest around it; what is folded is opened. */
function boxAt(form: HTMLElement, path: string): HTMLElement {
  const steps = path.split(".");
  for (let most = steps.length; most > 0; most--) {
    const box = fieldAt(form, steps.slice(0, most).join("."));
    if (!box) continue;
    let fold = box.closest("details");
    while (fold) {
      fold.open = true;
      fold = fold.parentElement?.closest("details") ?? null;
    }
    return box;
  }
  return form;
}
