"""Which pages of entries are to be made anew: each is known by what it was made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

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
    is_made: bool = True
    """False where an error in the store kept the page as it was."""


ALL = "*"
"""The id that stands for reading all of a table."""


@dataclass(slots=True)
class EntryWork:
    """The entries whose pages stand, and those whose pages are to be made."""

    made: dict[str, MadeEntry] = field(default_factory=dict)
    stale: dict[str, None] = field(default_factory=dict)
    """In the order in which they are to be made."""
    kept: set[str] = field(default_factory=set)
    """Those whose pages could not be made, and stay as they were."""
    _names: dict[str, str] = field(default_factory=dict)
    _readers: dict[str, set[str]] = field(default_factory=dict)

    def take(self, made: MadeEntry) -> None:
        """Note that the pages of an entry are as they are to be, or as they can be."""
        self.stale.pop(made.id, None)
        if not made.is_made:
            self.kept.add(made.id)
            return
        self.kept.discard(made.id)
        made = replace(made, reads=tuple(self._names.setdefault(read, read) for read in made.reads))
        if (earlier := self.made.get(made.id)) is not None:
            for read in set(earlier.reads).difference(made.reads):
                self._readers[read].discard(made.id)
        for read in made.reads:
            self._readers.setdefault(read, set()).add(made.id)
        self.made[made.id] = made

    def forget(self, id: str) -> tuple[str, ...]:
        """Let go of an entry that is no more, and return the paths of its pages."""
        self.kept.discard(id)
        self.stale.pop(id, None)
        made = self.made.pop(id, None)
        if made is None:
            return ()
        for read in made.reads:
            self._readers[read].discard(id)
        return made.paths

    def paths(self, id: str) -> tuple[str, ...]:
        """Return the paths of the pages that were made of an entry."""
        made = self.made.get(id)
        return () if made is None else made.paths

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
        """Have these made before the others, and at last those that could not be made before."""
        first = dict.fromkeys(ids)
        self.stale = first | {id: None for id in (*self.stale, *self.kept) if id not in first}

    def counts(self) -> Iterator[tuple[int, ...]]:
        """Yield what was counted on each page."""
        return (made.counts for made in self.made.values())
