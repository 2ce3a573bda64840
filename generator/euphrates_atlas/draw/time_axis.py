"""The time axis of a strip: periods as days, days as pixels, and the ticks that have room; for `strip` and `strip_lanes`."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count, pairwise
from typing import NamedTuple

from euphrates_atlas.draw.text_fit import text_width
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.months import MONTHS

MARGIN = 9.0
"""Pixels that stay free at either end, so that a sign on the first or last day is whole."""

_SHORTEST = 150
"""Days that an axis covers at the least: a claim and its denial two days later are no long history."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from tick to tick, of which the first that leaves room for the words is taken."""
_APART = 14.0
"""Pixels between the words of two ticks."""
_FOREVER = 10**7
"""A day after all others."""


class DaySpan(NamedTuple):
    """A period; `start` and `end` are the first and the last day that each may lie on, as Python's ordinals; None: open."""

    start: tuple[int, int] | None
    end: tuple[int, int] | None
    vague: bool = False
    """It comes from a date alone, at which it was so, or from a period of which an end is not known."""
    seen: int = 0
    """The first day on which it may have been seen; of a period without a start, the first that its end may lie on."""

    @property
    def days(self) -> list[int]:
        """The days that bound it, where there are any."""
        return [*(self.start or ()), *(self.end or ())]

    @property
    def order(self) -> tuple[int, int]:
        """Sorts by beginning, then by end; what has no beginning comes first."""
        first = self.start[0] if self.start else 0
        last = self.end[1] if self.end else _FOREVER
        return first, last


def day_span(span: Edtf) -> DaySpan:
    """Return the days of a period; of a date alone, which is evidence of that time, those from its first to its last."""
    if not span.is_interval:
        first, last = _days(span)
        return DaySpan((first, first), (last, last), True, first)
    start = _days(span.start) if span.start else None
    end = _days(span.end) if span.end else None
    seen, _ = start or end or _days(span)
    is_vague = span.unknown_start or span.unknown_end
    return DaySpan(start, end, is_vague, seen)


def _days(span: Edtf) -> tuple[int, int]:
    """Return the first and the last day that a date allows, as Python's ordinals."""
    first = date.fromisoformat(span.earliest)
    last = date.fromisoformat(span.latest)
    return first.toordinal(), last.toordinal()


def merged_spans(spans: Iterable[DaySpan]) -> list[DaySpan]:
    """Return periods of one matter in order, those that share or adjoin days as one."""
    merged: list[DaySpan] = []
    for span in sorted(spans, key=lambda span: (span.order, span.vague)):
        if not merged or span.order[0] > merged[-1].order[1] + 1:
            merged.append(span)
            continue
        first = merged[-1]
        last = first if first.order[1] >= span.order[1] else span
        merged[-1] = DaySpan(
            first.start,
            last.end,
            first.vague and span.vague,
            min(first.seen, span.seen),
        )
    return merged


class Axis(NamedTuple):
    """Time from one day to another over a width in pixels; days are counted as Python's ordinals."""

    first: int
    last: int
    width: float

    def at(self, day: int) -> float:
        """Return where a day begins, in pixels from the left."""
        days = self.last - self.first
        share = (day - self.first) / days
        return MARGIN + share * (self.width - 2 * MARGIN)


def axis_over(days: list[int], width: float, *, open_start: bool = False) -> Axis:
    """Return an axis that holds all the days; `open_start` leaves room for what began before the first."""
    first = min(days)
    last = max(days)
    missing = _SHORTEST - (last - first)
    if missing > 0:
        first -= missing // 2
        last += missing - missing // 2
    if open_start:
        first -= (last - first) // 8
    return Axis(first, last, width)


class Tick(NamedTuple):
    """A line across the strip, and the words beside it."""

    x: float
    words: str

    @property
    def end(self) -> float:
        """Where the words end, if they begin at the line."""
        return self.x + text_width(self.words)


def ticks(axis: Axis) -> list[Tick]:
    """Return as many ticks as have room; one whose words would reach beyond the axis is left out."""
    for months in _STEPS:
        found = list(_ticks_every(months, axis))
        if all(after.x - tick.end >= _APART for tick, after in pairwise(found)):
            return [tick for tick in found if tick.end + 3 <= axis.width]
    return []


def _ticks_every(months: int, axis: Axis) -> Iterator[Tick]:
    """Yield a tick at the first day of every so many months, counted from the year 0."""
    first = date.fromordinal(axis.first)
    began = first.year * 12 + first.month - 1
    # From the next multiple of `months` on.
    for number in count(began + -began % months, months):
        day = date(number // 12, number % 12 + 1, 1)
        ordinal = day.toordinal()
        if ordinal > axis.last:
            break
        if ordinal >= axis.first:
            words = str(day.year)
            if months < 12:
                words = f"{MONTHS[day.month - 1][:3]} {words}"
            yield Tick(axis.at(ordinal), words)
