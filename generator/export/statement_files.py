"""The statements in the forms of other tools: lines of text, a graph of ties, FollowTheMoney."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha1
from itertools import groupby
from operator import itemgetter
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import to_json

from generator.export.csl import date_digits
from generator.export.data_tables import DataTables, Record, Value, csv_bytes
from generator.export.identity import external_ids
from generator.export.present import present
from generator.facts.plain_words import prose_words
from generator.model.atlas import Entry
from generator.subject import site_address, subject
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.phrases import counted, spaced

_OF_NODES = ("label", "kind", "address")
_OF_EDGES = (
    "property", "value", "period", "period_earliest", "period_latest", "speaker", "said", "rank", "contested",
    "confidence", "sources", "origins", "address",
)  # fmt: skip
_TYPES = {"integer": "int", "boolean": "boolean"}
_SCHEMAS = ("Organization", "Person", "Event")
"""Types of schema.org that FollowTheMoney calls alike; what is of another is a Thing."""
_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_PROPERTY_TYPES = {"name": "name", "subject": "entity", "object": "entity", "role": "string", "notes": "text"}


def text_lines(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield a line for each statement, beneath the name and the address of its entry."""
    heads = {row["id"]: f"{row['label']}, {row['address']}" for row in tables["entries"].records()}
    lines: list[str] = []
    for id, rows in groupby(tables["statements"].records(), itemgetter("entry")):
        lines += [f"\n# {heads[id]}", *(f"- {_line(row)}" for row in rows)]
    yield "statements.txt", ("\n".join(lines).strip() + "\n").encode()


def _line(row: Record) -> str:
    said = f", {row['said']}" if row["said"] else ""
    period = f" ({row['period']})" if row["period"] else ""
    marks = [counted(row["origins"], "origin")]
    if row["contested"]:
        rivals = (row["rivals"] or "").replace(f"{row['entry']}#s-", "")
        marks.append(f"contested by {rivals}" if rivals else "contested: somebody rejects it")
    if row["rank"] != "normal":
        marks.append("superseded" if row["rank"] == "deprecated" else row["rank"])
    id = row["statement"].partition("#s-")[2]
    return f"[{id}] {spaced(row['property'])}: {row['value']}{period}. {row['speaker']}{said}. {'; '.join(marks)}."


def graphml(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the graph for Gephi and NetworkX: entries, and an edge for each statement that names one."""
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
            lines.append(f"<node id={quoteattr(row['id'])}>{_data('node', _OF_NODES, row)}</node>")
    for row in ties:
        ends = f"source={quoteattr(row['entry'])} target={quoteattr(row['target'])}"
        lines.append(f"<edge id={quoteattr(row['statement'])} {ends}>{_data('edge', _OF_EDGES, row)}</edge>")
    yield "ties.graphml", "\n".join([*lines, "</graph>\n</graphml>\n"]).encode()


def _data(of: str, names: tuple[str, ...], row: Record) -> str:
    held = ((name, row[name]) for name in names if row[name] is not None)
    texts = ((name, str(value).lower() if isinstance(value, bool) else escape(str(value))) for name, value in held)
    return "".join(f'<data key="{of}-{name}">{text}</data>' for name, text in texts)


def _by_statement(tables: DataTables, name: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in tables[name].records():
        found[row["statement"]].append(row)
    return found


def follow_the_money(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the entities, one on a line, and the statements, in the model of FollowTheMoney.

    An entity has only what stands uncontested, since its model knows no dispute. The statements have all: `origin` is the speaker,
    `dataset` the source, and what the model has no property for is a note.
    """
    kinds = {entry.id: entry.kind for entry in tables.atlas.entries.values() if not entry.kind.supports}
    schemas = {id: kind.schema_type if kind.schema_type in _SCHEMAS else "Thing" for id, kind in kinds.items()}
    entities = [_entity(tables, tables.atlas[id], schema) for id, schema in schemas.items()]
    rows = [row for row in tables["statements"].records() if row["entry"] in schemas]
    standing = (row for row in rows if not row["contested"] and row["rank"] != "deprecated")
    entities += [_link(row) for row in standing if row["target"] in schemas]
    yield "entities.ftm.json", b"".join(to_json(entity) + b"\n" for entity in entities)
    yield "statements.ftm.csv", _statements(tables, schemas, rows)


def _entity(tables: DataTables, entry: Entry, schema: str) -> dict[str, Any]:
    names = [name for name in entry.record.names if name.text != entry.label]
    summary = tables.atlas.prose[entry.id].get("summary")
    properties = {
        "name": [entry.label],
        "alias": [name.text for name in names if not name.is_search_only],
        "weakAlias": [name.text for name in names if name.is_search_only],
        "summary": [prose_words(tables.atlas, summary)] if summary else [],
        "sourceUrl": [site_address(entry.address)],
        "wikidataId": [id for site, id, _ in external_ids(entry) if site == "Wikidata"],
    }
    return {"id": entry.id, "schema": schema, "properties": present(properties)}


def _link(row: Record) -> dict[str, Any]:
    when = parse_date(row["period"]) if row["period"] else None
    properties = {
        "subject": [row["entry"]],
        "object": [row["target"]],
        "role": [f"{row['property']}: {row['value']}"],
        "startDate": _day(when.start) if when else [],
        "endDate": _day(when.end) if when and when.is_interval else [],
        "publisher": [row["speaker"]],
        "sourceUrl": [row["address"]],
    }
    return {"id": row["statement"], "schema": "UnknownLink", "properties": present(properties)}


def _day(date: Edtf | None) -> list[str]:
    return [day] if (day := date_digits(date)) else []


def _statements(tables: DataTables, schemas: dict[str, str], rows: list[Record]) -> bytes:
    """Return a row for each source and what it supports, links of their own for ties; what is said twice is one row."""
    named = [_row(id, "name", of, tables.atlas[id].label, subject().slug, None) for id, of in schemas.items()]
    cited = _by_statement(tables, "citations")
    said = dict.fromkeys(
        _row(*values, citation["source"], row["speaker"])
        for row in rows
        for citation in cited[row["statement"]]
        if citation["rejection"] is None and citation["stance"] == "supports"
        for values in _said(row, schemas)
    )
    return csv_bytes([_COLUMNS, *named, *said])


def _said(row: Record, schemas: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return entity, property, schema and value of what a statement says."""
    period = f" ({row['period']})" if row["period"] else ""
    words = f"{row['property']}: {row['value']}{period}"
    if row["target"] not in schemas:
        return [(row["entry"], "notes", schemas[row["entry"]], words)]
    ends = (("subject", row["entry"]), ("object", row["target"]), ("role", words))
    return [(row["statement"], name, "UnknownLink", value) for name, value in ends]


def _row(entity: str, name: str, schema: str, value: str, dataset: str, origin: str | None) -> tuple[Value, ...]:
    key = "\n".join(map(str, (dataset, entity, name, value, origin)))
    id = sha1(key.encode(), usedforsecurity=False).hexdigest()
    return entity, entity, name, _PROPERTY_TYPES[name], schema, value, dataset, origin, None, None, "f", None, None, id
