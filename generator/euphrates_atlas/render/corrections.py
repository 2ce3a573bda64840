"""Corrections of entries: the page of all and its feed, run by `site/parts.py`, and rows for the page of each entry."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from markupsafe import Markup

from euphrates_atlas.export.atom import FeedEntry, atom
from euphrates_atlas.facts.plain_words import label_of
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import Correction
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import address, joined, piece
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells
from euphrates_atlas.subject import subject
from euphrates_atlas.text.edtf import parse_date
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.phrases import capitalised

_STATEMENT = piece('<a href="{}">#{}</a>')


def pages(site: SiteInput) -> Pages:
    """Yield the page of the corrections of all entries, and the feed."""
    rows = corrected(site.atlas, LinkedWords(site.atlas), named=True)
    yield "corrections/index.md", filled("corrections.md.j2", corrections=rows)
    path = "corrections/feed.xml"
    yield path, atom(f"{subject().name}: corrections", path, _feed(site.atlas))


def corrected(entries: Iterable[Entry], words: LinkedWords, *, named: bool) -> list[Cells]:
    """Return the corrections of entries as rows, newest first; `named` tells whether they name these."""
    rows: list[Cells] = []
    for entry, item in _corrections(entries):
        day = in_short(parse_date(item.date))
        where = [words.link(entry.id)] if named else []
        sort = capitalised(label_of("correction-type", item.type))
        rows.append((day, *where, sort, item.text, _statements(entry, item)))
    return rows


def _statements(entry: Entry, item: Correction) -> Markup:
    """Return the ids of the statements that a correction names, those that are still there as links."""
    anchors = {}
    for fact in entry.facts:
        for id in (fact.id, *fact.statement.was):
            anchors[id] = fact.anchor
    return joined(
        _STATEMENT(address(entry, anchors[id]), id) if id in anchors else f"#{id}"
        for id in item.statements
    )


def _feed(atlas: Atlas) -> Iterator[FeedEntry]:
    """Yield the corrections as entries of a feed, newest first."""
    for entry, item in _corrections(atlas):
        page = entry.address if entry.kind.row_of else f"{entry.page}#corrections"
        same_day = [other for other in entry.record.corrections if other.date == item.date]
        # The id of an entry of a feed must be its own: several corrections of a day are numbered.
        number = next(at for at, other in enumerate(same_day, 1) if other is item)
        id = f"{entry.kind.folder}/{entry.id}#correction-{item.date}-{number}"
        title = f"{entry.label}: {label_of('correction-type', item.type).lower()}"
        when = datetime.combine(date.fromisoformat(item.date), time(), UTC)
        yield FeedEntry(id, title, page, when, item.text)


def _corrections(entries: Iterable[Entry]) -> list[tuple[Entry, Correction]]:
    """Return the corrections of entries, newest first."""
    pairs = [(entry, item) for entry in entries for item in entry.record.corrections]
    pairs.sort(
        key=lambda pair: (pair[1].date, pair[0].kind.order, pair[0].id), reverse=True
    )
    return pairs
