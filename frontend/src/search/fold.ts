// The folding of spellings. The rules are data, `generator/euphrates_atlas/text/folding.json`, which Python interprets in the same way
// (generator/euphrates_atlas/text/folding.py) to make the index; tests/fixtures hold both to the same answers.

import data from "../../../generator/euphrates_atlas/text/folding.json" with { type: "json" };

/** How words are folded, for scripts that are bundled without the rules. */
export interface Folding {
  fold(text: string): string[];
  skeleton(token: string): string;
  sound(token: string): string;
}

declare global {
  /** Set by the script of the engine, which is there once the engine has answered. */
  var atlasFolding: Folding | undefined;
}

interface Rule {
  readonly pattern: string;
  readonly replacement: string;
  readonly least?: number;
}

const WORDS = /[\p{L}\p{N}]+/gu;
const BEFORE = anyOf(data.before.characters);
const DELETE = new RegExp(
  `[${data.delete.ranges.map((range) => range.replace(/[0-9a-f]+/g, "\\u{$&}")).join("")}]`,
  "gu",
);
const LETTERS = new Map(data.letters.flatMap(({ map }) => Object.entries(map)));
const LETTER = anyOf(LETTERS.keys());
const TEXT_RULES = data.text_rules.map(change);
const ALONE = new Set(data.articles.alone);
const ASSIMILATED = new Map(Object.entries(data.articles.assimilated));
const PREFIXES = (data.articles.prefixes as [string, number][]).map(([pattern, least]) => ({
  change: change({ pattern, replacement: "" }),
  least,
}));
const WHOLE = new Set(data.articles.whole);
const STOP = new Set(data.stop.words);
const GLUED = data.glued.rules.map(changeLeast);
const STEMS = data.stems.rules.map(changeLeast);
const SOUNDS = data.sounds.rules.map(change);
const SKELETONS = data.skeletons.map(({ letters, rules, least, ignore }) => ({
  letters: new RegExp(`^(?:${letters})$`, "u"),
  rules: rules.map(change),
  least,
  ignore,
}));

/** Matches any of some characters: to look for them all at once takes less time than to look at each character of a text. */
function anyOf(characters: Iterable<string>): RegExp {
  const points = Array.from(
    characters,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
  return new RegExp(`[${points.join("")}]`, "gu");
}

function change(rule: Rule): (text: string) => string {
  const pattern = new RegExp(rule.pattern, "gu");
  return (text) => text.replace(pattern, rule.replacement);
}

function changeLeast(rule: Rule) {
  return { change: change(rule), least: rule.least ?? 0 };
}

/** Whether a text has so many characters, of which an astral one counts as one, as it does in Python. */
const has = (text: string, least: number) =>
  text.length >= 2 * least || (text.length >= least && [...text].length >= least);

/** A text without case, marks, apostrophes and letter forms; blanks and punctuation still stand. */
function plain(text: string): string {
  const out = text.replace(BEFORE, "").normalize("NFKD").toLowerCase().replace(DELETE, "");
  const mapped = out.replace(LETTER, (letter) => LETTERS.get(letter)!);
  return TEXT_RULES.reduce((held, rule) => rule(held), mapped);
}

/** The words that all spellings of a text share. */
export function fold(text: string): string[] {
  const words = plain(text).match(WORDS) ?? [];
  const kept = words.filter((word, at) => !isArticle(word, words[at + 1])).map(bare);
  const telling = kept.filter((word) => !STOP.has(word));
  return telling.length ? telling : kept;
}

function isArticle(word: string, next: string | undefined): boolean {
  const sound = ASSIMILATED.get(word);
  return next !== undefined && (ALONE.has(word) || (sound !== undefined && next.startsWith(sound)));
}

function bare(word: string): string {
  if (WHOLE.has(word)) return word;
  for (const { change, least } of PREFIXES) {
    const rest = change(word);
    if (rest !== word && has(rest, least)) return rest;
  }
  return word;
}

/** Other readings of a token: what is left of it without an article that is written as one with it. */
export function variants(token: string): string[] {
  const found = new Set<string>();
  for (const { change, least } of GLUED) {
    const other = change(token);
    if (other !== token && has(other, least)) found.add(other);
  }
  return [...found];
}

/** The consonants that the spellings of a token share; empty where it has none to speak of. */
export function skeleton(token: string): string {
  for (const { letters, rules, least, ignore } of SKELETONS) {
    if (!letters.test(token)) continue;
    const bones = rules.reduce((held, rule) => rule(held), token);
    return has(bones.replaceAll(ignore, ""), least) ? bones : "";
  }
  return "";
}

/** A token as it is heard, the same for most spellings in Latin letters. */
export function sound(token: string): string {
  return SOUNDS.reduce((held, rule) => rule(held), token);
}

/** A word of the text without its endings of number and tense. */
export function stem(token: string): string {
  for (const { change, least } of STEMS) {
    const shorter = change(token);
    if (has(shorter, least)) token = shorter;
  }
  return token;
}

/** How many letters to insert, delete, replace or swap with their neighbour; more than `most` is `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let earlier: number[] = [];
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  let wasOver = false;
  for (let i = 1; i <= a.length; i++) {
    [earlier, before, row] = [before, row, [i]];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(
        before[j]! + 1,
        row[j - 1]! + 1,
        before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, earlier[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most && wasOver) return most + 1;
    wasOver = least > most;
  }
  return Math.min(row[b.length]!, most + 1);
}
