"""Reviews and freshness: entries due for review, and the latest information in each."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from euphrates_atlas.facts.entry_dates import REVIEW_YEARS, is_overdue
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.plain_words import day_words
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK_OUT, edit_address
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cell, Column, Table, number, rows_of
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf import parse as parse_date
from euphrates_atlas.text.edtf_words import in_short

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


class ReviewList(NamedTuple):
    """A list of entries, at most as many as there is room for."""

    anchor: str
    about: str
    """The words above it."""
    table: Table
    left_out: int
    """How many further entries there would be."""
    if_empty: str
    """The words in place of an empty table."""


def pages(site: SiteInput) -> Pages:
    """Yield the page; without a day it says nothing of what is due."""
    day = day_words(site.today) if site.today else ""
    page = filled(
        "overdue.md.j2",
        day=day,
        lists=list(_lists(site.atlas, site.today)),
    )
    yield "overdue/index.md", page


def _lists(atlas: Atlas, today: date | None) -> Iterator[ReviewList]:
    """Yield the overdue entries, those that are due soon, and those whose information is oldest."""
    entries = [e for e in atlas.entries.values() if e.record.reviewed or not e.kind.supports]
    newest = {entry: newest_of(atlas, cited_in(atlas, entry)[0]) for entry in entries}
    latest = {entry: day.latest if day else "" for entry, day in newest.items()}

    def review_list(
        title: str,
        anchor: str,
        about: str,
        of: list[Entry],
        if_empty: str,
    ) -> ReviewList:
        words = LinkedWords(atlas)
        rows = rows_of(_cells(words, entry, newest[entry]) for entry in of[:MAX_ROWS])
        table = Table(title, _COLUMNS, rows, "ea-lines ea-fresh", is_wide=True)
        return ReviewList(anchor, about, table, len(of) - len(rows), if_empty)

    if today:
        entries.sort(key=lambda e: (e.record.reviewed or "", latest[e], e.id))
        late, soon = _due(entries, today)
        yield review_list(
            "Overdue",
            "overdue",
            "Last reviewed twelve months ago or more; oldest first.",
            late,
            "No review is overdue.",
        )
        yield review_list(
            "Due within three months",
            "soon",
            "Next to be reviewed.",
            soon,
            "No review falls due within three months.",
        )
    fresh = [entry for entry in entries if newest[entry] and not entry.kind.supports]
    fresh.sort(key=lambda e: (latest[e], e.by_name))
    yield review_list(
        "Oldest information first",
        "freshness",
        "The date of the latest source of each entry. An old date is not an error, only a place to look.",
        fresh,
        "No entry cites a dated source yet.",
    )


def _due(entries: Iterable[Entry], today: date) -> tuple[list[Entry], list[Entry]]:
    """Return the entries whose review is overdue or was never done, and those whose review is due soon."""
    soon_day = _after(today, SOON_MONTHS)
    late, soon = [], []
    for entry in entries:
        reviewed = entry.record.reviewed
        if not reviewed or is_overdue(reviewed, today):
            late.append(entry)
        elif is_overdue(reviewed, soon_day):
            soon.append(entry)
    return late, soon


def due(reviewed: str) -> str:
    """Return the day on which a review of this day falls due, both as year-month-day."""
    return _after(date.fromisoformat(reviewed), 12 * REVIEW_YEARS).isoformat()


def _after(day: date, months: int) -> date:
    """Return the same day so many months later; where that month is shorter, the first of the next."""
    index = day.year * 12 + day.month - 1 + months
    try:
        return day.replace(year=index // 12, month=index % 12 + 1)
    except ValueError:
        return date((index + 1) // 12, (index + 1) % 12 + 1, 1)


def _cells(
    words: LinkedWords,
    entry: Entry,
    newest: Edtf | None,
) -> tuple[Cell, ...]:
    """Return an entry with the dates of its newest source, of its review and of the next, and the way to its file."""
    day = entry.record.reviewed
    sources, _ = cited_in(words.atlas, entry)
    return (
        words.link(entry.id),
        in_short(newest) if newest else "",
        in_short(parse_date(day)) if day else "",
        in_short(parse_date(due(day))) if day and int(day[:4]) < 2099 else "",
        len(sources),
        LINK_OUT(edit_address(entry), "edit"),
    )
