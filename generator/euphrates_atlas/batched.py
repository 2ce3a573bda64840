"""Slices of a sequence, as `itertools.batched` gives tuples from Python 3.12 on."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def batched(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in slices of at most so many; none where there are no items."""
    return [items[start : start + size] for start in range(0, len(items), size)]
