// Numbers that a query has in words, where names have them in digits: "brigade thirty", اللواء الثلاثون.

import { fold } from "./fold.ts";

/** The words of the numbers from 1 on; an Arabic ordinal of more than ten is made of two of them. */
const SMALL = [
  "one first أول أولى حادي",
  "two second ثاني ثانية",
  "three third ثالث ثالثة",
  "four fourth رابع رابعة",
  "five fifth خامس خامسة",
  "six sixth سادس سادسة",
  "seven seventh سابع سابعة",
  "eight eighth ثامن ثامنة",
  "nine ninth تاسع تاسعة",
  "ten tenth عاشر عاشرة عشر عشرة",
  "eleven eleventh",
  "twelve twelfth",
  "thirteen thirteenth",
  "fourteen fourteenth",
  "fifteen fifteenth",
  "sixteen sixteenth",
  "seventeen seventeenth",
  "eighteen eighteenth",
  "nineteen nineteenth",
];
/** The same of the tens, from 20 on. */
const TENS = [
  "twenty twentieth عشرون عشرين",
  "thirty thirtieth ثلاثون ثلاثين",
  "forty fortieth أربعون أربعين",
  "fifty fiftieth خمسون خمسين",
  "sixty sixtieth ستون ستين",
  "seventy seventieth سبعون سبعين",
  "eighty eightieth ثمانون ثمانين",
  "ninety ninetieth تسعون تسعين",
];
const NUMBERS = new Map<string, number>();
for (const [at, words] of SMALL.entries())
  for (const word of fold(words)) NUMBERS.set(word, at + 1);
for (const [at, words] of TENS.entries())
  for (const word of fold(words)) NUMBERS.set(word, 10 * (at + 2));

/** Folded words with numbers in digits; words of numbers in a row are one: ثالث ثلاثون is 33. */
export function inDigits(words: readonly string[]): string[] {
  const found: string[] = [];
  let sum = 0;
  for (const word of [...words, ""]) {
    const number = NUMBERS.get(word);
    if (number) {
      sum += number;
      continue;
    }
    if (sum) found.push(String(sum));
    if (word) found.push(word);
    sum = 0;
  }
  return found;
}
