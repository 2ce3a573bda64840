"""The statements as plain text, a line for each, for language models and for reading through."""

from collections.abc import Iterator

from generator.export.data_tables import DataTables, Value
from generator.text.phrases import counted, spaced


def text_lines(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the lines, beneath the name and the address of each entry."""
    heads = {row["id"]: f"{row['label']}, {row['address']}" for row in tables["entries"].records()}
    lines: list[str] = []
    entry: Value = None
    for row in tables["statements"].records():
        if row["entry"] != entry:
            entry = row["entry"]
            lines.append(f"\n# {heads[entry]}")
        lines.append(f"- {_line(row)}")
    yield "statements.txt", ("\n".join(lines).strip() + "\n").encode()


def _line(row: dict[str, Value]) -> str:
    said = f", {row['said']}" if row["said"] else ""
    period = f" ({row['period']})" if row["period"] else ""
    marks = [counted(int(row["origins"] or 0), "origin")]
    if row["contested"]:
        rivals = str(row["rivals"] or "").replace(f"{row['entry']}#s-", "")
        marks.append(f"contested by {rivals}" if rivals else "contested: somebody rejects it")
    if row["rank"] != "normal":
        marks.append("superseded" if row["rank"] == "deprecated" else str(row["rank"]))
    id = str(row["statement"]).partition("#s-")[2]
    property = spaced(str(row["property"]))
    return f"[{id}] {property}: {row['value']}{period}. {row['speaker']}{said}. {'; '.join(marks)}."
