// The heads of columns as buttons that sort, and which of them does.

import { el } from "../dom.ts";

export interface Heads {
  /** Show by which column rows are sorted. */
  show(key: string, down: boolean): void;
}

/** Put the words of each head into a button; `choose` is given the number of its column. */
export function offerSorting(
  heads: readonly HTMLTableCellElement[],
  choose: (at: number) => void,
): Heads {
  heads.forEach((head, at) => {
    if (!head.dataset["c"]) return;
    const button = el("button", { type: "button", class: "ea-sort" });
    button.append(...head.childNodes);
    button.addEventListener("click", () => choose(at));
    head.append(button);
  });
  return {
    show(key, down) {
      for (const head of heads) {
        if (head.dataset["c"] === key)
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    },
  };
}
