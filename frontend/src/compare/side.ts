// What the page of an entry says of it in short: its name, its lead, and the facts of its box.

export interface Side {
  readonly name: string;
  readonly address: string;
  /** What stands beside each label, such as Founded, nothing where that is not known; the lead stands first, as "In short". */
  readonly facts: ReadonlyMap<string, readonly Node[]>;
}

/** Read a page of an entry; its links lead from the page at hand to where they led from there. */
export function sideOf(text: string, address: string): Side {
  const page = new DOMParser().parseFromString(text, "text/html");
  const own = new URL(address, location.href);
  for (const link of page.querySelectorAll("a[href]"))
    link.setAttribute("href", new URL(link.getAttribute("href")!, own).href);
  for (const named of page.querySelectorAll("[id]")) named.removeAttribute("id");
  const facts = new Map<string, Node[]>();
  const lead = page.querySelector(".ea-lead");
  if (lead) facts.set("In short", [...lead.children]);
  for (const row of page.querySelectorAll(".ea-facts dl > div")) {
    const label = row.querySelector("dt")?.textContent ?? "";
    const values = [...row.querySelectorAll("dd:not(:has(> .ea-none))")].map(lineOf);
    facts.set(label, [...(facts.get(label) ?? []), ...values]);
  }
  page.querySelector("h1 .headerlink")?.remove();
  return { name: page.querySelector("h1")?.textContent ?? "", address, facts };
}

/** A value of a fact on a line of its own. */
function lineOf(value: Element): Node {
  const line = document.createElement("div");
  line.append(...value.childNodes);
  return line;
}
