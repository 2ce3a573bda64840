"""Atom feeds (RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.templates import filled_text

MAX_ENTRIES = 100
"""Entries of one feed."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class FeedEntry(NamedTuple):
    """One event in a feed."""

    id: str
    """An address below the site that never changes."""
    title: str
    page: str
    """The path of the page to read, below the site."""
    updated: datetime
    summary: str


def atom(
    title: str,
    path: str,
    entries: Iterable[FeedEntry],
    subtitle: str = "",
) -> bytes:
    """Return the feed for `path` below the address of the site, of the first entries; one without any was updated in 1970."""
    entries = list(islice(entries, MAX_ENTRIES))
    return filled_text(
        "export/feed.xml.j2",
        title=title,
        subtitle=subtitle,
        path=path,
        entries=entries,
        newest=max((entry.updated for entry in entries), default=_NEVER),
        author=subject().name,
        site_address=site_address,
        time=lambda when: when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    ).encode()
