"""The picture of all relations: no name meets another, no line runs beneath a box, and one entry more moves little."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import mean
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from euphrates_atlas.draw.network import NAME, NetworkBody, NetworkLine, network_svg
from euphrates_atlas.draw.text_fit import text_width
from euphrates_atlas.facts.ties import all_ties
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.overviews.network_pages import network_of
from euphrates_atlas.render.overviews.network_picture import network_picture
from tests.effort import assert_in_line
from tests.stores import whole_store

Extent = tuple[float, float, float, float]
Drawing = tuple[list[NetworkBody], list[NetworkLine]]
ROW = 36.0
"""The height of a body and of the space below it."""


def made(count: int) -> Drawing:
    """Return a store of so many bodies: a few large trees, a chain, a circle, single bodies, and as many curves."""
    random = Random(7)
    parents = {n: "" if n % 12 == 0 else f"b{random.choice((n // 12 * 12, n // 2, 24)):03}" for n in range(count)}
    parents |= {n: f"b{n - 1:03}" for n in range(31, 42)} | {50: "b051", 51: "b050"}
    words = ("Liwa", "Kataib", "Harakat", "al-Muqawama", "Brigade", "Revolutionary", "Movement", "Council")
    names = [" ".join(random.choices(words, k=random.randint(1, 6))) for _ in range(count)]
    bodies = [NetworkBody(f"b{n:03}", names[n], f"b{n:03}.html", "ea-k", parents[n]) for n in range(count)]
    pairs = {(body.id, body.parent) for body in bodies if body.parent and body.parent < body.id}
    while len(pairs) < 1.6 * count:
        one, other = sorted(random.sample(range(count), 2))
        pairs.add((f"b{other:03}", f"b{one:03}"))
    return bodies, [NetworkLine(pair, "words", "#x", "ea-net-other", True) for pair in sorted(pairs)]


def of_the_store() -> Drawing:
    return network_of(whole_store()).picture


STORES: dict[str, Callable[[], Drawing]] = {"the store": of_the_store, "300 bodies": lambda: made(300)}
EACH = pytest.mark.parametrize("store", STORES.values(), ids=STORES)


def drawing(drawn: Drawing) -> Element:
    return ElementTree.fromstring(network_svg(*drawn, "x"))


def numbers(element: Element, *names: str) -> list[float]:
    return [float(element.attrib[name]) for name in names]


def boxes(svg: Element) -> dict[str, Extent]:
    found = {}
    for link in svg.iter("a"):
        if (rect := link.find("rect")) is not None:
            x, y, width, height = numbers(rect, "x", "y", "width", "height")
            found[Path(link.attrib["href"]).stem] = (x, y, x + width, y + height)
    return found


def ties(svg: Element) -> list[Element]:
    return [link for link in svg.iter("a") if link.attrib["class"].startswith("ea-net-tie")]


def apart(a: Extent, b: Extent) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def segments(link: Element) -> list[Extent]:
    """Return the extents of the lines and curves of a tie, without its arrow head; a curve goes three quarters of the way to its corners."""
    data = link.findall("path")[-1].attrib["d"].split("M")[1]
    found: list[Extent] = []
    x = y = 0.0
    for command, text in re.findall(r"([HVC]?)([-\d. ]+)", data):
        values = [float(value) for value in text.split()]
        if command == "C":
            values[0], values[2] = (
                end + (corner - end) * 0.75 for end, corner in ((x, values[0]), (values[4], values[2]))
            )
        xs, ys = {"H": (values, [y]), "V": ([x], values)}.get(command, (values[::2], values[1::2]))
        if command:
            found.append((min(x, *xs), min(y, *ys), max(x, *xs), max(y, *ys)))
        x, y = xs[-1], ys[-1]
    return found


@EACH
def test_nothing_stands_on_anything_else(store: Callable[[], Drawing]) -> None:
    """No box and so no name meets another, every name lies in its box, and all lie within the picture."""
    svg = drawing(store())
    found = boxes(svg)
    assert len(found) > 30
    assert all(apart(a, b) for a, b in combinations(found.values(), 2))
    for link in svg.iter("a"):
        for text in link.iter("text"):
            x, y = numbers(text, "x", "y")
            left, top, right, bottom = found[Path(link.attrib["href"]).stem]
            assert left < x
            assert x + text_width(text.text or "", NAME) < right
            assert top < y - 0.75 * NAME
            assert y + 0.2 * NAME < bottom
    width, height = numbers(svg, "width", "height")
    everything = [*found.values(), *(extent for link in ties(svg) for extent in segments(link))]
    assert all(min(e) >= 0 and e[2] <= width and e[3] <= height for e in everything)


@EACH
def test_no_line_runs_beneath_a_box(store: Callable[[], Drawing]) -> None:
    """Each begins and ends at the edges of its two bodies, and meets no box on its way."""
    svg = drawing(store())
    found = boxes(svg)
    for link, line in zip(ties(svg), store()[1], strict=True):
        ends = line.ends
        way = segments(link)
        for id, extent in found.items():
            inner = (extent[0] + 0.1, extent[1] + 0.1, extent[2] - 0.1, extent[3] - 0.1)
            assert all(apart(inner, segment) for segment in way), (ends, id)
        for id in ends:
            outer = (found[id][0] - 1, found[id][1] - 1, found[id][2] + 1, found[id][3] + 1)
            assert not all(apart(outer, segment) for segment in way), (ends, id)


@EACH
def test_one_body_more_moves_little(store: Callable[[], Drawing]) -> None:
    """Wherever it comes in, those behind it go down by a row; on average five of six stay within two rows."""
    bodies, lines = store()
    far = []
    for at in range(0, len(bodies), 17):
        new = bodies[at]._replace(id="new", parent=bodies[at].id)
        before, after = (boxes(drawing((drawn, lines))) for drawn in (bodies, [*bodies, new]))
        moved = [abs(after[id][0] - box[0]) + abs(after[id][1] - box[1]) for id, box in before.items()]
        far.append(sum(by > 2 * ROW for by in moved) / len(moved))
    assert mean(far) < 1 / 6


def test_the_order_of_statements_changes_nothing() -> None:
    atlas = whole_store()
    ties = [tie for tie in all_ties(atlas) if tie.typing]
    words = LinkedWords(atlas)
    one, other = (network_picture(words, own) for own in (ties, ties[::-1]))
    assert one == other


def test_the_steps_of_drawing_a_large_one_grow_in_line() -> None:
    assert_in_line(lambda drawn: network_svg(*drawn, "x"), made, 300)


def test_hostile_text_stays_text() -> None:
    evil = "\"><script>alert(1)</script>'&\n\n\x00"
    bodies = [NetworkBody(id, evil, evil, "ea-k", "") for id in ("a", "b")]
    svg = network_svg(bodies, [NetworkLine(("a", "b"), evil, evil, "x", True)], evil)
    assert "<script" not in svg
    assert "\n" not in svg
    ElementTree.fromstring(svg)
