// Dragging and pinching a drawing that can be zoomed, with a mouse or with fingers.

import type { Point } from "./zoom.ts";

/** Pixels that a pointer moves before it drags: a click is none. */
const SLOP = 4;

/** What can be done with a drawing. */
interface Zoomed {
  readonly share: number;
  about(point: Point, factor: number): void;
  move(x: number, y: number): void;
  unitsAt(point: { readonly clientX: number; readonly clientY: number }): DOMPoint;
}

/** Let pointers drag and pinch a drawing. */
export function followFingers(svg: SVGSVGElement, zoom: Zoomed): void {
  new Fingers(svg, zoom).listen();
}

class Fingers {
  readonly #svg: SVGSVGElement;
  readonly #zoom: Zoomed;
  /** Where each pointer that is down was last. */
  readonly #down = new Map<number, DOMPoint>();
  /** The drawing was moved since a pointer came down. */
  #hasDragged = false;

  constructor(svg: SVGSVGElement, zoom: Zoomed) {
    this.#svg = svg;
    this.#zoom = zoom;
  }

  listen(): void {
    const svg = this.#svg;
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => this.#onClick(event), true);
    svg.addEventListener("pointerdown", (event) => this.#onDown(event));
    svg.addEventListener("pointermove", (event) => this.#onMove(event));
    // a finger may be lifted beside the picture, which does not hold it before it is dragged
    const lift = (event: PointerEvent) => this.#down.delete(event.pointerId);
    addEventListener("pointerup", lift);
    addEventListener("pointercancel", lift);
  }

  /** A click that ends a drag follows no link. */
  #onClick(event: MouseEvent): void {
    if (!this.#hasDragged) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onDown(event: PointerEvent): void {
    if (event.button) return;
    if (!this.#down.size) this.#hasDragged = false;
    this.#down.set(event.pointerId, pointOf(event));
  }

  #onMove(event: PointerEvent): void {
    const before = this.#down.get(event.pointerId);
    const movesWhole = this.#down.size === 1 && this.#zoom.share === 1;
    if (!before || movesWhole) return;
    const now = pointOf(event);
    if (!this.#hasDragged && distance(before, now) < SLOP) return;
    this.#hasDragged = true;
    this.#svg.setPointerCapture(event.pointerId);
    const other = this.#otherThan(event.pointerId);
    if (other) this.#pinch(before, now, other);
    else this.#drag(before, now);
    this.#down.set(event.pointerId, now);
  }

  #otherThan(pointer: number): DOMPoint | undefined {
    const found = [...this.#down].find(([id]) => id !== pointer);
    return found?.[1];
  }

  #drag(from: DOMPoint, to: DOMPoint): void {
    const before = this.#unitsAt(from);
    const now = this.#unitsAt(to);
    this.#zoom.move(before.x - now.x, before.y - now.y);
  }

  /** Move with the middle between two fingers, and zoom about it. */
  #pinch(before: DOMPoint, now: DOMPoint, other: DOMPoint): void {
    const centre = middle(now, other);
    this.#drag(middle(before, other), centre);
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    this.#zoom.about(this.#unitsAt(centre), factor);
  }

  #unitsAt({ x, y }: Point): DOMPoint {
    return this.#zoom.unitsAt({ clientX: x, clientY: y });
  }
}

function pointOf({ clientX, clientY }: PointerEvent): DOMPoint {
  return new DOMPoint(clientX, clientY);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): DOMPoint {
  return new DOMPoint((a.x + b.x) / 2, (a.y + b.y) / 2);
}
