// Marks that would lie on one another are one mark.

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
  for (const spot of mostFirst(spots)) {
    const near = found.find(({ at }) => {
      const distance = Math.hypot(at.x - spot.x, at.y - spot.y);
      return distance < reach(total(at.counts), total(spot.counts));
    });
    if (near) join(near, spot);
    else found.push({ at: spot, spots: [spot], counts: [...spot.counts] });
  }
  return found;
}

/** The spots that have entries, those with most first. */
function mostFirst(spots: readonly Spot[]): Spot[] {
  const some = spots.filter(({ counts }) => total(counts));
  return some.sort((a, b) => total(b.counts) - total(a.counts) || (a.id < b.id ? -1 : 1));
}

function join(cluster: Cluster, spot: Spot): void {
  cluster.spots.push(spot);
  spot.counts.forEach((number, kind) => {
    cluster.counts[kind]! += number;
  });
}

/** The radius of a circle whose surface grows with the count, as the generator draws it. */
export function radius(count: number, most: number, widest: number, least: number): number {
  return count ? Math.max(least, widest * Math.sqrt(count / most)) : 0;
}
