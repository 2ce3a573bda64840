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
interface Account {
  readonly cite: readonly Cited[];
  readonly disputed?: readonly { readonly by: Agent; readonly cite: readonly Cited[] }[];
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
  const all = data.statements.flatMap((statement) => [
    ...candidates(data, mark, statement, nameOf),
  ]);
  const property = data.statements.find(({ id }) => id === mark.statement)?.property;
  const own = preferred(
    preferred(all, (one) => one.property === property),
    (one) => one.id === mark.statement,
  );
  const isThere = ({ place }: Wording): boolean =>
    [mark.place, ...mark.place.split(", ")].includes(place);
  const sentence = new Set(longWords(mark.text));
  const common = (one: Wording): number =>
    [...new Set(longWords(one.quote.text))].filter((word) => sentence.has(word)).length;
  const near = () =>
    all
      .filter(mark.place ? isThere : (one) => common(one) >= IN_COMMON)
      .sort((a, b) => common(b) - common(a));
  const found = mark.statement ? preferred(own, isThere) : near();
  const told = found.map((one): Wording => ({
    ...one,
    place: one.place === mark.place ? "" : one.place,
  }));
  return [...new Map(told.map((one) => [one.quote.text, one])).values()].slice(0, MOST);
}

/** Every quotation of the work in one statement, and in what disputes it. */
function* candidates(
  data: EntryData,
  mark: Mark,
  statement: Statement,
  nameOf: (id: string) => string,
): Generator<Candidate> {
  const account = data.record[statement.property]?.[statement.index];
  if (!account) return;
  const named = preferred(statement.speakers, ({ label }) => mark.reference.includes(label));
  const who = named.map(({ label }) => label).join(", ");
  const disputes = (account.disputed ?? []).map(({ by, cite }) => ({
    who: by.label ?? nameOf(by.id ?? ""),
    cite,
  }));
  for (const said of [{ who, cite: account.cite }, ...disputes]) {
    for (const { src, loc = "", quote } of said.cite) {
      if (src === mark.src && quote)
        yield {
          who: said.who,
          quote,
          place: asShown(loc),
          id: statement.id,
          property: statement.property,
        };
    }
  }
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
