// The sign behind a fact offers to copy the fact as a citation, or its address; without scripts it is a link to the fact.

import { beside } from "./beside.ts";
import { factCitation } from "./fact-citation.ts";
import { copy } from "./say.ts";

const menu = document.createElement("div");
menu.className = "ea-peek ea-fact-menu";
menu.hidden = true;
menu.setAttribute("role", "group");
menu.setAttribute("aria-label", "This fact");

let owner: HTMLAnchorElement | null = null;

/** Let the sign behind each fact of this page open its menu. */
export function citeFacts(): void {
  if (!navigator.clipboard) return;
  document.body.append(menu);
  document.addEventListener("click", (event) => {
    const sign = (event.target as Element | null)?.closest<HTMLAnchorElement>("a.ea-fa[href^='#']");
    if (sign && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (sign === owner) close();
      else open(sign);
    } else if (owner && !menu.contains(event.target as Node | null)) {
      close();
    }
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
}

function open(sign: HTMLAnchorElement): void {
  close();
  owner = sign;
  sign.setAttribute("aria-expanded", "true");
  const row = document.getElementById(sign.hash.slice(1));
  const citation = factCitation(sign);
  const parts: HTMLElement[] = citation ? [button("Copy citation", citation, "citation copied")] : [];
  parts.push(button("Copy link", sign.href, "link copied"));
  if (row && !row.contains(sign)) {
    const way = document.createElement("a");
    way.href = sign.hash;
    way.textContent = "Go to the table";
    way.addEventListener("click", close);
    parts.push(way);
  }
  menu.replaceChildren(...parts);
  sign.after(menu);
  beside(sign, menu);
  parts[0]?.focus({ preventScroll: true });
}

function button(words: string, text: string, done: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ea-copy";
  made.textContent = words;
  made.addEventListener("click", () => copy(text, made, done));
  return made;
}
