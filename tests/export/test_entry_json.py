"""The data of each entry: valid by its schema, in step with the pages, the same on every run."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema
import pytest

from euphrates_atlas.export.citation_formats import ENTRY_DATA, WORK_FORMATS
from euphrates_atlas.export.export_files import FORMAT, digest, works
from euphrates_atlas.export.schema import schema_of
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.kinds import record_types
from euphrates_atlas.subject import site_address
from tests.case_count import sample
from tests.export.exported import export_files
from tests.stores import REPOSITORY, atlas_of, corpus, corpus_pages, whole_store


@cache
def data() -> dict[str, dict[str, Any]]:
    """Return the data of each entry by its folder and id; those of a work stand in the file of its publisher."""
    files = dict(export_files(whole_store()))
    held = {}
    for entry in whole_store().entries.values():
        if not entry.kind.row_of:
            told = held[f"{entry.kind.folder}/{entry.id}"] = json.loads(files[f"{entry.kind.folder}/{entry.id}.json"])
            held |= {f"sources/{work['id']}": work for work in told.get("works", ())}
    return held


def test_the_data_of_a_work_stand_in_those_of_its_publisher() -> None:
    """Of a group too; nowhere else, and without what the file says once."""
    texts = {
        "groups/g": "summary: A group [@w].\nfounded: {value: 2003, cite: [w]}",
        "sources/w": "title: Orders\npublisher: g\nredirects: [old-w]",
    }
    files = dict(export_files(atlas_of(texts)))
    (work,) = json.loads(files["groups/g.json"])["works"]
    assert work["address"] == site_address("publishers/g.html#w")
    assert work["cite_as"]["title"] == work["label"] == "Orders"
    assert work["record"]["redirects"] == ["old-w"]
    assert {use["entry"] for use in work["cited_by"]} == {"g"}
    assert not {"kind", "atlas", "licence", "schema"} & work.keys()
    assert "works" not in json.loads(files["groups/g1.json"])
    assert [path for path in files if path.startswith("sources/")] == []


def test_every_entry_has_its_data() -> None:
    assert set(data()) == {f"{entry.kind.folder}/{entry.id}" for entry in whole_store().entries.values()}


@pytest.mark.parametrize("folder", record_types())
def test_every_record_is_as_its_schema_says(folder: str):
    """Every tenth of a kind, in `make test-all` each."""
    judge = jsonschema.Draft202012Validator(schema_of(record_types()[folder], for_data=True))
    for path, held in sample((path, held) for path, held in data().items() if path.startswith(f"{folder}/")):
        assert [error.message for error in judge.iter_errors(held["record"])] == [], path


def test_each_statement_stands_where_it_says():
    """Under its property and index, with the rank and as many citations as there."""
    for path, held in data().items():
        for statement in held["statements"]:
            typed = held["record"][statement["property"]][statement["index"]]
            assert statement["rank"] == typed["rank"], path
            assert [c["src"] for c in statement["citations"]] == [c["src"] for c in typed["cite"]], path
            assert statement["speakers"], path
            assert statement["origins"] >= (any(c["stance"] == "supports" for c in statement["citations"])), path


def test_statements_and_mentions_agree():
    """What points at an entry is a statement of the other, by id; what cites a source lists it as a reference."""
    by_id = {held["id"]: held for held in data().values()}
    for held in data().values():
        for mention in held["mentioned_by"] + held["cited_by"]:
            other = by_id[mention["entry"]]
            if "statement" in mention:
                assert mention["statement"] in {s["id"] for s in other["statements"]}, held["id"]
        for use in held["cited_by"]:
            assert held["id"] in [item["id"] for item in by_id[use["entry"]]["references"]]


def test_the_version_follows_the_record_alone():
    """It stays when others change, and changes with any value."""
    before = {"groups/tested": "note: One"}
    same = json.loads(dict(export_files(atlas_of({**before, "groups/other": "note: new"})))["groups/tested.json"])
    other = json.loads(dict(export_files(atlas_of({"groups/tested": "note: Two"})))["groups/tested.json"])
    first = json.loads(dict(export_files(atlas_of(before)))["groups/tested.json"])

    assert first["version"] == {"format": FORMAT, "reviewed": "2026-11-20", "record": digest(first["record"])}
    assert same["version"] == first["version"]
    assert other["version"] != first["version"]


def test_a_line_for_each_item():
    """So that a change shows as the lines it touches; texts in any script stay as they are."""
    text = dict(export_files(whole_store()))["groups/saraya-awliya-al-dam.json"].decode()
    lines = text.split("\n")

    assert lines[0] == "{"
    assert lines[-2:] == ["}", ""]
    assert sum(line.startswith('{"id":"') and '"property":' in line for line in lines) == len(
        json.loads(text)["statements"]
    )
    assert "سرايا أولياء الدم" in text


def test_every_work_of_a_page_and_of_the_atlas_is_in_their_files():
    """All works in each format for works, and those of a page in its data; no further file stands beside a page."""
    atlas = whole_store()
    files = dict(export_files(atlas))
    items = works(atlas)
    for format in WORK_FORMATS:
        every = format.file(item for _, item in sorted(items.items()))
        assert not format.ending or files[f"data/v1/bibliography{format.ending}"] == every
    for path, held in data().items():
        cited, _ = cited_in(atlas, atlas[held["id"]])
        assert held["references"] == [items[id] for id in sorted(cited)], path
    assert {path.rpartition(".")[2] for path in files if not path.startswith("data/")} == {"json"}


def test_pages_lead_to_their_data():
    """In the text, and from the head of a page."""
    pages = corpus_pages()
    for entry in (entry for entry in corpus().entries.values() if not entry.kind.row_of):
        page = pages[f"{entry.kind.folder}/{entry.id}.md"].decode()
        assert f"{entry.id}{ENTRY_DATA}" in re.findall('href="([^"]*)"', page), entry.id
    head = (REPOSITORY / "overrides" / "partials" / "sharing.html").read_text(encoding="utf-8")
    assert 'type="application/json" title="This entry as data"' in head


def test_a_single_work_in_csl_json_is_a_list():
    """As programs for citations read it."""
    (item, *_) = works(whole_store()).values()
    (write,) = [format.write for format in WORK_FORMATS if format.label == "CSL-JSON"]
    assert json.loads(write(item)) == [item]
