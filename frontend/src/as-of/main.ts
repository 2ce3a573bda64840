// The page by date: a chosen day leaves the statements that can be said of it, each with what can be said. The table is complete
// without it; the rules are those of generator/facts/holding.py, whose four days stand in each row.

import { count, el } from "../dom.ts";
import { tellUnknown } from "../unknown.ts";
import { type Hold, isDay, on, type Span, spanOf, words } from "./holding.ts";

interface Row {
  readonly element: HTMLTableRowElement;
  readonly span: Span;
  readonly mark: HTMLElement;
}

const MONTH = 31 * 86_400_000;

function start(host: HTMLElement): void {
  const [min, max] = [host.dataset["min"] ?? "", host.dataset["max"] ?? ""];
  const bodies = [...document.querySelectorAll<HTMLTableSectionElement>("table[data-as-of] > tbody")];
  const rows: Row[] = bodies.flatMap((body) => [...body.rows].flatMap(held));
  const day = el("input", { type: "date", min, max, "aria-describedby": "as-of-said" });
  const slider = el("input", { type: "range", min: 0, max: months(min, max), step: 1, "aria-label": "Day, month by month" });
  const older = el("input", { type: "checkbox", checked: true });
  const clear = el("button", { type: "button", class: "ea-button" }, "Clear the day");
  const status = el("p", { class: "ea-legend", id: "as-of-said", role: "status" });

  function show(): void {
    tellUnknown(host, new Map([["on", { has: isDay }]]));
    const chosen = isDay(day.value) ? day.value : "";
    const counts: Record<Hold, number> = { held: 0, perhaps: 0, "last evidence": 0, not: 0 };
    for (const { element, span, mark } of rows) {
      const hold = chosen ? on(span, chosen) : "held";
      counts[hold] += 1;
      element.hidden = hold === "not" || (hold === "last evidence" && !older.checked);
      element.classList.toggle("ea-asof-less", hold !== "held");
      mark.textContent = chosen ? words(span, hold) : "";
      mark.hidden = !chosen;
    }
    for (const body of bodies) body.hidden = ![...body.rows].some((row) => row.dataset["span"] !== undefined && !row.hidden);
    for (const wrap of document.querySelectorAll<HTMLElement>(".ea-tw:has(table[data-as-of])")) {
      wrap.classList.toggle("ea-asof-none", ![...wrap.querySelectorAll("tbody")].some((body) => !body.hidden));
    }
    clear.disabled = !chosen;
    status.textContent = chosen
      ? `On ${said(chosen)}: ${counts.held} held, ${counts.perhaps} uncertain, ${counts["last evidence"]} with older evidence only; ` +
        `${counts.not} of ${count(rows.length, "statement")} are about other times.`
      : `All ${count(rows.length, "statement")}, whatever the day.`;
    const query = chosen && `?on=${chosen}`;
    status.append(" ", el("a", { href: `../network/index.html${query}` }, chosen ? "Relations on this day" : "Relations"));
    status.append(" ", el("a", { href: `../map/index.html${query}` }, chosen ? "Map on this day" : "Map"));
  }

  function write(): void {
    const held = new URLSearchParams(location.search);
    if (isDay(day.value)) held.set("on", day.value);
    else held.delete("on");
    if (older.checked) held.delete("older");
    else held.set("older", "no");
    const search = String(held);
    history.replaceState(history.state, "", `${location.pathname}${search ? `?${search}` : ""}${location.hash}`);
  }

  function read(): void {
    const held = new URLSearchParams(location.search);
    const asked = held.get("on") ?? "";
    day.value = isDay(asked) ? asked : "";
    older.checked = held.get("older") !== "no";
    slider.value = String(day.value ? months(min, day.value) : months(min, max));
    show();
  }

  function changed(): void {
    write();
    show();
  }

  day.addEventListener("input", () => {
    if (isDay(day.value)) slider.value = String(months(min, day.value));
    changed();
  });
  slider.addEventListener("input", () => {
    day.value = later(min, max, Number(slider.value));
    changed();
  });
  older.addEventListener("change", changed);
  clear.addEventListener("click", () => {
    day.value = "";
    changed();
  });
  addEventListener("popstate", read);
  host.append(
    el("label", {}, el("span", {}, "On the day"), day),
    slider,
    el("label", { class: "ea-asof-older" }, older, el("span", {}, "include older evidence")),
    clear,
    status,
  );
  read();
}

function held(element: HTMLTableRowElement): Row[] {
  const span = spanOf(element);
  if (!span) return [];
  const mark = el("span", { class: "ea-sub ea-asof-mark", hidden: true });
  element.cells[1]?.append(mark);
  return [{ element, span, mark }];
}

function months(from: string, to: string): number {
  return Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / MONTH));
}

/** The day so many months after the first, not after the last. */
function later(min: string, max: string, number: number): string {
  const found = new Date(Date.parse(min) + number * MONTH).toISOString().slice(0, 10);
  return found > max ? max : found;
}

function said(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Where the statements stand on the pages of the years, lead to that of a day. */
function lead(host: HTMLElement): void {
  const [min, max] = [host.dataset["min"] ?? "", host.dataset["max"] ?? ""];
  const day = el("input", { type: "date", min, max });
  const there = (asked: string): string | null => (isDay(asked) && asked >= min && asked <= max ? `${asked.slice(0, 4)}.html?on=${asked}` : null);
  day.addEventListener("change", () => {
    const address = there(day.value);
    if (address) location.assign(address);
  });
  host.append(el("label", {}, el("span", {}, "On the day"), day));
  tellUnknown(host, new Map([["on", { has: isDay }]]));
  const address = there(new URLSearchParams(location.search).get("on") ?? "");
  if (address) location.replace(address);
}

const host = document.querySelector<HTMLElement>("[data-ask]");
if (host?.dataset["min"]) (host.dataset["ask"] === "years" ? lead : start)(host);
