"""The tables of the data: every statement of every entry once, as it stands there, and keys that lead somewhere."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any

from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.stored_tables import references
from euphrates_atlas.facts.rivals import are_rivals, contested, disagreements
from euphrates_atlas.facts.support import LEVELS
from euphrates_atlas.model.atlas import plain
from euphrates_atlas.model.statement import Name
from tests.stores import atlas_of, whole_store


@cache
def tables() -> DataTables:
    return DataTables(whole_store())


def test_the_union_of_the_entries_is_the_table():
    """No statement is left out, made one with another, or changed: parts, period, speaker and rank are those of the record."""
    rows = {row["statement"]: row for row in tables()["statements"].records()}
    facts = [(entry, fact) for entry in whole_store().entries.values() for fact in entry.facts]

    assert len(rows) == len([*tables()["statements"].rows]) == len(facts)
    for entry, fact in facts:
        row, written = rows[fact.key], plain(fact.statement)
        parts = {part.name: written[part.name] for part in entry.shape.fields[fact.field].parts if part.name in written}
        assert json.loads(row["parts"]) == {name: value for name, value in parts.items() if value != []}
        assert (row["entry"], row["property"], row["index"]) == (entry.id, fact.field, fact.index)
        for name, column in (("when", "period"), ("rank", "rank"), ("confidence", "confidence")):
            assert row[column] == written.get(name), row["statement"]
        assert (row["inferred"] or "").split() == written.get("inferred", []), row["statement"]
        counted = written.get("as_of")
        assert (row["said"], row["counted"]) == (written.get("said", counted), counted), row["statement"]


def test_every_citation_is_there():
    """Those of rejections too, in their order."""
    table = [(row["statement"], row["source"], row["locator"]) for row in tables()["citations"].records()]
    written = [
        (fact.key, citation.src, citation.loc)
        for entry in whole_store().entries.values()
        for fact in entry.facts
        for cited in (fact.statement, *fact.statement.disputed)
        for citation in cited.cite
    ]
    assert table == written


def test_keys_are_unique_and_lead_somewhere():
    """And each row has the values that its columns promise."""
    of = {held.name: {row[0] for row in held.rows} for held in tables().all}
    for table in tables().all:
        records = list(table.records())
        assert len({tuple(record[name] for name in table.key) for record in records}) == len(records), table.name
        for column, to, _ in references(table):
            assert {r[column.name] for r in records} - {None} <= of[to], (table.name, column.name)
        for column in table.columns:
            held = {type(record[column.name]) for record in records}
            kind = {"integer": int, "boolean": bool}.get(column.type, str)
            assert held <= ({kind} if column.required else {kind, type(None)}), (table.name, column.name)


def test_contested_statements_name_their_rivals():
    rows = {row["statement"]: row for row in tables()["statements"].records()}
    for entry in whole_store().entries.values():
        by_key = {fact.key: fact for fact in entry.facts}
        for key, fact in by_key.items():
            row = rows[key]
            is_disputed = any(citation.stance == "disputes" for citation in fact.statement.cite)
            assert row["contested"] == (is_disputed or fact.id in contested(whole_store(), entry))
            sources = (row["source"] or "").split(";")
            assert len(sources) == len({*sources}), key
            named = set((row["rivals"] or "").split())
            rivals = {other for other, held in by_key.items() if are_rivals(whole_store(), fact, held)}
            assert named == rivals, key
    matters = {row["matter"] for row in rows.values()} - {None}
    assert len(matters) == sum(len(disagreements(whole_store(), entry)) for entry in whole_store().entries.values())


def test_no_confidence_is_above_its_ceiling():
    for row in tables()["statements"].records():
        if row["confidence"]:
            assert LEVELS.index(row["confidence"]) <= LEVELS.index(row["confidence_ceiling"])


def test_an_old_id_leads_to_the_statement_of_today():
    store = atlas_of({"groups/tested": "founded: {value: 2013, was: [0123abcd], cite: [s]}\nredirects: [older]"})
    made = DataTables(store)
    (row,) = [r for r in made["statements"].records() if r["was"]]
    assert {("older", "tested"), ("tested#s-0123abcd", row["statement"])} == set(made["moved"].rows)


def test_open_ends_are_empty():
    store = atlas_of({"groups/tested": "status: {value: active, when: 2014/.., cite: [s]}"})
    (row,) = [r for r in DataTables(store)["statements"].records() if r["property"] == "status"]
    assert (row["period_earliest"], row["period_latest"], row["period_precision"]) == ("2014-01-01", None, "interval")


def test_the_same_store_gives_the_same_tables():
    assert [[*table.rows] for table in DataTables(whole_store()).all] == [[*table.rows] for table in tables().all]


def _names_of_g(names: str) -> list[Any]:
    rows = DataTables(atlas_of({"groups/g": names}))["names"].records()
    return [row for row in rows if row["entry"] == "g"]


def test_search_terms_are_no_names():
    """The victim of an event is no alias of it, on whatever list somebody looks for that name."""
    names = "names: [{text: A victim, use: search-term}, A brand]"
    assert [(row["number"], row["text"]) for row in _names_of_g(names)] == [(0, "A group"), (2, "A brand")]


def test_a_name_has_all_its_parts():
    """A list made from the table can tell an alias that several bear from the name of one."""
    names = "names: [{text: A brand, use: weak-alias, shared: true, note: Of several, lang: en}]"
    label, row = _names_of_g(names)
    assert (label["number"], label["text"], label["use"], label["kind"]) == (0, "A group", "display", "Group")
    (name,) = atlas_of({"groups/g": names})["g"].record.names
    written = plain(name)
    columns = {"lang": "language", "when": "period", "cite": "source"}
    for part in (field.name for field in fields(Name)):
        assert columns.get(part, part) in row, part
    assert (row["text"], row["use"], row["shared"], row["note"]) == ("A brand", "weak-alias", True, written["note"])
