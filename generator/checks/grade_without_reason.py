"""Grades of sources and publishers without a reason, and reasons without a grade."""

from collections.abc import Iterator

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding

CODE = "A407"
LEVEL = Level.ERROR
SUMMARY = "A grade of a source or publisher has a reason."
REASON = "Grades are open to challenge, and a challenge needs a reason to answer."


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding where one of the two is missing."""
    grade, reason = (getattr(entry.record, name, None) for name in ("reliability", "reliability_reason"))
    if grade and not reason:
        message, help = f"the grade `{grade}` has no reason", "add `reliability_reason:`, one sentence"
        yield Finding(CODE, entry, ("reliability",), message, help)
    elif reason and not grade:
        message, help = "this reason explains no grade", "add `reliability:`, a letter from A to F"
        yield Finding(CODE, entry, ("reliability_reason",), message, help)
