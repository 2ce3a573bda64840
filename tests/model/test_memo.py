"""What an atlas remembers is worked out once, and counts as read by everyone who asks for it."""

from generator.model.memo import Memo, Notes


def test_a_value_is_worked_out_once_for_each_key() -> None:
    made: list[str] = []
    memo = Memo()
    for key in ("a", "b", "a"):
        assert memo.once(key, lambda key=key: made.append(key) or key.upper()) == key.upper()
    assert made == ["a", "b"]


def test_what_was_read_for_a_value_is_noted_at_every_use_and_nothing_else() -> None:
    notes = Notes()
    memo = Memo(notes)

    def read(*names: str) -> int:
        notes.held.update(dict.fromkeys(names))
        return len(names)

    notes.held["before"] = None
    assert memo.once("inner", lambda: read("entry x")) == 1
    assert list(notes.held) == ["before", "entry x"]
    notes.held = {}
    assert memo.once("outer", lambda: memo.once("inner", lambda: 0) + read("entry y")) == 2
    assert list(notes.held) == ["entry x", "entry y"]
    notes.held = {"later": None}
    assert memo.once("outer", lambda: 0) == 2
    assert list(notes.held) == ["later", "entry x", "entry y"]


def test_a_value_that_cannot_be_made_leaves_the_notes_as_they_were() -> None:
    notes = Notes()
    notes.held["before"] = None
    memo = Memo(notes)

    def fail() -> int:
        notes.held["entry x"] = None
        raise LookupError

    for _ in range(2):
        try:
            memo.once("key", fail)
        except LookupError:
            assert list(notes.held) == ["before"]
        else:
            raise AssertionError("it was remembered")
