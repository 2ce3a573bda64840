// The ways out of the form: a form or an editor at the host of the repository, the clipboard, a file. Nothing is sent without one of them.

import { el } from "../dom.ts";
import { give } from "../tables/download.ts";
import { button } from "./elements.ts";
import type { Output } from "./output.ts";

/** Most characters of an address that hosts take. */
const LONGEST = 7_000;
const TEMPLATE = "change.yml";
const SEND = "ea-write-send";
const NO_HOST =
  "Nothing says where this atlas takes changes: keep the text, and ask whoever publishes it.";

/** Copies a text, and tells what to do then. */
type Copy = (text: string, told: string) => void;

/** Show a text and the ways to send it; `done` is called once it has left the page. */
export function sending(output: Output, repository: string, done: () => void): HTMLElement {
  const status = el("p", { class: "ea-write-state", role: "status" });
  const attributes = { tabindex: 0, "aria-label": "What will be sent" };
  const code = el("pre", attributes, el("code", {}, output.text));
  const copy = async (text: string, told: string) => {
    status.textContent = await copied(text, told, code);
    done();
  };
  const name = output.file.split("/").pop() || TEMPLATE;
  const save = () => {
    give(name, "application/yaml", output.text);
    done();
  };
  const atHost = repository ? waysAt(repository, output, done, copy) : [el("li", {}, NO_HOST)];
  const ways = [
    ...atHost,
    way(
      button("Copy", () => void copy(output.text, "Copied.")),
      "To keep it, or to give it to somebody who sends it for you.",
    ),
    el("li", {}, status),
    way(button("Download", save), `As the file ${name}.`),
  ];
  return el("div", {}, code, el("ul", { class: "ea-write-ways" }, ...ways));
}

/** Copy a text, or mark it where the browser does not; returns what to tell. */
async function copied(text: string, told: string, code: HTMLElement): Promise<string> {
  const isCopied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (isCopied) return told;
  getSelection()?.selectAllChildren(code);
  return "The browser cannot copy it: the text is marked; copy it yourself.";
}

function way(control: HTMLElement, words: string): HTMLElement {
  return el("li", {}, control, " ", el("span", { class: "ea-write-help" }, words));
}

// At the host of the repository

function waysAt(repository: string, output: Output, done: () => void, copy: Copy): HTMLElement[] {
  const { host } = new URL(repository);
  const ways = [wayToForm(repository, host, output, done, copy)];
  const { file, text } = output;
  const [folder = "", filename = ""] = file.split("/");
  const editor = `${repository}/new/main/entities/${folder}`;
  const address = addressOf(editor, { filename, value: text });
  if (!file || address.length > LONGEST) return ways;
  const words = `For those who know files at ${host}: its editor opens with the new file filled in.`;
  return [...ways, way(link("Propose the file yourself", address, done), words)];
}

/** A form for changes, which opens with the change where it fits into an address. */
function wayToForm(
  repository: string,
  host: string,
  { title, change }: Output,
  done: () => void,
  copy: Copy,
): HTMLElement {
  const answer = `A program answers there if something is wrong; then an editor reads it. You need a free account at ${host}; what you send is public.`;
  const form = `${repository}/issues/new`;
  const asked = { template: TEMPLATE, title };
  const filled = addressOf(form, { ...asked, change });
  if (filled.length <= LONGEST) {
    const words = `A form at ${host} opens, filled in: press the button at its end. ${answer}`;
    return way(link("Send it", filled, done, SEND), words);
  }
  const words = `The text is too long to be filled in: paste it into the field “The change” of the form at ${host}, and press its last button. ${answer}`;
  const take = () => copy(change, "Copied. Paste it into the field “The change”.");
  return way(link("Copy it, and open the form", addressOf(form, asked), take, SEND), words);
}

function addressOf(address: string, query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(([name, text]) => `${name}=${encodeURIComponent(text)}`);
  return `${address}?${parts.join("&")}`;
}

function link(words: string, href: string, act: () => void, style = ""): HTMLAnchorElement {
  const attributes = { class: `ea-write-button ${style}`.trim(), href };
  const made = el("a", { ...attributes, target: "_blank", rel: "noopener" }, words);
  made.addEventListener("click", act);
  return made;
}
