"""The time of an entry: its dated statements and the events that name it, as a picture with lanes, and as a timeline."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.draw.strip import strip_svg
from generator.draw.strip_lanes import DrawnLane, LaneMark
from generator.facts.entry_dates import beginning_of, date_of
from generator.facts.ties import named_ids
from generator.model.atlas import Entry, Fact, Reference
from generator.model.codes import CodeOf, code_list
from generator.model.fields import Lane, Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.render.backlinks import SPEECH, BacklinkSection
from generator.render.linked_words import LinkedWords, stance_lead
from generator.render.markup import html, piece, plain_of, section_anchor
from generator.render.paging import FEW, LongTable
from generator.render.property_sections import FactView, PropertySection
from generator.render.tables import Column, Table, rows_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words
from generator.text.phrases import capitalised, cut

Part = PropertySection | BacklinkSection
_Item = tuple[Edtf, Markup, str]
"""A row of the timeline: its date, what is said or happened, and its type."""
LEAST = 2
"""Dated matters from which on there is something to see."""
_NAMED = 12
"""Matters of a lane that the words for those who see no picture name; of the others they give the number."""
MAX_WORDS = 90
"""Characters of what a statement says in the timeline; the link leads to all of it."""
_SAID = piece('{}{} <span class="ea-by">according to {}</span>')
_REJECTED = piece('{} {} <span class="ea-by">by {}</span>')
_HERE = piece('<a href="{}.html#{}">{}</a>')
_COLUMNS = (
    Column("Date", style="ea-dt", key="date", sorts="date"),
    Column("What is said, or what happened", is_head=True, key="what", sorts="name"),
    Column("Type", key="type"),
)


class StripView(NamedTuple):
    """A picture of time with its signs and the tables that say the same."""

    svg: Markup
    signs: set[str]
    """What its legend explains."""
    tables: list[tuple[str, str]]
    """Anchor and label of each part of the page in which the same stands in words."""


class _Matter(NamedTuple):
    """One period or date, and the lane that it stands in."""

    lane: Lane
    name: str
    """The name of its lane, of which one declaration may make several."""
    order: int
    """The place of its lane among these."""
    drawn: LaneMark
    anchor: str
    """Of the table that says the same."""


def strip_view(entry: Entry, parts: Sequence[Part], until: Edtf | None, words: LinkedWords) -> StripView | None:
    """Return the picture of an entry, or None where its kind has none or too little in it has a date.

    `parts` are those of its page; information ends at `until`.
    """
    matters = [*_own(entry, words), *_events(entry, words)] if entry.kind.strip else []
    if len({(matter.name, matter.drawn) for matter in matters}) < LEAST:
        return None
    drawn = _lanes(matters)
    spoken = " ".join(f"{lane.label}: {_lane_words(lane)}." for lane in drawn)
    svg, signs = strip_svg("strip", spoken, drawn, until)
    anchors = {matter.anchor for matter in matters}
    return StripView(Markup(svg), signs, [(part.anchor, part.label) for part in parts if part.anchor in anchors])


def _lanes(matters: list[_Matter]) -> tuple[DrawnLane, ...]:
    """Return the lanes in the order of the declarations, each with all that stands in it."""
    declared = list(dict.fromkeys(matter.lane for matter in matters))
    named: dict[str, list[_Matter]] = {}
    for matter in sorted(matters, key=lambda matter: (declared.index(matter.lane), matter.order)):
        named.setdefault(matter.name, []).append(matter)
    return tuple(
        DrawnLane(name, tuple(dict.fromkeys(matter.drawn for matter in group)), solid=group[0].lane.follows)
        for name, group in named.items()
    )


def _own(entry: Entry, words: LinkedWords) -> Iterator[_Matter]:
    """Yield the dates that the statements of an entry give and the periods in which they held; no superseded ones."""
    for field, declared in entry.shape.properties:
        for fact in entry.facts_of(field.name) if declared.lane else ():
            value, when, lane = fact.value, fact.statement.when, declared.lane
            if fact.statement.rank == "deprecated" or lane is None:
                continue
            if isinstance(value, Edtf):
                drawn = LaneMark("date", declared.label, value)
            elif when is not None:
                said, about = _part(lane.words, field, fact, words)
                key = about.key if isinstance(about, Agent) else ""
                drawn = LaneMark("bar", capitalised(said or declared.label), when, "", key, _floor(words, entry, fact))
            else:
                continue
            yield _Matter(lane, *_name(lane, field, fact, words), drawn, section_anchor(field.name))


def _floor(words: LinkedWords, entry: Entry, fact: Fact) -> int:
    """Return the first day on which the entry and all whom a statement names may have been there, as Python's ordinal."""
    named = named_ids(entry.shape.fields[fact.field], fact.statement)
    there = (words.atlas[id] for _, id in named if id in words.atlas.entries)
    return date.fromisoformat(max(map(beginning_of, [entry, *there]))).toordinal()


def _named_in(entry: Entry, words: LinkedWords) -> Iterator[tuple[Entry, Reference, Fact]]:
    """Yield the statements of other entries that name this one, unless as who speaks."""
    for mention in words.atlas.mentions.get(entry.id, ()):
        if mention.fact is not None and mention.part not in SPEECH and mention.entry_id != entry.id:
            yield words.atlas[mention.entry_id], mention, mention.fact


def _events(entry: Entry, words: LinkedWords) -> Iterator[_Matter]:
    """Yield the dated entries that point at this one by a property that has a lane for them."""
    for other, mention, fact in _named_in(entry, words):
        field = other.shape.fields[mention.field]
        declared: Property = field.marker(Property)
        lane = declared.inverse_lane
        if lane is None or fact.statement.rank == "deprecated" or lane.only not in ("", mention.part):
            continue
        if (date := date_of(other)) is not None:
            event = LaneMark("event", other.label, date, short=in_short(date))
            yield _Matter(lane, *_name(lane, field, fact, words), event, section_anchor(field.name, other.kind))


def _name(lane: Lane, field: FieldShape, fact: Fact, words: LinkedWords) -> tuple[str, int]:
    """Return the name of the lane in which a statement stands, and its place among those of one declaration."""
    if not lane.by:
        return lane.label, 0
    said, value = _part(lane.by, field, fact, words)
    listed = field.part(lane.by).marker(CodeOf)
    order = list(code_list(listed.list_name).codes).index(value) if listed else 0
    return (f"{lane.label}: {said}" if lane.label else capitalised(said)), order


def _part(name: str, field: FieldShape, fact: Fact, words: LinkedWords) -> tuple[str, Any]:
    """Return a part of a statement in plain words, and its value; of somebody's unit, the unit alone."""
    if not name:
        return "", None
    value = getattr(fact.statement, name)
    if isinstance(value, Agent) and not value.id:
        return str(value.label), value
    return plain_of(words.value(field.part(name), value)), value


def _lane_words(lane: DrawnLane) -> str:
    dated = sorted(dict.fromkeys((mark.date, mark.label) for mark in lane.marks), key=lambda m: (m[0].sort_key, m[1]))
    said = [label if label.endswith(day := in_words(date)) else f"{label}, {day}" for date, label in dated]
    more = len(said) - _NAMED
    return "; ".join(said[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def timeline(entry: Entry, sections: list[PropertySection], words: LinkedWords) -> LongTable:
    """Return the dated matters of an entry, newest first; superseded statements are left out."""
    items = dict.fromkeys([*_said(entry, sections), *_happened(entry, words)])
    rows = sorted(items, key=lambda item: (item[0].day, item[0].sort_key, item[2] == "event", item[1]), reverse=True)
    return LongTable(f"{entry.id}_timeline", Table("Timeline", _COLUMNS, rows_of(rows)), FEW)


def _said(entry: Entry, sections: list[PropertySection]) -> Iterator[_Item]:
    """Yield what the statements of an entry say of a day, or said on one, and who rejects that."""
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
                yield shown, said, "event" if date is not None and entry.kind.date == section.name else "statement"
            for dispute in view.disputes:
                if dispute.date is not None:
                    yield dispute.date, _REJECTED(dispute.chip, _link(entry, section, view), dispute.who), "statement"


def _link(entry: Entry, section: PropertySection, view: FactView, *, is_date: bool = False) -> Markup:
    words = section.label if is_date else f"{section.label}: {cut(view.plain, MAX_WORDS)}"
    return _HERE(entry.id, view.anchor, words)


def _happened(entry: Entry, words: LinkedWords) -> Iterator[_Item]:
    """Yield the dated entries that name this one in a statement of theirs."""
    for other in {other.id: other for other, _, _ in _named_in(entry, words)}.values():
        if other.kind.date and not other.kind.supports and (date := date_of(other)) is not None:
            yield date, words.link(other.id), "event"
