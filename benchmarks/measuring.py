"""What a command took: seconds, processor seconds and memory, its child processes counted in.

Memory is the largest sum of proportional set sizes (PSS: what several processes share is counted once) of the process and all
that it started, looked at many times a second. What `wait4` calls the largest set would be that of this process, where it is the larger.
"""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_EVERY = 0.02
"""Seconds between two looks at the memory."""
_SHARE = 20
"""A look may take one part in so many of the time until the next: the kernel walks all pages for it."""


@dataclass(frozen=True)
class Measured:
    """What one run took, and the bytes that it made."""

    seconds: float
    cpu_seconds: float
    rss_mib: float
    bytes: int = 0


class CommandFailed(Exception):
    """A measured command ended with a status that it may not end with; the text is what it said."""


def timed(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], allowed: Sequence[int] = (0,)
) -> Measured:
    """Run a command to its end. Raises `CommandFailed` where its status is none of those allowed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    with peak_memory(process.pid) as memory:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise CommandFailed(f"{' '.join(command)} failed:\n{said.decode(errors='replace')[-2_000:]}")
    return Measured(seconds, used.ru_utime + used.ru_stime, memory.mib)


class Peak:
    """The most memory that was seen, in MiB."""

    def __init__(self) -> None:
        self.mib = 0.0


@contextmanager
def peak_memory(pid: int) -> Iterator[Peak]:
    """Watch the memory of a process and its descendants while the body runs."""
    peak, ended = Peak(), Event()

    def watch() -> None:
        wait = 0.0
        while not ended.wait(wait):
            start = time.perf_counter()
            peak.mib = max(peak.mib, tree_memory(pid))
            wait = max(_EVERY, (time.perf_counter() - start) * _SHARE)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def tree_memory(pid: int) -> float:
    """Return the MiB that a process and its descendants hold now; 0 where they are gone."""
    # A process that is being started shares all with the one that starts it, and says the same of itself to the byte.
    return sum(map(_pss, {_rollup(each) for each in tree(pid)})) / 1024


def tree_seconds(pid: int) -> float:
    """Return the processor seconds of a process and its descendants until now, those that ended and were waited for counted in."""
    ticks = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (task / "children").read_text(encoding="utf-8").split())
        except OSError:
            continue
    return list(dict.fromkeys(found))


def _rollup(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return ""


def _pss(rollup: str) -> int:
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def machine() -> dict[str, object]:
    """Return what a reader of the figures must know of the machine."""

    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "cores": os.cpu_count(),
        "processor": model or platform.machine(),
        "memory_gib": round(memory / 2**20, 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
