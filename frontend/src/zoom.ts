// A drawing that readers zoom and move: with the wheel (held Ctrl, or while it has the focus), by dragging and pinching, with
// buttons and keys. Only its view box changes; the page scrolls past it as ever.

import { el } from "./dom.ts";
import { followFingers } from "./zoom-fingers.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** How much nearer one press or one notch brings it. */
const STEP = 1.5;
const HELP =
  "Ctrl and the wheel zoom; once the picture has the focus, the wheel alone, + and −, and the arrows.";

/** Take over a drawing; `changed` is called before the next frame whenever another part of it is in view. */
export function zoomable(
  svg: SVGSVGElement,
  changed: (zoom: Zoom) => void,
  nearest = 1 / 16,
): Zoom {
  return new Zoom(svg, changed, nearest);
}

export class Zoom {
  readonly #svg: SVGSVGElement;
  readonly #changed: (zoom: Zoom) => void;
  readonly #whole: Box;
  /** The least share of the width that is shown. */
  readonly #nearest: number;
  readonly #nearer = button("+", "Zoom in", () => this.#step(STEP));
  readonly #farther = button("−", "Zoom out", () => this.#step(1 / STEP));
  readonly #all = button("⤢", "Show all", () => this.show(this.#whole));
  readonly #keys: { readonly [key: string]: () => void } = {
    "+": () => this.#step(STEP),
    "=": () => this.#step(STEP),
    "-": () => this.#step(1 / STEP),
    "0": () => this.show(this.#whole),
    ArrowLeft: () => this.move(-this.#box.width / 8, 0),
    ArrowRight: () => this.move(this.#box.width / 8, 0),
    ArrowUp: () => this.move(0, -this.#box.height / 8),
    ArrowDown: () => this.move(0, this.#box.height / 8),
  };
  #box: Box;
  /** The frame before which a change will be told; 0 where none is. */
  #frame = 0;

  constructor(svg: SVGSVGElement, changed: (zoom: Zoom) => void, nearest: number) {
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.#svg = svg;
    this.#changed = changed;
    this.#nearest = nearest;
    this.#whole = { x, y, width, height };
    this.#box = this.#whole;
    this.#farther.disabled = true;
    this.#all.disabled = true;
    svg.addEventListener("keydown", (event) => this.#onKey(event));
    svg.addEventListener("wheel", (event) => this.#onWheel(event), { passive: false });
    svg.addEventListener("dblclick", (event) => this.about(this.unitsAt(event), STEP * STEP));
    followFingers(svg, this);
    this.#layOut();
  }

  /** What is in view, in units of the drawing. */
  get box(): Box {
    return this.#box;
  }

  /** The share of the width that is in view: 1 at first, less when nearer. */
  get share(): number {
    return this.#box.width / this.#whole.width;
  }

  /** Bring a part of the drawing into view. */
  show({ x, y, width, height }: Box): void {
    const share = Math.max(width / this.#whole.width, height / this.#whole.height);
    this.#put(x + width / 2, y + height / 2, share, 0.5, 0.5);
  }

  /** Zoom about a point, which stays where it is on the screen. */
  about({ x, y }: Point, factor: number): void {
    const box = this.#box;
    const across = (x - box.x) / box.width;
    const down = (y - box.y) / box.height;
    this.#put(x, y, this.share / factor, across, down);
  }

  /** Move what is in view by so many units. */
  move(x: number, y: number): void {
    this.#put(this.#box.x + x, this.#box.y + y, this.share, 0, 0);
  }

  /** The point of the drawing at a point of the window. */
  unitsAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): DOMPoint {
    const point = new DOMPoint(clientX, clientY);
    return point.matrixTransform(this.#svg.getScreenCTM()?.inverse());
  }

  /** Zoom about the middle of what is in view. */
  #step(factor: number): void {
    const { x, y, width, height } = this.#box;
    this.about({ x: x + width / 2, y: y + height / 2 }, factor);
  }

  /** Show a share of the drawing, with one of its points at these parts of the width and height. */
  #put(x: number, y: number, wanted: number, across: number, down: number): void {
    const share = Math.min(1, Math.max(this.#nearest, wanted));
    this.#box = within(this.#whole, x, y, share, across, down);
    this.#showBox();
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#tell());
  }

  #showBox(): void {
    const { x, y, width, height } = this.#box;
    const isNear = this.share < 1;
    this.#svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.#svg.style.setProperty("--share", String(this.share));
    this.#svg.classList.toggle("ea-is-near", isNear);
    this.#nearer.disabled = this.share <= this.#nearest;
    this.#all.disabled = !isNear;
    this.#farther.disabled = !isNear;
  }

  #tell(): void {
    this.#frame = 0;
    this.#changed(this);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = this.#keys[event.key];
    const movesWhole = this.share === 1 && event.key.startsWith("Arrow");
    if (!does || movesWhole) return;
    event.preventDefault();
    does();
  }

  #onWheel(event: WheelEvent): void {
    const hasFocus = this.#svg.contains(document.activeElement);
    const isMeant = event.ctrlKey || event.metaKey || hasFocus;
    const leavesWhole = this.share === 1 && event.deltaY > 0 && !event.ctrlKey; // the page scrolls on
    if (!isMeant || leavesWhole) return;
    event.preventDefault();
    const factor = Math.exp(-event.deltaY / 300);
    this.about(this.unitsAt(event), Math.min(STEP, Math.max(1 / STEP, factor)));
  }

  #layOut(): void {
    const host = el("div", { class: "ea-nearer" });
    const group = { role: "group", "aria-label": "Zoom", title: HELP };
    this.#svg.setAttribute("tabindex", "0");
    this.#svg.replaceWith(host);
    host.append(this.#svg, el("div", group, this.#nearer, this.#farther, this.#all));
  }
}

function button(sign: string, words: string, does: () => void): HTMLButtonElement {
  const made = el("button", { type: "button", "aria-label": words, title: words }, sign);
  made.addEventListener("click", does);
  return made;
}

/** The box that shows a share of the whole with a point at these parts of its width and height, moved inside the whole. */
export function within(
  whole: Box,
  x: number,
  y: number,
  share: number,
  across: number,
  down: number,
): Box {
  const width = whole.width * share;
  const height = whole.height * share;
  return {
    x: between(x - across * width, whole.x, whole.width - width),
    y: between(y - down * height, whole.y, whole.height - height),
    width,
    height,
  };
}

/** A value, or the nearest that is not below `low` and not more than `room` above it. */
function between(value: number, low: number, room: number): number {
  return Math.min(Math.max(value, low), low + room);
}

/** Keep an element as large on the screen as it was drawn, about a point of the drawing. */
export function keepSize(element: Element, x: number, y: number, share: number): void {
  if (share === 1) {
    element.removeAttribute("transform");
    return;
  }
  const transform = `translate(${x} ${y}) scale(${share}) translate(${-x} ${-y})`;
  element.setAttribute("transform", transform);
}
