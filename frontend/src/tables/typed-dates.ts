// Dates that are typed, so that "26 february 2021" and "26/2/2021" find what is dated 2021-02-26.

import { MONTH, monthNumber } from "../months.ts";
import { numbersWritten } from "../search/written.ts";

const DAY_FIRST = new RegExp(
  `(?:\\b(\\d{1,2})(?:st|nd|rd|th)? )?\\b(${MONTH}),? (\\d{4})\\b`,
  "gi",
);
const MONTH_FIRST = new RegExp(`\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, "gi");

/** The dates of a query, each a day or a month as `2021-02`, and the words that are none. */
export function typedDates(query: string): { readonly dates: string[]; readonly words: string } {
  const dates: string[] = [];
  const take = (year = "", month = 0, day = "") => {
    dates.push(
      [year, month, day]
        .filter(Boolean)
        .map((part) => String(part).padStart(2, "0"))
        .join("-"),
    );
    return " ";
  };
  const words = numbersWritten(query)
    .replace(MONTH_FIRST, (_, month, day, year) => take(year, monthNumber(month), day))
    .replace(DAY_FIRST, (_, day, month, year) => take(year, monthNumber(month), day));
  return { dates, words };
}

/** Whether a date in EDTF is the asked one or lies in it, or is a span of two years at most that holds it: what lasts longer says nothing of a day. */
export function isDated(edtf: string, asked: string): boolean {
  const [start = "", end = start] = edtf.split("/");
  if (start.startsWith(asked) || end.startsWith(asked)) return true;
  const isShort = Number(end.slice(0, 4)) - Number(start.slice(0, 4)) <= 1;
  return isShort && start < asked && asked < end;
}
