// The sign behind a fact offers to cite the fact in several forms, to copy its address, to correct it, and to report an error;
// the link "Cite" offers to cite the page. Without scripts each leads to its place.

import { el } from "../dom.ts";
import { beside } from "./beside.ts";
import { citationForms } from "./citation-forms.ts";
import { claimOf } from "./fact-citation.ts";
import { copy } from "./say.ts";
import { formFor } from "./writing.ts";

const SIGNS = "a.ea-fa[href^='#'], .ea-acts a[href='#cite']";

/** Let the sign behind each fact of this page, and the link that cites the page, open its menu. */
export function offerCitations(): void {
  if (navigator.clipboard) new FactMenu().listen();
}

class FactMenu {
  readonly #menu = el("div", { class: "ea-peek ea-fact-menu", hidden: true, role: "group" });
  /** The sign that opened it. */
  #owner: HTMLAnchorElement | null = null;

  constructor() {
    this.#menu.popover = "manual"; // in the topmost layer, which the tables that it opens in cannot cut off
    document.body.append(this.#menu);
  }

  listen(): void {
    document.addEventListener("click", (event) => this.#onClick(event));
    document.addEventListener("pointerover", nameSign);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#escape();
    });
    this.#menu.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && next !== this.#owner && !this.#menu.contains(next)) this.#close();
    });
  }

  #onClick(event: MouseEvent): void {
    const target = event.target as Element | null;
    const sign = target?.closest<HTMLAnchorElement>(SIGNS);
    if (sign && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (sign === this.#owner) this.#close();
      else this.#open(sign);
    } else if (this.#owner && !this.#menu.contains(target)) this.#close();
  }

  /** Close the menu, and give the focus back to the sign. */
  #escape(): void {
    const sign = this.#owner;
    if (!sign) return;
    this.#close();
    sign.focus();
  }

  #close(): void {
    this.#owner?.removeAttribute("aria-expanded");
    this.#owner = null;
    this.#menu.hidden = true;
    document.body.append(this.#menu); // out of the cells that are read for a citation
  }

  #open(sign: HTMLAnchorElement): void {
    this.#close();
    this.#owner = sign;
    sign.setAttribute("aria-expanded", "true");
    this.#fill(sign);
    if ("showPopover" in this.#menu) sign.after(this.#menu); // else it stays at the end of the page
    this.#menu.hidden = false;
    this.#menu.showPopover?.();
    beside(sign, this.#menu, sign.closest("tr,dd,li"));
    this.#menu.querySelector<HTMLElement>("a,button")?.focus({ preventScroll: true });
  }

  #fill(sign: HTMLAnchorElement): void {
    const ofPage = isOfPage(sign);
    const title = ofPage ? "Cite this page" : "Cite this fact";
    const writing = ofPage ? null : formFor(`&statement=${sign.hash.slice(1)}`);
    const report = ofPage ? null : addressOfReport(sign);
    const correct = writing ? [this.#link("Correct this", writing)] : [];
    const parts = copiesFor(sign);
    const place = document.getElementById(sign.hash.slice(1));
    if (place && !place.contains(sign)) {
      parts.push(this.#link(ofPage ? "Go to the citation" : "Go to the table", sign.hash));
    }
    if (report) parts.push(this.#link("Report an error", report));
    this.#menu.setAttribute("aria-label", title);
    this.#menu.replaceChildren(...correct, el("strong", {}, title), ...parts);
  }

  #link(words: string, href: string): HTMLAnchorElement {
    const link = el("a", { href }, words);
    link.addEventListener("click", () => this.#close());
    return link;
  }
}

function isOfPage(sign: HTMLAnchorElement): boolean {
  return sign.hash === "#cite";
}

/** Let a sign under a mouse say what it does. */
function nameSign(event: PointerEvent): void {
  const sign = (event.target as Element | null)?.closest<HTMLAnchorElement>("a.ea-fa");
  if (sign) sign.title = sign.getAttribute("aria-label") ?? "";
}

/** Buttons that copy the citation as text, in the forms of reference managers, and the address. */
function copiesFor(sign: HTMLAnchorElement): HTMLElement[] {
  const ofPage = isOfPage(sign);
  const claim = ofPage ? undefined : claimOf(sign);
  const text = ofPage ? textOfPage() : claim?.text;
  const forms = claim === null ? [] : citationForms(document, claim);
  const address = ofPage ? (location.href.split("#")[0] ?? "") : sign.href;
  const citations: [label: string, text: string][] = text ? [["Text", text], ...forms] : forms;
  return [
    ...citations.map(([label, citation]) => copyButton(label, citation, "citation copied")),
    copyButton("Link", address, "link copied"),
  ];
}

function textOfPage(): string | null | undefined {
  return document.querySelector(".ea-cite-text")?.firstChild?.textContent;
}

/** The address of the form for errors, which is told of the fact; null where the page has none. */
function addressOfReport(sign: HTMLAnchorElement): string | null {
  const selector = "footer a[href*='template=correction.yml']";
  const form = document.querySelector<HTMLAnchorElement>(selector);
  if (!form) return null;
  const report = new URL(form.href);
  const page = report.searchParams.get("page") ?? "";
  report.searchParams.set("page", `${page}${sign.hash}`);
  return report.href;
}

function copyButton(words: string, text: string, done: string): HTMLButtonElement {
  const attributes = { type: "button", class: "ea-copy", "aria-label": `Copy ${words}` };
  const button = el("button", attributes, words);
  button.addEventListener("click", () => copy(text, button, done));
  return button;
}
