"""Atom feeds (RFC 4287), of recent changes and of corrections."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import NamedTuple
from xml.sax.saxutils import escape

from jinja2 import Environment, StrictUndefined, Template

from euphrates_atlas.resources import table
from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.escape import cleaned

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
    """Return a feed of the first `MAX_ENTRIES` entries; `path` is its own, below the site.

    One without entries was updated in 1970.
    """
    entries = list(islice(entries, MAX_ENTRIES))
    made = _template().render(
        title=title,
        subtitle=subtitle,
        path=path,
        entries=entries,
        newest=max((entry.updated for entry in entries), default=_NEVER),
        author=subject().name,
        site_address=site_address,
        time=lambda when: when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return made.encode()


@cache
def _template() -> Template:
    """Return the template of feeds, in which every value is escaped for XML."""
    environment = Environment(  # noqa: S701 -- of XML: `finalize` escapes every value
        undefined=StrictUndefined,
        finalize=lambda value: escape(cleaned(str(value)), {'"': "&quot;"}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(table("export/feed.xml.j2").decode())
