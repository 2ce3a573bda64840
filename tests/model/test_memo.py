"""What an atlas remembers is worked out once."""

from __future__ import annotations

import pytest

from euphrates_atlas.model.atlas import Atlas, once


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
