"""The picture of relations: nothing overlaps, every line ends at a box, and text stays text."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from generator.draw.relations import BESIDE, PREFERRED, SUPERSEDED, Box, Neighbour, Tie, upright, wide
from generator.draw.shapes import Drawing, Group, Line, Rect, Ring, Text
from generator.draw.text_fit import fitted, lines, width
from generator.render.entries.neighbourhood import MAX_NEIGHBOURS, neighbourhood
from generator.render.values import Words
from tests.stores import real_store

SIZES = {"ea-g-t": 15, "ea-g-ar": 16, "ea-g-s": 13, "ea-g-b": 13}
MOST_BYTES = 4096
LAYOUTS = pytest.mark.parametrize("layout", [wide, upright])
Layout = Callable[[Box, list[Neighbour]], Drawing]

OWN = Box("Saraya Awliya al-Dam", ("سرايا أولياء الدم", "ar"), "Façade, first seen 24 Aug 2020")
LONG = "Supreme Council for the Islamic Revolution in Iraq and for much else besides it " * 3
ONE = [Tie("Façade of (preferred)", "Washington Institute, 2024", PREFERRED, denied=True)]
THREE = [
    *ONE,
    Tie("Used by", LONG, BESIDE),
    Tie("Part of: " + LONG, "unnamed experts, Mar 2021", SUPERSEDED, denied=True),
]
CASES = {
    "two": [
        Neighbour(Box("A", None, ""), tuple(ONE)),
        Neighbour(Box("B", ("ب", "ar"), "Group", "b.html"), tuple(ONE)),
    ],
    "long": [Neighbour(Box(LONG, ("المقاومة الإسلامية " * 20, "ar"), LONG, "x.html"), tuple(THREE)) for _ in range(3)],
    "many": [Neighbour(Box(f"Group {n}", None, "State", f"g{n}.html"), tuple(THREE[: 1 + n % 3])) for n in range(12)],
    "unbroken": [
        Neighbour(Box("W" * 300, ("ه" * 300, "fa"), "M" * 300, "w.html"), (Tie("Q" * 300, "Q" * 300, BESIDE),))
    ],
}
EACH = pytest.mark.parametrize("neighbours", CASES.values(), ids=CASES)


def parts(drawing: Drawing) -> Iterator[Rect | Text | Line | Ring]:
    for shape in drawing.shapes:
        yield from shape.parts if isinstance(shape, Group) else (shape,)


def extent(text: Text) -> tuple[float, float, float, float]:
    size = SIZES[text.style]
    return text.x, text.y - 0.75 * size, text.x + width(text.text, size), text.y + 0.2 * size


def apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def inside(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


@LAYOUTS
@EACH
def test_nothing_overlaps(layout: Layout, neighbours: list[Neighbour]) -> None:
    """No box another box, no text another text or a line, and all lie within the picture."""
    drawing = layout(OWN, neighbours)
    boxes = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in parts(drawing) if isinstance(p, Rect)]
    texts = [extent(p) for p in parts(drawing) if isinstance(p, Text)]
    for a, b in [*combinations(boxes, 2), *combinations(texts, 2)]:
        assert apart(a, b), (a, b)
    for x1, y1, x2, y2 in [*boxes, *texts]:
        assert inside((x1, y1, x2, y2), (0, 0, drawing.width, drawing.height))
    for line in (p for p in parts(drawing) if isinstance(p, Line)):
        for (x1, y1), (x2, y2) in pairwise(line.points):
            covered = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            assert x1 == x2 or y1 == y2, "right angles alone"
            assert all(apart(covered, text) for text in texts), line
    for ring in (p for p in parts(drawing) if isinstance(p, Ring)):
        around = (ring.x - ring.radius, ring.y - ring.radius, ring.x + ring.radius, ring.y + ring.radius)
        assert all(apart(around, text) for text in texts)


@LAYOUTS
@EACH
def test_every_text_of_a_box_lies_in_it(layout: Layout, neighbours: list[Neighbour]) -> None:
    for group in (shape for shape in layout(OWN, neighbours).shapes if isinstance(shape, Group)):
        box, *texts = group.parts
        assert isinstance(box, Rect)
        for text in texts:
            assert isinstance(text, Text)
            assert inside(extent(text), (box.x, box.y, box.x + box.width, box.y + box.height))


@LAYOUTS
@EACH
def test_each_tie_is_a_line_from_the_trunk_to_its_box(layout: Layout, neighbours: list[Neighbour]) -> None:
    drawing = layout(OWN, neighbours)
    boxes = [p for p in parts(drawing) if isinstance(p, Rect) and p.style == "ea-g-node"]
    ends = [p for p in parts(drawing) if isinstance(p, Line) and p.arrow]
    uprights = [p for p in parts(drawing) if isinstance(p, Line) and p.points[0][0] == p.points[-1][0]]

    assert [line.style for line in ends] == [tie.style for n in neighbours for tie in n.ties]
    for line in ends:
        (from_x, from_y), (x, y) = line.points
        assert any(abs(box.x - x) <= 1 and box.y < y < box.y + box.height for box in boxes)
        assert any(
            trunk.points[0][0] == from_x
            and min(p[1] for p in trunk.points) <= from_y <= max(p[1] for p in trunk.points)
            for trunk in uprights
        )
    assert len([p for p in parts(drawing) if isinstance(p, Ring)]) == sum(t.denied for n in neighbours for t in n.ties)


@LAYOUTS
def test_hostile_text_stays_text(layout: Layout) -> None:
    """Markup, quotes and line ends in a name or an address are characters, in elements and in attributes."""
    evil = "\"><script>alert(1)</script>'&\n\n\x00"
    neighbours = [Neighbour(Box(evil, (evil, "ar"), evil, evil), (Tie(evil, evil, BESIDE),))] * 2

    svg = layout(Box(evil, None, evil), neighbours).svg("ea-g", evil)

    assert "\n" not in svg
    root = ElementTree.fromstring(svg)
    assert {element.tag for element in root.iter()} == {"svg", "g", "a", "rect", "text", "path"}
    assert root.find("a").get("href") == evil.replace("\n\n\x00", " \ufffd")  # type: ignore[union-attr]


@LAYOUTS
def test_scripts_from_the_right_end_where_the_box_begins(layout: Layout) -> None:
    """An Arabic line starts at its right end; what is in Latin letters, though in Arabic, does not."""
    texts = {lang: Text(10, 20, "نص", "ea-g-ar", lang).svg() for lang in ("ar", "fa", "ckb", "ar-Latn", "en", "")}

    turned = {lang for lang, svg in texts.items() if 'direction="rtl" text-anchor="end"' in svg}

    assert turned == {"ar", "fa", "ckb"}
    assert 'lang="ar" direction="rtl"' in layout(OWN, CASES["two"]).svg("ea-g", "x")


@LAYOUTS
def test_no_style_and_the_same_twice(layout: Layout) -> None:
    first = layout(OWN, CASES["long"]).svg("ea-g", "x")

    assert first == layout(OWN, CASES["long"]).svg("ea-g", "x")
    assert "style" not in first
    assert "fill=" not in first


def test_the_pictures_of_the_store_are_small() -> None:
    """Each of the two under 4 KB as sent, none with more than its share of neighbours."""
    atlas, drawn = real_store(), 0
    for entry in atlas.entries.values():
        view = neighbourhood(atlas, entry, Words(atlas))
        for svg in (view.wide, view.upright) if view else ():
            drawn += 1
            assert len(gzip.compress(svg.encode(), mtime=0)) < MOST_BYTES, entry.id
            ElementTree.fromstring(svg)
        assert view is None or 2 <= view.drawn <= MAX_NEIGHBOURS
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
    broken = lines(text, 13, room, most)

    assert broken == expected
    assert all(width(line, 13) <= room for line in broken)


def test_what_fits_is_not_cut() -> None:
    """Marks that take no room are not counted."""
    assert fitted("a\u0301b\u200f", 10, 12) == "a\u0301b\u200f"
