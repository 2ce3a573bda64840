"""What follows from an atlas and is asked for again and again, worked out once; what is read for it is noted at every use."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Notes:
    """What was looked up in the tables of an atlas since somebody began to note it."""

    def __init__(self) -> None:
        self.held: dict[str, None] = {}


class Memo:
    """The values of one atlas that were worked out, by keys."""

    def __init__(self, notes: Notes | None = None) -> None:
        """Take where the atlas notes what is looked up in it, if it does."""
        self._notes = notes
        self._made: dict[Hashable, tuple[Any, tuple[str, ...]]] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave for this key; what it read then counts as read now, as if it were made anew."""
        notes = self._notes
        held = self._made.get(key)
        if held is None:
            held = self._made[key] = (make(), ()) if notes is None else _noted(make, notes)
        value, read = held
        if notes is not None:
            for name in read:
                notes.held[name] = None
        return cast(T, value)


def _noted(make: Callable[[], T], notes: Notes) -> tuple[T, tuple[str, ...]]:
    """Return a value, and all that was read for it, be it in this atlas or in what it remembers."""
    before, notes.held = notes.held, {}
    try:
        return make(), tuple(notes.held)
    finally:
        notes.held = before
