// The ways from the page of an entry into the form that writes it: beside the heading of each section, and in the menu of a fact. Without
// scripts there is no form, and the foot of the page leads to the file too.

import { el } from "../dom.ts";

const WORDS: Readonly<Record<string, string>> = { names: "Add a name", gaps: "Add a gap" };

/** The address of the form for the entry of this page; null on other pages. `asked` is what of it the form begins with. */
export function formFor(asked: string): string | null {
  const selector = ".ea-tools a[href*='/write/index.html?entry=']";
  const tool = document.querySelector<HTMLAnchorElement>(selector);
  if (!tool) return null;
  return tool.href.replace(/=entities\/(.*)\.yml$/, "=$1") + asked;
}

/** The address of the form for the work whose file a link leads to. */
function formForWork(file: HTMLAnchorElement): string | null {
  const id = /\/entities\/([^/]+\/[^/]+)\.yml$/.exec(file.href)?.[1];
  if (!id) return null;
  return formFor("")?.replace(/=.*/, `=${id}`) ?? null;
}

/** Offer beside the heading of each section to add to it and to correct it, and in the row of each work to correct this. */
export function offerWriting(): void {
  for (const heading of document.querySelectorAll("article :is(h2,h3):has(>.headerlink)")) {
    const field = fieldBelow(heading);
    if (field === "") offerForSeveral(heading);
    else if (field !== null) offerForField(heading, field);
  }
  const selector = ".ea-works a[href*='/edit/main/entities/']";
  for (const edit of document.querySelectorAll<HTMLAnchorElement>(selector)) offerForWork(edit);
}

function offerForSeveral(heading: Element): void {
  const address = formFor("");
  if (address) offer(heading, "Add or correct", address);
}

function offerForField(heading: Element, field: string): void {
  const adding = formFor(`&add=${field}`);
  const correcting = formFor(`&correct=${field}`);
  if (!adding || !correcting) return;
  offer(heading, WORDS[heading.id] ?? "Add a statement", adding);
  if (!(heading.id in WORDS)) offer(heading, "Correct one", correcting);
}

function offer(heading: Element, words: string, href: string): void {
  const to = heading.firstChild?.textContent ?? "";
  const attributes = { class: "ea-add", href, "aria-label": `${words}: ${to}` };
  heading.append(el("a", attributes, words));
}

function offerForWork(edit: HTMLAnchorElement): void {
  const title = edit.closest("li")?.querySelector("cite a")?.textContent ?? "";
  const href = formForWork(edit);
  if (!href) return;
  const words = "Correct this";
  edit.before(el("a", { href, "aria-label": `${words}: ${title}` }, words), " · ");
}

/** The field whose section a heading begins: empty where it begins those of several, null where it begins none. */
function fieldBelow(heading: Element): string | null {
  if (heading.id in WORDS) return heading.id;
  let field = heading.id;
  for (const part of sectionOf(heading)) {
    if (part.matches(".ea-here")) field = part.id;
    if (part.querySelector("tbody[id]")) return "";
    if (part.querySelector("[id^='s-']")) return field.replaceAll("-", "_");
  }
  return null;
}

/** What stands between a heading and the next. */
function sectionOf(heading: Element): Element[] {
  const found: Element[] = [];
  let next = heading.nextElementSibling;
  while (next && !next.matches("h2,h3")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}
