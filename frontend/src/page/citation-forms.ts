// A page, or one fact of it, in the forms in which texts and reference managers cite. The page holds some of them of itself;
// those of a fact are the same with its own id, address and words in their places.

import type { Claim } from "./fact-citation.ts";

/** An item of CSL-JSON, as far as it is asked for here. */
interface Item {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly "container-title": string;
  readonly URL: string;
  readonly note?: string;
  readonly issued?: { readonly "date-parts": readonly (readonly number[])[] };
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};
/** How a text stands within a form; in other forms it stands as it is. */
const WITHIN: Readonly<Record<string, (text: string) => string>> = {
  BibTeX: (text) => text.replace(/[\\{}~^$&%#_]/g, (sign) => LATEX[sign] ?? `\\${sign}`),
  "CSL-JSON": (text) => JSON.stringify(text).slice(1, -1),
};

/** Return label and text of each form; none where the page is not cited as an article of its own. */
export function citationForms(page: Document, claim?: Claim): [string, string][] {
  const held = [...page.querySelectorAll(".ea-cite-forms details")].map((form): [string, string] => [
    form.querySelector("summary")?.textContent ?? "",
    form.querySelector("pre")?.firstChild?.textContent ?? "", // a button follows
  ]);
  const csl = held.find(([label]) => label === "CSL-JSON");
  const item: Item | undefined = csl && JSON.parse(csl[1])[0];
  if (item?.type !== "entry-encyclopedia") return [];
  const forms = held.map(([label, text]): [string, string] => [label, claim ? turned(label, text, item, claim) : text]);
  return [["APA", apa(item, claim)], ["Chicago", chicago(item, claim)], ...forms];
}

function turned(label: string, text: string, item: Item, claim: Claim): string {
  const note = (WITHIN[label] ?? String)(`Statement ${claim.id}: ${claim.said}. `);
  return text
    .replace(item.id, () => `${item.id}-${claim.id}`)
    .replace(item.URL, () => `${item.URL}#s-${claim.id}`)
    .replace(item.note ?? note, (own) => note + own);
}

function apa(item: Item, claim?: Claim): string {
  const [year, month, day] = dateOf(item);
  const date = year ? `${year}, ${month} ${day}` : "n.d.";
  return `${item.title}${claim ? ` [${claim.said}]` : ""}. (${date}). In ${item["container-title"]}. ${addressOf(item, claim)}`;
}

function chicago(item: Item, claim?: Claim): string {
  const [year, month, day] = dateOf(item);
  const date = year ? ` Last reviewed ${month} ${day}, ${year}.` : "";
  const title = claim ? `“${item.title},” statement ${claim.id}: ${claim.said}.` : `“${item.title}.”`;
  return `${title} In ${item["container-title"]}.${date} ${addressOf(item, claim)}.`;
}

function addressOf(item: Item, claim?: Claim): string {
  return claim ? `${item.URL}#s-${claim.id}` : item.URL;
}

function dateOf(item: Item): [number | undefined, string | undefined, number | undefined] {
  const [year, month, day] = item.issued?.["date-parts"][0] ?? [];
  return [year, MONTHS[(month ?? 0) - 1], day];
}
