// A citation mark shows its reference while pointed at or focused, and when tapped; a second tap follows it, and the reference
// then leads back to the mark. Escape, or a tap elsewhere, puts it away. Who speaks and the words of the source are fetched with
// the data of the entry at the first mark.

import { el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { beside } from "./beside.ts";
import { type EntryData, type Mark, type Wording, wordings } from "./wording.ts";

/** Milliseconds that a mouse rests on a mark before its reference is shown, and is away from it before that is hidden. */
const REST = 250;
const AWAY = 200;

/** Let every citation mark of the page show what it stands for. */
export function previewCitations(): void {
  new Preview().listen();
}

class Preview {
  readonly #peek = el("div", { class: "ea-peek", id: "ea-peek", hidden: true, role: "tooltip" });
  readonly #back = el("a", { href: "#ea-mark", class: "ea-sub" }, "Back to the text");
  readonly #hovers = matchMedia("(hover: hover)");
  /** The mark whose reference is shown. */
  #owner: HTMLAnchorElement | null = null;
  /** Set from when a mouse first rests on a mark until the reference is hidden. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the last press came from: a finger cannot point without pressing. */
  #pressed = "mouse";
  #data: Promise<EntryData> | undefined;

  constructor() {
    document.body.append(this.#peek);
  }

  listen(): void {
    document.addEventListener("pointerover", (event) => this.#onPointer(event));
    document.addEventListener("pointerdown", (event) => this.#onPress(event));
    document.addEventListener("click", (event) => this.#onClick(event));
    document.addEventListener("focusin", (event) => this.#onFocus(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#owner) this.#hide();
    });
  }

  #onPointer(event: PointerEvent): void {
    const isMouse = event.pointerType === "mouse";
    const mark = isMouse ? markOf(event) : null;
    const isOpening = this.#owner !== null || this.#timer !== undefined;
    if (mark && mark !== this.#owner) this.#wait(() => this.#show(mark), REST);
    else if (mark || this.#holds(event.target)) clearTimeout(this.#timer);
    else if (isMouse && isOpening) this.#wait(() => this.#hide(), AWAY);
  }

  #wait(does: () => void, time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(does, time);
  }

  #onPress(event: PointerEvent): void {
    this.#pressed = event.pointerType;
    if (this.#owner && !markOf(event) && !this.#holds(event.target)) this.#hide();
  }

  #onClick(event: MouseEvent): void {
    const mark = markOf(event);
    const wasPointedAt = this.#hovers.matches && this.#pressed !== "touch";
    const wasPressed = event.detail > 0; // else it comes from a key or from a screen reader
    if (mark && mark !== this.#owner && !wasPointedAt && wasPressed && this.#show(mark)) {
      event.preventDefault();
      return;
    }
    if (mark) this.#follow(mark);
    else if (this.#owner && isLink(event.target)) this.#follow(this.#owner);
  }

  #onFocus(event: FocusEvent): void {
    const mark = markOf(event);
    const isTouched = this.#pressed === "touch";
    if (mark?.matches(":focus-visible")) this.#show(mark);
    else if (this.#owner && !isTouched && !this.#holds(event.target)) this.#hide();
  }

  /** Whether something is within the box. */
  #holds(target: EventTarget | null): boolean {
    return this.#peek.contains(target as Node | null);
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#owner?.removeAttribute("aria-describedby");
    this.#owner = null;
    this.#peek.hidden = true;
  }

  /** Let the reference of a mark lead back to it. */
  #follow(mark: HTMLAnchorElement): void {
    this.#hide();
    document.getElementById("ea-mark")?.removeAttribute("id");
    mark.id = "ea-mark";
    referenceOf(mark)?.append(this.#back);
  }

  /** Show the reference of a mark; false where it has none. */
  #show(mark: HTMLAnchorElement): boolean {
    const cite = referenceOf(mark)?.querySelector("cite");
    if (!cite) return false;
    this.#hide();
    this.#owner = mark;
    const place = placeOf(mark);
    const way = el("a", { href: mark.hash }, "Go to the reference");
    this.#peek.replaceChildren(cite.cloneNode(true), place && ` ${place}`, way);
    beside(mark, this.#peek);
    mark.setAttribute("aria-describedby", this.#peek.id);
    void this.#addWordings(mark, cite);
    return true;
  }

  /** Add who says what, once that is there, if the reference is still shown. */
  async #addWordings(mark: HTMLAnchorElement, cite: Element): Promise<void> {
    const found = await this.#wordings(mark, cite);
    if (this.#owner !== mark || !found.length) return;
    const lines = found.map((wording, at) => {
      const isSame = wording.who === found[at - 1]?.who;
      return lineOf(wording, isSame ? "" : wording.who);
    });
    this.#peek.prepend(...lines);
    beside(mark, this.#peek);
  }

  /** Who says what where a mark cites it; nothing where the data of the entry cannot be had. */
  async #wordings(mark: HTMLAnchorElement, cite: Element): Promise<Wording[]> {
    const cited = citedBy(mark, cite);
    try {
      this.#data ??= loadEntry();
      return wordings(await this.#data, cited, nameOf);
    } catch {
      this.#data = undefined;
      return [];
    }
  }
}

async function loadEntry(): Promise<EntryData> {
  const link = document.querySelector<HTMLAnchorElement>(".ea-acts a[href$='.json']");
  const [text] = await textsOfSite([link?.href ?? ""]);
  return JSON.parse(text!) as EntryData;
}

function markOf(event: Event): HTMLAnchorElement | null {
  const target = event.target as Element | null;
  return target?.closest?.<HTMLAnchorElement>(".ea-c a[href^='#ref-']") ?? null;
}

function isLink(target: EventTarget | null): boolean {
  return Boolean((target as Element | null)?.closest("a"));
}

function referenceOf(mark: HTMLAnchorElement): HTMLElement | null {
  return document.getElementById(mark.hash.slice(1));
}

/** The place in the work that a mark names; text and fact box leave it out. */
function placeOf(mark: Element): string {
  return mark.querySelector("span")?.textContent?.trim() ?? "";
}

/** What a mark cites. */
function citedBy(mark: HTMLAnchorElement, cite: Element): Mark {
  const row = mark.closest("tr,li,dd,.ea-claim-said");
  const sign = row?.querySelector<HTMLAnchorElement>(".ea-fa");
  const isInText = mark.closest(".ea-lead p,.ea-prose>*") !== null;
  return {
    src: cite.querySelector("a")?.hash.slice(1) ?? "",
    place: placeOf(mark),
    reference: cite.textContent ?? "",
    statement: sign?.hash.slice(3) ?? "",
    text: isInText ? sentenceBefore(mark) : "",
  };
}

/** The sentence that a mark closes, with what stands before it in its paragraph. */
function sentenceBefore(mark: Element): string {
  const range = document.createRange();
  range.selectNodeContents(mark.closest("p,li") ?? mark);
  range.setEndBefore(mark);
  const sentences = range.toString().split(/[.;:](?:\[\d+\]|\s)+/);
  return sentences.at(-1) ?? "";
}

/** The name of an entry, as the page has it. */
function nameOf(id: string): string {
  const selector = `.md-content a[href$="/${id}.html"],.md-content a[href="${id}.html"]`;
  return document.querySelector(selector)?.textContent ?? id;
}

/** The words of a source; `who` is left out where the one before says them too. */
function lineOf({ quote, place }: Wording, who: string): HTMLElement {
  const attributes = quote.lang ? { lang: quote.lang, dir: "auto" } : {};
  return el(
    "p",
    {},
    who && el("b", {}, who),
    who && ": ",
    "“",
    el("bdi", attributes, quote.text),
    quote.translation ? "” (our translation)" : "”",
    place && ` ${place}`,
  );
}
