// The ways out of the form: a form or an editor at the host of the repository, the clipboard, a file. Nothing is sent without one of them.

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
  const code = el(
    "pre",
    { tabindex: 0, "aria-label": "What will be sent" },
    el("code", {}, output.text),
  );
  const copied = async (text: string, then: string) => {
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    said.textContent = isCopied
      ? then
      : "This browser does not copy for pages: the text is marked; copy it with its own command.";
    if (!isCopied) getSelection()?.selectAllChildren(code);
    done();
  };
  const ways = el("ul", { class: "ea-write-ways" });
  const way = (control: HTMLElement, words: string) =>
    ways.append(el("li", {}, control, " ", el("span", { class: "ea-write-help" }, words)));
  if (repository) waysAt(repository, output, way, done, copied);
  else
    ways.append(
      el(
        "li",
        {},
        "Nothing says where this atlas takes changes: keep the text, and ask whoever publishes it.",
      ),
    );
  way(
    button("Copy", () => void copied(output.text, "Copied.")),
    "To keep it, or to give it to somebody who sends it for you.",
  );
  ways.append(el("li", {}, said));
  const name = output.file.split("/").pop() || "change.yml";
  way(
    button("Download", () => (give(name, "application/yaml", output.text), done())),
    `As the file ${name}.`,
  );
  return el("div", {}, code, ways);
}

/** The ways that lead to the host. */
function waysAt(
  repository: string,
  output: Output,
  way: (control: HTMLElement, words: string) => void,
  done: () => void,
  copied: (text: string, then: string) => Promise<void>,
): void {
  const { host } = new URL(repository);
  const answer = `A program answers there where something is wrong; then an editor looks at it and puts it into the atlas. You need a free account at ${host}, and what you send is public.`;
  const asked = { template: TEMPLATE, title: output.title };
  const filled = addressOf(`${repository}/issues/new`, { ...asked, change: output.change });
  if (filled.length <= LONGEST)
    way(
      link("Send it", filled, done),
      `A form at ${host} opens with all of this filled in: press the button at its end. ${answer}`,
    );
  else {
    const open = link(
      "Copy it, and open the form",
      addressOf(`${repository}/issues/new`, asked),
      () => void copied(output.change, "Copied. Paste it into the field “The change”."),
    );
    way(
      open,
      `The text is too long to be filled in: paste it into the field “The change” of the form at ${host}, and press the button at its end. ${answer}`,
    );
  }
  if (!output.file) return;
  const [folder = "", name = ""] = output.file.split("/");
  const address = addressOf(`${repository}/new/main/entities/${folder}`, {
    filename: name,
    value: output.text,
  });
  if (address.length <= LONGEST)
    way(
      link("Propose the file yourself", address, done, ""),
      `For those who have worked with files at ${host}: its editor opens with the new file filled in.`,
    );
}

function addressOf(address: string, query: Readonly<Record<string, string>>): string {
  return `${address}?${Object.entries(query)
    .map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
    .join("&")}`;
}

function link(
  words: string,
  href: string,
  act: () => void,
  style = "ea-write-send",
): HTMLAnchorElement {
  const made = el(
    "a",
    { class: `ea-write-button ${style}`.trim(), href, target: "_blank", rel: "noopener" },
    words,
  );
  made.addEventListener("click", act);
  return made;
}
