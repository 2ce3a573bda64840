// The types that the parts of the search share. They do not depend on the form of the index files.

/** A text with the language its name gives it; Latin letters have none. */
export interface Spelling {
  readonly text: string;
  readonly lang: string;
}

/** A part of a text, and whether the query matched it. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** What a kind of entries is called. */
export interface Kind {
  readonly id: string;
  readonly one: string;
  readonly many: string;
}

/** An entry as a list of hits shows it. */
export interface Hit {
  /** The number by which hits by name and by text are the same. */
  readonly entry: number;
  readonly address: string;
  readonly kind: Kind;
  readonly name: Spelling;
  readonly native: Spelling | null;
  readonly line: string;
  /** Whether it lacks a word of the query, and is only much like another. */
  readonly isFar: boolean;
  /** The spelling that matched, the words before it, and whether it is the name the entry bears as its title. */
  readonly matched: {
    readonly as: string;
    readonly pieces: readonly Piece[];
    readonly lang: string;
    readonly isTitle: boolean;
  };
}

export interface Filters {
  readonly kind: string;
  readonly country: string;
  readonly area: string;
  readonly from: number | null;
  readonly to: number | null;
}

export const NO_FILTERS: Filters = { kind: "", country: "", area: "", from: null, to: null };

/** Names that answer a query. `nearest` hits answer it only in part, or with more errors than a match may have. */
export interface Names {
  readonly hits: readonly Hit[];
  readonly total: number;
  /** How many of them have the words in another spelling than the query; these come last. */
  readonly respelt: number;
  readonly kinds: readonly { readonly kind: Kind; readonly number: number }[];
  readonly isNearest: boolean;
  /** What is said above the nearest; empty where others are found. */
  readonly closest: string;
  /** Whether texts may say more: only a few hits have all words, and none that readers come for is a whole name. */
  readonly isFew: boolean;
  /** Whether one comes before passages: an entry that has all words, with at most one error, or a whole title. */
  readonly isClose: boolean;
  /** Whether they are not titles of works alone. */
  readonly hasEntries: boolean;
  /** Finds what the query is about, by which texts are looked for besides: a box that shows no texts asks nothing. */
  readonly topic?: () => Promise<Topic | undefined>;
  /** A brief answer whose hits are all nearest comes without them: this asks for them. Their rows may come with texts that are read before. */
  readonly nearest?: () => Promise<Names>;
}

/** An entry in whose names a query has a whole name: how many have it, and the most words that the text of this one may lack. */
export interface About {
  readonly having: number;
  readonly lacking: number;
}

/** What a query is about. */
export interface Topic {
  /** The entry of which it says one word besides its name: its text comes first. */
  readonly entry?: number | undefined;
  /** The entries in whose names it has a whole name: they count for more, even where they lack other words. */
  readonly about?: ReadonlyMap<number, About> | undefined;
  /** Its words as the texts have them, where it has others. */
  readonly translated?: string | undefined;
  /** The titles of two entries that it names, for which texts are searched where none has the words as they are typed. */
  readonly both?: () => Promise<string | undefined>;
}

/** An entry whose text answers a query, with the part of it that says so; the anchor leads there. */
export interface TextHit {
  readonly entry: number;
  readonly address: string;
  readonly anchor: string;
  readonly kind: Kind;
  readonly name: Spelling;
  readonly native: Spelling | null;
  readonly excerpt: readonly Piece[];
}

export interface Texts {
  readonly hits: readonly TextHit[];
  readonly total: number;
  /** Whether there are no more: of a phrase, only as many are looked for as are shown. */
  readonly isWhole: boolean;
  readonly kinds: readonly { readonly kind: Kind; readonly number: number }[];
  /** Where no text holds all words of the query, which of them these hold: "the rarest" or "most"; else empty. */
  readonly part: string;
  /** Whether they hold all words as they are typed, or one holds a word that no name has and few texts have. */
  readonly isAnswer: boolean;
  /** How many of them are passed over, since they are shown by name. */
  readonly passed: number;
  /** Whether they are not works alone, which have no text but their titles. */
  readonly hasEntries: boolean;
  /**
   * Which words of the query stand in no name and no text as they are typed, if others do; what else to try where few names are in
   * its letters. Sentences without a full stop.
   */
  readonly besides: readonly string[];
}

export interface Choices {
  readonly kinds: readonly Kind[];
  readonly countries: readonly { readonly id: string; readonly label: string }[];
  readonly areaWord: string;
  readonly areas: readonly {
    readonly id: string;
    readonly label: string;
    readonly country: string;
  }[];
  readonly years: readonly [first: number, last: number] | null;
}

/** What the box and the results page ask of the index. */
export interface Engine {
  /** The root of the site, as an address that ends with a slash. */
  readonly root: string;
  /** Fetch what every query needs; called as soon as a query may come. */
  warm(): Promise<void>;
  /** Names of entries; unless it is to be `brief`, titles of works too. A brief answer whose hits are all nearest has none of them until it is asked for `nearest`. */
  names(query: string, filters: Filters, limit: number, brief?: boolean): Promise<Names>;
  /** Texts with the words, but for those of some entries, and first what the query is about, for which `topic` is asked; where it is to be `brief`, of a phrase only the likeliest texts are read. */
  texts(
    query: string,
    filters: Filters,
    limit: number,
    brief?: boolean,
    but?: readonly number[],
    topic?: Names["topic"],
  ): Promise<Texts>;
  choices(): Promise<Choices>;
  /** All names of groups, leaders, sites, events and places by id, a line each, and of countries by code. */
  aliases(): Promise<Readonly<Record<string, string>>>;
}

declare global {
  /** Set by the script of the search, which every page loads before that of the results. */
  var atlasEngine: Engine | undefined;
  /** Set by the script of the engine, which is loaded when it is needed. */
  var atlasEngineAt: ((root: string) => Engine) | undefined;
}
