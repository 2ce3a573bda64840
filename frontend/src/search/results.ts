// The results page: hits by name and by text under filters; its state is in the address.

import { type Child, count, el, numeral } from "../dom.ts";
import { FilterForm } from "./filters.ts";
import {
  besides,
  doTextsLead,
  hitLink,
  inNearSpellings,
  pages,
  proposal,
  textLink,
} from "./hits.ts";
import type { Engine, Filters, Hit, Names, Texts } from "./types.ts";

const FIRST = { names: 10, texts: 5 };
const STEP = 15;

interface State {
  readonly query: string;
  readonly filters: Filters;
}

export function read(search: string | URLSearchParams): State {
  const held = new URLSearchParams(search);
  const word = (name: string) => (held.get(name) ?? "").trim();
  const year = (name: string) => (/^\d{4}$/.test(word(name)) ? Number(word(name)) : null);
  return {
    query: word("q").slice(0, 200),
    filters: {
      kind: word("kind"),
      country: word("country"),
      area: word("area"),
      from: year("from"),
      to: year("to"),
    },
  };
}

export function write({ query, filters }: State): string {
  const held = new URLSearchParams();
  for (const [name, value] of Object.entries({ q: query, ...filters })) {
    if (value !== "" && value !== null) held.set(name, String(value));
  }
  return String(held);
}

export function openResults(host: HTMLElement, engine: Engine): void {
  const form = host.querySelector("form");
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (form && input) void new Results(host, form, input, engine).open();
}

class Results {
  readonly #host: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #engine: Engine;
  readonly #filters: FilterForm;
  readonly #status = el("p", { class: "ea-legend", role: "status" });
  readonly #names = el("section", { "aria-labelledby": "names" });
  readonly #texts = el("section", { "aria-labelledby": "text" });
  #state = read(location.search);
  /** How many hits of each list are shown. */
  #shown = FIRST;
  /** The number of the newest question: answers to earlier ones are passed over. */
  #turn = 0;
  /** The address of the hits that are shown. */
  #drawn = "";
  #hasScrolled = false;

  constructor(host: HTMLElement, form: HTMLFormElement, input: HTMLInputElement, engine: Engine) {
    this.#host = host;
    this.#input = input;
    this.#engine = engine;
    this.#filters = new FilterForm((chosen) => {
      this.#go({ ...this.#state, filters: read(chosen).filters }, true);
    });
    host.append(this.#filters.panel, this.#status, this.#names, this.#texts);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go({ ...this.#state, query: input.value.trim() }, true);
    });
    addEventListener("popstate", () => this.#goBack());
  }

  /** Show what the address asks for. */
  async open(): Promise<void> {
    const wasTyped = document.activeElement === this.#input && this.#input.value; // before this script had come
    if (!wasTyped) this.#input.value = this.#state.query;
    void this.#offerFilters();
    await this.#draw();
    this.#host.dataset["results"] = "drawn"; // what is below shows once it stays where it is
  }

  async #offerFilters(): Promise<void> {
    const choices = await this.#engine.choices().catch(() => null);
    if (!choices) return;
    this.#filters.offer(choices);
    this.#filters.show(this.#state.filters);
    const unknown = this.#filters.unknown(this.#state.filters);
    if (!unknown.length) return;
    const dropped = Object.fromEntries(unknown.map((name) => [name, ""]));
    this.#go({ ...this.#state, filters: { ...this.#state.filters, ...dropped } }, false);
  }

  #go(next: State, push: boolean): void {
    this.#state = next;
    this.#shown = FIRST;
    const search = write(next);
    const address = `${location.pathname}${search && `?${search}`}${push ? "" : location.hash}`;
    history[push ? "pushState" : "replaceState"](null, "", address);
    this.#filters.show(next.filters);
    void this.#draw();
  }

  #goBack(): void {
    const next = read(location.search);
    if (write(next) === write(this.#state)) return;
    this.#state = next;
    this.#input.value = next.query;
    this.#filters.show(next.filters);
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const mine = ++this.#turn;
    const { query } = this.#state;
    const ofPage = document.title.replace(/^.* · (?=Search · )/, "");
    document.title = query ? `${query} · ${ofPage}` : ofPage;
    if (!query) return this.#clear("");
    this.#status.textContent = "Searching …";
    try {
      const found = await answer(this.#engine, this.#state, this.#shown);
      if (mine === this.#turn) this.#drawHits(found);
    } catch {
      if (mine === this.#turn) this.#tellFailure();
    }
  }

  #clear(words: string): void {
    this.#names.replaceChildren();
    this.#texts.replaceChildren();
    this.#status.textContent = words;
  }

  /** Say that the search could not be loaded; the hits of the same query stay. */
  #tellFailure(): void {
    const words = "Search could not be loaded. All names, A to Z, are listed under About.";
    if (this.#drawn === write(this.#state)) this.#status.textContent = words;
    else this.#clear(words);
  }

  #drawHits({ names, texts, doTextsLead }: Answer): void {
    this.#drawn = write(this.#state);
    const [first, second] = doTextsLead ? [this.#texts, this.#names] : [this.#names, this.#texts];
    if (first.nextSibling !== second) this.#host.append(first, second);
    this.#drawNames(names, doTextsLead ? besides(names.hits, texts.hits) : names.hits);
    this.#drawTexts(texts);
    this.#status.textContent = summary(this.#state.query, names, texts);
    if (location.hash !== "#text" || this.#hasScrolled) return;
    this.#hasScrolled = true;
    document.getElementById("text")?.scrollIntoView();
  }

  /** Draw the names, but for those that stand above as passages. */
  #drawNames(found: Names, shown: readonly Hit[]): void {
    const links = shown.map((hit) => hitLink(hit, this.#engine.root));
    const more = this.#more(found.hits.length, found.total, "names", links.length);
    const passed = found.hits.length - links.length;
    const typed = found.isNearest ? links : links.slice(0, found.total - found.respelt - passed);
    const respelt = links.slice(typed.length);
    this.#names.replaceChildren(
      el("h2", { id: "names" }, titleOf(found) + above(passed, found.total)),
      ...listed(typed),
      ...(respelt.length ? [el("h3", {}, `${numeral(found.respelt)} more in near spellings`)] : []),
      ...listed(respelt),
      ...(found.isNearest ? [this.#help()] : more),
    );
  }

  #help(): HTMLElement {
    const suggest = el("a", { href: proposal(this.#state.query) }, "Suggest it");
    const names = el("a", { href: `${this.#engine.root}names/index.html` }, "all names, A to Z");
    return el("p", {}, "Is an entry missing? ", suggest, ", or browse ", names, ".");
  }

  #drawTexts(found: Texts): void {
    const title = found.total
      ? `In the text of ${pages(found)}${above(found.passed, found.total)}`
      : "Not in the text of any page";
    const note = `No text holds all of these words; these hold ${found.part} of them.`;
    this.#texts.replaceChildren(
      el("h2", { id: "text" }, title),
      ...(found.part ? [el("p", { class: "ea-legend" }, note)] : []),
      ...found.besides.map((words) => el("p", {}, `${words}.`)),
      ...listed(found.hits.map((hit) => textLink(hit, this.#engine.root))),
      ...this.#more(found.hits.length, found.total - found.passed, "texts"),
    );
  }

  /** A button for further hits, if there are any; `rows` is how many stand before them. */
  #more(held: number, total: number, key: "names" | "texts", rows = held): HTMLElement[] {
    if (held >= total) return [];
    const words = `Show ${Math.min(STEP, total - held)} more`;
    const button = el("button", { type: "button", class: "ea-button" }, words);
    button.addEventListener("click", async () => {
      this.#shown = { ...this.#shown, [key]: held + STEP };
      await this.#draw();
      const section = key === "names" ? this.#names : this.#texts;
      section.querySelectorAll<HTMLElement>(".ea-hit")[rows]?.focus();
    });
    return [button];
  }
}

export interface Answer {
  readonly names: Names;
  readonly texts: Texts;
  /** Whether passages stand above names. */
  readonly doTextsLead: boolean;
}

/**
 * What the page shows of a query. An entry is shown once: of what stands above by name, no passage follows. The first look at
 * texts, beside that at names, loads the files; the second finds them there.
 */
export async function answer(
  engine: Pick<Engine, "names" | "texts">,
  { query, filters }: State,
  limits: { readonly names: number; readonly texts: number },
): Promise<Answer> {
  const [names, counted] = await Promise.all([
    engine.names(query, filters, limits.names),
    engine.texts(query, filters, 0),
  ]);
  const leads = areTextsFirst(names, counted);
  const but = leads ? [] : names.hits.map(({ entry }) => entry);
  const texts = await engine.texts(query, filters, limits.texts, false, but, names.topic);
  return { names, texts, doTextsLead: leads };
}

/** Whether passages stand above names: as in the box, and where texts of entries are found but no names other than parts of titles of works. */
function areTextsFirst(names: Names, texts: Texts): boolean {
  const isOfWorks = !names.hasEntries && !names.isClose;
  return isOfWorks ? texts.hasEntries : doTextsLead(names, texts);
}

/** How many of those found stand above already, after their number. */
function above(number: number, total: number): string {
  if (!number) return "";
  return number === total ? ", shown above" : `, ${numeral(number)} of them above`;
}

function listed(links: readonly Child[]): HTMLElement[] {
  if (!links.length) return [];
  const items = links.map((link) => el("li", {}, link));
  return [el("div", { class: "ea-results-list" }, el("ol", {}, ...items))];
}

function titleOf(found: Names): string {
  if (found.isNearest) return found.hits.length ? found.closest : "No name matches";
  return found.total ? named(found) : "No names or titles match these filters";
}

/** How many were found, among them works by their titles. */
function named({ total }: Names): string {
  return count(total, "name or title", "names and titles");
}

function summary(query: string, names: Names, texts: Texts): string {
  const nearest = names.hits.length ? "closest entries" : "no name matches";
  const name = names.isNearest ? nearest : named(names) + inNearSpellings(names);
  const text = `${pages(texts)}${texts.isWhole ? "" : ","} with ${texts.part ? "some of " : ""}the words in the text`;
  return `“\u2068${query}\u2069”: ${name}, ${text}.`;
}
