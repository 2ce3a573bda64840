"""For each web source it is recorded whether an archived copy exists."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Work

CODE = "A411"
LEVEL = Level.NOTE
REASON = "More than half of such pages are gone after some years, and their statements with them."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note for a web source without an answer, or for a copy without an address."""
    work = entry.record
    if not isinstance(work, Work) or not work.url or work.archive_url:
        return
    if work.archive_status == "pending":
        help = "look for one and write `archive_url:` and `archive_status: archived`, or `not-possible`"
        yield Finding(CODE, entry, ("url",), "no archived copy of this page is on record", help)
    elif work.archive_status == "archived":
        help = "add `archive_url:`, the address of the copy"
        yield Finding(CODE, entry, ("archive_status",), "a copy is on record, and not where it is", help)
