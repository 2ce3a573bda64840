// From an entry to the page that sets two side by side, where the atlas has one.

import { el } from "../dom.ts";

/** Offer among the tools to compare the entry with another of its kind. */
export function offerComparing(): void {
  const page = document.querySelector<HTMLAnchorElement>(".ea-nav a[href$='compare.html']");
  const tools = document.querySelector(".ea-tools > ul");
  if (!page || !tools || !document.querySelector(".ea-facts")) return;
  const path = location.pathname.split("/").slice(-2).join("/");
  const href = `${page.href}?one=${path.replace(/\.html$/, "")}`;
  tools.prepend(el("li", {}, el("a", { href }, "Compare with another")));
}
