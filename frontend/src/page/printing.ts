// Printed pages have every fold open, and say at the top how to cite them. The short form of an entry is its lead, its box of facts, its
// prose, what is not known, and the references of these: its tables fill thirty sheets.

import { el } from "../dom.ts";

/** The parts of an entry whose marks stand in its short form; in the box, what "and 3 more" folds away stays folded. */
const PARTS = ".ea-lead, .ea-facts, .ea-prose, .ea-gaps";
const FOLDED = "dd > details";

/** Make the page ready whenever it is printed, and put it back afterwards; offer its short form among the tools of an entry. */
export function prepareForPrint(): void {
  const printout = new Printout();
  addEventListener("beforeprint", () => printout.prepare());
  addEventListener("afterprint", () => printout.restore());
  if (!document.querySelector(".ea-facts, .ea-prose")) return;
  document.querySelector(".ea-tools > ul")?.prepend(
    tool("Print", () => printout.print(false)),
    tool("Print the short form", () => printout.print(true)),
  );
}

function tool(words: string, use: () => void): HTMLElement {
  const button = el("button", { type: "button" }, words);
  button.addEventListener("click", use);
  return el("li", {}, button);
}

class Printout {
  readonly #line = el("p", { class: "ea-legend" });
  readonly #used = el("div", { class: "ea-refs ea-used" });
  #opened: HTMLDetailsElement[] = [];
  #isShort = false;

  print(isShort: boolean): void {
    this.#isShort = isShort;
    print();
  }

  prepare(): void {
    const isShort = this.#isShort;
    this.restore(); // not every browser tells when it is done
    const folds = document.querySelectorAll<HTMLDetailsElement>("details.ea-fold:not([open])");
    this.#opened = [...folds].filter((fold) => !isShort || !fold.matches(FOLDED));
    for (const fold of this.#opened) fold.open = true;
    const citation = document.querySelector(".ea-cite-text")?.firstChild?.textContent?.trim();
    if (citation) this.#line.textContent = `Cite as: ${citation}. Printed on ${today()}.`;
    document.querySelector(".ea-acts")?.before(this.#line);
    document.body.classList.toggle("ea-short", isShort);
    if (!isShort) return;
    this.#used.replaceChildren(el("h2", {}, "References"), usedReferences());
    document.querySelector("article")?.append(this.#used);
  }

  restore(): void {
    for (const fold of this.#opened) fold.open = false;
    this.#opened = [];
    this.#isShort = false;
    document.body.classList.remove("ea-short");
    this.#line.remove();
    this.#used.remove();
  }
}

/** The works that the parts of the short form cite, under their numbers, with their addresses. */
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

function today(): string {
  return new Date().toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}
