"""The dates of an entry and of a statement, its years, whether its review is overdue; and what happened when, over all entries."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.model.atlas import Atlas, Entry, Fact, plain
from generator.model.fields import Property
from generator.model.shape import FieldShape
from generator.text.edtf import NO_END, NO_START, Edtf

REVIEW_MONTHS = 12
"""How long a review holds."""


def dates_of(entry: Entry, field: str) -> list[Edtf]:
    """Return the dates that the current statements of a property give."""
    return [value for f in entry.current_facts(field) if isinstance(value := f.value, Edtf)]


def date_of(entry: Entry) -> Edtf | None:
    """Return the date by which an entry is sorted: the preferred one, else the first that no other gives more exactly."""
    dates = _entry_dates(entry)
    is_settled = any(fact.statement.rank == "preferred" for fact in entry.current_facts(entry.kind.date))
    return next((date for date in dates if is_settled or not any(other.is_finer_than(date) for other in dates)), None)


def years_of(entry: Entry) -> tuple[int, int] | None:
    """Return the first and last year of the dates of an entry; None where none of them has a year."""
    return years_between(_entry_dates(entry))


def years_between(dates: Iterable[Edtf]) -> tuple[int, int] | None:
    """Return the first and last year that dates name; None where none names a year."""
    days = [day for date in dates for day in (date.earliest, date.latest) if day not in (NO_START, NO_END)]
    return (int(min(days)[:4]), int(max(days)[:4])) if days else None


def beginning_of(entry: Entry) -> str:
    """Return the first day on which a body may have been founded or a person born; where that is not known, the first of all days."""
    starts = (declared.ends for _, declared in entry.shape.properties if declared.ends)
    return min((date.earliest for field in starts for date in dates_of(entry, field)), default=NO_START)


def _entry_dates(entry: Entry) -> list[Edtf]:
    """Return the values of the property or field that dates entries of this kind, the preferred first."""
    plain = getattr(entry.record, entry.kind.date, None)
    return [plain] if isinstance(plain, Edtf) else dates_of(entry, entry.kind.date)


def dates_in(entry: Entry, fact: Fact) -> Iterator[tuple[str, Edtf]]:
    """Yield each date in a statement, with the part that holds it."""
    names = (part.name for part in entry.shape.fields[fact.field].parts)
    for name in ("when", "said", *names):
        date = getattr(fact.statement, name)
        if isinstance(date, Edtf):
            yield name, date


def is_overdue(reviewed: str, today: date) -> bool:
    """Tell whether a day, as year-month-day, lies twelve months back or more."""
    day = date.fromisoformat(reviewed)
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day) >= REVIEW_MONTHS


class DatedFacts(NamedTuple):
    """One date of one entry, and the statements that give it."""

    date: Edtf
    entry: Entry
    field: str
    part: str
    """Which of the statement's dates it is, as `value`, `when` or `listed`."""
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
    """Return everything dated that the chronology lists, oldest first; superseded statements are left out."""
    found = [moment for entry in atlas.entries.values() for moment in _of_entry(entry)]
    found.sort(key=lambda m: (m.day, m.date.sort_key, not m.is_event, m.entry.label.casefold(), m.entry.id))
    return found


def _of_entry(entry: Entry) -> Iterator[DatedFacts]:
    for field, declared in entry.shape.properties:
        facts = entry.current_facts(field.name) if declared.chronicle else ()
        for parts in declared.chronicle.split():
            alike: dict[Any, list[tuple[Fact, Edtf, str]]] = {}
            for fact in facts:
                if (dated := _date(fact, parts)) is not None:
                    alike.setdefault(_same(field, declared, fact, dated[0]), []).append((fact, *dated))
            firsts = [(fact, date) for (fact, date, _), *_ in alike.values()] if declared.one else []
            for held in alike.values():
                fact, date, part = held[0]
                if fact.statement.rank != "preferred" and any(other.is_finer_than(date) for _, other in firsts):
                    continue
                coarser = [one for one in firsts if one[0].statement.rank != "preferred" and date.is_finer_than(one[1])]
                yield DatedFacts(date, entry, field.name, part, tuple(fact for fact, _, _ in held), tuple(coarser))


def _date(fact: Fact, parts: str) -> tuple[Edtf, str] | None:
    """Return the first of these parts of a statement that holds a date, and its name."""
    for part in parts.split("|"):
        if isinstance(value := getattr(fact.statement, part), Edtf):
            return value, part
    return None


def _same(field: FieldShape, declared: Property, fact: Fact, date: Edtf) -> Any:
    """Return what makes two statements one line: the date; of a property that adds up, what they say too."""
    said = () if declared.one else tuple(str(plain(getattr(fact.statement, part.name))) for part in field.parts)
    return (date.text, said)
