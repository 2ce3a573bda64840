"""What an atlas remembers is worked out once."""

from __future__ import annotations

import pytest

from euphrates_atlas.model.atlas import Atlas, once, once_for_entry
from euphrates_atlas.store.linking import link
from tests.stores import atlas_of


def empty() -> Atlas:
    return Atlas(
        entries={},
        kinds=(),
        mentions={},
        uses={},
        prose={},
        named={},
        mentions_in=lambda _id, _folder: iter(()),
        authors=frozenset(),
    )


def test_a_value_is_worked_out_once_for_each_atlas_and_argument() -> None:
    """Nothing, too; another function has values of its own."""
    made: list[str] = []

    @once
    def make(atlas: Atlas, key: str) -> None:
        made.append(key)

    @once
    def other(atlas: Atlas, key: str) -> str:
        return key

    first = empty()
    for atlas, key in ((first, "a"), (first, "b"), (first, "a"), (empty(), "a")):
        assert make(atlas, key) is None
        assert other(atlas, key) == key
    assert made == ["a", "b", "a"]


def test_a_value_that_cannot_be_made_is_not_remembered() -> None:
    failing = [True]

    @once
    def make(atlas: Atlas) -> int:
        if failing:
            raise LookupError
        return 1

    atlas = empty()
    with pytest.raises(LookupError):
        make(atlas)
    failing.clear()
    assert make(atlas) == 1


def test_what_is_known_of_an_entry_outlives_changes_of_others() -> None:
    """It is worked out anew where the entry changed, is new, or names one that changed."""
    made: list[str] = []

    @once_for_entry
    def names_in(atlas: Atlas, id: str) -> list[str]:
        made.append(id)
        return [atlas.name_of(target) for target in atlas.named[id]]

    @once
    def ids(atlas: Atlas) -> list[str]:
        return [*atlas.entries]

    entries = {"groups/a": "summary: Beside [[b]].", "groups/b": "", "groups/c": "", "groups/d": ""}
    before = atlas_of(entries)
    for id in ids(before):
        names_in(before, id)
    made.clear()
    changed = atlas_of({"groups/b": "name: Called anew", "groups/e": ""})
    after = link([changed["b"], changed["e"], *(before[id] for id in ids(before) if id not in "bd")]).atlas

    after.take_over(before)

    assert "Called anew" in names_in(after, "a")
    for id in ids(after):
        names_in(after, id)
    assert made == ["a", "b", "e"]
    assert "e" in ids(after)
