// A line of the picture opens a box with its statements; without scripts it leads to the first of them.

import { el } from "../dom.ts";
import { beside } from "../page/beside.ts";
import { endsOf } from "./lines.ts";
import { pairOf, type Statement } from "./statements.ts";

/** Let the lines open the box. */
export function openStatements(statements: readonly Statement[]): void {
  new StatementBox(statements).listen();
}

class StatementBox {
  readonly #statements: readonly Statement[];
  readonly #box = el("div", {
    class: "ea-peek ea-net-peek",
    role: "dialog",
    "aria-label": "Statements",
    tabindex: -1,
    hidden: true,
  });
  /** The line that opened it. */
  #owner: SVGAElement | null = null;

  constructor(statements: readonly Statement[]) {
    this.#statements = statements;
    document.body.append(this.#box);
  }

  listen(): void {
    document.addEventListener("click", (event) => this.#onClick(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#escape();
    });
  }

  #onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const line = target.closest<SVGAElement>("a.ea-net-tie");
    if (line && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#open(line);
    } else if (!this.#box.contains(target)) this.#close();
  }

  #open(line: SVGAElement): void {
    this.#owner = line;
    const pair = pairOf(endsOf(line));
    const own = this.#statements.filter(({ ends }) => pairOf(ends) === pair);
    this.#box.replaceChildren(...own.map(sentenceOf));
    beside(line, this.#box);
    this.#box.focus({ preventScroll: true });
  }

  #close(): void {
    this.#box.hidden = true;
    this.#owner = null;
  }

  /** Close the box, and give the focus back to the line. */
  #escape(): void {
    const owner = this.#owner;
    if (!owner) return;
    this.#close();
    owner.focus();
  }
}

/** A statement as a sentence, with a link to its row. */
function sentenceOf({ row, label }: Statement): HTMLElement {
  const texts = [...row.cells].map((cell) => cell.textContent?.trim() ?? "");
  const [body, other, when, who, standing] = texts;
  const more = [when, standing?.toLowerCase()].filter(Boolean).join(", ");
  const brackets = more && ` (${more})`;
  const words = `${body}: ${label.toLowerCase()} ${other}${brackets}, says ${who}: `;
  const href = row.hidden ? row.querySelector("a")?.href : `#${row.id}`;
  return el("p", {}, words, el("a", { href }, "sources"));
}
