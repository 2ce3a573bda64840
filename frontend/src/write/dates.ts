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
/** The forms of a day, and which group of each is the year, the month and the day. */
const FORMS: readonly (readonly [form: RegExp, year: number, month: number, day: number])[] = [
  [DAY_FIRST, 3, 2, 1],
  [MONTH_FIRST, 3, 1, 2],
  [YEAR_FIRST, 1, 2, 3],
  [NUMBERS, 4, 3, 1],
];
const DECADE = /^(?:the )?(\d{3})0'?s$/i;
const SEASON = /^(?:the )?(spring|summer|autumn|fall|winter)(?: of|,)? *(\d{4})$/i;
const DAYS = anchored(`(\\d{1,2}) *(?:[-–—/]|to|and) *${DAY} *(${MONTH}),? *(\\d{4})`);
const MONTHS_OF_YEAR = anchored(`(${MONTH}) *(?:[-–—/]|to|and) *(${MONTH}),? *(\\d{4})`);
const BETWEEN = /^(?:from |between )?(.+?) *(?:–|—| - | to | and | until | till |\/) *(.+)$/i;
const YEARS = /^(\d{4}) *[-–—/] *(\d{4}|now|present|today|\.\.)$/i;
const OPEN_ENDED = /^(since|from|after|>|until|till|before|by|up to|to|<) *(.+)$/i;
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

/** A date that is no period. */
function single(typed: string): string | null {
  const text = typed.replace(/^(?:in|on|the) /i, "");
  if (isDate(text)) return text;
  for (const [pattern, mark] of MARKS) {
    const match = pattern.exec(text);
    const date = match && single(match[1]!);
    if (date && !/[?~%/]/.test(date)) return date + mark;
  }
  if (NUMBERS.test(text)) return onlyReading(text);
  const parts = partsIn(text);
  if (parts) return dated(...parts);
  const month = MONTH_ONLY.exec(text);
  if (month) return dated(month[2]!, month[1]!);
  const decade = DECADE.exec(text);
  return decade ? `${decade[1]}X` : null;
}

/** The parts of a text that looks like a day. */
function partsIn(text: string): [year: string, month: string, day: string | undefined] | null {
  for (const [pattern, year, month, day] of FORMS) {
    const found = pattern.exec(text);
    if (found) return [found[year]!, found[month]!, found[day]];
  }
  return null;
}

/** A date of its parts; the month is a number or a word. */
function dated(year: string, month: string, day?: string | undefined): string | null {
  const number = /^\d/.test(month) ? Number(month) : monthNumber(month);
  const century = Number(year) < 50 ? "20" : "19";
  const parts = [year.length > 2 ? year : century + year, String(number).padStart(2, "0")];
  if (day) parts.push(day.padStart(2, "0"));
  const date = parts.join("-");
  return isDate(date) ? date : null;
}

function interval(text: string): string | null {
  const season = SEASON.exec(text.replace(/^in /i, ""));
  if (season) {
    const [first, last, later] = SEASONS[season[1]!.toLowerCase()]!;
    return `${season[2]}-${first}/${Number(season[2]) + later}-${last}`;
  }
  const bare = text.replace(/^(?:from|between) /i, "");
  const days = DAYS.exec(bare);
  if (days) return joined(dated(days[4]!, days[3]!, days[1]), dated(days[4]!, days[3]!, days[2]));
  const months = MONTHS_OF_YEAR.exec(bare);
  if (months) return joined(dated(months[3]!, months[1]!), dated(months[3]!, months[2]!));
  const ends = text.split("/");
  const isPair = ends.length === 2 && ends.every((one) => isDate(one) || ["", ".."].includes(one));
  if (isPair) return joined(ends[0]!, ends[1]!);
  const both = BETWEEN.exec(text) ?? YEARS.exec(text);
  return (both && joined(end(both[1]!), end(both[2]!))) ?? openInterval(text);
}

/** A period of which one end is told. */
function openInterval(text: string): string | null {
  const [, word = "", rest = ""] = OPEN_ENDED.exec(text) ?? [];
  const date = rest && single(rest);
  if (!date) return null;
  if (/^(?:since|from|after|>)$/i.test(word)) return `${date}/..`;
  const isBefore = /^(?:before|by|<)$/i.test(word) && !/[?~%]$/.test(date);
  return `../${date}${isBefore ? "?" : ""}`;
}

/** An end of a period: a date, an open end or one that is not known; null where it is none. */
function end(text: string): string | null {
  const word = text.toLowerCase();
  if (OPEN.has(word)) return "..";
  return word === "unknown" ? "" : single(text);
}

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

function lastDay(year: string, month: string): number {
  return new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** The first and the last day that a date covers. */
function span(date: string): [string, string] {
  const [, year = "", month, day] = DATE.exec(date)!;
  const [first, last] = [year.replaceAll("X", "0"), year.replaceAll("X", "9")];
  if (!month || month === "XX") return [`${first}-01-01`, `${last}-12-31`];
  const start = `${year}-${month}`;
  if (!day || day === "XX") return [`${start}-01`, `${start}-${lastDay(year, month)}`];
  return [`${start}-${day}`, `${start}-${day}`];
}

/** The two days that numbers such as 3/4/2021 may mean; null where only one is there. */
function twoReadings(text: string): [string, string] | null {
  const [all, first, , second, year] = NUMBERS.exec(text) ?? [];
  if (!all || Number(first) === Number(second)) return null;
  const [day, month] = [dated(year!, second!, first), dated(year!, first!, second)];
  return day && month ? [day, month] : null;
}

/** The day that numbers such as 13/4/2021 mean; null where there are two, or none. */
function onlyReading(text: string): string | null {
  if (twoReadings(text)) return null;
  const [, first = "", , second = "", year = ""] = NUMBERS.exec(text)!;
  return dated(year, second, first) ?? dated(year, first, second);
}

const EXAMPLES = "Write it as 16 February 2021, February 2021 or 2021";

/** What is wrong with a text that is no date, and what to do. */
export function dateFault(typed: string): [message: string, help: string] {
  const both = twoReadings(typed);
  if (both) return [`“${typed}” is ${both.map(inWords).join(" or ")}`, "write the month as a word"];
  const [year, month] = partsIn(typed) ?? [];
  const whole = year && month && dated(year, month);
  if (!whole) return [`“${typed}” is not understood as a date`, EXAMPLES];
  const days = lastDay(whole.slice(0, 4), whole.slice(5));
  return [`${inWords(whole)} has ${days} days`, "look at the day again"];
}

/** Whether a text is a date or period in EDTF. */
export function isEdtf(text: string): boolean {
  return dateOf(text) === text;
}

/** The date here and now. */
export function today(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

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
  const parts = [
    day && day !== "XX" ? String(Number(day)) : "",
    month && month !== "XX" ? MONTHS[Number(month) - 1]! : "",
    yearWords(year),
  ];
  const words = parts.filter(Boolean).join(" ");
  return `${/[~%]/.test(mark) ? "about " : ""}${words}${/[?%]/.test(mark) ? " (uncertain)" : ""}`;
}

function yearWords(year: string): string {
  const century = year.slice(0, 2);
  if (year.endsWith("XX")) return `the years ${century}00 to ${century}99`;
  return year.endsWith("X") ? `the ${year.slice(0, 3)}0s` : year;
}
