// A citation mark shows its reference while pointed at or focused, and when tapped; a second tap follows it. Escape, or a
// tap elsewhere, puts it away.

import { beside } from "./beside.ts";

const peek = document.createElement("div");
peek.className = "ea-peek";
peek.id = "ea-peek";
peek.hidden = true;
peek.setAttribute("role", "tooltip");

let owner: HTMLAnchorElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** What the last press came from: a finger cannot point without pressing. */
let pressed = "mouse";

/** Let every citation mark of the page show what it stands for. */
export function previewCitations(): void {
  document.body.append(peek);
  document.addEventListener("pointerover", (event) => {
    const mark = event.pointerType === "mouse" ? markOf(event) : null;
    if (mark && mark !== owner) {
      clearTimeout(timer);
      timer = setTimeout(show, 250, mark);
    } else if (mark || peek.contains(event.target as Node | null)) {
      clearTimeout(timer);
    } else if (event.pointerType === "mouse" && (owner || timer !== undefined)) {
      clearTimeout(timer);
      timer = setTimeout(hide, 200);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    pressed = event.pointerType;
    if (owner && !markOf(event) && !peek.contains(event.target as Node | null)) hide();
  });
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) {
      if (owner && (event.target as Element | null)?.closest("a")) hide();
    } else if (pressed === "touch" && mark !== owner) {
      if (show(mark)) event.preventDefault();
    } else {
      hide();
    }
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark?.matches(":focus-visible")) show(mark);
    else if (owner && pressed !== "touch" && !peek.contains(event.target as Node | null)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) hide();
  });
}

function hide(): void {
  clearTimeout(timer);
  timer = undefined;
  owner?.removeAttribute("aria-describedby");
  owner = null;
  peek.hidden = true;
}

function show(mark: HTMLAnchorElement): boolean {
  const cite = document.getElementById(mark.hash.slice(1))?.querySelector("cite");
  if (!cite) return false;
  hide();
  owner = mark;
  const way = document.createElement("a");
  way.href = mark.hash;
  way.textContent = "Go to the reference";
  const place = mark.querySelector("span")?.textContent?.trim(); // text and fact box leave it out
  peek.replaceChildren(cite.cloneNode(true), place ? ` ${place}` : "", way);
  beside(mark, peek);
  mark.setAttribute("aria-describedby", peek.id);
  return true;
}

function markOf(event: Event): HTMLAnchorElement | null {
  return (event.target as Element | null)?.closest?.<HTMLAnchorElement>(".ea-c a[href^='#ref-']") ?? null;
}
