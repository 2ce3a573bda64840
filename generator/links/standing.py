"""What stands of an entry: its undeprecated statements, and what they say together of dates, life and review."""

from datetime import date

from generator.codes import contains
from generator.model.entry import Entry, Fact
from generator.text.edtf import Edtf

REVIEW_MONTHS = 12
"""How long a review holds."""


def standing(entry: Entry, field: str) -> list[Fact]:
    """Return the undeprecated statements of a property, the preferred first, then in file order."""
    facts = [fact for fact in entry.facts_of(field) if fact.statement.rank != "deprecated"]
    return sorted(facts, key=lambda fact: (fact.statement.rank != "preferred", fact.index))


def dates(entry: Entry, field: str) -> list[Edtf]:
    """Return the dates that the standing statements of a property give."""
    return [value for f in standing(entry, field) if isinstance(value := getattr(f.statement, "value", None), Edtf)]


def is_living(entry: Entry) -> bool:
    """Tell whether an entry is a person whom no account that stands holds to be dead, or an equal one to be alive.

    A preferred account of the state of life decides alone; else any that says "alive", for a time not before that of
    the death, keeps the person among the living, whose page is the stricter one.
    """
    if "life_status" not in entry.shape.fields:
        return False
    states = standing(entry, "life_status")
    if preferred := [f for f in states if f.statement.rank == "preferred"]:
        return not any(_says(f, "death-reported") for f in preferred)
    deaths = [f for f in states if _says(f, "death-reported")]
    known = [f.statement.when.earliest for f in deaths if f.statement.when]
    known += [date.earliest for date in dates(entry, "death")]
    if not deaths and not standing(entry, "death"):
        return True
    alive = [f.statement.when for f in states if _says(f, "presumed-alive")]
    return any(when is None or when.latest >= max(known, default="") for when in alive)


def is_overdue(reviewed: str, today: date) -> bool:
    """Tell whether a day, as year-month-day, lies twelve months back or more."""
    day = date.fromisoformat(reviewed)
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day) >= REVIEW_MONTHS


def _says(fact: Fact, code: str) -> bool:
    return contains("life-status", code, getattr(fact.statement, "value"))
