// What can be said of a statement and a day: the same four days and the same answers as generator/euphrates_atlas/facts/holding.py.

export type Hold = "held" | "perhaps" | "start not known" | "last reported" | "not";

/** ISO days; an empty one is no bound. */
export interface Span {
  readonly first: string;
  readonly begun: string;
  readonly sure: string;
  readonly last: string;
}

/** The span of four days, as in `data-span`, without those at the end that are like the one before; null where none is. */
export function spanOf(text: string | undefined): Span | null {
  const [first, begun = first ?? "", sure = begun, last = sure] = text?.split("/") ?? [];
  return first === undefined ? null : { first, begun, sure, last };
}

/** Years from the last evidence, or back from an end of unknown start, within which something can be said of a day. */
const MAX_YEARS = 5;

/** A day so many years later; where that year has no 29 February, a text that is sorted as that day. */
function moved(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years);
  return `${year.padStart(4, "0")}${day.slice(4)}`;
}

export function on({ first, begun, sure, last }: Span, day: string): Hold {
  const earliest = first || moved(begun, -MAX_YEARS);
  const latest = last || moved(sure, MAX_YEARS);
  if (day < earliest || day > latest) return "not";
  if (day >= begun && day <= sure) return "held";
  if (day < begun) return first === "" ? "start not known" : "perhaps";
  return last === "" ? "last reported" : "perhaps";
}

/** What can be said of a day, and why it is uncertain. */
export function words(span: Span, day: string, hold: Hold): string {
  if (hold === "perhaps") return `uncertain, ${turnOf(span, day)} about then`;
  return hold === "last reported" ? `${hold} ${span.sure.slice(0, 4)}` : hold;
}

/** What happened about a day on which it is uncertain whether something held. */
function turnOf({ begun, sure }: Span, day: string): string {
  if (sure < begun) return "dated";
  return day < begun ? "began" : "ended";
}

/** Whether a text is a day of the calendar, as 2020-01-02. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A day in words, as 2 January 2020. */
export function dayWords(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
