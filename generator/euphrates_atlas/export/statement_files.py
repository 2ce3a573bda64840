"""The statements in the forms of other tools: lines of text, a graph of ties, FollowTheMoney.

All are made of the tables of `data_tables`; a `row` here is a row of the table `statements`. FollowTheMoney is the data
model of OpenSanctions and Aleph.
"""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha1
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import from_json, to_json

from euphrates_atlas import resources
from euphrates_atlas.export.csl import date_digits
from euphrates_atlas.export.data_tables import DataTables, csv_bytes, ended
from euphrates_atlas.export.identity import Files, FilesOfLines, external_ids
from euphrates_atlas.export.json_objects import Node, present
from euphrates_atlas.export.stored_tables import DataTable, Record, Row
from euphrates_atlas.facts.plain_words import prose_words
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.edtf import Edtf, parse_date
from euphrates_atlas.text.phrases import counted, spaced

_FORMS = resources.yaml_table("export/statement_files.yml")
"""Names of columns, properties and types."""
_DESIGNATIONS = "designations"
"""The property of listings by states, which are sanctions in FollowTheMoney."""


def text_lines(tables: DataTables) -> Files:
    """Yield a line for each statement, beneath the name and the address of its entry."""
    entries = tables["entries"].records()
    heads = {row["id"]: f"{row['label']}, {row['address']}" for row in entries}
    lines = []
    for id, rows in groupby(tables["statements"].records(), itemgetter("entry")):
        lines.append(f"\n# {heads[id]}")
        lines += [f"- {_line(row)}" for row in rows]
    text = "\n".join(lines).strip()
    yield "statements.txt", f"{text}\n".encode()


def _line(row: Record) -> str:
    """Return a statement as a line: `[1a2b3c4d] type: militia (2014/2019). Reuters, 2020-01-03. 2 origins; preferred.`"""
    id = row["statement"].partition("#s-")[2]
    said = f", {row['said']}" if row["said"] else ""
    marks = [counted(row["origins"], "origin")]
    if row["contested"]:
        rivals = (row["rivals"] or "").replace(f"{row['entry']}#s-", "")
        marks.append(
            f"contested by {rivals}"
            if rivals
            else "contested: somebody or a source rejects it"
        )
    if row["rank"] != "normal":
        marks.append("superseded" if row["rank"] == "deprecated" else row["rank"])
    return f"[{id}] {spaced(row['property'])}: {_value(row)}. {row['speaker']}{said}. {'; '.join(marks)}."


def _value(row: Record) -> str:
    """Return the words of a statement, with its period in brackets."""
    period = f" ({row['period']})" if row["period"] else ""
    return f"{row['value']}{period}"


def graphml(tables: DataTables) -> FilesOfLines:
    """Yield the graph for Gephi and NetworkX: entries, and an edge for each entry that a statement names."""
    entries = tables["entries"]
    statements = tables["statements"]
    tied = set()
    edges = []
    for row in statements.records():
        for id, target in _ties(row):
            data = _data("edge", row)
            tied |= {row["entry"], target}
            ends = f"source={quoteattr(row['entry'])} target={quoteattr(target)}"
            edges.append(f"<edge id={quoteattr(id)} {ends}>{data}</edge>")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    lines += _keys("node", entries)
    lines += _keys("edge", statements)
    lines.append('<graph edgedefault="directed">')
    for row in entries.records():
        if row["id"] in tied:
            id = quoteattr(row["id"])
            lines.append(f"<node id={id}>{_data('node', row)}</node>")
    lines += [*edges, "</graph>", "</graphml>"]
    yield "ties.graphml", ended(map(str.encode, lines))


def _ties(row: Record) -> Iterator[tuple[str, str]]:
    """Yield an id and the target of each tie of a statement to another entry.

    The id of the first is the key of the statement; that of a further one has the id of its target behind it.
    """
    key = row["statement"]
    ids = {row["target"]: key}
    for target in (row["further_targets"] or "").split():
        ids[target] = f"{key}.{target}"
    for target, id in ids.items():
        if target not in (None, row["entry"]):
            yield id, target


def _keys(of: str, table: DataTable) -> list[str]:
    """Return the declarations of the data of nodes or edges, as `of` says, which GraphML wants before them."""
    types = {
        column.name: _FORMS["types"].get(column.type, "string") for column in table.columns
    }
    return [
        f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{types[name]}"/>'
        for name in _FORMS[of]
    ]


def _data(of: str, row: Record) -> str:
    """Return the columns of a row that a node or an edge has, as `of` says, as its data."""
    data = ""
    for name in _FORMS[of]:
        value = row[name]
        if isinstance(value, bool):
            value = "true" if value else "false"
        if value is not None:
            data += f'<data key="{of}-{name}">{escape(str(value))}</data>'
    return data


def follow_the_money(tables: DataTables) -> FilesOfLines:
    """Yield the entities, one on a line, and the statements, in the model of FollowTheMoney.

    An entity has only what stands uncontested, since its model knows no dispute. The statements have all that is not superseded:
    `origin` is the speaker, `dataset` the source, and what the model has no property for is a note.
    """
    schemas = {}
    entities = []
    for entry in tables.atlas:
        if not entry.kind.supports:
            type_ = entry.kind.schema_type
            schemas[entry.id] = type_ if type_ in _FORMS["schemas"] else "Thing"
            entities.append(_entity(tables.atlas, entry, schemas[entry.id]))
    for row in _standing(tables, schemas):
        if not row["contested"]:
            entities += [_link(row, *tie) for tie in _ties(row) if tie[1] in schemas]
            if row["property"] == _DESIGNATIONS:
                entities.append(_sanction(row))
    yield "entities.ftm.json", ended(map(to_json, entities))
    yield "statements.ftm.csv", [_statements(tables, schemas)]


def _standing(tables: DataTables, schemas: dict[str, str]) -> Iterator[Record]:
    """Yield the statements of these entries that are not superseded; one that ties nobody to anything has no target."""
    not_affirmed = _not_affirmed(tables.atlas)
    for row in tables["statements"].records():
        if row["entry"] in schemas and row["rank"] != "deprecated":
            if row["statement"] in not_affirmed:
                row["target"] = row["further_targets"] = None
            yield row


def _not_affirmed(atlas: Atlas) -> set[str]:
    """Return the keys of the statements that tie nobody to anything: an actor denies its part, or does not comment."""
    keys = set()
    for entry in atlas:
        for fact in entry.facts:
            stance = fact.statement.stance_code
            if stance and not stance.affirms:
                keys.add(fact.key)
    return keys


def _entity(atlas: Atlas, entry: Entry, schema: str) -> Node:
    """Return an entry as an entity of FollowTheMoney; names that are shared, or for search alone, are weak aliases."""
    strong: list[str] = []
    weak: list[str] = []
    for name in entry.record.names:
        if name.text != entry.label and not name.is_search_term:
            of = weak if name.is_search_only or name.shared else strong
            of.append(name.text)
    summary = atlas.prose[entry.id].get("summary")
    properties = {
        "name": [entry.label],
        "alias": strong,
        "weakAlias": weak,
        "summary": [prose_words(atlas, summary)] if summary else [],
        "sourceUrl": [site_address(entry.address)],
        "wikidataId": [id for site, id, _ in external_ids(entry) if site == "Wikidata"],
    }
    return {"id": entry.id, "schema": schema, "properties": present(properties)}


def _link(row: Record, id: str, target: str) -> Node:
    """Return a tie as an entity of FollowTheMoney, an `UnknownLink` with the words of the statement as its role."""
    when = parse_date(row["period"]) if row["period"] else None
    start, end = when.ends if when else (None, None)
    properties = {
        "subject": [row["entry"]],
        "object": [target],
        "role": [f"{row['property']}: {row['value']}"],
        "date": _day(when),  # none of a period
        "startDate": _day(start),
        "endDate": _day(end),
        "publisher": [row["speaker"]],
        "sourceUrl": [row["address"]],
    }
    return {"id": id, "schema": "UnknownLink", "properties": present(properties)}


def _sanction(row: Record) -> Node:
    """Return a designation as an entity of FollowTheMoney."""
    said = from_json(row["parts"])
    properties = {
        "entity": [row["entry"]],
        "authority": [row["value"]],
        "publisher": [row["speaker"]],
        "sourceUrl": [row["address"]],
    }
    for name, part in _FORMS["sanction"].items():
        if part in said:
            value = said[part]
            properties[name] = _day(parse_date(value)) if name.endswith("Date") else [value]
    return {
        "id": _sanction_id(row),
        "schema": "Sanction",
        "properties": present(properties),
    }


def _sanction_id(row: Record) -> str:
    return f"{row['statement']}.sanction"


def _day(date: Edtf | None) -> list[str]:
    """Return a day, month or year as a value of FollowTheMoney, whose values are lists; none for any other date."""
    day = date_digits(date)
    return [day] if day else []


def _statements(tables: DataTables, schemas: dict[str, str]) -> bytes:
    """Return the file of the statements: a row for each value of an entity and each source that supports it.

    `schemas` has the type of each entity by its id. Ties and designations are entities of their own. What is said twice
    is one row. Rows of one entity stand together, as the tools of FollowTheMoney expect them.
    """
    lines: dict[Row, None] = {}
    for id, schema in schemas.items():
        label = tables.atlas[id].label
        named = _row(id, "name", schema, label, subject().slug, None)
        lines[named] = None
    sources = defaultdict(list)
    for citation in tables["citations"].records():
        if citation["rejection"] is None and citation["stance"] == "supports":
            sources[citation["statement"]].append(citation["source"])
    for row in _standing(tables, schemas):
        for source in sources[row["statement"]]:
            for told in _told(row, schemas):
                lines[_row(*told, source, row["speaker"])] = None
    return csv_bytes([_FORMS["columns"], *sorted(lines, key=itemgetter(0))])


def _told(row: Record, schemas: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield entity, property, schema and value for all that a statement says.

    They are of its links or sanction; where it ties its entry to none, it is a note of the entry.
    """
    words = f"{row['property']}: {_value(row)}"
    if row["property"] == _DESIGNATIONS:
        yield _sanction_id(row), "entity", "Sanction", row["entry"]
        yield _sanction_id(row), "authority", "Sanction", row["value"]
    ties = [(id, target) for id, target in _ties(row) if target in schemas]
    for id, target in ties:
        yield id, "subject", "UnknownLink", row["entry"]
        yield id, "object", "UnknownLink", target
        yield id, "role", "UnknownLink", words
    if not ties:
        yield row["entry"], "notes", schemas[row["entry"]], words


def _row(
    entity: str, name: str, schema: str, value: str, dataset: str, origin: str | None
) -> Row:
    """Return a row of those columns, with an id that is a hash of the rest."""
    key = f"{dataset}\n{entity}\n{name}\n{value}\n{origin}"
    id = sha1(key.encode(), usedforsecurity=False).hexdigest()
    type_ = _FORMS["property_types"][name]
    return (
        entity,
        entity,
        name,
        type_,
        schema,
        value,
        dataset,
        origin,
        None,
        None,
        "f",
        None,
        None,
        id,
    )
