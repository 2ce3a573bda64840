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

type Form = [label: string, text: string];

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
/** The address at the end of a citation. */
const ADDRESS = /(?=https?:\S+$)/;

/** Return label and text of each form; of a fact none where the page is not cited as an article of its own. */
export function citationForms(page: Document, claim?: Claim): Form[] {
  const forms = formsOf(page);
  const item = itemOf(forms);
  if (item?.type !== "entry-encyclopedia") return claim ? [] : forms;
  return forms.map(([label, text]) => {
    const own = claim ? ofClaim(claim, label, text, item) : text;
    return [label, dated(label, own)];
  });
}

/** The forms that the page holds. */
function formsOf(page: Document): Form[] {
  return [...page.querySelectorAll(".ea-cite-forms details")].map((form) => {
    const label = form.querySelector("summary")?.textContent ?? "";
    const text = form.querySelector("pre")?.firstChild?.textContent ?? ""; // a button follows
    return [label, text];
  });
}

function itemOf(forms: readonly Form[]): Item | undefined {
  const csl = forms.find(([label]) => label === "CSL-JSON");
  return csl && JSON.parse(csl[1])[0];
}

/** A form of the page turned into that of a fact. */
function ofClaim(claim: Claim, label: string, text: string, item: Item): string {
  const within = WITHIN[label] ?? String;
  const note = within(`Statement ${claim.id}: ${claim.said}. `);
  const form = text
    .replace(item.id, () => `${item.id}-${claim.id}`)
    .replace(item.URL, () => `${item.URL}#s-${claim.id}`)
    .replace(item.note ?? note, (own) => note + own);
  if (label === "APA") return form.replace(item.title, (title) => `${title} [${claim.said}]`);
  return /Chicago|MLA/.test(label) ? afterTitle(form, item.title, claim) : form;
}

/** A form with what a fact says behind the title. */
function afterTitle(form: string, title: string, { id, said }: Claim): string {
  const end = form.indexOf(title) + title.length; // quotation marks within the title are not its end
  const rest = form.slice(end).replace(/\.?” /, () => `,” statement ${id}: ${said}. `);
  return form.slice(0, end) + rest;
}

/** With the day on which the reader read it, where a style asks for that. */
function dated(label: string, text: string): string {
  const today = new Date().toLocaleDateString("en-US", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  switch (label) {
    case "MLA":
      return `${text} Accessed ${dayOfMla(today)}.`;
    case "APA":
      return text.replace(ADDRESS, () => `Retrieved ${today}, from `);
    case "Chicago":
      return text.replace(ADDRESS, () => `Accessed ${today}. `);
    default:
      return text;
  }
}

/** "September 2, 2024" as "2 Sept. 2024". */
function dayOfMla(day: string): string {
  return day.replace(/(\w+) (\d+),/, (_all, month: string, number: string) => {
    return `${number} ${monthOfMla(month)}`;
  });
}

function monthOfMla(month: string): string {
  if (month.length < 5) return month;
  const letters = month === "September" ? 4 : 3;
  return `${month.slice(0, letters)}.`;
}
