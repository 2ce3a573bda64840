"""A407 grade-without-reason: a grade of a source or publisher says why."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each grade without a reason, and for each reason without a grade."""
    for entry in atlas.entries.values():
        grade, reason = (getattr(entry.record, n, None) for n in ("reliability", "reliability_reason"))
        if grade and not reason:
            yield Finding(
                "A407",
                entry,
                ("reliability",),
                f"the grade `{grade}` has no reason",
                "add `reliability_reason:`, one sentence",
            )
        elif reason and not grade:
            yield Finding(
                "A407",
                entry,
                ("reliability_reason",),
                "this reason explains no grade",
                "add `reliability:`, a letter from A to F",
            )
