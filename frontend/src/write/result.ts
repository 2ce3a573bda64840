// What will be sent: in plain words, then as the atlas keeps it, with the ways to send it.

import { el } from "../dom.ts";
import { helpLine } from "./elements.ts";
import type { Library } from "./library.ts";
import { outputOf } from "./output.ts";
import { sending } from "./sending.ts";
import type { State } from "./state.ts";
import { toldOf } from "./summary.ts";

/** Show what comes of the form; `done` is called once it has left the page. */
export function resultOf(
  state: State,
  library: Library,
  repository: string,
  done: () => void,
): HTMLElement[] {
  const output = outputOf(state, library);
  const file = output.file && `, as the file entities/${output.file}`;
  const same = `Nothing has been sent yet. The same as the atlas keeps it${file}:`;
  const words = toldOf(state, library.forms, library.names).flatMap(({ sentence, parts }) => {
    const rows = parts.map(([label, text]) =>
      el("div", {}, el("dt", {}, label), el("dd", {}, text)),
    );
    const list = el("dl", { class: "ea-write-parts" }, ...rows);
    return [el("p", { class: "ea-write-said" }, sentence), list];
  });
  return [...words, helpLine(same), sending(output, repository, done)];
}
