// The ways from the page of an entry into the form that writes it: beside the heading of each section, and in the menu of a fact. Without
// scripts there is no form, and the foot of the page leads to the file too.

import { el } from "../dom.ts";

const WORDS: Readonly<Record<string, string>> = { names: "Add a name", gaps: "Add a gap" };

/** The address of the form for the entry of this page; null on other pages. `asked` is what of it the form begins with. */
export function formFor(asked: string): string | null {
  const tool = document.querySelector<HTMLAnchorElement>(
    ".ea-tools a[href*='/write/index.html?entry=']",
  );
  return tool && tool.href.replace(/=entities\/(.*)\.yml$/, "=$1") + asked;
}

/** The address of the form for the work whose file a link leads to. */
function formForWork(file: HTMLAnchorElement): string | null {
  const id = /\/entities\/([^/]+\/[^/]+)\.yml$/.exec(file.href)?.[1];
  return (id && formFor("")?.replace(/=.*/, `=${id}`)) ?? null;
}

/** Offer beside the heading of each section to add to it and to correct it, and in the row of each work to correct this. */
export function offerWriting(): void {
  for (const heading of document.querySelectorAll("article :is(h2,h3):has(>.headerlink)")) {
    const field = fieldBelow(heading);
    const address = field === null ? null : formFor(field && `&add=${field}`);
    if (!address) continue;
    const words = WORDS[heading.id] ?? "Add a statement";
    const to = heading.firstChild?.textContent ?? "";
    const offer = (said: string, href: string) =>
      heading.append(el("a", { class: "ea-add", href, "aria-label": `${said}: ${to}` }, said));
    if (field === "") offer("Add or correct", address);
    else offer(words, address);
    if (field && !(heading.id in WORDS)) offer("Correct one", formFor(`&correct=${field}`)!);
  }
  for (const edit of document.querySelectorAll<HTMLAnchorElement>(
    ".ea-works a[href*='/edit/main/entities/']",
  )) {
    const title = edit.closest("li")?.querySelector("cite a")?.textContent ?? "";
    const address = formForWork(edit);
    if (address)
      edit.before(
        el("a", { href: address, "aria-label": `Correct this: ${title}` }, "Correct this"),
        " · ",
      );
  }
}

/** The field whose section a heading begins: empty where it begins those of several, null where it begins none. */
function fieldBelow(heading: Element): string | null {
  if (heading.id in WORDS) return heading.id;
  let field = heading.id;
  for (
    let next = heading.nextElementSibling;
    next && !next.matches("h2,h3");
    next = next.nextElementSibling
  ) {
    if (next.matches(".ea-here")) field = next.id;
    if (next.querySelector("tbody[id]")) return "";
    if (next.querySelector("[id^='s-']")) return field.replaceAll("-", "_");
  }
  return null;
}
