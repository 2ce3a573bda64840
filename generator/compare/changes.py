"""The changes between two states of the store, as values; they are found in `comparing` and only told elsewhere."""

from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """What happened to an entry or a statement."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that had a value before and has another now; empty where there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What happened to one statement of an entry."""

    sort: Sort
    field: str
    label: str
    """The name of the property on pages."""
    words: str
    """What it says now; of a removed one what it said."""
    old_words: str = ""
    """What it said, where that is something else: its value was mended."""
    old_id: str = ""
    new_id: str = ""
    keeps_address: bool = True
    """The old address still leads to it; of a removed statement it never does."""
    rank: Turn | None = None
    details: tuple[Turn, ...] = ()
    """Fields beside the value that are other than before: `note`, `said`, `reason`, locators."""
    sources_gained: tuple[str, ...] = ()
    sources_lost: tuple[str, ...] = ()
    origins_before: int | None = None
    """Independent origins of the value; None where there was no such value, or a source of it cannot be read."""
    origins_after: int | None = None

    @property
    def is_mended(self) -> bool:
        """Tell whether it says something else than before."""
        return bool(self.old_words)


@dataclass(frozen=True, slots=True)
class TextChange:
    """A summary or body that is other than before."""

    field: str
    words_before: int | None = None
    """None where nobody counted."""
    words_after: int | None = None
    sources_gained: tuple[str, ...] = ()
    sources_lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What happened to one entry."""

    sort: Sort
    id: str
    folder: str
    kind: str
    """The name of its kind, as it stands before a name."""
    label: str
    file: str
    old_id: str = ""
    statements: tuple[StatementChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    names_gained: tuple[str, ...] = ()
    names_lost: tuple[str, ...] = ()
    fields: tuple[Turn, ...] = ()
    """Fields that are neither statements nor prose nor names."""
    lost_addresses: tuple[str, ...] = ()
    """Ids of statements that led somewhere on this page, and lead nowhere now."""

    @property
    def page(self) -> str:
        """The address of its page on the site."""
        return f"{self.folder}/{self.id}.html"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happened to it."""
        parts = (self.statements, self.texts, self.names_gained, self.names_lost, self.fields, self.lost_addresses)
        return self.sort is Sort.CHANGED and not any(parts)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a reviewer should ask of a change."""

    entry_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, sorted by kind and id."""

    revision: str
    entries: tuple[EntryChange, ...]
    questions: tuple[Question, ...] = ()
    unread_before: tuple[str, ...] = ()
    """Files that could not be read as they were at the revision, and are therefore not compared."""
    unread_after: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    """How often what happened, by a name in plain words; nothing that did not happen."""
