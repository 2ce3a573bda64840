// A citation mark shows its reference while pointed at or focused, and when tapped; a second tap follows it, and the reference
// then leads back to the mark. Escape, or a tap elsewhere, puts it away. Who speaks and the words of the source are fetched with
// the data of the entry at the first mark.

import { el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { beside } from "./beside.ts";
import { type EntryData, type Wording, wordings } from "./wording.ts";

const peek = document.createElement("div");
peek.className = "ea-peek";
peek.id = "ea-peek";
peek.hidden = true;
peek.setAttribute("role", "tooltip");

let owner: HTMLAnchorElement | null = null;
let data: Promise<EntryData> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** What the last press came from: a finger cannot point without pressing. */
let pressed = "mouse";
const hovers = matchMedia("(hover: hover)");
const back = el("a", { href: "#ea-mark", class: "ea-sub" }, "Back to the text");

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
    const pointed = hovers.matches && pressed !== "touch";
    // a click without a press comes from a key or from a screen reader
    if (mark && mark !== owner && !pointed && event.detail && show(mark)) event.preventDefault();
    else if (mark || (owner && (event.target as Element | null)?.closest("a")))
      follow(mark ?? owner);
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

/** Let the reference of a mark lead back to it. */
function follow(mark: HTMLAnchorElement | null): void {
  hide();
  if (!mark) return;
  document.getElementById("ea-mark")?.removeAttribute("id");
  mark.id = "ea-mark";
  document.getElementById(mark.hash.slice(1))?.append(back);
}

function show(mark: HTMLAnchorElement): boolean {
  const cite = document.getElementById(mark.hash.slice(1))?.querySelector("cite");
  if (!cite) return false;
  hide();
  owner = mark;
  const place = mark.querySelector("span")?.textContent?.trim() ?? ""; // text and fact box leave it out
  const way = el("a", { href: mark.hash }, "Go to the reference");
  peek.replaceChildren(cite.cloneNode(true), place ? ` ${place}` : "", way);
  beside(mark, peek);
  mark.setAttribute("aria-describedby", peek.id);
  void said(mark, cite, place).then((found) => {
    if (owner !== mark || !found.length) return;
    peek.prepend(
      ...found.map(({ who, quote, place }, at) =>
        line(who === found[at - 1]?.who ? "" : who, quote, place),
      ),
    );
    beside(mark, peek);
  });
  return true;
}

/** Who says what where a mark cites it; nothing where the data of the entry cannot be had. */
async function said(mark: HTMLAnchorElement, cite: Element, place: string): Promise<Wording[]> {
  const address =
    document.querySelector<HTMLAnchorElement>(".ea-acts a[href$='.json']")?.href ?? "";
  const src = cite.querySelector("a")?.hash.slice(1) ?? "";
  const sign = mark.closest("tr,li,dd,.ea-claim-said")?.querySelector<HTMLAnchorElement>(".ea-fa");
  const text = mark.closest(".ea-lead p,.ea-prose>*") ? before(mark) : "";
  const found = {
    src,
    place,
    reference: cite.textContent ?? "",
    statement: sign?.hash.slice(3) ?? "",
    text,
  };
  try {
    return wordings(await (data ??= load(address)), found, nameOf);
  } catch {
    data = undefined;
    return [];
  }
}

async function load(address: string): Promise<EntryData> {
  return JSON.parse((await textsOfSite([address]))[0]!) as EntryData;
}

/** The sentence that a mark closes, with what stands before it in its paragraph. */
function before(mark: Element): string {
  const range = document.createRange();
  range.selectNodeContents(mark.closest("p,li") ?? mark);
  range.setEndBefore(mark);
  return (
    range
      .toString()
      .split(/[.;:](?:\[\d+\]|\s)+/)
      .at(-1) ?? ""
  );
}

function nameOf(id: string): string {
  return (
    document.querySelector(`.md-content a[href$="/${id}.html"],.md-content a[href="${id}.html"]`)
      ?.textContent ?? id
  );
}

function line(who: string, quote: Wording["quote"], place: string): HTMLElement {
  const words = el("bdi", quote.lang ? { lang: quote.lang, dir: "auto" } : {}, quote.text);
  return el(
    "p",
    {},
    who && el("b", {}, who),
    who && ": ",
    "“",
    words,
    quote.translation ? "” (our translation)" : "”",
    place && ` ${place}`,
  );
}

function markOf(event: Event): HTMLAnchorElement | null {
  return (
    (event.target as Element | null)?.closest?.<HTMLAnchorElement>(".ea-c a[href^='#ref-']") ?? null
  );
}
