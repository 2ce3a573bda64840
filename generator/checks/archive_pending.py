"""A411 archive-pending: of each web source it is known whether an archived copy exists, and where."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a note for each web source without an answer, and for each copy without an address."""
    for entry in atlas.entries.values():
        status = getattr(entry.record, "archive_status", None)
        if not getattr(entry.record, "url", None) or getattr(entry.record, "archive_url", None):
            continue
        if status == "pending":
            yield Finding(
                "A411",
                entry,
                ("url",),
                "no archived copy of this page is on record",
                "look for one and write `archive_url:` and `archive_status: archived`, or `not-possible`",
            )
        elif status == "archived":
            yield Finding(
                "A411",
                entry,
                ("archive_status",),
                "a copy is on record, and not where it is",
                "add `archive_url:`, the address of the copy",
            )
