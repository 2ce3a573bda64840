"""A503 number-order: of a range, low is at most best, and best at most high."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.model.atlas import Atlas, Finding
from generator.source.nodes import Path

_NAMES = ("low", "best", "high")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each range of a statement that is the wrong way round."""
    for entry in atlas.entries.values():
        for fact in entry.facts:
            for path, held in _ranges(fact.statement, fact.path):
                numbers = [(name, getattr(held, name)) for name in _NAMES if getattr(held, name) is not None]
                for (small, less), (large, more) in pairwise(numbers):
                    if less > more:
                        yield Finding(
                            "A503",
                            entry,
                            (*path, small),
                            f"`{small}` is {less}, more than `{large}`, {more}",
                            "put the smaller number first, or drop the one that the source does not give",
                        )


def _ranges(statement: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if hasattr(statement, "low"):
        yield path, statement
    if (count := getattr(statement, "count", None)) is not None:
        yield (*path, "count"), count
