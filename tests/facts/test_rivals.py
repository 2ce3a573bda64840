"""Rivals: which statements exclude one another, and which stand side by side (fixtures/rivals.md)."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest

from euphrates_atlas.checks.statement_rules import two_preferred
from euphrates_atlas.facts.rivals import are_rivals, disagreements, lies_in, rival_pairs
from euphrates_atlas.model.atlas import Atlas
from tests.stores import atlas_of, run_rule, whole_store

FIXTURE = Path(__file__).parent.parent / "fixtures" / "rivals.md"


class Case(NamedTuple):
    title: str
    folder: str
    text: str
    expected: str


def cases() -> list[Case]:
    found, section = [], ""
    body = FIXTURE.read_text(encoding="utf-8").split("\n\n", 2)[2]
    for block in body.split("\n\n"):
        if block.startswith("## "):
            section = block[3:].strip()
            continue
        title, given, expected, _ = re.split(r"^\.$\n?", block + "\n", flags=re.MULTILINE)
        folder, _, text = given.partition("\n")
        found.append(Case(f"{section}: {title.strip()}", folder, text, expected.strip()))
    return found


CASES = cases()


def matters(atlas: Atlas, path: str) -> str:
    """Write down where accounts differ in an entry, as the fixture does."""
    entry = atlas[path.partition("/")[2]]
    found = [f"{d[0].field}: {' '.join(str(f.index + 1) for f in d)}" for d in disagreements(atlas, entry)]
    twice = ", two preferred" if list(run_rule(two_preferred, atlas)) else ""
    return ("; ".join(found) or "none") + twice


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_rivals(case: Case):
    path = f"{case.folder}/tested"
    assert matters(atlas_of({path: case.text}), path) == case.expected


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_rivals_do_not_depend_on_the_order_of_statements(case: Case):
    """Two statements are rivals of one another, whichever stands first."""
    atlas = atlas_of({f"{case.folder}/tested": case.text})
    entry = atlas["tested"]
    for a in entry.facts:
        for b in entry.facts:
            assert are_rivals(atlas, a, b) == are_rivals(atlas, b, a)


def test_titles_of_cases_are_unique():
    assert len({c.title for c in CASES}) == len(CASES)


def test_a_statement_is_no_rival_of_itself_nor_of_another_property():
    atlas = atlas_of({"groups/tested": "founded: {value: 2003, cite: [s]}\ndissolved: {value: 2010, cite: [s]}"})
    entry = atlas["tested"]
    assert [(a.field, b.field) for a in entry.facts for b in entry.facts if are_rivals(atlas, a, b)] == []


def test_rival_pairs_come_once_each_in_file_order():
    text = "founded:\n" + "".join(f"  - {{value: {year}, by: g1, cite: [s]}}\n" for year in (2003, 2004, 2005))
    atlas = atlas_of({"groups/tested": text})
    pairs = [(a.index, b.index) for a, b in rival_pairs(atlas, atlas["tested"])]
    assert pairs == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("place", "area", "expected"),
    [
        ("town", "town", True),
        ("town", "province", True),
        ("town", "land", True),
        ("province", "town", False),
        ("town", "elsewhere", False),
        ("elsewhere", "province", False),
    ],
)
def test_a_place_lies_in_what_contains_it(place: str, area: str, expected: bool):
    """By `within` and by `governorate`, over any number of steps."""
    assert lies_in(atlas_of({}), place, area) is expected


def test_places_that_lie_in_one_another_end():
    """A circle of `within` is a mistake of the store, not an endless loop."""
    atlas = atlas_of({"places/one": "within: two", "places/two": "within: one"})
    assert not lies_in(atlas, "one", "land")


def test_each_statement_of_the_real_store_is_in_one_disagreement_at_most():
    atlas = whole_store()
    for entry in atlas.entries.values():
        ids = [(fact.field, fact.index) for d in disagreements(atlas, entry) for fact in d]
        assert len(ids) == len(set(ids)), entry.id


def ends(when: str) -> tuple[str, str]:
    """Return how the beginning and the end of a period are written, without marks."""
    first, _, last = re.sub("[?~%]", "", when).partition("/")
    return first, last or first


def test_values_that_follow_one_another_in_the_real_store_are_no_dispute():
    """One ends in the month, or on the day, in which the other begins: Ain al-Asad was in use until it was handed over."""
    atlas, followed = whole_store(), 0
    for entry in atlas.entries.values():
        for field, declared in entry.shape.properties:
            told = [f for f in entry.facts_of(field.name) if declared.one and f.statement.when]
            for a, b in permutations(told, 2):
                (began, ended), (begins, _) = ends(a.statement.when.text), ends(b.statement.when.text)
                is_fine = min(len(ended), len(begins)) >= len("2020-01")
                if is_fine and began < begins and (ended.startswith(begins) or begins.startswith(ended)):
                    assert not are_rivals(atlas, a, b), (entry.id, a.index, b.index)
                    followed += 1
    assert followed
