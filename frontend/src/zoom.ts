// A drawing that readers zoom and move: with the wheel (held Ctrl, or while it has the focus), by dragging and pinching, with
// buttons and keys. Only its view box changes; the page scrolls past it as ever.

import { el } from "./dom.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Zoom {
  /** What is in view, in units of the drawing. */
  readonly box: Box;
  /** The share of the width that is in view: 1 at first, less when nearer. */
  readonly share: number;
  /** Bring a part of the drawing into view. */
  show(part: Box): void;
}

/** How much nearer one press or one notch brings it. */
const STEP = 1.5;
/** Pixels that a pointer moves before it drags: a click is none. */
const SLOP = 4;

/** Take over a drawing; `changed` is called before the next frame whenever another part of it is in view. */
export function zoomable(
  svg: SVGSVGElement,
  changed: (zoom: Zoom) => void,
  nearest = 1 / 16,
): Zoom {
  const first = svg.viewBox.baseVal;
  const whole: Box = { x: first.x, y: first.y, width: first.width, height: first.height };
  const fingers = new Map<number, DOMPoint>();
  let box = whole;
  let frame = 0;
  let dragged = false;

  const zoom: Zoom = {
    get box() {
      return box;
    },
    get share() {
      return box.width / whole.width;
    },
    show(part) {
      const share = Math.max(part.width / whole.width, part.height / whole.height);
      put(part.x + part.width / 2, part.y + part.height / 2, share, 0.5, 0.5);
    },
  };

  /** Show a share of the drawing, with one of its points at these parts of the width and height. */
  function put(x: number, y: number, wanted: number, across: number, down: number): void {
    box = within(whole, x, y, Math.min(1, Math.max(nearest, wanted)), across, down);
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    svg.style.setProperty("--share", String(zoom.share));
    svg.classList.toggle("ea-is-near", zoom.share < 1);
    nearer.disabled = zoom.share <= nearest;
    farther.disabled = all.disabled = zoom.share >= 1;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      changed(zoom);
    });
  }

  function unitsAt(event: { clientX: number; clientY: number }): DOMPoint {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(
      svg.getScreenCTM()?.inverse(),
    );
  }

  /** Zoom about a point, which stays where it is on the screen. */
  function about(point: { x: number; y: number }, factor: number): void {
    put(
      point.x,
      point.y,
      zoom.share / factor,
      (point.x - box.x) / box.width,
      (point.y - box.y) / box.height,
    );
  }

  function step(factor: number): void {
    about({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, factor);
  }

  function move(x: number, y: number): void {
    put(box.x + x, box.y + y, zoom.share, 0, 0);
  }

  const button = (sign: string, words: string, does: () => void) => {
    const made = el("button", { type: "button", "aria-label": words, title: words }, sign);
    made.addEventListener("click", does);
    return made;
  };
  const nearer = button("+", "Zoom in", () => step(STEP));
  const farther = button("−", "Zoom out", () => step(1 / STEP));
  const all = button("⤢", "Show all", () => zoom.show(whole));
  farther.disabled = all.disabled = true;
  const keys: { readonly [key: string]: () => void } = {
    "+": () => step(STEP),
    "=": () => step(STEP),
    "-": () => step(1 / STEP),
    "0": () => zoom.show(whole),
    ArrowLeft: () => move(-box.width / 8, 0),
    ArrowRight: () => move(box.width / 8, 0),
    ArrowUp: () => move(0, -box.height / 8),
    ArrowDown: () => move(0, box.height / 8),
  };

  svg.addEventListener("keydown", (event) => {
    const does = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!does || (zoom.share === 1 && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    does();
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      const isMeant = event.ctrlKey || event.metaKey || svg.contains(document.activeElement);
      if (!isMeant || (zoom.share === 1 && event.deltaY > 0 && !event.ctrlKey)) return;
      event.preventDefault();
      about(unitsAt(event), Math.min(STEP, Math.max(1 / STEP, Math.exp(-event.deltaY / 300))));
    },
    { passive: false },
  );
  svg.addEventListener("dblclick", (event) => about(unitsAt(event), STEP * STEP));
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener(
    "click",
    (event) => {
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) dragged = false;
    fingers.set(event.pointerId, new DOMPoint(event.clientX, event.clientY));
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || (fingers.size === 1 && zoom.share === 1)) return;
    const now = new DOMPoint(event.clientX, event.clientY);
    if (!dragged && distance(before, now) < SLOP) return;
    dragged = true;
    svg.setPointerCapture(event.pointerId);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    const [from, to] = other ? [middle(before, other), middle(now, other)] : [before, now];
    const [then, point] = [
      unitsAt({ clientX: from.x, clientY: from.y }),
      unitsAt({ clientX: to.x, clientY: to.y }),
    ];
    move(then.x - point.x, then.y - point.y);
    if (other)
      about(
        unitsAt({ clientX: to.x, clientY: to.y }),
        distance(now, other) / Math.max(1, distance(before, other)),
      );
    fingers.set(event.pointerId, now);
  });
  // a finger may be lifted beside the picture, which does not hold it before it is dragged
  for (const end of ["pointerup", "pointercancel"] as const)
    addEventListener(end, (event) => fingers.delete(event.pointerId));

  const host = el("div", { class: "ea-nearer" });
  const help =
    "Ctrl and the wheel zoom; once the picture has the focus, the wheel alone, + and −, and the arrows.";
  svg.setAttribute("tabindex", "0");
  svg.replaceWith(host);
  host.append(
    svg,
    el("div", { role: "group", "aria-label": "Zoom", title: help }, nearer, farther, all),
  );
  return zoom;
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
  const [width, height] = [whole.width * share, whole.height * share];
  const between = (value: number, low: number, room: number) =>
    Math.min(Math.max(value, low), low + room);
  return {
    x: between(x - across * width, whole.x, whole.width - width),
    y: between(y - down * height, whole.y, whole.height - height),
    width,
    height,
  };
}

/** Keep an element as large on the screen as it was drawn, about a point of the drawing. */
export function keepSize(element: Element, x: number, y: number, share: number): void {
  if (share === 1) element.removeAttribute("transform");
  else
    element.setAttribute(
      "transform",
      `translate(${x} ${y}) scale(${share}) translate(${-x} ${-y})`,
    );
}

function distance(a: DOMPoint, b: DOMPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: DOMPoint, b: DOMPoint): DOMPoint {
  return new DOMPoint((a.x + b.x) / 2, (a.y + b.y) / 2);
}
