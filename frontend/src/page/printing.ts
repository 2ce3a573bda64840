// Printed pages have every fold open, and say at the top how to cite them.

import { el } from "../dom.ts";

/** Make the page ready whenever it is printed, and put it back afterwards. */
export function prepareForPrint(): void {
  const line = el("p", { class: "ea-legend" });
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details.ea-fold:not([open])")];
    for (const fold of opened) fold.open = true;
    const citation = document.querySelector(".ea-cite-text")?.firstChild?.textContent?.trim();
    if (citation) line.textContent = `Cite as: ${citation}. Printed on ${today()}.`;
    document.querySelector(".ea-acts")?.before(line);
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
    line.remove();
  });
}

function today(): string {
  return new Date().toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}
