"""Items in parts: slices of a sequence, as `itertools.batched` gives tuples from Python 3.12 on, and groups by a key."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def batched(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in slices of at most so many; none where there are no items."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Return items by their keys, neighbours or not; keys and items keep their order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
