// The lines of the picture of relations: each stands for the statements on two bodies.

import type { Statement } from "./star.ts";
import { idIn } from "../address.ts";

export function linesOf(page: ParentNode): SVGAElement[] {
  return [...page.querySelectorAll<SVGAElement>("a.ea-net-tie")];
}

/** Lay a wider line beneath each, which is easier to hit. */
export function widenLines(page: ParentNode): void {
  for (const line of page.querySelectorAll<SVGPathElement>(".ea-net-tie>path")) {
    const wide = line.cloneNode() as SVGPathElement;
    wide.setAttribute("class", "ea-net-hit");
    line.before(wide);
  }
}

/** The bodies of a line. */
export function endsOf(line: SVGAElement): string[] {
  return (rowOf(line)?.dataset["ends"] ?? "").split(" ");
}

/** The row of a line, which leads to the statement on the page of its entry. */
function rowOf(line: SVGAElement): HTMLElement | null {
  const [page = "", anchor = ""] = line.href.baseVal.split("#");
  return document.getElementById(`${idIn(page)}-${anchor}`);
}

/** What gives the class of a line: the sort of its relation as in the picture, and how its statements stand. */
export function lineStyles(
  lines: readonly SVGAElement[],
): (statements: readonly Statement[]) => string {
  const sorts = new Map(
    lines.map((line) => [rowOf(line)?.closest("table")?.dataset["ties"], sortOf(line)]),
  );
  return (statements) => {
    const ranks = statements.map(rankOf);
    const sort = sorts.get(statements[0]?.relation) ?? "";
    const differs = ranks.includes("normal") ? " ea-net-differs" : "";
    const isOld = ranks.every((rank) => rank === "deprecated");
    return `${sort}${differs}${isOld ? " ea-net-old" : ""}`;
  };
}

function sortOf(line: SVGAElement): string {
  return /ea-net-(?!tie)\w+/.exec(line.getAttribute("class") ?? "")?.[0] ?? "";
}

function rankOf({ row }: Statement): string | undefined {
  return /ea-rank-(\w+)/.exec(row.cells[4]?.innerHTML ?? "")?.[1];
}
