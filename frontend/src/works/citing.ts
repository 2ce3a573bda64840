// A further way to cite a work, made when a reader opens those in its row: most never do, and pages of thousands of works would
// have to hold it.

import { el } from "../dom.ts";
import { offerCopy } from "../page/copying.ts";
import { wikipedia } from "./wikipedia.ts";

/** Add the template to the ways to cite a work when these are opened for the first time. */
export function offerWikipedia(): void {
  const listen = (event: Event) => addTo(event.target as HTMLDetailsElement);
  document.addEventListener("toggle", listen, true); // which does not bubble
}

function addTo(fold: HTMLDetailsElement): void {
  const texts = [...fold.querySelectorAll<HTMLElement>(":scope > pre[data-copy]")];
  const ris = texts.at(-1)?.firstChild?.textContent ?? ""; // a button follows
  if (!ris.startsWith("TY  - ") || !fold.closest(".ea-works")) return;
  const box = el("pre", { "data-copy": "" }, wikipedia(ris));
  fold.append(el("p", { class: "ea-legend" }, "Wikipedia"), box);
  offerCopy(box);
}
