"""What lies beneath every map: sea, land, the two countries of the atlas, governorates, lakes and rivers.

Borders and coasts are the strokes of the land itself, so that no line is written twice.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from generator.basemap.topology import Feature, Point, Ring, arc, chained, features
from generator.draw.lines import UNITS, Frame, cut_outline, path_data, runs, simplified
from generator.draw.projection import View

FINENESS = 0.9
"""Units of a drawing that a simplified line may be off by."""

EDGE = 4
"""Units beyond the edge at which outlines are cut, so that no stroke along the cut is seen."""

FOCUS = frozenset({"IQ", "SY"})
"""The countries that the atlas is about; they stand out, and their governorates are drawn."""


@lru_cache(maxsize=256)
def ground(view: View) -> str:
    """Return the layers of the base map in a view, from the lowest up."""
    countries = features("countries")
    layers = [
        ("m-land", outlines(view, *(f for f in countries if f.country not in FOCUS)), True),
        ("m-focus", outlines(view, *(f for f in countries if f.country in FOCUS)), True),
        ("m-gov", _pieces(view, _inner_arcs()), False),
        ("m-lake", outlines(view, *features("lakes")), True),
        ("m-river", [piece for f in features("rivers") for piece in lines(view, f)], False),
    ]
    paths = (shape(style, path_data(pieces, closed=closed)) for style, pieces, closed in layers)
    return f'<rect class="m-sea" width="{view.width}" height="{view.height}"/><g transform="scale({1 / UNITS:g})">{"".join(paths)}</g>'


def shape(style: str, data: str) -> str:
    """Return a path, or nothing where there is nothing of it to see."""
    return f'<path class="{style}" d="{data}"/>' if data else ""


def outlines(view: View, *held: Feature) -> list[list[Point]]:
    """Return the outlines of features in a view, cut a little beyond its edges."""
    frame = _frame(view)
    parts = (part for feature in held for part in feature.parts if _meets(part, frame))
    rings = (cut_outline(_simple(part, view.scale), frame) for part in parts)
    return [view.placed(ring) for ring in rings if ring]


def lines(view: View, feature: Feature) -> list[list[Point]]:
    """Return the pieces of a river in a view."""
    return _pieces(view, feature.parts)


def _pieces(view: View, parts: Iterable[tuple[int, ...]]) -> list[list[Point]]:
    frame = _frame(view)
    found = (piece for part in parts if _meets(part, frame) for piece in runs(_simple(part, view.scale), frame))
    return [view.placed(piece) for piece in found]


def _frame(view: View) -> Frame:
    seen, edge = view.bounds, EDGE / view.scale
    return (seen.west - edge, seen.south - edge), (seen.east + edge, seen.north + edge)


def _meets(part: tuple[int, ...], frame: Frame) -> bool:
    low, high = _extent(part)
    return low[0] <= frame[1][0] and frame[0][0] <= high[0] and low[1] <= frame[1][1] and frame[0][1] <= high[1]


@cache
def _extent(part: tuple[int, ...]) -> Frame:
    points = chained(part)
    across, up = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(up)), (max(across), max(up))


@cache
def _simple(part: tuple[int, ...], scale: float) -> Ring:
    """Return an outline or line at a scale, arc by arc, so that neighbours keep their border; scales are few."""
    points: list[Point] = []
    for number in part:
        held = _simple_arc(number if number >= 0 else ~number, scale)
        points += (held if number >= 0 else held[::-1])[1 if points else 0 :]
    return tuple(points)


@cache
def _simple_arc(number: int, scale: float) -> Ring:
    return tuple(simplified(arc(number), FINENESS / scale))


@cache
def _inner_arcs() -> tuple[tuple[int], ...]:
    """Return the arcs between governorates of one country."""
    return tuple((n,) for n in sorted(set(_numbers("governorates")) - set(_numbers("countries"))))


def _numbers(layer: str) -> Iterator[int]:
    return (n if n >= 0 else ~n for feature in features(layer) for part in feature.parts for n in part)
