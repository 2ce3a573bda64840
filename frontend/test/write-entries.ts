// Writes entries as the form does, tries its patterns, compares addresses, and names new works: declarations and data come as JSON on standard input, texts go out as JSON.

import { readFileSync } from "node:fs";
import { addressKey, foldedAddress } from "../src/write/addresses.ts";
import type { KindForm, KnownWorks, Mapping } from "../src/write/declared.ts";
import { type Data, filedEntry, held } from "../src/write/values.ts";
import { dateIn, idsOf } from "../src/write/works.ts";
import { entryText } from "../src/write/yaml.ts";

interface Asked {
  kinds: Record<string, KindForm>;
  entries: [folder: string, entry: Mapping][];
  /** Records as they stand in the data beside pages. */
  records: [folder: string, record: Data][];
  patterns: [pattern: string, text: string][];
  addresses: string[];
  /** Addresses in which a date is looked for. */
  dated: string[];
  rules: KnownWorks["addresses"];
  /** Works that are not there yet, without a publisher. */
  works: Mapping[];
}

const { kinds, entries, records, patterns, addresses, dated, rules, works } = JSON.parse(
  readFileSync(0, "utf8"),
) as Asked;
const texts = entries.map(([folder, entry]) => entryText(kinds[folder]!, entry));
const filed = records.map(([folder, record]) =>
  entryText(kinds[folder]!, filedEntry(kinds[folder]!, held(record) as Mapping)),
);
const matches = patterns.map(([pattern, text]) => new RegExp(`^(?:${pattern})$`, "u").test(text));
const folded = addresses.map((address) => [
  foldedAddress(address, rules),
  addressKey(address, rules),
]);
const named = idsOf(
  works.map((entry, at) => ({ sign: `+${at}`, folder: "sources", entry })),
  { hosts: {}, long: [], addresses: rules },
);
process.stdout.write(
  JSON.stringify({
    texts,
    filed,
    matches,
    folded,
    ids: [...named.values()],
    dates: dated.map(dateIn),
  }),
);
