// The search box in the header: a combobox that suggests entries by name. Queries are not stored.

import { count, el } from "../dom.ts";
import { hitLink, inNearSpellings, proposal } from "./hits.ts";
import { type Engine, type Names, NO_FILTERS } from "./types.ts";

const SHOWN = 8;
const QUIET = 500; // ms without a key before the number of hits is said aloud

let boxes = 0;

/** Make a combobox of the form inside `host`. */
export function openBox(host: HTMLElement, engine: Engine): { focus(): void } {
  const form = host.querySelector("form");
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (!form || !input) return { focus() {} };

  const id = `ea-drop-${++boxes}`;
  const sum = el("div", { class: "ea-drop-sum" });
  const list = el("div", { class: "ea-drop-list", role: "listbox", id, tabindex: -1, "aria-label": "Search results" });
  const end = el("div", { class: "ea-drop-end ea-drop-keys", "aria-hidden": "true" });
  const drop = el("div", { class: "ea-drop", hidden: true }, sum, list, end);
  const status = el("div", { class: "ea-vh", role: "status" });
  const clear = el("button", { type: "button", class: "ea-search-clear", "aria-label": "Clear the search", tabindex: -1, hidden: true }, "×");
  for (const key of ["↑", "↓"]) end.append(el("kbd", {}, key), " ");
  end.append("choose ", el("kbd", {}, "Enter"), " open ", el("kbd", {}, "Esc"), " close");
  input.after(clear);
  form.append(drop, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-controls": id,
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  }))
    input.setAttribute(name, value);

  let kind = "";
  let turn = 0;
  let active = -1;
  let saying = 0;

  const options = () => [...list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  const isOpen = () => !drop.hidden;

  function choose(index: number): void {
    const all = options();
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    active = index;
    const option = all[index];
    if (option) {
      input!.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input!.removeAttribute("aria-activedescendant");
  }

  function show(open: boolean): void {
    drop.hidden = !open;
    input!.setAttribute("aria-expanded", String(open && options().length > 0));
    if (!open) choose(-1);
  }

  function say(words: string): void {
    clearTimeout(saying);
    saying = window.setTimeout(() => (status.textContent = words), QUIET);
  }

  function more(words: string, href: string): HTMLAnchorElement {
    return el("a", { class: "ea-more", role: "option", tabindex: -1, href, "aria-selected": "false" }, words);
  }

  function group(label: string, shown: boolean, items: HTMLAnchorElement[]): HTMLElement {
    const head = `${id}-${list.childElementCount}`;
    const made = el("div", { role: "group", "aria-labelledby": head }, el("div", { class: shown ? "ea-group" : "ea-vh", id: head, role: "presentation" }, label), ...items);
    list.append(made);
    return made;
  }

  function results(query: string): string {
    const at = new URL(form!.action);
    at.search = String(new URLSearchParams({ q: query, ...(kind && { kind }) }));
    return at.href;
  }

  function chips(names: Names): void {
    if (names.kinds.length < 2 && !kind) return;
    const held = el("div", { class: "ea-chips", role: "group", "aria-label": "Show only" });
    const all = [{ kind: { id: "", one: "", many: "All" }, number: 0 }, ...names.kinds];
    for (const { kind: own, number } of all) {
      if (!own.id && !kind) continue;
      const mark = own.id ? el("span", { class: `ea-k ea-k-${own.id}` }, `${own.many} ${number.toLocaleString("en")}`) : own.many;
      const chip = el("button", { type: "button", class: "ea-chip", "data-kind": own.id, "aria-pressed": own.id ? String(own.id === kind) : null, tabindex: held.childElementCount ? -1 : 0 }, mark);
      chip.addEventListener("click", () => {
        kind = own.id === kind ? "" : own.id;
        input!.focus();
        void ask();
      });
      held.append(chip);
    }
    sum.append(held);
  }

  // Results that follow draw the chips anew: who stands on one of them stays there.
  let isDrawing = false;
  function keepFocus(held: string | undefined): void {
    const all = [...sum.querySelectorAll<HTMLButtonElement>("button")];
    const same = all.find((chip) => chip.dataset["kind"] === held);
    if (same) all.forEach((chip) => (chip.tabIndex = chip === same ? 0 : -1));
    (same ?? input!).focus();
  }

  function draw(query: string, names: Names): void {
    if (!names.hits.length && [...query].length < 2) return show(false); // a first letter that is no name yet
    const chosen = options()[active]?.href;
    const focused = [...sum.querySelectorAll<HTMLButtonElement>("button")].find((chip) => chip === document.activeElement);
    isDrawing = true;
    sum.replaceChildren();
    list.replaceChildren();
    const total = count(names.total, "name");
    if (names.isNearest) sum.append(el("b", {}, "No name matches."), names.hits.length ? " Nearest names:" : "");
    else sum.append(names.isComplete ? el("span", {}, el("b", {}, total), inNearSpellings(names)) : el("b", {}, "…"));
    if (!names.isNearest) chips(names);
    if (focused) keepFocus(focused.dataset["kind"]);
    isDrawing = false;
    if (names.hits.length) {
      const items = names.hits.map((hit) => hitLink(hit, engine.root, { role: "option", tabindex: "-1", "aria-selected": "false" }));
      group(names.isNearest ? "Nearest names" : "Names", false, items);
    }
    const further = [];
    if (names.isComplete && names.total > names.hits.length) further.push(more(`All ${total}`, results(query)));
    further.push(more("Search full text", `${results(query)}#text`));
    if (names.isNearest) {
      further.push(more("Not found? Suggest an entry", proposal(query)));
      further.push(more("All names, A to Z", `${engine.root}names/index.html`));
    }
    group("More", false, further);
    options().forEach((option, at) => (option.id = `${id}-o${at}`));
    choose(chosen ? options().findIndex((option) => option.href === chosen) : -1);
    const kinds = names.kinds.map(({ kind: own, number }) => count(number, own.one.toLowerCase(), own.many.toLowerCase()));
    const parts = kinds.length > 1 && !kind ? `: ${kinds.join(", ")}` : "";
    if (names.isComplete) say(names.isNearest ? `No name matches. ${names.hits.length ? `${count(names.hits.length, "nearest name")} offered.` : ""}` : `${total}${inNearSpellings(names)}${parts}.`);
    show(true);
  }

  function fail(): void {
    list.replaceChildren();
    sum.replaceChildren(el("b", {}, "Search could not be loaded."));
    group("More", false, [more("All names, A to Z", `${engine.root}names/index.html`)]);
    options().forEach((option, at) => (option.id = `${id}-o${at}`));
    say("Search could not be loaded.");
    show(true);
  }

  async function ask(): Promise<void> {
    const query = input!.value.trim();
    const mine = ++turn;
    choose(-1);
    clear.hidden = !input!.value;
    if (!query) {
      kind = "";
      clearTimeout(saying);
      status.textContent = "";
      return show(false);
    }
    try {
      const here = (names: Names) => mine === turn && draw(query, names);
      here(await engine.names(query, { ...NO_FILTERS, kind }, SHOWN, here));
    } catch {
      if (mine === turn) fail();
    }
  }

  function leave(): void {
    turn++;
    show(false);
    host.classList.remove("ea-open");
  }

  function keys(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = options();
    const last = all.length - 1;
    const to: Record<string, number> = {
      ArrowDown: active >= last ? -1 : active + 1,
      ArrowUp: active < 0 ? last : active - 1,
      ...(active >= 0 && !event.shiftKey && { Home: 0, End: last }),
    };
    if (event.key in to) {
      event.preventDefault();
      if (isOpen()) choose(to[event.key]!);
      else if (input!.value.trim()) void ask();
    } else if (event.key === "Enter" && isOpen() && active >= 0) {
      event.preventDefault();
      all[active]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (isOpen()) return leave();
      if (input!.value) {
        input!.value = "";
        void ask();
      } else input!.blur();
    } else if (["ArrowLeft", "ArrowRight"].includes(event.key) && active >= 0) choose(-1);
  }

  // The chips are one stop of the Tab key; arrows go between them, and down into the list.
  function chipKeys(event: KeyboardEvent): void {
    const held = [...sum.querySelectorAll("button")];
    const at = held.indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: held.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const to = held[(next + held.length) % held.length]!;
      held.forEach((chip) => (chip.tabIndex = chip === to ? 0 : -1));
      to.focus();
    } else if (event.key === "ArrowDown" || event.key === "Escape") {
      event.preventDefault();
      input!.focus();
      if (event.key === "ArrowDown") choose(0);
      else leave();
    }
  }

  input.addEventListener("focus", () => engine.warm());
  input.addEventListener("input", () => void ask());
  input.addEventListener("click", () => !isOpen() && input.value.trim() && void ask());
  input.addEventListener("keydown", keys);
  sum.addEventListener("keydown", chipKeys);
  clear.addEventListener("click", () => {
    input.value = "";
    input.focus();
    void ask();
  });
  form.addEventListener("submit", (event) => {
    if (!input.value.trim()) event.preventDefault();
    else leave();
  });
  // A click beside the links of the list takes no focus from the input.
  drop.addEventListener("mousedown", (event) => !(event.target as Element).closest("button") && event.preventDefault());
  form.addEventListener("focusout", (event) => {
    if (!isDrawing && !form.contains(event.relatedTarget as Node | null)) leave();
  });

  const opener = host.parentElement?.querySelector<HTMLElement>(".ea-search-open");
  function focus(): void {
    host.classList.add("ea-open");
    input!.focus();
    input!.select();
  }
  opener?.addEventListener("click", (event) => {
    event.preventDefault();
    focus();
  });
  if (document.activeElement === input) engine.warm();
  if (input.value) clear.hidden = false;
  return { focus };
}
