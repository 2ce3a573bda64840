"""Reviews and freshness: entries due for review, and the latest information in each. `site/parts.py` runs `pages`."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from euphrates_atlas.facts.entry_dates import REVIEW_MONTHS, is_overdue, months_later
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.support import cited_in
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import LINK_OUT, date_html, edit_address
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells
from euphrates_atlas.text.edtf import LAST_YEAR, parse_date
from euphrates_atlas.text.edtf_words import in_short

MAX_ROWS = 150
"""Entries of one list; the oldest come first, so what is left out has more time."""
SOON_MONTHS = 3
"""How long before its day a review is announced."""


def pages(site: SiteInput) -> Pages:
    """Yield the page: what is overdue, what is due soon, and what is oldest; without a day nothing is due."""
    atlas = site.atlas
    today = site.today
    words = LinkedWords(atlas)
    entries = [entry for entry in atlas if entry.record.reviewed or not entry.kind.supports]
    latest = {}
    for entry in entries:
        newest = newest_of(atlas, cited_in(atlas, entry)[0])
        latest[entry] = newest.last_known if newest else ""

    entries.sort(key=lambda entry: (entry.record.reviewed or "", latest[entry], entry.id))
    late, soon = _due(entries, today) if today else ([], [])
    fresh = [entry for entry in entries if latest[entry] and not entry.kind.supports]
    fresh.sort(key=lambda entry: (latest[entry], entry.by_name))
    page = filled(
        "overdue.md.j2",
        day=today,
        late=late,
        soon=soon,
        fresh=fresh,
        most=MAX_ROWS,
        rows=partial(map, partial(_cells, words)),
    )
    yield "overdue/index.md", page


def _due(entries: Iterable[Entry], today: date) -> tuple[list[Entry], list[Entry]]:
    """Return the entries whose review is overdue or was never done, and those whose review is due soon."""
    late = []
    soon = []
    for entry in entries:
        reviewed = entry.record.reviewed
        if not reviewed or is_overdue(reviewed, today):
            late.append(entry)
        elif is_overdue(reviewed, today, SOON_MONTHS):
            soon.append(entry)
    return late, soon


def due(reviewed: str) -> str:
    """Return the day on which a review of this day falls due, both as year-month-day; of 29 February, 1 March."""
    day = months_later(reviewed, REVIEW_MONTHS)
    first = date.fromisoformat(f"{day[:8]}01")
    return str(first + timedelta(int(day[8:]) - 1))


def _cells(words: LinkedWords, entry: Entry) -> Cells:
    """Return an entry with the dates of its newest source, of its review and of the next, and the way to its file."""
    day = entry.record.reviewed
    sources, _ = cited_in(words.atlas, entry)
    return (
        words.link(entry.id),
        date_html(newest_of(words.atlas, sources)),
        in_short(parse_date(day)) if day else "",
        in_short(parse_date(due(day))) if day and int(day[:4]) < LAST_YEAR else "",
        len(sources),
        LINK_OUT(edit_address(entry), "edit"),
    )
