// Writes entries as the form does: data and declarations come as JSON on standard input, their texts go out as JSON.

import { readFileSync } from "node:fs";
import type { KindForm, Mapping } from "../src/write/declared.ts";
import { entryText } from "../src/write/yaml.ts";

const { kinds, entries } = JSON.parse(readFileSync(0, "utf8")) as { kinds: Record<string, KindForm>; entries: [folder: string, entry: Mapping][] };
process.stdout.write(JSON.stringify(entries.map(([folder, entry]) => entryText(kinds[folder]!, entry))));
