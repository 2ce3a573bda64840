"""The timeline of an entry: its dated statements, what was said when, and the dated events that name it."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from generator.facts.entry_dates import date_of
from generator.model.atlas import Entry
from generator.model.statement import value_of
from generator.render.backlinks import SPEECH
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import Snippet, html, plain_of
from generator.render.property_sections import FactView, PropertySection
from generator.text.edtf import NO_START, Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_words import in_short
from generator.text.phrases import cut

_SAID = Snippet('{}{} <span class="ea-by">according to {}</span>')
_REJECTED = Snippet('{} {} <span class="ea-by">by {}</span>')
_OF = Snippet("{}: {}")
_HERE = Snippet('<a href="#{}">{}</a>')
MAX_MOMENTS = 10
"""Moments that stand open; a longer timeline is folded by year."""
OPEN_MOMENTS = 6
"""Of a folded timeline: how many of the latest stand open at least."""


MAX_WORDS = 90
"""Characters of what a statement says; the link leads to all of it."""
MAX_EVENTS = 30
"""Events of other entries, the newest; the tables of the page lead to all."""


class _Item(NamedTuple):
    date: Edtf
    html: Markup
    is_event: bool


class Moment(NamedTuple):
    """One date and what stands beside it."""

    date: str
    style: str
    """`event`, `said`, or `edit` for what we did ourselves."""
    items: tuple[Markup, ...]
    year: str


class Timeline:
    """The dated matters of an entry, oldest first; superseded statements are left out."""

    def __init__(self, entry: Entry, sections: list[PropertySection], words: LinkedWords, newest: Edtf | None) -> None:
        """Take the date of the newest source: what happened afterwards the page cannot know."""
        events = sorted(_events(entry, words), key=lambda item: _day(item.date))
        self.left_out = len(events[:-MAX_EVENTS])
        """Earlier events that the page names in its tables alone."""
        items = [*_own(entry, sections), *events[-MAX_EVENTS:]]
        items.sort(key=lambda item: (_day(item.date), item.date.sort_key, not item.is_event, str(item.html)))
        self.moments: list[Moment] = []
        for date, group in groupby(items, key=lambda item: item.date):
            same = list(group)
            style = "event" if any(item.is_event for item in same) else "said"
            texts = tuple(dict.fromkeys(item.html for item in same))
            self.moments.append(Moment(in_short(date), style, texts, _day(date)[:4]))
        if self.moments:
            self.moments += _editorial(entry, newest)

    @property
    def years(self) -> list[tuple[str, list[Moment], bool]]:
        """The years by which a long timeline is folded, with whether they are open; none where it is short."""
        years: list[tuple[str, list[Moment], bool]] = []
        if len(self.moments) > MAX_MOMENTS:
            shown = 0
            for label, group in groupby(reversed(self.moments), key=lambda moment: moment.year):
                moments = list(group)[::-1]
                years.insert(0, (label, moments, shown < OPEN_MOMENTS))
                shown += len(moments)
        return years


def _day(date: Edtf) -> str:
    """Return the day at which a date has its place: its first one, or the first of its end where no beginning is known."""
    return date.end.earliest if date.earliest == NO_START and date.end is not None else date.earliest


def _editorial(entry: Entry, newest: Edtf | None) -> list[Moment]:
    reviewed = parse_date(entry.record.reviewed) if entry.record.reviewed else None
    ends = ((newest, "Latest source of this page"), (reviewed, "Page reviewed"))
    return [Moment(in_short(date), "edit", (html(words),), date.latest[:4]) for date, words in ends if date is not None]


def _own(entry: Entry, sections: list[PropertySection]) -> Iterator[_Item]:
    for section in sections:
        for view in section.facts:
            if view.rank == "deprecated":
                continue
            statement = view.statement
            value = value_of(statement)
            is_date = isinstance(value, Edtf)
            date = value if is_date else statement.date_of_act or statement.when
            if (shown := date or statement.said) is not None:
                lead, link = stance_lead(statement.stance_code), _link(section, view, is_date=is_date)
                said = _SAID(lead, link, html(plain_of(view.speaker)))
                yield _Item(shown, said, date is not None and entry.kind.date == section.name)
            for dispute in view.disputes:
                if dispute.date is not None:
                    yield _Item(dispute.date, _REJECTED(dispute.chip, _link(section, view), dispute.who), False)


def _link(section: PropertySection, view: FactView, *, is_date: bool = False) -> Markup:
    return _HERE(view.anchor, html(section.label) if is_date else _OF(section.label, cut(view.plain, MAX_WORDS)))


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
