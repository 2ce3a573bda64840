"""Times `atlas check` on a store of many entries: the whole store and one file of it, without and with a cache.

    .venv/bin/python benchmarks/check_speed.py [N] [--store FOLDER] [--rounds R]

The store is made of the real entries, cloned until there are N of them (10,000), as `made_store.py` says. Times are those of the whole command, the best of R rounds (3).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.made_store import clone_store

REPOSITORY = Path(__file__).parent.parent


def main() -> None:
    """Make the store, then time the command on it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    parser.add_argument("--store", type=Path, help="keep the store here, and use it again where it is there")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.store or Path(temporary)
        if not (root / "entities").is_dir():
            clone_store(root, options.number)
        files = sorted((root / "entities").glob("*/*.yml"))
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files):,} entries, {size / 1e6:.1f} MB, Python {sys.version.split()[0]}")
        print(f"{'':44} {'wall':>8} {'processor':>14}")
        for name, arguments, prepare in _cases(root, files):
            rounds = [_timed(root, arguments, prepare) for _ in range(options.rounds)]
            wall, processor = (min(times) for times in zip(*rounds, strict=True))
            print(f"{name:44} {wall:6.2f} s {processor:12.2f} s")


def _cases(root: Path, files: list[Path]) -> Iterator[tuple[str, list[str], Callable[[], object]]]:
    one = max(files, key=lambda file: file.stat().st_size)
    cache = root / ".atlas" / "cache"
    marks = count()

    def edit() -> None:
        with one.open("a", encoding="utf-8") as stream:
            stream.write(f"# edited {next(marks)}\n")

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    yield "all, without cache", ["--no-cache"], edit
    yield "all, cache empty", [], forget
    yield "all, nothing changed", [], lambda: None
    yield "all, one file changed", [], edit
    yield "one file, changed", [str(one)], edit
    yield "one file, nothing changed", [str(one)], lambda: None
    yield "one file, without cache", ["--no-cache", str(one)], edit


def _timed(root: Path, arguments: list[str], prepare: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and processor seconds of one run; the second suffers less from what else the machine does."""
    prepare()
    command = [sys.executable, "-m", "generator", "--root", str(root), "check", *arguments]
    start, used = time.perf_counter(), _used()
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    seconds = time.perf_counter() - start, _used() - used
    assert done.returncode in (0, 1), done.stdout[-2_000:] + done.stderr[-2_000:]
    return seconds


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
