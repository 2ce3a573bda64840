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

/** Narrow the rows; `within` are those that hold the words, null where there are none. */
export function narrow(rows: readonly Values[], chosen: readonly (ReadonlySet<string> | undefined)[], within: ReadonlySet<number> | null): Found {
  const left: number[] = [];
  const counts = chosen.map(() => new Map<string, number>());
  rows.forEach((values, number) => {
    if (within && !within.has(number)) return;
    let missed = -1;
    for (let facet = 0; facet < chosen.length; facet++) {
      const wanted = chosen[facet];
      if (!wanted || values[facet]?.some((value) => wanted.has(value))) continue;
      if (missed >= 0) return;
      missed = facet;
    }
    if (missed < 0) left.push(number);
    for (let facet = 0; facet < chosen.length; facet++) {
      if (missed >= 0 && missed !== facet) continue;
      for (const value of values[facet] ?? []) counts[facet]!.set(value, (counts[facet]!.get(value) ?? 0) + 1);
    }
  });
  return { rows: left, counts };
}
