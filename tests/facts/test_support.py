"""What rests on a work, and what would be left of it: tables of statements, and the sources that are withdrawn."""

from __future__ import annotations

import pytest

from euphrates_atlas.facts.support import cited_in, origins_of, resting_on, sources_of, works_of
from euphrates_atlas.model.value_types import Role
from tests.stores import atlas_of, whole_store

WORKS = {
    "publishers/paper": "name: Paper",
    "publishers/other-paper": "name: Other paper",
    "sources/a": "publisher: paper",
    "sources/a2": "publisher: paper",
    "sources/b": "publisher: other-paper",
    "sources/copy": "{publisher: other-paper, relays: a}",
    "sources/copy-of-copy": "{publisher: other-paper, relays: copy}",
}

LEFT = [
    ("it alone", "cite: [a]", ["a"], set()),
    ("another of the same publisher stands in", "cite: [a, a2]", ["a"], {"paper"}),
    ("another origin stands in", "cite: [a, b]", ["a"], {"other-paper"}),
    ("what repeats it falls with it", "cite: [a, copy]", ["a"], set()),
    ("and what repeats that", "cite: [a, copy-of-copy]", ["a"], set()),
    ("what it repeats does not", "cite: [a, copy]", ["copy"], {"paper"}),
    ("two works that are withdrawn together", "cite: [a, b]", ["a", "b"], set()),
    ("a citation that gives the background is no support", "cite: [a, {src: b, stance: context}]", ["a"], set()),
    ("one that disputes it is none either", "cite: [a, {src: b, stance: disputes}]", ["a"], set()),
    ("the speaker is an origin wherever quoted", "by: g2, cite: [a, b]", ["a"], {"g2"}),
    ("cited twice", "cite: [a p. 1, a p. 2]", ["a"], set()),
]


@pytest.mark.parametrize(("statement", "withdrawn", "left"), [row[1:] for row in LEFT], ids=[row[0] for row in LEFT])
def test_what_is_left_of_a_statement(statement: str, withdrawn: list[str], left: set[str]):
    atlas = atlas_of({**WORKS, "groups/it": f"founded:\n  - {{value: 2003, {statement}}}"})
    ((fact, rest),) = resting_on(atlas, withdrawn)
    assert (fact.field, rest) == ("founded", left)


BESIDE = [
    ("the same", "{value: 2003, cite: [b]}", {"other-paper"}),
    ("the same more finely", "{value: 2003-05, cite: [b]}", {"other-paper"}),
    ("more coarsely is not the same", "{value: 200X, cite: [b]}", set()),
    ("a rival", "{value: 2004, cite: [b]}", set()),
    ("the same, taken back", "{value: 2003, rank: deprecated, reason: misquotation, cite: [b]}", set()),
]


@pytest.mark.parametrize(("beside", "left"), [row[1:] for row in BESIDE], ids=[row[0] for row in BESIDE])
def test_another_statement_stands_in_where_it_says_the_same(beside: str, left: set[str]):
    atlas = atlas_of({**WORKS, "groups/it": f"founded:\n  - {{value: 2003, cite: [a]}}\n  - {beside}"})
    ((_, rest),) = resting_on(atlas, ["a"])
    assert rest == left


def test_what_is_no_statement_that_it_supports():
    """Prose, a rejection that it reports, a statement that it disputes or that it is only the background of."""
    founded = (
        "founded:\n"
        "  - {value: 2003, cite: [b, {src: a, stance: disputes}]}\n"
        "  - {value: 2004, cite: [b, {src: a, stance: context}]}\n"
        "  - {value: 2005, cite: [b], disputed: [{by: g2, stance: denies, cite: [a]}]}"
    )
    atlas = atlas_of({**WORKS, "groups/it": f"summary: Of it [@a].\n{founded}"})
    assert len(atlas.uses["a"]) == 4
    assert list(resting_on(atlas, ["a"])) == []


def test_a_statement_is_counted_once_for_several_works():
    atlas = atlas_of(
        {**WORKS, "groups/it": "founded:\n  - {value: 2003, cite: [a, a2]}\n  - {value: 2004, cite: [a2]}"}
    )
    assert [fact.index for fact, _ in resting_on(atlas, ["a", "a2"])] == [0, 1]


def test_a_ring_of_copies_ends():
    works = {"sources/one": "{publisher: paper, relays: two}", "sources/two": "{publisher: paper, relays: one}"}
    atlas = atlas_of({**WORKS, **works, "groups/it": "founded:\n  - {value: 2003, cite: [one, two]}"})
    ((_, rest),) = resting_on(atlas, ["one"])
    assert rest == set()


@pytest.mark.parametrize(
    ("said", "works", "origins"),
    [
        ("names: [{text: It, cite: [b]}]", {"b"}, {"other-paper"}),
        ("founded: {value: 2003, by: g1, cite: [b]}\nnames: [{text: It, cite: [b]}]", {"b"}, {"g1"}),
        ("founded: {value: 2003, cite: [a], disputed: {by: g1, stance: denies, cite: [b]}}", {"a", "b"}, {"g1"}),
        ("summary: It [@b].", {"b"}, {"other-paper"}),
    ],
)
def test_an_entry_cites_works_in_all_its_parts(said: str, works: set[str], origins: set[str]) -> None:
    """Its page lists each, that of a name too; `s`, of `paper`, is what the fields cite that every group has."""
    atlas = atlas_of({**WORKS, "groups/g1": "", "groups/it": f"{said}\ntype: {{value: armed-group, cite: [s]}}"})
    assert cited_in(atlas, atlas["it"]) == ({"s"} | works, {"paper"} | origins)


def test_works_are_found_by_their_publisher():
    atlas = atlas_of(WORKS)
    assert works_of(atlas, "paper") == ("a", "a2", "s")
    assert works_of(atlas, "other-paper") == ("b", "copy", "copy-of-copy")
    assert works_of(atlas, "g1") == ()


def test_a_group_that_publishes_has_works_too():
    atlas = atlas_of({"sources/own": "{publisher: g1, title: Of g1}", "groups/g2": "summary: Of it [@own]."})
    assert works_of(atlas, "g1") == ("own",)


def test_the_real_store_agrees_with_the_origins_of_each_value():
    """Without a work, a value keeps some of its origins and gains none; it falls just where no other source is cited."""
    atlas = whole_store()
    for entry in atlas.entries.values():
        if Role.WORK not in entry.kind.roles:
            continue
        for fact, rest in resting_on(atlas, [entry.id]):
            assert rest <= origins_of(atlas, fact)
            assert bool(rest) == (sources_of(atlas, fact) != {entry.id})
