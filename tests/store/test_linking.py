"""Linking: mentions and uses, collected once, in a fixed order, with the field and part that point there."""

from __future__ import annotations

import random

import pytest

from tests.stores import atlas_and_faults, atlas_of, corpus, linked, whole_store

STRIKE = """
summary: At [[site1]] something happened [@s para. 3].
date: {value: 2021, cite: [s p. 1]}
targets: {type: base, site: site1, actor: g1, cite: [s]}
responsibility:
  actor: g2
  stance: attributed
  by: {label: a spokesman, of: g3}
  cite: [s, {src: t, loc: p. 2}]
  disputed: [{by: g1, stance: denies, cite: [t]}]
casualties: {category: all, measure: killed, best: 1, by: g3, cite: [s]}
different_from: [e1]
body: |
  ## What followed

  See [[e1|the next one]] [@t; @s para. 4].
"""


def mentions(id: str) -> list[tuple[str, str, str, bool]]:
    atlas = atlas_of({"strikes/tested": STRIKE, "sources/t": ""})
    return [
        (m.entry_id, m.field, m.part, m.fact is not None) for m in atlas.mentions.get(id, ()) if m.entry_id == "tested"
    ]


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("site1", [("summary", "", False), ("targets", "site", True)]),
        ("town", [("place", "value", True)]),
        ("g1", [("targets", "actor", True), ("responsibility", "disputed", True)]),
        ("g2", [("responsibility", "actor", True)]),
        ("g3", [("responsibility", "by", True), ("casualties", "by", True)]),
        ("e1", [("different_from", "", False), ("body", "", False)]),
        ("p1", []),
        ("s", []),
    ],
)
def test_mentions_say_where_they_stand(id: str, expected: list[tuple[str, str, bool]]):
    """Field, part, and whether a statement does it; a citation is no mention."""
    assert sorted(mentions(id)) == sorted(("tested", *where) for where in expected)


def test_uses_say_what_rests_on_a_source_and_where_in_it():
    atlas = atlas_of({"strikes/tested": STRIKE, "sources/t": ""})
    found = [(u.field, u.locator, u.fact is not None) for u in atlas.uses["t"] if u.entry_id == "tested"]
    assert sorted(found, key=str) == [
        ("body", None, False),
        ("responsibility", "p. 2", True),
        ("responsibility", None, True),
    ]
    prose = [(u.field, u.locator) for u in atlas.uses["s"] if u.entry_id == "tested" and u.fact is None]
    assert sorted(prose) == [("body", "para. 4"), ("summary", "para. 3")]


def test_a_work_as_a_subject_is_mentioned_not_used():
    """A copy that relays another work does not cite it."""
    atlas = atlas_of({"sources/copy": "relays: s"})
    assert [(m.entry_id, m.field) for m in atlas.mentions["s"]] == [("copy", "relays")]
    assert "copy" not in {u.entry_id for u in atlas.uses["s"]}


def test_the_publisher_of_a_source_is_mentioned():
    assert ("s", "publisher") in {(m.entry_id, m.field) for m in atlas_of({}).mentions["paper"]}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("founded: {value: 2003, by: nobody, cite: [s]}", "A301", "no entry has the id `nobody`"),
        ("founded: {value: 2003, cite: [nothing]}", "A302", "no source has the id `nothing`"),
        ("founded: {value: 2003, cite: [g1]}", "A303", "`g1` is not a source"),
        ("founded: {value: 2003, by: town, cite: [s]}", "A303", "`town` is not somebody who says or does something"),
        (
            "relations: {type: part-of, target: p1, cite: [s]}",
            "A303",
            "`p1` is not an organisation, state or other body",
        ),
        ("summary: See [[nobody]] [@s].", "A301", "no entry has the id `nobody`"),
        ("summary: A group [@nothing].", "A302", "no source has the id `nothing`"),
    ],
)
def test_what_cannot_be_resolved_is_a_fault(text: str, code: str, message: str):
    _, faults = linked({"groups/tested": text})
    assert [(fault.code, entry.id, fault.message) for entry, fault in faults] == [(code, "tested", message)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("paper-2024-05-03-hila", "paper-2024-05-03-hilla"),
        ("paper-2024-05-30-hilla", "paper-2024-05-03-hilla"),
        ("paper-2024-04-01-hila", None),
    ],
    ids=["another word", "another day", "another work of the publisher"],
)
def test_a_work_that_differs_in_words_and_day_is_not_meant(typed: str, meant: str | None):
    _, faults = linked(
        {"sources/paper-2024-05-03-hilla": "", "groups/tested": f"founded: {{value: 2003, cite: [{typed}]}}"}
    )
    ((_, fault),) = faults
    assert fault.code == "A302"
    assert ("did you mean" in (fault.help or "")) == (meant is not None)
    assert meant is None or meant in (fault.help or "")


@pytest.mark.parametrize("store", [corpus, whole_store], ids=["corpus", "whole"])
def test_the_order_of_the_files_changes_nothing(store):
    """Entries are sorted by kind and id, mentions and uses by the entry that refers, whatever comes first."""
    atlas = store()
    entries = list(atlas.entries.values())
    random.Random(7).shuffle(entries)
    shuffled, faults = atlas_and_faults(entries)
    assert faults == []
    assert list(shuffled.entries) == list(atlas.entries)
    assert shuffled.mentions == atlas.mentions
    assert shuffled.uses == atlas.uses


def test_every_mention_and_use_leads_back_to_a_field():
    atlas = whole_store()
    for held in (atlas.mentions, atlas.uses):
        for id, places in held.items():
            assert id in atlas.entries
            for place in places:
                assert place.field in atlas[place.entry_id].shape.fields


def test_a_source_that_only_a_rejection_rests_on_says_so():
    """It does not stand behind the statement that it is cited against."""
    atlas = atlas_of({"strikes/tested": STRIKE, "sources/t": ""})
    found = [u.dispute for u in atlas.uses["t"] if u.entry_id == "tested" and u.fact is not None]
    assert [d and (d.by.id, d.stance) for d in found] == [None, ("g1", "denies")]
