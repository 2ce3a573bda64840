// The search box in the header: a combobox that suggests entries by name. Queries are not stored.

import { count, el } from "../dom.ts";
import { hitLink, inNearSpellings, pages, proposal, textLink } from "./hits.ts";
import { type Engine, type Names, NO_FILTERS, type Texts } from "./types.ts";

const SHOWN = 8;
const NEAREST = 3; // names shown beside texts that have all words
const PAUSE = 150; // ms without a key before names are looked for
const REST = 350; // further ms before texts are, where no name matches
const QUIET = 500; // ms without a key before the number of hits is said aloud

let boxes = 0;

/** Whether texts have all words of a query that no name has, save for a letter. */
const leads = (names: Names, texts: Texts) =>
  texts.total > 0 && !texts.isPartial && !texts.isRespelt && !names.isClose;

/** What was found where no name matches. */
function wordsOf(names: Names, texts: Texts): string {
  if (leads(names, texts)) return `In the text of ${pages(texts)}`;
  if (names.hits.length)
    return names.isClose ? "Similar names" : "Nothing has all of these words. Similar names";
  return texts.total
    ? `In the text of ${pages(texts)}, with most of the words`
    : texts.isWhole
      ? "Nothing found"
      : "Not in the names, nor in the likeliest texts";
}

/** Make a combobox of the form inside `host`. */
export function openBox(host: HTMLElement, engine: Engine): { focus(): void } {
  const form = host.querySelector("form");
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (!form || !input) return { focus() {} };

  const id = `ea-drop-${++boxes}`;
  const sum = el("div", { class: "ea-drop-sum" });
  const list = el("div", {
    class: "ea-drop-list",
    role: "listbox",
    id,
    tabindex: -1,
    "aria-label": "Search results",
  });
  const end = el("div", { class: "ea-drop-end ea-drop-keys", "aria-hidden": "true" });
  const drop = el("div", { class: "ea-drop", hidden: true }, sum, list, end);
  const status = el("div", { class: "ea-vh", role: "status" });
  const clear = el(
    "button",
    {
      type: "button",
      class: "ea-search-clear",
      "aria-label": "Clear the search",
      tabindex: -1,
      hidden: true,
    },
    "×",
  );
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
  let asking = 0;

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
    return el(
      "a",
      { class: "ea-more", role: "option", tabindex: -1, href, "aria-selected": "false" },
      words,
    );
  }

  function group(label: string, shown: boolean, items: HTMLAnchorElement[]): HTMLElement {
    const head = `${id}-${list.childElementCount}`;
    const made = el(
      "div",
      { role: "group", "aria-labelledby": head },
      el("div", { class: shown ? "ea-group" : "ea-vh", id: head, role: "presentation" }, label),
      ...items,
    );
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
      const mark = own.id
        ? el("span", { class: `ea-k ea-k-${own.id}` }, `${own.many} ${number.toLocaleString("en")}`)
        : own.many;
      const chip = el(
        "button",
        {
          type: "button",
          class: "ea-chip",
          "data-kind": own.id,
          "aria-pressed": own.id ? String(own.id === kind) : null,
          tabindex: held.childElementCount ? -1 : 0,
        },
        mark,
      );
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

  function draw(query: string, names: Names, texts: Texts | null): void {
    if (!names.hits.length && [...query].length < 2) return show(false); // a first letter that is no name yet
    const chosen = options()[active]?.href;
    const focused = [...sum.querySelectorAll<HTMLButtonElement>("button")].find(
      (chip) => chip === document.activeElement,
    );
    isDrawing = true;
    sum.replaceChildren();
    list.replaceChildren();
    const total = count(names.total, "name");
    const words = texts ? wordsOf(names, texts) : `${total}${inNearSpellings(names)}`;
    sum.append(
      texts ? el("b", {}, words) : el("span", {}, el("b", {}, total), inNearSpellings(names)),
    );
    if (!names.isNearest || kind) chips(names); // a kind that was chosen holds until it is taken back
    if (focused) keepFocus(focused.dataset["kind"]);
    isDrawing = false;
    const attributes = { role: "option", tabindex: "-1", "aria-selected": "false" };
    const ofNames = names.hits.map((hit) => hitLink(hit, engine.root, attributes));
    const ofTexts = (texts?.hits ?? []).map((hit) => textLink(hit, engine.root, attributes));
    if (!texts) group("Names", false, ofNames);
    else if (leads(names, texts))
      groups(["In the texts", ofTexts], ["Similar names", ofNames.slice(0, NEAREST)]);
    else
      groups(
        ["Similar names", ofNames],
        ["In the texts", ofTexts.slice(0, SHOWN - ofNames.length)],
      );
    const further = [];
    if (!texts && names.total > names.hits.length)
      further.push(more(`All ${total}`, results(query)));
    further.push(more("Search full text and sources", `${results(query)}#text`));
    if (names.isNearest) {
      further.push(more("Not found? Suggest an entry", proposal(query)));
      further.push(more("All names, A to Z", `${engine.root}names/index.html`));
    }
    group("More", false, further);
    options().forEach((option, at) => (option.id = `${id}-o${at}`));
    choose(chosen ? options().findIndex((option) => option.href === chosen) : -1);
    const kinds = names.kinds.map(({ kind: own, number }) =>
      count(number, own.one.toLowerCase(), own.many.toLowerCase()),
    );
    const parts = kinds.length > 1 && !kind ? `: ${kinds.join(", ")}` : "";
    say(`${words}${texts ? "" : parts}.`);
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

  function groups(...parts: [label: string, items: HTMLAnchorElement[]][]): void {
    const held = parts.filter(([, items]) => items.length);
    for (const [label, items] of held) group(label, held.length > 1, items);
  }

  async function ask(): Promise<void> {
    clearTimeout(asking);
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
      const filters = { ...NO_FILTERS, kind };
      const names = await engine.names(query, filters, SHOWN, true);
      if (names.isNearest) await new Promise((resolve) => setTimeout(resolve, REST));
      if (mine !== turn) return;
      const texts = names.isNearest ? await engine.texts(query, filters, SHOWN, true) : null;
      if (mine === turn) draw(query, names, texts);
    } catch {
      if (mine === turn) fail();
    }
  }

  /** Look for what stands in the field when the typing pauses: each key would ask for files that the next one needs not. */
  function askSoon(): void {
    turn++;
    clearTimeout(asking);
    choose(-1);
    clear.hidden = !input!.value;
    asking = window.setTimeout(() => void ask(), input!.value.trim() ? PAUSE : 0);
  }

  function leave(): void {
    turn++;
    clearTimeout(asking);
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
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: held.length - 1 }[
      event.key
    ];
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
  input.addEventListener("input", askSoon);
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
  drop.addEventListener(
    "mousedown",
    (event) => !(event.target as Element).closest("button") && event.preventDefault(),
  );
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
  if (input.value && document.activeElement === input) askSoon(); // typed before this script had come
  return { focus };
}
