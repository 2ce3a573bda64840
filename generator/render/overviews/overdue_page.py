"""Reviews and freshness: which entries are to be read again, and how far the information of each goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.links.connections import newest_of
from generator.links.standing import REVIEW_MONTHS, is_overdue
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.overviews.home_page import day_words
from generator.render.values import Words, edit_address
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

MAX_ROWS = 500
"""Entries of one list; the oldest come first, so what is left out has more time."""
SOON_MONTHS = 3
"""How long before its day a review is announced."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One entry, when it was reviewed, and how far its information goes."""

    entry: Markup
    edit: str
    reviewed: str
    due: str
    newest: str
    sources: int


@dataclass(frozen=True, slots=True)
class ReviewList:
    """One list of entries."""

    title: str
    anchor: str
    about: str
    rows: tuple[ReviewRow, ...]
    left_out: int
    empty: str
    """What stands where there are no rows."""


@dataclass(frozen=True, slots=True)
class OverduePage:
    """The lists, and the day by which they are made; empty where none is known."""

    day: str
    lists: tuple[ReviewList, ...]


def overdue_page(atlas: Atlas, cited: Mapping[str, frozenset[str]], today: date | None) -> OverduePage:
    """Return the lists; `cited` are the sources of each entry. Without a day nothing is said of what is due."""
    words = Words(atlas)
    entries = [e for e in atlas.entries.values() if e.record.reviewed or not e.kind.supports]
    newest = {e.id: newest_of(atlas, cited.get(e.id, ())) for e in entries}

    def listed(title: str, anchor: str, about: str, held: list[Entry], empty: str) -> ReviewList:
        shown = tuple(_row(words, e, newest[e.id], len(cited.get(e.id, ()))) for e in held[:MAX_ROWS])
        return ReviewList(title, anchor, about, shown, len(held) - len(shown), empty)

    fresh = sorted(
        (e for e in entries if newest[e.id] and not e.kind.supports),
        key=lambda e: (_latest(newest[e.id]), e.label.casefold(), e.id),
    )
    lists = []
    if today is not None:
        by_review = sorted(entries, key=lambda e: (e.record.reviewed or "", _latest(newest[e.id]), e.id))
        late = [e for e in by_review if not e.record.reviewed or is_overdue(e.record.reviewed, today)]
        read = by_review[len(late) :]  # those never read sort first, then by the day: the overdue are the first of all
        soon = [e for e in read if is_overdue(str(e.record.reviewed), _later(today))]
        lists += [
            listed(
                "Overdue",
                "overdue",
                "Last read twelve months ago or more; the oldest first.",
                late,
                "No review is overdue.",
            ),
            listed(
                "Due within three months",
                "soon",
                "To be read next.",
                soon,
                "No review falls due within three months.",
            ),
        ]
    about = "How far the information of each entry goes: the date of its newest source. An old date is no fault, only a place to look."
    lists.append(listed("Oldest information first", "freshness", about, fresh, "No entry cites a dated source yet."))
    return OverduePage(day_words(today) if today else "", tuple(lists))


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


def _later(today: date) -> date:
    return _after(today, SOON_MONTHS)


def _latest(day: Edtf | None) -> str:
    return day.latest if day else ""


def _row(words: Words, entry: Entry, newest: Edtf | None, sources: int) -> ReviewRow:
    day = entry.record.reviewed
    return ReviewRow(
        words.link(entry.id),
        edit_address(entry),
        in_short(parse_date(day)) if day else "",
        in_short(parse_date(due(day))) if day and int(day[:4]) < 2099 else "",
        in_short(newest) if newest else "",
        sources,
    )
