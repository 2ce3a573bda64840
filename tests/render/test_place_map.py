"""What stands beside the map of an entry: the wording of sources, how it is read, how exactly, and what is drawn."""

from __future__ import annotations

import html
import re

import pytest

from euphrates_atlas.draw.labels import LONGEST
from euphrates_atlas.draw.locations import locate
from euphrates_atlas.render.entries.place_map import shown_as
from tests.facts.test_locations import PLACES
from tests.stores import atlas_of, render_pages

OUTSIDE = (
    "Not drawn: it lies outside the base map, which reaches from 31 to 57 degrees east and from 24 to 41 degrees north."
)
ROUNDED = "The recorded coordinates are rounded, and the circle covers the margin."
SHOWN = [
    ("tanf", "settlement", "A circle of 5 kilometres around Tanf."),
    (
        "tanf",
        "site",
        "A circle of 5 kilometres around Tanf. Nothing is drawn more precisely than the place it lies in.",
    ),
    (
        "akashat",
        "",
        "A circle of 8 kilometres around Akashat. " + ROUNDED,
    ),
    ("homs", "", "The outline of Homs governorate."),
    ("syria", "", "The outline of Syria."),
    ("khuzestan", "", "The outline of Iran, as far as the map reaches."),
    ("euphrates", "", "The course of the Euphrates."),
    ("sanaa", "", OUTSIDE),
    ("yemen", "", OUTSIDE),
]


@pytest.mark.parametrize(("place", "stated", "words"), SHOWN)
def test_what_is_drawn_is_said(place: str, stated: str, words: str) -> None:
    atlas = atlas_of(PLACES)
    assert shown_as(locate(atlas[place], atlas, stated)) == words


def section(texts: dict[str, str], path: str) -> str:
    """Return the part of a page about the map."""
    text = render_pages(atlas_of({**PLACES, **texts}))[path].decode()
    return text.partition("{#map}\n\n")[2].partition("\n\n")[0]


def test_beside_the_map_of_one_place() -> None:
    place = "{value: tanf, precision: vicinity, verbatim: 'near <b>Tanf</b>', cite: [s]}"
    part = section({"bases/b": f"place: {place}"}, "bases/b.md")
    assert "<dt>Wording</dt><dd>" in part
    assert "“near &lt;b&gt;Tanf&lt;/b&gt;”" in part
    assert re.search(r"<dt>Interpreted as</dt><dd><a [^>]*>Tanf</a>, <a [^>]*>Homs governorate</a>, Syria</dd>", part)
    assert "<dt>How exactly known</dt><dd>Near a place or between places, within 25 kilometres.</dd>" in part
    assert "<dt>Drawn as</dt><dd>A circle of 25 kilometres around Tanf.</dd>" in part


def test_beside_the_map_of_several_places() -> None:
    """A row each; one whose wording is not quoted says so."""
    place = "[{value: tanf, precision: settlement, verbatim: at Tanf, cite: [s]}, {value: syria, precision: country, cite: [s]}]"
    part = section({"bases/b": f"place: {place}"}, "bases/b.md")
    rows = re.findall(r"<tr><th.*?</tr>", part)
    assert len(rows) == 3
    assert "“at Tanf”" in rows[1]
    assert "not quoted" in rows[2]
    assert "The outline of Syria." in rows[2]
    assert part.count('<circle class="m-area') == 1


def test_the_page_of_a_place_says_no_wording_and_no_precision() -> None:
    part = section({}, "places/homs.md")
    assert "<svg " in part
    assert "Wording" not in part
    assert "Known" not in part


def test_what_lies_outside_the_base_map_is_said_in_words() -> None:
    part = section({}, "places/sanaa.md")
    assert "<svg" not in part
    assert OUTSIDE in part


def test_no_page_prints_more_digits_than_are_stored() -> None:
    """Coordinates stand in the facts of a place alone, as they are in its file."""
    text = render_pages(atlas_of(PLACES))["places/tanf.md"].decode()
    assert re.findall(r"\d+\.\d+° [NSEW]", text) == ["33.5° N", "38.66° E"]


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "a  b", "x" * 300, "الأنبار"])
def test_any_name_may_stand_on_a_map(name: str) -> None:
    """It is text, and a long one is cut in the drawing and whole beside it."""
    quoted = name.replace('"', '\\"')
    part = section(
        {"places/odd": f'{{name: "{quoted}", type: settlement, country: IQ, coordinates: [34.11, 41.11]}}'},
        "places/odd.md",
    )
    assert "<script" not in part
    assert part.count("<svg ") == 2
    drawn = re.findall(r'<text class="m-own"[^>]*>(.*?)</text>', part)
    assert all(len(html.unescape(text)) <= LONGEST for text in drawn)
    assert len(drawn) == 1
