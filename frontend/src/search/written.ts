// Dates in a query, as names and texts have them.

import { MONTHS, monthNumber } from "../months.ts";

const MONTH =
  /(?<=\d )(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b|\b(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?=\.? \d)/gi;

/** A word that is a year: a query with one is about the events of that year before others. */
export const YEAR = /^(?:19|20)\d\d$/;
export const isYear = (word: string) => YEAR.test(word);

const NUMBERS = /\b(\d{4})([-/.])(\d\d?)(?:\2(\d\d?))?\b|\b(?:(\d\d?)[-/.])?(\d\d?)[-/.](\d{4})\b/g;

/** A query with its dates in numbers in words: 2024-01-28 and 28/1/2024 as 28 January 2024. */
export function numbersWritten(query: string): string {
  return query.replace(NUMBERS, (typed, first, _, of, on = "", day = "", month, last) => {
    const [y, m, d] = first
      ? [first, of, on]
      : month > 12
        ? [last, day, month]
        : [last, month, day];
    const named = MONTHS[m - 1];
    return named ? `${d && Number(d)} ${named} ${y}` : typed;
  });
}

/** A query with its dates as names and texts have them: 2024-01-28, 28/1/2024 and 28 Jan 2024 as 28 January 2024. */
export function written(query: string): string {
  return numbersWritten(query).replace(MONTH, (short) => MONTHS[monthNumber(short) - 1]!);
}

const MONTH_NAMES = new Set(MONTHS.map((name) => name.toLowerCase()));

/** Folded words without months and, where there is one, numbers, which are its days or years. */
export function withoutDates(words: readonly string[]): readonly string[] {
  const others = words.filter((word) => !MONTH_NAMES.has(word));
  return others.length < words.length ? others.filter((word) => !/^\d+$/.test(word)) : words;
}

/** A Turkish ending behind an apostrophe, which parts it from a name: Hizbullah'ın, Bağdat'ta. */
const ENDING =
  /(?<=\p{L}{3})['’ʼ](?:n?[ıiuü]n|[ny]?[ıiuüae]|n?[dt][ae]n?|y?l[ae])(?![\p{L}\p{N}])/giu;

/** A query without Turkish endings. Other names may end so (Sana'a): look for them as they are typed first. */
export const withoutEndings = (query: string) => query.replace(ENDING, "");
