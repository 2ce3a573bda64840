"""How many cases a property test tries: all in `make test-all`, which sets `ATLAS_TESTS=full`, and else a tenth."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")

FULL = os.environ.get("ATLAS_TESTS") == "full"


def cases(number: int) -> int:
    """Return how many of a number of cases are tried: at least 10."""
    return number if FULL else min(max(number // 10, 10), number)


def sample(items: Iterable[Item]) -> list[Item]:
    """Return every tenth of some items, or all in a full run."""
    return list(items)[:: 1 if FULL else 10]
