// A body and all that it is tied to, drawn as boxes on lines: groups of one relation, and in each who says so.

import { el } from "../dom.ts";

export interface Statement {
  readonly row: HTMLTableRowElement;
  /** The body of which it is said, and the other. */
  readonly ends: readonly [string, string];
  readonly relation: string;
  /** The words of the relation, as in the head of its table. */
  readonly label: string;
}

/** A link to the page of each body, as in the tables. */
export type Links = ReadonlyMap<string, HTMLAnchorElement>;

/** The class of the line for what is said of two bodies. */
export type StyleOf = (own: readonly Statement[]) => string;

/** What is said of each body that one is tied to. */
type Group = Map<string, Statement[]>;

/** A star of the body that is asked for; without one, of that with most ties; then of the ties left. */
export function stars(
  statements: readonly Statement[],
  focus: string,
  links: Links,
  styleOf: StyleOf,
): HTMLElement[] {
  const drawn: HTMLElement[] = [];
  let left = statements;
  let asked = focus;
  while (left.length) {
    const centre = asked || mostTied(left);
    const own = left.filter(({ ends }) => ends.includes(centre));
    left = left.filter(({ ends }) => !ends.includes(centre));
    asked = "";
    drawn.push(star(centre, own, links, styleOf));
  }
  return drawn;
}

/** The body with most ties, rather one that others are tied to. */
function mostTied(statements: readonly Statement[]): string {
  const owners = statements.map(({ ends }) => ends[0]);
  const targets = statements.map(({ ends }) => ends[1]);
  const ties = new Map<string, number>();
  for (const id of [...targets, ...owners]) ties.set(id, (ties.get(id) ?? 0) + 1);
  const [id] = [...ties].reduce((most, one) => (one[1] > most[1] ? one : most));
  return id;
}

/** The ties of one body, half of them on each side of its box where there is room for two sides. */
export function star(
  centre: string,
  statements: readonly Statement[],
  links: Links,
  styleOf: StyleOf,
): HTMLElement {
  const groups = groupsOf(centre, statements, links);
  const sizes = [...groups.values()].map(({ size }) => size);
  const half = sizes.reduce((sum, size) => sum + size, 0) / 2;
  const first = el("div");
  const second = el("div");
  let placed = 0;
  for (const [title, group] of groups) {
    const side = placed < half ? first : second;
    side.append(el("h3", {}, title), listOf(group, links, styleOf));
    placed += group.size;
  }
  const heading = el("h2", {}, box(centre, links, links.get(centre)?.href));
  const sides = [first, second].filter((side) => side.hasChildNodes());
  return el("section", { class: "ea-star" }, heading, ...sides);
}

function listOf(group: Group, links: Links, styleOf: StyleOf): HTMLElement {
  const items = [...group].map(([id, own]) => {
    const link = box(id, links, `?body=${id}`);
    return el("li", { class: styleOf(own) }, link, ...own.map(said));
  });
  return el("ul", {}, ...items);
}

/** The ties of a body by the title of their relation, which has its name where others are tied to it. */
function groupsOf(
  centre: string,
  statements: readonly Statement[],
  links: Links,
): Map<string, Group> {
  const name = links.get(centre)?.textContent ?? centre;
  const groups = new Map<string, Group>();
  for (const statement of statements) {
    const [own, other] = statement.ends;
    const isTarget = other === centre;
    const title = isTarget ? `${statement.label} ${name}` : statement.label;
    const end = isTarget ? own : other;
    const group: Group = groups.get(title) ?? new Map();
    group.set(end, [...(group.get(end) ?? []), statement]);
    groups.set(title, group);
  }
  return groups;
}

function box(id: string, links: Links, href: string | undefined): HTMLAnchorElement {
  const link = links.get(id);
  const kind = link?.className.replace("ea-k ", "") ?? "";
  const attributes = { class: `${kind} ea-star-box`, href, "data-body": id };
  return el("a", attributes, link?.textContent);
}

/** Who says it and as of when, with a link to the statement: to its row, or to its entry where the row stands on another page. */
function said({ row }: Statement): HTMLElement {
  const [body, other, when, who, standing] = row.cells;
  const more = [textOf(when), textOf(standing).toLowerCase()].filter(Boolean).join(", ");
  const role = textOf(other?.querySelector(".ea-sub"));
  const speakers = [...(who?.childNodes ?? [])].map((node) => node.cloneNode(true));
  const link = body?.querySelector("a");
  const label = `Sources of the statement on ${link?.textContent}`;
  return el(
    "p",
    {},
    `${role && `${role}, `}according to `,
    ...speakers,
    `${more && ` (${more})`}\u00a0·\u00a0`,
    el("a", { href: link?.href, "aria-label": label }, "sources"),
  );
}

function textOf(element: Element | null | undefined): string {
  return element?.textContent?.trim() ?? "";
}
