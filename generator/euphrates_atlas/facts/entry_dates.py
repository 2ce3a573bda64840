"""The dates of an entry and of a statement, its years, whether its review is overdue; and what happened when, over all entries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from euphrates_atlas.batched import grouped
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, plain
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.text.edtf import NO_END, NO_START, Edtf

REVIEW_MONTHS = 12
"""How long a review holds."""


def dates_of(entry: Entry, field: str) -> list[Edtf]:
    """Return the dates that the current statements of a property give, the preferred first."""
    values = [fact.value for fact in entry.current_facts(field)]
    return [value for value in values if isinstance(value, Edtf)]


def date_of(entry: Entry) -> Edtf | None:
    """Return the date by which an entry is sorted: the preferred one, else the first that no other gives more exactly."""
    dates = own_dates(entry)
    facts = entry.current_facts(entry.kind.date)
    if any(fact.statement.is_preferred for fact in facts):
        return next(iter(dates), None)
    for one in dates:
        if not _has_finer(dates, one):
            return one
    return None


def most_exact(facts: Sequence[Fact]) -> list[Fact]:
    """Return these statements but for those whose date another of them gives more exactly; preferred ones stay."""
    dates = [fact.value for fact in facts if isinstance(fact.value, Edtf)]
    return [
        fact
        for fact in facts
        if fact.statement.is_preferred or not _has_finer(dates, fact.value)
    ]


def _has_finer(dates: Iterable[Edtf], date: Edtf) -> bool:
    """Tell whether one of these dates gives the same more exactly."""
    return any(other.is_finer_than(date) for other in dates)


def years_of(entry: Entry) -> tuple[int, int] | None:
    """Return the first and last year of the dates of an entry; None where none of them has a year."""
    return years_between(own_dates(entry))


def years_between(dates: Iterable[Edtf]) -> tuple[int, int] | None:
    """Return the first and last year that dates name; None where none names a year."""
    days = set()
    for one in dates:
        days |= {one.earliest, one.latest}
    days -= {NO_START, NO_END}
    if not days:
        return None
    first = min(days)
    last = max(days)
    return int(first[:4]), int(last[:4])


def beginning_of(entry: Entry) -> str:
    """Return the first day on which a body may have been founded or a person born; where that is not known, the first of all days."""
    days = []
    for _, declared in entry.shape.properties:
        if declared.ends:
            dates = dates_of(entry, declared.ends)
            days += [date.earliest for date in dates]
    return min(days, default=NO_START)


def own_dates(entry: Entry) -> list[Edtf]:
    """Return the values of the property or field that dates entries of this kind, the preferred first."""
    field = entry.kind.date
    date = getattr(entry.record, field, None)
    if isinstance(date, Edtf):
        return [date]
    return dates_of(entry, field)


def day_of(date: Edtf | None) -> str:
    """Return the day that a date is listed under; empty where there is none."""
    return date.day if date else ""


def dates_in(entry: Entry, fact: Fact) -> Iterator[tuple[str, Edtf]]:
    """Yield each date in a statement, with the part that holds it."""
    parts = entry.shape.fields[fact.field].parts
    for name in ("when", "said", *(part.name for part in parts)):
        date = getattr(fact.statement, name)
        if isinstance(date, Edtf):
            yield name, date


def is_overdue(reviewed: str, today: date, ahead: int = 0) -> bool:
    """Tell whether a review of a day, as year-month-day, no longer holds, or will not so many months ahead."""
    return months_later(reviewed, REVIEW_MONTHS - ahead) <= today.isoformat()


def months_later(day: str, months: int) -> str:
    """Return a day so many months later, to be compared with other days as a text.

    The number of the day stays: a month after 2024-01-31 is 2024-02-31, which is sorted behind the last day of February.
    """
    years, month = divmod(int(day[5:7]) - 1 + months, 12)
    return f"{int(day[:4]) + years:04d}-{month + 1:02d}{day[7:]}"


class DatedFacts(NamedTuple):
    """One date of one entry, and the statements that give it."""

    date: Edtf
    entry: Entry
    field: str
    part: str
    """Which of the statement's dates it is, such as `value`, `when` or `listed`."""
    facts: tuple[Fact, ...]
    """Those that say the same of the same date; the preferred one first."""
    coarser: tuple[tuple[Fact, Edtf], ...] = ()
    """Those that give the same date less exactly, and have no line of their own, each with its date."""

    @property
    def day(self) -> str:
        """The day it is sorted under: the earliest that the date allows; where it has no start, the last."""
        return self.date.day

    @property
    def month(self) -> str:
        """Year and month as digits, where the date names its month; else empty."""
        first = self.date.start or self.date.end or self.date
        return self.day[:7] if first.precision in ("day", "month") else ""

    @property
    def is_event(self) -> bool:
        """Tell whether it dates the entry itself, rather than something said of it."""
        return self.field == self.entry.kind.date


def dated_facts(atlas: Atlas) -> list[DatedFacts]:
    """Return everything dated that the chronology lists, oldest first; superseded statements are left out.

    The kinds declare which parts of a property count (`Property.chronicle`).
    """

    def order(dated: DatedFacts) -> tuple[Any, ...]:
        entry = dated.entry
        return (
            dated.day,
            dated.date,
            not dated.is_event,
            entry.label.casefold(),
            entry.id,
        )

    found: list[DatedFacts] = []
    for entry in atlas:
        for field, declared in entry.shape.properties:
            for line in declared.chronicle.split():  # as "when" or "value|listed"
                found += _of_property(entry, field, line.split("|"))
    return sorted(found, key=order)


class _DatedFact(NamedTuple):
    """A statement with one of its dates, and the part that holds it."""

    fact: Fact
    date: Edtf
    part: str


def _of_property(entry: Entry, field: FieldShape, parts: list[str]) -> Iterator[DatedFacts]:
    """Yield a line of the chronology for each date that the statements of a property give, in the first of `parts` with one.

    Of a property that has one true value, as a date of birth, a less exact date has no line of its own, unless it is
    preferred: the line of the more exact one lists it as `coarser`.
    """
    found = [_dated(fact, parts) for fact in entry.current_facts(field.name)]
    alike = grouped(filter(None, found), lambda dated: _line_key(field, dated))
    firsts = [held[0] for held in alike.values()] if field.declared.one else []
    dates = [first.date for first in firsts]
    for held in alike.values():
        first = held[0]
        if not first.fact.statement.is_preferred and _has_finer(dates, first.date):
            continue
        coarser = [
            (other.fact, other.date)
            for other in firsts
            if not other.fact.statement.is_preferred
            and first.date.is_finer_than(other.date)
        ]
        yield DatedFacts(
            first.date,
            entry,
            field.name,
            first.part,
            facts=tuple(dated.fact for dated in held),
            coarser=tuple(coarser),
        )


def _dated(fact: Fact, parts: Iterable[str]) -> _DatedFact | None:
    """Return a statement with the first of its parts that holds a date; None where none does."""
    for part in parts:
        date = getattr(fact.statement, part)
        if isinstance(date, Edtf):
            return _DatedFact(fact, date, part)
    return None


def _line_key(field: FieldShape, dated: _DatedFact) -> tuple[str, ...]:
    """Return a key that is equal for statements on one line of the chronology: their date.

    Of a property whose statements add up, as the roles of a person, all that they say is part of it.
    """
    key = [dated.date.text]
    if not field.declared.one:
        for part in field.parts:
            value = getattr(dated.fact.statement, part.name)
            key.append(str(plain(value)))
    return tuple(key)
