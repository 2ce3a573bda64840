// The page of relations once its statements are there: a body, a relation, a speaker and a day leave those that can be said of them, in
// the tables and in the picture. What is left is drawn anew as stars beside the filters, where it is a body or few ties. The rules of
// days are those of the page by date.

import { tell } from "../address-notes.ts";
import { carry, shared, unshared } from "../address.ts";
import { on } from "../as-of/holding.ts";
import { count, el } from "../dom.ts";
import { zoomable } from "../zoom.ts";
import { Filters, type Chosen } from "./filters.ts";
import { endsOf, linesOf, lineStyles, widenLines } from "./lines.ts";
import { openStatements } from "./peek.ts";
import { stars, type StyleOf } from "./star.ts";
import { pairOf, Statements, type Statement } from "./statements.ts";

/** So many pairs of bodies are drawn anew at most; more stay in the picture of all, where the others fade. */
const MOST_PAIRS = 60;

export class Relations {
  readonly #host: HTMLElement;
  readonly #statements = new Statements(document);
  readonly #filters = new Filters(this.#statements);
  readonly #lines = linesOf(document);
  readonly #styleOf: StyleOf = lineStyles(this.#lines);
  readonly #boxes = [...document.querySelectorAll<SVGAElement>("a[data-body]")];
  /** The picture of all, and the folds around it. */
  readonly #wholes = document.querySelectorAll<HTMLElement>("#picture, .ea-fold:has(.ea-net-fig)");
  readonly #picture = document.querySelector<HTMLElement>(".ea-net-fig");
  readonly #legend = document.querySelector<HTMLElement>(".ea-net-key");
  readonly #sums = document.querySelector<HTMLElement>(".ea-tw:has(>.ea-sums)");
  readonly #clear = el("button", { type: "button", class: "ea-button" }, "Show all relations");
  readonly #status = el("p", { class: "ea-legend", role: "status" });
  readonly #drawn = el("div", { class: "ea-stars" });

  constructor(host: HTMLElement) {
    this.#host = host;
    widenLines(document);
    this.#listen();
    openStatements(this.#statements.all);
    for (const svg of document.querySelectorAll<SVGSVGElement>("svg.ea-net")) {
      zoomable(svg, () => undefined);
    }
  }

  /** Take the place of what is in the host, and show what the address asks for. */
  open(): void {
    this.#host.replaceChildren(...this.#filters.elements(), this.#clear, this.#status);
    this.#host.after(this.#drawn);
    this.#recall();
    if (this.#hasDrawn && !location.hash) this.#host.scrollIntoView();
  }

  #listen(): void {
    this.#filters.listen((isTyped) => this.#change(location.search, !isTyped));
    this.#clear.addEventListener("click", () => {
      this.#filters.clear();
      this.#change(unshared());
    });
    addEventListener("popstate", () => this.#recall());
    document.addEventListener("click", (event) => this.#onClick(event));
  }

  /** A box of a body chooses it. */
  #onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const box = target.closest<HTMLElement | SVGAElement>("a[data-body]");
    const id = box?.dataset["body"] ?? "";
    if (!box || this.#filters.body === id) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#filters.body = id;
    this.#change();
    this.#drawn.querySelector<HTMLElement>(".ea-star-box")?.focus({ preventScroll: true });
  }

  #recall(): void {
    this.#filters.recall();
    this.#show();
  }

  #change(search = location.search, isStep = true): void {
    this.#filters.keep(search, isStep);
    this.#show();
    if (this.#hasDrawn) this.#host.scrollIntoView();
  }

  get #hasDrawn(): boolean {
    return this.#drawn.hasChildNodes();
  }

  #show(): void {
    tell(this.#host, this.#filters.known);
    carry();
    const { chosen } = this.#filters;
    const left = this.#narrow(chosen);
    const pairs = new Set(left.map(({ ends }) => pairOf(ends)));
    this.#fade(pairs, chosen);
    this.#hideEmptyTables();
    const isAll = !narrows(chosen);
    const isPart = pairs.size <= MOST_PAIRS && left.length < this.#statements.all.length;
    const isDrawn = chosen.bodies.size > 0 || isPart;
    this.#draw(isDrawn ? left : [], focusOf(chosen));
    this.#showPicture(!isDrawn, isAll);
    this.#clear.disabled = isAll && !shared();
    this.#filters.offerUndated(chosen.day !== "");
    this.#tell(left, pairs.size, chosen);
  }

  /** Show the rows that are asked for, hide the others, and return the statements of the former. */
  #narrow(chosen: Chosen): Statement[] {
    for (const statement of this.#statements.all) {
      statement.row.hidden = !isAskedFor(statement, chosen);
    }
    return this.#statements.all.filter(({ row }) => !row.hidden);
  }

  /** Let fade what of the picture is not asked for. */
  #fade(pairs: ReadonlySet<string>, { bodies }: Chosen): void {
    const tied = [...pairs].flatMap((pair) => pair.split(" "));
    const shown = new Set([...tied, ...bodies]);
    for (const line of this.#lines) {
      line.classList.toggle("ea-off", !pairs.has(pairOf(endsOf(line))));
    }
    for (const box of this.#boxes) {
      box.classList.toggle("ea-off", !shown.has(box.dataset["body"] ?? ""));
    }
  }

  #hideEmptyTables(): void {
    for (const table of this.#statements.tables) {
      const isEmpty = [...table.tBodies[0]!.rows].every((row) => row.hidden);
      table.parentElement?.classList.toggle("ea-asof-none", isEmpty);
    }
  }

  #draw(statements: readonly Statement[], focus: string): void {
    const { links } = this.#statements;
    this.#drawn.replaceChildren(...stars(statements, focus, links, this.#styleOf));
  }

  /** Show the picture of all, or stars in its place; the legend stands above the one that is shown. */
  #showPicture(isShown: boolean, isAll: boolean): void {
    for (const whole of this.#wholes) whole.hidden = !isShown;
    const shown = isShown ? this.#picture : this.#drawn;
    shown?.before(this.#legend ?? "");
    if (this.#sums) this.#sums.hidden = !isAll;
    if (isShown && !isAll) this.#picture?.closest("details")?.setAttribute("open", "");
  }

  /** Say how much is left, with links to the body and to the page by date. */
  #tell(left: readonly Statement[], pairs: number, chosen: Chosen): void {
    const { day } = chosen;
    const focus = focusOf(chosen);
    const links: (Node | string)[] = [];
    if (focus) links.push(this.#linkTo(focus));
    if (focus && day) links.push("\u00a0·\u00a0");
    if (day) links.push(linkToDay());
    const all = count(this.#statements.all.length, "statement");
    const number = narrows(chosen) ? `${left.length} of ${all}` : `All ${all}`;
    const onDay = day && `, of which ${onDayWords(left, day)}`;
    this.#status.replaceChildren(`${number} on ${count(pairs, "pair")}`, `${onDay}. `, ...links);
  }

  #linkTo(body: string): HTMLElement {
    const { bodies, links } = this.#statements;
    return el("a", { href: links.get(body)?.href }, `Page of ${bodies.get(body)}`);
  }
}

function narrows({ bodies, relations, speakers, day }: Chosen): boolean {
  return bodies.size > 0 || relations.size > 0 || speakers.size > 0 || day !== "";
}

/** The body that alone is asked for, or nothing. */
function focusOf({ bodies }: Chosen): string {
  const [body = ""] = bodies;
  return bodies.size === 1 ? body : "";
}

function isAskedFor({ ends, relation, speakers, span }: Statement, chosen: Chosen): boolean {
  const { bodies, relations, speakers: voices, day } = chosen;
  if (day && !span && !chosen.takesUndated) return false;
  if (day && span && on(span, day) === "not") return false;
  if (bodies.size && !ends.some((end) => bodies.has(end))) return false;
  if (relations.size && !relations.has(relation)) return false;
  return !voices.size || speakers.some((id) => voices.has(id));
}

/** How many statements held on a day, of those that may have. */
function onDayWords(statements: readonly Statement[], day: string): string {
  const spans = statements.map(({ span }) => span).filter((span) => span !== null);
  const held = spans.filter((span) => on(span, day) === "held").length;
  const uncertain = spans.length - held;
  const undated = statements.length - spans.length;
  return `${held} held on the day, ${uncertain} uncertain or known from older evidence, ${undated} undated`;
}

function linkToDay(): HTMLElement {
  return el("a", { href: `../as-of/index.html${shared()}` }, "By date on this day");
}
