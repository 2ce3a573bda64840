"""The frame of every map, and the base map in it: sea, land, the countries of the atlas, their areas, lakes and rivers.

Borders and coasts are the strokes of the land itself, so that no line is written twice.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from generator.draw.paths import UNITS, cut_outline, path_data, runs, simplified
from generator.draw.projection import Bounds, View
from generator.facts.basemap import Feature, Point, Ring, arc, chained, features
from generator.subject import subject
from generator.text.escape import cleaned, escape_html

FINENESS = 1.0
"""Units of a drawing that a simplified line may be off by."""

EDGE = 4
"""Units beyond the edge at which outlines are cut, so that no stroke along the cut is seen."""


def map_svg(
    style: str, size: tuple[int, int], id: str, title: str, words: str, drawing: str, *, with_links: bool = False
) -> str:
    """Return a whole map as SVG; `words` say what is drawn for readers who do not see it, `id` begins the ids in it."""
    title, words = escape_html(cleaned(title)), escape_html(cleaned(words))
    role = 'role="group"' if with_links else 'role="img"'
    return (
        f'<svg class="{style}" viewBox="0 0 {size[0]} {size[1]}" {role} aria-labelledby="{id}-title {id}-words">'
        f'<title id="{id}-title">{title}</title><desc id="{id}-words">{words}</desc>{drawing}</svg>'
    )


def circle_element(style: str, x: float, y: float, radius: float) -> str:
    """Return a circle."""
    return f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


@lru_cache(maxsize=256)
def ground(view: View, *, countries_only: bool = False) -> str:
    """Return the layers of the base map in a view, from the lowest up."""
    countries, focus = features("countries"), subject().region.focus
    paths = [
        _path("m-land", outlines(view, *(f for f in countries if f.country not in focus)), closed=True),
        _path("m-focus", outlines(view, *(f for f in countries if f.country in focus)), closed=True),
    ]
    if not countries_only:
        paths += [
            _path("m-gov", courses(view, _inner_arcs())),
            _path("m-lake", outlines(view, *features("lakes")), closed=True),
            _path("m-river", [piece for river in features("rivers") for piece in courses(view, river.parts)]),
        ]
    return f'<rect class="m-sea" width="{view.width}" height="{view.height}"/>{_scaled("".join(paths))}'


def frame_element(view: View, shown: Bounds) -> str:
    """Return a frame around what another map shows."""
    left, top = view.place(shown.west, shown.north)
    right, bottom = view.place(shown.east, shown.south)
    return f'<rect class="m-box" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"/>'


def feature_element(view: View, feature: Feature, style: str = "m-area") -> str:
    """Return the course of a river, or the outline of another feature in a style."""
    if feature.layer == "rivers":
        return _scaled(_path("m-course", courses(view, feature.parts)))
    return _scaled(_path(style, outlines(view, feature), closed=True))


def _scaled(paths: str) -> str:
    return f'<g transform="scale({1 / UNITS:g})">{paths}</g>'


def _path(style: str, lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    data = path_data(lines, closed=closed)
    return f'<path class="{style}" d="{data}"/>' if data else ""


def outlines(view: View, *shown: Feature) -> list[list[Point]]:
    """Return the outlines of features in a view, cut a little beyond its edges."""
    frame = _frame(view)
    parts = (part for feature in shown for part in feature.parts if _bounds(part).meets(frame))
    rings = (cut_outline(_simple(part, view.scale), frame) for part in parts)
    return [view.placed(ring) for ring in rings if ring]


def courses(view: View, parts: Iterable[tuple[int, ...]]) -> list[list[Point]]:
    """Return the pieces of lines in a view, as those of a river."""
    frame = _frame(view)
    visible = (part for part in parts if _bounds(part).meets(frame))
    return [view.placed(piece) for part in visible for piece in runs(_simple(part, view.scale), frame)]


def _frame(view: View) -> Bounds:
    seen, edge = view.bounds, EDGE / view.scale
    return Bounds(seen.west - edge, seen.south - edge, seen.east + edge, seen.north + edge)


@cache
def _bounds(part: tuple[int, ...]) -> Bounds:
    return Bounds.of(chained(part))


@cache
def _simple(part: tuple[int, ...], scale: float) -> Ring:
    """Return an outline or line at a scale, arc by arc, so that neighbours keep their border; scales are few."""
    return chained(part, lambda number: tuple(simplified(arc(number), FINENESS / scale)))


@cache
def _inner_arcs() -> tuple[tuple[int], ...]:
    """Return the arcs between areas of one country."""
    borders = _arc_numbers(features("countries"))
    return tuple((n,) for n in sorted(_arc_numbers(features(subject().region.areas)) - borders))


def _arc_numbers(layer: Iterable[Feature]) -> set[int]:
    return {n if n >= 0 else ~n for feature in layer for part in feature.parts for n in part}
