"""What was wrong in entries and was mended: on the page of each, on a page of all, and in a feed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from markupsafe import Markup

from generator.codes import code_list
from generator.export.atom import FeedEntry
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Correction
from generator.render.values import Words, address, capitalised, html
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short

MAX_FEED = 100
"""Entries of the feed."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction of an entry."""

    date: str
    entry: Markup
    type: str
    words: str
    statements: tuple[Markup, ...]
    """The statements concerned, as links where they are still there."""


def _corrections(atlas: Atlas) -> list[tuple[Entry, Correction]]:
    """Return every correction, newest first."""
    held = [(entry, item) for entry in atlas.entries.values() for item in entry.record.corrections]
    return sorted(held, key=lambda pair: (pair[1].date, pair[0].kind.order, pair[0].id), reverse=True)


def corrections_page(atlas: Atlas) -> list[CorrectionRow]:
    """Return the corrections of all entries, newest first."""
    words = Words(atlas)
    return [_correction_row(words, entry, item) for entry, item in _corrections(atlas)]


def entry_corrections(entry: Entry, words: Words) -> list[CorrectionRow]:
    """Return the corrections of one entry, newest first."""
    newest = sorted(entry.record.corrections, key=lambda item: item.date, reverse=True)
    return [_correction_row(words, entry, item) for item in newest]


def _correction_row(words: Words, entry: Entry, item: Correction) -> CorrectionRow:
    there = {id: fact for fact in entry.facts for id in (fact.id, *fact.statement.was)}
    links = tuple(
        Markup('<a href="{}">#{}</a>').format(address(entry, there[id].anchor), id) if id in there else html(f"#{id}")
        for id in item.statements
    )
    label = code_list("correction-type").codes[item.type].label
    return CorrectionRow(in_short(parse_date(item.date)), words.link(entry.id), capitalised(label), item.text, links)


def correction_feed(atlas: Atlas) -> list[FeedEntry]:
    """Return the newest corrections as entries of a feed."""
    found = []
    for number, (entry, item) in enumerate(_corrections(atlas)):
        if number == MAX_FEED:
            break
        label = capitalised(code_list("correction-type").codes[item.type].label)
        when = datetime.combine(date.fromisoformat(item.date), time(), UTC)
        page = f"{entry.kind.folder}/{entry.id}.html#corrections"
        same_day = [other for other in entry.record.corrections if other.date == item.date]
        id = f"{entry.kind.folder}/{entry.id}#correction-{item.date}-{same_day.index(item) + 1}"
        found.append(FeedEntry(id, f"{entry.label}: {label.lower()}", page, when, item.text))
    return found
