// The statements of the page of relations, read from the rows of its tables, and the names of what they speak of.

import { idIn } from "../address.ts";
import { spanOf, type Span } from "../as-of/holding.ts";
import type { Statement as Tie } from "./star.ts";

export interface Statement extends Tie {
  readonly speakers: readonly string[];
  /** None where no source dates it. */
  readonly span: Span | null;
}

export class Statements {
  readonly tables: readonly HTMLTableElement[];
  readonly all: readonly Statement[];
  /** Names by id. */
  readonly bodies = new Map<string, string>();
  readonly relations = new Map<string, string>();
  readonly speakers = new Map<string, string>();
  /** A link to the page of each body. */
  readonly links = new Map<string, HTMLAnchorElement>();

  constructor(page: ParentNode) {
    this.tables = [...page.querySelectorAll<HTMLTableElement>("table[data-ties]")];
    this.all = this.tables.flatMap((table) => {
      const rows = [...(table.tBodies[0]?.rows ?? [])];
      return rows.map((row) => this.#read(row, table));
    });
  }

  #read(row: HTMLTableRowElement, table: HTMLTableElement): Statement {
    const [body, other, , who] = row.cells;
    const [own = "", target = ""] = row.dataset["ends"]?.split(" ") ?? [];
    this.#nameBody(own, body);
    this.#nameBody(target, other);
    const relation = table.dataset["ties"] ?? "";
    const label = table.tHead?.rows[0]?.cells[1]?.textContent ?? "";
    this.relations.set(relation, label);
    const voices = who?.querySelectorAll<HTMLAnchorElement>(":scope > a") ?? [];
    const speakers = [...voices].map((link) => this.#nameSpeaker(link));
    const span = spanOf(row.dataset["span"]);
    return { row, ends: [own, target], relation, label, speakers, span };
  }

  #nameBody(id: string, cell: HTMLTableCellElement | undefined): void {
    const link = cell?.querySelector("a")?.cloneNode(true) as HTMLAnchorElement;
    link.hash = "";
    this.links.set(id, link);
    this.bodies.set(id, link.textContent ?? "");
  }

  /** Note the name of a speaker, and return the id. */
  #nameSpeaker(link: HTMLAnchorElement): string {
    const id = idIn(link.pathname);
    this.speakers.set(id, link.textContent ?? "");
    return id;
  }
}

/** What two bodies have in common, whichever is named first. */
export function pairOf(ends: readonly string[]): string {
  return [...ends].sort().join(" ");
}
