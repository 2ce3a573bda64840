// Dates as people type them, as EDTF; and what an EDTF date means, in words. The check has the last word on whether one is allowed.

import { MONTH, MONTHS, monthNumber } from "../months.ts";
import { visible } from "./values.ts";

const DAY = "(\\d{1,2})(?:st|nd|rd|th)?(?: of)?";
const SEASONS: Readonly<Record<string, readonly [string, string, number]>> = {
  spring: ["03", "05", 0],
  summer: ["06", "08", 0],
  autumn: ["09", "11", 0],
  fall: ["09", "11", 0],
  winter: ["12", "02", 1],
};
const DATE = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)$/;
const OPEN = new Set(["", "..", "...", "…", "open", "now", "present", "today"]);

const anchored = (pattern: string) => new RegExp(`^${pattern}$`, "i");
const DAY_FIRST = anchored(`${DAY} *[-/. ] *(${MONTH}) *[-/., ] *(\\d{4}|\\d\\d)`);
const MONTH_FIRST = anchored(`(${MONTH}) *${DAY}(?:,? +|,)(\\d{4}|\\d\\d)`);
const MONTH_ONLY = anchored(`(${MONTH})[-/, ]* *(\\d{4})`);
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/;
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const DECADE = /^(?:the )?(\d{3})0'?s$/i;
const SEASON = /^(?:the )?(spring|summer|autumn|fall|winter)(?: of|,)? *(\d{4})$/i;
const DAYS = anchored(`(\\d{1,2}) *(?:[-–—/]|to|and) *${DAY} *(${MONTH}),? *(\\d{4})`);
const MONTHS_OF_YEAR = anchored(`(${MONTH}) *(?:[-–—/]|to|and) *(${MONTH}),? *(\\d{4})`);
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^(?:about|around|approximately|circa|ca\.?|c\.|~) *(.+)$/i, "~"],
  [/^(?:possibly|perhaps|maybe|probably|\?) *(.+)$/i, "?"],
];

/** The date that somebody means who types this; null where that is not plain. */
export function dateOf(typed: string): string | null {
  const text = visible(typed)
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.charCodeAt(0) & 0xf) % 10))
    .trim()
    .replace(/\s+/g, " ");
  if (!text || text.length > 60) return null;
  return interval(text) ?? single(text);
}

function single(typed: string): string | null {
  const text = typed.replace(/^(?:in|on|the) /i, "");
  if (isDate(text)) return text;
  for (const [pattern, mark] of MARKS) {
    const match = pattern.exec(text);
    const date = match && single(match[1]!);
    if (date && !/[?~%/]/.test(date)) return date + mark;
  }
  const days = DAY_FIRST.exec(text);
  if (days) return dated(days[3]!, days[2]!, days[1]);
  const months = MONTH_FIRST.exec(text);
  if (months) return dated(months[3]!, months[1]!, months[2]);
  const month = MONTH_ONLY.exec(text);
  if (month) return dated(month[2]!, month[1]!);
  const years = YEAR_FIRST.exec(text);
  if (years) return dated(years[1]!, years[2]!, years[3]);
  const numbers = NUMBERS.exec(text);
  if (numbers)
    return twoReadings(text)
      ? null
      : (dated(numbers[4]!, numbers[3]!, numbers[1]) ??
          dated(numbers[4]!, numbers[1]!, numbers[3]));
  const decade = DECADE.exec(text);
  return decade ? `${decade[1]}X` : null;
}

function dated(year: string, month: string, day?: string): string | null {
  const number = /^\d/.test(month) ? Number(month) : monthNumber(month);
  const parts = [
    year.length > 2 ? year : `${Number(year) < 50 ? "20" : "19"}${year}`,
    String(number).padStart(2, "0"),
    ...(day ? [day.padStart(2, "0")] : []),
  ];
  const date = parts.join("-");
  return isDate(date) ? date : null;
}

function interval(text: string): string | null {
  const season = SEASON.exec(text.replace(/^in /i, ""));
  if (season) {
    const [first, last, later] = SEASONS[season[1]!.toLowerCase()]!;
    return `${season[2]}-${first}/${Number(season[2]) + later}-${last}`;
  }
  const days = DAYS.exec(text.replace(/^(?:from|between) /i, ""));
  if (days) return joined(dated(days[4]!, days[3]!, days[1]), dated(days[4]!, days[3]!, days[2]));
  const months = MONTHS_OF_YEAR.exec(text.replace(/^(?:from|between) /i, ""));
  if (months) return joined(dated(months[3]!, months[1]!), dated(months[3]!, months[2]!));
  if (/^[^/]*\/[^/]*$/.test(text)) {
    const [left = "", right = ""] = text.split("/");
    if (
      (isDate(left) || ["", ".."].includes(left)) &&
      (isDate(right) || ["", ".."].includes(right))
    )
      return joined(left, right);
  }
  const open = /^(since|from|after|>|until|till|before|by|up to|to|<) *(.+)$/i.exec(text);
  const between =
    /^(?:from |between )?(.+?) *(?:–|—| - | to | and | until | till |\/) *(.+)$/i.exec(text) ??
    /^(\d{4}) *[-–—/] *(\d{4}|now|present|today|\.\.)$/i.exec(text);
  if (between) {
    const both = joined(end(between[1]!), end(between[2]!));
    if (both) return both;
  }
  if (!open) return null;
  const date = single(open[2]!);
  if (!date) return null;
  if (/^(?:since|from|after|>)$/i.test(open[1]!)) return `${date}/..`;
  return /^(?:before|by|<)$/i.test(open[1]!)
    ? `../${date}${/[?~%]$/.test(date) ? "" : "?"}`
    : `../${date}`;
}

const end = (text: string) =>
  OPEN.has(text.toLowerCase()) ? ".." : text.toLowerCase() === "unknown" ? "" : single(text);

function joined(start: string | null, last: string | null): string | null {
  if (start === null || last === null || (!isDate(start) && !isDate(last))) return null;
  if (isDate(start) && isDate(last) && span(start)[0] > span(last)[1]) return null;
  return `${start}/${last}`;
}

/** Whether a text is a date in EDTF, and not a period. */
function isDate(text: string): boolean {
  const [all, year, month, day] = DATE.exec(text) ?? [];
  if (!all || year === "0000") return false;
  if (month && year!.includes("X")) return false;
  if (!month || month === "XX") return !day || day === "XX";
  if (Number(month) < 1 || Number(month) > 12) return false;
  return !day || day === "XX" || (Number(day) >= 1 && Number(day) <= lastDay(year!, month));
}

const lastDay = (year: string, month: string) =>
  new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();

/** The first and the last day that a date covers. */
function span(date: string): [string, string] {
  const [, year = "", month, day] = DATE.exec(date)!;
  const [first, last] = [year.replaceAll("X", "0"), year.replaceAll("X", "9")];
  if (!month || month === "XX") return [`${first}-01-01`, `${last}-12-31`];
  if (!day || day === "XX")
    return [`${year}-${month}-01`, `${year}-${month}-${lastDay(year, month)}`];
  return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
}

/** The two days that numbers such as 3/4/2021 may mean; null where only one is there. */
function twoReadings(text: string): [string, string] | null {
  const [all, first, , second, year] = NUMBERS.exec(text) ?? [];
  if (!all || Number(first) === Number(second)) return null;
  const [day, month] = [dated(year!, second!, first), dated(year!, first!, second)];
  return day && month ? [day, month] : null;
}

const EXAMPLES = "Write it as 16 February 2021, February 2021 or 2021";

/** What is wrong with a text that is no date, and what to do. */
export function dateProblem(typed: string): [message: string, help: string] {
  const both = twoReadings(typed);
  if (both) return [`“${typed}” is ${both.map(inWords).join(" or ")}`, "write the month as a word"];
  const named = DAY_FIRST.exec(typed) ?? NUMBERS.exec(typed);
  const months = MONTH_FIRST.exec(typed);
  const years = YEAR_FIRST.exec(typed);
  const [year, month] = named
    ? [named.at(-1), named.at(-2)]
    : months
      ? [months[3], months[1]]
      : years
        ? [years[1], years[2]]
        : [];
  const whole = year && month && dated(year, month);
  if (whole)
    return [
      `${inWords(whole)} has ${lastDay(whole.slice(0, 4), whole.slice(5))} days`,
      "look at the day again",
    ];
  return [`“${typed}” is not understood as a date`, EXAMPLES];
}

/** Whether a text is a date or period in EDTF. */
export const isEdtf = (text: string) => dateOf(text) === text;

/** What an EDTF date or period means, such as "about 2019" or "from 2014 to 2016". */
export function inWords(edtf: string): string {
  const [start = "", last] = edtf.split("/");
  if (last === undefined) return dateWords(start);
  if (last === "..") return `since ${dateWords(start)}`;
  if (start === ".." && last.endsWith("?")) return `no later than ${dateWords(last.slice(0, -1))}`;
  if (start === "..") return `until ${dateWords(last)}`;
  if (!last) return `from ${dateWords(start)}, end not known`;
  if (!start) return `until ${dateWords(last)}, start not known`;
  return `from ${dateWords(start)} to ${dateWords(last)}`;
}

function dateWords(date: string): string {
  const [, year = "", month, day, mark = ""] = DATE.exec(date)!;
  const named = year.endsWith("XX")
    ? `the years ${year.slice(0, 2)}00 to ${year.slice(0, 2)}99`
    : year.endsWith("X")
      ? `the ${year.slice(0, 3)}0s`
      : year;
  const parts = [
    day && day !== "XX" ? String(Number(day)) : "",
    month && month !== "XX" ? MONTHS[Number(month) - 1]! : "",
    named,
  ];
  const words = parts.filter(Boolean).join(" ");
  return `${/[~%]/.test(mark) ? "about " : ""}${words}${/[?%]/.test(mark) ? " (uncertain)" : ""}`;
}
