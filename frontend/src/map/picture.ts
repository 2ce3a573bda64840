// A map that is drawn anew as readers filter and zoom: a mark grows with the entries that are left at its place; marks that would overlap become one.

import { svgElement } from "../dom.ts";
import { keepSize, type Box } from "../zoom.ts";
import { Board } from "./board.ts";
import { put } from "./changes.ts";
import { clustered, radius, total, type Cluster } from "./clusters.ts";
import {
  anchorsOf,
  keySignsOf,
  placeLinksOf,
  shapesOf,
  TIP,
  type Anchor,
  type KeySign,
} from "./drawing.ts";
import type { Kind } from "./kinds.ts";
import { APART, Mark, type Measures } from "./mark.ts";

/** How large marks are: one of the `most` entries at a place has the radius `widest`, and none a smaller one than `least`. */
export interface Sizes {
  readonly most: number;
  readonly widest: number;
  readonly least: number;
}

/** How many entries of each kind are at each place. */
export type Counts = ReadonlyMap<string, readonly number[]>;

/** What depends on the size of the window: the width of the map and the height of its letters in pixels, and the boxes of the texts that stay. */
interface Screen {
  readonly width: number;
  readonly letter: number;
  readonly texts: readonly DOMRect[];
}

export class Picture {
  readonly svg: SVGSVGElement;
  readonly #kinds: readonly Kind[];
  readonly #sizes: Sizes;
  readonly #width: number;
  /** Where the marks stand, and the outlines of the other places, by id. */
  readonly #anchors: ReadonlyMap<string, Anchor>;
  readonly #outlines: ReadonlyMap<string, SVGAElement>;
  readonly #shapes: ReadonlyMap<string, SVGElement>;
  /** Texts that stay, whatever is shown. */
  readonly #texts: readonly SVGTextElement[];
  readonly #key: readonly KeySign[];
  readonly #names = svgElement("g");
  readonly #marks = new Map<string, Mark>();
  /** In pixels on the screen: reading them lays the page out, so they are read once for each size of the window. */
  #screen: Screen | null = null;
  #clusters: readonly Cluster[] = [];

  constructor(svg: SVGSVGElement, kinds: readonly Kind[], sizes: Sizes) {
    this.svg = svg;
    this.#kinds = kinds;
    this.#sizes = sizes;
    this.#width = svg.viewBox.baseVal.width;
    const links = placeLinksOf(svg);
    const anchors = anchorsOf(links);
    this.#anchors = anchors;
    this.#outlines = new Map(links.filter(([id]) => !anchors.has(id)));
    this.#shapes = shapesOf(kinds);
    for (const name of svg.querySelectorAll("text[data-of]")) name.remove();
    this.#texts = [...svg.querySelectorAll<SVGTextElement>("text")];
    this.#key = keySignsOf(svg);
    this.#names.setAttribute("class", "m-names");
    svg.append(this.#names);
    addEventListener("resize", () => {
      this.#screen = null;
    });
  }

  /** Show so many entries of each kind at each place; `part` is what of the drawing is in view. */
  show(counts: Counts, labels: ReadonlyMap<string, string>, part: Box): void {
    this.#screen ??= this.#measure();
    const measures = this.#measuresOf(this.#screen, part);
    this.#clusters = this.#gather(counts, measures);
    this.#hideEmpty(counts);
    this.#drawKey(measures.grown);
    const board = this.#boardOf(part, this.#screen, measures);
    const named = new Set<Element>();
    for (const cluster of this.#clusters) {
      const { id } = cluster.at;
      const mark = this.#markOf(id);
      const label = labels.get(id) ?? id;
      mark.draw(cluster, label, measures);
      const name = mark.setName(cluster, label, measures, board);
      if (name) named.add(name);
    }
    this.#showNames(named);
  }

  #measure(): Screen {
    const letter = Number.parseFloat(getComputedStyle(this.#names).fontSize);
    const width = this.svg.clientWidth || this.#width;
    return { width, letter, texts: this.#texts.map((text) => text.getBBox()) };
  }

  #measuresOf(screen: Screen, part: Box): Measures {
    const { most, widest, least } = this.#sizes;
    const share = part.width / this.#width;
    const unit = (this.#width / screen.width) * share;
    const grown = Math.max(share, unit * 0.8);
    const size = (count: number) => radius(count, most, widest, least) * grown;
    return { share, unit, letter: screen.letter * share, grown, size };
  }

  #gather(counts: Counts, { unit, size }: Measures): Cluster[] {
    const spots = [...this.#anchors].map(([id, { x, y }]) => {
      return { id, x, y, counts: counts.get(id) ?? [] };
    });
    return clustered(spots, (a, b) => Math.max(APART * unit, size(a), size(b)));
  }

  /** Hide the marks that others stand for, and the outlines in which nothing is left. */
  #hideEmpty(counts: Counts): void {
    const shown = new Set(this.#clusters.map(({ at }) => at.id));
    for (const [id, { link }] of this.#anchors) link.classList.toggle("m-none", !shown.has(id));
    for (const [id, link] of this.#outlines) {
      link.classList.toggle("m-none", !total(counts.get(id) ?? []));
    }
  }

  /** Draw the sizes of the key as large as those of the marks; each ends where it did. */
  #drawKey(grown: number): void {
    for (const { sign, x, r, foot } of this.#key) {
      const size = r * grown;
      put(sign, { transform: `translate(${x} ${foot - TIP * r * grown})scale(${size})` });
    }
  }

  /** A board for the names, on which texts that stay and marks are. */
  #boardOf(part: Box, screen: Screen, { share, size }: Measures): Board {
    const board = new Board([part.x, part.y, part.x + part.width, part.y + part.height]);
    this.#texts.forEach((text, at) => {
      const x = Number(text.getAttribute("x"));
      const y = Number(text.getAttribute("y"));
      const { x: left, y: top, width, height } = screen.texts[at]!;
      keepSize(text, x, y, share);
      board.block([
        x + (left - x) * share,
        y + (top - y) * share,
        x + (left + width - x) * share,
        y + (top + height - y) * share,
      ]);
    });
    for (const { at, counts } of this.#clusters) {
      const reach = size(total(counts)) * 0.8;
      board.block([at.x - reach, at.y - reach, at.x + reach, at.y + reach, reach]);
    }
    return board;
  }

  #markOf(id: string): Mark {
    let mark = this.#marks.get(id);
    if (!mark) {
      mark = new Mark(this.#anchors.get(id)!.link, this.#kinds, this.#shapes);
      this.#marks.set(id, mark);
    }
    return mark;
  }

  /** Show these names alone; those that are there stay where they are. */
  #showNames(named: Set<Element>): void {
    for (const name of [...this.#names.children]) {
      const stays = named.delete(name);
      if (!stays) name.remove();
    }
    this.#names.append(...named);
  }

  /** Whether any of these is at a place that has a mark. */
  holds(counts: Counts): boolean {
    return [...this.#anchors.keys()].some((id) => total(counts.get(id) ?? []));
  }

  /** Whether a place has a mark or an outline. */
  draws(id: string): boolean {
    return this.#anchors.has(id) || this.#outlines.has(id);
  }

  /** The places that the mark of a place stands for. */
  placesOf(id: string): string[] {
    const cluster = this.#clusters.find(({ at }) => at.id === id);
    return cluster ? cluster.spots.map((spot) => spot.id) : [id];
  }

  /** What holds these places, with room around them. */
  around(ids: readonly string[]): Box {
    const found = ids.map((id) => this.#anchors.get(id)).filter((at) => at !== undefined);
    const xs = found.map(({ x }) => x);
    const ys = found.map(({ y }) => y);
    const left = Math.min(...xs);
    const top = Math.min(...ys);
    const room = this.#width / 40;
    return {
      x: left - room,
      y: top - room,
      width: Math.max(...xs) - left + 2 * room,
      height: Math.max(...ys) - top + 2 * room,
    };
  }

  /** The places within a part of the drawing; those without a mark are nowhere in it. */
  within(part: Box): Set<string> {
    const found = [...this.#anchors].filter(([, at]) => isIn(part, at));
    return new Set(found.map(([id]) => id));
  }
}

function isIn(box: Box, { x, y }: { readonly x: number; readonly y: number }): boolean {
  const isAcross = x >= box.x && x <= box.x + box.width;
  const isDown = y >= box.y && y <= box.y + box.height;
  return isAcross && isDown;
}
