// What a source says in its own words where a mark cites it, and who speaks: from the data of the entry, which stand beside its page.

interface Cited {
  readonly src: string;
  readonly loc?: string;
  readonly quote?: Quote;
}

interface Quote {
  readonly text: string;
  readonly lang?: string;
  /** Whether the words are our translation. */
  readonly translation: boolean;
}

interface Agent {
  readonly id?: string;
  readonly label?: string;
}

interface Dispute {
  readonly by: Agent;
  readonly cite: readonly Cited[];
}

interface Account {
  readonly cite: readonly Cited[];
  readonly disputed?: readonly Dispute[];
}

interface Statement {
  readonly id: string;
  readonly property: string;
  readonly index: number;
  readonly speakers: readonly { readonly label: string }[];
}

/** The part of the data of an entry that is read here. */
export interface EntryData {
  readonly id: string;
  readonly label: string;
  readonly record: { readonly [property: string]: readonly Account[] };
  readonly statements: readonly Statement[];
}

/** A mark: the work that it leads to and its reference in full, the place in it, the statement it belongs to, the text before it. */
export interface Mark {
  readonly src: string;
  readonly reference: string;
  readonly place: string;
  /** Empty in a text, which is no statement. */
  readonly statement: string;
  readonly text: string;
}

export interface Wording {
  readonly who: string;
  readonly quote: Quote;
  /** Where the words stand in the work, if the mark does not say it. */
  readonly place: string;
}

interface Candidate extends Wording {
  readonly id: string;
  readonly property: string;
}

const MOST = 2;
/** A sentence without a place has so many words in common with those on which it rests. */
const IN_COMMON = 2;

/** The words for which a mark stands: of its statement; in a text, those at its place, without one those that have most in common with the sentence. */
export function wordings(data: EntryData, mark: Mark, nameOf: (id: string) => string): Wording[] {
  const all = data.statements.flatMap((statement) => candidates(data, mark, statement, nameOf));
  const found = mark.statement ? ofStatement(all, data, mark) : ofText(all, mark);
  const told = found.map((one): [text: string, Wording] => {
    const place = one.place === mark.place ? "" : one.place;
    return [one.quote.text, { ...one, place }];
  });
  return [...new Map(told).values()].slice(0, MOST);
}

/** The quotations of the statement of a mark, or of its property, or all; those at its place, if there are any. */
function ofStatement(
  all: readonly Candidate[],
  { statements }: EntryData,
  mark: Mark,
): readonly Candidate[] {
  const property = statements.find(({ id }) => id === mark.statement)?.property;
  const ofProperty = preferred(all, (one) => one.property === property);
  const own = preferred(ofProperty, (one) => one.id === mark.statement);
  return preferred(own, (one) => isThere(one, mark));
}

/** The quotations at the place of a mark in a text, or those that its sentence rests on; those with most words in common come first. */
function ofText(all: readonly Candidate[], mark: Mark): Candidate[] {
  const sentence = new Set(longWords(mark.text));
  const common = ({ quote }: Candidate) => {
    const words = [...new Set(longWords(quote.text))];
    return words.filter((word) => sentence.has(word)).length;
  };
  const near = all.filter((one) => (mark.place ? isThere(one, mark) : common(one) >= IN_COMMON));
  return near.sort((a, b) => common(b) - common(a));
}

/** Whether words stand at the place of a mark, or at one of its places. */
function isThere({ place }: Wording, mark: Mark): boolean {
  return [mark.place, ...mark.place.split(", ")].includes(place);
}

/** Every quotation of the work in one statement, and in what disputes it. */
function candidates(
  data: EntryData,
  mark: Mark,
  { id, property, index, speakers }: Statement,
  nameOf: (id: string) => string,
): Candidate[] {
  const account = data.record[property]?.[index];
  if (!account) return [];
  const named = preferred(speakers, ({ label }) => mark.reference.includes(label));
  const own = { who: named.map(({ label }) => label).join(", "), cite: account.cite };
  const disputes = (account.disputed ?? []).map(({ by, cite }) => {
    return { who: by.label ?? nameOf(by.id ?? ""), cite };
  });
  const found: Candidate[] = [];
  for (const { who, cite } of [own, ...disputes]) {
    for (const { src, loc = "", quote } of cite) {
      if (src !== mark.src || !quote) continue;
      found.push({ who, quote, place: asShown(loc), id, property });
    }
  }
  return found;
}

/** Those of some for which a test holds; all where it holds for none. */
function preferred<T>(all: readonly T[], test: (one: T) => boolean): readonly T[] {
  const found = all.filter(test);
  return found.length ? found : all;
}

/** A place in a work as marks have it. */
function asShown(place: string): string {
  return place.replace(/^(paras?)\. /, (_, word) => (word === "para" ? "¶\u00a0" : "¶¶\u00a0"));
}

function longWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [];
}
