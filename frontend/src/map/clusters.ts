// Marks that would lie on one another are one mark, and names stand where nothing else does.

export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** How many entries of each kind are there. */
  readonly counts: readonly number[];
}

export interface Cluster {
  /** The place with most entries, at which the mark stands. */
  readonly at: Spot;
  readonly spots: Spot[];
  readonly counts: number[];
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, one) => sum + one, 0);
}

/** Gather spots around those with most entries; `reach` is how near two marks of these counts may be. */
export function clustered(
  spots: readonly Spot[],
  reach: (a: number, b: number) => number,
): Cluster[] {
  const found: Cluster[] = [];
  const order = spots
    .filter((spot) => total(spot.counts))
    .sort((a, b) => total(b.counts) - total(a.counts) || (a.id < b.id ? -1 : 1));
  for (const spot of order) {
    const near = found.find(
      ({ at }) =>
        Math.hypot(at.x - spot.x, at.y - spot.y) < reach(total(at.counts), total(spot.counts)),
    );
    if (!near) {
      found.push({ at: spot, spots: [spot], counts: [...spot.counts] });
      continue;
    }
    near.spots.push(spot);
    spot.counts.forEach((number, kind) => (near.counts[kind]! += number));
  }
  return found;
}

/** The radius of a circle whose surface grows with the count, as the generator draws it. */
export function radius(count: number, most: number, widest: number, least: number): number {
  return count ? Math.max(least, widest * Math.sqrt(count / most)) : 0;
}

/** That of a mark has its size: names of much larger marks may lie on it where they have no other room. */
type Rectangle = readonly [left: number, top: number, right: number, bottom: number, size?: number];

/** Where a name may stand beside a mark: right, left, above, below, then at its corners. */
const WAYS = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.7, 0.7],
  [0.7, -0.7],
  [-0.7, 0.7],
  [-0.7, -0.7],
] as const;

/** A board on which names are set: each where it covers nothing, or not at all. */
export class Board {
  readonly #taken: Rectangle[] = [];
  readonly #edge: Rectangle;

  constructor(edge: Rectangle) {
    this.#edge = edge;
  }

  block(box: Rectangle): void {
    this.#taken.push(box);
  }

  /** The middle of the line of a name beside a mark, and how it is anchored; nothing where there is no room. It stays so `clear` of other marks, if it can, and covers smaller ones below its own alone, where it is not taken for theirs. */
  beside(
    x: number,
    y: number,
    gap: number,
    width: number,
    height: number,
    clear = 0,
  ): { x: number; y: number; anchor: string } | null {
    const [left, top, right, bottom] = this.#edge;
    const tries = [
      ...WAYS.map((way) => [way, clear, 0] as const),
      ...WAYS.map((way) => [way, 0, 0] as const),
      [[0, 1], 0, gap / 2] as const,
    ];
    for (const [[across, down], room, over] of tries) {
      const spot = {
        x: x + across * gap,
        y: y + down * (gap + height / 2),
        anchor: across > 0 ? "start" : across ? "end" : "middle",
      };
      const from = spot.x - (across > 0 ? 0 : across ? width : width / 2);
      const box: Rectangle = [from, spot.y - height / 2, from + width, spot.y + height / 2];
      const isInside = box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;
      if (
        !isInside ||
        this.#taken.some(
          (other) =>
            (other[4] ?? over) >= over &&
            !isOf(other, x, y) &&
            meets(box, other, other[4] ? room : 0),
        )
      )
        continue;
      this.#taken.push(box);
      return spot;
    }
    return null;
  }
}

/** Whether a rectangle is that of the mark in whose middle this is. */
function isOf([left, top, right, bottom, size = 0]: Rectangle, x: number, y: number): boolean {
  return Math.hypot(left + right - 2 * x, top + bottom - 2 * y) < size / 100;
}

function meets(a: Rectangle, b: Rectangle, room: number): boolean {
  return a[0] < b[2] + room && b[0] < a[2] + room && a[1] < b[3] + room && b[1] < a[3] + room;
}
