"""Reviews and freshness: which entries are to be read again, and how far the information of each goes."""

from collections.abc import Iterator
from datetime import date

from generator.facts.entry_dates import REVIEW_MONTHS, is_overdue
from generator.facts.holding import newest_of
from generator.facts.plain_words import day_words
from generator.facts.support import cited_in
from generator.model.atlas import Atlas, Entry
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK_OUT, edit_address
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, Table, number, rows_of
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

MAX_ROWS = 150
"""Entries of one list; the oldest come first, so what is left out has more time."""
SOON_MONTHS = 3
"""How long before its day a review is announced."""
_COLUMNS = (
    Column("Entry", is_head=True),
    Column("Latest source", unit="to", absent="no dated source"),
    Column("Reviewed", unit="reviewed", absent="never"),
    Column("Review due", unit="due", absent="now"),
    number("Sources", "sources:"),
    Column("Edit"),
)


ReviewList = tuple[str, str, Table, int, str]
"""Anchor of a list of entries, words above it, its table, the entries left out, the words in place of an empty table."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the page; without a day it says nothing of what is due."""
    day = day_words(site.today) if site.today else ""
    yield "overdue/index.md", filled("overdue.md.j2", day=day, lists=list(_lists(site.atlas, site.today)))


def _lists(atlas: Atlas, today: date | None) -> Iterator[ReviewList]:
    words = LinkedWords(atlas)
    entries = [e for e in atlas.entries.values() if e.record.reviewed or not e.kind.supports]
    newest = {e.id: newest_of(atlas, cited_in(atlas, e)[0]) for e in entries}
    latest = {id: day.latest if day else "" for id, day in newest.items()}

    def listed(title: str, anchor: str, about: str, listed: list[Entry], empty: str) -> ReviewList:
        rows = rows_of(_cells(words, e, newest[e.id], len(cited_in(atlas, e)[0])) for e in listed[:MAX_ROWS])
        table = Table(title, _COLUMNS, rows, "ea-lines ea-fresh", is_wide=True)
        return anchor, about, table, len(listed) - len(rows), empty

    if today is not None:
        by_review = sorted(entries, key=lambda e: (e.record.reviewed or "", latest[e.id], e.id))
        late = [e for e in by_review if not e.record.reviewed or is_overdue(e.record.reviewed, today)]
        read = by_review[len(late) :]  # those never read sort first, then by the day: the overdue are the first of all
        soon = [e for e in read if is_overdue(str(e.record.reviewed), _after(today, SOON_MONTHS))]
        about = "Last reviewed twelve months ago or more; oldest first."
        yield listed("Overdue", "overdue", about, late, "No review is overdue.")
        empty = "No review falls due within three months."
        yield listed("Due within three months", "soon", "Next to be reviewed.", soon, empty)
    fresh = [e for e in entries if newest[e.id] and not e.kind.supports]
    fresh.sort(key=lambda e: (latest[e.id], e.label.casefold(), e.id))
    about = "The date of the latest source of each entry. An old date is not an error, only a place to look."
    yield listed("Oldest information first", "freshness", about, fresh, "No entry cites a dated source yet.")


def due(reviewed: str) -> str:
    """Return the day on which a review of this day falls due, both as year-month-day."""
    return _after(date.fromisoformat(reviewed), REVIEW_MONTHS).isoformat()


def _after(day: date, months: int) -> date:
    """Return the same day so many months later; where that month is shorter, the first of the next."""
    index = day.year * 12 + day.month - 1 + months
    try:
        return day.replace(year=index // 12, month=index % 12 + 1)
    except ValueError:
        return date((index + 1) // 12, (index + 1) % 12 + 1, 1)


def _cells(words: LinkedWords, entry: Entry, newest: Edtf | None, sources: int) -> tuple[Cell, ...]:
    """Return an entry with the dates of its newest source, of its review and of the next, and the way to its file."""
    day = entry.record.reviewed
    return (
        words.link(entry.id),
        in_short(newest) if newest else "",
        in_short(parse_date(day)) if day else "",
        in_short(parse_date(due(day))) if day and int(day[:4]) < 2099 else "",
        sources,
        LINK_OUT(edit_address(entry), "edit"),
    )
