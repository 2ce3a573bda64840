"""The frame of every map, and the base map in it: sea, land, the countries of the atlas, their areas, lakes and rivers.

Borders and coasts are the strokes of the land itself, so that no line is written twice. A line is simplified to the scale,
cut at the edges and written as the data of a path.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby, pairwise
from operator import ge, le

from generator.geo.basemap import Feature, Point, Ring, arc, chained, features
from generator.geo.projection import Bounds, View
from generator.subject import subject
from generator.text.escape import cleaned, escape_html

UNITS = 2
"""Steps of a path's whole numbers in one unit of the drawing; the group around the paths is scaled down by as much."""
FINENESS = 1.0
"""Units of a drawing that a simplified line may be off by."""

EDGE = 4
"""Units beyond the edge at which outlines are cut, so that no stroke along the cut is seen."""


def map_svg(style: str, size: tuple[int, int], id: str, title: str, words: str, drawing: str) -> str:
    """Return a whole map as SVG; `words` say what is drawn for readers who do not see it, `id` begins the ids in it."""
    title, words = escape_html(cleaned(title)), escape_html(cleaned(words))
    role = 'role="group"' if "<a " in drawing else 'role="img"'  # what stands in an image has no links for its readers
    return (
        f'<svg class="{style}" viewBox="0 0 {size[0]} {size[1]}" {role} aria-labelledby="{id}-title {id}-words">'
        f'<title id="{id}-title">{title}</title><desc id="{id}-words">{words}</desc>{drawing}</svg>'
    )


def circle_element(style: str, x: float, y: float, radius: float) -> str:
    """Return a circle."""
    return f'<circle class="{style}" cx="{x:z.1f}" cy="{y:z.1f}" r="{radius:z.1f}"/>'


@cache
def ground(view: View, *, countries_only: bool = False) -> str:
    """Return the layers of the base map in a view, from the lowest up; many maps show the same town, all the same inset."""
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
    return (
        f'<rect class="m-box" x="{left:z.1f}" y="{top:z.1f}" width="{right - left:z.1f}" height="{bottom - top:z.1f}"/>'
    )


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
    rings = [_cut_part(part, view.scale, frame) for feature in shown for part in feature.parts]
    return [view.placed(ring) for ring in rings if ring]


def _cut_part(part: tuple[int, ...], scale: float, frame: Bounds) -> Sequence[Point]:
    """Return what of an outline lies in a frame; most lie wholly outside, and need no cutting."""
    ring = _simple(part, scale)
    return cut_outline(ring, frame) if _bounds(part, scale).meets(frame) else ()


@cache
def _bounds(part: tuple[int, ...], scale: float) -> Bounds:
    return Bounds.of(_simple(part, scale))


def courses(view: View, parts: Iterable[tuple[int, ...]]) -> list[list[Point]]:
    """Return the pieces of lines in a view, as those of a river."""
    frame = _frame(view)
    return [view.placed(piece) for part in parts for piece in runs(_simple(part, view.scale), frame)]


def _frame(view: View) -> Bounds:
    seen, edge = view.bounds, EDGE / view.scale
    return Bounds(seen.west - edge, seen.south - edge, seen.east + edge, seen.north + edge)


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


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line without the points that lie nearer to it than `tolerance` (Douglas and Peucker).

    Its ends stay, so a closed one stays closed and two that meet still meet.
    """
    if len(points) < 3:
        return list(points)
    distances = [_distance(point, points[0], points[-1]) for point in points[1:-1]]
    if (farthest := max(distances)) <= tolerance:
        return [points[0], points[-1]]
    middle = distances.index(farthest) + 1
    return [*simplified(points[: middle + 1], tolerance), *simplified(points[middle:], tolerance)[1:]]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def cut_outline(ring: Sequence[Point], frame: Bounds) -> list[Point]:
    """Return the part of an outline within a frame, closed; empty where they do not meet (Sutherland and Hodgman)."""
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    for axis in (0, 1):
        for limit, is_within in ((frame[axis], ge), (frame[axis + 2], le)):
            points = _cut_at(points, axis, limit, is_within) if points else []
    return [*points, points[0]] if points else []


def _cut_at(ring: list[Point], axis: int, limit: float, is_within: Callable[[float, float], bool]) -> list[Point]:
    """Return the part of an outline on one side of a straight line across the drawing."""
    kept: list[Point] = []
    for start, end in pairwise([ring[-1], *ring]):
        if is_within(start[axis], limit) != is_within(end[axis], limit):
            share = (limit - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_within(end[axis], limit):
            kept.append(end)
    return kept


def runs(line: Sequence[Point], frame: Bounds) -> list[list[Point]]:
    """Return the pieces of a line that may be seen within a frame, each with the point before and behind it."""
    steps_by_sight = groupby(pairwise(line), lambda step: Bounds.of(step).meets(frame))
    groups = (list(steps) for seen, steps in steps_by_sight if seen)
    return [[steps[0][0], *(end for _, end in steps)] for steps in groups]


def path_data(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return the `d` of a path in whole numbers, each relative to the last; points that fall together are left out."""
    paths = []
    for line in lines:
        steps = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
        moves = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(steps) if (x, y) != before]
        if len(moves) >= (2 if closed else 1):
            numbers = "".join(f"{_signed(x)}{_signed(y)}" for x, y in moves).removeprefix(" ")
            paths.append(f"M{steps[0][0]}{_signed(steps[0][1])}l{numbers}{'z' if closed else ''}")
    return "".join(paths)


def _signed(number: int) -> str:
    """Return a number that follows another: a minus separates the two as well as a space does."""
    return str(number) if number < 0 else f" {number}"
