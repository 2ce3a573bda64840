"""Seconds, processor seconds and memory of a command with all its child processes.

Memory is the largest sum of proportional set sizes (PSS), in which shared pages count once, sampled while the command runs.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import Event, Thread

_INTERVAL = 0.02
"""Seconds between two samples of memory; at least 20 times as long as a sample takes, since the kernel walks all pages."""


@dataclass(frozen=True)
class Measurement:
    """The cost of one run, and the size of its output."""

    seconds: float
    cpu_seconds: float
    memory_mib: float
    bytes: int = 0


class CommandFailed(Exception):
    """A command ended with an unexpected status; the text is its output."""


def timed(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    allowed: Sequence[int] = (0,),
) -> Measurement:
    """Run a command to its end. Raises `CommandFailed` unless its status is allowed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    with peak_memory(process.pid) as peak:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        words = output.decode(errors="replace")
        raise CommandFailed(f"{' '.join(command)} failed:\n{words[-2_000:]}")
    return Measurement(seconds, usage.ru_utime + usage.ru_stime, peak[0])


def median(runs: Sequence[Measurement]) -> Measurement:
    """Return the median of each figure."""
    columns = zip(*map(astuple, runs), strict=True)
    seconds, cpu_seconds, memory, size = map(statistics.median, columns)
    return Measurement(seconds, cpu_seconds, memory, int(size))


@contextmanager
def peak_memory(pid: int) -> Iterator[list[float]]:
    """Yield a list with the largest memory, in MiB, of a process and its descendants while the body runs."""
    peak = [0.0]
    ended = Event()

    def watch() -> None:
        wait = 0.0
        while not ended.wait(wait):
            start = time.perf_counter()
            peak[0] = max(peak[0], _tree_memory(pid))
            taken = time.perf_counter() - start
            wait = max(_INTERVAL, taken * 20)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    pids = [pid]
    for each in pids:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                children = (task / "children").read_text(encoding="utf-8")
                pids += map(int, children.split())
        except OSError:
            continue
    return list(dict.fromkeys(pids))


def tree_seconds(pid: int) -> float:
    """Return the processor seconds of a process and its descendants until now."""
    ticks = 0
    for each in tree(pid):
        _, _, behind_name = _proc(f"{each}/stat").rpartition(")")
        fields = behind_name.split()
        # user and system time, of itself and of ended children
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree_memory(pid: int) -> float:
    # A process that is just being started shares all memory with its parent, and reports the same to the byte.
    rollups = {_proc(f"{each}/smaps_rollup") for each in tree(pid)}
    return sum(_number(rollup, "Pss") for rollup in rollups) / 1024


def machine() -> dict[str, object]:
    """Return a description of this machine for the readers of results."""
    memory = _number(_proc("meminfo"), "MemTotal")
    return {
        "cores": os.cpu_count(),
        "processor": _processor() or platform.machine(),
        "memory_gib": round(memory / 2**20, 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _processor() -> str:
    """Return the name of the processor; an empty one where the system tells none."""
    for line in _proc("cpuinfo").splitlines():
        if line.startswith("model name"):
            _, _, model = line.partition(": ")
            return model.strip()
    return ""


def _number(text: str, name: str) -> int:
    """Return the number of KiB behind a name in a file of `/proc`; 0 where it is not there."""
    for line in text.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def _proc(file: str) -> str:
    try:
        return Path("/proc", file).read_text(encoding="utf-8")
    except OSError:
        return ""
