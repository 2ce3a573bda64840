"""The picture of relations: nothing overlaps, every line ends at a box, and text stays text."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from euphrates_atlas.draw.relations import (
    STYLES,
    EntryBox,
    Neighbour,
    TieLine,
    is_right_to_left,
    relations_svg,
    short,
)
from euphrates_atlas.draw.text_fit import fitted, text_width, wrapped
from euphrates_atlas.render.entries.neighbourhood import MAX_NEIGHBOURS, neighbourhood
from euphrates_atlas.render.linked_words import LinkedWords
from tests.stores import whole_store

SIZES = {"ea-g-t": 15, "ea-g-ar": 16, "ea-g-s": 13, "ea-g-b": 13}
MOST_BYTES = 4096
Extent = tuple[float, float, float, float]

OWN = EntryBox("Saraya Awliya al-Dam", ("سرايا أولياء الدم", "ar"), "Façade, first seen 24 Aug 2020")
LONG = "Supreme Council for the Islamic Revolution in Iraq and for much else besides it " * 3
ONE = [TieLine("Façade of (preferred)", "Washington Institute, 2024", STYLES["preferred"], denied=True)]
THREE = [
    *ONE,
    TieLine("Used by", LONG, STYLES["normal"]),
    TieLine("Part of: " + LONG, "unnamed experts, Mar 2021", STYLES["deprecated"], denied=True),
]
CASES = {
    "two": [
        Neighbour(EntryBox("A", None, ""), tuple(ONE)),
        Neighbour(EntryBox("B", ("ب", "ar"), "Group", "b.html"), tuple(ONE)),
    ],
    "long": [
        Neighbour(EntryBox(LONG, ("المقاومة الإسلامية " * 20, "ar"), LONG, "x.html"), tuple(THREE)) for _ in range(3)
    ],
    "many": [
        Neighbour(EntryBox(f"Group {n}", None, "State", f"g{n}.html"), tuple(THREE[: 1 + n % 3])) for n in range(12)
    ],
    "unbroken": [
        Neighbour(
            EntryBox("W" * 300, ("ه" * 300, "fa"), "M" * 300, "w.html"),
            (TieLine("Q" * 300, "Q" * 300, STYLES["normal"]),),
        )
    ],
}
EACH = pytest.mark.parametrize("neighbours", CASES.values(), ids=CASES)


def drawing(neighbours: list[Neighbour]) -> Element:
    return ElementTree.fromstring(relations_svg(OWN, neighbours, "x"))


def numbers(element: Element, *names: str) -> list[float]:
    return [float(element.attrib[name]) for name in names]


def box_extent(rect: Element) -> Extent:
    x, y, width, height = numbers(rect, "x", "y", "width", "height")
    return x, y, x + width, y + height


def text_extent(text: Element) -> Extent:
    (x, y), size = numbers(text, "x", "y"), SIZES[text.attrib["class"]]
    return x, y - 0.75 * size, x + text_width(text.text or "", size), y + 0.2 * size


def ring_extent(ring: Element) -> Extent:
    x, y, radius = numbers(ring, "cx", "cy", "r")
    return x - radius, y - radius, x + radius, y + radius


def line_ends(drawing: Element) -> Iterator[tuple[str, Extent]]:
    """Yield style and ends of each line; arrow heads and the bars of rings are no lines."""
    for path in drawing.iter("path"):
        if match := re.fullmatch(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)", path.attrib["d"]):
            x, y, end = (float(match[n]) for n in (1, 2, 4))
            yield path.attrib["class"], (x, y, end, y) if match[3] == "H" else (x, y, x, end)


def apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def inside(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


@EACH
def test_nothing_overlaps(neighbours: list[Neighbour]) -> None:
    """No box another box, no text another text, a line or a ring, and all lie within the picture."""
    svg = drawing(neighbours)
    boxes = [box_extent(rect) for rect in svg.iter("rect")]
    texts = [text_extent(text) for text in svg.iter("text")]
    for a, b in [*combinations(boxes, 2), *combinations(texts, 2)]:
        assert apart(a, b), (a, b)
    for extent in [*boxes, *texts]:
        assert inside(extent, (0, 0, *numbers(svg, "width", "height")))  # type: ignore[arg-type]
    lines = [(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) for _, (x1, y1, x2, y2) in line_ends(svg)]
    for extent in [*lines, *(ring_extent(ring) for ring in svg.iter("circle"))]:
        assert all(apart(extent, text) for text in texts), extent


@EACH
def test_every_text_of_a_box_lies_in_it(neighbours: list[Neighbour]) -> None:
    for group in [element for element in drawing(neighbours) if element.tag in ("g", "a")]:
        rect, *texts = group
        assert all(inside(text_extent(text), box_extent(rect)) for text in texts)


@EACH
def test_each_tie_is_a_line_from_the_trunk_to_its_box(neighbours: list[Neighbour]) -> None:
    svg = drawing(neighbours)
    boxes = [box_extent(rect) for rect in svg.iter("rect") if rect.attrib["class"] == "ea-g-node"]
    lines = list(line_ends(svg))
    trunks = [(x, *sorted((y1, y2))) for _, (x, y1, end, y2) in lines if x == end]
    ties = [(style, ends) for style, ends in lines if any(abs(left - ends[2]) <= 1 for left, *_ in boxes)]

    assert [style for style, _ in ties] == [tie.style for n in neighbours for tie in n.ties]
    for _, (from_x, y, x, _) in ties:
        assert any(abs(left - x) <= 1 and top < y < bottom for left, top, _, bottom in boxes)
        assert any(trunk_x == from_x and top <= y <= bottom for trunk_x, top, bottom in trunks)
    assert len(svg.findall("circle")) == sum(tie.denied for n in neighbours for tie in n.ties)


def test_hostile_text_stays_text() -> None:
    """Markup, quotes and line ends in a name or an address are characters, in elements and in attributes."""
    evil = "\"><script>alert(1)</script>'&\n\n\x00"
    neighbours = [Neighbour(EntryBox(evil, (evil, "ar"), evil, evil), (TieLine(evil, evil, STYLES["normal"]),))] * 2

    svg = relations_svg(EntryBox(evil, None, evil), neighbours, evil)

    assert "\n" not in svg
    root = ElementTree.fromstring(svg)
    assert {element.tag for element in root.iter()} == {"svg", "g", "a", "rect", "text", "path"}
    assert root.find("a").get("href") == evil.replace("\n\n\x00", " \ufffd")  # type: ignore[union-attr]


def test_scripts_from_the_right_end_where_the_box_begins() -> None:
    """An Arabic line starts at its right end; what is in Latin letters, though in Arabic, does not."""
    turned = {
        lang for lang in ("ar", "fa", "ckb", "syr", "ku-Arab", "ar-Latn", "ku", "en", "") if is_right_to_left(lang)
    }

    assert turned == {"ar", "fa", "ckb", "syr", "ku-Arab"}
    assert 'lang="ar" direction="rtl" text-anchor="end"' in relations_svg(OWN, CASES["two"], "x")


def test_no_style_and_the_same_twice() -> None:
    first = relations_svg(OWN, CASES["long"], "x")

    assert first == relations_svg(OWN, CASES["long"], "x")
    assert "style" not in first
    assert "fill=" not in first


def test_the_pictures_of_the_store_are_small() -> None:
    """Each under 4 KB as sent, none with more than its share of neighbours."""
    atlas, drawn = whole_store(), 0
    for entry in atlas.entries.values():
        view = neighbourhood(entry, LinkedWords(atlas))
        if view:
            drawn += 1
            assert len(gzip.compress(view.svg.encode(), mtime=0)) < MOST_BYTES, entry.id
            assert 2 <= view.drawn <= MAX_NEIGHBOURS
            ElementTree.fromstring(view.svg)
    assert drawn > 20


@pytest.mark.parametrize(
    ("text", "room", "most", "expected"),
    [
        ("", 100, 2, ()),
        ("one", 100, 2, ("one",)),
        ("one two three", 60, 3, ("one two", "three")),
        ("one two three four five", 60, 2, ("one two", "three fo…")),
        ("unbreakableword", 40, 2, ("unb…",)),
    ],
)
def test_lines_break_at_spaces(text: str, room: float, most: int, expected: tuple[str, ...]) -> None:
    broken = wrapped(text, 13, room, most)

    assert broken == expected
    assert all(text_width(line, 13) <= room for line in broken)


def test_what_fits_is_not_cut() -> None:
    """Marks that take no room are not counted."""
    assert fitted("a\u0301b\u200f", 10, 12) == "a\u0301b\u200f"


@pytest.mark.parametrize("text", ["Kata'ib Hezbollah, 2003 to 2026", "28 Jan 2024", "سرايا أولياء الدم", "W" * 200])
def test_the_width_of_a_text_is_the_same_in_every_python(text: str) -> None:
    """It is the exact sum of its letters, rounded once: a running sum depends on how Python adds floats."""
    letters = [Fraction(text_width(letter, 1.0)) for letter in text]
    assert text_width(text, 1.0) == float(sum(letters))


@pytest.mark.parametrize(
    ("number", "printed"), [(-0.04, "0"), (0.0, "0"), (-0.06, "-0.1"), (12.0, "12"), (1.25, "1.2")]
)
def test_no_zero_has_a_sign(number: float, printed: str) -> None:
    assert short(number) == printed
