"""The timeline of an entry: its dated statements, what was said when, and the dated events that name it."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.facts.entry_dates import date_of
from generator.model.atlas import Entry
from generator.render.backlinks import SPEECH
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import Snippet, html, plain_of
from generator.render.paging import FEW, LongTable
from generator.render.property_sections import FactView, PropertySection
from generator.render.tables import Column, Table, rows_of
from generator.text.edtf import Edtf
from generator.text.phrases import cut

_SAID = Snippet('{}{} <span class="ea-by">according to {}</span>')
_REJECTED = Snippet('{} {} <span class="ea-by">by {}</span>')
_OF = Snippet("{}: {}")
_HERE = Snippet('<a href="{}.html#{}">{}</a>')
_TYPES = ("statement", "event")
MAX_WORDS = 90
"""Characters of what a statement says; the link leads to all of it."""
_COLUMNS = (
    Column("Date", style="ea-dt", key="date", sorts="date"),
    Column("What is said, or what happened", is_head=True, key="what", sorts="name"),
    Column("Type", key="type"),
)


class _Item(NamedTuple):
    date: Edtf
    html: Markup
    is_event: bool


def timeline(entry: Entry, sections: list[PropertySection], words: LinkedWords) -> LongTable:
    """Return the dated matters of an entry, newest first; superseded statements are left out."""
    items = [*dict.fromkeys([*_own(entry, sections), *_events(entry, words)])]
    items.sort(key=lambda item: (item.date.day, item.date.sort_key, item.is_event, str(item.html)), reverse=True)
    rows = rows_of((item.date, item.html, _TYPES[item.is_event]) for item in items)
    return LongTable(f"{entry.id}_timeline", Table("Timeline", _COLUMNS, rows), FEW)


def _own(entry: Entry, sections: list[PropertySection]) -> Iterator[_Item]:
    for section in sections:
        for view in section.facts:
            if view.rank == "deprecated":
                continue
            statement = view.statement
            is_date = isinstance(view.fact.value, Edtf)
            date = view.fact.value if is_date else statement.date_of_act or statement.when
            if (shown := date or statement.said) is not None:
                lead, link = stance_lead(statement.stance_code), _link(entry, section, view, is_date=is_date)
                said = _SAID(lead, link, html(plain_of(view.speaker)))
                yield _Item(shown, said, date is not None and entry.kind.date == section.name)
            for dispute in view.disputes:
                if dispute.date is not None:
                    yield _Item(dispute.date, _REJECTED(dispute.chip, _link(entry, section, view), dispute.who), False)


def _link(entry: Entry, section: PropertySection, view: FactView, *, is_date: bool = False) -> Markup:
    words = html(section.label) if is_date else _OF(section.label, cut(view.plain, MAX_WORDS))
    return _HERE(entry.id, view.anchor, words)


def _events(entry: Entry, words: LinkedWords) -> Iterator[_Item]:
    """Yield the dated entries that name this one in a statement of theirs."""
    seen = {entry.id}
    for mention in words.atlas.mentions.get(entry.id, ()):
        other = words.atlas[mention.entry_id]
        if mention.fact is None or mention.part in SPEECH or other.id in seen:
            continue
        seen.add(other.id)
        if other.kind.date and not other.kind.supports and (date := date_of(other)) is not None:
            yield _Item(date, words.link(other.id), True)
