"""The page of recent changes, with its feeds: of all changes, and of those of each kind that readers come for.

`site/parts.py` runs `pages`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from euphrates_atlas.diff.changes import EntryChange, RecentDay, entry_lines
from euphrates_atlas.export.atom import FeedEntry, atom
from euphrates_atlas.export.identity import feed_path
from euphrates_atlas.git import ChangeKind
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.overviews.change_words import change_words
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.subject import subject
from euphrates_atlas.text.phrases import capitalised


class ChangedEntry(NamedTuple):
    """An entry that was changed on a day."""

    link: str
    words: str
    """What happened to it."""
    lines: list[str]
    """What it said before and after."""


ListedDay = tuple[date, list[ChangedEntry], Mapping[str, int]]
"""A day with the entries that changed on it, and the numbers of those that are not listed, by the folder of their kind."""
_UNKNOWN = "Built without the history of the entries: what changed is not listed here."


def pages(site: SiteInput) -> Pages:
    """Yield the page of recent changes, by day, the newest first, and the feeds."""
    atlas = site.atlas
    history = site.read_history()
    kinds = [kind for kind in atlas.kinds if not kind.supports]
    page = filled(
        "changes.md.j2",
        days=[_listed(atlas, day) for day in history or ()],
        kinds=kinds,
        atlas=atlas,
        is_known=history is not None,
    )
    yield "changes/index.md", page
    subtitle = _UNKNOWN if history is None else ""
    changes = [dated for day in history or () for dated in day.changes]
    yield _feed(atlas, "changes/feed.xml", "recent changes", changes, subtitle)
    for kind in kinds:
        own = [dated for dated in changes if dated[1].folder == kind.folder]
        yield _feed(atlas, feed_path(kind), kind.plural.lower(), own, subtitle)


def _listed(atlas: Atlas, day: RecentDay) -> ListedDay:
    """Return the day with its entries: what is new first, each by kind."""
    folders = [kind.folder for kind in atlas.kinds]
    changes = sorted(
        (change for _, change in day.changes),
        key=lambda one: (one.sort is not ChangeKind.ADDED, folders.index(one.folder)),
    )
    return day.day, [_changed(atlas, change) for change in changes], day.others


def _changed(atlas: Atlas, change: EntryChange) -> ChangedEntry:
    """Return what happened to an entry; what was redacted is not compared."""
    link = change.label
    is_compared = change.sort in (ChangeKind.CHANGED, ChangeKind.RENAMED)
    if change.id in atlas:
        link = LinkedWords(atlas).link(change.id)
        record = atlas[change.id].record
        if any(item.type == "redaction" for item in record.corrections):
            is_compared = False  # the lines would repeat the detail that was taken out
    lines = entry_lines(change, atlas.name_of, ids=False) if is_compared else ()
    return ChangedEntry(link, change_words(change), [*lines])


def _feed(
    atlas: Atlas,
    path: str,
    words: str,
    changes: Sequence[tuple[datetime, EntryChange]],
    subtitle: str,
) -> tuple[str, bytes]:
    """Return path and text of a feed of these changes; `words` end its title."""
    entries = (_feed_entry(atlas, when, change) for when, change in changes)
    return path, atom(f"{subject().name}: {words}", path, entries, subtitle)


def _feed_entry(atlas: Atlas, when: datetime, change: EntryChange) -> FeedEntry:
    """Return a change for a feed; it leads to the entry, or to the page of changes where that is gone."""
    words = change_words(change)
    return FeedEntry(
        f"{change.folder}/{change.id}#c-{when.date()}",
        f"{change.label}: {words}",
        change.page if change.id in atlas else "changes/index.html",
        when,
        capitalised(words),
    )
