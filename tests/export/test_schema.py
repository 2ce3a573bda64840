"""What the two schemas of a kind hold, and where they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from euphrates_atlas import cli
from euphrates_atlas.export.schema import schema_files, schema_of
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import plain
from euphrates_atlas.model.codes import CodeOf, code_list
from euphrates_atlas.model.kind import Record
from euphrates_atlas.model.shape import FieldShape, RecordShape, shape_of
from euphrates_atlas.model.value_types import DateType
from euphrates_atlas.subject import site_address
from tests.case_count import cases, sample_of_each
from tests.stores import REPOSITORY, corpus, whole_store
from tests.text.test_edtf import CASES, DATES, INTERVALS, refusal

MODELS = list(record_types().values())
KINDS = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind.folder)


def nodes(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every mapping of a schema with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from nodes(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from nodes(inner, f"{path}/{index}")


def records(shape: RecordShape) -> tuple[RecordShape, ...]:
    """Return a record and all that it holds."""
    inner = [found for field in shape.fields.values() if field.record for found in records(field.record)]
    return tuple({s.type: s for s in (shape, *inner)}.values())


def all_fields() -> list[tuple[str, FieldShape]]:
    """Return every field of every record, with a name to show."""
    shapes = {s.type: s for model in MODELS for s in records(shape_of(model))}
    return [(f"{getattr(s.type, '__name__', s.type)}.{f.name}", f) for s in shapes.values() for f in s.fields.values()]


# Descriptions ---------------------------------------------------------------------------------------------------------


def test_every_field_is_described():
    """In plain words, shortly; what stands in backticks is closed again."""
    for name, field in all_fields():
        assert re.fullmatch(r"[A-Z].+\.", field.description), name
        assert field.description.count("`") % 2 == 0, name
        assert len(field.description) <= 160, name


@KINDS
def test_every_property_has_its_words(model: type[Record]):
    for schema in (schema_of(model, for_data=False), schema_of(model, for_data=True)):
        for path, node in nodes(schema):
            for name, held in node.get("properties", {}).items() if not path.endswith("/properties") else ():
                target = schema["$defs"][held["$ref"].rpartition("/")[2]] if "title" not in held else held
                assert target["title"], f"{path}/{name}"
                assert target["description"], f"{path}/{name}"


# Form -----------------------------------------------------------------------------------------------------------------


@KINDS
def test_schemas_are_schemas(model: type[Record]):
    """Of 2020-12, with an address of their own, and every reference leads to something that is used."""
    for for_data in (False, True):
        schema, site = schema_of(model, for_data=for_data), f"{site_address()}data/v1/schema/" if for_data else ""
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{site}{model.kind.folder}.json"
        used = {node["$ref"] for _, node in nodes(schema) if isinstance(node.get("$ref"), str)}
        assert used == {f"#/$defs/{name}" for name in schema["$defs"]}
        assert all(re.fullmatch(r"[A-Za-z_-]+", name) for name in schema["$defs"])


@KINDS
def test_mappings_are_closed_and_nothing_is_null(model: type[Record]):
    for schema in (schema_of(model, for_data=False), schema_of(model, for_data=True)):
        for path, node in nodes(schema):
            if node.get("type") == "object":
                assert node["additionalProperties"] is False, path
            assert "null" not in (node.get("type") or []), path
            assert node.get("default", 0) is not None, path


@KINDS
def test_codes_come_with_their_meaning(model: type[Record]):
    schema = schema_of(model, for_data=False)
    lists = {
        f.marker(CodeOf).list_name for s in records(shape_of(model)) for f in s.fields.values() if f.marker(CodeOf)
    }
    assert {name for name in schema["$defs"] if name.startswith("code-")} == {f"code-{name}" for name in lists}
    for name in lists:
        held, codes = schema["$defs"][f"code-{name}"], code_list(name).codes
        assert held["enum"] == list(codes)
        for text, code in zip(held["markdownEnumDescriptions"], codes.values(), strict=True):
            assert text == f"**{code.label}**: {code.definition}"


@KINDS
def test_patterns_are_read_alike_by_other_engines(model: type[Record]):
    """JavaScript with its flag u: only syntax is escaped, groups have no names, and the whole text is meant."""
    for path, node in nodes(schema_of(model, for_data=False)):
        if isinstance(pattern := node.get("pattern"), str):
            assert set(re.findall(r"\\(.)", pattern)) <= set("^$\\.*+?()[]{}|/dDsSwWb"), path
            assert not re.search(r"\(\?(?![:=!])", pattern), path
            assert pattern == r"\S" or re.fullmatch(r"\^\(\?:.*\)\$", pattern), path


def test_names_of_definitions_mean_one_thing():
    """Two kinds may share a name only for the same form, so that readers of several schemas are not misled."""
    seen: dict[str, tuple[str, Any]] = {}
    for model in MODELS:
        for name, held in schema_of(model, for_data=False)["$defs"].items():
            if name.startswith(("code-", "statement-")) or name in ("Agent", "Citation", "Dispute", "Name", "Quote"):
                folder, first = seen.setdefault(name, (model.kind.folder, held))
                assert held == first, (name, folder, model.kind.folder)


@given(st.one_of(DATES, INTERVALS, st.sampled_from([case.values[0] for case in CASES])))
@settings(derandomize=True, max_examples=cases(500))
def test_the_form_of_dates_holds_every_date(text: str):
    if refusal(text) is None:
        assert re.fullmatch(DateType(unknown=False).form.pattern, text)


# The data -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("store", [corpus, whole_store], ids=["worked examples", "store"])
def test_every_record_written_out_fits_the_schema_of_the_data(store: Any):
    validators = {model.kind.folder: Draft202012Validator(schema_of(model, for_data=True)) for model in MODELS}
    for entry in sample_of_each(store().entries.values(), lambda entry: entry.kind.folder, every=5):
        errors = [error.message for error in validators[entry.kind.folder].iter_errors(plain(entry.record))]
        assert errors == [], entry.id


def test_the_schema_of_the_data_knows_no_short_forms():
    """No text for a citation, no single value for a list, no number for a text."""
    (model,) = (m for m in MODELS if m.kind.folder == "groups")
    judge = Draft202012Validator(schema_of(model, for_data=True))
    statement = {"value": "state", "cite": [{"src": "s", "stance": "supports"}], "rank": "normal"}
    entry = {"name": "x", "summary": "x", "reviewed": "2026-11-20", "type": [statement]}
    assert judge.is_valid(entry)
    for short in (
        {**entry, "type": statement},
        {**entry, "type": [{**statement, "cite": ["s"]}]},
        {**entry, "names": ["x"]},
        {**entry, "name": 313},
        {**entry, "founded": [{**statement, "value": 2013}]},
    ):
        assert not judge.is_valid(short), short


# Files ----------------------------------------------------------------------------------------------------------------


def test_files_are_the_same_each_time():
    first, second = dict(schema_files(for_data=False)), dict(schema_files(for_data=False))
    assert first == second
    assert list(first) == [f"{folder}.json" for folder in record_types()]
    for data in first.values():
        assert data.endswith(b"}\n")
        assert len(data) < 120_000


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for told in (f"{len(MODELS)} files written, 0 unchanged", f"0 files written, {len(MODELS)} unchanged"):
        assert cli.main(["--root", str(REPOSITORY), "schema", "--output", str(tmp_path)]) == 0
        assert told in capsys.readouterr().out
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == dict(schema_files(for_data=False))


def test_the_command_leaves_folders_of_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "ours.json").write_text("{}", encoding="utf-8")
    assert cli.main(["--root", str(REPOSITORY), "schema", "--output", str(tmp_path)]) == 2
    assert "holds other files" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["ours.json"]


def test_the_command_says_where_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert cli.main(["--root", str(REPOSITORY), "schema", "--output", str(tmp_path / "taken")]) == 2
    assert "schemas could not be written" in capsys.readouterr().err


@KINDS
def test_the_first_line_of_a_file_leads_to_its_schema(model: type[Record]):
    address = model.kind.modeline.removeprefix("# yaml-language-server: $schema=")
    assert address == f"../../.atlas/schema/{model.kind.folder}.json"
