// The page that checks footnotes: a text is pasted, and each statement that it cites is looked up in the tables of the data. The
// text never leaves the browser.

import { count, el } from "../dom.ts";
import { textsOfSite } from "../site.ts";
import { type Row, rowsOf, type Tables, type Verdict, verdicts } from "./verdicts.ts";

async function load(folder: string): Promise<Tables> {
  const texts = await textsOfSite(
    ["statements", "moved", "corrections"].map((name) => `${folder}${name}.csv`),
  );
  const [statements, moved, corrections] = texts.map(rowsOf) as [Row[], Row[], Row[]];
  return {
    statements: new Map(statements.map((row) => [row["statement"] ?? "", row])),
    moved: new Map(moved.map((row) => [row["old"] ?? "", row["now"] ?? ""])),
    corrections,
  };
}

function line(verdict: Verdict): HTMLTableRowElement {
  const { now } = verdict;
  const said = now
    ? `${now["property"]?.replaceAll("_", " ")}: ${now["value"]} (${now["speaker"]})`
    : "";
  const href = now
    ? new URL(now["address"] ?? "").pathname.split("/").slice(-2).join("/") +
      `#s-${now["statement"]?.split("#s-")[1]}`
    : "";
  return el(
    "tr",
    { class: verdict.state === "unchanged" ? null : "ea-dep" },
    el("th", { scope: "row" }, el("code", {}, verdict.cited)),
    el("td", { "data-l": "Now" }, verdict.words),
    el("td", { "data-l": "What it says" }, now ? el("a", { href }, said) : ""),
  );
}

function start(host: HTMLElement): void {
  const folder = host.dataset["footnotes"] ?? "";
  const text = el("textarea", {
    rows: 10,
    id: "ea-footnotes",
    spellcheck: "false",
    placeholder: "…/example.html#s-0123abcd",
  });
  const button = el("button", { type: "button", class: "ea-button" }, "Check");
  const status = el("p", { class: "ea-legend", role: "status" });
  const body = el("tbody");
  const head = el(
    "tr",
    {},
    ...["Cited", "Now", "What it says"].map((words) => el("th", { scope: "col" }, words)),
  );
  const made = el(
    "div",
    { class: "ea-tw" },
    el("table", { class: "ea-table ea-cards" }, el("thead", {}, head), body),
  );
  made.hidden = true;
  let tables: Promise<Tables> | undefined;

  async function check(): Promise<void> {
    status.textContent = "Looking them up …";
    try {
      const found = verdicts(text.value, await (tables ??= load(folder)));
      const changed = found.filter((one) => one.state !== "unchanged").length;
      status.textContent = found.length
        ? `${count(found.length, "statement")}, ${changed} to look at again`
        : "There is no address of a statement in this text.";
      body.replaceChildren(...found.map(line));
      made.hidden = !found.length;
    } catch {
      tables = undefined;
      status.textContent = "The data could not be loaded. Try again.";
    }
  }

  button.addEventListener("click", () => void check());
  host.replaceChildren(
    el("label", { for: "ea-footnotes" }, "A text with addresses of statements"),
    text,
    button,
    status,
    made,
  );
}

for (const host of document.querySelectorAll<HTMLElement>("[data-footnotes]")) start(host);
