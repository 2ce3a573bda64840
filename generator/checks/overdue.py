"""A515 overdue: an entry is read whole once a year."""

from collections.abc import Iterator
from datetime import date

from generator.links.standing import is_overdue
from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas, today: date) -> Iterator[Finding]:
    """Yield a note for each entry whose last review lies twelve months or more before `today`."""
    for entry in atlas.entries.values():
        reviewed = entry.record.reviewed
        if reviewed and is_overdue(reviewed, today):
            yield Finding(
                "A515",
                entry,
                ("reviewed",),
                f"the last review, {reviewed}, is twelve months ago or more",
                "read the entry, mend it, and set the date",
            )
