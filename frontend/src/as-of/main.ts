// The page by date: a chosen day leaves the statements that can be said of it, each with what can be said, and a body those that name
// it. The table is complete without it; the rules are those of generator/euphrates_atlas/facts/holding.py, whose four days stand in each row.

import { asked, carry, DAY, keep, put, queryOf, shared, tell, type Values } from "../address.ts";
import { count, el } from "../dom.ts";
import { dayWords, type Hold, isDay, on, type Span, spanOf, words } from "./holding.ts";

interface Row {
  readonly element: HTMLTableRowElement;
  readonly span: Span;
  /** The body that it is about, and those that it names. */
  readonly bodies: readonly string[];
  /** The cell with what can be said of the day; that of the last day of a year, where the page is about one. */
  readonly cell: HTMLTableCellElement;
  readonly mark: HTMLElement;
  /** What the cell says while no day is chosen. */
  readonly usual: string;
}

const MONTH = 31 * 86_400_000;
/** The words of the counts at the head of a page, in their order; those of a year have their last without a day. */
const COUNTED: { readonly [hold in Hold]: string } = {
  held: "held",
  perhaps: "uncertain",
  "start not known": "start not known",
  "last evidence": "last evidence",
  not: "about other times",
};

function written(number: number): string {
  return number.toLocaleString("en");
}

function start(host: HTMLElement): void {
  const [min, max] = [host.dataset["min"] ?? "", host.dataset["max"] ?? ""];
  const year = document.querySelector(".ea-asof-turn") ? max.slice(0, 4) : "";
  const usualDay = year && max; // the page of a year is about its last day until another is chosen
  let chosen = "";
  const tables = [...document.querySelectorAll<HTMLTableElement>("table[data-as-of]")];
  const bodies = tables.flatMap((table) => [...table.tBodies]);
  const names = new Map<string, string>();
  const rows: Row[] = bodies.flatMap((body) => rowsOf(body, names));
  const heads = tables.map((table) => headOf(table));
  const frame = frameOf(usualDay);
  const day = el("input", { type: "date", min, max, "aria-describedby": "as-of-said" });
  const slider = el("input", {
    type: "range",
    min: 0,
    max: months(min, max),
    step: 1,
    "aria-label": "Day, month by month",
  });
  const sorted = [...names].sort(([, one], [, other]) => one.localeCompare(other));
  const body = el(
    "select",
    { class: "ea-asof-one" },
    el("option", { value: "" }, "All"),
    ...sorted.map(([id, name]) => el("option", { value: id }, name)),
  );
  const older = el("input", { type: "checkbox", checked: true });
  const clear = el("button", { type: "button", class: "ea-button" }, "Clear the day");
  const status = el("p", { class: "ea-legend", id: "as-of-said", role: "status" });
  const known = new Map<string, Values>([
    ["on", DAY],
    ["body", names],
  ]);

  function show(): void {
    tell(host, known);
    carry();
    const counts: Record<Hold, number> = {
      held: 0,
      perhaps: 0,
      "start not known": 0,
      "last evidence": 0,
      not: 0,
    };
    const numbers = new Map<string, number>();
    const wanted = body.value.split(",").filter(Boolean);
    const about = rows.filter(
      (row) => !wanted.length || wanted.some((id) => row.bodies.includes(id)),
    );
    for (const row of rows) row.element.hidden = true;
    for (const { element, span, cell, mark, usual } of about) {
      const hold = chosen ? on(span, chosen) : "held";
      counts[hold] += 1;
      const label = chosen ? COUNTED[hold] : usual.replace(/(,| \d).*$/, "");
      numbers.set(label, (numbers.get(label) ?? 0) + 1);
      element.hidden = hold === "not" || (hold === "last evidence" && !older.checked);
      mark.textContent = chosen ? words(span, chosen, hold) : usual;
      element.classList.toggle("ea-asof-less", !["", "held"].includes(mark.textContent));
      cell.hidden = !mark.textContent;
      if (chosen || usual) cell.dataset["u"] = `on ${dayWords(chosen || max)}:`;
    }
    for (const part of bodies)
      part.hidden = ![...part.rows].some((row) => row.dataset["span"] !== undefined && !row.hidden);
    for (const wrap of document.querySelectorAll<HTMLElement>(".ea-tw:has(table[data-as-of])")) {
      wrap.classList.toggle(
        "ea-asof-none",
        ![...wrap.querySelectorAll("tbody")].some((part) => !part.hidden),
      );
    }
    for (const head of heads) {
      head.hidden = !chosen && !year;
      head.textContent = `On ${dayWords(chosen || max)}`;
    }
    clear.disabled = !chosen;
    frame.show(chosen, chosen || wanted.length ? numbers : null);
    const of = `${written(counts.not)} of ${count(about.length, "statement")} ${wanted.length ? `on ${body.selectedOptions[0]?.textContent} ` : ""}are about other times. `;
    const said = `${written(counts.held)} held, ${written(counts.perhaps)} uncertain, ${written(counts["start not known"])} with a start not known, ${written(counts["last evidence"])} with older evidence only`;
    status.textContent = chosen
      ? `On ${dayWords(chosen)}: ${counts.not < about.length ? said : "nothing is recorded"}; ${of}`
      : `${wanted.length ? `${written(about.length)} of` : "All"} ${count(rows.length, "statement")}, ${year ? `each with what can be said of ${dayWords(max)}` : "whatever the day"}.`;
    const links = [
      ["network", "Relations"],
      ["map", "Map"],
      ["chronology", "Chronology"],
    ] as const;
    if (chosen)
      status.append(
        ...links
          .flatMap(([folder, view]) => [
            "\u00a0·\u00a0",
            el("a", { href: `../${folder}/index.html${shared()}` }, `${view} on this day`),
          ])
          .slice(1),
      );
  }

  function changed(): void {
    if (year && chosen >= "1000" && !chosen.startsWith(year))
      return location.assign(elsewhere(chosen));
    const held = asked();
    const wanted = { on: chosen, body: body.value, older: older.checked ? "" : "no" };
    for (const [name, text] of Object.entries(wanted))
      text ? held.set(name, text) : held.delete(name);
    keep(queryOf(held));
    show();
  }

  function read(): void {
    const held = asked();
    const wanted = held.get("on") ?? "";
    if (year && isDay(wanted) && !wanted.startsWith(year))
      return location.replace(elsewhere(wanted));
    chosen = isDay(wanted) ? wanted : "";
    day.value = chosen || usualDay;
    put(body, held.get("body"), names);
    older.checked = held.get("older") !== "no";
    slider.value = String(day.value ? months(min, day.value) : months(min, max));
    show();
  }

  day.addEventListener("input", () => {
    chosen = isDay(day.value) ? day.value : "";
    if (chosen) slider.value = String(months(min, chosen));
    changed();
    status.prepend(badDay(day));
  });
  slider.addEventListener("input", () => {
    chosen = day.value = later(min, max, Number(slider.value));
    changed();
  });
  body.addEventListener("input", changed);
  older.addEventListener("change", changed);
  clear.addEventListener("click", () => {
    chosen = "";
    day.value = usualDay;
    changed();
  });
  addEventListener("popstate", read);
  host.append(
    el("label", {}, el("span", {}, "On the day"), day),
    slider,
    el("label", {}, el("span", {}, "Entry"), body),
    el("label", { class: "ea-asof-older" }, older, el("span", {}, "include older evidence")),
    clear,
    status,
  );
  read();
}

/** The statements of a body, which is put to the names with all that they name. */
function rowsOf(body: HTMLTableSectionElement, names: Map<string, string>): Row[] {
  const own = [...body.querySelectorAll<HTMLAnchorElement>("th[scope=rowgroup] a")];
  for (const link of own) names.set(idOf(link), link.textContent ?? "");
  return [...body.rows].flatMap((element) => {
    const span = spanOf(element.dataset["span"]);
    if (!span) return [];
    const links = [...own, ...(element.cells[0]?.querySelectorAll("a") ?? [])];
    const cell =
      element.querySelector<HTMLTableCellElement>(".ea-asof-day") ??
      el("td", { class: "ea-asof-day", hidden: true });
    if (!cell.isConnected) element.cells[1]?.after(cell);
    const mark = el("span", { class: "ea-asof-mark" }, ...cell.childNodes);
    cell.append(mark);
    return [{ element, span, bodies: links.map(idOf), cell, mark, usual: mark.textContent ?? "" }];
  });
}

function idOf(link: HTMLAnchorElement): string {
  return link.pathname.replace(/^.*\/|\.html$/g, "");
}

/** The head of the column of the day, which is made where the page is about no year. */
function headOf(table: HTMLTableElement): HTMLTableCellElement {
  const heads = table.tHead!.rows[0]!;
  if (table.querySelector(".ea-asof-day[data-u]")) return heads.cells[2]!;
  const head = el("th", { scope: "col", hidden: true });
  heads.cells[1]?.after(head);
  for (const across of table.querySelectorAll<HTMLTableCellElement>("th[colspan]"))
    across.colSpan += 1;
  return head;
}

/** The title, the heading, the counts and the links of the page, which are about the last day of a year, or about none. */
function frameOf(usualDay: string): {
  show(day: string, counts: ReadonlyMap<string, number> | null): void;
} {
  const heading = document.querySelector("h1")?.firstChild;
  const [title, usual] = [document.title, heading?.textContent ?? ""];
  const kind = usualDay ? document.querySelector<HTMLElement>(".ea-kind") : null;
  const counted = [...(kind?.childNodes ?? [])];
  const eve = document.querySelector<HTMLElement>("[data-eve]");
  const isWhole = !document.querySelector(".ea-years");
  return {
    show(day, counts) {
      const words = day ? `On ${dayWords(day)}` : usual;
      if (heading) heading.textContent = words;
      document.title = title.replace(usual.trim(), words.trim());
      if (eve) eve.hidden = !!day;
      const said = [...Object.values(COUNTED), "earlier that year"].flatMap((label) =>
        isWhole && counts?.has(label) ? [el("span", {}, `${counts.get(label)} ${label}`)] : [],
      );
      kind?.replaceChildren(...(counts ? said : counted));
      for (const link of document.querySelectorAll<HTMLAnchorElement>(".ea-intro a[href*='on=']"))
        link.search = shared({ on: day || usualDay });
      for (const link of document.querySelectorAll<HTMLAnchorElement>(
        ".ea-asof-turn a, .ea-asof-years a, .ea-intro a[href^='index.html']",
      ))
        link.search = shared({ on: "" });
    },
  };
}

function months(from: string, to: string): number {
  return Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / MONTH));
}

/** The day so many months after the first, not after the last. */
function later(min: string, max: string, number: number): string {
  const found = new Date(Date.parse(min) + number * MONTH).toISOString().slice(0, 10);
  return found > max ? max : found;
}

/** The address of the page of the year of a day, by way of the page that knows which there are. */
function elsewhere(day: string): string {
  const query = asked();
  query.set("on", day);
  return `index.html${queryOf(query)}`;
}

/** What to say where somebody typed a day that no calendar has. */
function badDay(day: HTMLInputElement): string {
  return day.validity.badInput ? "There is no such day. " : "";
}

/** Where the statements stand on the pages of the years, lead to that of a day. */
function lead(host: HTMLElement): void {
  const [min, max] = [host.dataset["min"] ?? "", host.dataset["max"] ?? ""];
  const day = el("input", { type: "date", min, max });
  const status = el("p", { class: "ea-legend", role: "status" });
  const there = (wanted: string): string | null => {
    const query = asked();
    query.set("on", wanted);
    if (isDay(wanted) && wanted >= min && wanted <= max)
      return `${wanted.slice(0, 4)}.html${queryOf(query)}`;
    status.textContent = isDay(wanted)
      ? `No statement is dated to ${dayWords(wanted)}: they go from ${min.slice(0, 4)} to ${max.slice(0, 4)}.`
      : badDay(day);
    return null;
  };
  day.addEventListener("change", () => {
    const address = there(day.value);
    if (address) location.assign(address);
  });
  day.addEventListener("blur", () => void there(day.value)); // what is no day changes nothing
  host.append(el("label", {}, el("span", {}, "On the day"), day), status);
  tell(
    host,
    new Map<string, Values>([
      ["on", DAY],
      ["body", { has: () => true }],
    ]),
  ); // the page of the year asks for the body
  carry();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#years a"))
    link.search = shared({ on: "" });
  day.value = asked().get("on") ?? ""; // what is no day stays away
  const address = there(day.value);
  if (address) location.replace(address);
}

const host = document.querySelector<HTMLElement>("[data-ask]");
if (host?.dataset["min"]) (host.dataset["ask"] === "years" ? lead : start)(host);
