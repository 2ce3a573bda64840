"""The work that something takes, counted in steps: the same on any machine and any day, as seconds are not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TypeVar

Input = TypeVar("Input")


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python run, with calls and returns; a loop inside of one call of C is no step."""
    count = 0

    def counted(*_: object) -> object:
        nonlocal count
        count += 1
        return counted

    before = sys.gettrace()
    sys.settrace(counted)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def assert_in_line(work: Callable[[Input], object], made: Callable[[int], Input], most: int) -> None:
    """Assert that the steps of work grow in line with the size of what is made for it: a fourth of `most`, a half, all.

    The second doubling may add 2.25 times what the first one adds. It adds twice as much where steps grow in line, a little
    more where something is sorted, four times as much where each part is compared with each. What any size takes cancels out.
    """
    work(made(most // 4))  # so that what is loaded or kept at first use is there
    one, two, four = (steps(partial(work, made(most // part))) for part in (4, 2, 1))
    assert four - two <= 2.25 * (two - one) + most, f"{one:,}, {two:,} and {four:,} steps"
