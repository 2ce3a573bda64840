// A page, or one fact of it, in the forms in which texts and reference managers cite. The page holds some of them of itself;
// those of a fact are the same with its own id, address and words in their places.

import type { Claim } from "./fact-citation.ts";

/** An item of CSL-JSON, as far as it is asked for here. */
interface Item {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly URL: string;
  readonly note?: string;
}

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

/** Return label and text of each form; of a fact none where the page is not cited as an article of its own. */
export function citationForms(page: Document, claim?: Claim): [string, string][] {
  const held = [...page.querySelectorAll(".ea-cite-forms details")].map(
    (form): [string, string] => [
      form.querySelector("summary")?.textContent ?? "",
      form.querySelector("pre")?.firstChild?.textContent ?? "", // a button follows
    ],
  );
  const csl = held.find(([label]) => label === "CSL-JSON");
  const item: Item | undefined = csl && JSON.parse(csl[1])[0];
  if (item?.type !== "entry-encyclopedia") return claim ? [] : held;
  return held.map(([label, text]): [string, string] => [
    label,
    dated(label, claim ? turned(label, text, item, claim) : text),
  ]);
}

function turned(label: string, text: string, item: Item, claim: Claim): string {
  const note = (WITHIN[label] ?? String)(`Statement ${claim.id}: ${claim.said}. `);
  const turned = text
    .replace(item.id, () => `${item.id}-${claim.id}`)
    .replace(item.URL, () => `${item.URL}#s-${claim.id}`)
    .replace(item.note ?? note, (own) => note + own);
  if (label === "APA") return turned.replace(item.title, (title) => `${title} [${claim.said}]`);
  if (!/Chicago|MLA/.test(label)) return turned;
  const end = turned.indexOf(item.title) + item.title.length; // quotation marks within the title are not its end
  return (
    turned.slice(0, end) +
    turned.slice(end).replace(/\.?” /, () => `,” statement ${claim.id}: ${claim.said}. `)
  );
}

/** With the day on which the reader read it, where a style asks for that. */
function dated(label: string, text: string): string {
  const today = new Date().toLocaleDateString("en-US", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  if (label === "MLA")
    return `${text} Accessed ${today.replace(/(\w+) (\d+),/, (_all, month: string, day: string) => `${day} ${month.length < 5 ? month : `${month.slice(0, month === "September" ? 4 : 3)}.`}`)}.`;
  if (label === "APA") return text.replace(/(?=https?:\S+$)/, () => `Retrieved ${today}, from `);
  return label === "Chicago" ? text.replace(/(?=https?:\S+$)/, () => `Accessed ${today}. `) : text;
}
