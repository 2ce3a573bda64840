// The search box in the header: a combobox that suggests entries by name. Queries are not stored.

import { count, el } from "../dom.ts";
import { chipFrom, chipsOf, focusChip } from "./chips.ts";
import { AS_OPTION, Drop, type Group } from "./drop.ts";
import {
  besides,
  doTextsLead,
  hitLink,
  inNearSpellings,
  pages,
  proposal,
  textLink,
} from "./hits.ts";
import { PAUSE } from "./pause.ts";
import {
  type Engine,
  type Hit,
  type Names,
  NO_FILTERS,
  type TextHit,
  type Texts,
} from "./types.ts";

export const SHOWN = 8;
/** The most passages shown, each of which may have to be fetched from a file of its own; and the most names below passages. */
export const PASSAGES = 3;
const NEAREST = 3;
/** Further milliseconds before texts are looked for, where no name matches. */
const REST = 350;

let boxes = 0;

/** Make a combobox of the form inside `host`. */
export function openBox(host: HTMLElement, engine: Engine): { focus(): void } {
  const form = host.querySelector("form");
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (!form || !input) return { focus() {} };
  return new SearchBox(host, form, input, engine);
}

class SearchBox {
  readonly #host: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #engine: Engine;
  readonly #drop: Drop;
  readonly #clear = clearButton();
  /** The only kind that is shown; empty: all are. */
  #kind = "";
  /** The number of the newest question: answers to earlier ones are passed over. */
  #turn = 0;
  #asking = 0;
  #isDrawing = false;
  /** Whether the index is there. */
  #isReady = false;

  constructor(host: HTMLElement, form: HTMLFormElement, input: HTMLInputElement, engine: Engine) {
    this.#host = host;
    this.#form = form;
    this.#input = input;
    this.#engine = engine;
    input.after(this.#clear);
    this.#drop = new Drop(form, input, `ea-drop-${++boxes}`);
    this.#listen();
    const isHere = document.activeElement === input;
    if (isHere) this.#warm();
    if (input.value) this.#clear.hidden = false;
    if (input.value && isHere) this.#askSoon(); // typed before this script had come
  }

  focus(): void {
    this.#host.classList.add("ea-open");
    this.#input.focus();
    this.#input.select();
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener("focus", () => this.#warm());
    input.addEventListener("input", () => this.#askSoon());
    input.addEventListener("click", () => {
      if (!this.#drop.isOpen && this.#query) void this.#ask();
    });
    input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#drop.head.addEventListener("keydown", (event) => this.#onChipKey(event));
    this.#clear.addEventListener("click", () => {
      input.focus();
      this.#empty();
    });
    this.#form.addEventListener("submit", (event) => {
      if (this.#query) this.#leave();
      else event.preventDefault();
    });
    this.#form.addEventListener("focusout", ({ relatedTarget }) => {
      const stays = this.#form.contains(relatedTarget as Node | null);
      if (!stays && !this.#isDrawing) this.#leave();
    });
    const opener = this.#host.parentElement?.querySelector<HTMLElement>(".ea-search-open");
    opener?.addEventListener("click", (event) => {
      event.preventDefault();
      this.focus();
    });
  }

  get #query(): string {
    return this.#input.value.trim();
  }

  // Questions and answers

  /** Look for what stands in the field when the typing pauses: a search at each key would fetch files that the next key makes useless. */
  #askSoon(): void {
    this.#begin();
    if (this.#query && !this.#isReady) this.#tell("Searching …", [], 0);
    this.#asking = window.setTimeout(() => void this.#ask(), this.#query ? PAUSE : 0);
  }

  /** Begin a question, and return its number. */
  #begin(): number {
    clearTimeout(this.#asking);
    this.#drop.choose(-1);
    this.#clear.hidden = !this.#input.value;
    return ++this.#turn;
  }

  async #ask(): Promise<void> {
    const mine = this.#begin();
    const query = this.#query;
    if (!query) {
      this.#kind = "";
      this.#drop.beSilent();
      return this.#drop.close();
    }
    try {
      const filters = { ...NO_FILTERS, kind: this.#kind };
      const names = await this.#engine.names(query, filters, SHOWN, true);
      if (mine !== this.#turn) return;
      if (!names.isNearest) this.#draw(query, names, null);
      if (!names.isNearest && !names.isFew) return;
      await new Promise((resolve) => setTimeout(resolve, REST));
      if (mine !== this.#turn) return;
      const texts = await this.#engine.texts(query, filters, PASSAGES, true, [], names.topic);
      if (mine !== this.#turn || (texts.part && !names.isNearest)) return;
      const all = names.isNearest ? await names.nearest!() : names;
      if (mine === this.#turn) this.#draw(query, all, texts);
    } catch {
      if (mine === this.#turn) this.#tell("Search could not be loaded.", [this.#allNames()]);
    }
  }

  #warm(): void {
    this.#engine.warm().then(
      () => (this.#isReady = true),
      () => {},
    );
  }

  #empty(): void {
    this.#input.value = "";
    void this.#ask();
  }

  #leave(): void {
    this.#turn++;
    clearTimeout(this.#asking);
    this.#drop.beSilent();
    this.#drop.close();
    this.#host.classList.remove("ea-open");
  }

  // What is shown

  #draw(query: string, names: Names, texts: Texts | null): void {
    const isFirstLetter = !names.hits.length && [...query].length < 2; // of no name yet
    if (isFirstLetter) return this.#drop.close();
    const [words, rest] = wordsOf(names, texts);
    this.#drawHead(names, el("span", {}, el("b", {}, words), rest));
    const more = { label: "More", links: this.#further(query, names, texts) };
    this.#drop.fill([...this.#found(names, texts), more]);
    this.#drop.say(`${words}${rest}${texts || this.#kind ? "" : kindsOf(names)}.`);
    this.#drop.open();
  }

  /** Draw the head of the list anew; the chip that has the focus keeps it. */
  #drawHead(names: Names, words: HTMLElement): void {
    const { head } = this.#drop;
    const { activeElement } = document;
    const isOnChip = activeElement instanceof HTMLElement && head.contains(activeElement);
    const held = isOnChip ? activeElement.dataset["kind"] : undefined;
    this.#isDrawing = true;
    // a kind that was chosen holds until it is taken back
    const chips =
      !names.isNearest || this.#kind
        ? chipsOf(names, this.#kind, (kind) => this.#showOnly(kind))
        : null;
    head.replaceChildren(words, ...(chips ? [chips] : []));
    if (held !== undefined) {
      const same = head.querySelector<HTMLElement>(`button[data-kind="${CSS.escape(held)}"]`);
      if (same) focusChip(same);
      else this.#input.focus();
    }
    this.#isDrawing = false;
  }

  #showOnly(kind: string): void {
    this.#kind = kind === this.#kind ? "" : kind;
    this.#input.focus();
    void this.#ask();
  }

  /**
   * Passages first where texts hold all words and names do not, then names, but for those that are only like one of the words;
   * else the names that match, or those most like the query. An entry is shown once.
   */
  #found(names: Names, texts: Texts | null): Group[] {
    const leads = texts && doTextsLead(names, texts);
    const like = leads ? names.hits.filter((hit) => !hit.isFar) : names.hits;
    const ofNames = (hits: readonly Hit[]) => ({
      label: names.closest || "Names",
      links: hits.map((hit) => hitLink(hit, this.#engine.root, AS_OPTION)),
    });
    const ofTexts = (hits: readonly TextHit[]) => ({
      label: "In the texts",
      links: hits.map((hit) => textLink(hit, this.#engine.root, AS_OPTION)),
    });
    const groups = leads
      ? [ofTexts(texts.hits), ofNames(besides(like, texts.hits).slice(0, NEAREST))]
      : [ofNames(like), ofTexts(besides(texts?.hits ?? [], like).slice(0, SHOWN - like.length))];
    const some = groups.filter(({ links }) => links.length);
    return some.map((group) => ({ ...group, isShown: some.length > 1 }));
  }

  /** What leads on from here. */
  #further(query: string, names: Names, texts: Texts | null): HTMLAnchorElement[] {
    const results = this.#resultsFor(query);
    const links = [option("Search full text and sources", `${results}#text`)];
    if (!texts && names.total > names.hits.length) {
      links.unshift(option(`All ${count(names.total, "name")}`, results));
    }
    if (names.isNearest) {
      links.push(option("Not found? Suggest an entry", proposal(query)), this.#allNames());
    }
    return links;
  }

  #allNames(): HTMLAnchorElement {
    return option("All names, A to Z", `${this.#engine.root}names/index.html`);
  }

  #resultsFor(query: string): string {
    const address = new URL(this.#form.action);
    const asked = { q: query, ...(this.#kind && { kind: this.#kind }) };
    address.search = String(new URLSearchParams(asked));
    return address.href;
  }

  /** Show and say words in place of hits. */
  #tell(words: string, links: readonly HTMLAnchorElement[], quiet?: number): void {
    this.#drop.head.replaceChildren(el("b", {}, words));
    this.#drop.fill([{ label: "More", links }]);
    this.#drop.say(words, quiet);
    this.#drop.open();
  }

  // Keys

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const { chosen, isOpen } = this.#drop;
    const target = this.#drop.target(event);
    if (target !== undefined) {
      event.preventDefault();
      if (isOpen) this.#drop.choose(target);
      else if (this.#query) void this.#ask();
    } else if (event.key === "Enter" && isOpen && chosen) {
      event.preventDefault();
      chosen.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#escape();
    } else if (["ArrowLeft", "ArrowRight"].includes(event.key) && chosen) this.#drop.choose(-1);
  }

  #escape(): void {
    if (this.#drop.isOpen) this.#leave();
    else if (this.#input.value) this.#empty();
    else this.#input.blur();
  }

  #onChipKey(event: KeyboardEvent): void {
    const chip = (event.target as Element).closest("button");
    if (!chip) return;
    const next = chipFrom(chip, event.key);
    if (next) {
      event.preventDefault();
      focusChip(next);
    } else if (event.key === "ArrowDown" || event.key === "Escape") {
      event.preventDefault();
      this.#input.focus();
      if (event.key === "ArrowDown") this.#drop.choose(0);
      else this.#leave();
    }
  }
}

function clearButton(): HTMLButtonElement {
  const attributes = { type: "button", class: "ea-search-clear", tabindex: -1, hidden: true };
  return el("button", { ...attributes, "aria-label": "Clear the search" }, "×");
}

function option(words: string, href: string): HTMLAnchorElement {
  return el("a", { class: "ea-more", href, ...AS_OPTION }, words);
}

/** How many names of each kind were found, for those who hear it; nothing where they are of one. */
function kindsOf({ kinds }: Names): string {
  if (kinds.length < 2) return "";
  const counted = kinds.map(({ kind, number }) =>
    count(number, kind.one.toLowerCase(), kind.many.toLowerCase()),
  );
  return `: ${counted.join(", ")}`;
}

/** What was found, and what is told of it besides. */
function wordsOf(names: Names, texts: Texts | null): [string, string] {
  const inTexts = texts?.total ? `n the text of ${pages(texts)}` : "";
  if (!names.isNearest || !texts)
    return [count(names.total, "name"), inNearSpellings(names) + (inTexts && `, and i${inTexts}`)];
  const rest = ["", ...texts.besides].join(". ");
  const part = texts.part && `, with ${texts.part} of the words`;
  if (doTextsLead(names, texts)) return [`I${inTexts}`, part + rest];
  if (names.hits.length) return [names.closest, rest];
  if (inTexts) return [`No entry has this name. I${inTexts}`, part + rest];
  const any = texts.isWhole ? "any text" : "do the likeliest texts";
  return ["No entry has this name", `, nor ${any}${rest}`];
}
