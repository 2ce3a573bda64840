// What has become of the statements that a text cites by their addresses, by the tables of the data.

export type Row = { readonly [column: string]: string };

export interface Tables {
  readonly statements: ReadonlyMap<string, Row>;
  /** Old ids of entries and old keys of statements, with those of today. */
  readonly moved: ReadonlyMap<string, string>;
  readonly corrections: readonly Row[];
}

export interface Verdict {
  /** The entry and the id of the statement, as the text has them. */
  readonly cited: string;
  readonly state: "unchanged" | "mended" | "superseded" | "contested" | "unknown";
  readonly words: string;
  /** The statement of today, if there is one. */
  readonly now: Row | undefined;
}

// As they stand in texts: with what other sites append to a link, and with the # as LaTeX and percent-encoding write it.
const ADDRESS =
  /(?<![\w.=&?-])([a-z0-9]+(?:-[a-z0-9]+)*)(?:\.html)?\/?(?:\?[^\s#"<>]*?)?(?:\\?#|%23)s-([0-9a-f]{8})/g;
const CELL = /("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g;

/** The rows of a table in CSV, whose first line names the columns. */
export function rowsOf(text: string): Row[] {
  const lines: string[][] = [[]];
  for (const [, cell = "", end] of text.matchAll(CELL)) {
    lines.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  const [names = [], ...rows] = lines.filter((line) => line.length > 1 || line[0]);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}

/** Each statement that a text cites, once, in its order, with what has become of it. */
export function verdicts(text: string, tables: Tables): Verdict[] {
  const cited = new Set([...text.matchAll(ADDRESS)].map(([, entry, id]) => `${entry}#s-${id}`));
  return [...cited].map((key) => verdict(key, tables));
}

function verdict(cited: string, tables: Tables): Verdict {
  const [entry = "", id = ""] = cited.split("#s-");
  const here = `${tables.moved.get(entry) ?? entry}#s-${id}`;
  const key = tables.statements.has(here) ? here : (tables.moved.get(here) ?? here);
  const now = tables.statements.get(key);
  if (!now)
    return {
      cited,
      state: "unknown",
      words: "the atlas has no such statement: it was withdrawn, or the address is not complete",
      now,
    };
  if (key !== here)
    return { cited, state: "mended", words: `edited since${mending(now, id, tables)}`, now };
  if (now["rank"] === "deprecated")
    return {
      cited,
      state: "superseded",
      words: `superseded: ${(now["reason"] ?? "").replaceAll("-", " ")}`,
      now,
    };
  if (now["contested"] === "true") {
    const rivals = (now["rivals"] ?? "").split(" ").filter(Boolean).length;
    return {
      cited,
      state: "contested",
      words: rivals
        ? `accounts differ: ${rivals} other${rivals > 1 ? "s" : ""}`
        : "accounts differ: somebody rejects it",
      now,
    };
  }
  return { cited, state: "unchanged", words: "unchanged", now };
}

/** When and how a statement was mended, where the entry says so. */
function mending(now: Row, id: string, tables: Tables): string {
  const own = (now["statement"] ?? "").split("#s-")[1] ?? "";
  const told = tables.corrections.filter(
    (row) =>
      row["entry"] === now["entry"] &&
      (row["statements"] ?? "").split(" ").some((one) => one === id || one === own),
  );
  return told.map((row) => `, on ${row["date"]}: ${row["text"]}`).join("");
}
