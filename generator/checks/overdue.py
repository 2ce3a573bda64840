"""Entries that nobody has reviewed for a year."""

from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Level, Rule
from generator.facts.entry_dates import is_overdue
from generator.model.atlas import Entry, Finding

RULE = Rule(
    "A515",
    "overdue",
    Level.NOTE,
    "An entry is read whole once a year.",
    "What nobody has read for a year may be out of date without saying so.",
)


def check_on(today: date, entry: Entry) -> Iterator[Finding]:
    """Yield a note where the last review lies twelve months or more before `today`."""
    reviewed = entry.record.reviewed
    if reviewed and is_overdue(reviewed, today):
        message = f"the last review, {reviewed}, is twelve months ago or more"
        yield Finding(RULE.code, entry, ("reviewed",), message, "read the entry, mend it, and set the date")
