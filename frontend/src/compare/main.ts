// The page that sets two entries side by side: their leads, and the facts of their boxes, row by row. All of it is taken from the pages
// of the two; the address of this one names them, as compare.html?one=groups/first&other=groups/second.

import { el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { type Side, sideOf } from "./side.ts";

const SIDES = ["one", "other"] as const;
const UNREAD = "The entries could not be loaded";

/** Paths of entries, as groups/first, by their names. */
type Choices = ReadonlyMap<string, string>;

async function choicesIn(folders: readonly string[]): Promise<Choices> {
  const texts = await textsOfSite(folders.map((folder) => `${folder}/index.html`));
  const found = new Map<string, string>();
  for (const [number, text] of texts.entries()) {
    const index = new DOMParser().parseFromString(text, "text/html");
    for (const link of index.querySelectorAll("table[data-index] tbody th a[href]")) {
      const id = link.getAttribute("href")?.split(/[#.]/)[0] ?? "";
      if (id) found.set(link.textContent?.trim() ?? "", `${folders[number]}/${id}`);
    }
  }
  return found;
}

/** The name that is meant: as typed, else the only one that has these letters in it. */
function meant(typed: string, choices: Choices): string | null {
  const letters = typed.trim().toLowerCase();
  const names = [...choices.keys()];
  const whole = names.find((name) => name.toLowerCase() === letters);
  if (whole) return whole;
  const having = names.filter((name) => name.toLowerCase().includes(letters));
  return letters && having.length === 1 ? having[0]! : null;
}

function cell(side: Side, values: readonly Node[] | undefined): HTMLTableCellElement {
  const held = values?.length ? values : [el("span", { class: "ea-none" }, "not recorded")];
  return el("td", { "data-l": side.name }, ...held);
}

function table(sides: readonly Side[]): HTMLElement {
  const names = sides.map((side) =>
    el("th", { scope: "col" }, el("a", { href: side.address }, side.name)),
  );
  const facts = new Set(sides.flatMap((side) => [...side.facts.keys()]));
  const rows = [...facts].map((fact) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, fact),
      ...sides.map((side) => cell(side, side.facts.get(fact))),
    ),
  );
  return el(
    "div",
    { class: "ea-tw" },
    el(
      "table",
      { class: "ea-table ea-cards ea-compared" },
      el("caption", { class: "ea-vh" }, sides.map((side) => side.name).join(" and ")),
      el("thead", {}, el("tr", {}, el("td"), ...names)),
      el("tbody", {}, ...rows),
    ),
  );
}

class Comparison {
  readonly #folders: readonly string[];
  readonly #list = el("datalist", { id: "ea-compared" });
  readonly #fields = SIDES.map((side) =>
    el("input", { type: "text", id: `ea-${side}`, list: "ea-compared", autocomplete: "off" }),
  );
  readonly #status = el("p", { class: "ea-legend", role: "status" });
  readonly #result = el("div");
  #choices: Choices = new Map();

  constructor(host: HTMLElement) {
    const asked = new URLSearchParams(location.search);
    const folder = (asked.get("one") ?? asked.get("other") ?? "").split("/")[0];
    this.#folders = folder ? [folder] : (host.dataset["compare"] ?? "").split(" ");
    const labels = ["Compare", "with"].map((words, number) =>
      el("label", { for: this.#fields[number]!.id }, words),
    );
    const pairs = labels.flatMap((label, number) => [label, this.#fields[number]!]);
    const form = el("form", { class: "ea-compare" }, ...pairs, this.#list);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => void this.#show());
    host.append(form, this.#status, this.#result);
    void this.#begin(asked);
  }

  async #begin(asked: URLSearchParams): Promise<void> {
    try {
      this.#choices = await choicesIn(this.#folders);
    } catch {
      this.#status.textContent = UNREAD;
      return;
    }
    this.#list.append(...[...this.#choices.keys()].map((name) => el("option", { value: name })));
    const names = new Map([...this.#choices].map(([name, path]) => [path, name]));
    for (const [number, side] of SIDES.entries())
      this.#fields[number]!.value = names.get(asked.get(side) ?? "") ?? "";
    await this.#show();
  }

  /** Show the two that are named, or say which of the names nobody has. */
  async #show(): Promise<void> {
    const typed = this.#fields.map((field) => field.value);
    const names = typed.map((words) => meant(words, this.#choices));
    const missing = typed.find((words, number) => words.trim() && !names[number]);
    this.#status.textContent = missing ? `No entry of the list is called ${missing}.` : "";
    this.#result.replaceChildren();
    const paths = names.map((name) => this.#choices.get(name ?? "") ?? "");
    if (missing || !paths.every(Boolean)) return;
    try {
      const texts = await textsOfSite(paths.map((path) => `${path}.html`));
      const sides = texts.map((text, number) => sideOf(text, `${paths[number]}.html`));
      this.#result.replaceChildren(table(sides));
    } catch {
      this.#status.textContent = UNREAD;
      return;
    }
    for (const [number, name] of names.entries()) this.#fields[number]!.value = name ?? "";
    history.replaceState(null, "", `?one=${paths[0]}&other=${paths[1]}`);
  }
}

const host = document.querySelector<HTMLElement>("[data-compare]");
if (host) new Comparison(host);
