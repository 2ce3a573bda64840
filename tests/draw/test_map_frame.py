"""Lines of a drawing: simpler but with their ends, cut at the frame, written in whole steps."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from euphrates_atlas.draw.basemap import arc, features
from euphrates_atlas.draw.map_frame import FINENESS, UNITS, cut_outline, path_data, runs, simplified
from euphrates_atlas.draw.projection import Bounds

FRAME = Bounds(0.0, 0.0, 10.0, 10.0)
ARCS = sorted({n if n >= 0 else ~n for f in features("countries") for part in f.parts for n in part})


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([], []),
        ([(0, 0)], [(0, 0)]),
        ([(0, 0), (5, 0.5), (10, 0)], [(0, 0), (10, 0)]),
        ([(0, 0), (5, 2), (10, 0)], [(0, 0), (5, 2), (10, 0)]),
        ([(0, 0), (0, 0), (0, 0)], [(0, 0), (0, 0)]),
        ([(0, 0), (15, 0), (10, 0)], [(0, 0), (15, 0), (10, 0)]),
    ],
)
def test_what_lies_near_the_line_is_left_out(line: list[tuple[float, float]], kept: list[tuple[float, float]]) -> None:
    assert simplified(line, 1) == kept


@pytest.mark.parametrize("tolerance", [0.001, 0.05, 1.0])
def test_the_ends_of_every_border_stay(tolerance: float) -> None:
    """So neighbours still meet, and what is closed stays closed."""
    for number in ARCS:
        line = simplified(arc(number), tolerance)
        assert (line[0], line[-1]) == (arc(number)[0], arc(number)[-1])


def test_no_point_is_farther_off_than_asked() -> None:
    """Each point of every third border lies near its simplified line."""
    for number in ARCS[::3]:
        line = simplified(arc(number), 0.05)
        for point in arc(number):
            assert min(_off(point, a, b) for a, b in pairwise(line)) <= 0.05 + 1e-9


def _off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the least distance to 80 points of a piece of line: slow, and apart from what is tested."""
    steps = ((start[0] + (end[0] - start[0]) * i / 80, start[1] + (end[1] - start[1]) * i / 80) for i in range(81))
    return min(math.dist(point, step) for step in steps) - math.dist(start, end) / 160


@pytest.mark.parametrize(
    ("ring", "cut"),
    [
        ([(2, 2), (8, 2), (8, 8), (2, 2)], {(2, 2), (8, 2), (8, 8)}),
        ([(-5, 2), (5, 2), (5, 8), (-5, 8), (-5, 2)], {(0, 2), (5, 2), (5, 8), (0, 8)}),
        ([(-5, -5), (15, -5), (15, 15), (-5, 15), (-5, -5)], {(0, 0), (10, 0), (10, 10), (0, 10)}),
        ([(20, 20), (30, 20), (30, 30), (20, 20)], set()),
    ],
    ids=["within", "across", "around", "aside"],
)
def test_an_outline_is_cut_at_the_frame(ring: list[tuple[float, float]], cut: set[tuple[float, float]]) -> None:
    found = cut_outline(ring, FRAME)
    assert set(found) == cut
    assert found == [] or found[0] == found[-1]


def test_only_what_may_be_seen_of_a_line_is_kept() -> None:
    line = [(-20, 5), (-10, 5), (5, 5), (20, 5), (30, 5), (30, 20)]
    assert list(runs(line, FRAME)) == [[(-10, 5), (5, 5), (20, 5)]]
    assert list(runs([(20, 20), (30, 20)], FRAME)) == []


def test_the_data_of_a_path_counts_on() -> None:
    """Steps of half a unit; a minus parts two numbers; what falls together is left out."""
    assert UNITS == 2
    assert path_data([[(0, 0), (1, 1), (1.1, 1.1), (1, -2)]]) == "M0 0l2 2 0-6"
    assert path_data([[(1, 1), (1.1, 1)]]) == ""
    assert path_data([[(0, 0), (5, 0), (5, 5), (0, 0)]], closed=True) == "M0 0l10 0 0 10-10-10z"


def test_the_data_of_a_path_says_the_same_line() -> None:
    """Read back, it is the line in half units."""
    line = [(x * 7.3 % 50, x * 3.1 % 40) for x in range(40)]
    numbers = [int(n) for n in re.findall(r"-?\d+", path_data([line]))]
    x = y = 0
    for (wanted_x, wanted_y), dx, dy in zip(line, numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        assert (x, y) == (round(wanted_x * 2), round(wanted_y * 2))


def test_lines_are_finer_than_they_are_wide() -> None:
    assert FINENESS <= 1
