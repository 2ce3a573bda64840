// The page of relations, which is whole without scripts: with them readers choose, and what they choose stands in the address.

import { offer } from "./opening.ts";
import { Relations } from "./relations.ts";
import { idIn } from "../address.ts";

const host = document.querySelector<HTMLElement>("[data-network]");
const pages = (host?.dataset["network"] ?? "").split(" ").filter(Boolean);
for (const box of document.querySelectorAll<SVGAElement>(".ea-net a.ea-k")) {
  box.dataset["body"] = idIn(box.href.baseVal);
}
if (host && pages.length) offer(host, pages);
else if (host) new Relations(host).open();
