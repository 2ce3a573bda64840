"""A grade of a source or publisher has a reason."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A407"
LEVEL = Level.ERROR
REASON = "Grades are open to challenge, and a challenge needs a reason to answer."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding where one of the two is missing."""
    grade, reason = (getattr(entry.record, name, None) for name in ("reliability", "reliability_reason"))
    if grade and not reason:
        message, help = f"the grade `{grade}` has no reason", "add `reliability_reason:`, one sentence"
        yield Finding(CODE, entry, ("reliability",), message, help)
    elif reason and not grade:
        message, help = "this reason explains no grade", "add `reliability:`, a letter from A to F"
        yield Finding(CODE, entry, ("reliability_reason",), message, help)
