"""Periods as days: what is sure of them, and how far their ends may lie apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.text.edtf_span import Edtf


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; each end is the first and last day that it may lie on, as ordinals, or None where it is open."""

    start: tuple[int, int] | None
    end: tuple[int, int] | None
    vague: bool = False
    """It was so at that time, or an end of it is not known: no beginning and no end is meant."""

    @property
    def days(self) -> list[int]:
        """The days that bound it, where there are any."""
        return [*(self.start or ()), *(self.end or ())]

    @property
    def order(self) -> tuple[int, int]:
        """Sorts by beginning, then by end; what has no beginning comes first."""
        return (self.start[0] if self.start else 0, self.end[1] if self.end else _FOREVER)


_FOREVER = 10**7


def period_of(span: Edtf) -> Period:
    """Return a period as typed; a date that is none is the evidence of that time."""
    if not span.is_interval:
        first, last = _day(span.earliest), _day(span.latest)
        return Period((first, first), (last, last), vague=True)
    start, end = span.start, span.end
    return Period(
        (_day(start.earliest), _day(start.latest)) if start else None,
        (_day(end.earliest), _day(end.latest)) if end else None,
        vague=span.unknown_start or span.unknown_end,
    )


def united(periods: Iterable[Period]) -> list[Period]:
    """Return periods of one matter in order, those that share or adjoin days as one."""
    made: list[Period] = []
    for period in sorted(periods, key=lambda p: (p.order, p.vague)):
        if made and period.order[0] <= made[-1].order[1] + 1:
            made[-1] = _joined(made[-1], period)
        else:
            made.append(period)
    return made


def _joined(a: Period, b: Period) -> Period:
    """Return two periods that meet as one, `a` being the one that begins first."""
    last = a if a.order[1] >= b.order[1] else b
    return Period(a.start, last.end, vague=a.vague and b.vague)


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
