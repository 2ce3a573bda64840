// A word for the reader, also for one who does not see it.

import { el } from "../dom.ts";

/** Milliseconds for which an element shows what is said. */
const MOMENT = 1600;

const status = el("div", { class: "ea-vh", role: "status" });
document.body.append(status);

/** Say something; `near` shows the words in place of its own for a moment. */
export function say(words: string, near?: HTMLElement): void {
  status.textContent = words;
  if (!near) return;
  const before = near.dataset["said"] ?? near.textContent ?? "";
  near.dataset["said"] = before;
  near.textContent = words;
  setTimeout(() => {
    near.textContent = before;
  }, MOMENT);
}

/** Copy a text and say so; without a clipboard (an insecure address) nothing happens, and false says so. */
export function copy(text: string, near?: HTMLElement, done = "copied"): boolean {
  if (!navigator.clipboard) return false;
  navigator.clipboard.writeText(text).then(
    () => say(done, near),
    () => say("could not copy", near),
  );
  return true;
}
