"""What an atlas remembers is worked out once."""

from __future__ import annotations

import pytest

from euphrates_atlas.model.atlas import Atlas


def empty() -> Atlas:
    return Atlas(entries={}, kinds=(), mentions={}, uses={}, prose={}, named={}, authors=frozenset())


def test_a_value_is_worked_out_once_for_each_key() -> None:
    """Nothing, too."""
    made: list[str] = []
    atlas = empty()
    for key in ("a", "b", "a"):
        assert atlas.once(key, lambda key=key: made.append(key)) is None
    assert made == ["a", "b"]


def test_a_value_that_cannot_be_made_is_not_remembered() -> None:
    atlas = empty()

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        atlas.once("key", fail)
    assert atlas.once("key", lambda: 1) == 1
