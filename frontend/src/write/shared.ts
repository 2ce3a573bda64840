// What all fields of the form share: `page.ts` makes it, and makes it anew whenever it draws the form.

import type { Library } from "./library.ts";
import type { NewEntry } from "./works.ts";

export interface Shared {
  readonly library: Library;
  readonly today: string;
  /** The works and publishers that are described in the form. */
  readonly fresh: NewEntry[];
  /** The languages of works by id, as far as they are known. */
  readonly languages: ReadonlyMap<string, string>;
  /** The works that were cited in this form, by id or sign, the latest last. */
  readonly cited: Set<string>;
  /** Where each new work is described: in the first place that names it. */
  readonly described: Map<string, string>;
  /** Whether what stands at a path is of a statement or field that was there already. */
  isCorrected(path: string): boolean;
  nextSign(): string;
  changed(): void;
  /** Draw the form anew, and go to what stands at a path. */
  redraw(path: string): void;
}
