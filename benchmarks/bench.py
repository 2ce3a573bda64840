"""Times the atlas and its peers side by side: seconds, processor seconds, memory and bytes, as text, JSON and a chart.

    make bench SIZES=1000,10000            or
    .venv/bin/python benchmarks/bench.py --sizes 1000,10000 [--rounds 3] [--tools atlas,mkdocs,zensical,hugo] [--record]

Stores are cloned from the real one (`made_store.py`) and kept in the work folder, as are the peers' environments. All tools
take turns, so that what else the machine does hits each alike; figures are medians over the rounds. `pages` is from
emitted Markdown to finished pages, for every tool; `cold-build` is from YAML to the finished site with checks and search, nothing cached;
`one-edit` is the same after one entry was edited, of a peer after one page was. Peers run up to 10,000 pages, Zensical up to 1,000.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.chart import chart
from benchmarks.made_store import clone_store
from benchmarks.peers import PEERS, QUIET, Peer, environment, run_environment

REPOSITORY = Path(__file__).parent.parent
RESULTS = REPOSITORY / "benchmarks" / "results.json"
LARGEST = {"mkdocs": 10_000, "zensical": 1_000, "hugo": 10_000}
"""Entries up to which a peer takes part."""
EDITS = {"mkdocs": 1_000, "zensical": 1_000, "hugo": 10_000}
"""Entries up to which a peer's second run is timed; stock MkDocs makes everything again."""
ROUNDS = 3


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
class Job:
    """Something that is timed."""

    size: int
    work: str
    tool: str
    command: list[str]
    folder: Path
    variables: dict[str, str]
    prepare: Callable[[], object]
    outcome: Path | None
    """The folder whose bytes count."""


def main() -> None:
    """Set up, run, show."""
    options = _options()
    work: Path = options.work
    jobs: list[Job] = []
    for size in options.sizes:
        store = _store(work / f"store-{size}", size)
        if "atlas" in options.tools:
            jobs += _atlas(store, size)
        for peer in PEERS:
            if peer.name in options.tools and size <= LARGEST[peer.name]:
                jobs += _peer(peer, environment(peer, work / "environments"), store, work / f"{peer.name}-{size}", size)
    times: dict[int, list[tuple[float, float, float, int]]] = {}
    for number in range(options.rounds):
        for index, job in enumerate(jobs):
            times.setdefault(index, []).append(_timed(job))
            print(
                f"bench: round {number + 1}: {job.tool} {job.work} {job.size:,}: {times[index][-1][0]:.2f} s",
                file=sys.stderr,
            )
    runs = [_median(job, times[index]) for index, job in enumerate(jobs)]
    results = {"machine": _machine(), "rounds": options.rounds, "runs": [asdict(run) for run in runs]}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    RESULTS.with_suffix(".svg").write_text(chart(runs), encoding="utf-8")
    if options.record:
        (REPOSITORY / "benchmarks" / "recorded" / f"{options.record}-bench.json").write_text(
            RESULTS.read_text(encoding="utf-8")
        )
    print("\n".join(_table(runs)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = lambda text: [int(part) for part in text.split(",")]  # noqa: E731
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


def _store(root: Path, size: int) -> Path:
    """Make a store with all that `atlas build` needs, unless it is there; what is made from the code is linked."""
    if not (root / "entities").is_dir():
        clone_store(root, size)
        for name in ("overrides", "generator"):
            (root / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "content").mkdir(exist_ok=True)
    for page in (REPOSITORY / "content").glob("*.md"):
        if page.name != "index.md":
            shutil.copy(page, root / "content")
    if (REPOSITORY / "content" / "assets").is_dir():
        shutil.copytree(REPOSITORY / "content" / "assets", root / "content" / "assets", dirs_exist_ok=True)
    return root


def _atlas(store: Path, size: int) -> Iterator[Job]:
    """Yield the work of the atlas on a store."""
    one = max((store / "entities").glob("*/*.yml"), key=lambda file: file.stat().st_size)
    marks = count(time.time_ns())

    def forget() -> None:
        for name in (".atlas", "site"):
            shutil.rmtree(store / name, ignore_errors=True)
        for path in (store / "content").iterdir():
            if path.is_dir() and path.name != "assets":
                shutil.rmtree(path)

    def edit() -> None:
        text = one.read_text(encoding="utf-8").partition("# edited")[0]
        one.write_text(f"{text}# edited {next(marks)}\n", encoding="utf-8")

    def job(work: str, arguments: list[str], prepare: Callable[[], object], outcome: str = "") -> Job:
        command = [sys.executable, "-m", "generator", "--root", str(store), *arguments]
        return Job(
            size,
            work,
            "atlas",
            command,
            REPOSITORY,
            {**os.environ, **QUIET},
            prepare,
            store / outcome if outcome else None,
        )

    yield job("cold-build", ["build"], forget, "site")
    yield job("one-edit", ["build"], edit, "site")
    pages = [
        sys.executable,
        str(REPOSITORY / "benchmarks" / "pages_alone.py"),
        str(store),
        str(store / ".atlas" / "pages"),
    ]
    nothing: Callable[[], object] = lambda: shutil.rmtree(store / ".atlas" / "pages", ignore_errors=True)  # noqa: E731
    yield Job(size, "pages", "atlas", pages, REPOSITORY, {**os.environ, **QUIET}, nothing, store / ".atlas" / "pages")
    yield job("check-all", ["check", "--no-cache"], lambda: None)
    yield job("check-one", ["check", str(one)], edit)
    if (
        "export"
        in subprocess.run(
            [sys.executable, "-m", "generator", "--help"], cwd=REPOSITORY, capture_output=True, text=True, check=True
        ).stdout
    ):
        yield job("export", ["export"], lambda: None)


def _peer(peer: Peer, programs: Path, store: Path, folder: Path, size: int) -> Iterator[Job]:
    """Yield the work of a peer on what the atlas emitted; its first job lays that out."""
    variables = run_environment(programs)
    command = [str(programs / peer.command[0]), *peer.command[1:]]
    edited = folder / peer.page("groups/" + sorted((store / "entities" / "groups").glob("*.yml"))[0].stem + ".md")
    marks = count()

    def forget() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        peer.lay_out(store, folder)

    def edit() -> None:
        with edited.open("a", encoding="utf-8") as page:
            page.write(f"\nEdited {next(marks)}.\n")

    yield Job(size, "pages", peer.name, command, folder, variables, forget, folder / "site")
    if size <= EDITS[peer.name]:
        yield Job(size, "one-edit", peer.name, command, folder, variables, edit, folder / "site")


def _timed(job: Job) -> tuple[float, float, float, int]:
    """Run a job once; returns wall and processor seconds, the largest process in MiB, and bytes."""
    job.prepare()
    start = time.perf_counter()
    process = subprocess.Popen(
        job.command, cwd=job.folder, env=job.variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 and job.work not in ("check-all", "check-one"):
        sys.exit(f"bench: {' '.join(job.command)} failed:\n{said.decode(errors='replace')[-2_000:]}")
    size = sum(file.stat().st_size for file in job.outcome.rglob("*") if file.is_file()) if job.outcome else 0
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size


def _median(job: Job, times: list[tuple[float, float, float, int]]) -> Run:
    seconds, processor, memory, size = (statistics.median(column) for column in zip(*times, strict=True))
    return Run(job.size, job.work, job.tool, round(seconds, 2), round(processor, 2), round(memory, 1), int(size))


def _machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
    }


def _table(runs: list[Run]) -> Iterator[str]:
    """Yield the figures as text; a ratio compares with the atlas from YAML to the finished site, else with its like."""
    yield f"{'entries':>8} {'work':12} {'tool':9} {'seconds':>9} {'CPU s':>8} {'MiB':>7} {'MB':>7} {'ratio':>7}"
    by = {(run.size, run.work, run.tool): run for run in runs}
    for run in runs:
        ours = by.get((run.size, "cold-build" if run.work == "pages" else run.work, "atlas"))
        ratio = f"{run.seconds / ours.seconds:7.2f}" if ours and ours is not run and ours.seconds else ""
        yield (
            f"{run.size:8,} {run.work:12} {run.tool:9} {run.seconds:9.2f} {run.cpu_seconds:8.2f} {run.rss_mib:7.0f} "
            f"{run.bytes / 1e6:7.1f} {ratio:>7}"
        )
    sizes = sorted({run.size for run in runs})
    for first, last in pairwise(sizes):
        one, other = by.get((first, "cold-build", "atlas")), by.get((last, "cold-build", "atlas"))
        if one and other:
            growth = (other.cpu_seconds / last) / (one.cpu_seconds / first)
            yield f"{first:,} -> {last:,}: processor time for an entry grows by {growth:.2f}"


if __name__ == "__main__":
    main()
