// The drawing of the map as the generator made it: what the script reads of it before it draws anew.

import type { Kind } from "./kinds.ts";

/** Where the mark of a place stands, and the link that holds it. */
export interface Anchor {
  readonly link: SVGAElement;
  readonly x: number;
  readonly y: number;
}

/** A sign of the key, which says what a size means. */
export interface KeySign {
  readonly sign: SVGElement;
  readonly x: number;
  readonly r: number;
  /** Where it ends. */
  readonly foot: number;
}

/** The link of a place, which has a mark or an outline. */
export type PlaceLink = readonly [id: string, link: SVGAElement];

/** How far below its middle a sign of events of size 1 ends. */
export const TIP = 1.25;

/** The links of the places; each is told of which place it is. */
export function placeLinksOf(svg: SVGSVGElement): PlaceLink[] {
  return [...svg.querySelectorAll<SVGAElement>(".m-link")].map((link) => {
    const id = /([^/]*)\.html$/.exec(link.href.baseVal)?.[1] ?? "";
    link.dataset["place"] = id;
    return [id, link];
  });
}

/** Where the marks stand, by the id of their place. */
export function anchorsOf(links: readonly PlaceLink[]): Map<string, Anchor> {
  const found = new Map<string, Anchor>();
  for (const [id, link] of links) {
    const transform = link.querySelector(".m-ev")?.getAttribute("transform") ?? "";
    const at = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(transform);
    if (at) found.set(id, { link, x: Number(at[1]), y: Number(at[2]) });
  }
  return found;
}

/** The sign of each kind, as any picture of the page has it. */
export function shapesOf(kinds: readonly Kind[]): Map<string, SVGElement> {
  const found = new Map<string, SVGElement>();
  for (const { key } of kinds) {
    const shape = document.querySelector<SVGElement>(`.m-link .ea-k-${key}`);
    if (shape) found.set(key, shape.cloneNode() as SVGElement);
  }
  return found;
}

export function keySignsOf(svg: SVGSVGElement): KeySign[] {
  return [...svg.querySelectorAll<SVGElement>(".m-key")].map((sign) => {
    const numbers = sign.getAttribute("transform")?.match(/[\d.]+/g) ?? [];
    const [x = 0, y = 0, r = 0] = numbers.map(Number);
    return { sign, x, r, foot: y + TIP * r };
  });
}
