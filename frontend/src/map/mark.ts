// The mark of a place: its signs, what is told of it, and its name. From view to view no more is written than differs.

import { svgElement } from "../dom.ts";
import type { Board } from "./board.ts";
import { put, say } from "./changes.ts";
import { total, type Cluster } from "./clusters.ts";
import { wordsOf, type Kind } from "./kinds.ts";

/** Pixels between the middles of two marks, so that each can be hit. */
export const APART = 24;
/** So many between a name and the mark of another place, if there is room. */
const CLEAR = 6;
/** The width of a letter, as a part of its height. */
const LETTER = 0.54;

/** What the present view makes of sizes, in units of the drawing. */
export interface Measures {
  /** The share of the width that is in view. */
  readonly share: number;
  /** A pixel of the screen. */
  readonly unit: number;
  /** The height of letters. */
  readonly letter: number;
  /** How much larger marks are than those of the generator. */
  readonly grown: number;
  /** The radius of a mark of so many entries. */
  readonly size: (count: number) => number;
}

export class Mark {
  readonly #link: SVGAElement;
  readonly #kinds: readonly Kind[];
  /** By kind. */
  readonly #signs: ReadonlyMap<string, SVGElement>;
  readonly #title = svgElement("title");
  readonly #target = svgElement("circle");
  readonly #name = svgElement("text");

  constructor(link: SVGAElement, kinds: readonly Kind[], shapes: ReadonlyMap<string, SVGElement>) {
    this.#link = link;
    this.#kinds = kinds;
    this.#signs = new Map(
      [...shapes].map(([key, shape]) => [key, shape.cloneNode() as SVGElement]),
    );
  }

  /** Draw the signs of the kinds, the largest first. */
  draw({ at, spots, counts }: Cluster, label: string, { unit, size }: Measures): void {
    const others = spots.length - 1;
    const places = others ? `${label} and ${others} more` : label;
    say(this.#title, `${places}: ${wordsOf(this.#kinds, counts)}`);
    put(this.#target, { class: "m-hit", cx: at.x, cy: at.y, r: (APART * unit) / 2 });
    const drawn = this.#drawnOf(counts);
    for (const { sign, count } of drawn) {
      put(sign, { transform: `translate(${at.x} ${at.y})scale(${size(count).toFixed(2)})` });
    }
    this.#fill([this.#title, this.#target, ...drawn.map(({ sign }) => sign)]);
  }

  #drawnOf(counts: readonly number[]): { sign: SVGElement; count: number }[] {
    const drawn: { sign: SVGElement; count: number }[] = [];
    this.#kinds.forEach(({ key }, at) => {
      const count = counts[at];
      const sign = this.#signs.get(key);
      if (count && sign) drawn.push({ sign, count });
    });
    return drawn.sort((a, b) => b.count - a.count);
  }

  #fill(parts: readonly Element[]): void {
    const { childNodes } = this.#link;
    const isSame =
      childNodes.length === parts.length && parts.every((part, at) => childNodes[at] === part);
    if (!isSame) this.#link.replaceChildren(...parts);
  }

  /** Set the name on the board, and return it; null where there is no room for it. */
  setName(
    { at, spots, counts }: Cluster,
    label: string,
    { share, unit, letter, size }: Measures,
    board: Board,
  ): SVGTextElement | null {
    const others = spots.length - 1;
    const words = others ? `${label} +${others}` : label;
    const gap = size(total(counts)) + letter / 4;
    const width = words.length * LETTER * letter;
    const place = board.beside(at.x, at.y, gap, width, letter * 1.1, CLEAR * unit);
    if (!place) return null;
    put(this.#name, {
      class: "m-city",
      "text-anchor": place.anchor,
      dy: ".35em",
      transform: `translate(${place.x} ${place.y})scale(${share})`,
      "data-of": at.id,
    });
    say(this.#name, words);
    return this.#name;
  }
}
