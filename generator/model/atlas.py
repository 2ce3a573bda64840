"""The whole store, checked and linked; nothing changes it afterwards."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator.model.entry import Entry, Fact
from generator.model.kind import Kind
from generator.model.memo import Memo, Notes
from generator.model.statement import Dispute
from generator.source.nodes import Path
from generator.text.prose import Prose

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in an entry, by path; the pipeline turns it into a diagnostic with line and column."""

    code: str
    entry: Entry
    path: Path
    message: str
    help: str | None = None
    part: tuple[int, int] | None = None
    """Start and end in the text at `path`, in code points."""
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entry refers to another."""

    entry_id: str
    """Who refers."""
    field: str
    """The field in which it does: a property, `summary`, `body`, or a plain field."""
    fact: Fact | None
    """The statement, where it is one."""
    part: str
    """The part of the statement that points there, as `site` or `by`."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an entry cites a source."""

    entry_id: str
    field: str
    fact: Fact | None
    locator: str | None
    dispute: Dispute | None = None
    """The rejection of the statement that rests on the source, where it is not the statement itself that does."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """All entries and what is derived from them together."""

    entries: Mapping[str, Entry]
    """By id, sorted by kind and id."""
    kinds: tuple[Kind, ...]
    """In the order in which they are listed."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """By the id that is referred to; sorted by the id that refers, then file order. Citations are not mentions."""
    uses: Mapping[str, tuple[Use, ...]]
    """By the id of the source that is cited, in the same order."""
    prose: Mapping[tuple[str, str], Prose]
    """By entry and field."""

    authors: frozenset[str]
    """The full names of all who signed a source: a speaker named in words is one of them where the words are alike."""
    unread: frozenset[str] = frozenset()
    """The ids of files that have findings of their own: what they say is not known, and may be what others lack."""
    notes: Notes | None = field(default=None, compare=False, repr=False)
    """Where it is noted what is looked up in it; None: nobody wants to know."""
    _memo: Memo = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_memo", Memo(self.notes))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives, worked out once for each key; it follows from the key and from what the atlas holds."""
        return self._memo.once(key, make)

    def narrowed(self, ids: frozenset[str]) -> "Atlas":
        """Return the atlas that lists these entries and their prose alone, and looks up every one as before."""
        entries = _Narrowed(self.entries, ids)
        keys = ((entry.id, name) for entry in entries.values() for name in entry.shape.fields)
        prose = {key: text for key in keys if (text := self.prose.get(key)) is not None}
        return replace(self, entries=entries, prose=prose)

    def of_kind(self, kind: Kind) -> Iterator[Entry]:
        """Yield the entries of one kind, sorted by id."""
        return (entry for entry in self.entries.values() if entry.kind is kind)

    def prose_of(self, entry: Entry, name: str) -> Prose | None:
        """Return a field of prose, or None where the entry has none."""
        return self.prose.get((entry.id, name))

    def __getitem__(self, id: str) -> Entry:
        """Return the entry with this id; an unknown id is a bug, since links are checked."""
        return self.entries[id]


class _Narrowed(Mapping[str, Entry]):
    """Entries of which only some are listed; all are there."""

    def __init__(self, entries: Mapping[str, Entry], listed: frozenset[str]) -> None:
        self._entries = entries
        there = (entries[id] for id in listed if id in entries)
        self._listed = [entry.id for entry in sorted(there, key=lambda entry: (entry.kind.order, entry.id))]

    def __getitem__(self, id: str) -> Entry:
        return self._entries[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)
