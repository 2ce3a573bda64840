"""The page of recent changes, with its feeds: of all changes, and of those of each kind that readers come for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from generator.diff.changes import EntryChange, RecentDay, entry_lines
from generator.export.atom import FeedEntry, atom
from generator.export.identity import feed_path
from generator.facts.plain_words import counted_entries, day_words
from generator.git import ChangeKind
from generator.model.atlas import Atlas
from generator.model.kind import Kind
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import html
from generator.render.overviews.change_words import change_words
from generator.render.site_input import SiteInput
from generator.subject import repository_address, subject
from generator.text.phrases import capitalised

MAX_LINES = 12
"""Changes of one entry that are listed."""
_UNKNOWN = "Built without the history of the entries: what changed is not listed here."


ChangedEntry = tuple[Markup, str, list[Markup], int]
"""The link to an entry that was changed, what happened to it, the lines on that, and how many are left out."""
ListedDay = tuple[str, list[ChangedEntry], list[str]]
"""A day, its entries, and what is not listed of them, as "12 sources"."""


def pages(site: SiteInput) -> Iterator[tuple[str, str | bytes]]:
    """Yield the page of recent changes, by day, the newest first, and the feeds."""
    atlas, history = site.atlas, site.read_history()
    kinds = [kind for kind in atlas.kinds if not kind.supports]
    days = [_listed(atlas, day) for day in history or ()]
    context = {"kinds": kinds, "is_known": history is not None, "repository": repository_address()}
    yield "changes/index.md", filled("changes.md.j2", days=days, **context)
    yield from _feeds(atlas, history, kinds)


def _listed(atlas: Atlas, day: RecentDay) -> ListedDay:
    """Return the day with its entries: what is new first, each by kind."""
    changes = [change for _, change in day.changes]
    changes.sort(key=lambda change: change.sort is not ChangeKind.ADDED)
    others = [counted_entries(day.others[kind.folder], kind) for kind in atlas.kinds if kind.folder in day.others]
    return day_words(day.day), [_changed(atlas, change) for change in changes], others


def _changed(atlas: Atlas, change: EntryChange) -> ChangedEntry:
    link = LinkedWords(atlas).link(change.id) if change.id in atlas.entries else html(change.label)
    corrections = atlas[change.id].record.corrections if change.id in atlas.entries else ()
    is_redacted = any(item.type == "redaction" for item in corrections)  # the lines would repeat the detail
    is_compared = change.sort in (ChangeKind.CHANGED, ChangeKind.RENAMED) and not is_redacted
    lines = [html(line) for line in entry_lines(change, str, ids=False)] if is_compared else []
    return link, change_words(change), lines[:MAX_LINES], max(0, len(lines) - MAX_LINES)


def _feeds(atlas: Atlas, history: Sequence[RecentDay] | None, kinds: Sequence[Kind]) -> Iterator[tuple[str, bytes]]:
    subtitle = _UNKNOWN if history is None else ""
    changes = [dated for day in history or () for dated in day.changes]
    feeds = [("changes/feed.xml", "recent changes", changes)]
    for kind in kinds:
        feeds.append((feed_path(kind), kind.plural.lower(), [own for own in changes if own[1].folder == kind.folder]))
    for path, words, own in feeds:
        told = (_feed_entry(atlas, when, change) for when, change in own)
        yield path, atom(f"{subject().name}: {words}", path, told, subtitle)


def _feed_entry(atlas: Atlas, when: datetime, change: EntryChange) -> FeedEntry:
    page = change.page if change.id in atlas.entries else "changes/index.html"
    words = change_words(change)
    id = f"{change.folder}/{change.id}#c-{when.date()}"
    return FeedEntry(id, f"{change.label}: {words}", page, when, capitalised(words))
