"""Whether a statement holds on a day: by its period, and by how far the evidence for it reaches.

An open end says that nobody reported an end, not that it still holds: after the newest evidence it is "last reported".
A month or a year says that it was so at some time in it, not on each of its days.
An open start says that nobody reported a beginning, not that it had always held: before its end the start is "not known".
Of days that lie far from all evidence nothing is said.

Used by the pages "as of" a day, the indexes and the network; scripts in the browser ask `KnownPeriod.text` the same.
Days are ISO texts, year-month-day, and compared as such.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from euphrates_atlas.facts.entry_dates import months_later
from euphrates_atlas.model.atlas import Atlas, Fact, once
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.statement import Statement
from euphrates_atlas.text.edtf import NO_END, NO_START, Edtf

MAX_YEARS = 5
"""Years from the last evidence, or back from an end of unknown start, within which something can be said of a day."""


class Hold(Enum):
    """What can be said of a statement and a day."""

    HELD = "held"
    PERHAPS = "perhaps"
    """It was so, or began or ended, about then: its dates are known too coarsely."""
    START_UNKNOWN = "start not known"
    """It ended later, and nobody says since when it had been so."""
    LAST_REPORTED = "last reported"
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
        return ["" if day in (NO_START, NO_END) else day for day in self]

    @property
    def text(self) -> str:
        """The days for scripts, without those at the end that repeat the one before.

        `2019-05-01` for that day alone; `2019-01-01/2019-12-31/2020-05-05/` for a period without an end.
        """
        days = self.days
        while days[-2:-1] == days[-1:]:  # slices, since the last one has none before it
            days.pop()
        return "/".join(days)

    @property
    def reach(self) -> tuple[str, str]:
        """The first and the last day of which anything can be said."""
        first = self.first
        last = self.last
        if first == NO_START:
            first = months_later(self.begun, -12 * MAX_YEARS)
        if last == NO_END:
            last = months_later(self.sure, 12 * MAX_YEARS)
        return first, last

    def on(self, day: str) -> Hold:
        """Return what can be said of a day."""
        first, last = self.reach
        if not first <= day <= last:
            return Hold.NOT
        if self.begun <= day <= self.sure:
            return Hold.HELD
        if day < self.begun:
            return Hold.START_UNKNOWN if self.first == NO_START else Hold.PERHAPS
        return Hold.LAST_REPORTED if self.last == NO_END else Hold.PERHAPS

    def doubt(self, day: str) -> str:
        """Return the words that follow `Hold.value` on pages: the year of the last evidence, or why a day is uncertain."""
        hold = self.on(day)
        if hold is Hold.LAST_REPORTED:
            return f" {self.sure[:4]}"
        if hold is not Hold.PERHAPS:
            return ""
        if self.sure < self.begun:  # a month or year, which may lie on either side
            return ", dated about then"
        return ", began about then" if day < self.begun else ", ended about then"


def evidence_dates(atlas: Atlas, statement: Statement) -> list[Edtf]:
    """Return when a statement was said, else the dates of the works that support it, sorted by their first days."""
    if statement.said:
        return [statement.said]
    dates = _issued(atlas, statement.supporting)
    dates.sort(key=lambda date: date.earliest)
    return dates


def _issued(atlas: Atlas, sources: Iterable[str]) -> list[Edtf]:
    """Return the dates of the works among these sources that have one."""
    works = atlas.records_of(sources, Work)
    return [work.issued for work in works if work.issued]


def period_of(atlas: Atlas, statement: Statement) -> KnownPeriod | None:
    """Return the days that decide whether a statement holds; None without a period, or with only a date by which it was over."""
    if not statement.when or statement.when.is_upper_bound:
        return None
    dates = evidence_dates(atlas, statement)
    evidence = dates[-1].earliest if dates else NO_START
    return known_period(statement.when, evidence)


def latest_first(atlas: Atlas, facts: Sequence[Fact]) -> list[Fact]:
    """Return statements with that of the latest state first.

    Late are those that may reach as far as any is known to. Preferred late ones come first; then preferred ones without a
    period; other late ones; earlier ones; at last those without a period. Of several, the one that began last comes first:
    that a date is coarse does not make a state go on. The latest of each thing that the states are of, as of each side
    of a crossing, comes before all that is older of any of them.
    """
    spans = {}
    reach = {}  # the day up to which each is known to have held
    for fact in facts:
        span = period_of(atlas, fact.statement)
        when = fact.statement.when
        if span and when:
            spans[fact.id] = span
            reach[fact.id] = span.sure if when.is_interval else when.earliest
    newest = max(reach.values(), default=NO_START)

    def order(fact: Fact) -> tuple[bool, bool, str, str]:
        is_preferred = fact.statement.is_preferred
        span = spans.get(fact.id)
        if not span:
            return is_preferred, False, "", ""
        is_late = span.last >= newest
        return is_late and is_preferred, is_late, span.first, reach[fact.id]

    in_order = sorted(facts, key=order, reverse=True)
    latest: dict[str | None, str] = {}
    for fact in in_order:
        thing = getattr(fact.statement, fact.statement.apart_by, None)
        if thing or not latest:
            latest.setdefault(thing, fact.id)
    return sorted(in_order, key=lambda fact: fact.id not in latest.values())


@once
def newest_work(atlas: Atlas) -> Edtf | None:
    """Return the date of the newest work of the atlas; None where none has a date."""
    return newest_of(atlas, atlas.entries)


def newest_of(atlas: Atlas, sources: Iterable[str]) -> Edtf | None:
    """Return the date of the newest of these sources, by the first day that each date allows. None where none has a date.

    Of two that mean the same day, the certain one; the order of the sources does not matter.
    """
    return max(
        _issued(atlas, sources),
        key=lambda date: (date.earliest, date.last_known, not date.qualifier, date.text),
        default=None,
    )


def known_period(when: Edtf, evidence: str) -> KnownPeriod:
    """Return the days that decide whether a period holds; `evidence` is the day up to which something is known of it."""
    if not when.is_interval:  # it was so on some day between the two
        first = when.earliest
        last = when.latest
        return KnownPeriod(first, last, first, last)
    end = when.end
    if not when.start:
        assert end  # an interval has one of the two
        return KnownPeriod(NO_START, end.earliest, end.earliest, end.latest)
    first = when.start.earliest
    last = when.start.latest
    if end:
        return KnownPeriod(first, last, end.earliest, end.latest)
    if when.unknown_end or evidence < first:  # nothing is known behind the start
        return KnownPeriod(first, last, last, NO_END)
    begun = min(last, evidence)  # what was reported had begun
    return KnownPeriod(first, begun, max(begun, evidence), NO_END)
