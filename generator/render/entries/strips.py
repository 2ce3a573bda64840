"""The picture of time of an entry: its dated statements and the events that point at it, in the lanes that are declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.codes import code_list
from generator.draw import lanes
from generator.draw.strip import strip_svg
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Lane, Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.values import CodeOf
from generator.render.derived import date_of
from generator.render.facts import SectionView
from generator.render.values import Words, capitalised, plain_of
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words

LEAST = 2
"""Dated matters from which on there is something to see."""

_NAMED = 12
"""Matters of a lane that the words for those who see no picture name; of the others they give the number."""
_SPEECH = ("by", "disputed")
_ANCHOR = "over-time"


@dataclass(frozen=True, slots=True)
class StripView:
    """A picture of time with its heading, its legend and the tables that say the same."""

    anchor: str
    title: str
    svg: Markup
    legend: tuple[str, ...]
    tables: tuple[tuple[str, str], ...]
    """Anchor and label of each part of the page in which the same stands in words."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """One thing that is drawn."""

    lane: Lane
    name: str
    """The name of its lane."""
    order: int
    """Its lane's place among those that one declaration makes."""
    drawn: lanes.Bar | lanes.Point
    table: tuple[str, str]


def strip_view(
    atlas: Atlas, entry: Entry, sections: list[SectionView], derived: list[Any], until: Edtf | None, words: Words
) -> StripView | None:
    """Return the picture of an entry, or None where its kind has none or too little in it has a date."""
    if not entry.kind.strip:
        return None
    matters = [*_own(atlas, entry, words), *_events(atlas, entry, words)]
    if len({(m.name, m.drawn) for m in matters}) < LEAST:
        return None
    made = _lanes(matters)
    strip = lanes.Strip(
        id=_ANCHOR,
        words=_in_words(made),
        lanes=made,
        until=until,
        until_words=f"information to {in_short(until)}" if until else "",
    )
    picture = strip_svg(strip)
    linked = {anchor for anchor, _ in (m.table for m in matters)}
    labels = [(s.anchor, s.label) for s in sections] + [(s.anchor, s.label) for s in derived]
    return StripView(
        _ANCHOR,
        entry.kind.strip,
        Markup(picture.svg),
        tuple(words for sign, words in _LEGEND.items() if sign in picture.signs),
        tuple((anchor, label) for anchor, label in labels if anchor in linked),
    )


_LEGEND = {
    "gap": "Hatched: nothing recorded.",
    "vague": "Dashed: so at that time, without a known beginning or end.",
    "doubt": "A dashed end: it lies somewhere in that stretch.",
    "event": "Diamond: an event.",
    "date": "Ring: a date that somebody gives.",
    "until": "The line: information ends there.",
}


def _lanes(matters: list[_Matter]) -> tuple[lanes.Lane, ...]:
    """Return the lanes in the order of the declarations, each with all that stands in it."""
    named: dict[str, list[_Matter]] = {}
    declared: dict[Lane, int] = {}
    for matter in matters:
        declared.setdefault(matter.lane, len(declared))
    for matter in sorted(matters, key=lambda m: (declared[m.lane], m.order)):
        named.setdefault(matter.name, []).append(matter)
    return tuple(
        lanes.Lane(
            label=name,
            bars=tuple(m.drawn for m in held if isinstance(m.drawn, lanes.Bar)),
            points=tuple(dict.fromkeys(m.drawn for m in held if isinstance(m.drawn, lanes.Point))),
            solid=held[0].lane.follows,
            events=held[0].drawn.event if isinstance(held[0].drawn, lanes.Point) else False,
        )
        for name, held in named.items()
    )


def _own(atlas: Atlas, entry: Entry, words: Words) -> Iterator[_Matter]:
    """Yield the dated statements of an entry that stand in a lane; superseded ones stand in the tables alone."""
    for field, declared in entry.properties():
        if declared.lane is None or field.record is None:
            continue
        for fact in entry.facts_of(field.name):
            if fact.statement.rank == "deprecated":
                continue
            name, order = _name(atlas, declared.lane, field, fact, words)
            for drawn in _drawn(atlas, declared, field, fact, words):
                yield _Matter(declared.lane, name, order, drawn, (field.name.replace("_", "-"), declared.label))


def _drawn(
    atlas: Atlas, declared: Property, field: FieldShape, fact: Fact, words: Words
) -> Iterator[lanes.Bar | lanes.Point]:
    value = getattr(fact.statement, "value", None)
    assert declared.lane is not None
    assert field.record is not None
    if isinstance(value, Edtf):
        yield lanes.Point(declared.label, value)
    elif fact.statement.when is not None:
        part = declared.lane.words
        held = getattr(fact.statement, part) if part else None
        said = _plain(atlas, field.record.fields[part], held, words) if part else ""
        key = held.key if isinstance(held, Agent) else ""
        yield lanes.Bar(capitalised(said or declared.label), fact.statement.when, key)


def _events(atlas: Atlas, entry: Entry, words: Words) -> Iterator[_Matter]:
    """Yield the dated entries that point at this one by a property that has a lane for them."""
    for mention in atlas.mentions.get(entry.id, ()):
        other = atlas[mention.entry_id]
        field = other.shape.fields[mention.field]
        declared: Property | None = field.marker(Property)
        lane = declared.inverse_lane if declared else None
        if declared is None or lane is None or mention.fact is None or mention.part in _SPEECH or other.id == entry.id:
            continue
        if (lane.only and mention.part != lane.only) or mention.fact.statement.rank == "deprecated":
            continue
        if (date := date_of(other)) is not None:
            name, order = _name(atlas, lane, field, mention.fact, words)
            anchor = f"{other.kind.singular.lower()}-{field.name.replace('_', '-')}"
            point = lanes.Point(other.label, date, short=in_short(date), event=True)
            yield _Matter(lane, name, order, point, (anchor, declared.inverse))


def _name(atlas: Atlas, lane: Lane, field: FieldShape, fact: Fact, words: Words) -> tuple[str, int]:
    """Return the name of the lane in which a statement stands, and its place among those of one declaration."""
    if not lane.by:
        return lane.label, 0
    assert field.record is not None
    part, value = field.record.fields[lane.by], getattr(fact.statement, lane.by)
    said = _plain(atlas, part, value, words)
    listed = part.marker(CodeOf)
    order = list(code_list(listed.list_name).codes).index(value) if listed else 0
    return (f"{lane.label}: {said}" if lane.label else capitalised(said)), order


def _plain(atlas: Atlas, part: FieldShape, value: Any, words: Words) -> str:
    """Return a part in words without markup; of somebody's unit, the unit alone."""
    if isinstance(value, Agent):
        return atlas[value.id].label if value.id else str(value.label)
    return plain_of(words.value(part, value))


def _in_words(made: tuple[lanes.Lane, ...]) -> str:
    return " ".join(f"{lane.label}: {_lane_words(lane)}." for lane in made) + " The tables of this page say the same."


def _lane_words(lane: lanes.Lane) -> str:
    dated = [(bar.span, bar.label) for bar in lane.bars] + [(point.date, point.label) for point in lane.points]
    dated.sort(key=lambda item: (item[0].sort_key, item[1]))
    said = [f"{label}, {in_words(span)}" for span, label in dict.fromkeys(dated)]
    more = len(said) - _NAMED
    return "; ".join(said[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
