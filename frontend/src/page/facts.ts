// The sign behind a fact offers to cite the fact in several forms, to copy its address, to correct it, and to report an error;
// the link "Cite" offers to cite the page. Without scripts each leads to its place.

import { beside } from "./beside.ts";
import { citationForms } from "./citation-forms.ts";
import { claimOf } from "./fact-citation.ts";
import { copy } from "./say.ts";
import { formFor } from "./writing.ts";

const menu = document.createElement("div");
menu.className = "ea-peek ea-fact-menu";
menu.hidden = true;
menu.popover = "manual"; // in the topmost layer, which the tables that it opens in cannot cut off
menu.setAttribute("role", "group");

let owner: HTMLAnchorElement | null = null;

/** Let the sign behind each fact of this page, and the link that cites the page, open its menu. */
export function offerCitations(): void {
  if (!navigator.clipboard) return;
  document.body.append(menu);
  document.addEventListener("click", (event) => {
    const sign = (event.target as Element | null)?.closest<HTMLAnchorElement>(
      "a.ea-fa[href^='#'], .ea-acts a[href='#cite']",
    );
    if (sign && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (sign === owner) close();
      else open(sign);
    } else if (owner && !menu.contains(event.target as Node | null)) {
      close();
    }
  });
  document.addEventListener("pointerover", (event) => {
    const sign = (event.target as Element | null)?.closest<HTMLAnchorElement>("a.ea-fa");
    if (sign) sign.title = sign.getAttribute("aria-label") ?? "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !owner) return;
    const sign = owner;
    close();
    sign.focus();
  });
  menu.addEventListener("focusout", (event) => {
    const next = event.relatedTarget as Node | null;
    if (next && next !== owner && !menu.contains(next)) close();
  });
}

function close(): void {
  owner?.removeAttribute("aria-expanded");
  owner = null;
  menu.hidden = true;
  document.body.append(menu); // out of the cells that are read for a citation
}

function open(sign: HTMLAnchorElement): void {
  close();
  owner = sign;
  sign.setAttribute("aria-expanded", "true");
  const place = document.getElementById(sign.hash.slice(1));
  const ofPage = sign.hash === "#cite";
  const claim = ofPage ? undefined : claimOf(sign);
  const text = ofPage
    ? document.querySelector(".ea-cite-text")?.firstChild?.textContent
    : claim?.text;
  const forms = claim === null ? [] : citationForms(document, claim);
  const title = document.createElement("strong");
  title.textContent = ofPage ? "Cite this page" : "Cite this fact";
  menu.setAttribute("aria-label", title.textContent);
  const writing = ofPage ? null : formFor(`&statement=${sign.hash.slice(1)}`);
  const correct = writing ? [link("Correct this", writing)] : [];
  const parts: HTMLElement[] = text ? [button("Text", text, "citation copied")] : [];
  parts.push(...forms.map(([label, form]) => button(label, form, "citation copied")));
  parts.push(
    button("Link", ofPage ? (location.href.split("#")[0] ?? "") : sign.href, "link copied"),
  );
  if (place && !place.contains(sign)) {
    parts.push(link(ofPage ? "Go to the citation" : "Go to the table", sign.hash));
  }
  const form = document.querySelector<HTMLAnchorElement>(
    "footer a[href*='template=correction.yml']",
  );
  if (form && !ofPage) {
    const report = new URL(form.href);
    report.searchParams.set("page", `${report.searchParams.get("page") ?? ""}${sign.hash}`);
    parts.push(link("Report an error", report.href));
  }
  menu.replaceChildren(...correct, title, ...parts);
  if ("showPopover" in menu) sign.after(menu); // else it stays at the end of the page
  menu.hidden = false;
  menu.showPopover?.();
  beside(sign, menu, sign.closest("tr,dd,li"));
  (correct[0] ?? parts[0])?.focus({ preventScroll: true });
}

function link(words: string, address: string): HTMLAnchorElement {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  made.addEventListener("click", close);
  return made;
}

function button(words: string, text: string, done: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ea-copy";
  made.textContent = words;
  made.setAttribute("aria-label", `Copy ${words}`);
  made.addEventListener("click", () => copy(text, made, done));
  return made;
}
