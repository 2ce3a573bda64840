"""Times the atlas and its peers side by side: seconds, processor seconds, memory and bytes, as text, JSON and a chart.

    make bench SIZES=1000,10000,50000      or
    .venv/bin/python benchmarks/bench.py --sizes 1000,10000 [--rounds 3] [--tools atlas,mkdocs,zensical,hugo] [--record YYYY-MM-DD]

Stores are cloned from the real one (`made_store.py`) and kept in the work folder, as are the peers' environments. All tools
take turns, so that what else the machine does hits each alike; figures are medians over the rounds, written after each. The works:

    cold-build      from YAML to the finished site with checks and search, nothing cached
    rebuild         the same command after one entry was edited; of a peer, after one page was
    one-edit        from a saved file to the finished page in the tool's own server, of the most connected entry
    one-edit-small  the same of the smallest entry of its kind
    one-edit-name   the same of another name for the most connected entry, until the page of an entry that names it shows it
    pages           from emitted Markdown to finished pages, for every tool
    check-all       `atlas check --no-cache`
    check-one       `atlas check FILE` after that file was edited

Peers run up to 10,000 pages, Zensical up to 1,000; a store of more than 10,000 is measured in the first round alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.chart import chart
from benchmarks.goals import verdicts
from benchmarks.measuring import CommandFailed, Measured, machine
from benchmarks.peers import PEERS
from benchmarks.sent import sent_bytes
from benchmarks.served import median
from benchmarks.works import Job, empty_trash, jobs

REPOSITORY = Path(__file__).parent.parent
RESULTS = REPOSITORY / "benchmarks" / "results.json"
RECORDED = REPOSITORY / "benchmarks" / "recorded"
ROUNDS = 3
WORKS = ("cold-build", "rebuild", "one-edit", "one-edit-small", "one-edit-name", "pages", "check-all", "check-one")
ONCE = 10_000
"""Entries above which a store is measured in the first round alone."""

Key = tuple[int, str, str]
"""Size, work and tool."""
Outcomes = dict[Key, list[Measured]]
"""What was measured until now, one for each round."""


@dataclass(frozen=True)
class Run:
    """One figure of the results: the median of the rounds."""

    size: int
    work: str
    tool: str
    seconds: float
    cpu_seconds: float
    rss_mib: float
    bytes: int


@dataclass(frozen=True)
class Sent:
    """Bytes of a part of the site of a store."""

    size: int
    part: str
    bytes: int


def main() -> None:
    """Set up, run, show."""
    options = _options()
    todo = [job for size in options.sizes for job in jobs(size, options.tools, options.work)]
    measured: Outcomes = {}
    sent: list[Sent] = []
    broken = None
    about = {"machine": machine(), "commit": _commit()}  # before a record is written, which git would call a change
    try:
        for number in range(options.rounds):
            _round(todo, number, measured)
            sent = _sent(options)
            keep(about, _runs(measured), sent, number + 1, options.record)
        empty_trash(options.work)
    except (CommandFailed, KeyboardInterrupt) as failure:
        broken = f"bench: broken off, what is kept are the whole rounds: {failure or 'interrupted'}"
    runs = _runs(measured)
    print("\n".join([*_table(runs, _rests_on(measured, options.rounds)), "", *_growth(runs), "", *_goals(runs, sent)]))
    sys.exit(broken)


def _round(todo: list[Job], number: int, measured: Outcomes) -> None:
    """Run all jobs once and add what they measured."""
    for job in todo:
        if number and job.size > ONCE:
            continue
        for work, outcome in job.run().items():
            measured.setdefault((job.size, work, job.tool), []).append(outcome)
            said = f"round {number + 1}: {job.tool} {work} {job.size:,}: {outcome.seconds:.2f} s"
            print(f"bench: {said}, {outcome.cpu_seconds:.2f} CPU s, {outcome.rss_mib:.0f} MiB", file=sys.stderr)


def _runs(measured: Outcomes) -> list[Run]:
    """Return a figure for each work, in the order of the jobs."""
    return [_run(*key, median(outcomes)) for key, outcomes in measured.items()]


def _rests_on(measured: Outcomes, rounds: int) -> dict[Key, str]:
    """Return how many rounds a figure rests on, for those that do not rest on all."""
    return {key: f"{len(held)} of {rounds} rounds" for key, held in measured.items() if len(held) < rounds}


def _run(size: int, work: str, tool: str, one: Measured) -> Run:
    return Run(size, work, tool, round(one.seconds, 3), round(one.cpu_seconds, 2), round(one.rss_mib, 1), one.bytes)


def _sent(options: argparse.Namespace) -> list[Sent]:
    return [
        Sent(size, part, number)
        for size in (options.sizes if "atlas" in options.tools else ())
        for part, number in sent_bytes(options.work / f"store-{size}")
    ]


def _commit() -> str:
    git = ["git", "-C", str(REPOSITORY), "describe", "--always", "--abbrev=12", "--exclude=*", "--dirty"]
    return subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()


def _results(runs: list[Run], sent: list[Sent], rounds: int) -> dict[str, object]:
    return {
        "tools": {peer.name: peer.version for peer in PEERS if peer.name in {run.tool for run in runs}},
        "rounds": rounds,
        "runs": [asdict(run) for run in runs],
        "sent": [asdict(part) for part in sent],
        "goals": [
            {**asdict(verdict.goal), "value": float(f"{verdict.value:.3g}"), "met": verdict.is_met}
            for verdict in verdicts(runs, sent)
        ],
    }


def keep(about: Mapping[str, object], runs: list[Run], sent: list[Sent], rounds: int, day: str | None) -> None:
    """Write the results, the chart and, where a day is given, the run that is kept; none is ever there in part.

    It is called after every round: a run of many minutes that is broken off keeps the rounds before.
    """
    text = json.dumps({**about, **_results(runs, sent, rounds)}, indent=1, ensure_ascii=False) + "\n"
    _write(RESULTS, text)
    _write(RESULTS.with_suffix(".svg"), chart(runs))
    if day:
        _write(RECORDED / f"{day}-bench.json", text)


def _write(file: Path, text: str) -> None:
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = lambda text: sorted(int(part) for part in text.split(","))  # noqa: E731
    parser.add_argument("--sizes", type=sizes, default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--tools", type=lambda text: text.split(","), default=["atlas", *(peer.name for peer in PEERS)])
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument(
        "--work", type=Path, default=cache / "euphrates-atlas-bench", help="where stores and environments are kept"
    )
    parser.add_argument(
        "--record", metavar="YYYY-MM-DD", help="keep the results in benchmarks/recorded/ under this date"
    )
    return parser.parse_args()


def _table(runs: list[Run], rests_on: Mapping[Key, str]) -> Iterator[str]:
    """Yield the figures as text; a ratio compares with the atlas from YAML to the finished site, else with its like."""
    yield f"{'entries':>8} {'work':14} {'tool':9} {'seconds':>9} {'CPU s':>8} {'MiB':>7} {'MB':>7} {'ratio':>7}"
    by = {(run.size, run.work, run.tool): run for run in runs}
    for run in sorted(runs, key=lambda run: (run.size, WORKS.index(run.work))):
        ours = by.get((run.size, "cold-build" if run.work == "pages" else run.work, "atlas"))
        ratio = f"{run.seconds / ours.seconds:7.2f}" if ours and ours is not run and ours.seconds else ""
        yield (
            f"{run.size:8,} {run.work:14} {run.tool:9} {run.seconds:9.2f} {run.cpu_seconds:8.2f} {run.rss_mib:7.0f} "
            f"{run.bytes / 1e6:7.1f} {ratio:>7}  {rests_on.get((run.size, run.work, run.tool), '')}".rstrip()
        )


def _growth(runs: list[Run]) -> Iterator[str]:
    """Yield how the time for an entry grows from each size to the next."""
    by = {run.size: run for run in runs if (run.work, run.tool) == ("cold-build", "atlas")}
    for first, last in pairwise(sorted(by)):
        seconds = (by[last].seconds / last) / (by[first].seconds / first)
        processor = (by[last].cpu_seconds / last) / (by[first].cpu_seconds / first)
        yield f"{first:,} -> {last:,}: time for an entry grows by {seconds:.2f}, processor time by {processor:.2f}"


def _goals(runs: list[Run], sent: list[Sent]) -> Iterator[str]:
    """Yield each goal that can be judged, met or missed and by how much."""
    yield from (verdict.words for verdict in verdicts(runs, sent))


if __name__ == "__main__":
    main()
