// A hit, the number of hits and the proposal of a missing entry, the same in the box and on the results page.

import { type Child, count, el, numeral } from "../dom.ts";
import type { Hit, Names, Piece, Spelling, TextHit, Texts } from "./types.ts";

/** How many pages have the words or the phrase in their text. */
export const pages = ({ total, isWhole }: Texts) =>
  `${count(total, "page")}${isWhole ? "" : ", and perhaps more"}`;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A spelling, kept apart from the words around it and set in its own direction where it has another script. */
function spelled(spelling: Spelling, inside: Child[] = [spelling.text]): HTMLElement {
  if (!RIGHT_TO_LEFT.test(spelling.text)) return el("bdi", {}, ...inside);
  return el("bdi", { lang: spelling.lang || "ar", dir: "rtl" }, ...inside);
}

/** A text with its matched parts marked. */
export function marked(pieces: readonly Piece[]): Child[] {
  return pieces.map((piece) => (piece.isMatch ? el("mark", {}, piece.text) : piece.text));
}

/** The link of a hit: name, name in its own script, kind, the spelling that matched, one line. */
export function hitLink(
  hit: Hit,
  root: string,
  attributes: Record<string, string> = {},
  ...more: Child[]
): HTMLAnchorElement {
  const { matched } = hit;
  const text = matched.pieces.map((piece) => piece.text).join("");
  const found = spelled({ text, lang: matched.lang }, marked(matched.pieces));
  const isNative = hit.native !== null && hit.native.text === text;
  const own = matched.isTitle && matched.pieces.length ? found : spelled(hit.name);
  return el(
    "a",
    { class: `ea-hit ea-k-${hit.kind.id}`, href: root + hit.address, ...attributes },
    el(
      "span",
      { class: "ea-hit-name" },
      own,
      hit.native && " ",
      hit.native && (isNative ? found : spelled(hit.native)),
    ),
    " ",
    el("span", { class: "ea-hit-kind" }, hit.kind.one),
    " ",
    !matched.isTitle && !isNative && el("span", { class: "ea-hit-as" }, matched.as, found),
    " ",
    hit.line && el("span", { class: "ea-hit-line" }, hit.line),
    ...more,
  );
}

/** The link of a text: name, kind, and the part of the text that has the words. */
export function textLink(
  hit: TextHit,
  root: string,
  attributes: Record<string, string> = {},
): HTMLAnchorElement {
  const anchor = hit.anchor && `#${hit.anchor}`;
  return el(
    "a",
    { class: `ea-hit ea-k-${hit.kind.id}`, href: root + hit.address + anchor, ...attributes },
    el(
      "span",
      { class: "ea-hit-name" },
      spelled(hit.name),
      hit.native && " ",
      hit.native && spelled(hit.native),
    ),
    " ",
    el("span", { class: "ea-hit-kind" }, hit.kind.one),
    " ",
    el("span", { class: "ea-text" }, ...marked(hit.excerpt)),
  );
}

/** The hits whose entries are not among the others. */
export function besides<H extends { entry: number }>(
  hits: readonly H[],
  others: readonly { entry: number }[],
): H[] {
  const shown = new Set(others.map(({ entry }) => entry));
  return hits.filter(({ entry }) => !shown.has(entry));
}

/** Whether texts hold all words of a query, or one that few have, and no name holds all, not even with a letter amiss. */
export function doTextsLead(names: Names, texts: Texts): boolean {
  return texts.isAnswer && !names.isClose;
}

/** How many of the names found are spelt in another way than in the query, after their number; nothing where none is. */
export function inNearSpellings({ respelt }: Names): string {
  return respelt ? `, ${numeral(respelt)} in near spellings` : "";
}

/** The form in which a missing entry is proposed, with the name filled in. */
export function proposal(query: string): string {
  const at = new URL(
    document.querySelector<HTMLAnchorElement>("[data-propose]")?.href ?? "",
    location.href,
  );
  at.searchParams.set("name", query);
  return at.href;
}
