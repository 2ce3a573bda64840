"""The dates of an entry and of a statement: those that its current statements give, its years, and whether its review is overdue."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.model.atlas import Entry, Fact
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
