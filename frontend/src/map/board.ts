// A board on which the names of the map are set: each where it covers nothing, or not at all.

/** That of a mark has its size: names of much larger marks may lie on it where they have no other room. */
type Rectangle = readonly [left: number, top: number, right: number, bottom: number, size?: number];

/** The middle of the line of a name, and how the name is anchored there. */
export interface NamePlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

type Way = readonly [across: number, down: number];

/** Where a name may stand beside a mark: right, left, above, below, then at its corners. */
const WAYS: readonly Way[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.7, 0.7],
  [0.7, -0.7],
  [-0.7, 0.7],
  [-0.7, -0.7],
];
const BELOW: Way = [0, 1];
/** Where nothing else has room, as beside a large mark at the edge: a little further away. */
const FURTHER: readonly Way[] = [
  [0, -1.4],
  [0, 1.4],
];

/** A place that is tried: it stays `room` clear of other marks, and may cover marks smaller than `over`. */
interface Try {
  readonly way: Way;
  readonly room: number;
  readonly over: number;
}

export class Board {
  readonly #taken: Rectangle[] = [];
  readonly #edge: Rectangle;

  constructor(edge: Rectangle) {
    this.#edge = edge;
  }

  block(box: Rectangle): void {
    this.#taken.push(box);
  }

  /** Find a place for a name beside a mark; nothing where there is no room. It stays so `clear` of other marks, if it can, and covers smaller ones below its own alone, where it is not taken for theirs. */
  beside(
    x: number,
    y: number,
    gap: number,
    width: number,
    height: number,
    clear = 0,
  ): NamePlace | null {
    for (const { way, room, over } of triesOf(gap, clear)) {
      const [across, down] = way;
      const anchor = anchorOf(across);
      const place = { x: x + across * gap, y: y + down * (gap + height / 2), anchor };
      const box = boxOf(place, width, height);
      if (!this.#isInside(box)) continue;
      const isTaken = this.#taken.some(
        (other) => (other[4] ?? over) >= over && !isOf(other, x, y) && meets(box, other, room),
      );
      if (isTaken) continue;
      this.#taken.push(box);
      return place;
    }
    return null;
  }

  #isInside(box: Rectangle): boolean {
    const [left, top, right, bottom] = this.#edge;
    return box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;
  }
}

/** The places to try, the best first. */
function triesOf(gap: number, clear: number): Try[] {
  return [
    ...WAYS.map((way) => ({ way, room: clear, over: 0 })),
    ...[...WAYS, ...FURTHER].map((way) => ({ way, room: 0, over: 0 })),
    { way: BELOW, room: 0, over: gap / 2 },
  ];
}

function anchorOf(across: number): NamePlace["anchor"] {
  if (across > 0) return "start";
  return across < 0 ? "end" : "middle";
}

/** What a name covers at a place. */
function boxOf({ x, y, anchor }: NamePlace, width: number, height: number): Rectangle {
  const left = x - { start: 0, middle: width / 2, end: width }[anchor];
  return [left, y - height / 2, left + width, y + height / 2];
}

/** Whether a rectangle is that of the mark in whose middle this is. */
function isOf([left, top, right, bottom, size = 0]: Rectangle, x: number, y: number): boolean {
  return Math.hypot(left + right - 2 * x, top + bottom - 2 * y) < size / 100;
}

/** Whether a name meets what is taken; it stays clear of marks alone. */
function meets(name: Rectangle, taken: Rectangle, clear: number): boolean {
  const room = taken[4] ? clear : 0;
  return (
    name[0] < taken[2] + room &&
    taken[0] < name[2] + room &&
    name[1] < taken[3] + room &&
    taken[1] < name[3] + room
  );
}
