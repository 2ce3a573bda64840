"""The frame of every map, and the base map in it: sea, land, the countries of the atlas, their areas, lakes and rivers.

Borders and coasts are the strokes of the land itself, so that no line is written twice. A line is simplified to the scale,
cut at the edges and written as the data of a path. Used by `locator_map` and `region_map`; `labels` looks for room in
the same outlines.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import ge, le

from euphrates_atlas.draw.basemap import Feature, Point, Ring, arc, chained, features
from euphrates_atlas.draw.projection import Bounds, View
from euphrates_atlas.draw.text_fit import escaped
from euphrates_atlas.subject import subject

UNITS = 2
"""Steps of a path's whole numbers in one unit of the drawing; the group around the paths is scaled down by as much."""
FINENESS = 1.0
"""Units of a drawing that a simplified line may be off by."""

EDGE = 4
"""Units beyond the edge at which outlines are cut, so that no stroke along the cut is seen."""


def map_svg(
    style: str, size: tuple[int, int], id: str, title: str, words: str, drawing: str
) -> str:
    """Return a whole map as SVG; `words` say what is drawn for readers who do not see it, `id` begins the ids in it."""
    # What stands in an image has no links for its readers.
    role = 'role="group"' if "<a " in drawing else 'role="img"'
    return (
        f'<svg class="{style}" viewBox="0 0 {size[0]} {size[1]}" {role} aria-labelledby="{id}-title {id}-words">'
        f'<title id="{id}-title">{escaped(title)}</title><desc id="{id}-words">{escaped(words)}</desc>{drawing}</svg>'
    )


def circle_element(style: str, x: float, y: float, radius: float) -> str:
    """Return a circle."""
    return f'<circle class="{style}" cx="{x:z.1f}" cy="{y:z.1f}" r="{radius:z.1f}"/>'


@cache
def ground(view: View, *, countries_only: bool = False) -> str:
    """Return the SVG of the base map in a view, from the lowest layer up.

    It is remembered: many maps show the same town, and all have the same inset.
    """
    focus = subject().region.focus
    countries = features("countries")
    around = [country for country in countries if country.country not in focus]
    inside = [country for country in countries if country.country in focus]
    paths = _path("m-land", outlines(view, *around), closed=True)
    paths += _path("m-focus", outlines(view, *inside), closed=True)
    if not countries_only:
        lakes = features("lakes")
        paths += _path("m-gov", courses(view, _inner_arcs()))
        paths += _path("m-lake", outlines(view, *lakes), closed=True)
        rivers = [part for river in features("rivers") for part in river.parts]
        paths += _path("m-river", courses(view, rivers))
    return (
        f'<rect class="m-sea" width="{view.width}" height="{view.height}"/>{_scaled(paths)}'
    )


def frame_element(view: View, shown: Bounds) -> str:
    """Return a frame around what another map shows."""
    left, top = view.place(shown.west, shown.north)
    right, bottom = view.place(shown.east, shown.south)
    size = f'width="{right - left:z.1f}" height="{bottom - top:z.1f}"'
    return f'<rect class="m-box" x="{left:z.1f}" y="{top:z.1f}" {size}/>'


def feature_element(view: View, feature: Feature, style: str = "m-area") -> str:
    """Return the SVG of a feature: the course of a river, or the outline of any other in a style."""
    if feature.layer == "rivers":
        path = _path("m-course", courses(view, feature.parts))
    else:
        path = _path(style, outlines(view, feature), closed=True)
    return _scaled(path)


def _scaled(paths: str) -> str:
    """Return paths, whose numbers are steps, in a group that scales them to units."""
    return f'<g transform="scale({1 / UNITS:g})">{paths}</g>'


def _path(style: str, lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return lines as one path; empty where none is long enough to be seen."""
    data = path_data(lines, closed=closed)
    return f'<path class="{style}" d="{data}"/>' if data else ""


def outlines(view: View, *shown: Feature) -> list[list[Point]]:
    """Return the outlines of features in units of a view, cut a little beyond its edges."""
    frame = _frame(view)
    cut = []
    for feature in shown:
        for part in feature.parts:
            if _bounds(part, view.scale).meets(frame):  # few do: the others need no cutting
                cut += _outline(part, view)
    return cut


@lru_cache(maxsize=100)
def _outline(part: tuple[int, ...], view: View) -> list[list[Point]]:
    """Return the outline of a part of a feature in a list, which is empty where nothing of it is seen.

    It is remembered: a map draws it, and then looks in it for room for its name.
    """
    ring = cut_outline(_simple(part, view.scale), _frame(view))
    return [view.placed(ring)] if ring else []


@cache
def _bounds(part: tuple[int, ...], scale: float) -> Bounds:
    """Return the bounds of an outline or line at a scale, in degrees."""
    return Bounds.of(_simple(part, scale))


def courses(view: View, parts: Iterable[tuple[int, ...]]) -> list[list[Point]]:
    """Return the pieces of lines, such as rivers, that are seen in a view, in its units."""
    frame = _frame(view)
    pieces = []
    for part in parts:
        if _bounds(part, view.scale).meets(frame):
            line = _simple(part, view.scale)
            pieces += [view.placed(piece) for piece in runs(line, frame)]
    return pieces


def _frame(view: View) -> Bounds:
    """Return the bounds of a view in degrees, with `EDGE` around them."""
    west, south, east, north = view.bounds
    edge = EDGE / view.scale
    return Bounds(west - edge, south - edge, east + edge, north + edge)


@cache
def _simple(part: tuple[int, ...], scale: float) -> Ring:
    """Return an outline or line simplified to a scale, arc by arc, so that neighbours keep one border.

    It is remembered, since views have few scales (`projection.STEP`).
    """
    tolerance = FINENESS / scale
    return chained(part, lambda number: tuple(simplified(arc(number), tolerance)))


@cache
def _inner_arcs() -> tuple[tuple[int], ...]:
    """Return the arcs between areas of one country, each as a line of its own: those of areas that are no country's border."""
    areas = features(subject().region.areas)
    borders = _arc_numbers(features("countries"))
    inner = _arc_numbers(areas) - borders
    return tuple((number,) for number in sorted(inner))


def _arc_numbers(layer: Iterable[Feature]) -> set[int]:
    """Return the numbers of all arcs of a layer, in whichever direction they are run."""
    parts = [part for feature in layer for part in feature.parts]
    # One that is run backwards is `~number`, which is negative.
    return {max(number, ~number) for part in parts for number in part}


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line without the points that lie nearer to it than `tolerance` (Douglas and Peucker).

    Its ends stay, so a closed one stays closed and two that meet still meet.
    """
    if len(points) < 3:
        return list(points)
    start = points[0]
    end = points[-1]
    distances = [_distance(point, start, end) for point in points[1:-1]]
    farthest = max(distances)
    if farthest <= tolerance:
        return [start, end]
    middle = distances.index(farthest) + 1
    head = simplified(points[: middle + 1], tolerance)
    tail = simplified(points[middle:], tolerance)
    return head + tail[1:]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the nearest point of a straight piece."""
    dx = end[0] - start[0]
    dy = end[1] - start[1]
    px = point[0] - start[0]
    py = point[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = (px * dx + py * dy) / length
        along = min(max(along, 0.0), 1.0)
    return math.hypot(px - along * dx, py - along * dy)


def cut_outline(ring: Sequence[Point], frame: Bounds) -> list[Point]:
    """Return the part of an outline within a frame, closed; empty where they do not meet (Sutherland and Hodgman)."""
    points = list(ring)
    if points[0] == points[-1]:
        points.pop()
    for axis in (0, 1):
        points = _cut_at(points, axis, frame[axis], ge)
        points = _cut_at(points, axis, frame[axis + 2], le)
    return [*points, points[0]] if points else []


def _cut_at(
    ring: list[Point],
    axis: int,
    limit: float,
    is_within: Callable[[float, float], bool],
) -> list[Point]:
    """Return the part of an outline on one side of a level or upright line.

    `axis` is 0 for a line at the longitude `limit`, 1 for one at that latitude; `is_within` tells which side is kept.
    """
    kept: list[Point] = []
    if not ring:
        return kept
    for start, end in pairwise([ring[-1], *ring]):
        ends_within = is_within(end[axis], limit)
        if is_within(start[axis], limit) != ends_within:  # the point where it crosses
            share = (limit - start[axis]) / (end[axis] - start[axis])
            first = start[1 - axis]
            other = first + share * (end[1 - axis] - first)
            kept.append((limit, other) if axis == 0 else (other, limit))
        if ends_within:
            kept.append(end)
    return kept


def runs(line: Sequence[Point], frame: Bounds) -> Iterator[list[Point]]:
    """Yield the pieces of a line that may be seen within a frame, each with the point before and behind it."""
    for is_seen, run in groupby(pairwise(line), lambda ends: Bounds.of(ends).meets(frame)):
        if is_seen:
            first, *others = run
            yield [*first, *(end for _, end in others)]


def path_data(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return the `d` of a path, in whole steps of which a unit has `UNITS`, each point relative to the one before.

    Points that fall together are left out, and lines of which nothing remains.
    """
    paths = ""
    least = 2 if closed else 1
    for line in lines:
        steps = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
        moves = []
        for before, step in pairwise(steps):
            if step != before:
                across = step[0] - before[0]
                down = step[1] - before[1]
                moves.append(
                    f"{across: d}{down: d}"
                )  # a space or a minus separates numbers
        if len(moves) >= least:
            x, y = steps[0]
            data = "".join(moves).removeprefix(" ")
            paths += f"M{x}{y: d}l{data}"
            if closed:
                paths += "z"
    return paths
