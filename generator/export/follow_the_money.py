"""The data for investigators' tools, in the model of FollowTheMoney: entities, and statements with speaker and source.

An entity has only what stands uncontested, since its model knows no dispute. The statements have all: `origin` is the speaker,
`dataset` the source, and what the model has no property for is a note.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha1
from io import StringIO
from itertools import groupby
from operator import itemgetter
from typing import Any

from pydantic_core import to_json

from generator.export.csl import present
from generator.export.data_tables import DataTables, Record, Value
from generator.export.identity import external_ids
from generator.facts.plain_words import prose_words
from generator.model.atlas import Entry
from generator.subject import site_address, subject
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date

_SCHEMAS = {"Organization": "Organization", "Person": "Person", "Event": "Event"}
"""By the type of schema.org that a kind declares; what has none is a Thing."""
_DIGITS = {"year": 4, "month": 7, "day": 10}
_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_TYPES = {"name": "name", "subject": "entity", "object": "entity", "role": "string", "notes": "text"}


def follow_the_money(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the entities, one on a line, and the statements."""
    entries = [entry for entry in tables.atlas.entries.values() if not entry.kind.supports]
    schemas = {entry.id: _SCHEMAS.get(entry.kind.schema_type, "Thing") for entry in entries}
    entities = [_entity(tables, tables.atlas[id], schema) for id, schema in schemas.items()]
    rows = [row for row in tables["statements"].records() if row["entry"] in schemas]
    links = [row for row in rows if row["target"] in schemas]
    standing = (row for row in links if not row["contested"] and row["rank"] != "deprecated")
    entities += [_link(row) for row in standing]
    yield "entities.ftm.json", b"".join(to_json(entity) + b"\n" for entity in entities)
    yield "statements.ftm.csv", _statements(tables, schemas, rows)


def _entity(tables: DataTables, entry: Entry, schema: str) -> dict[str, Any]:
    names = [name for name in entry.record.names if name.text != entry.label]
    summary = tables.atlas.prose_of(entry, "summary")
    properties = {
        "name": [entry.label],
        "alias": [name.text for name in names if not name.is_search_only],
        "weakAlias": [name.text for name in names if name.is_search_only],
        "summary": [prose_words(tables.atlas, summary)] if summary else [],
        "sourceUrl": [site_address(entry.page)],
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
    return [date.earliest[: _DIGITS[date.precision]]] if date and date.precision in _DIGITS else []


def _statements(tables: DataTables, schemas: dict[str, str], rows: list[Record]) -> bytes:
    """Return a row for each source and what it supports, links of their own for ties; what is said twice is one row."""
    sources: dict[str, list[str]] = defaultdict(list)
    for citation in tables["citations"].records():
        if citation["rejection"] is None and citation["stance"] == "supports":
            sources[citation["statement"]].append(citation["source"])
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for id, schema in schemas.items():
        writer.writerow(_row(id, "name", schema, tables.atlas[id].label, subject().slug, None))
    for _, own in groupby(rows, itemgetter("entry")):
        said = dict.fromkeys(
            _row(*values, source, row["speaker"])
            for row in own
            for source in sources[row["statement"]]
            for values in _said(row, schemas)
        )
        writer.writerows(said)
    return text.getvalue().encode()


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
    return entity, entity, name, _TYPES[name], schema, value, dataset, origin, None, None, "f", None, None, id
