// Which rows are left: those that have one of the chosen values of every facet, and all words that are asked for.

/** The values of a row, by facet. */
export type Values = readonly (readonly string[])[];

export interface Found {
  /** The rows that are left, by number. */
  readonly rows: number[];
  /** By facet, how many rows there would be for each value beside the choices of the other facets. */
  readonly counts: ReadonlyMap<string, number>[];
}

/** Read the values of a row from its attribute: facets between bars, several values of one between blanks. */
export function valuesOf(attribute: string): Values {
  return attribute.split("|").map((values) => (values ? values.split(" ") : []));
}

/** The values of many rows as numbers, so that ten thousand are narrowed between two pictures. */
export interface Numbered {
  readonly rows: number;
  readonly facets: readonly Facet[];
}

interface Facet {
  /** The number of each value of the facet. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The numbers of the values of all rows, one row after the other, and where those of each row begin. */
  readonly held: Uint32Array;
  readonly starts: Uint32Array;
}

export function numbered(rows: readonly Values[]): Numbered {
  const facets = Array.from(
    { length: Math.max(0, ...new Set(rows.map(({ length }) => length))) },
    (_, facet): Facet => {
      const numbers = new Map<string, number>();
      const held: number[] = [];
      const starts = new Uint32Array(rows.length + 1);
      rows.forEach((values, row) => {
        for (const value of values[facet] ?? []) {
          if (!numbers.has(value)) numbers.set(value, numbers.size);
          held.push(numbers.get(value)!);
        }
        starts[row + 1] = held.length;
      });
      return { numbers, held: Uint32Array.from(held), starts };
    },
  );
  return { rows: rows.length, facets };
}

/** Narrow the rows; `within` are those that hold the words, null where there are none. */
export function narrow(
  { rows, facets }: Numbered,
  chosen: readonly (ReadonlySet<string> | undefined)[],
  within: ReadonlySet<number> | null,
): Found {
  const misses = new Uint8Array(rows); // facets of which a row has none of the chosen values
  const missed = new Uint8Array(rows); // the last of them
  if (within) for (let row = 0; row < rows; row++) if (!within.has(row)) misses[row] = 2;
  facets.forEach(({ numbers, held, starts }, at) => {
    const values = chosen[at];
    if (!values) return;
    const wanted = Uint8Array.from(numbers.keys(), (value) => Number(values.has(value)));
    for (let row = 0; row < rows; row++) {
      let n = starts[row]!;
      while (n < starts[row + 1]! && !wanted[held[n]!]) n++;
      if (n < starts[row + 1]!) continue;
      misses[row]!++;
      missed[row] = at;
    }
  });
  const counts = facets.map(({ numbers, held, starts }, at) => {
    const found = new Uint32Array(numbers.size);
    for (let row = 0; row < rows; row++) {
      if (misses[row]! > 1 || (misses[row] && missed[row] !== at)) continue;
      for (let n = starts[row]!; n < starts[row + 1]!; n++) found[held[n]!]!++;
    }
    return new Map([...numbers].map(([value, n]) => [value, found[n]!]));
  });
  const left: number[] = [];
  for (let row = 0; row < rows; row++) if (!misses[row]) left.push(row);
  return { rows: left, counts };
}
