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

/** The ties of one body, half of them on each side of its box where there is room for two sides. */
export function star(
  centre: string,
  statements: readonly Statement[],
  links: Links,
  styleOf: (own: readonly Statement[]) => string,
): HTMLElement {
  const name = links.get(centre)?.textContent ?? centre;
  const groups = new Map<string, Map<string, Statement[]>>();
  for (const statement of statements) {
    const [own, other] = statement.ends;
    const title = other === centre ? `${statement.label} ${name}` : statement.label;
    const group = groups.get(title) ?? new Map<string, Statement[]>();
    const end = other === centre ? own : other;
    groups.set(title, group.set(end, [...(group.get(end) ?? []), statement]));
  }
  const sides = [el("div"), el("div")] as const;
  const half = [...groups.values()].reduce((sum, group) => sum + group.size, 0) / 2;
  let placed = 0;
  for (const [title, group] of groups) {
    const items = [...group].map(([id, own]) =>
      el("li", { class: styleOf(own) }, box(id, links, `?focus=${id}`), ...own.map(said)),
    );
    sides[placed < half ? 0 : 1].append(el("h3", {}, title), el("ul", {}, ...items));
    placed += group.size;
  }
  return el(
    "section",
    { class: "ea-star" },
    el("h2", {}, box(centre, links, links.get(centre)?.href)),
    ...sides.filter((side) => side.hasChildNodes()),
  );
}

function box(id: string, links: Links, href: string | undefined): HTMLAnchorElement {
  const link = links.get(id);
  return el(
    "a",
    { class: `${link?.className.replace("ea-k ", "") ?? ""} ea-star-box`, href, "data-body": id },
    link?.textContent,
  );
}

/** Who says it and as of when, with a link to the statement: to its row, or to its entry where the row stands on another page. */
function said({ row }: Statement): HTMLElement {
  const [body, other, when, who, standing] = [...row.cells];
  const more = [textOf(when), textOf(standing).toLowerCase()].filter(Boolean).join(", ");
  const role = textOf(other?.querySelector(".ea-sub"));
  return el(
    "p",
    {},
    `${role && `${role}, `}according to `,
    ...[...(who?.childNodes ?? [])].map((node) => node.cloneNode(true)),
    `${more && ` (${more})`}\u00a0·\u00a0`,
    el(
      "a",
      {
        href: body?.querySelector("a")?.href,
        "aria-label": `Sources of the statement on ${body?.querySelector("a")?.textContent}`,
      },
      "sources",
    ),
  );
}

function textOf(element: Element | null | undefined): string {
  return element?.textContent?.trim() ?? "";
}
