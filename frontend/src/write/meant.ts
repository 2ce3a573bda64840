// What somebody means who writes a value in another way than files have it, such as "Iraq" for IQ or "page 3" for p. 3. The browser knows
// the names of languages and countries.

import type { Field } from "./declared.ts";
import { addressIn } from "./addresses.ts";
import { visible } from "./values.ts";

/** Codes by CLDR: of languages or of countries. */
export type Named = "languages" | "territories";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];
/** Languages of three letters that are offered too, and what else some are called. */
const LONG = ["arc", "ckb", "kmr", "lrc", "syr", "zza"];
const ALSO: Readonly<Record<string, string>> = {
  farsi: "fa",
  sorani: "ckb",
  kurmanji: "kmr",
  usa: "US",
  uae: "AE",
  britain: "GB",
};

const naming = {
  languages: new Intl.DisplayNames("en", { type: "language", fallback: "none" }),
  territories: new Intl.DisplayNames("en", { type: "region", fallback: "none" }),
};

/** What a code is called; undefined where there is no such code. */
export function nameOfCode(named: Named, code: string): string | undefined {
  try {
    return naming[named].of(code);
  } catch {
    return undefined; // no code has this form
  }
}

const known = new Map<Named, ReadonlyMap<string, string>>();

/** The names of codes that are in use, in the order of the alphabet. */
export function namesOfCodes(named: Named): ReadonlyMap<string, string> {
  const pairs = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const codes =
    named === "languages" ? [...pairs, ...LONG] : pairs.map((code) => code.toUpperCase());
  const found =
    known.get(named) ??
    new Map(
      codes.flatMap((code) => pairOf(named, code)).sort(([a], [b]) => a.localeCompare(b, "en")),
    );
  known.set(named, found);
  return found;
}

function pairOf(named: Named, code: string): [name: string, code: string][] {
  const name = nameOfCode(named, code);
  return name && canonical(named, code) === code ? [[name, code]] : [];
}

/** The code that is used now for one that was, as GB for UK. */
function canonical(named: Named, code: string): string {
  try {
    const [tag = code] = Intl.getCanonicalLocales(named === "languages" ? code : `und-${code}`);
    return named === "languages" ? tag : tag.replace("und-", "");
  } catch {
    return code;
  }
}

/** The code that somebody means by a name or a code. */
export function codeMeant(named: Named, typed: string): string {
  const text = visible(typed).trim();
  const isSame = (name: string) => name.toLowerCase() === text.toLowerCase();
  const byName =
    [...namesOfCodes(named)].find(([name]) => isSame(name))?.[1] ?? ALSO[text.toLowerCase()];
  if (byName) return byName;
  const isCode = named === "languages" ? /^[a-z]{2,3}(?:-[a-z]{2,4})*$/i : /^[a-z]{2}$/i;
  return isCode.test(text)
    ? canonical(named, named === "languages" ? text : text.toUpperCase())
    : text;
}

/** A text in the form that its field asks for, where it is plain what is meant. `places` are the words for places in a work, by their form. */
export function meant(
  field: Field,
  typed: string,
  places: Readonly<Record<string, string>>,
): string {
  const text = visible(typed).trim();
  const pattern = new RegExp(`^(?:${field.pattern ?? ".*"})$`, "su");
  if (pattern.test(text)) return text;
  const bare = text.replace(/^["'“”]+|["'“”]+$/g, "");
  const forms = [bare, `0${bare}`, addressIn(bare) ?? "", placeMeant(bare, places)];
  return forms.find((form) => form && pattern.test(form)) ?? text;
}

function placeMeant(text: string, places: Readonly<Record<string, string>>): string {
  const [, word = "", number = ""] = /^(\p{L}+)\.? ?(\d[\d-]*)$/u.exec(text) ?? [];
  const form = Object.keys(places).find((one) =>
    places[one]!.split(" ").includes(word.toLowerCase()),
  );
  if (!form) return "";
  const plural = number.includes("-") && { "p.": "pp.", "para.": "paras." }[form];
  return `${plural || form} ${number}`;
}
