"""Whether a statement holds on a day: by its period, and by how far the evidence for it reaches.

An open end says that nobody reported an end, not that it still holds: after the newest evidence there is only "last evidence".
A month or a year says that it was so at some time in it, not on each of its days.
An open start says that nobody reported a beginning, not that it had always held: before its end the start is "not known".
Of days that lie far from all evidence nothing is said.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from generator.model.atlas import Atlas, Fact
from generator.model.roles import Work
from generator.model.statement import Statement
from generator.text.edtf import NO_END, NO_START, Edtf

MAX_YEARS = 5
"""Years from the last evidence, or back from an end of unknown start, within which something can be said of a day."""


class Hold(Enum):
    """What can be said of a statement and a day."""

    HELD = "held"
    PERHAPS = "perhaps"
    """It was so, or began or ended, about then: its dates are known too coarsely."""
    START_UNKNOWN = "start not known"
    """It ended later, and nobody says since when it had been so."""
    LAST_EVIDENCE = "last evidence"
    """It had begun, no end is reported, and the evidence is older than the day."""
    NOT = "not"
    """It had ended, had not begun, or all evidence is too far away."""


class KnownPeriod(NamedTuple):
    """The four days that decide, as ISO texts."""

    first: str
    """Before it, it had not begun."""
    begun: str
    """From it on, it had."""
    sure: str
    """Until it, it is known to have gone on."""
    last: str
    """After it, it had ended."""

    @property
    def days(self) -> list[str]:
        """The four days; an open end is empty."""
        return ["" if day in (NO_START, NO_END) else day for day in (self.first, self.begun, self.sure, self.last)]

    @property
    def text(self) -> str:
        """The days for scripts; from the first day that all others are like, they are left out."""
        days = self.days
        while days[-2:-1] == days[-1:]:
            days.pop()
        return "/".join(days)

    @property
    def reach(self) -> tuple[str, str]:
        """The first and the last day of which anything can be said."""
        first = _moved(self.begun, -MAX_YEARS) if self.first == NO_START else self.first
        return first, _moved(self.sure, MAX_YEARS) if self.last == NO_END else self.last

    def on(self, day: str) -> Hold:
        """Return what can be said of a day."""
        if not self.reach[0] <= day <= self.reach[1]:
            return Hold.NOT
        if self.begun <= day <= self.sure:
            return Hold.HELD
        if day < self.begun:
            return Hold.START_UNKNOWN if self.first == NO_START else Hold.PERHAPS
        return Hold.LAST_EVIDENCE if self.last == NO_END else Hold.PERHAPS

    def doubt(self, day: str) -> str:
        """Return the words behind what can be said of a day: the year of the last evidence, or why it is uncertain."""
        if (hold := self.on(day)) is not Hold.PERHAPS:
            return f" {self.sure[:4]}" if hold is Hold.LAST_EVIDENCE else ""
        return f", {'dated' if self.sure < self.begun else 'began' if day < self.begun else 'ended'} about then"


def _moved(day: str, years: int) -> str:
    """Return a day so many years later; where that year has no 29 February, a text that is sorted as that day."""
    return f"{int(day[:4]) + years:04d}{day[4:]}"


def evidence_dates(atlas: Atlas, statement: Statement) -> list[Edtf]:
    """Return when a statement was said, else the dates of the works that support it, the one that reaches furthest last."""
    supporting = atlas.records_of((c.src for c in statement.cite if c.stance == "supports"), Work)
    dates = [statement.said] if statement.said else [work.issued for work in supporting]
    return sorted((date for date in dates if date is not None), key=lambda date: date.earliest)


def period_of(atlas: Atlas, statement: Statement) -> KnownPeriod | None:
    """Return the days that decide for a statement; None where it has no period."""
    if (when := statement.when) is None:
        return None
    dates = evidence_dates(atlas, statement)
    return known_period(when, dates[-1].earliest if dates else NO_START)


def latest_first(atlas: Atlas, facts: Sequence[Fact]) -> list[Fact]:
    """Return statements with that of the latest state first, and those without a period last.

    Of those that may reach as far as any is known to, a preferred one stands first, then the one that began last: that a
    date is coarse does not make a state go on.
    """
    spans = {fact.id: span for fact in facts if (span := period_of(atlas, fact.statement)) is not None}
    reach = {f.id: spans[f.id].sure if when.is_interval else when.earliest for f in facts if (when := f.statement.when)}
    newest = max(reach.values(), default=NO_START)

    def order(fact: Fact) -> tuple[bool, bool, str, str]:
        span = spans.get(fact.id)
        is_late = span is None or span.last >= newest
        is_preferred = is_late and fact.statement.rank == "preferred"
        return is_preferred, is_late and span is not None, span.first if span else "", reach.get(fact.id, "")

    return sorted(facts, key=order, reverse=True)


def present_year(atlas: Atlas) -> str:
    """Return the year of the newest work of the atlas; empty where none has a date."""
    return atlas.once("present year", lambda: newest.latest[:4] if (newest := newest_of(atlas, atlas.entries)) else "")


def newest_of(atlas: Atlas, sources: Iterable[str]) -> Edtf | None:
    """Return the date of the newest of these sources: what they say goes no further. None where none has a date."""
    dates = [work.issued for work in atlas.records_of(sources, Work) if work.issued is not None]
    return max(dates, key=lambda date: (date.latest, date.sort_key), default=None)


def known_period(when: Edtf, evidence: str) -> KnownPeriod:
    """Return the days that decide for a period, `evidence` being the day to which what is known of it reaches."""
    if not when.is_interval:
        return KnownPeriod(when.earliest, when.latest, when.earliest, when.latest)
    if when.start is None:
        assert when.end is not None
        return KnownPeriod(NO_START, when.end.earliest, when.end.earliest, when.end.latest)
    start = when.start
    if when.end is not None:
        return KnownPeriod(start.earliest, start.latest, when.end.earliest, when.end.latest)
    if when.unknown_end or evidence < start.earliest:
        return KnownPeriod(start.earliest, start.latest, start.latest, NO_END)
    begun = min(start.latest, evidence)
    return KnownPeriod(start.earliest, begun, max(begun, evidence), NO_END)
