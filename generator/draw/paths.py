"""Lines of a map as SVG paths: simplified to its scale, cut at its edges and written as path data."""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from generator.draw.projection import Bounds
from generator.facts.basemap import Point

UNITS = 2
"""Steps of a path's whole numbers in one unit of the drawing; the group around the paths is scaled down by as much."""


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
        for limit, keep_less in ((frame[axis], False), (frame[axis + 2], True)):
            points = _cut_at(points, axis, limit, keep_less=keep_less) if points else []
    return [*points, points[0]] if points else []


def _cut_at(ring: list[Point], axis: int, limit: float, *, keep_less: bool) -> list[Point]:
    """Return the part of an outline on one side of a straight line across the drawing."""
    kept: list[Point] = []
    start = ring[-1]
    starts = start[axis] <= limit if keep_less else start[axis] >= limit
    for end in ring:
        ends = end[axis] <= limit if keep_less else end[axis] >= limit
        if starts != ends:
            share = (limit - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if ends:
            kept.append(end)
        start, starts = end, ends
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
