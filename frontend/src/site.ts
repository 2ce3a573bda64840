// What a page loads later has to be of the same build of the site. Scripts, styles, fonts and the files of the search bear a hash in
// their names. The others keep their names; they belong to this page as long as the site still has it as it is here: each page bears a
// hash of itself (generator/euphrates_atlas/site/mkdocs.py). Where the site was replaced, the reader is told, and what is there stays.

import { el } from "./dom.ts";

/** Fetch files that keep their names. Throws where one cannot be had, or is of another build than this page. */
export async function textsOfSite(addresses: readonly string[]): Promise<string[]> {
  const answers = await Promise.allSettled(addresses.map(textAt));
  if (await isReplaced()) {
    offerNew();
    throw new Error("the site was replaced since this page was loaded");
  }
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** A browser that keeps the file asks the host whether it still holds. */
async function textAt(address: string): Promise<string> {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

/** Whether the site has another page here by now; a host that does not answer has said nothing of it. */
async function isReplaced(): Promise<boolean> {
  const hash = document.querySelector<HTMLScriptElement>("script[data-page]")?.dataset["page"];
  if (!hash) return false;
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache" });
    const text = await answer.text();
    return (answer.ok || answer.status === 404) && !text.includes(` data-page="${hash}"`);
  } catch {
    return false;
  }
}

function offerNew(): void {
  if (document.querySelector(".ea-replaced")) return;
  const button = el("button", { type: "button" }, "Load the new version");
  button.addEventListener("click", () => location.reload());
  document.body.append(
    el(
      "div",
      { class: "ea-replaced", role: "alert" },
      "The site has a newer version than this page. ",
      button,
    ),
  );
}
