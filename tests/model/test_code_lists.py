"""The code lists: complete, consistent, and readable by any YAML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
FILES = [
    path
    for folder in ("generator/euphrates_atlas/kinds/codes", "kinds/codes")
    for path in sorted((REPOSITORY / folder).glob("*.yml"))
]
"""Those of every atlas, and ours, some of which stand in place of the former."""
LISTS: dict[str, dict[str, Any]] = {
    path.stem: yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader) for path in FILES
}
CODES = [
    pytest.param(name, code, fields, id=f"{name}-{code}")
    for name, entries in LISTS.items()
    for code, fields in entries["codes"].items()
]
BOOLEANS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ""}
OPTIONAL = {
    "one",
    "also",
    "narrower",
    "inverse",
    "inverse_code",
    "symmetric",
    "use",
    "above",
    "earlier",
    "radius_km",
    "precision",
    "style",
    "before",
    "affirms",
    "own",
    "leads",
    "unsaid",
    "last",
    "long",
    "schema_type",
    "numbers",
    "retired",
}


@pytest.mark.parametrize("name", LISTS)
def test_list(name: str) -> None:
    """A list has a title and codes, a hyphenated name, and nothing else."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert set(LISTS[name]) - {"guess"} == {"title", "codes"}
    assert LISTS[name].get("guess", "false") == "false"
    assert LISTS[name]["title"][0].isupper()
    assert LISTS[name]["codes"]
    labels = [fields["label"] for fields in LISTS[name]["codes"].values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(("name", "code", "fields"), CODES)
def test_code(name: str, code: str, fields: dict[str, Any]) -> None:
    """A code has a label and a definition of one sentence, and is no word that YAML 1.1 reads as something else."""
    assert code.lower() not in BOOLEANS
    assert re.fullmatch(r"[A-F]|[a-z0-9]+([-_][a-z0-9]+)*", code)
    assert set(fields) - OPTIONAL == {"label", "definition"}
    assert fields["label"].strip()
    assert not fields["label"].endswith(".")
    assert fields["definition"].endswith(".")
    assert ". " not in fields["definition"]
    assert all(narrower in LISTS[name]["codes"] and narrower != code for narrower in fields.get("narrower", ()))


@pytest.mark.parametrize("name", LISTS)
def test_other_words_are_no_codes(name: str) -> None:
    """A word that leads to a code is none itself, nor the label of another."""
    codes = LISTS[name]["codes"]
    taken = {*codes, *(fields["label"] for fields in codes.values())}
    assert taken & {word for fields in codes.values() for word in fields.get("also", ())} == set()


@pytest.mark.parametrize("name", LISTS)
def test_no_code_contains_itself(name: str) -> None:
    """Containment has no circle, else the search for it would not end."""
    for code in LISTS[name]["codes"]:
        assert code not in list(within(name, code))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_as_any_yaml_parser_reads_it(file: Path) -> None:
    """No code, label or definition is taken for a number, a date or a boolean."""
    entries = yaml.safe_load(file.read_text("utf-8"))["codes"]

    assert all(isinstance(code, str) for code in entries)
    for fields in entries.values():
        assert isinstance(fields["label"], str)
        assert isinstance(fields["definition"], str)


@pytest.mark.parametrize("name", ["relation", "event-relation"])
def test_relations_have_another_end(name: str) -> None:
    """Each is symmetric or has words for its inverse, never both."""
    for fields in LISTS[name]["codes"].values():
        assert ("inverse" in fields) != (fields.get("symmetric") == "true")


def test_each_type_of_place_has_a_precision() -> None:
    """Nothing in a place is drawn finer than the place itself."""
    assert {fields.get("precision") for fields in LISTS["place-type"]["codes"].values()} <= set(
        LISTS["location-precision"]["codes"]
    )


def test_reasons_say_which_rank_they_explain() -> None:
    """The two kinds are held apart by a check."""
    assert {fields.get("use") for fields in LISTS["reason"]["codes"].values()} == {"prefer", "deprecate"}


def within(name: str, code: str) -> Iterator[str]:
    """Yield the codes that a code contains, at any depth up to ten."""
    waiting = [(code, 0)]
    while waiting:
        current, depth = waiting.pop()
        for narrower in LISTS[name]["codes"][current].get("narrower", ()):
            yield narrower
            if depth < 10:
                waiting.append((narrower, depth + 1))
