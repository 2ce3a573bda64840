// The words of all names: which of them a word of a query may mean, and how well it fits.

import { distance, skeleton, sound, variants } from "./fold.ts";

const MAX_NEAR = 400;
const MAX_FAR = 12;
/** Of a word with at most so many letters few near spellings are tried. */
export const SHORT = 4;
export const LETTERS = /^\p{L}+$/u;

/** How many bits the whole part of a number has. */
export const bitLength = (number: number) => 32 - Math.clz32(number);

/** The most errors between a word and another of the same skeleton that may be the same word. */
export const mostErrors = (word: string) => Math.max(2, Math.floor(word.length / 3));

/** How a word of a query fits a word of a name; the smaller, the better. */
export const EQUAL = 0;
export const GLUED = 1;
export const STARTS = 2;
export const SOUNDS = 3;
export const ONE_ERROR = 4;
const TWO_ERRORS = 5;
/** Its skeleton begins with that of the word. */
export const BEGINS = 6;

export interface Fit {
  readonly level: number;
  readonly distance: number;
}

export class Vocabulary {
  readonly #tokens: readonly string[];
  #skeletons: Map<string, number[]> | null = null;
  #masks: Int32Array | null = null;
  #glued: Map<string, number[]> | null = null;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** Do now, while the reader has not typed yet, what the first query would wait for. */
  prepare(): void {
    this.#withArticle("");
    this.#bones();
  }

  /** The tokens that spell a word in another way: those that sound the same, and the `others`; for the last word also those that start with one. */
  respelt(word: string, others: Iterable<string>, isLast: boolean): Map<number, Fit> {
    const found = new Map<number, Fit>();
    const alike = (this.#bones().get(skeleton(word)) ?? []).map((number) => this.#tokens[number]!);
    for (const other of [...others, ...alike.filter((token) => sound(token) === sound(word))])
      for (const number of this.#near(other, isLast).keys())
        found.set(number, { level: SOUNDS, distance: distance(word, other, MAX_FAR) });
    return found;
  }

  has(token: string): boolean {
    return this.#number(token) !== null;
  }

  /**
   * The tokens that a word may mean, up to a level; `alone` tells that it is the whole query. A word that is there and
   * not the last has been typed to its end: what starts with it is not asked for.
   */
  fits(word: string, most: number, alone: boolean, isLast: boolean): Map<number, Fit> {
    const near = this.#near(word, isLast, most);
    const far = new Map<number, Fit>();
    const add: Add = (number, fit) => {
      if (!near.has(number) && !far.has(number)) far.set(number, fit);
    };
    if (most >= SOUNDS) this.#sounding(word, add);
    if (most >= ONE_ERROR && word.length >= (alone ? 4 : 3) && LETTERS.test(word))
      this.#mistyped(word, most >= TWO_ERRORS && word.length > 5 ? 2 : 1, add);
    if (most >= BEGINS) this.#beginning(word, add);
    const chosen = [...far].sort(
      ([a, one], [b, two]) => one.level - two.level || one.distance - two.distance || a - b,
    );
    for (const [number, fit] of chosen.slice(0, MAX_FAR)) near.set(number, fit);
    return near;
  }

  #number(token: string): number | null {
    const number = this.#first(token);
    return this.#tokens[number] === token ? number : null;
  }

  /** The number of the first token that is not smaller, by code points. */
  #first(token: string): number {
    return firstWhere(this.#tokens, (own) => !before(own, token));
  }

  /** Tokens that are equal, equal without a glued article, or, up to that level, start with the word; in this order. */
  #near(word: string, isLast: boolean, most = STARTS): Map<number, Fit> {
    const found = new Map<number, Fit>();
    const add = (number: number | null, level: number) => {
      if (number !== null && !found.has(number) && found.size < MAX_NEAR)
        found.set(number, { level, distance: 0 });
    };
    const own = this.#number(word);
    add(own, EQUAL);
    for (const other of variants(word)) add(this.#number(other), GLUED);
    for (const number of this.#withArticle(word)) add(number, GLUED);
    if (most >= STARTS && [...word].length > 1 && (isLast || own === null))
      for (
        let number = this.#first(word);
        this.#tokens[number]?.startsWith(word) && found.size < MAX_NEAR;
        number++
      )
        add(number, STARTS);
    return found;
  }

  /** Tokens of the word's skeleton that are not too far from it. */
  #sounding(word: string, add: Add): void {
    const most = mostErrors(word);
    for (const number of this.#bones().get(skeleton(word)) ?? []) {
      const token = this.#tokens[number]!;
      if (isSpelling(word, token, most))
        add(number, { level: SOUNDS, distance: distance(word, token, most) });
    }
  }

  #mistyped(word: string, most: number, add: Add): void {
    const own = mask(word);
    const masks = (this.#masks ??= Int32Array.from(this.#tokens, mask));
    for (const [number, token] of this.#tokens.entries()) {
      if (bits(own ^ masks[number]!) > 2 * most || !mayBeMistyped(token)) continue;
      const errors = distance(word, token, most);
      if (errors <= most && isNear(word, token, errors))
        add(number, { level: errors === 1 ? ONE_ERROR : TWO_ERRORS, distance: errors });
    }
  }

  /** Tokens whose skeleton goes on where the word's ends: it may be half typed. */
  #beginning(word: string, add: Add): void {
    const own = skeleton(word);
    if (own.length < 3) return;
    for (const [other, numbers] of this.#bones()) {
      if (!other.startsWith(own) || other === own) continue;
      for (const number of numbers)
        if (isNear(word, this.#tokens[number]!, 2))
          add(number, { level: BEGINS, distance: other.length - own.length });
    }
  }

  #bones(): Map<string, number[]> {
    return (this.#skeletons ??= grouped(this.#tokens, (token) => [skeleton(token)]));
  }

  #withArticle(word: string): readonly number[] {
    return (this.#glued ??= grouped(this.#tokens, variants)).get(word) ?? [];
  }
}

const mayBeMistyped = (token: string) => token.length > 2 && LETTERS.test(token);

/** Whether a word of at most so many errors may stand for another, as one that sounds the same always may. */
export function isSpelling(word: string, other: string, most: number): boolean {
  const errors = distance(word, other, most);
  return errors <= most && (isNear(word, other, errors) || sound(word) === sound(other));
}

/**
 * Whether a word with errors may stand for another: both begin with one letter, as "kids" and "Quds" do not, or with vowels, or their
 * first two letters are swapped. A long one may have its only error there, or letters before the other.
 */
function isNear(word: string, other: string, errors: number): boolean {
  const isSwapped = word[0] === other[1] && word[1] === other[0];
  const areVowels = VOWELS.test(word) && VOWELS.test(other);
  if (word[0] === other[0] || areVowels || isSwapped) return true;
  return word.length > SHORT && (errors < 2 || word.endsWith(other));
}

const VOWELS = /^[aeiou]/;

type Add = (number: number, fit: Fit) => void;

/** Whether two words of two names of one entry are two spellings; short ones without a skeleton differ by one letter: liwa, liwaa. */
export function isRespelt(one: string, other: string): boolean {
  const bones = skeleton(one);
  if (bones !== skeleton(other) || !LETTERS.test(one + other)) return false;
  const most = bones ? mostErrors(one) : 1;
  return (bones !== "" || one.length > 3) && distance(one, other, most) <= most;
}

/** Numbers of the tokens by a key or several; an empty one is none. */
function grouped(
  tokens: readonly string[],
  keys: (token: string) => readonly string[],
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [number, token] of tokens.entries()) {
    for (const key of keys(token)) {
      const held = found.get(key);
      if (held) held.push(number);
      else if (key) found.set(key, [number]);
    }
  }
  return found;
}

/** The letters of a token as bits, which rule out most tokens at once; two letters may share one. A single error changes two of them at most. */
function mask(token: string): number {
  let held = 0;
  for (let at = 0; at < token.length; at++) held |= 1 << (token.charCodeAt(at) & 31);
  return held;
}

function bits(number: number): number {
  let left = number - ((number >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The first place in a sorted list from which on all values are such. */
export function firstWhere<T>(sorted: ArrayLike<T>, isSuch: (value: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSuch(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a text comes first by code points; JavaScript compares UTF-16 units, which differ for astral letters alone. */
export function before(a: string, b: string): boolean {
  for (let at = 0; at < a.length && at < b.length; at++) {
    if (a[at] !== b[at]) return a.codePointAt(at)! < b.codePointAt(at)!;
  }
  return a.length < b.length;
}
