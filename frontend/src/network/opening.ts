// The page of relations where its tables have pages of their own: it opens with a body, and the statements are loaded when somebody wants
// to choose. A choice, the button, or an address that holds a choice bring them here, and the other filters.

import { keep, shared } from "../address.ts";
import { el, withWords } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { BODY_LABEL, select } from "./filters.ts";
import { linesOf, lineStyles } from "./lines.ts";
import { Relations } from "./relations.ts";
import { star } from "./star.ts";
import { Statements } from "./statements.ts";

type Box = HTMLElement | SVGAElement;

/** Offer a body, and what else is on those pages. */
export function offer(host: HTMLElement, pages: readonly string[]): void {
  new Opening(host, pages).open();
}

class Opening {
  readonly #host: HTMLElement;
  readonly #pages: readonly string[];
  /** The star of the body with which the page opens. */
  readonly #star: HTMLElement | null;
  /** Boxes of bodies: a click chooses the body. */
  readonly #boxes: readonly Box[];
  readonly #control: HTMLSelectElement;
  readonly #button = moreButton();
  readonly #status = el("p", { class: "ea-legend", role: "status" });

  constructor(host: HTMLElement, pages: readonly string[]) {
    this.#host = host;
    this.#pages = pages;
    const tables = document.querySelector<HTMLElement>("[data-opening]");
    this.#star = tables && drawOpening(tables);
    const bodies = [...document.querySelectorAll<SVGAElement>(".ea-net a[data-body]")];
    const tied = this.#star?.querySelectorAll<HTMLElement>("li>.ea-star-box") ?? [];
    this.#boxes = [...bodies, ...tied];
    this.#control = select("Choose one", namesOf(bodies));
    this.#control.value = tables?.dataset["opening"] ?? "";
  }

  open(): void {
    this.#button.addEventListener("click", () => void this.#load());
    this.#control.addEventListener("input", () => {
      if (this.#control.value) this.#choose(this.#control.value);
    });
    for (const box of this.#boxes) {
      box.addEventListener("click", (event) => this.#onBox(event as MouseEvent, box));
    }
    this.#host.append(withWords(BODY_LABEL, this.#control), this.#button, this.#status);
    if (location.search) void this.#load();
  }

  #onBox(event: MouseEvent, box: Box): void {
    const isOver = !this.#button.isConnected || this.#button.disabled;
    if (isOver || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(box.dataset["body"] ?? "");
  }

  #choose(body: string): void {
    keep(shared({ body }), true);
    void this.#load();
  }

  async #load(): Promise<void> {
    const hadFocus = this.#host.contains(document.activeElement);
    this.#button.disabled = true;
    this.#control.disabled = true;
    this.#status.textContent = "Loading the statements …";
    try {
      const texts = await textsOfSite(this.#pages);
      this.#replace(texts.flatMap(tablesOf));
      if (hadFocus) this.#host.querySelector("select")?.focus({ preventScroll: true });
    } catch (error) {
      this.#status.textContent = "The filters cannot be loaded. The pages below are complete.";
      console.warn(error);
    }
  }

  /** Put the tables into the page, and the filters in place of what it opened with. */
  #replace(tables: readonly HTMLElement[]): void {
    document.querySelector("[data-network-tables]")?.append(...tables);
    this.#star?.remove();
    new Relations(this.#host).open();
  }
}

function moreButton(): HTMLButtonElement {
  const words = "More filters: relation, speaker, day";
  return el("button", { type: "button", class: "ea-button" }, words);
}

/** Draw the body with which the page opens, in place of its tables. */
function drawOpening(tables: HTMLElement): HTMLElement {
  const { all, links } = new Statements(tables);
  const body = tables.dataset["opening"] ?? "";
  const drawn = el("div", { class: "ea-stars" });
  drawn.append(star(body, all, links, lineStyles(linesOf(document))));
  const legend = document.querySelector<HTMLElement>(".ea-net-key")?.cloneNode(true);
  tables.replaceWith(drawn);
  if (legend) drawn.prepend(legend);
  return drawn;
}

function namesOf(bodies: readonly SVGAElement[]): Map<string, string> {
  return new Map(bodies.map((body) => [body.dataset["body"] ?? "", nameOf(body)]));
}

/** The name in a box, which has it in lines, without the number of bodies that it holds. */
function nameOf(body: SVGAElement): string {
  const lines = [...body.querySelectorAll("text")].map((line) => line.textContent);
  return lines.join(" ").replace(/ \(\+[\d,]+\)$/, "");
}

/** The tables of a page, each below its title without the number of the part, since a filter may leave one part alone; addresses in them hold here too, since the page stands in the same folder. */
function tablesOf(text: string): HTMLElement[] {
  const page = new DOMParser().parseFromString(text, "text/html");
  const title = page.querySelector("h1")?.firstChild?.textContent?.replace(/ \(part .*\)/, "");
  const tables = [...page.querySelectorAll<HTMLElement>(".ea-tw:has(>table[data-ties])")];
  return tables.map((table) => el("div", {}, el("h2", {}, title), table));
}
