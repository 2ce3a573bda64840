"""The input of the pages across entries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from euphrates_atlas.diagnostics import Diagnostic
from euphrates_atlas.diff.changes import RecentDay
from euphrates_atlas.edit.audits import Audit
from euphrates_atlas.edit.rule_examples import Example
from euphrates_atlas.model.atlas import Atlas

Pages = Iterator[tuple[str, str | bytes]]
"""Paths below `content/`, each with the Markdown of a page or the bytes of another file."""


@dataclass(frozen=True, slots=True)
class SiteInput:
    """The atlas, and what the site says beside it."""

    atlas: Atlas
    find: Callable[[], Sequence[Diagnostic]] = lambda: ()
    """Returns what the check finds in the store, notes included."""
    today: date | None = None
    """The day by which reviews are overdue; None where it is not known."""
    examples: Mapping[str, Example] = field(default_factory=dict)
    """Of the rules, by code."""
    read_history: Callable[[], Sequence[RecentDay] | None] = lambda: None
    """Returns the latest days, newest first; None where the history is not known."""
    audits: Mapping[str, Audit] = field(default_factory=dict)
    """By their day."""
    correction_form: Mapping[str, Any] = field(default_factory=dict)
    """As the hosting service reads it."""
