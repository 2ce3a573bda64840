"""The axis of time under a picture: days to pixels, and the ticks that fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.draw.marks import width_of
from generator.text.edtf_words import MONTHS

MARGIN = 9.0
"""Pixels that stay free at either end, so that a sign on the first or last day is whole."""

_SHORTEST = 150
"""Days that an axis covers at the least: a claim and its denial two days later are no long history."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from tick to tick, of which the first that leaves room for the words is taken."""
_APART = 14.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from one day to another over a width; days are counted as Python's ordinals."""

    first: int
    last: int
    width: float

    def at(self, day: int) -> float:
        """Return where a day begins, in pixels from the left."""
        share = (day - self.first) / (self.last - self.first)
        return MARGIN + share * (self.width - 2 * MARGIN)


def axis_over(days: list[int], width: float, *, open_start: bool = False) -> Axis:
    """Return an axis that holds all the days; `open_start` leaves room for what began before the first."""
    first, last = min(days), max(days)
    short = _SHORTEST - (last - first)
    if short > 0:
        first, last = first - short // 2, last + short - short // 2
    return Axis(first - (last - first) // 8 if open_start else first, last, width)


def ticks(axis: Axis) -> list[tuple[float, str]]:
    """Return place and words of each tick, as many as stand apart; words begin at their tick and stay inside."""
    for months in _STEPS:
        found = _set_apart(axis, months)
        if found is not None:
            return [(x, text) for x, text in found if x + 3 + width_of(text) <= axis.width]
    return []


def _set_apart(axis: Axis, months: int) -> list[tuple[float, str]] | None:
    """Return a tick every so many months, or None once one has no room for its words."""
    words = _months_words if months < 12 else _year_words
    found: list[tuple[float, str]] = []
    for day in _days(axis, months):
        x = axis.at(day.toordinal())
        if found and x - found[-1][0] - width_of(found[-1][1]) < _APART:
            return None
        found.append((x, words(day)))
    return found


def _days(axis: Axis, months: int) -> Iterator[date]:
    """Yield the first days of every so many months within an axis."""
    first = date.fromordinal(axis.first)
    number = -(-(first.year * 12 + first.month - 1) // months) * months
    while (day := date(number // 12, number % 12 + 1, 1)).toordinal() <= axis.last:
        if day.toordinal() >= axis.first:
            yield day
        number += months


def _year_words(day: date) -> str:
    return str(day.year)


def _months_words(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
