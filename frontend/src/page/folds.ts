// What an address names is shown, also where it lies in a fold; printed pages have every fold open, and say at the top how to cite them.

import { el } from "../dom.ts";

/** Open the folds around what the address of the page names, now and whenever a link leads there. */
export function openFolds(): void {
  reveal(location.hash);
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href^='#']");
    if (link && !event.defaultPrevented && link.hash === location.hash) reveal(link.hash);
  });
  const line = el("p", { class: "ea-legend" });
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details.ea-fold:not([open])")];
    for (const fold of opened) fold.open = true;
    const day = new Date().toLocaleDateString("en-GB", {
      day: "numeric",
      month: "long",
      year: "numeric",
    });
    const citation = document.querySelector(".ea-cite-text")?.firstChild?.textContent?.trim();
    if (citation) line.textContent = `Cite as: ${citation}. Printed on ${day}.`;
    document.querySelector(".ea-acts")?.before(line);
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
    line.remove();
  });
}

function reveal(hash: string): void {
  const target = hash.length > 1 ? document.getElementById(decoded(hash.slice(1))) : null;
  let fold = target?.parentElement?.closest("details:not([open])") ?? null;
  if (!fold) return;
  for (; fold; fold = fold.parentElement?.closest("details:not([open])") ?? null)
    fold.setAttribute("open", "");
  target?.scrollIntoView();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
