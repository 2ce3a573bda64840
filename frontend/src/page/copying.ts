// Ready citations and examples of code get a button; the sign beside a fact copies its address.

import { copy } from "./say.ts";

/** Give every text that is there to be copied its button. */
export function offerCopies(): void {
  if (!navigator.clipboard) return;
  for (const box of document.querySelectorAll<HTMLElement>("[data-copy], .md-typeset pre:has(> code)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ea-copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => {
      const text = box.cloneNode(true) as HTMLElement;
      for (const own of text.querySelectorAll(".ea-copy")) own.remove();
      copy((text.textContent ?? "").trim(), button);
    });
    box.append(button);
  }
}

/** Let following the sign beside a fact also copy its address. */
export function copyAddresses(): void {
  document.addEventListener("click", (event) => {
    const mark = (event.target as Element | null)?.closest<HTMLAnchorElement>("a.ea-fa");
    if (mark) copy(mark.href, undefined, "address of the fact copied");
  });
}
