"""An entry was not reviewed in a year to come."""

from datetime import date, timedelta

from generator.diagnostics import Level
from generator.model.atlas import Entry, Finding, Findings

CODE = "A522"
LEVEL = Level.WARNING
REASON = "The date is a slip, and it would keep the page from ever being overdue."


def check_on(today: date, entry: Entry) -> Findings:
    """Yield a finding where the review is dated more than a year after `today`, which is perhaps that of the newest commit."""
    reviewed = entry.record.reviewed
    if reviewed and reviewed > (today + timedelta(days=366)).isoformat():
        help = "write the day on which somebody last read the whole entry"
        yield Finding(CODE, entry, ("reviewed",), f"`{reviewed}` is still to come", help)
