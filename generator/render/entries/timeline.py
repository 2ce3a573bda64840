"""The timeline of an entry: its dated statements, what was said when, and the dated events that name it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.statement import Dispute
from generator.render.derived import date_of
from generator.render.facts import FactView, SectionView
from generator.render.values import NOTHING, Snippet, Words, html, plain_of
from generator.render.wording import STANCE, dispute_chip
from generator.text.edtf import Edtf
from generator.text.edtf import parse as parse_date
from generator.text.edtf_span import NO_START
from generator.text.edtf_words import in_short

_SAID = Snippet('{}{} <span class="ea-by">{}</span> {}')
_REJECTED = Snippet('{} {} <span class="ea-by">{}</span>')
_OF = Snippet("{}: {}")
_HERE = Snippet('<a href="#{}">{}</a>')
MAX_MOMENTS = 10
"""Moments that stand open; a longer timeline is folded by year."""
OPEN_MOMENTS = 6
"""Of a folded timeline: how many of the latest stand open at least."""


@dataclass(frozen=True, slots=True)
class _Item:
    date: Edtf
    html: Markup
    event: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One date and what stands beside it."""

    date: str
    style: str
    """`event`, `said`, or `edit` for what we did ourselves."""
    items: tuple[Markup, ...]
    year: str


@dataclass(slots=True)
class Year:
    """The moments of one year."""

    label: str
    moments: list[Moment]
    open: bool = False


@dataclass(slots=True)
class Timeline:
    """All moments, oldest first, and the years by which a long timeline is folded."""

    moments: list[Moment]
    years: list[Year] = field(default_factory=list)
    """Empty where it is short."""


def timeline(atlas: Atlas, entry: Entry, sections: list[SectionView], words: Words, newest: Edtf | None) -> Timeline:
    """Return the dated matters of an entry, oldest first; superseded statements are left out.

    What has no beginning stands where it ended. `newest` is the date of the newest source: what happened afterwards the page cannot know.
    """
    items = [*_own(entry, sections, words), *_events(atlas, entry, words)]
    items.sort(key=lambda item: (_stands_at(item.date), item.date.sort_key, not item.event, str(item.html)))
    moments = []
    for date, group in groupby(items, key=lambda item: item.date):
        held = list(group)
        style = "event" if any(item.event for item in held) else "said"
        moments.append(Moment(in_short(date), style, tuple(dict.fromkeys(i.html for i in held)), _year(date)))
    if moments:
        moments += _editorial(entry, newest)
    return Timeline(moments, _years(moments))


def _years(moments: list[Moment]) -> list[Year]:
    if len(moments) <= MAX_MOMENTS:
        return []
    years = [Year(label, list(held)) for label, held in groupby(moments, key=lambda moment: moment.year)]
    shown = 0
    for year in reversed(years):
        year.open = shown < OPEN_MOMENTS
        shown += len(year.moments)
    return years


def _stands_at(date: Edtf) -> str:
    """Return the day at which a date has its place: its first one, or the first of its end where no beginning is known."""
    return date.end.earliest if date.earliest == NO_START and date.end is not None else date.earliest


def _year(date: Edtf) -> str:
    return _stands_at(date)[:4]


def _editorial(entry: Entry, newest: Edtf | None) -> Iterator[Moment]:
    reviewed = parse_date(entry.record.reviewed) if entry.record.reviewed else None
    if newest is not None:
        yield Moment(in_short(newest), "edit", (html("Information on this page ends"),), newest.latest[:4])
    if reviewed is not None:
        yield Moment(in_short(reviewed), "edit", (html("Page reviewed"),), reviewed.earliest[:4])


def _own(entry: Entry, sections: list[SectionView], words: Words) -> Iterator[_Item]:
    for section in sections:
        for view in section.facts:
            if view.rank == "deprecated":
                continue
            statement = view.fact.statement
            value = getattr(statement, "value", None)
            listed = getattr(statement, "listed", None)
            date = value if isinstance(value, Edtf) else listed or statement.when
            if date is not None:
                yield _Item(date, _line(section, view, isinstance(value, Edtf)), entry.kind.date == section.name)
            elif statement.said is not None:
                yield _Item(statement.said, _line(section, view, False), False)
            for dispute in statement.disputed:
                if dispute.said is not None:
                    yield _Item(dispute.said, _rejection(section, view, dispute, words), False)


def _line(section: SectionView, view: FactView, is_date: bool) -> Markup:
    chip = STANCE(view.stance, view.stance_words) if view.stance else NOTHING
    return _SAID(chip, _link(section, view, is_date), view.speaker, view.marks)


def _rejection(section: SectionView, view: FactView, dispute: Dispute, words: Words) -> Markup:
    return _REJECTED(dispute_chip(dispute.stance), _link(section, view, False), words.agent(dispute.by))


def _link(section: SectionView, view: FactView, is_date: bool) -> Markup:
    label = html(section.label) if is_date else _OF(section.label, plain_of(view.words))
    return _HERE(view.anchor, label)


def _events(atlas: Atlas, entry: Entry, words: Words) -> Iterator[_Item]:
    """Yield the dated entries that name this one in a statement of theirs."""
    seen = {entry.id}
    for mention in atlas.mentions.get(entry.id, ()):
        other = atlas[mention.entry_id]
        if mention.fact is None or mention.part in ("by", "disputed") or other.id in seen:
            continue
        seen.add(other.id)
        if other.kind.date and not other.kind.supports and (date := date_of(other)) is not None:
            yield _Item(date, words.link(other.id), True)
