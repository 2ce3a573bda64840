// Ready citations, examples of code and names get a button that copies them.

import { copy } from "./say.ts";

/** Give every text that is there to be copied its button. */
export function offerCopies(): void {
  if (!navigator.clipboard) return;
  for (const box of document.querySelectorAll<HTMLElement>(
    "[data-copy], .md-typeset pre:has(> code)",
  )) {
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

/** Give each name of an entry a button of its own. */
export function offerNames(): void {
  if (!navigator.clipboard) return;
  for (const name of document.querySelectorAll<HTMLElement>("[data-name]")) {
    const text = name.dataset["name"] ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ea-copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${text}`);
    button.addEventListener("click", () => copy(text, button));
    if (name.closest(".ea-native")) name.append(button);
    else name.after(button);
  }
}
