// The field of a day, on the page by date and on those of its years, and the months that a slider goes by.

const MONTH = 31 * 86_400_000;

/** What to say where somebody typed a day that no calendar has. */
export function badDay(day: HTMLInputElement): string {
  return day.validity.badInput ? "There is no such day. " : "";
}

/** How many months it is from one day to another. */
export function months(from: string, to: string): number {
  return Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / MONTH));
}

/** The day so many months after the first, not after the last. */
export function later(min: string, max: string, number: number): string {
  const found = new Date(Date.parse(min) + number * MONTH).toISOString().slice(0, 10);
  return found > max ? max : found;
}
