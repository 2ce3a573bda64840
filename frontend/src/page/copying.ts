// Ready citations, examples of code and names get a button that copies them.

import { el } from "../dom.ts";
import { copy } from "./say.ts";

/** Give every text that is there to be copied its button. */
export function offerCopies(): void {
  const boxes = document.querySelectorAll<HTMLElement>("[data-copy], .md-typeset pre:has(> code)");
  for (const box of boxes) offerCopy(box);
}

/** Give a text its button. */
export function offerCopy(box: HTMLElement): void {
  if (navigator.clipboard) box.append(copyButton(() => textIn(box)));
}

/** Give each name of an entry a button of its own. */
export function offerNames(): void {
  if (!navigator.clipboard) return;
  for (const name of document.querySelectorAll<HTMLElement>("[data-name]")) {
    const text = name.dataset["name"] ?? "";
    const button = copyButton(() => text);
    button.setAttribute("aria-label", `Copy ${text}`);
    if (name.closest(".ea-native")) name.append(button);
    else name.after(button);
  }
}

function copyButton(text: () => string): HTMLButtonElement {
  const button = el("button", { type: "button", class: "ea-copy" }, "Copy");
  button.addEventListener("click", () => copy(text(), button));
  return button;
}

/** What a box says, without its buttons. */
function textIn(box: Element): string {
  const bare = box.cloneNode(true) as Element;
  for (const button of bare.querySelectorAll(".ea-copy")) button.remove();
  return (bare.textContent ?? "").trim();
}
