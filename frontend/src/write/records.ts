// A record of the form: a group of its parts, of which those that few need fold.

import { partsOf, type Field, type Part, type RecordForm } from "./declared.ts";
import { fieldAt, foldOf } from "./elements.ts";
import type { Fields } from "./fields.ts";
import { labelledGroup, type Asked } from "./labelled.ts";
import { nameOfCode } from "./meant.ts";
import { within, type Place } from "./place.ts";
import type { Shared } from "./shared.ts";
import { isEmpty } from "./values.ts";

/** Of all statements, the parts that most need; the others fold. */
const MAIN = ["by", "said", "cite"];
const MAIN_OF_RECORD: Readonly<Record<string, readonly string[]>> = {
  Citation: ["src", "loc", "quote"],
  Quote: ["text", "lang"],
  Name: ["text", "lang", "use"],
};

export function recordGroup(fields: Fields, record: RecordForm, asked: Asked): HTMLElement {
  const { kind, field, place } = asked;
  const all = partsOf(kind, record).filter(([, part]) => !part.program);
  const isMain = (part: Part) => isMainPart(part, field, record);
  const rest = all.filter((part) => !isMain(part));
  const box = labelledGroup("ea-write-record", asked, field.help);
  if (field.record === "Citation") {
    box.addEventListener("change", () => fillLanguage(fields.shared, place, box));
  }
  box.append(...views(fields, asked, inOrder(all.filter(isMain), record)));
  if (rest.length) box.append(restFold(fields, asked, rest));
  return box;
}

function isMainPart([name, part]: Part, field: Field, record: RecordForm): boolean {
  const mains = MAIN_OF_RECORD[field.record ?? ""];
  if (mains) return mains.includes(name);
  if (!record.statement || part.required) return true;
  return [...record.main, ...MAIN].includes(name) || (name === "when" && Boolean(field.lasting));
}

/** The parts of a statement that all statements have stand last. */
function inOrder(parts: readonly Part[], record: RecordForm): readonly Part[] {
  if (!record.statement) return parts;
  return [...parts].sort(([a], [b]) => MAIN.indexOf(a) - MAIN.indexOf(b));
}

function views(fields: Fields, { field, place }: Asked, parts: readonly Part[]): HTMLElement[] {
  const isOptional = field.record === "Quote"; // a citation needs none, so that nothing in it is asked for
  return parts.map(([name, part]) => {
    const own = isOptional ? { ...part, required: false } : part;
    return fields.view(name, own, within(place, name));
  });
}

/** The parts that few need; open where one is filled in, unless that was there before. */
function restFold(fields: Fields, asked: Asked, rest: readonly Part[]): HTMLElement {
  const { place } = asked;
  const isFilled = rest.some(([name, part]) => {
    const value = within(place, name).get();
    return !isEmpty(value) && value !== part.default;
  });
  const labels = rest.map(([, part]) => part.label.toLowerCase()).join(", ");
  const words = `More: ${labels}${isFilled ? " (filled in)" : ""}`;
  const open = isFilled && !fields.shared.isCorrected(place.path);
  return foldOf(words, () => views(fields, asked, rest), { open }, isFilled);
}

/** A quotation is in the language of its work, where that is known. */
function fillLanguage(shared: Shared, citation: Place, box: HTMLElement): void {
  const quote = within(citation, "quote");
  const lang = within(quote, "lang");
  const source = String(within(citation, "src").get() ?? "");
  const fresh = shared.fresh.find(({ sign }) => sign === source);
  const language = String(fresh?.entry["language"] ?? shared.languages.get(source) ?? "");
  if (!language || isEmpty(within(quote, "text").get()) || !isEmpty(lang.get())) return;
  lang.set(language);
  const input = fieldAt(box, lang.path)?.querySelector<HTMLInputElement>(":scope > input");
  if (input) input.value = nameOfCode("languages", language) ?? language;
}
