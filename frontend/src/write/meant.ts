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
  const found = known.get(named) ?? findNames(named);
  known.set(named, found);
  return found;
}

/** The browser does not list codes: all that there may be are tried. */
function findNames(named: Named): Map<string, string> {
  const pairs = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const codes =
    named === "languages" ? [...pairs, ...LONG] : pairs.map((code) => code.toUpperCase());
  const found: [name: string, code: string][] = [];
  for (const code of codes) {
    const name = nameOfCode(named, code);
    if (name && canonical(named, code) === code) found.push([name, code]);
  }
  found.sort(([a], [b]) => a.localeCompare(b, "en"));
  return new Map(found);
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
  const word = text.toLowerCase();
  const pair = [...namesOfCodes(named)].find(([name]) => name.toLowerCase() === word);
  const byName = pair?.[1] ?? ALSO[word];
  if (byName) return byName;
  const isLanguage = named === "languages";
  const form = isLanguage ? /^[a-z]{2,3}(?:-[a-z]{2,4})*$/i : /^[a-z]{2}$/i;
  if (!form.test(text)) return text;
  return canonical(named, isLanguage ? text : text.toUpperCase());
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
  const isCalled = (form: string) => places[form]!.split(" ").includes(word.toLowerCase());
  const form = Object.keys(places).find(isCalled);
  if (!form) return "";
  const plural = number.includes("-") && { "p.": "pp.", "para.": "paras." }[form];
  return `${plural || form} ${number}`;
}
