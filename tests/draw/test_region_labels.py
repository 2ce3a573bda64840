"""Names on the maps of the region: none overlaps another, and where most is recorded the place has its name."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import combinations
from typing import NamedTuple

import pytest

from euphrates_atlas.draw.labels import Box, Spot
from euphrates_atlas.draw.labels import _box as box_of
from euphrates_atlas.draw.locations import presences
from euphrates_atlas.draw.region_map import Sheet, is_counted
from euphrates_atlas.render.overviews.map_page import SHEET, SMALL_SHEET, pages, region_map
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import subject
from tests.stores import whole_store

LARGEST = 8
"""Places that must be named, unless they lie within the mark of one that is larger."""


class Text(NamedTuple):
    style: str
    words: str
    spot: Spot


@cache
def maps() -> dict[str, tuple[Sheet, str]]:
    page = str(dict(pages(SiteInput(whole_store())))["map/index.md"])
    large, close_up = re.findall(r"<svg class=\"ea-map.*?</svg>", page, re.DOTALL)
    home = re.search("<svg.*?</svg>", region_map(whole_store()) or "", re.DOTALL)
    assert home is not None
    part = subject().region.close_up
    assert part is not None
    sheet = SHEET._replace(height=340, part=part.view)
    return {"map": (SHEET, large), "close-up": (sheet, close_up), "home": (SMALL_SHEET, home[0])}


def texts(svg: str) -> list[Text]:
    pattern = r'<text class="([^"]*)" x="(-?[\d.]+)" y="(-?[\d.]+)"(?: text-anchor="(\w+)")?[^>]*>([^<]*)</text>'
    found = re.findall(pattern, svg)
    assert len(found) == svg.count("<text ")
    return [Text(style, words, Spot(float(x), float(y), anchor or "start")) for style, x, y, anchor, words in found]


def boxes(sheet: Sheet, svg: str, *, phone: bool) -> list[tuple[str, Box]]:
    """Return words and room of each text that a screen shows."""
    shown = [text for text in texts(svg) if not (phone and "m-fine" in text.style)]
    size = sheet.sizes.phone if phone else sheet.sizes.desk
    wide = {text: 1.25 if "m-ctry" in text.style else 1 for text in shown}
    return [(text.words, box_of(text.words, text.spot, size * wide[text])) for text in shown]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("name", ["map", "close-up", "home"])
def test_no_name_lies_on_another(name: str, phone: bool) -> None:
    """Nor does one leave the picture; a unit is what rounding takes."""
    sheet, svg = maps()[name]
    shown = [
        (words, Box(b.left + 1, b.top + 1, b.right - 1, b.bottom - 1)) for words, b in boxes(sheet, svg, phone=phone)
    ]
    assert [(a, b) for (a, one), (b, other) in combinations(shown, 2) if one.meets(other)] == []
    frame = Box(0, 0, sheet.width, sheet.height)
    assert [
        words for words, b in shown if b.left < frame.left or b.right > frame.right or b.bottom > frame.bottom
    ] == []


@pytest.mark.parametrize("name", ["map", "close-up", "home"])
def test_where_most_is_recorded_the_place_is_named(name: str) -> None:
    sheet, svg = maps()[name]
    view = sheet.view
    counts = {
        at: len([e for e in at.entries if name != "home" or e.kind.is_event])
        for at in presences(whole_store())
        if is_counted(view, at.location)
    }
    largest: list[tuple[float, float]] = []
    missing: list[str] = []
    named = {text.words for text in texts(svg)}
    for at in sorted(filter(counts.get, counts), key=lambda at: (-counts[at], at.place.id)):
        assert at.location.circle is not None
        x, y = view.place(*at.location.circle[:2])
        if all(math.dist((x, y), other) > sheet.widest for other in largest):
            largest.append((x, y))
            missing += [] if at.location.label in named else [f"{at.location.label}: {counts[at]}"]
        if len(largest) == LARGEST:
            break
    assert missing == []
