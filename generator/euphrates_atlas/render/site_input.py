"""The input of the pages across entries: `site/parts.py` gathers it, and each module of `overviews/` takes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from euphrates_atlas.diff.changes import RecentDay
from euphrates_atlas.edit.audits import Audit
from euphrates_atlas.edit.rule_examples import Example
from euphrates_atlas.findings import Finding
from euphrates_atlas.model.atlas import Atlas

Pages = Iterator[tuple[str, str | bytes]]
"""Paths below `content/`, each with the Markdown of a page or the bytes of another file."""


class SiteInput(NamedTuple):
    """The atlas, and what the site says beside it."""

    atlas: Atlas
    find: Callable[[], Sequence[Finding]] = lambda: ()
    """Returns what the check finds in the store, notes included."""
    today: date | None = None
    """The day by which reviews are overdue; None where it is not known."""
    examples: Mapping[str, Example] = {}
    """Of the rules, by code."""
    read_history: Callable[[], Sequence[RecentDay] | None] = lambda: None
    """Returns the latest days, newest first; None where the history is not known."""
    audits: Mapping[str, Audit] = {}
    """By their day."""
    correction_form: Mapping[str, Any] = {}
    """As the hosting service reads it."""
