"""Times the atlas beside other tools: seconds, processor seconds, memory and bytes, and which goals are met.

    make bench SIZES=10000,20000      or
    .venv/bin/python benchmarks/bench.py --sizes 10000,20000 [--rounds 3] [--tools atlas,pyyaml,mkdocs,hugo,hugo-entries]

All tools take turns, so that whatever else the machine does affects each; figures are medians over the rounds. The works:

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
Sent = Mapping[tuple[int, str], int]
"""Bytes by size and part of the site."""


class Goal(NamedTuple):
    """A figure and the largest value that meets the goal."""

    words: str
    size: int
    work: str
    unit: str
    """`s`, `MiB`, `KB` (1,000 bytes) or `times`: per entry, divided by the figure `beside`."""
    most: float
    beside: Key | None = None


_HUGO = (10_000, "cold-build", "hugo-entries")
GOALS = (
    Goal(
        "cold build beside pages of the same entries by Hugo",
        10_000,
        "cold-build",
        "times",
        1.0,
        _HUGO,
    ),
    Goal(
        "cold build beside the pages by MkDocs",
        10_000,
        "cold-build",
        "times",
        0.25,
        (10_000, "pages", "mkdocs"),
    ),
    Goal(
        "time per entry beside 10,000 entries",
        20_000,
        "cold-build",
        "times",
        1.1,
        (10_000, "cold-build", "atlas"),
    ),
    Goal("memory of a cold build", 10_000, "cold-build", "MiB", 500),
    Goal("edit of the most connected entry", 10_000, "edit-connected", "s", 0.5),
    Goal("edit of a small entry", 10_000, "edit-small", "s", 0.5),
    Goal("check of one file", 10_000, "check-one", "s", 0.5),
    Goal(
        "check of all files beside their plain load",
        10_000,
        "check-all",
        "times",
        2.0,
        (10_000, "load", "pyyaml"),
    ),
    Goal("finding a name", 10_000, "find", "s", 1),
    Goal("export of the whole data", 10_000, "export", "s", 20),
    Goal("memory of the export", 10_000, "export", "MiB", 500),
    Goal("heaviest page of an entry, with styles", 10_000, "entry-page", "KB", 60),
    Goal("heaviest page across entries, with styles", 10_000, "overview-page", "KB", 400),
    Goal("search: until the first name is shown", 10_000, "first-name", "KB", 60),
    Goal("search: a query in texts", 10_000, "text-query", "KB", 60),
)


def main() -> None:
    """Measure, print and keep the results."""
    options = _options()
    try:
        todo = [job for size in options.sizes for job in jobs(size, options.tools, options.work)]
    except ValueError as error:
        sys.exit(f"bench: {error}")
    about = {
        "machine": machine(),
        "commit": _commit(),
        "tools": {peer.name: peer.version for peer in PEERS},
    }
    measured: dict[Key, list[Measurement]] = {}
    failure = None
    try:
        for number in range(options.rounds):
            measure_round(todo, number, measured)
        empty_trash(options.work)
    except (CommandFailed, KeyboardInterrupt) as error:
        failure = f"bench: broken off: {error or 'interrupted'}"
    runs = {key: median(measurements) for key, measurements in measured.items()}
    sent = _sent(options) if not failure else {}
    lines = [
        *table(runs, {key: len(measurements) for key, measurements in measured.items()}),
        "",
        *verdicts(runs, sent),
    ]
    print("\n".join(lines))
    text = (
        json.dumps(
            {**about, "runs": _rows(runs), "sent": _parts(sent)}, indent=1, ensure_ascii=False
        )
        + "\n"
    )
    for file in (RESULTS, *([RECORDED / f"{options.record}-bench.json"] if options.record else [])):
        file.write_text(text, encoding="utf-8")
    sys.exit(failure)


def measure_round(todo: list[Job], number: int, measured: dict[Key, list[Measurement]]) -> None:
    """Run all jobs once and add their measurements."""
    for job in todo:
        for work, result in job.run().items():
            measured.setdefault((job.size, work, job.tool), []).append(result)
            line = f"round {number + 1}: {job.tool} {work} {job.size:,}: {result.seconds:.2f} s"
            print(
                f"bench: {line}, {result.cpu_seconds:.2f} CPU s, {result.memory_mib:.0f} MiB",
                file=sys.stderr,
            )


def table(runs: Mapping[Key, Measurement], rounds: Mapping[Key, int]) -> Iterator[str]:
    """Yield the figures; the ratio is that to the cold build of the atlas, or to the same work."""
    yield f"{'entries':>8} {'work':14} {'tool':12} {'seconds':>9} {'CPU s':>8} {'MiB':>7} {'MB':>7} {'rounds':>7} {'ratio':>7}"
    for (size, work, tool), run in sorted(runs.items()):
        ours = runs.get((size, "cold-build" if work == "pages" else work, "atlas"))
        ratio = f"{run.seconds / ours.seconds:8.2f}" if ours and tool != "atlas" else ""
        yield (
            f"{size:8,} {work:14} {tool:12} {run.seconds:9.2f} {run.cpu_seconds:8.2f} {run.memory_mib:7.0f} "
            f"{run.bytes / 1e6:7.1f} {rounds[size, work, tool]:7}{ratio}"
        )


def verdicts(runs: Mapping[Key, Measurement], sent: Sent) -> Iterator[str]:
    """Yield a line for each goal that was measured."""
    for goal in GOALS:
        value = _value(goal, runs, sent)
        if value is not None:
            verdict = "met" if value <= goal.most else "MISSED"
            yield f"{goal.size:8,} {goal.words}: {value:.3g} {goal.unit}, goal {goal.most:g} {goal.unit}: {verdict}"


def _value(goal: Goal, runs: Mapping[Key, Measurement], sent: Sent) -> float | None:
    if goal.unit == "KB":
        size = sent.get((goal.size, goal.work))
        return None if size is None else size / 1_000
    run = runs.get((goal.size, goal.work, "atlas"))
    if run is None or goal.unit == "MiB":
        return run and run.memory_mib
    if goal.beside is None:
        return run.seconds
    other = runs.get(goal.beside)
    return other and (run.seconds / goal.size) / (other.seconds / goal.beside[0])


def _sent(options: argparse.Namespace) -> dict[tuple[int, str], int]:
    sizes = options.sizes if "atlas" in options.tools else ()
    return {
        (size, part): bytes
        for size in sizes
        for part, bytes in sent_bytes(options.work / f"store-{size}")
    }


def _rows(runs: Mapping[Key, Measurement]) -> list[dict[str, object]]:
    return [
        {
            "size": size,
            "work": work,
            "tool": tool,
            **{name: round(value, 3) for name, value in asdict(run).items()},
        }
        for (size, work, tool), run in runs.items()
    ]


def _parts(sent: Sent) -> list[dict[str, object]]:
    return [{"size": size, "part": part, "bytes": bytes} for (size, part), bytes in sent.items()]


def _commit() -> str:
    git = [
        "git",
        "-C",
        str(REPOSITORY),
        "describe",
        "--always",
        "--abbrev=12",
        "--exclude=*",
        "--dirty",
    ]
    return subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()


def _options() -> argparse.Namespace:
    cache = (
        Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "euphrates-atlas-bench"
    )
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = lambda text: sorted(int(part) for part in text.split(","))  # noqa: E731
    parser.add_argument("--sizes", type=sizes, default=[10_000, 20_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--tools",
        type=lambda text: text.split(","),
        default=["atlas", "pyyaml", *(peer.name for peer in PEERS)],
    )
    parser.add_argument(
        "--work", type=Path, default=cache, help="folder of stores and environments, which are kept"
    )
    parser.add_argument(
        "--record", metavar="YYYY-MM-DD", help="keep the results in benchmarks/recorded/ too"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
