// A field in which entries are found by name, in any spelling, by the search of the site.

import { el } from "../dom.ts";
import { type Engine, type Hit, NO_FILTERS } from "../search/types.ts";
import { addressIn } from "./addresses.ts";

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
  /** What tells it from others of the same name: of a work its publisher and date. */
  readonly line: string;
}

/** What is found by a name; `exact` is the only entry that has this very name or id. */
export interface Found {
  readonly choices: readonly Choice[];
  readonly exact: Choice | null;
  /** Whether these have the words, and are not only somewhat alike. */
  readonly isSure: boolean;
}

/** What can be chosen beside what the search finds, such as a new work for an address. */
export interface Extra {
  readonly label: string;
  /** It stands before what is found. */
  readonly isFirst?: boolean;
  choose(): void;
}

export interface Options {
  readonly input: HTMLInputElement;
  readonly engine: Engine;
  readonly kinds: readonly Listed[];
  /** `found` tells whether entries have this name. */
  readonly extras: (typed: string, found: boolean) => readonly Extra[];
  readonly chosen: (choice: Choice) => void;
  /** Find the work that an address is of. */
  readonly at?: (address: string) => Promise<Choice | null>;
  /** Somebody goes on without a choice, and no entry has exactly this name. */
  readonly left?: (typed: string, found: Found) => void;
}

/** The names that are still looked up, after somebody went on without a choice. */
export const lookedUp = new Set<Promise<void>>();

const NOTHING: Found = { choices: [], exact: null, isSure: false };

let isPressed = false;
for (const type of ["pointerdown", "pointerup", "pointercancel"])
  addEventListener(type, () => (isPressed = type === "pointerdown"), true);

/** Wait until a button that is pressed was released: one that moves meanwhile would not be clicked. */
async function released(): Promise<void> {
  while (isPressed) await new Promise((done) => setTimeout(done, 20));
  await new Promise((done) => setTimeout(done));
}

let lists = 0;

/** Make a combobox of a text field; what is chosen is told, and what is typed stays in the field. */
export function makeFinder(options: Options): HTMLElement {
  const { input, engine, kinds, extras, chosen, left } = options;
  const id = `ea-write-list-${++lists}`;
  const list = el("ul", {
    class: "ea-write-list",
    role: "listbox",
    id,
    "aria-label": "Entries found",
    hidden: true,
  });
  const status = el("span", { class: "ea-vh", role: "status" });
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
    autocomplete: "off",
    spellcheck: "false",
  }))
    input.setAttribute(name, value);
  let turn = 0;
  let waiting = 0;
  let active = -1;
  let acts: (() => void)[] = [];
  let listed = ""; // the text that the list answers, or for which it was dismissed; while names are looked up, not the one in the field
  let isSettled = true; // until something is typed
  let isTaking = false;

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
    isTaking = true; // whoever describes a new work leaves the field by that
    act?.();
    isTaking = false;
    isSettled = true;
  }

  function draw({ choices: found, isSure }: Found, typed: string): void {
    const offered = extras(typed, isSure);
    const before = offered.filter(({ isFirst }) => isFirst);
    const after = offered.filter(({ isFirst }) => !isFirst);
    const act = (extra: Extra) => () => extra.choose();
    acts = [...before.map(act), ...found.map((choice) => () => chosen(choice)), ...after.map(act)];
    const kindOf = (choice: Choice) => kinds.find(({ folder }) => folder === choice.folder);
    const named = (choice: Choice) => [
      el("span", {}, choice.name),
      " ",
      el(
        "span",
        { class: "ea-write-kind" },
        (kindOf(choice)?.isRow && choice.line) || kindOf(choice)?.singular || "",
      ),
    ];
    const worded = (extra: Extra) => [extra.label];
    const rows = [...before.map(worded), ...found.map(named), ...after.map(worded)];
    list.replaceChildren(
      ...rows.map((row, at) =>
        el("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" }, ...row),
      ),
    );
    if (!rows.length)
      list.replaceChildren(
        el(
          "li",
          { class: "ea-write-nothing", role: "option", "aria-disabled": "true", id: `${id}-0` },
          "Nothing found by this name",
        ),
      );
    status.textContent = found.length
      ? `${found.length} found; arrows choose`
      : "Nothing found by this name";
    listed = typed;
    mark(-1);
    show(true);
  }

  /** Choose the entry that has the very name that was typed, or tell that none has. */
  async function settle(typed: string): Promise<void> {
    if (!typed || !left) return;
    const found = await find(options, typed).catch(() => NOTHING);
    await released();
    if (input.value.trim() !== typed) return;
    if (found.exact) chosen(found.exact);
    else left(typed, found);
    isSettled = true;
  }

  async function ask(): Promise<void> {
    const mine = ++turn;
    const typed = input.value.trim();
    if (!typed && !extras("", false).length) return show(false);
    const found = typed ? await find(options, typed).catch(() => NOTHING) : NOTHING;
    if (mine === turn && document.activeElement === input) draw(found, typed);
  }

  /** Take what is marked, or the first; where the list is for an earlier text, the first that is found for this one, though the field is left meanwhile. */
  async function answer(): Promise<void> {
    const typed = input.value.trim();
    if (typed !== listed) {
      if (!typed || isSettled) return;
      clearTimeout(waiting);
      turn++;
      isSettled = true;
      const found = await find(options, typed).catch(() => NOTHING);
      await released();
      if (input.value.trim() !== typed) return;
      draw(found, typed);
      if (!acts.length) {
        isSettled = document.activeElement !== input;
        if (!isSettled) return; // it is told when the field is left
        show(false);
        left?.(typed, found);
      }
    }
    if (!list.hidden && acts.length) take(Math.max(active, 0));
  }

  input.addEventListener("focus", () => {
    engine.warm();
    if (!input.value && kinds.every(({ isRow }) => isRow)) void ask();
  });
  input.addEventListener("input", () => {
    isSettled = false;
    clearTimeout(waiting);
    turn++;
    waiting = window.setTimeout(() => void ask(), PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      if (acts.length)
        mark((active + (event.key === "ArrowDown" ? 1 : -1) + acts.length) % acts.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const looking = answer().finally(() => lookedUp.delete(looking));
      lookedUp.add(looking);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      clearTimeout(waiting);
      turn++;
      listed = input.value.trim();
      show(false);
    }
  });
  input.addEventListener("blur", () => {
    turn++;
    clearTimeout(waiting);
    show(false);
    if (isTaking || isSettled) return;
    isSettled = true;
    const looking = settle(input.value.trim()).finally(() => lookedUp.delete(looking));
    lookedUp.add(looking);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = items().indexOf((event.target as Element).closest("li")!);
    if (at >= 0) take(at);
  });
  return el("span", { class: "ea-write-found" }, list, status);
}

/** Entries of these kinds by name, or the work of an address. */
async function find({ engine, kinds, at }: Options, typed: string): Promise<Found> {
  const address = addressIn(typed);
  if (address) {
    const work = await at?.(address);
    return work ? { choices: [work], exact: work, isSure: true } : NOTHING;
  }
  const only = kinds.length === 1 ? kinds[0]!.key : "";
  const isBrief = !kinds.some(({ isRow }) => isRow);
  const { hits, isNearest } = await engine.names(
    typed,
    { ...NO_FILTERS, kind: only },
    only ? SHOWN : 5 * SHOWN,
    isBrief,
  );
  const choices: Choice[] = [];
  const exact: Choice[] = [];
  for (const hit of hits) {
    const kind = kinds.find(({ key }) => key === hit.kind.id);
    if (!kind) continue;
    const choice = {
      id: idIn(hit.address),
      folder: kind.folder,
      name: hit.name.text,
      line: hit.line,
    };
    choices.push(choice);
    if (isNamed(hit, choice.id, typed)) exact.push(choice);
  }
  return {
    choices: choices.slice(0, SHOWN),
    exact: exact.length === 1 ? exact[0]! : null,
    isSure: !isNearest && choices.length > 0,
  };
}

/** Whether a text is a whole name of an entry, but for its spelling, or its id. */
function isNamed({ name, native, matched }: Hit, id: string, typed: string): boolean {
  const folded = (text: string) => globalThis.atlasFolding?.fold(text).join(" ") ?? text;
  const spellings = [
    name.text,
    native?.text ?? "",
    matched.pieces.map(({ text }) => text).join(""),
  ];
  return id === typed || spellings.some((text) => folded(text) === folded(typed));
}

/** The id in an address of an entry; a work is a row of the page of its publisher. */
function idIn(address: string): string {
  const [page = "", row] = address.split("#");
  return row ?? page.slice(page.lastIndexOf("/") + 1).replace(/\.html$/, "");
}
