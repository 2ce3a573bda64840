"""The map of the region on the first page: what has a circle, how large it is, what is said of the rest."""

from __future__ import annotations

import gzip
import itertools
import re

import pytest

from euphrates_atlas.draw.locations import presences, recorded_years
from euphrates_atlas.draw.region_map import LEAST_RADIUS, radius
from euphrates_atlas.render.overviews.map_page import region_map
from tests.stores import atlas_and_faults, corpus, whole_store

MAX_BYTES = 4096
"""Of the map of the first page as sent."""


def test_it_is_small_and_says_in_words_what_it_shows() -> None:
    found = re.search("<svg.*?</svg>", region_map(whole_store()) or "", re.DOTALL)
    assert found is not None
    svg = found[0]
    assert len(gzip.compress(svg.encode(), mtime=0)) < MAX_BYTES
    words = re.search(r"<desc[^>]*>(.*?)</desc>", svg)
    assert words is not None
    marks = len(re.findall(r'class="m-ev ', svg))
    named = re.search(r"each of (\d+) towns or districts", words[1])
    assert named is not None
    assert marks == int(named[1])
    key = re.findall(r'<path class="m-key" [^>]*? d="([^"]+)"', svg)
    assert len(key) in (2, 3), "they say what the sizes mean"
    assert {*key} <= {*re.findall(r'<path class="m-ev [^>]*? d="([^"]+)"', svg)}, "in the shape of the marks"
    assert "style=" not in svg
    assert not re.search(r"nan|inf\b", svg)


def test_each_event_is_on_it_or_counted_beside_it() -> None:
    """Those at a town of the region have a circle; the sentence counts all others, and there are no more."""
    atlas = whole_store()
    found = region_map(atlas)
    assert found is not None
    elsewhere = re.search(r"(\d+) more: known only to", found)
    assert elsewhere is not None
    events = [e for e in atlas.entries.values() if e.kind.date and e.kind.place]
    assert 0 < int(elsewhere[1]) < len(events)


def test_without_an_event_there_is_no_map() -> None:
    empty, _ = atlas_and_faults([])
    assert region_map(empty) is None


def test_the_surface_of_a_circle_grows_with_the_count() -> None:
    sizes = [radius(count, 50, 15) for count in range(1, 51)]
    assert sizes[-1] == 15
    assert all(a <= b for a, b in itertools.pairwise(sizes))
    assert radius(25, 50, 15) ** 2 == pytest.approx(15**2 / 2)
    assert radius(1, 5000, 15) == LEAST_RADIUS
    assert radius(0, 50, 15) == 0


def test_the_part_of_a_page_is_one_block() -> None:
    """No blank line ends the raw block early, and the address of the map is that from the first page."""
    text = region_map(corpus())
    assert text is not None
    assert "\n\n" not in text
    assert text.startswith('<figure class="ea-region ea-k-event">\n<svg ')
    assert text.endswith("</figure>\n")
    assert 'href="map/index.html"' in text


def test_every_entry_with_a_place_is_present_once_at_each() -> None:
    for presence in presences(whole_store()):
        ids = [entry.id for entry in presence.entries]
        assert len(ids) == len(set(ids))


def test_the_years_of_what_has_a_date_are_those_of_the_date() -> None:
    for entry in whole_store().entries.values():
        years = recorded_years(entry)
        if entry.kind.date == "date" and entry.kind.place:
            assert years is not None
            assert 1979 <= years[0] <= years[1] <= 2026
