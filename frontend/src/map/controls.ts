// The reader's choices beside the map: two years, the kinds, and a way back to all of it.

import { el } from "../dom.ts";
import type { State } from "./state.ts";

export interface Kind {
  readonly folder: string;
  readonly singular: string;
  readonly plural: string;
  readonly style: string;
}

export interface Controls {
  readonly element: HTMLElement;
  /** Bring the controls in line with a state. */
  show(state: State): void;
}

/** Make the controls; `changed` is called with what the reader chooses. */
export function controls(all: State, kinds: readonly Kind[], changed: (state: State) => void): Controls {
  const from = year("From", "ea-map-from", all);
  const to = year("To", "ea-map-to", all);
  const boxes = kinds.map((kind) => ({ kind, box: el("input", { type: "checkbox", checked: true }) }));
  const reset = el("button", { type: "button", class: "ea-map-all" }, "All years and kinds");

  const chosen = (): State => ({
    from: Number(from.input.value),
    to: Number(to.input.value),
    kinds: new Set(boxes.filter(({ box }) => box.checked).map(({ kind }) => kind.folder)),
  });
  from.input.addEventListener("input", () => {
    if (Number(from.input.value) > Number(to.input.value)) to.input.value = from.input.value;
    changed(chosen());
  });
  to.input.addEventListener("input", () => {
    if (Number(to.input.value) < Number(from.input.value)) from.input.value = to.input.value;
    changed(chosen());
  });
  for (const { box } of boxes) box.addEventListener("change", () => changed(chosen()));
  reset.addEventListener("click", () => changed(all));

  const years = el("fieldset", {}, el("legend", {}, "Years"), from.row, to.row);
  const labels = boxes.map(({ kind, box }) => el("label", {}, box, " ", el("span", { class: `ea-k ${kind.style}` }, kind.plural)));
  const show = el("fieldset", {}, el("legend", {}, "Show"), ...labels);
  return {
    element: el("form", { class: "ea-map-form" }, all.from < all.to && years, boxes.length > 1 && show, reset),
    show(state) {
      from.set(state.from);
      to.set(state.to);
      for (const { kind, box } of boxes) box.checked = state.kinds.has(kind.folder);
      reset.disabled = state.from === all.from && state.to === all.to && state.kinds.size === all.kinds.size;
    },
  };
}

function year(words: string, id: string, all: State) {
  const value = words === "From" ? all.from : all.to;
  const input = el("input", { type: "range", id, min: all.from, max: all.to, step: 1, value });
  const output = el("output", { for: id }, String(value));
  return {
    input,
    row: el("div", { class: "ea-map-year" }, el("label", { for: id }, words), input, output),
    set(to: number) {
      input.value = String(to);
      output.textContent = String(to);
    },
  };
}
