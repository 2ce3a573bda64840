"""Atom feeds (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from xml.etree import ElementTree

from euphrates_atlas.subject import site_address, subject
from euphrates_atlas.text.escape import cleaned

MAX_ENTRIES = 100
"""Entries of one feed."""
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
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
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _add(feed, "id", site_address(path))
    _add(feed, "title", title)
    if subtitle:
        _add(feed, "subtitle", subtitle)
    newest = max((entry.updated for entry in entries), default=_NEVER)
    _add(feed, "updated", _time(newest))
    _add(
        feed,
        "link",
        rel="self",
        href=site_address(path),
        type="application/atom+xml",
    )
    _add(
        feed,
        "link",
        rel="alternate",
        href=site_address(),
        type="text/html",
    )
    _add(ElementTree.SubElement(feed, "author"), "name", subject().name)
    _add(feed, "rights", "Text and data CC BY 4.0")
    for entry in entries:
        element = ElementTree.SubElement(feed, "entry")
        _add(element, "id", site_address(entry.id))
        _add(element, "title", entry.title)
        _add(element, "updated", _time(entry.updated))
        _add(
            element,
            "link",
            rel="alternate",
            href=site_address(entry.page),
            type="text/html",
        )
        _add(element, "summary", entry.summary)
    ElementTree.indent(feed, " ")
    text: str = ElementTree.tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(
    parent: ElementTree.Element,
    name: str,
    text: str = "",
    **attributes: str,
) -> None:
    ElementTree.SubElement(parent, name, attributes).text = cleaned(text)


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
