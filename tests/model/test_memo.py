"""What an atlas remembers is worked out once, and counts as read by everyone who asks for it."""

from __future__ import annotations

from generator.model.atlas import Atlas, Notes


def empty(notes: Notes | None = None) -> Atlas:
    return Atlas(entries={}, kinds=(), mentions={}, uses={}, prose={}, authors=frozenset(), notes=notes)


def test_a_value_is_worked_out_once_for_each_key() -> None:
    made: list[str] = []
    atlas = empty()
    for key in ("a", "b", "a"):
        assert atlas.once(key, lambda key=key: made.append(key) or key.upper()) == key.upper()
    assert made == ["a", "b"]


def test_what_was_read_for_a_value_is_noted_at_every_use_and_nothing_else() -> None:
    notes = Notes()
    atlas = empty(notes)

    def read(*ids: str) -> int:
        notes.reads.update(dict.fromkeys(("entries", id) for id in ids))
        return len(ids)

    notes.reads["entries", "before"] = None
    assert atlas.once("inner", lambda: read("x")) == 1
    assert [id for _, id in notes.reads] == ["before", "x"]
    notes.reads = {}
    assert atlas.once("outer", lambda: atlas.once("inner", lambda: 0) + read("y")) == 2
    assert [id for _, id in notes.reads] == ["x", "y"]
    notes.reads = {("entries", "later"): None}
    assert atlas.once("outer", lambda: 0) == 2
    assert [id for _, id in notes.reads] == ["later", "x", "y"]


def test_a_value_that_cannot_be_made_leaves_the_notes_as_they_were() -> None:
    notes = Notes()
    notes.reads["entries", "before"] = None
    atlas = empty(notes)

    def fail() -> int:
        notes.reads["entries", "x"] = None
        raise LookupError

    for _ in range(2):
        try:
            atlas.once("key", fail)
        except LookupError:
            assert [id for _, id in notes.reads] == ["before"]
        else:
            raise AssertionError("it was remembered")
