"""An entry is reviewed in full once a year."""

from datetime import date

from generator.diagnostics import Level
from generator.facts.entry_dates import is_overdue
from generator.model.atlas import Entry, Finding, Findings

CODE = "A515"
LEVEL = Level.NOTE
REASON = "What nobody has reviewed for a year may be out of date without saying so."


def check_on(today: date, entry: Entry) -> Findings:
    """Yield a note where the last review lies twelve months or more before `today`."""
    reviewed = entry.record.reviewed
    if reviewed and is_overdue(reviewed, today):
        message = f"the last review, {reviewed}, is twelve months ago or more"
        yield Finding(CODE, entry, ("reviewed",), message, "read the entry, mend it, and set the date")
