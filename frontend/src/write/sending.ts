// The ways out of the form: the editor of the hosting service, an issue, the clipboard, a file. Nothing is sent without one of them.

import { el } from "../dom.ts";
import { give } from "../tables/download.ts";
import { button } from "./fields.ts";
import type { Output } from "./output.ts";

/** Most characters of an address that hosts take. */
const LONGEST = 7_000;
const TEMPLATE = "change.yml";

/** Show a text and the ways to send it; `done` is called once it has left the page. */
export function sending(output: Output, repository: string, done: () => void): HTMLElement {
  const said = el("p", { class: "ea-write-state", role: "status" });
  const code = el("pre", { tabindex: 0, "aria-label": "What will be sent" }, el("code", {}, output.text));
  const copied = async (text: string, then: string) => {
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    said.textContent = isCopied ? then : "This browser does not copy for pages: the text is marked; copy it with its own command.";
    if (!isCopied) getSelection()?.selectAllChildren(code);
    done();
  };
  const ways = el("ul", { class: "ea-write-ways" });
  const way = (control: HTMLElement, words: string) => ways.append(el("li", {}, control, " ", el("span", { class: "ea-write-help" }, words)));
  if (output.file) {
    const [folder = "", name = ""] = output.file.split("/");
    const address = addressOf(`${repository}/new/main/entities/${folder}`, { filename: name, value: output.text });
    if (address.length <= LONGEST) way(link("Open in the editor of the hosting service", address, done), "The file is filled in; choose “Commit changes” there, and send it as a pull request. You need an account.");
  }
  const asked = { template: TEMPLATE, title: output.title };
  const issue = addressOf(`${repository}/issues/new`, { ...asked, change: output.change });
  if (issue.length <= LONGEST) way(link("Send it as an issue", issue, done), "The form of the hosting service is filled in. A check answers there, and a maintainer makes a draft of it. You need an account.");
  else {
    const open = link("Copy it and open an issue", addressOf(`${repository}/issues/new`, asked), () => void copied(output.change, "Copied. Paste it into the field “The change”."));
    way(open, "The text is too long for an address: it is copied, and you paste it into the field “The change”. You need an account.");
  }
  way(button("Copy", () => void copied(output.text, "Copied.")), "To keep it, or to send it in another way.");
  ways.append(el("li", {}, said));
  const name = output.file.split("/").pop() || "change.yml";
  way(button("Download", () => (give(name, "application/yaml", output.text), done())), `As the file ${name}.`);
  return el("div", {}, code, ways);
}

function addressOf(address: string, query: Readonly<Record<string, string>>): string {
  return `${address}?${Object.entries(query).map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join("&")}`;
}

function link(words: string, href: string, act: () => void): HTMLAnchorElement {
  const made = el("a", { class: "ea-write-button ea-write-send", href, target: "_blank", rel: "noopener" }, words);
  made.addEventListener("click", act);
  return made;
}
