// Dates that are typed, so that "26 february 2021" and "26/2/2021" find what is dated 2021-02-26, and "october 2023 to february 2024"
// what is dated between.

import { MONTH, monthNumber } from "../months.ts";
import { numbersWritten } from "../search/written.ts";

const DAY_FIRST = new RegExp(
  `(?:\\b(\\d{1,2})(?:st|nd|rd|th)? )?\\b(${MONTH}),? (\\d{4})\\b`,
  "gi",
);
const MONTH_FIRST = new RegExp(`\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, "gi");

const DATE = /\b\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?\b/g;
const END = "((?:19|20)\\d\\d(?:-\\d\\d){0,2})";
const TO = "to|until|through|and|\\.\\.|[-–/]";
const SPAN = new RegExp(`(?:\\b(?:from|between) +)?\\b${END} *(${TO}) *${END}(?![\\d-])`, "gi");
/** A span whose end alone has the year, or month and year: "october to december 2023", "7 to 12 October 2023". */
const OF_ONE_YEAR = new RegExp(
  `\\b((?:\\d{1,2} )?(?:${MONTH}))( *(?:${TO}) *)((?:\\d{1,2} )?(?:${MONTH}),? (\\d{4}))\\b`,
  "gi",
);
const OF_ONE_MONTH = new RegExp(
  `\\b(\\d{1,2})( *(?:${TO}) *)(\\d{1,2} (${MONTH}),? (\\d{4}))\\b`,
  "gi",
);

/** The dates of a query, each a day or a month as `2021-02` or a span as `2023-10/2024-02`, and the words that are none. */
export function typedDates(query: string): { readonly dates: string[]; readonly words: string } {
  const dates: string[] = [];
  const take = (date: string) => {
    dates.push(date);
    return " ";
  };
  const words = inNumbers(query)
    .replace(SPAN, (typed, one: string, between: string, other: string) => {
      const isOfYears = one.length === 4 && other.length === 4;
      if (isOfYears && /[-–/]/.test(between)) return typed; // as titles have it
      const isTurned = one > `${other}~`;
      return take(isTurned ? `${other}/${one}` : `${one}/${other}`);
    })
    .replace(DATE, take);
  return { dates, words };
}

/** A query with its days and months as `2021-02-26` and `2021-02`. */
function inNumbers(query: string): string {
  const date = (year = "", month = "", day = "") =>
    [year, String(monthNumber(month)), day]
      .filter(Boolean)
      .map((part) => part.padStart(2, "0"))
      .join("-");
  return numbersWritten(query)
    .replace(OF_ONE_MONTH, "$1 $4 $5$2$3")
    .replace(OF_ONE_YEAR, "$1 $4$2$3")
    .replace(MONTH_FIRST, (_, month, day, year) => date(year, month, day))
    .replace(DAY_FIRST, (_, day, month, year) => date(year, month, day));
}

/** Whether a date in EDTF is the asked one, begins or ends in it, or is a span of two years at most that holds it: what lasts longer says nothing of a day. */
export function isDated(edtf: string, asked: string): boolean {
  const [start = "", end = start] = edtf.split("/");
  const [from = "", to = from] = asked.split("/");
  if (isWithin(start, from, to) || isWithin(end, from, to)) return true;
  const isShort = Number(end.slice(0, 4)) - Number(start.slice(0, 4)) <= 1;
  return isShort && start < from && to < end;
}

/** Whether all that a date may mean lies in a span: a tilde sorts behind what may follow a year or a month. */
function isWithin(date: string, from: string, to: string): boolean {
  const known = date.replace(/-XX.*|[?~%]$/, "");
  return from <= known && `${known}~` <= `${to}~`;
}
