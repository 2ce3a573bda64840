"""Atom feeds: well-formed whatever the texts hold, complete by RFC 4287, and the same each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest

from euphrates_atlas.export.atom import FeedEntry, atom
from euphrates_atlas.subject import site_address

SITE = site_address()
NAMES = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = [
    "<script>alert(1)</script>",
    "a \"quoted\" & 'b'",
    "]]>",
    "\x00\x0b\ud800",
    "سرايا أولياء الدم",
    "a\n\nb",
    "",
]


def entry(number: int, text: str = "t", **changed: object) -> FeedEntry:
    held = {
        "id": f"groups/x#c-{number}",
        "title": text,
        "page": "groups/x.html",
        "updated": datetime(2026, 11, number, tzinfo=UTC),
        "summary": text,
    }
    return FeedEntry(**{**held, **changed})  # type: ignore[arg-type]


def read(feed: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(feed)


def test_a_feed_has_what_readers_of_feeds_need():
    feed = read(atom("Changes", "changes/feed.xml", [entry(1), entry(3), entry(2)]))
    assert feed.findtext("a:id", namespaces=NAMES) == SITE + "changes/feed.xml"
    assert feed.findtext("a:updated", namespaces=NAMES) == "2026-11-03T00:00:00Z"
    assert feed.find("a:author/a:name", NAMES) is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)}
    assert links == {"self": SITE + "changes/feed.xml", "alternate": SITE}
    ids = [item.findtext("a:id", namespaces=NAMES) for item in feed.findall("a:entry", NAMES)]
    assert ids == [f"{SITE}groups/x#c-{number}" for number in (1, 3, 2)]


def test_a_reader_of_feeds_takes_it():
    read_back = feedparser.parse(atom("Changes", "changes/feed.xml", [entry(2, "سرايا & co."), entry(1)]))
    assert not read_back.bozo
    assert (read_back.version, read_back.feed.title) == ("atom10", "Changes")
    assert [(item.title, item.link) for item in read_back.entries] == [
        ("سرايا & co.", f"{SITE}groups/x.html"),
        ("t", f"{SITE}groups/x.html"),
    ]


def test_a_feed_of_nothing_is_a_feed():
    feed = read(atom("Changes", "changes/feed.xml", []))
    assert feed.findtext("a:updated", namespaces=NAMES) == "1970-01-01T00:00:00Z"
    assert feed.findall("a:entry", NAMES) == []


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_whatever_a_text_holds_the_feed_is_well_formed(text: str):
    feed = read(atom(text, "f.xml", [entry(1, text)]))
    assert len(feed.findall("a:entry", NAMES)) == 1
    assert feed.find("script") is None


def test_times_are_told_in_utc():
    there = datetime(2026, 11, 20, 2, 30, tzinfo=timezone(timedelta(hours=3)))
    feed = read(atom("t", "f.xml", [entry(1, updated=there)]))
    assert feed.findtext("a:entry/a:updated", namespaces=NAMES) == "2026-11-19T23:30:00Z"
