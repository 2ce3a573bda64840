"""Which pages of entries are to be made anew: each is known by what it was made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.links.relinking import Changes


@dataclass(frozen=True, slots=True)
class MadeEntry:
    """What is kept of an entry's pages when they are made."""

    id: str
    paths: tuple[str, ...]
    """Of its page, and of one for each of its old ids."""
    reads: tuple[str, ...]
    """What was looked up: table and id."""
    counts: tuple[int, ...]


ALL = "*"
"""The id that stands for reading all of a table."""


@dataclass(slots=True)
class EntryWork:
    """The entries whose pages stand, and those whose pages are to be made."""

    made: dict[str, MadeEntry] = field(default_factory=dict)
    stale: dict[str, None] = field(default_factory=dict)
    """In the order in which they are to be made."""
    _readers: dict[str, set[str]] = field(default_factory=dict)

    def take(self, made: MadeEntry) -> None:
        """Note that the pages of an entry are as they are to be."""
        if (earlier := self.made.get(made.id)) is not None:
            for read in set(earlier.reads).difference(made.reads):
                self._readers[read].discard(made.id)
        for read in made.reads:
            self._readers.setdefault(read, set()).add(made.id)
        self.made[made.id] = made
        self.stale.pop(made.id, None)

    def forget(self, id: str) -> tuple[str, ...]:
        """Let go of an entry that is no more, and return the paths of its pages."""
        self.stale.pop(id, None)
        made = self.made.pop(id, None)
        if made is None:
            return ()
        for read in made.reads:
            self._readers[read].discard(id)
        return made.paths

    def concern(self, changes: Changes) -> set[str]:
        """Return the entries whose pages were made from what changed."""
        tables = {"entry": changes.entries, "mentions": changes.mentions, "uses": changes.uses}
        return {
            reader
            for table, ids in tables.items()
            if ids
            for id in (*ids, ALL)
            for reader in self._readers.get(f"{table} {id}", ())
        }

    def put_first(self, ids: Iterable[str]) -> None:
        """Have these made before the others."""
        first = dict.fromkeys(ids)
        self.stale = first | {id: None for id in self.stale if id not in first}

    def counts(self) -> Iterator[tuple[int, ...]]:
        """Yield what was counted on each page."""
        return (made.counts for made in self.made.values())
