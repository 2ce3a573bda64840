// One drawing of the map: its marks as large as what is left at their places, gathered where they would lie on one another.

import { numeral, svgElement } from "../dom.ts";
import { keepSize, type Box } from "../zoom.ts";
import { Board, clustered, radius, total, type Cluster } from "./clusters.ts";

export interface Kind {
  /** As in the facet, and in the class of its colour. */
  readonly key: string;
  readonly singular: string;
  readonly plural: string;
  /** The address of its index. */
  readonly index: string;
}

export interface Sizes {
  readonly most: number;
  readonly widest: number;
  readonly least: number;
}

/** Pixels between the middles of two marks, so that each can be hit. */
const APART = 24;
/** So many between a name and the mark of another place, if there is room. */
const CLEAR = 6;
const LETTER = 0.54;
/** How far below its middle a sign of events of size 1 ends. */
const TIP = 1.25;

/** What a size of the window makes of the picture: its width in pixels, the size of letters, and the room of texts that stay. */
interface Screen {
  readonly width: number;
  readonly letter: number;
  readonly others: readonly DOMRect[];
}

/** What the present view makes of sizes, in units of the drawing. */
interface Measures {
  readonly size: (count: number) => number;
  readonly hit: number;
  readonly clear: number;
  readonly board: Board;
  readonly letter: number;
  readonly share: number;
}

/** The mark of a place, which is drawn anew in part alone. */
interface Parts {
  readonly link: SVGAElement;
  readonly title: SVGTitleElement;
  readonly target: SVGCircleElement;
  /** By kind. */
  readonly signs: ReadonlyMap<string, SVGElement>;
  readonly text: SVGTextElement;
}

export class Picture {
  readonly svg: SVGSVGElement;
  readonly #marks: ReadonlyMap<
    string,
    { readonly link: SVGAElement; readonly x: number; readonly y: number }
  >;
  readonly #outlines: ReadonlyMap<string, SVGAElement>;
  readonly #others: readonly SVGTextElement[];
  /** What the sizes mean. */
  readonly #key: readonly {
    readonly sign: SVGElement;
    readonly x: number;
    readonly r: number;
    readonly foot: number;
  }[];
  readonly #names: SVGGElement;
  readonly #shapes = new Map<string, SVGElement>();
  readonly #parts = new Map<string, Parts>();
  readonly #sizes: Sizes;
  readonly #kinds: readonly Kind[];
  readonly #width: number;
  /** In pixels on the screen: reading them lays the page out, so they are read once for each size of the window. */
  #screen: Screen = { width: 0, letter: 0, others: [] };
  #clusters: readonly Cluster[] = [];

  constructor(svg: SVGSVGElement, kinds: readonly Kind[], sizes: Sizes) {
    this.svg = svg;
    this.#kinds = kinds;
    this.#sizes = sizes;
    this.#width = svg.viewBox.baseVal.width;
    const links = [...svg.querySelectorAll<SVGAElement>(".m-link")].map((link) => {
      const id = /([^/]*)\.html$/.exec(link.href.baseVal)?.[1] ?? "";
      link.dataset["place"] = id;
      return [id, link] as const;
    });
    const marks = new Map<string, { link: SVGAElement; x: number; y: number }>();
    for (const [id, link] of links) {
      const at = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(
        link.querySelector(".m-ev")?.getAttribute("transform") ?? "",
      );
      if (at) marks.set(id, { link, x: Number(at[1]), y: Number(at[2]) });
    }
    this.#marks = marks;
    this.#outlines = new Map(links.filter(([id]) => !marks.has(id)));
    for (const { key } of kinds) {
      const shape = document.querySelector<SVGElement>(`.m-link .ea-k-${key}`);
      if (shape) this.#shapes.set(key, shape.cloneNode() as SVGElement);
    }
    for (const text of svg.querySelectorAll("text[data-of]")) text.remove();
    this.#others = [...svg.querySelectorAll<SVGTextElement>("text")];
    this.#key = [...svg.querySelectorAll<SVGElement>(".m-key")].map((sign) => {
      const [x = 0, y = 0, r = 0] = (sign.getAttribute("transform")?.match(/[\d.]+/g) ?? []).map(
        Number,
      );
      return { sign, x, r, foot: y + TIP * r };
    });
    this.#names = svgElement("g");
    this.#names.setAttribute("class", "m-names");
    svg.append(this.#names);
    addEventListener("resize", () => (this.#screen = { ...this.#screen, width: 0 }));
  }

  #measured(): Screen {
    if (!this.#screen.width) {
      const letter = Number.parseFloat(getComputedStyle(this.#names).fontSize);
      this.#screen = {
        width: this.svg.clientWidth || this.#width,
        letter,
        others: this.#others.map((text) => text.getBBox()),
      };
    }
    return this.#screen;
  }

  /** Show so many entries of each kind at each place; `part` is what of the drawing is in view. */
  show(
    counts: ReadonlyMap<string, readonly number[]>,
    labels: ReadonlyMap<string, string>,
    part: Box,
  ): void {
    const share = part.width / this.#width;
    const screen = this.#measured();
    const unit = (this.#width / screen.width) * share; // of one pixel
    const grown = Math.max(share, unit * 0.8);
    const size = (count: number) =>
      radius(count, this.#sizes.most, this.#sizes.widest, this.#sizes.least) * grown;
    const spots = [...this.#marks].map(([id, { x, y }]) => ({
      id,
      x,
      y,
      counts: counts.get(id) ?? [],
    }));
    this.#clusters = clustered(spots, (a, b) => Math.max(APART * unit, Math.max(size(a), size(b))));
    const shown = new Set(this.#clusters.map(({ at }) => at.id));
    for (const [id, { link }] of this.#marks) link.classList.toggle("m-none", !shown.has(id));
    for (const [id, link] of this.#outlines)
      link.classList.toggle("m-none", !total(counts.get(id) ?? []));
    for (const { sign, x, r, foot } of this.#key)
      put(sign, { transform: `translate(${x} ${foot - TIP * r * grown})scale(${r * grown})` });
    const board = new Board([part.x, part.y, part.x + part.width, part.y + part.height]);
    this.#others.forEach((text, at) => {
      const [x, y] = [Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
      const { x: left, y: top, width, height } = screen.others[at]!;
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
    const letter = screen.letter * share;
    const named = new Set<Element>();
    for (const cluster of this.#clusters) {
      const text = this.#draw(cluster, labels, {
        size,
        hit: (APART * unit) / 2,
        clear: CLEAR * unit,
        board,
        letter,
        share,
      });
      if (text) named.add(text);
    }
    for (const text of [...this.#names.children]) if (!named.delete(text)) text.remove();
    this.#names.append(...named);
  }

  /** Draw a mark, changing no more than differs from the last view; returns its name where there is room for it. */
  #draw(
    { at, spots, counts }: Cluster,
    labels: ReadonlyMap<string, string>,
    { size, hit, clear, board, letter, share }: Measures,
  ): SVGTextElement | null {
    const { link, title, target, signs, text } = this.#partsOf(at.id);
    const name = labels.get(at.id) ?? at.id;
    const more = spots.length - 1;
    say(title, `${name}${more ? ` and ${more} more` : ""}: ${wordsOf(this.#kinds, counts)}`);
    put(target, { class: "m-hit", cx: at.x, cy: at.y, r: hit });
    const drawn = this.#kinds.flatMap(({ key }, kind) =>
      counts[kind] && signs.has(key) ? [{ sign: signs.get(key)!, count: counts[kind] }] : [],
    );
    drawn.sort((a, b) => b.count - a.count);
    for (const { sign, count } of drawn)
      put(sign, { transform: `translate(${at.x} ${at.y})scale(${size(count).toFixed(2)})` });
    const parts = [title, target, ...drawn.map(({ sign }) => sign)];
    if (
      link.childNodes.length !== parts.length ||
      parts.some((part, number) => link.childNodes[number] !== part)
    )
      link.replaceChildren(...parts);
    const words = more ? `${name} +${more}` : name;
    const spot = board.beside(
      at.x,
      at.y,
      size(total(counts)) + letter / 4,
      words.length * LETTER * letter,
      letter * 1.1,
      clear,
    );
    if (!spot) return null;
    put(text, {
      class: "m-city",
      "text-anchor": spot.anchor,
      dy: ".35em",
      transform: `translate(${spot.x} ${spot.y})scale(${share})`,
      "data-of": at.id,
    });
    say(text, words);
    return text;
  }

  #partsOf(id: string): Parts {
    let parts = this.#parts.get(id);
    if (!parts) {
      const signs = new Map(
        [...this.#shapes].map(([key, shape]) => [key, shape.cloneNode() as SVGElement]),
      );
      parts = {
        link: this.#marks.get(id)!.link,
        title: svgElement("title"),
        target: svgElement("circle"),
        signs,
        text: svgElement("text"),
      };
      this.#parts.set(id, parts);
    }
    return parts;
  }

  /** Whether a place has a mark or an outline. */
  draws(id: string): boolean {
    return this.#marks.has(id) || this.#outlines.has(id);
  }

  /** The places that the mark of a place stands for. */
  placesOf(id: string): string[] {
    const cluster = this.#clusters.find(({ at }) => at.id === id);
    return cluster ? cluster.spots.map((spot) => spot.id) : [id];
  }

  /** What holds these places, with room around them. */
  around(ids: readonly string[]): Box {
    const at = ids.flatMap((id) => this.#marks.get(id) ?? []);
    const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    const room = this.#width / 40;
    return {
      x: x - room,
      y: y - room,
      width: Math.max(...xs) - x + 2 * room,
      height: Math.max(...ys) - y + 2 * room,
    };
  }

  /** The places within a part of the drawing; those without a mark are nowhere in it. */
  within({ x, y, width, height }: Box): Set<string> {
    return new Set(
      [...this.#marks]
        .filter(([, at]) => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height)
        .map(([id]) => id),
    );
  }
}

function put(element: Element, attributes: { readonly [name: string]: string | number }): void {
  for (const [name, value] of Object.entries(attributes))
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

/** "3 events, 1 base", or nothing. */
export function wordsOf(kinds: readonly Kind[], counts: readonly number[]): string {
  const said = kinds.flatMap(({ singular, plural }, kind) => {
    const number = counts[kind] ?? 0;
    return number ? [`${numeral(number)} ${(number === 1 ? singular : plural).toLowerCase()}`] : [];
  });
  return said.join(", ");
}
