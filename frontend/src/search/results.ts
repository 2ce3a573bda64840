// The results page: hits by name and by text under filters; its state is in the address.

import { type Child, count, el, foldWhile } from "../dom.ts";
import { hitLink, inNearSpellings, pages, proposal, textLink } from "./hits.ts";
import type { Choices, Engine, Filters, Names, Texts } from "./types.ts";

const FIRST = { names: 10, texts: 5 };
const STEP = 15;

interface State {
  readonly query: string;
  readonly filters: Filters;
}

export function read(search: string): State {
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
  for (const [name, value] of Object.entries({ q: query, ...filters }))
    if (value !== "" && value !== null) held.set(name, String(value));
  return String(held);
}

/** How many were found, among them works by their titles. */
const named = ({ total }: Names) => count(total, "name or title", "names and titles");

export function openResults(host: HTMLElement, engine: Engine): void {
  const form = host.querySelector("form");
  const input = form?.querySelector<HTMLInputElement>("input[type=search]");
  if (!form || !input) return;

  let state = read(location.search);
  let turn = 0;
  let shown = FIRST;
  let choices: Choices | null = null;
  let drawn = "";

  const filters = el("form", { class: "ea-filters", "aria-label": "Filters" });
  const status = el("p", { class: "ea-legend", role: "status" });
  const names = el("section", { "aria-labelledby": "names" });
  const texts = el("section", { "aria-labelledby": "text" });
  const reset = el("button", { type: "reset", class: "ea-chip" }, "Clear filters");
  const panel = el(
    "details",
    { class: "ea-fold ea-filter-fold", hidden: true },
    el("summary", {}, "Filters"),
    filters,
  );
  foldWhile(panel, "(max-width: 59.9844em)"); // on a phone they would fill half of the screen above the hits
  host.append(panel, status, names, texts);

  function field(label: string, control: HTMLElement): HTMLElement {
    return el("label", {}, el("span", {}, label), control);
  }

  function select(
    name: "kind" | "country" | "area",
    options: readonly { id: string; label: string }[],
  ): HTMLSelectElement {
    const control = el("select", { name });
    fill(control, options);
    return control;
  }

  function fill(
    control: HTMLSelectElement,
    options: readonly { id: string; label: string }[],
  ): void {
    control.replaceChildren(
      el("option", { value: "" }, "all"),
      ...options.map(({ id, label }) => el("option", { value: id }, label)),
    );
  }

  /** The fields are made once: whoever fills in one of them goes on to the next. */
  function makeFilters({ kinds, countries, areaWord, areas, years }: Choices): void {
    const [first, last] = years ?? [1900, 2100];
    const year = (name: "from" | "to") =>
      el("input", {
        type: "number",
        name,
        min: first,
        max: last,
        step: 1,
        inputmode: "numeric",
        placeholder: name === "from" ? first : last,
      });
    filters.append(
      field(
        "Kind",
        select(
          "kind",
          kinds.map(({ id, many }) => ({ id, label: many })),
        ),
      ),
      ...(countries.length ? [field("Country", select("country", countries))] : []),
      ...(areas.length
        ? [field(areaWord.charAt(0).toUpperCase() + areaWord.slice(1), select("area", []))]
        : []),
      field("From year", year("from")),
      field("To year", year("to")),
    );
    panel.hidden = false;
  }

  function drawFilters(): void {
    if (!choices) return;
    if (panel.hidden) makeFilters(choices);
    const { country } = state.filters;
    for (const control of filters.querySelectorAll<HTMLSelectElement | HTMLInputElement>(
      "select,input",
    )) {
      if (control.name === "area")
        fill(
          control as HTMLSelectElement,
          choices.areas.filter((place) => !country || place.country === country),
        );
      control.value = String(state.filters[control.name as keyof Filters] ?? "");
    }
    const isSet = Object.values(state.filters).some((value) => value !== "" && value !== null);
    if (isSet) filters.append(reset);
    else reset.remove();
    panel.open ||= isSet;
  }

  /** An address may have a kind or place that this atlas does not know: no list has it, and nothing would be found. */
  function dropUnknown(): void {
    const unknown = [...filters.querySelectorAll("select")].filter(
      ({ name, value }) => value !== state.filters[name as keyof Filters],
    );
    if (!unknown.length) return;
    const none = Object.fromEntries(unknown.map(({ name }) => [name, ""]));
    go({ ...state, filters: { ...state.filters, ...none } }, false);
  }

  function go(next: State, push: boolean): void {
    state = next;
    shown = FIRST;
    const search = write(state);
    const address = `${location.pathname}${search && `?${search}`}${push ? "" : location.hash}`;
    history[push ? "pushState" : "replaceState"](null, "", address);
    drawFilters();
    void draw();
  }

  function section(
    into: HTMLElement,
    id: string,
    title: string,
    items: Child[],
    after: Child[],
  ): void {
    into.replaceChildren(
      el("h2", { id }, title),
      ...[list(items), ...after].filter((part): part is HTMLElement => part instanceof Node),
    );
  }

  function list(items: Child[]): Child {
    return (
      items.length > 0 &&
      el(
        "div",
        { class: "ea-results-list" },
        el("ol", {}, ...items.map((item) => el("li", {}, item))),
      )
    );
  }

  function further(held: number, total: number, key: "names" | "texts"): Child {
    if (held >= total) return null;
    const button = el(
      "button",
      { type: "button", class: "ea-button" },
      `Show ${Math.min(STEP, total - held)} more`,
    );
    button.addEventListener("click", async () => {
      shown = { ...shown, [key]: held + STEP };
      await draw();
      (key === "names" ? names : texts).querySelectorAll<HTMLElement>(".ea-hit")[held]?.focus();
    });
    return button;
  }

  function drawNames(found: Names): void {
    const items = found.hits.map((hit) => hitLink(hit, engine.root));
    if (!found.isNearest) {
      const title = found.total ? named(found) : "No names or titles match these filters";
      const typed = items.splice(0, found.total - found.respelt);
      const others =
        items.length > 0 &&
        el("h3", {}, `${found.respelt.toLocaleString("en")} more in near spellings`);
      return section(names, "names", title, typed, [
        others,
        list(items),
        further(found.hits.length, found.total, "names"),
      ]);
    }
    const help = el(
      "p",
      {},
      "Is an entry missing? ",
      el("a", { href: proposal(state.query) }, "Suggest it"),
      ", or browse ",
      el("a", { href: `${engine.root}names/index.html` }, "all names, A to Z"),
      ".",
    );
    section(names, "names", items.length ? "Closest names" : "No name matches", items, [help]);
  }

  function drawTexts(found: Texts): void {
    const title = found.total ? `In the text of ${pages(found)}` : "Not in the text of any page";
    const note =
      found.isPartial &&
      el("p", { class: "ea-legend" }, "No text holds all of these words; these hold most of them.");
    section(
      texts,
      "text",
      title,
      found.hits.map((hit) => textLink(hit, engine.root)),
      [further(found.hits.length, found.total, "texts")],
    );
    if (note) texts.querySelector("h2")?.after(note);
  }

  async function draw(): Promise<void> {
    const mine = ++turn;
    const { query, filters: chosen } = state;
    document.title = `${query ? `${query} · ` : ""}${document.title.replace(/^.* · (?=Search · )/, "")}`;
    if (!query) {
      names.replaceChildren();
      texts.replaceChildren();
      status.textContent = "";
      return;
    }
    status.textContent = "Searching …";
    try {
      const [byName, byText] = await Promise.all([
        engine.names(query, chosen, shown.names),
        engine.texts(query, chosen, shown.texts),
      ]);
      if (mine !== turn) return;
      drawn = write(state);
      drawNames(byName);
      drawTexts(byText);
      const name = byName.isNearest ? "no name matches" : named(byName) + inNearSpellings(byName);
      status.textContent = `“\u2068${query}\u2069”: ${name}, ${pages(byText)}${byText.isWhole ? "" : ","} with ${byText.isPartial ? "some of " : ""}the words in the text.`;
      if (location.hash === "#text" && !scrolled) {
        scrolled = true;
        document.getElementById("text")?.scrollIntoView();
      }
    } catch {
      if (mine !== turn) return;
      if (drawn !== write(state)) for (const part of [names, texts]) part.replaceChildren(); // hits of another query
      status.textContent = "Search could not be loaded. All names, A to Z, are listed under About.";
    }
  }

  let scrolled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...state, query: input.value.trim() }, true);
  });
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", (event) => {
    const control = event.target as HTMLInputElement | HTMLSelectElement;
    const held = new FormData(filters);
    if (control.name === "country") held.delete("area");
    for (const name of ["kind", "country", "area", "from", "to"])
      if (!held.get(name)) held.delete(name);
    const chosen = read(
      String(new URLSearchParams([...held].map(([name, value]) => [name, String(value)]))),
    ).filters;
    go({ ...state, filters: chosen }, true);
  });
  filters.addEventListener("reset", (event) => {
    event.preventDefault();
    go({ ...state, filters: read("").filters }, true);
    filters.querySelector("select")?.focus();
  });
  addEventListener("popstate", () => {
    const next = read(location.search);
    if (write(next) === write(state)) return;
    state = next;
    input.value = state.query;
    drawFilters();
    void draw();
  });

  // What was typed before this script had come stays.
  if (document.activeElement !== input || !input.value) input.value = state.query;
  void engine.choices().then(
    (found) => {
      choices = found;
      drawFilters();
      dropUnknown();
    },
    () => {},
  );
  void draw().then(() => (host.dataset["results"] = "drawn")); // what is below shows once it stays where it is
}
