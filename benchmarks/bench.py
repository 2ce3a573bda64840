"""Times the atlas beside other tools: seconds, processor seconds, memory and bytes, and which goals are met.

    make bench      or
    .venv/bin/python benchmarks/bench.py [--sizes 13000,26000] [--rounds 3] [--tools atlas,pyyaml,mkdocs,hugo,hugo-entries]

Without `--sizes` a store has as many entries as the real one, up to the next thousand, and another has twice as many. Goals are
judged at these sizes. All tools take turns, so that whatever else the machine does affects each; figures are medians over the rounds. The works:

    cold-build      from YAML to the finished site, nothing cached; of Hugo pages and indexes alone
    pages           from the Markdown that the atlas generated to finished pages
    edit-connected  from a saved file to the finished page in `atlas serve`, of the entry that most others name
    edit-small      the same of a small entry
    check-all       `atlas check --no-cache`
    check-one       `atlas check FILE` after that file was edited
    load            the files of all entries read by PyYAML's C loader, and nothing done with them
    find            `atlas find` with a name
    new             `atlas new` with a name that is not there yet
    diff            `atlas diff HEAD` after an entry was edited
    keep-addresses  `atlas fmt --keep-addresses HEAD` on that entry
    export          `atlas export`, all formats that need nothing more
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_store import REPOSITORY
from benchmarks.measure import CommandFailed, Measurement, machine, median
from benchmarks.sent import sent_bytes
from benchmarks.tools import PEERS, Job, empty_trash, jobs

RESULTS = REPOSITORY / "benchmarks" / "results.json"
RECORDED = REPOSITORY / "benchmarks" / "recorded"

Key = tuple[int, str, str]
"""Size, work and tool."""
Measured = dict[Key, list[Measurement]]
Runs = Mapping[Key, Measurement]
Sent = Mapping[tuple[int, str], int]
"""Bytes by size and part of the site."""
Row = dict[str, object]


class Goal(NamedTuple):
    """A figure and the largest value that meets the goal."""

    words: str
    size: int
    work: str
    most: float
    unit: str
    """`s`, `MiB`, `KB` (1,000 bytes) or `times`: per entry, divided by the figure `beside`."""
    beside: Key | None = None


_REAL_ENTRIES = len(list((REPOSITORY / "entities").glob("*/*.yml")))
SIZE = math.ceil(_REAL_ENTRIES / 1000) * 1000
"""Entries at which goals are judged: a made store cannot have fewer than the real one."""
TWICE = 2 * SIZE
_HUGO = (SIZE, "cold-build", "hugo-entries")
_MKDOCS = (SIZE, "pages", "mkdocs")
_SMALLER = (SIZE, "cold-build", "atlas")
_LOAD = (SIZE, "load", "pyyaml")
# fmt: off
GOALS = (
    Goal("cold build beside pages of the same entries by Hugo", SIZE,  "cold-build",     1.0,  "times", _HUGO),
    Goal("cold build beside the pages by MkDocs",               SIZE,  "cold-build",     0.25, "times", _MKDOCS),
    Goal("time per entry beside half as many entries",          TWICE, "cold-build",     1.1,  "times", _SMALLER),
    Goal("memory of a cold build",                              SIZE,  "cold-build",     500,  "MiB"),
    Goal("edit of the most connected entry",                    SIZE,  "edit-connected", 0.5,  "s"),
    Goal("edit of a small entry",                               SIZE,  "edit-small",     0.5,  "s"),
    Goal("check of one file",                                   SIZE,  "check-one",      0.5,  "s"),
    Goal("check of all files beside their plain load",          SIZE,  "check-all",      2.0,  "times", _LOAD),
    Goal("finding a name",                                      SIZE,  "find",           1,    "s"),
    Goal("export of the whole data",                            SIZE,  "export",         20,   "s"),
    Goal("memory of the export",                                SIZE,  "export",         500,  "MiB"),
    Goal("heaviest page of an entry, with styles",              SIZE,  "entry-page",     60,   "KB"),
    Goal("heaviest page across entries, with styles",           SIZE,  "overview-page",  400,  "KB"),
    Goal("search: until the first name is shown",               SIZE,  "first-name",     60,   "KB"),
    Goal("search: a query in texts",                            SIZE,  "text-query",     60,   "KB"),
)
# fmt: on


def main() -> None:
    """Measure, print and keep the results."""
    options = _options()
    try:
        todo = _todo(options)
    except ValueError as error:
        sys.exit(f"bench: {error}")
    results: dict[str, object] = {
        "machine": machine(),
        "commit": _commit(),
        "tools": {peer.name: peer.version for peer in PEERS},
    }
    measured: Measured = {}
    failure = _measure(todo, options, measured)
    runs = {}
    rounds = {}
    for key, measurements in measured.items():
        runs[key] = median(measurements)
        rounds[key] = len(measurements)
    sent = {} if failure else _sent(options)
    lines = [*table(runs, rounds), "", *verdicts(runs, sent)]
    print("\n".join(lines))
    results["runs"] = _rows(runs)
    results["sent"] = _parts(sent)
    _keep(results, options.record)
    sys.exit(failure)


def _todo(options: argparse.Namespace) -> list[Job]:
    """Return the jobs of all sizes; raises `ValueError` where a store cannot be so small."""
    todo: list[Job] = []
    for size in options.sizes:
        todo += jobs(size, options.tools, options.work)
    return todo


def _measure(
    todo: list[Job],
    options: argparse.Namespace,
    measured: Measured,
) -> str | None:
    """Run all rounds and add their measurements; returns why they were broken off, or None."""
    try:
        for number in range(options.rounds):
            measure_round(todo, number, measured)
        empty_trash(options.work)
    except (CommandFailed, KeyboardInterrupt) as error:
        return f"bench: broken off: {str(error) or 'interrupted'}"
    return None


def measure_round(todo: list[Job], number: int, measured: Measured) -> None:
    """Run all jobs once and add their measurements."""
    for job in todo:
        for work, result in job.run().items():
            key = (job.size, work, job.tool)
            measured.setdefault(key, []).append(result)
            name = f"round {number + 1}: {job.tool} {work} {job.size:,}"
            cost = f"{result.seconds:.2f} s, {result.cpu_seconds:.2f} CPU s, {result.memory_mib:.0f} MiB"
            print(f"bench: {name}: {cost}", file=sys.stderr)


def table(runs: Runs, rounds: Mapping[Key, int]) -> Iterator[str]:
    """Yield the figures; the ratio is that to the cold build of the atlas, or to the same work."""
    names = f"{'entries':>8} {'work':14} {'tool':12}"
    yield f"{names} {'seconds':>9} {'CPU s':>8} {'MiB':>7} {'MB':>7} {'rounds':>7} {'ratio':>7}"
    for key, run in sorted(runs.items()):
        size, work, tool = key
        same_work = "cold-build" if work == "pages" else work
        ours = runs.get((size, same_work, "atlas"))
        ratio = ""
        if ours and tool != "atlas":
            ratio = f"{run.seconds / ours.seconds:8.2f}"
        name = f"{size:8,} {work:14} {tool:12}"
        time = f"{run.seconds:9.2f} {run.cpu_seconds:8.2f}"
        space = f"{run.memory_mib:7.0f} {run.bytes / 1e6:7.1f}"
        yield f"{name} {time} {space} {rounds[key]:7}{ratio}"


def verdicts(runs: Runs, sent: Sent) -> Iterator[str]:
    """Yield a line for each goal that was measured."""
    for goal in GOALS:
        value = _value(goal, runs, sent)
        if value is not None:
            verdict = "met" if value <= goal.most else "MISSED"
            unit = goal.unit
            figures = f"{value:.3g} {unit}, goal {goal.most:g} {unit}"
            yield f"{goal.size:8,} {goal.words}: {figures}: {verdict}"


def _value(goal: Goal, runs: Runs, sent: Sent) -> float | None:
    """Return the figure of a goal; None where it was not measured."""
    if goal.unit == "KB":
        size = sent.get((goal.size, goal.work))
        return None if size is None else size / 1_000
    run = runs.get((goal.size, goal.work, "atlas"))
    if run is None:
        return None
    if goal.unit == "MiB":
        return run.memory_mib
    if goal.beside is None:
        return run.seconds
    other = runs.get(goal.beside)
    if other is None:
        return None
    other_size, _, _ = goal.beside
    return (run.seconds / goal.size) / (other.seconds / other_size)


def _sent(options: argparse.Namespace) -> dict[tuple[int, str], int]:
    """Return what is sent of each store that the atlas built."""
    sent: dict[tuple[int, str], int] = {}
    if "atlas" in options.tools:
        for size in options.sizes:
            for part, bytes in sent_bytes(options.work / f"store-{size}"):
                sent[size, part] = bytes
    return sent


def _rows(runs: Runs) -> list[Row]:
    """Return the figures as they stand in the results."""
    rows = []
    for (size, work, tool), run in runs.items():
        row: Row = {"size": size, "work": work, "tool": tool}
        for name, value in asdict(run).items():
            row[name] = round(value, 3)
        rows.append(row)
    return rows


def _parts(sent: Sent) -> list[Row]:
    """Return what is sent as it stands in the results."""
    parts: list[Row] = []
    for (size, part), bytes in sent.items():
        parts.append({"size": size, "part": part, "bytes": bytes})
    return parts


def _keep(results: Mapping[str, object], record: str | None) -> None:
    """Write the results, and under their day too where they are to be recorded."""
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    if record:
        (RECORDED / f"{record}-bench.json").write_text(text, encoding="utf-8")


def _commit() -> str:
    git = ["git", "-C", str(REPOSITORY)]
    describe = ["describe", "--always", "--abbrev=12", "--exclude=*", "--dirty"]
    run = subprocess.run(
        [*git, *describe],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip()


def _options() -> argparse.Namespace:
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    work = Path(caches) / "euphrates-atlas-bench"
    tools = ["atlas", "pyyaml", *(peer.name for peer in PEERS)]
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    sizes = lambda text: sorted(map(int, text.split(",")))  # noqa: E731
    add("--sizes", type=sizes, default=[SIZE, TWICE])
    add("--rounds", type=int, default=3)
    add("--tools", type=lambda text: text.split(","), default=tools)
    kept = "folder of stores and environments, which are kept"
    add("--work", type=Path, default=work, help=kept)
    record = "keep the results in benchmarks/recorded/ too"
    add("--record", metavar="YYYY-MM-DD", help=record)
    return parser.parse_args()


if __name__ == "__main__":
    main()
