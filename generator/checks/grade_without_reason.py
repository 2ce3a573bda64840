"""Grades of sources and publishers without a reason, and reasons without a grade."""

from collections.abc import Iterator

from generator.diagnostics import Level, Rule
from generator.model.atlas import Atlas, Entry, Finding

RULE = Rule(
    "A407",
    "grade-without-reason",
    Level.ERROR,
    "A grade of a source or publisher says why.",
    "Grades are open to challenge, and a challenge needs a reason to answer.",
)


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding where one of the two is missing."""
    grade, reason = (getattr(entry.record, name, None) for name in ("reliability", "reliability_reason"))
    if grade and not reason:
        message, help = f"the grade `{grade}` has no reason", "add `reliability_reason:`, one sentence"
        yield Finding(RULE.code, entry, ("reliability",), message, help)
    elif reason and not grade:
        message, help = "this reason explains no grade", "add `reliability:`, a letter from A to F"
        yield Finding(RULE.code, entry, ("reliability_reason",), message, help)
