// The page of relations: a body, a relation, a speaker and a day leave the statements that can be said of them, in the tables and in the
// picture, and stand in the address. What is left is drawn anew as stars beside the filters, where it is a body or few ties. The page is
// whole without it; the rules of days are those of the page by date. Where the tables have pages of their own, they are loaded when
// somebody wants to choose.

import {
  asked,
  carry,
  DAY,
  keep,
  put,
  queryOf,
  shared,
  tell,
  unshared,
  type Values,
} from "../address.ts";
import { isDay, on, spanOf, type Span } from "../as-of/holding.ts";
import { count, el } from "../dom.ts";
import { beside } from "../page/beside.ts";
import { textsOfSite } from "../site.ts";
import { zoomable } from "../zoom.ts";
import { star, type Statement as Tie } from "./star.ts";

interface Statement extends Tie {
  readonly speakers: readonly string[];
  /** None where no source dates it. */
  readonly span: Span | null;
}

/** So many pairs of bodies are drawn anew at most; more stay in the picture of all, where the others fade. */
const MOST_PAIRS = 60;
const LABELS = ["Body or person", "Relation", "By whom", "On the day"] as const;

interface Choice {
  readonly name: string;
  readonly control: HTMLSelectElement | HTMLInputElement;
}

function start(host: HTMLElement): void {
  const names = {
    body: new Map<string, string>(),
    relation: new Map<string, string>(),
    by: new Map<string, string>(),
  };
  const links = new Map<string, HTMLAnchorElement>();
  const tables = [...document.querySelectorAll<HTMLTableElement>("table[data-ties]")];
  const statements = tables.flatMap((table) =>
    [...(table.tBodies[0]?.rows ?? [])].map((row) => read(row, table, names, links)),
  );
  const ties = [...document.querySelectorAll<SVGAElement>("a.ea-net-tie")];
  for (const line of document.querySelectorAll<SVGPathElement>(".ea-net-tie>path")) {
    const wide = line.cloneNode() as SVGPathElement;
    wide.setAttribute("class", "ea-net-hit");
    line.before(wide);
  }
  const boxes = [...document.querySelectorAll<SVGAElement>("a[data-body]")];
  const wholes = document.querySelectorAll<HTMLElement>("#picture, .ea-fold:has(.ea-net-fig)");
  const picture = document.querySelector<HTMLElement>(".ea-net-fig");
  const legend = document.querySelector<HTMLElement>(".ea-net-key");
  const sums = document.querySelector<HTMLElement>(".ea-tw:has(>.ea-sums)");
  const day = el("input", { type: "date" });
  const undated = el("input", { type: "checkbox", checked: true });
  const choices: readonly Choice[] = [
    { name: "body", control: select("All", names.body) },
    { name: "relation", control: select("All relations", names.relation) },
    { name: "by", control: select("Everybody", names.by) },
    { name: "on", control: day },
  ];
  const clear = el("button", { type: "button", class: "ea-button" }, "Show all relations");
  const status = el("p", { class: "ea-legend", role: "status" });
  const drawn = el("div", { class: "ea-stars" });
  const styleOf = lineStyles(ties);

  const known = new Map<string, Values>([...Object.entries(names), ["on", DAY]]);
  const value = (name: string): string =>
    choices.find((choice) => choice.name === name)?.control.value ?? "";

  function show(): void {
    tell(host, known);
    carry();
    const [body, relation, by, day] = ["body", "relation", "by", "on"].map(value) as [
      string,
      string,
      string,
      string,
    ];
    const chosen = isDay(day) ? day : "";
    const [bodies, relations, voices] = [body, relation, by].map(
      (text) => new Set(text.split(",").filter(Boolean)),
    ) as [Set<string>, Set<string>, Set<string>];
    const counts = { all: 0, undated: 0, held: 0 };
    const pairs = new Set<string>();
    for (const { row, ends, relation: own, speakers, span } of statements) {
      const isOnDay = !chosen || (span ? on(span, chosen) !== "not" : undated.checked);
      row.hidden = !(
        isOnDay &&
        (!body || ends.some((end) => bodies.has(end))) &&
        (!relation || relations.has(own)) &&
        (!by || speakers.some((id) => voices.has(id)))
      );
      if (row.hidden) continue;
      counts.all += 1;
      counts.undated += span ? 0 : 1;
      counts.held += span && chosen && on(span, chosen) === "held" ? 1 : 0;
      pairs.add(key(ends));
    }
    const shown = new Set([...pairs].flatMap((pair) => pair.split(" ")).concat(...bodies));
    for (const tie of ties) {
      const isShown = pairs.has(key(endsOf(tie)));
      tie.classList.toggle("ea-off", !isShown);
    }
    for (const box of boxes) box.classList.toggle("ea-off", !shown.has(box.dataset["body"] ?? ""));
    for (const table of tables)
      table.parentElement?.classList.toggle(
        "ea-asof-none",
        ![...table.tBodies[0]!.rows].some((row) => !row.hidden),
      );
    const left = statements.filter(({ row }) => !row.hidden);
    const focus = bodies.size === 1 ? body : "";
    const isDrawn = !!body || (pairs.size <= MOST_PAIRS && left.length < statements.length);
    drawn.replaceChildren(...(isDrawn ? stars(left, focus) : []));
    for (const whole of wholes) whole.hidden = isDrawn;
    (isDrawn ? drawn : picture)?.before(legend ?? "");
    const isAll = ![body, relation, by, chosen].some(Boolean);
    if (sums) sums.hidden = !isAll;
    if (!isAll && !isDrawn) picture?.closest("details")?.setAttribute("open", "");
    clear.disabled = isAll && !shared();
    undated.disabled = !chosen;
    status.replaceChildren(
      `${isAll ? `All ${count(counts.all, "statement")}` : `${counts.all} of ${count(statements.length, "statement")}`} on ${count(pairs.size, "pair")}`,
      chosen
        ? `, of which ${counts.held} held on the day, ${counts.all - counts.held - counts.undated} uncertain or known from older evidence, ${counts.undated} undated. `
        : ". ",
      ...(focus
        ? [el("a", { href: links.get(focus)?.href }, `Page of ${names.body.get(focus)}`)]
        : []),
      ...(focus && chosen ? ["\u00a0·\u00a0"] : []),
      ...(chosen
        ? [el("a", { href: `../as-of/index.html${shared()}` }, "By date on this day")]
        : []),
    );
  }

  /** A star of the body that is asked for; without one, of that with most ties, rather one that others are tied to, then of the ties left. */
  function stars(left: readonly Statement[], focus: string): HTMLElement[] {
    if (!left.length) return [];
    const tied = new Map<string, number>();
    for (const id of [1, 0].flatMap((end) => left.map(({ ends }) => ends[end] ?? "")))
      tied.set(id, (tied.get(id) ?? 0) + 1);
    const centre = focus || [...tied].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
    const own = left.filter(({ ends }) => ends.includes(centre));
    const rest = left.filter(({ ends }) => !ends.includes(centre));
    return [star(centre, own, links, styleOf), ...stars(rest, "")];
  }

  function recall(): void {
    const held = asked();
    for (const { name, control } of choices) put(control, held.get(name), known.get(name)!);
    undated.checked = held.get("undated") !== "no";
    show();
  }

  function changed(search = location.search): void {
    const held = asked(search);
    const wanted = [
      ...choices.map(({ name, control }) => [name, control.value] as const),
      ["undated", undated.checked ? "" : "no"] as const,
    ];
    for (const [name, text] of wanted) text ? held.set(name, text) : held.delete(name);
    keep(queryOf(held));
    show();
    if (drawn.hasChildNodes()) host.scrollIntoView();
  }

  for (const { control } of choices) control.addEventListener("input", () => changed());
  undated.addEventListener("change", () => changed());
  clear.addEventListener("click", () => {
    for (const { control } of choices) control.value = "";
    undated.checked = true;
    changed(unshared());
  });
  addEventListener("popstate", recall);
  document.addEventListener("click", (event) => {
    const box = (event.target as Element).closest<HTMLElement | SVGAElement>("a[data-body]");
    const id = box?.dataset["body"] ?? "";
    if (!box || value("body") === id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    (choices[0] as Choice).control.value = id;
    changed();
    drawn.querySelector<HTMLElement>(".ea-star-box")?.focus({ preventScroll: true });
  });
  openStatements(statements);
  for (const svg of document.querySelectorAll<SVGSVGElement>("svg.ea-net"))
    zoomable(svg, () => undefined);
  host.replaceChildren(
    ...choices.map(({ control }, index) => labelled(LABELS[index] ?? "", control)),
    el("label", { class: "ea-asof-older" }, undated, el("span", {}, "include undated")),
    clear,
    status,
  );
  host.after(drawn);
  recall();
  if (drawn.hasChildNodes() && !location.hash) host.scrollIntoView();
}

/** What gives the class of a line: the sort of its relation as in the picture, and how its statements stand. */
function lineStyles(ties: readonly SVGAElement[]): (own: readonly Tie[]) => string {
  const sorts = new Map(
    ties.map((tie) => [
      rowOf(tie)?.closest("table")?.dataset["ties"],
      /ea-net-(?!tie)\w+/.exec(tie.getAttribute("class") ?? "")?.[0] ?? "",
    ]),
  );
  return (own) => {
    const ranks = own.map(({ row }) => /ea-rank-(\w+)/.exec(row.cells[4]?.innerHTML ?? "")?.[1]);
    return `${sorts.get(own[0]?.relation) ?? ""}${ranks.includes("normal") ? " ea-net-differs" : ""}${ranks.every((rank) => rank === "deprecated") ? " ea-net-old" : ""}`;
  };
}

/** Draw the body with which the page opens, in place of its tables. */
function drawOpening(tables: HTMLElement): HTMLElement {
  const names = {
    body: new Map<string, string>(),
    relation: new Map<string, string>(),
    by: new Map<string, string>(),
  };
  const links = new Map<string, HTMLAnchorElement>();
  const own = [...tables.querySelectorAll<HTMLTableElement>("table[data-ties]")].flatMap((table) =>
    [...(table.tBodies[0]?.rows ?? [])].map((row) => read(row, table, names, links)),
  );
  const styleOf = lineStyles([...document.querySelectorAll<SVGAElement>("a.ea-net-tie")]);
  const drawn = el(
    "div",
    { class: "ea-stars" },
    star(tables.dataset["opening"] ?? "", own, links, styleOf),
  );
  const legend = document.querySelector<HTMLElement>(".ea-net-key")?.cloneNode(true);
  tables.replaceWith(drawn);
  if (legend) drawn.prepend(legend);
  return drawn;
}

type Names = Readonly<Record<"body" | "relation" | "by", Map<string, string>>>;

/** Take a statement from its row, and the names of its bodies, its relation and its speakers. */
function read(
  row: HTMLTableRowElement,
  table: HTMLTableElement,
  names: Names,
  links: Map<string, HTMLAnchorElement>,
): Statement {
  const [body, other, , who] = [...row.cells];
  const [own = "", target = ""] = row.dataset["ends"]?.split(" ") ?? [];
  for (const [id, cell] of [
    [own, body],
    [target, other],
  ] as const) {
    const link = cell?.querySelector("a")?.cloneNode(true) as HTMLAnchorElement;
    link.hash = "";
    links.set(id, link);
    names.body.set(id, link.textContent ?? "");
  }
  const relation = table.dataset["ties"] ?? "";
  const label = table.tHead?.rows[0]?.cells[1]?.textContent ?? "";
  names.relation.set(relation, label);
  const speakers = [...(who?.querySelectorAll<HTMLAnchorElement>(":scope > a") ?? [])].map(
    (link) => {
      const id = link.pathname.replace(/^.*\/|\.html$/g, "");
      names.by.set(id, link.textContent ?? "");
      return id;
    },
  );
  return { row, ends: [own, target], relation, label, speakers, span: spanOf(row.dataset["span"]) };
}

function select(all: string, named: ReadonlyMap<string, string>): HTMLSelectElement {
  const sorted = [...named].sort(([, one], [, other]) => one.localeCompare(other));
  return el(
    "select",
    {},
    el("option", { value: "" }, all),
    ...sorted.map(([id, words]) => el("option", { value: id }, words)),
  );
}

/** The row of a line, which leads to it, or to the statement on the page of its entry. */
function rowOf(tie: SVGAElement): HTMLElement | null {
  const [page = "", anchor = ""] = tie.href.baseVal.split("#");
  const entry = page.replace(/^.*\/|\.html$/g, "");
  return document.getElementById(entry ? `${entry}-${anchor}` : anchor);
}

/** The bodies of a line. */
function endsOf(tie: SVGAElement): string[] {
  return (rowOf(tie)?.dataset["ends"] ?? "").split(" ");
}

/** What two bodies have in common, whichever is named first. */
function key(ends: readonly string[]): string {
  return [...ends].sort().join(" ");
}

/** A line opens a box with its statements; without scripts it leads to the first of them. */
function openStatements(statements: readonly Statement[]): void {
  const box = el("div", {
    class: "ea-peek ea-net-peek",
    role: "dialog",
    "aria-label": "Statements",
    tabindex: -1,
    hidden: true,
  });
  let owner: SVGAElement | null = null;
  const close = (): void => {
    box.hidden = true;
    owner = null;
  };
  document.body.append(box);
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const tie = target.closest<SVGAElement>("a.ea-net-tie");
    if (!tie || event.ctrlKey || event.metaKey) {
      if (!box.contains(target)) close();
      return;
    }
    event.preventDefault();
    owner = tie;
    const own = statements.filter(({ ends }) => key(ends) === key(endsOf(tie)));
    box.replaceChildren(...own.map(said));
    beside(tie, box);
    box.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !owner) return;
    const back = owner;
    close();
    back.focus();
  });
}

/** A statement as a sentence, with a link to its row. */
function said({ row, label }: Statement): HTMLElement {
  const [body, other, when, who, standing] = [...row.cells].map(
    (cell) => cell.textContent?.trim() ?? "",
  );
  const place = el(
    "a",
    { href: row.hidden ? row.querySelector("a")?.href : `#${row.id}` },
    "sources",
  );
  const more = [when, standing?.toLowerCase()].filter(Boolean).join(", ");
  return el(
    "p",
    {},
    `${body}: ${label.toLowerCase()} ${other}${more && ` (${more})`}, says ${who}: `,
    place,
  );
}

/** Offer a body at once; a choice, the button, or an address that holds a choice bring the tables of other pages here, and the other filters. */
function offer(host: HTMLElement, pages: readonly string[]): void {
  const tables = document.querySelector<HTMLElement>("[data-opening]");
  const opening = tables && drawOpening(tables);
  const bodies = [...document.querySelectorAll<SVGAElement>(".ea-net a[data-body]")];
  const named = bodies.map((body) => [body.dataset["body"] ?? "", nameOf(body)] as const);
  const control = select("Choose one", new Map(named));
  control.value = tables?.dataset["opening"] ?? "";
  const button = el(
    "button",
    { type: "button", class: "ea-button" },
    "More filters: relation, speaker, day",
  );
  const loading = el("p", { class: "ea-legend", role: "status" });
  const load = async (): Promise<void> => {
    const isHeld = host.contains(document.activeElement);
    control.disabled = button.disabled = true;
    loading.textContent = "Loading the statements …";
    try {
      const tables = (await textsOfSite(pages)).flatMap(tablesOf);
      document.querySelector("[data-network-tables]")?.append(...tables);
      opening?.remove();
      start(host);
      if (isHeld) host.querySelector("select")?.focus({ preventScroll: true });
    } catch (error) {
      loading.textContent = "The filters cannot be loaded. The pages below are complete.";
      console.warn(error);
    }
  };
  const focus = (id: string): void => {
    keep(shared({ body: id }));
    void load();
  };
  button.addEventListener("click", () => void load());
  control.addEventListener("input", () => control.value && focus(control.value));
  const boxes: (HTMLElement | SVGAElement)[] = [
    ...bodies,
    ...(opening?.querySelectorAll<HTMLElement>("li>.ea-star-box") ?? []),
  ];
  for (const body of boxes) {
    body.addEventListener("click", (event) => {
      const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
      if (!button.isConnected || button.disabled || ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      focus(body.dataset["body"] ?? "");
    });
  }
  host.append(labelled(LABELS[0], control), button, loading);
  if (location.search) void load();
}

function labelled(words: string, control: HTMLElement): HTMLElement {
  return el("label", {}, el("span", {}, words), control);
}

/** The name in a box, which has it in lines, without the number of bodies that it holds. */
function nameOf(body: SVGAElement): string {
  const lines = [...body.querySelectorAll("text")].map((line) => line.textContent);
  return lines.join(" ").replace(/ \(\+[\d,]+\)$/, "");
}

/** The tables of a page, each below its title without the number of the part, since a filter may leave one part alone; addresses in them hold here too, since the page stands in the same folder. */
function tablesOf(page: string): HTMLElement[] {
  const read = new DOMParser().parseFromString(page, "text/html");
  const title = read.querySelector("h1")?.firstChild?.textContent?.replace(/ \(part .*\)/, "");
  return [...read.querySelectorAll<HTMLElement>(".ea-tw:has(>table[data-ties])")].map((table) =>
    el("div", {}, el("h2", {}, title), table),
  );
}

const host = document.querySelector<HTMLElement>("[data-network]");
const pages = (host?.dataset["network"] ?? "").split(" ").filter(Boolean);
for (const box of document.querySelectorAll<SVGAElement>(".ea-net a.ea-k"))
  box.dataset["body"] = box.href.baseVal.replace(/^.*\/|\.html$/g, "");
if (host) pages.length ? offer(host, pages) : start(host);
