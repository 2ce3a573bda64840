// Entry point of the search, on every page: opens the box in the header and, where a page has it, the large box.

import { openBox } from "./box.ts";
import { lazyEngine } from "./lazy.ts";

const script = document.currentScript as HTMLScriptElement | null;
const root = new URL("../../", script?.src ?? location.href).href;
const engine = (globalThis.atlasEngine = lazyEngine(root, script?.dataset["engine"] ?? ""));
const boxes = [...document.querySelectorAll<HTMLElement>("[data-search]")].map((host) =>
  openBox(host, engine),
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target instanceof HTMLElement ? event.target : null;
  if (
    at?.isContentEditable ||
    at?.matches("input:not([type=checkbox],[type=radio],[type=range]),textarea,select")
  )
    return;
  event.preventDefault();
  boxes[0]?.focus();
});
