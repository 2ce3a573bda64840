// Rows as a file: comma-separated values that no spreadsheet takes for a formula, or JSON.

export type Record = { readonly [column: string]: string | number | boolean | null };

const FORMULA = /^[=+\-@\t\r]/;

/** One value as a cell: quoted where it must be; what begins like a formula gets an apostrophe in front. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Records as CSV (RFC 4180), with the mark of UTF-8 in front, without which spreadsheets misread Arabic. */
export function csv(columns: readonly string[], records: readonly Record[]): string {
  const lines = [
    columns,
    ...records.map((record) => columns.map((column) => record[column] ?? null)),
  ];
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** Records as JSON, one on a line. */
export function json(records: readonly Record[]): string {
  return `[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`;
}

/** The lines of the table of all statements that have these ids, or are of these entries, beneath its head; no cell of it goes over two lines. */
export function statementsOf(table: string, ids: ReadonlySet<unknown>): string {
  const [head = "", ...lines] = table.split("\n");
  const kept = lines.filter((line) => line.split(",", 2).some((id) => ids.has(id)));
  return `\ufeff${[head, ...kept].join("\n")}\n`;
}

/** Give a text to the reader as a file. */
export function give(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A number where the text is just that, else the text; nothing where it is empty. */
export function valueOf(text: string): string | number | null {
  if (!text) return null;
  return /^\d{1,3}(?:,\d{3})*$/.test(text) ? Number(text.replaceAll(",", "")) : text;
}
