"""What statements tie together, as a graph for Gephi and NetworkX: entries, and an edge for each statement that names one."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.export.data_tables import DataTables, Value

_OF_NODES = ("label", "kind", "address")
_OF_EDGES = (
    "property", "value", "period", "period_earliest", "period_latest", "speaker", "said", "rank", "contested",
    "confidence", "sources", "origins", "address",
)  # fmt: skip
_TYPES = {"integer": "int", "boolean": "boolean"}


def graphml(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the graph."""
    entries, statements = tables["entries"], tables["statements"]
    ties = [row for row in statements.records() if row["target"]]
    tied = {row[end] for row in ties for end in ("entry", "target")}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for of, names, table in (("node", _OF_NODES, entries), ("edge", _OF_EDGES, statements)):
        types = {column.name: _TYPES.get(column.type, "string") for column in table.columns}
        lines += [f'<key id="{of}-{n}" for="{of}" attr.name="{n}" attr.type="{types[n]}"/>' for n in names]
    lines.append('<graph edgedefault="directed">')
    for row in entries.records():
        if row["id"] in tied:
            lines.append(f"<node id={_quoted(row['id'])}>{_data('node', _OF_NODES, row)}</node>")
    for row in ties:
        ends = f"source={_quoted(row['entry'])} target={_quoted(row['target'])}"
        lines.append(f"<edge id={_quoted(row['statement'])} {ends}>{_data('edge', _OF_EDGES, row)}</edge>")
    yield "ties.graphml", "\n".join([*lines, "</graph>\n</graphml>\n"]).encode()


def _data(of: str, names: tuple[str, ...], row: dict[str, Value]) -> str:
    held = ((name, row[name]) for name in names if row[name] is not None)
    texts = ((name, str(value).lower() if isinstance(value, bool) else escape(str(value))) for name, value in held)
    return "".join(f'<data key="{of}-{name}">{text}</data>' for name, text in texts)


def _quoted(value: Value) -> str:
    return quoteattr(str(value))
