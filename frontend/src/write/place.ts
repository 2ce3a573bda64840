// Places of the data that the form holds: a field reads its value at one, and writes it there.

import { isMapping, type Mapping, type Value } from "./declared.ts";

export interface Place {
  /** The names and numbers that lead there, joined by dots. */
  readonly path: string;
  get(): Value | undefined;
  set(value: Value): void;
}

type Step = string | number;

/** The place of a mapping that is always there. */
export function rootOf(path: string, mapping: Mapping): Place {
  return { path, get: () => mapping, set: () => {} };
}

/** The part of a mapping or list with a name or number. */
export function within(place: Place, step: Step): Place {
  return {
    path: `${place.path}.${step}`,
    get: () => (place.get() as Mapping | undefined)?.[step],
    set(value) {
      const present = place.get();
      const holder = holderOf(step, present);
      (holder as Mapping)[step] = value;
      if (holder !== present) place.set(holder);
    },
  };
}

/** What holds a part: the value that is there, or a new list or mapping. */
function holderOf(step: Step, present: Value | undefined): Value {
  if (typeof step === "number") return Array.isArray(present) ? present : [];
  return isMapping(present) ? present : {};
}
