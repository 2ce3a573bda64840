// The short form of an entry on paper: its lead, its box of facts, its prose, what is not known, and the references of these. All of a
// large entry fills thirty sheets. Styles leave out the rest (frontend/src/styles/print.css).

import { el } from "../dom.ts";

/** The parts of the short form; in the box, what "and 3 more" folds away stays folded. */
const PARTS = ".ea-lead, .ea-facts, .ea-prose, .ea-gaps";
const FOLDED = "dd > details";

/** Offer to print all of an entry or its short form, among the tools. */
export function offerPrinting(): void {
  const tools = document.querySelector(".ea-tools > ul");
  if (!tools || !document.querySelector(".ea-facts, .ea-prose")) return;
  const used = el("div", { class: "ea-refs ea-used" });
  let isShort = false;
  const offer = (words: string, asksShort: boolean) => {
    const button = el("button", { type: "button" }, words);
    button.addEventListener("click", () => {
      isShort = asksShort;
      print();
    });
    return el("li", {}, button);
  };
  tools.prepend(offer("Print", false), offer("Print the short form", true));
  const restore = () => {
    isShort = false;
    document.body.classList.remove("ea-short");
    used.remove();
  };
  addEventListener("beforeprint", () => {
    const asksShort = isShort;
    restore(); // not every browser tells when it is done
    if (!asksShort) return;
    document.body.classList.add("ea-short");
    used.replaceChildren(el("h2", {}, "References"), usedReferences());
    document.querySelector("article")?.append(used);
  });
  addEventListener("afterprint", restore);
}

/** The works that the parts of the short form cite, under their numbers. */
function usedReferences(): HTMLElement {
  const numbers = new Set<number>();
  for (const part of document.querySelectorAll(PARTS)) {
    for (const mark of part.querySelectorAll<HTMLAnchorElement>("a[href^='#ref-']"))
      if (!mark.closest(FOLDED)) numbers.add(Number(mark.hash.slice(5)));
  }
  const rows = [...numbers].sort((one, other) => one - other).map(reference);
  return el("ol", { class: "ea-numbers" }, ...rows);
}

function reference(number: number): HTMLElement {
  const whole = document.getElementById(`ref-${number}`);
  const address = whole?.querySelector(".ea-sub a[href^='http']")?.cloneNode(true);
  const cite = whole?.querySelector("cite")?.cloneNode(true);
  return el("li", { value: number }, cite, " ", address);
}
