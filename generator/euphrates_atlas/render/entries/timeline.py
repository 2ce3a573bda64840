"""The time of an entry: its dated statements and the events that name it, as a strip with lanes and as a timeline.

Entry pages call both: the strip is a picture, the timeline a table of the same days, newest first.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.strip import strip_svg
from euphrates_atlas.draw.strip_lanes import DrawnLane, LaneMark
from euphrates_atlas.facts.entry_dates import beginning_of, date_of
from euphrates_atlas.facts.ties import named_ids
from euphrates_atlas.model.atlas import Entry, Fact, Reference
from euphrates_atlas.model.fields import Lane
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.render.backlinks import SPEECH, BacklinkSection
from euphrates_atlas.render.linked_words import LinkedWords, stance_lead
from euphrates_atlas.render.markup import piece, plain_of, section_anchor
from euphrates_atlas.render.paging import LongTable
from euphrates_atlas.render.property_sections import FactView, PropertySection
from euphrates_atlas.render.tables import Column, table
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short, in_words
from euphrates_atlas.text.phrases import capitalised, cut

Part = PropertySection | BacklinkSection
LEAST = 2
"""Dated matters that make a strip worth drawing."""
_NAMED = 3
"""Matters of a lane that its description for screen readers names; it counts the others."""
MAX_LETTERS = 90
"""Letters of a statement in the timeline; the link leads to all of it."""
_SAID = piece('{}{} <span class="ea-by">according to {}</span>')
_REJECTED = piece('{} {} <span class="ea-by">by {}</span>')
_HERE = piece('<a href="{}.html#{}">{}</a>')
_COLUMNS = (
    Column("Date", style="ea-dt", key="date", sorts="date"),
    Column("What is said, or what happened", is_head=True, key="what", sorts="name"),
    Column("Type", key="type"),
)


class _Item(NamedTuple):
    """A row of the timeline."""

    date: Edtf
    words: Markup
    type: str
    """`event` or `statement`."""


class StripView(NamedTuple):
    """A strip: the picture of the time of an entry, and where its page says the same in words."""

    svg: Markup
    signs: set[str]
    """The signs that its legend explains."""
    tables: list[tuple[str, str]]
    """Anchor and label of each part of the page that says the same."""


class _Matter(NamedTuple):
    """One bar or sign of the strip, and the lane that it stands in."""

    declared: Lane
    lane: str
    """The name of the lane: one declaration may make several."""
    order: int
    """The place of the lane among those of its declaration."""
    mark: LaneMark
    anchor: str
    """Of the part of the page that says the same."""


def strip_view(
    entry: Entry,
    parts: Sequence[Part],
    until: Edtf | None,
    words: LinkedWords,
) -> StripView | None:
    """Return the strip of an entry; None where its kind has none or too little in it has a date.

    `parts` are those of its page; information ends at `until`.
    """
    if not entry.kind.strip:
        return None
    matters = [*_own(entry, words), *_events(entry, words)]
    different = {(matter.lane, matter.mark) for matter in matters}
    if len(different) < LEAST:
        return None
    lanes = _lanes(matters)
    spoken = " ".join(f"{lane.label}: {_lane_words(lane)}." for lane in lanes)
    svg, signs = strip_svg("strip", spoken, lanes, until)
    anchors = {matter.anchor for matter in matters}
    tables = [(part.anchor, part.label) for part in parts if part.anchor in anchors]
    return StripView(Markup(svg), signs, tables)


def _lanes(matters: list[_Matter]) -> list[DrawnLane]:
    """Return the lanes in the order of the declarations, each with all that stands in it, once."""
    declared = [matter.declared for matter in matters]
    in_order = sorted(
        matters, key=lambda matter: (declared.index(matter.declared), matter.order)
    )
    drawn = []
    for name, group in grouped(in_order, lambda matter: matter.lane).items():
        marks = dict.fromkeys(matter.mark for matter in group)
        drawn.append(DrawnLane(name, tuple(marks), solid=group[0].declared.follows))
    return drawn


def _own(entry: Entry, words: LinkedWords) -> Iterator[_Matter]:
    """Yield the dates that the statements of an entry give and the periods in which they held.

    Superseded statements are left out.
    """
    for field, declared in entry.shape.properties:
        lane = declared.lane
        if not lane:
            continue
        for fact in entry.standing_facts(field.name):
            if isinstance(fact.value, Edtf):
                mark = LaneMark("date", declared.label, fact.value)
            elif fact.statement.when:
                said, about = _part(lane.words, field, fact, words)
                mark = LaneMark(
                    "bar",
                    capitalised(said or declared.label),
                    fact.statement.when,
                    key=about.key if isinstance(about, Agent) else "",
                    floor=_floor(words, entry, fact),
                )
            else:
                continue
            place = _lane_of(lane, field, fact, words)
            yield _Matter(lane, *place, mark, section_anchor(field.name))


def _floor(words: LinkedWords, entry: Entry, fact: Fact) -> int:
    """Return the latest of the days on which the entry and those whom a statement names may have begun, as Python's ordinal.

    No bar is drawn before it: nobody leads a body before it was founded.
    """
    beginnings = [beginning_of(entry)]
    for _, id in named_ids(words.atlas.field_of(fact), fact.statement):
        if id in words.atlas:
            beginnings.append(beginning_of(words.atlas[id]))
    return date.fromisoformat(max(beginnings)).toordinal()


def _named_in(
    entry: Entry, words: LinkedWords
) -> Iterator[tuple[Entry, Edtf, Reference, Fact]]:
    """Yield the other entries with a date that name this one in a statement which is not superseded, unless as who speaks."""
    for mention in words.atlas.mentions[entry.id]:
        fact = mention.fact
        if not fact or mention.entry_id == entry.id or mention.part in SPEECH:
            continue
        other = words.atlas[mention.entry_id]
        day = date_of(other)
        if day and fact.statement.is_current:
            yield other, day, mention, fact


def _events(entry: Entry, words: LinkedWords) -> Iterator[_Matter]:
    """Yield the dated entries that point at this one by a property that has a lane for them."""
    for other, day, mention, fact in _named_in(entry, words):
        field = words.atlas.field_of(mention)
        lane = field.declared.inverse_lane
        if not lane or (lane.only and lane.only != mention.part):
            continue
        place = _lane_of(lane, field, fact, words)
        mark = LaneMark("event", other.label, day, short=in_short(day))
        yield _Matter(lane, *place, mark, section_anchor(field.name, other.kind))


def _lane_of(
    lane: Lane, field: FieldShape, fact: Fact, words: LinkedWords
) -> tuple[str, int]:
    """Return the name of the lane in which a statement stands, and its place among those of its declaration."""
    by = lane.by or fact.statement.apart_by
    said, value = _part(by, field, fact, words)
    name = capitalised(": ".join(filter(None, (lane.label, said))))
    listed = field.part(by).code_list if by else None
    return name, [*listed.codes].index(value) if listed else 0


def _part(name: str, field: FieldShape, fact: Fact, words: LinkedWords) -> tuple[str, Any]:
    """Return a part of a statement in plain words, and its value.

    The words for an agent without an entry are its label alone, without the body.
    """
    if not name:
        return "", None
    value = getattr(fact.statement, name)
    if isinstance(value, Agent) and not value.id:
        return str(value.label), value
    return plain_of(words.value(field.part(name), value)), value


def _lane_words(lane: DrawnLane) -> str:
    """Return the contents of a lane in words, by date, for screen readers."""
    dated = dict.fromkeys((mark.date, mark.label) for mark in lane.marks)
    said = []
    for day, label in sorted(dated):
        when = in_words(day)
        said.append(label if label.endswith(when) else f"{label}, {when}")
    if len(said) > _NAMED:
        more = len(said) - _NAMED
        said[_NAMED:] = [f"and {more} more"]
    return "; ".join(said)


def timeline(
    entry: Entry, sections: list[PropertySection], words: LinkedWords
) -> LongTable:
    """Return the dated matters of an entry, newest first; superseded statements are left out."""
    items = dict.fromkeys([*_said(entry, sections), *_happened(entry, words)])
    newest_first = sorted(
        items,
        key=lambda item: (
            item.date.day,
            item.date,
            item.type == "event",
            item.words,
        ),
        reverse=True,
    )
    return LongTable(f"{entry.id}_timeline", table("Timeline", newest_first, _COLUMNS))


def _said(entry: Entry, sections: list[PropertySection]) -> Iterator[_Item]:
    """Yield the rows of the statements of an entry, and of the rejections of these."""
    for section in sections:
        for view in section.facts:
            if view.rank == "deprecated":
                continue
            yield from _statement(entry, section, view)
            for dispute in view.disputes:
                if dispute.date:
                    link = _HERE(entry.id, view.anchor, _words(section, view))
                    said = _REJECTED(dispute.chip, link, dispute.who)
                    yield _Item(dispute.date, said, "statement")


def _statement(entry: Entry, section: PropertySection, view: FactView) -> Iterator[_Item]:
    """Yield a statement by its date: its value, the day of the act that it records, its period, or the day on which it was said.

    Nothing where it has none of these.
    """
    statement = view.statement
    is_date = isinstance(view.fact.value, Edtf)
    happened = view.fact.value if is_date else statement.date_of_act or statement.when
    shown = happened or statement.said
    if not shown:
        return
    words = section.label if is_date else _words(section, view)
    lead = stance_lead(statement.stance_code)
    said = _SAID(lead, _HERE(entry.id, view.anchor, words), plain_of(view.speaker))
    is_event = happened and entry.kind.date == section.name
    yield _Item(shown, said, "event" if is_event else "statement")


def _words(section: PropertySection, view: FactView) -> Markup:
    return escape(f"{section.label}: {cut(view.plain, MAX_LETTERS)}")


def _happened(entry: Entry, words: LinkedWords) -> Iterator[_Item]:
    """Yield the dated entries that name this one in a statement of theirs."""
    for other, day, _, _ in _named_in(entry, words):
        if not other.kind.supports:
            yield _Item(day, words.link(other.id), "event")
