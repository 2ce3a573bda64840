"""How fast the atlas is made, beside other tools: the last run of the benchmarks that was kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.render.overviews.home_page import day_words
from generator.source.recordings import Figure, MeasuredGoal, Recording

OWN = "atlas"
_TOOLS = {OWN: "Euphrates Atlas", "mkdocs": "MkDocs with Material", "zensical": "Zensical", "hugo": "Hugo"}
_PARTS = (
    (
        "Nothing cached",
        "From entries to the finished site, with checks and search, by the atlas; the pages alone, from the same Markdown, by every tool.",
        (("cold-build", "all of it"), ("pages", "pages alone")),
    ),
    (
        "Built again after one edit",
        "The same commands, with what they left the first time. The atlas starts from a changed entry, the others from a changed page.",
        (("rebuild", ""),),
    ),
    (
        "One edit while the tool is running",
        "From the saved file until the tool’s own server answers with the changed page.",
        (
            ("one-edit", "a sentence in the most connected entry"),
            ("one-edit-small", "a sentence in a small entry"),
            ("one-edit-name", "another name for the first, on a page that links to it"),
        ),
    ),
    (
        "Check",
        "The command that checks entries, from its start to its end.",
        (("check-all", "all files, nothing cached"), ("check-one", "one changed file")),
    ),
)
"""Title, what is compared, and the works with what each is called in its rows."""


@dataclass(frozen=True, slots=True)
class SpeedRow:
    """One work of one tool."""

    tool: str
    what: str
    is_own: bool
    share: str
    """Percent of the longest of its table."""
    seconds: str
    cpu_seconds: str
    mib: str
    megabytes: str
    """Empty where the work makes no site."""
    ratio: str
    """Beside the first row; empty in that row."""


@dataclass(frozen=True, slots=True)
class SpeedTable:
    """What is compared with each other, at one size."""

    title: str
    anchor: str
    about: str
    rows: tuple[SpeedRow, ...]


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A cold build of the atlas at one size."""

    size: int
    seconds: str
    each: str
    """Milliseconds an entry."""
    ratio: str
    """Time for an entry beside that at the smallest size; empty there."""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal, and how it stands."""

    what: str
    size: int
    value: str
    most: str
    is_met: bool
    by: str


@dataclass(frozen=True, slots=True)
class SpeedPage:
    """The page; all but the ways to measure is empty where no run was kept."""

    day: str
    commit: str
    rounds: int
    machine: tuple[str, ...]
    tools: str
    goals: tuple[GoalRow, ...]
    growth: tuple[GrowthRow, ...]
    """Empty where one size was measured."""
    sizes: tuple[tuple[int, tuple[SpeedTable, ...]], ...]


def speed_page(recording: Recording | None) -> SpeedPage:
    """Return the page of a run."""
    if recording is None:
        return SpeedPage("", "", 0, (), "", (), (), ())
    machine = recording.machine
    told = [
        machine.get("processor", ""),
        f"{machine['cores']} cores" if "cores" in machine else "",
        f"{machine['memory_gib']} GiB of memory" if "memory_gib" in machine else "",
        f"Python {machine['python']}" if "python" in machine else "",
        machine.get("system", ""),
    ]
    tools = ", ".join(f"{_TOOLS.get(tool, tool)} {version}" for tool, version in recording.tools.items())
    return SpeedPage(
        day_words(recording.day),
        recording.commit,
        recording.rounds,
        tuple(part for part in told if part),
        tools,
        tuple(_goal(goal) for goal in recording.goals),
        _growth(recording.figures),
        tuple(
            (size, _tables(size, recording.figures)) for size in sorted({figure.size for figure in recording.figures})
        ),
    )


def _goal(goal: MeasuredGoal) -> GoalRow:
    value, most = (_with_unit(number, goal.unit) for number in (goal.value, goal.most))
    share = round(100 * abs(goal.value / goal.most - 1))
    is_met = goal.value <= goal.most
    return GoalRow(
        goal.what, goal.size, value, most, is_met, f"{share}\N{NO-BREAK SPACE}% {'below' if is_met else 'above'}"
    )


def _with_unit(number: float, unit: str) -> str:
    words = f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
    return f"{words}\N{NO-BREAK SPACE}{unit}"


def _growth(figures: Sequence[Figure]) -> tuple[GrowthRow, ...]:
    builds = sorted((f for f in figures if (f.work, f.tool) == ("cold-build", OWN) and f.size), key=lambda f: f.size)
    each = [figure.seconds / figure.size for figure in builds]
    ratios = ["", *(f"{other / each[0]:.2f}" if each[0] else "" for other in each[1:])]
    rows = zip(builds, each, ratios, strict=True) if len(builds) > 1 else ()
    return tuple(GrowthRow(f.size, f"{f.seconds:,.1f}", f"{1000 * one:.2f}", ratio) for f, one, ratio in rows)


def _tables(size: int, figures: Sequence[Figure]) -> tuple[SpeedTable, ...]:
    held = {(figure.work, figure.tool): figure for figure in figures if figure.size == size}
    made = [
        SpeedTable(title, f"n{size}-{number}", about, tuple(_rows(held, dict(works))))
        for number, (title, about, works) in enumerate(_PARTS, 1)
    ]
    return tuple(table for table in made if table.rows)


def _rows(held: Mapping[tuple[str, str], Figure], works: Mapping[str, str]) -> Iterator[SpeedRow]:
    """Yield the rows of a table: works in their order, in each the atlas first."""
    found = [figure for work in works for (named, _), figure in sorted(held.items(), key=_own_first) if named == work]
    longest = max((figure.seconds for figure in found), default=0) or 1
    for figure in found:
        is_first = figure is found[0]
        ratio = "" if is_first or not found[0].seconds else f"{figure.seconds / found[0].seconds:.2f}"
        yield SpeedRow(
            _TOOLS.get(figure.tool, figure.tool),
            works[figure.work],
            figure.tool == OWN,
            f"{100 * figure.seconds / longest:.3g}",
            f"{figure.seconds:,.2f}",
            f"{figure.cpu_seconds:,.2f}",
            f"{figure.rss_mib:,.0f}",
            f"{figure.bytes / 1e6:,.1f}" if figure.bytes else "",
            ratio,
        )


def _own_first(item: tuple[tuple[str, str], Figure]) -> tuple[bool, int]:
    tool = item[0][1]
    return tool != OWN, list(_TOOLS).index(tool) if tool in _TOOLS else len(_TOOLS)
