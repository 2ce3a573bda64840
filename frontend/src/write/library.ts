// What the form reads of the site: the declarations of kinds, what is known of works, the data beside pages, and where each entry is.

import type { Engine } from "../search/types.ts";
import { textsOfSite } from "../site.ts";
import { addressKey } from "./addresses.ts";
import { inWords, isEdtf } from "./dates.ts";
import type { KindForm, KnownWorks } from "./declared.ts";
import { kindIn, type Choice, type Listed } from "./finding.ts";
import type { Data } from "./values.ts";

/** The form of an id, which has a letter. */
const ID = /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What is read of the data beside the page of an entry. */
export interface EntryData {
  readonly id: string;
  readonly label: string;
  readonly record: { readonly [field: string]: Data };
  readonly statements: readonly StatementData[];
  readonly references?: readonly {
    readonly id: string;
    readonly title: string;
    readonly language?: string;
  }[];
  /** The address of its page; of a work, that of its row. */
  readonly address: string;
  /** The works that are told of in this file. */
  readonly works?: readonly EntryData[];
}

export interface StatementData {
  readonly id: string;
  readonly property: string;
  readonly index: number;
  readonly speakers: readonly { readonly id?: string; readonly label: string }[];
}

export class Library {
  readonly engine: Engine;
  readonly kinds: readonly Listed[];
  readonly forms = new Map<string, KindForm>();
  known: KnownWorks = { hosts: {}, long: [], addresses: { patterns: {}, one_site: {} } };
  /** Names of entries by id, as far as they were seen. */
  readonly names = new Map<string, string>();
  /** Where the data of each entry or work is, by its id; empty until `readPlaces`. */
  readonly places = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();

  constructor(engine: Engine, kinds: readonly Listed[]) {
    this.engine = engine;
    this.kinds = kinds;
  }

  /** The kind whose entries are works. */
  get works(): Listed {
    return this.kinds.find(({ isRow }) => isRow)!;
  }

  /** Read the declarations of a kind, and of what is described beside it. */
  async load(...folders: string[]): Promise<void> {
    const all = [...new Set([...folders, "sources", "publishers"])];
    const wanted = all.filter((folder) => !this.forms.has(folder) && kindIn(this.kinds, folder));
    const files = wanted.map((folder) => `${folder}.json`);
    const [works, ...forms] = await textsOfSite(["works.json", ...files]);
    this.known = JSON.parse(works!) as KnownWorks;
    wanted.forEach((folder, number) => {
      this.forms.set(folder, JSON.parse(forms[number]!) as KindForm);
    });
  }

  async readPlaces(): Promise<void> {
    if (this.places.size) return;
    const [text] = await textsOfSite(["ids.json"]);
    const files = JSON.parse(text!) as Record<string, Readonly<Record<string, string>>>;
    for (const [place, works] of Object.entries(files)) {
      this.places.set(place.slice(place.indexOf("/") + 1), place);
      for (const [id, key] of Object.entries(works)) {
        this.places.set(id, place);
        this.#byAddress.set(key, id);
      }
    }
  }

  /** The folder of an entry; that of a work where the file of another tells of it. */
  async folderOf(id: string): Promise<string> {
    await this.readPlaces();
    const place = this.places.get(id) ?? "";
    return place.endsWith(`/${id}`) ? place.split("/")[0]! : this.works.folder;
  }

  /** The id of the work that an address is of, as far as places are read. */
  idAt(address: string): string | undefined {
    const key = addressKey(address, this.known.addresses);
    return key ? this.#byAddress.get(key) : undefined;
  }

  /** The work that an address is of; null where the atlas has none. */
  async workAt(address: string): Promise<Choice | null> {
    await Promise.all([this.readPlaces(), this.load()]);
    const id = this.idAt(address);
    if (!id) return null;
    const { folder } = this.works;
    const { file, data } = await this.#fileOf(folder, id);
    const issued = String(data.record["issued"] ?? "");
    const line = [isEdtf(issued) && inWords(issued), file.label].filter(Boolean).join(" · ");
    return { id, folder, name: data.label, line };
  }

  /** The data of an entry, with the names of what it refers to; that of a work is in the file of who brought it out. */
  async read(folder: string, id: string): Promise<EntryData> {
    const { file, data } = await this.#fileOf(folder, id);
    this.names.set(file.id, file.label);
    await this.#learn(data);
    return data;
  }

  async #fileOf(folder: string, id: string): Promise<{ file: EntryData; data: EntryData }> {
    const isWork = folder === this.works.folder;
    if (isWork) await this.readPlaces();
    const place = isWork ? this.places.get(id) : `${folder}/${id}`;
    const [text] = await textsOfSite([`${this.engine.root}${place}.json`]);
    const file = JSON.parse(text!) as EntryData;
    return { file, data: isWork ? file.works!.find((work) => work.id === id)! : file };
  }

  /** Note the names of what an entry refers to. A text that looks like an id may be that of an entry: without a name it stands for itself. */
  async #learn(data: EntryData): Promise<void> {
    const aliases = await this.engine.aliases().catch((): Readonly<Record<string, string>> => ({}));
    const titles = new Map((data.references ?? []).map(({ id, title }) => [id, title]));
    const publishers = new Map(Object.values(this.known.hosts).map(([id, name]) => [id, name]));
    const look = (value: Data): void => {
      if (typeof value === "object" && value !== null) return Object.values(value).forEach(look);
      const id = String(value);
      const name = titles.get(id) ?? aliases[id]?.split("\n")[0] ?? publishers.get(id);
      if (name || (ID.test(id) && !this.names.has(id))) this.names.set(id, name ?? id);
    };
    for (const { id, label } of data.statements.flatMap(({ speakers }) => speakers)) {
      if (id) this.names.set(id, label);
    }
    look(data.record);
  }
}
