"""One edit, from the saved file to the finished page in a server that is running already; every tool by its own server.

The page is asked for every few milliseconds, and is finished when the answer has the mark that was written into the file. Processor
seconds and memory count on until the server has come to rest, since it may do more than that page.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import CommandFailed, Measured, peak_memory, tree, tree_seconds

_POLL = 0.005
_PATIENCE = 900
"""Seconds after which a server is given up."""
_LOOK = 0.5
_IDLE = 0.15
"""A server has come to rest when it used no more than so many processor seconds between two looks, so many seconds apart."""
_LONGEST_REST = 120


@dataclass(frozen=True)
class Edit:
    """A file, where its text ends that a page shows, and where that page is."""

    file: Path
    page: str
    marked: Callable[[str, str], str]
    """Returns the text of the file with a mark in it."""


@contextmanager
def kept(file: Path) -> Iterator[str]:
    """Yield the text of a file, and bring it back in the end."""
    text = file.read_text(encoding="utf-8")
    try:
        yield text
    finally:
        file.write_text(text, encoding="utf-8")


def served_edits(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], edits: Sequence[Edit], times: int
) -> list[Measured]:
    """Start a server (`{port}` in the command is filled in), make each edit so many times; returns the medians."""
    with _server(command, folder, variables) as (pid, port):
        _edited(pid, port, edits[0], 1)  # it finds nothing in memory yet
        return [_edited(pid, port, edit, times) for edit in edits]


def _edited(pid: int, port: int, edit: Edit, times: int) -> Measured:
    _answer(port, edit.page, "</html>")  # the first build is over
    runs = []
    with kept(edit.file) as text:
        for number in range(times):
            _rest(pid)
            mark = f"mark{time.time_ns()}x{number}"
            used = tree_seconds(pid)
            with peak_memory(pid) as memory:
                start = time.perf_counter()
                edit.file.write_text(edit.marked(text, mark), encoding="utf-8")
                size = _answer(port, edit.page, mark)
                seconds = time.perf_counter() - start
                _rest(pid)
            runs.append(Measured(seconds, tree_seconds(pid) - used, memory.mib, size))
    return median(runs)


def _rest(pid: int) -> None:
    """Wait until a server has done what it still does once the page stands."""
    used, until = tree_seconds(pid), time.monotonic() + _LONGEST_REST
    while time.monotonic() < until:
        time.sleep(_LOOK)
        before, used = used, tree_seconds(pid)
        if used - before <= _IDLE:
            return


def median(runs: Sequence[Measured]) -> Measured:
    """Return the median of each figure."""
    middle = [statistics.median(column) for column in zip(*(_row(run) for run in runs), strict=True)]
    return Measured(middle[0], middle[1], middle[2], int(middle[3]))


def _row(run: Measured) -> tuple[float, float, float, int]:
    return run.seconds, run.cpu_seconds, run.rss_mib, run.bytes


def _answer(port: int, page: str, words: str) -> int:
    """Ask for a page until it has these words; returns its bytes."""
    wanted, until = words.encode(), time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            connection.request("GET", f"/{page}")
            body = connection.getresponse().read()
            connection.close()
        except (OSError, http.client.HTTPException):
            body = b""
        if wanted in body:
            return len(body)
        time.sleep(_POLL)
    raise CommandFailed(f"{page} did not come to show {words} within {_PATIENCE} s")


@contextmanager
def _server(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Run a server on a free port; all that it started ends with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    asked = [part.format(port=port) for part in command]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            asked, cwd=folder, env=variables, stdout=said, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            _wait_for(process, port)
            yield process.pid, port
        except CommandFailed as failure:
            said.seek(0)
            raise CommandFailed(
                f"{' '.join(asked)}: {failure}\n{said.read().decode(errors='replace')[-2_000:]}"
            ) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started, in whatever group that is: what goes on would be measured with the next job."""
    started = tree(process.pid)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    for pid in started:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise CommandFailed(f"ended with status {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise CommandFailed(f"did not answer within {_PATIENCE} s")
