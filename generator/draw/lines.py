"""Lines for a drawing: made simpler at its scale, cut at its edges, written as the data of a path."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from generator.basemap.topology import Point

Frame = tuple[Point, Point]
"""A rectangle: its least and its greatest corner."""

UNITS = 2
"""Steps of a path's whole numbers in one unit of the drawing; the group around the paths is scaled down by as much."""


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line without the points that lie nearer to it than `tolerance` (Douglas and Peucker).

    Its ends stay, so a closed one stays closed and two that meet still meet.
    """
    if len(points) < 3:
        return list(points)
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, distance = first, tolerance
        for index in range(first + 1, last):
            found = _distance(points[index], points[first], points[last])
            if found > distance:
                farthest, distance = index, found
        if farthest != first:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the piece of a line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def cut_outline(ring: Sequence[Point], frame: Frame) -> list[Point]:
    """Return the part of an outline within a frame, closed; empty where they do not meet (Sutherland and Hodgman)."""
    held = list(ring[:-1] if ring[0] == ring[-1] else ring)
    low, high = frame
    for axis in (0, 1):
        if min(point[axis] for point in held) < low[axis]:
            held = _half(held, axis, low[axis], keep_less=False)
        if held and max(point[axis] for point in held) > high[axis]:
            held = _half(held, axis, high[axis], keep_less=True)
        if not held:
            return []
    return [*held, held[0]]


def _half(ring: list[Point], axis: int, limit: float, *, keep_less: bool) -> list[Point]:
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


def runs(line: Sequence[Point], frame: Frame) -> list[list[Point]]:
    """Return the pieces of a line that may be seen within a frame, each with the point before and behind it."""
    found: list[list[Point]] = []
    (west, south), (east, north) = frame
    open_run = False
    for start, end in pairwise(line):
        (x1, y1), (x2, y2) = start, end
        aside = (x1 < west and x2 < west) or (x1 > east and x2 > east)
        seen = not (aside or (y1 < south and y2 < south) or (y1 > north and y2 > north))
        if seen:
            if not open_run:
                found.append([start])
            found[-1].append(end)
        open_run = seen
    return found


def path_data(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
    """Return the `d` of a path in whole steps, each counted on from the last; what falls together is left out."""
    written: list[str] = []
    for line in lines:
        steps = [(round(x * UNITS), round(y * UNITS)) for x, y in line]
        moves = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(steps) if (x, y) != before]
        if len(moves) < (2 if closed else 1):
            continue
        written.append(f"M{steps[0][0]}{_signed(steps[0][1])}l" + _joined(moves) + ("z" if closed else ""))
    return "".join(written)


def _joined(moves: Iterable[tuple[int, int]]) -> str:
    text = "".join(f"{_signed(x)}{_signed(y)}" for x, y in moves)
    return text.removeprefix(" ")


def _signed(number: int) -> str:
    """Return a number that follows another: a minus parts the two as well as a space does."""
    return str(number) if number < 0 else f" {number}"
