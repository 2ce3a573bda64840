"""How much a test tries: all in `make test-all`, which sets `ATLAS_TESTS=full`, and else what these rules choose of it.

`make test-entries` sets `ATLAS_TESTS=entries`: it tries the whole site of the repository, and of long lists the same as `make test`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import Any, TypeVar

Item = TypeVar("Item")

FULL = os.environ.get("ATLAS_TESTS") == "full"
WHOLE_SITE = FULL or os.environ.get("ATLAS_TESTS") == "entries"
"""Whether the whole site of the repository is tried, and not the pages of some of its entries."""


def cases(number: int) -> int:
    """Return how many of a number of cases are tried: a tenth of them, but at least 10."""
    return number if FULL else min(max(number // 10, 10), number)


def step(every: int = 10) -> int:
    """Return how far it is from one item of a long list that is tried to the next."""
    return 1 if FULL else every


def sample(items: Iterable[Item], every: int = 10) -> list[Item]:
    """Return every tenth of some items, or every so many."""
    return list(items)[:: step(every)]


def sample_of_each(items: Iterable[Item], group: Callable[[Item], Hashable], every: int = 10) -> list[Item]:
    """Return every tenth item of each group, or every so many: the first of each is among them."""
    held: dict[Hashable, list[Item]] = {}
    for item in items:
        held.setdefault(group(item), []).append(item)
    return [item for of_one in held.values() for item in sample(of_one, every)]


def combinations(*choices: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return as many combinations of some choices as show each of them once: the longest list in its order, the others in turn."""
    if FULL:
        return [*product(*choices)]
    return [tuple(choice[n % len(choice)] for choice in choices) for n in range(max(map(len, choices)))]


def in_turn(items: Iterable[Item], choices: Sequence[Any]) -> list[tuple[Any, list[Item]]]:
    """Return the choices, each with the items that are tried with it: every one is tried with one of them, taken in turn."""
    held = list(items)
    return [(choice, held if FULL else held[n :: len(choices)]) for n, choice in enumerate(choices)]
