// A field in which entries are found by name, in any spelling, by the search of the site.

import { el } from "../dom.ts";
import { type Engine, NO_FILTERS } from "../search/types.ts";

const SHOWN = 8;
const PAUSE = 150; // ms without a key before names are looked for

/** A kind of entries as the page lists it. */
export interface Listed {
  readonly folder: string;
  readonly key: string;
  readonly singular: string;
  /** Its entries are rows on the pages of others, as works are. */
  readonly isRow: boolean;
}

export interface Choice {
  readonly id: string;
  readonly folder: string;
  readonly name: string;
}

/** What can be chosen beside what the search finds, such as a new work for an address. */
export interface Extra {
  readonly label: string;
  choose(): void;
}

export interface Options {
  readonly input: HTMLInputElement;
  readonly engine: Engine;
  readonly kinds: readonly Listed[];
  readonly extras: (typed: string) => readonly Extra[];
  readonly chosen: (choice: Choice) => void;
}

let lists = 0;

/** Make a combobox of a text field; what is chosen is told, and what is typed stays in the field. */
export function makeFinder({ input, engine, kinds, extras, chosen }: Options): HTMLElement {
  const id = `ea-write-list-${++lists}`;
  const list = el("ul", { class: "ea-write-list", role: "listbox", id, "aria-label": "Entries found", hidden: true });
  const status = el("span", { class: "ea-vh", role: "status" });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off", spellcheck: "false" })) input.setAttribute(name, value);
  let turn = 0;
  let waiting = 0;
  let active = -1;
  let acts: (() => void)[] = [];

  const items = () => [...list.children] as HTMLElement[];

  function show(open: boolean): void {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }

  function mark(at: number): void {
    active = at;
    items().forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", items()[at]!.id);
    items()[at]!.scrollIntoView({ block: "nearest" });
  }

  function take(at: number): void {
    const act = acts[at];
    turn++;
    show(false);
    act?.();
  }

  function draw(found: readonly Choice[], typed: string): void {
    const offered = extras(typed);
    acts = [...found.map((choice) => () => chosen(choice)), ...offered.map((extra) => () => extra.choose())];
    const named = (choice: Choice) => [el("span", {}, choice.name), " ", el("span", { class: "ea-write-kind" }, kinds.find(({ folder }) => folder === choice.folder)?.singular ?? "")];
    const rows = [...found.map(named), ...offered.map((extra) => [extra.label])];
    list.replaceChildren(...rows.map((row, at) => el("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" }, ...row)));
    if (!rows.length) list.replaceChildren(el("li", { class: "ea-write-nothing", role: "option", "aria-disabled": "true", id: `${id}-0` }, "Nothing found by this name"));
    status.textContent = found.length ? `${found.length} found; arrows choose` : "Nothing found by this name";
    show(true);
  }

  async function ask(): Promise<void> {
    const mine = ++turn;
    const typed = input.value.trim();
    if (!typed && !extras("").length) return show(false);
    const found = typed ? await find(engine, kinds, typed).catch(() => []) : [];
    if (mine === turn && document.activeElement === input) draw(found, typed);
  }

  input.addEventListener("focus", () => {
    engine.warm();
    if (!input.value && kinds.every(({ isRow }) => isRow)) void ask();
  });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    turn++;
    waiting = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      if (acts.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + acts.length) % acts.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && acts.length) take(Math.max(active, 0));
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  input.addEventListener("blur", () => {
    turn++;
    show(false);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = items().indexOf((event.target as Element).closest("li")!);
    if (at >= 0) take(at);
  });
  return el("span", { class: "ea-write-found" }, list, status);
}

/** Entries of these kinds by name; an address finds nothing, since the index has none. */
async function find(engine: Engine, kinds: readonly Listed[], typed: string): Promise<Choice[]> {
  if (/^https?:/i.test(typed)) return [];
  const only = kinds.length === 1 ? kinds[0]!.key : "";
  const isBrief = !kinds.some(({ isRow }) => isRow);
  const { hits } = await engine.names(typed, { ...NO_FILTERS, kind: only }, only ? SHOWN : 5 * SHOWN, isBrief);
  const choices: Choice[] = [];
  for (const hit of hits) {
    const kind = kinds.find(({ key }) => key === hit.kind.id);
    if (kind) choices.push({ id: idIn(hit.address), folder: kind.folder, name: hit.name.text });
  }
  return choices.slice(0, SHOWN);
}

/** The id in an address of an entry; a work is a row of the page of its publisher. */
function idIn(address: string): string {
  const [page = "", row] = address.split("#");
  return row ?? page.slice(page.lastIndexOf("/") + 1).replace(/\.html$/, "");
}
