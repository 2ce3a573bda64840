// The notes above the filters of a page: what the address asks for in vain, and what of it has no control here.

import { asked, isShared, nameToday, queryOf, type Known } from "./address.ts";
import { el } from "./dom.ts";

/** Names that only some pages have, and those that other sites append. */
const PASSED_OVER = /^(?:q|sort|older|undated|utm_.*|.*clid)$/;

type Asked = [name: string, value: string];

/** What of an address no filter of the page takes. */
interface Unknown {
  /** Keys of the shared state, by their names of today. */
  readonly unused: Asked[];
  /** All else. */
  readonly asked: Asked[];
  /** The query without the latter. */
  readonly rest: string;
}

export function unknownIn(search: string, known: Known): Unknown {
  const query = new URLSearchParams(search);
  const unused: Asked[] = [];
  const vain: Asked[] = [];
  for (const [name, text] of [...query]) {
    const today = nameToday(name);
    const values = known.get(today);
    if (!text || (!values && PASSED_OVER.test(name))) continue;
    if (!values && isShared(today)) {
      unused.push([today, text]);
      continue;
    }
    const kept: string[] = [];
    for (const value of text.split(",")) {
      if (values?.has(value)) kept.push(value);
      else vain.push([name, value]);
    }
    if (kept.length) query.set(name, kept.join(","));
    else query.delete(name);
  }
  return { unused, asked: vain, rest: queryOf(query) };
}

interface Notes {
  readonly vain: HTMLElement;
  readonly quiet: HTMLElement;
}

let notes: Notes | undefined;

/** Say above `place` what the address asks for in vain, what of it no control shows, and what is kept for other pages. */
export function tell(place: Element, known: Known, unseen: readonly string[] = []): void {
  const { unused, asked: vain, rest } = unknownIn(location.search, known);
  const narrowing = [...asked()].filter(([name, text]) => {
    const [first = ""] = text.split(",");
    return unseen.includes(name) && known.get(name)?.has(first);
  });
  notes ??= notesBefore(place);
  tellVain(notes.vain, vain, rest);
  tellQuiet(notes.quiet, narrowing, unused);
}

function notesBefore(place: Element): Notes {
  const vain = el("p", { class: "ea-unknown", role: "status" });
  const quiet = el("p", { class: "ea-legend ea-unused", role: "status" });
  place.before(vain, quiet);
  return { vain, quiet };
}

/** Say what is no choice of the page, with a link to the query without it. */
function tellVain(note: HTMLElement, vain: readonly Asked[], rest: string): void {
  const href = `${location.pathname}${rest}${location.hash}`;
  const clear = el("a", { href }, vain.length > 1 ? "Clear them" : "Clear it");
  const words = `The address asks for ${wordsOf(vain)}, which is no choice of this page and was left out. `;
  note.hidden = !vain.length;
  note.replaceChildren(words, clear);
}

function tellQuiet(note: HTMLElement, narrowing: readonly Asked[], unused: readonly Asked[]): void {
  const narrowed = narrowing.length ? `Narrowed to ${wordsOf(narrowing)}. ` : "";
  const kept = unused.length ? `Not used here: ${wordsOf(unused)}.` : "";
  note.hidden = !unused.length && !narrowing.length;
  note.textContent = narrowed + kept;
}

/** Keys and values in words. */
function wordsOf(asked: readonly Asked[]): string {
  const said = asked.map(([name, text]) => `${name.replaceAll("-", " ")} “${valuesInWords(text)}”`);
  return said.join(", ");
}

/** Values in words; of more than two years the first and the last. */
function valuesInWords(text: string): string {
  const areYears = /^(\d{4},){2,}\d{4}$/.test(text);
  if (areYears) return `${text.slice(0, 4)}–${text.slice(-4)}`;
  return text.split(",").map(valueInWords).join(", ");
}

/** A value as a choice of the page names it, else an id in words. */
function valueInWords(value: string): string {
  const escaped = CSS.escape(value);
  const choice = document.querySelector(`li[data-v="${escaped}"] span, option[value="${escaped}"]`);
  const words = /^[a-z]/.test(value) ? value.replaceAll("-", " ") : value;
  return choice?.textContent ?? words;
}
