"""The goals: what is compared with what, at which size, and how much is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Part(Protocol):
    """Bytes of a part of a site."""

    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def part(self) -> str: ...  # noqa: D102
    @property
    def bytes(self) -> int: ...  # noqa: D102


class Figure(Protocol):
    """One figure of the results."""

    @property
    def size(self) -> int: ...  # noqa: D102 -- as in the results
    @property
    def work(self) -> str: ...  # noqa: D102
    @property
    def tool(self) -> str: ...  # noqa: D102
    @property
    def seconds(self) -> float: ...  # noqa: D102
    @property
    def rss_mib(self) -> float: ...  # noqa: D102


@dataclass(frozen=True)
class Goal:
    """What is to hold; `most` is the largest value that meets it."""

    what: str
    """In words, as readers of the page of figures see it."""
    size: int
    work: str
    unit: str
    """`s`, `MiB`, `KB` (of a thousand bytes), or `times` for a ratio."""
    most: float
    against: tuple[str, str, int] | None = None
    """Work, tool and size of what it is divided by."""


GOALS = (
    Goal(
        "Cold build, beside the pages alone by MkDocs", 10_000, "cold-build", "times", 0.2, ("pages", "mkdocs", 10_000)
    ),
    Goal("Cold build, beside the pages alone by Hugo", 10_000, "cold-build", "times", 1.0, ("pages", "hugo", 10_000)),
    Goal("One edit of the most connected entry, from saved file to finished page", 10_000, "one-edit", "s", 0.5),
    Goal("One edit of a small entry, from saved file to finished page", 10_000, "one-edit-small", "s", 0.5),
    Goal("Check of one changed file", 10_000, "check-one", "s", 0.3),
    Goal("Check of all files, nothing cached", 10_000, "check-all", "s", 5.0),
    Goal("Most memory of any work", 10_000, "", "MiB", 500.0),
    Goal(
        "Time for an entry in a cold build, beside a store of 1,000",
        50_000,
        "cold-build",
        "times",
        1.3,
        ("cold-build", "atlas", 1_000),
    ),
    Goal("Heaviest page of an entry with its styles, as sent", 10_000, "entry-page", "KB", 60.0),
    Goal("Heaviest page across entries with its styles, as sent", 10_000, "explorer", "KB", 400.0),
    Goal("Search: until the first name is found, as sent", 10_000, "first-name", "KB", 60.0),
    Goal("Search: a query of texts, as sent", 10_000, "text-query", "KB", 60.0),
)


@dataclass(frozen=True)
class Verdict:
    """A goal beside what was measured."""

    goal: Goal
    value: float

    @property
    def is_met(self) -> bool:
        """Tell whether the goal is met."""
        return self.value <= self.goal.most

    @property
    def words(self) -> str:
        """Say it in one line."""
        share = self.value / self.goal.most - 1
        by = f"met, {-share:.0%} below" if self.is_met else f"missed by {share:.0%}"
        value, most = (f"{number:.3g} {self.goal.unit}" for number in (self.value, self.goal.most))
        return f"{self.goal.size:6,}  {self.goal.what}: {value}, goal {most}: {by}"


def verdicts(runs: Iterable[Figure], sent: Iterable[Part] = ()) -> Iterator[Verdict]:
    """Yield what can be said of each goal; A goal that nothing was measured for is left out."""
    held = {(run.work, run.tool, run.size): run for run in runs}
    sizes = {(part.size, part.part): part.bytes for part in sent}
    for goal in GOALS:
        value = _value(goal, held, sizes)
        if value is not None:
            yield Verdict(goal, value)


def _value(goal: Goal, held: dict[tuple[str, str, int], Figure], sizes: dict[tuple[int, str], int]) -> float | None:
    if goal.unit == "KB":
        number = sizes.get((goal.size, goal.work))
        return None if number is None else number / 1_000
    if goal.unit == "MiB":
        return max(
            (run.rss_mib for (_, tool, size), run in held.items() if (tool, size) == ("atlas", goal.size)), default=None
        )
    ours = held.get((goal.work, "atlas", goal.size))
    if ours is None or goal.against is None:
        return ours and ours.seconds
    other = held.get(goal.against)
    return other and ours.seconds / ours.size / (other.seconds / other.size)
