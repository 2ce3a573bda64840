"""The changes between two states of the store, as values; `atlas diff --format json` prints their fields by these names."""

from dataclasses import dataclass, field
from enum import StrEnum

from generator.git import Commit


class ChangeKind(StrEnum):
    """The kinds of change of an entry or a statement."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"

    @classmethod
    def of(cls, old: object, new: object) -> "ChangeKind":
        """Return what became of something of which one of the two states may be None."""
        return cls.ADDED if old is None else cls.REMOVED if new is None else cls.CHANGED


@dataclass(frozen=True, slots=True)
class FieldChange:
    """The old and the new value of one field, in words; empty where there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StatementChange:
    """The change of one statement of an entry."""

    sort: ChangeKind
    field: str
    label: str
    """The name of the property on pages."""
    words: str
    """The new value, with period and speaker; of a removed statement the old one."""
    old_words: str = ""
    """The old value of a statement whose value was edited; empty for any other."""
    old_id: str = ""
    new_id: str = ""
    keeps_address: bool = True
    """Whether the old address still leads to the statement; never of a removed one."""
    rank: FieldChange | None = None
    details: tuple[FieldChange, ...] = ()
    """Changes beside the value: `note`, `said`, `reason`, locators."""
    sources_gained: tuple[str, ...] = ()
    sources_lost: tuple[str, ...] = ()
    origins_before: int | None = None
    """Independent origins of the value; None where there was no such value, or a source of it cannot be read."""
    origins_after: int | None = None

    @property
    def is_mended(self) -> bool:
        """Tell whether its value was edited."""
        return bool(self.old_words)


@dataclass(frozen=True, slots=True)
class TextChange:
    """The change of a summary or a body."""

    field: str
    words_before: int | None = None
    """None where words were not counted."""
    words_after: int | None = None
    sources_gained: tuple[str, ...] = ()
    sources_lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """The change of one entry."""

    sort: ChangeKind
    id: str
    folder: str
    kind: str
    """The name of its kind, in the singular."""
    label: str
    file: str
    old_id: str = ""
    statements: tuple[StatementChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    names_gained: tuple[str, ...] = ()
    names_lost: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    """Fields that are neither statements nor prose nor names."""
    lost_addresses: tuple[str, ...] = ()
    """Ids of statements whose addresses led to this page, and no longer do."""

    @property
    def page(self) -> str:
        """The path of its page on the site."""
        return f"{self.folder}/{self.id}.html"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        parts = (self.statements, self.texts, self.names_gained, self.names_lost, self.fields, self.lost_addresses)
        return self.sort is ChangeKind.CHANGED and not any(parts)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the reviewer of a change."""

    entry_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes since a revision, sorted by kind and id."""

    revision: str
    entries: tuple[EntryChange, ...]
    questions: tuple[Question, ...] = ()
    unread_before: tuple[str, ...] = ()
    """Files that could not be read at the revision; their entries are not compared."""
    unread_after: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    """Numbers of changes that are not zero, by name: "statements added"."""


RecentCommit = tuple[Commit, tuple[EntryChange, ...]]
"""A commit and what it changed, sorted by kind and id; without statements where an entry is new or cannot be read."""
