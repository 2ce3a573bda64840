"""Values that follow from an atlas, worked out once; what was looked up for a value is noted at every use of it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
Read = tuple[str, str]
"""A look-up: the name of a table of the atlas, and an id."""


class Notes:
    """The look-ups in an atlas since somebody began to note them."""

    def __init__(self) -> None:
        self.reads: dict[Read, None] = {}


class Memo:
    """The values of one atlas, by keys."""

    def __init__(self, notes: Notes | None = None) -> None:
        """Take where look-ups are noted, if they are."""
        self._notes = notes
        self._values: dict[Hashable, tuple[Any, tuple[Read, ...]]] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key; its look-ups count as made now, as if it were worked out anew."""
        if (entry := self._values.get(key)) is None:
            entry = self._values[key] = (make(), ()) if self._notes is None else _noted(make, self._notes)
        value, reads = entry
        if self._notes is not None:
            self._notes.reads.update(dict.fromkeys(reads))
        return cast(T, value)


def _noted(make: Callable[[], T], notes: Notes) -> tuple[T, tuple[Read, ...]]:
    before, notes.reads = notes.reads, {}
    try:
        return make(), tuple(notes.reads)
    finally:
        notes.reads = before
