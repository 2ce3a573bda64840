"""What a strip shows, as plain data: lanes of periods and of what happened at a date."""

from __future__ import annotations

from dataclasses import dataclass

from generator.text.edtf_span import Edtf


@dataclass(frozen=True, slots=True)
class Bar:
    """A period and what was so in it; a date that is no interval says that it was so then."""

    label: str
    span: Edtf
    key: str = ""
    """Tells apart what bears one name; periods of one label and key that meet are one bar."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something that happened at one date, which may itself be a period or uncertain."""

    label: str
    date: Edtf
    short: str = ""
    """Words for where the label has no room."""
    event: bool = False
    """It happened; else somebody gives the date."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Matters of one sort."""

    label: str
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    solid: bool = False
    """One matter follows the other, so that a gap between them is one in what is known."""
    events: bool = False
    """Its points are events, which are counted where they stand close; else each has its words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the signs in it that a legend explains: gap, vague, doubt, event, date, until."""

    svg: str
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Strip:
    """What is drawn; the words are those of a screen reader, who sees no picture."""

    id: str
    words: str
    lanes: tuple[Lane, ...]
    until: Edtf | None = None
    """Where the information ends."""
    until_words: str = ""
