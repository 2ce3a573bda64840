"""Relinking: an atlas follows its entries, and equals the one that is linked anew, orders and findings included."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import fields

import pytest

from generator.links.contribution import contribution
from generator.links.linking import Linked, join
from generator.links.relinking import Changes, relink
from generator.model.atlas import Atlas
from generator.model.entry import Entry, make_entry
from tests.stores import atlas_of, corpus, real_store

STEPS = 12
NOTHING: frozenset[str] = frozenset()


def linked_anew(entries: Mapping[str, Entry], atlas: Atlas, unread: frozenset[str] = NOTHING) -> Linked:
    return join(map(contribution, entries.values()), atlas.kinds, unread)


def parts(linked: Linked) -> Iterator[object]:
    """Yield all that a store says, tables as lists, so that their order counts."""
    for name in (field.name for field in fields(Atlas) if field.compare):
        held = getattr(linked.atlas, name)
        yield list(held.items()) if isinstance(held, Mapping) else held
    yield linked.findings
    yield list(linked.lost.items())


def differing(before: Atlas, after: Atlas, table: str) -> frozenset[str]:
    old, new = getattr(before, table), getattr(after, table)
    return frozenset(id for id in {*old, *new} if old.get(id) != new.get(id))


def saying(entry: Entry, id: str, *, redirects: tuple[str, ...] | None = None) -> Entry:
    """Return an entry of this id that says what another one says, with old ids of its own where they are given."""
    record = copy(entry.record)
    if redirects is not None:
        object.__setattr__(record, "redirects", redirects)
    return make_entry(id, f"entities/{entry.kind.folder}/{id}.yml", record)


def random_change(rng: random.Random, first: Mapping[str, Entry]) -> tuple[str, Entry | None]:
    """Return an entry that goes, is as it was, or says what another one says, of its kind or of another."""
    id, other = (rng.choice(sorted(first)) for _ in range(2))
    if rng.random() < 0.1:
        id = f"new-{rng.randrange(5)}"
    alike = [entry for entry in first.values() if id in first and entry.kind is first[id].kind]
    return id, rng.choice(
        [
            None,
            first.get(id),
            saying(rng.choice(alike or [first[other]]), id),
            saying(first[other], id),
            saying(first.get(id, first[other]), id, redirects=(other, f"old-{rng.randrange(5)}")),
        ]
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("store", [corpus, real_store])
def test_an_atlas_that_follows_its_entries_equals_one_that_is_linked_anew(store, seed: int):
    """Entries go, come back, take what others say, change kind and old ids; nothing but the outcome may count."""
    rng = random.Random(f"{store.__name__} {seed}")
    first = store()
    entries, linked = dict(first.entries), linked_anew(first.entries, first)
    for _ in range(STEPS):
        changed = dict(random_change(rng, first.entries) for _ in range(rng.choice((1, 1, 2, 5))))
        unread = frozenset(rng.sample(sorted(first.entries), 3)) if rng.random() < 0.2 else NOTHING
        entries = {id: entry for id, entry in {**entries, **changed}.items() if entry is not None}
        after, changes = relink(linked, changed, unread)
        assert list(parts(after)) == list(parts(linked_anew(entries, first, unread)))
        assert changes == Changes(
            *(differing(linked.atlas, after.atlas, table) for table in ("entries", "mentions", "uses")),
            linked.atlas.authors != after.atlas.authors,
        )
        linked = after


def test_an_entry_that_says_the_same_changes_nothing():
    atlas = atlas_of({})
    entry = atlas["g1"]
    before = linked_anew(atlas.entries, atlas)
    after, changes = relink(before, {"g1": make_entry(entry.id, entry.file, entry.record)})
    assert changes.ids == NOTHING
    assert list(parts(after)) == list(parts(before))


def test_what_names_an_entry_that_went_is_told_and_told_no_more_when_it_is_back():
    atlas = atlas_of({"groups/tested": "summary: See [[g2]] [@s]."})
    before = linked_anew(atlas.entries, atlas)
    without, gone = relink(before, {"g2": None})
    assert [(f.code, f.entry.id, f.path) for f in without.findings] == [("A301", "tested", ("summary",))]
    assert (gone.entries, gone.mentions) == ({"g2"}, {"g2"})
    assert "s" in gone.uses, "the entry that went cited it"
    again, back = relink(without, {"g2": atlas["g2"]})
    assert list(parts(again)) == list(parts(before))
    assert back == gone


def test_what_names_a_file_that_cannot_be_read_is_no_finding_and_becomes_one_when_it_goes():
    atlas = atlas_of({"groups/tested": "summary: See [[g2]] [@s]."})
    before = linked_anew(atlas.entries, atlas)
    unreadable, _ = relink(before, {"g2": None}, frozenset({"g2"}))
    assert unreadable.findings == []
    gone, _ = relink(unreadable, {}, NOTHING)
    assert [f.code for f in gone.findings] == ["A301"]
