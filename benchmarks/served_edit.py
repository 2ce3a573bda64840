"""The time from a saved file to the finished page in a server that is already running.

The page is requested every few milliseconds until it shows the mark that was written into the file. Processor seconds and
memory include what the server does afterwards.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import (
    CommandFailed,
    Measurement,
    median,
    peak_memory,
    tree,
    tree_seconds,
)

_HOST = "127.0.0.1"
_POLL = 0.005
_TIMEOUT = 900
"""Seconds until a server or a page is given up."""
_IDLE_INTERVAL = 0.5
_IDLE_SECONDS = 0.15
"""A server is idle when it uses at most so many processor seconds in an interval."""
_MAX_WAIT = 120
"""Seconds; a server that is not idle by then is waited for no longer."""


@dataclass(frozen=True)
class Edit:
    """An edit of a file."""

    file: Path
    page: str
    """The path of the page that shows it."""
    marked: Callable[[str, str], str]
    """Takes the text of the file and a mark; returns the text with the mark."""


@contextmanager
def restored(file: Path) -> Iterator[str]:
    """Yield the text of a file, and restore it in the end."""
    text = file.read_text(encoding="utf-8")
    try:
        yield text
    finally:
        file.write_text(text, encoding="utf-8")


def served_edits(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    edits: Sequence[Edit],
    times: int,
) -> list[Measurement]:
    """Start a server (`{port}` stands for its port) and make each edit so many times; returns the medians."""
    with _server(command, folder, variables) as (pid, port):
        # the first one warms the server up
        _timed_edit(pid, port, edits[0])
        medians = []
        for edit in edits:
            measured = [_timed_edit(pid, port, edit) for _ in range(times)]
            medians.append(median(measured))
    return medians


def _timed_edit(pid: int, port: int, edit: Edit) -> Measurement:
    """Make an edit, wait for its page, and restore the file; returns what it took and the size of the page."""
    _wait_for_page(port, edit.page, "</html>")
    _wait_until_idle(pid)
    mark = f"mark{time.time_ns()}"
    cpu_before = tree_seconds(pid)
    with restored(edit.file) as text, peak_memory(pid) as peak:
        start = time.perf_counter()
        edit.file.write_text(edit.marked(text, mark), encoding="utf-8")
        size = _wait_for_page(port, edit.page, mark)
        seconds = time.perf_counter() - start
        _wait_until_idle(pid)
        cpu_seconds = tree_seconds(pid) - cpu_before
    return Measurement(seconds, cpu_seconds, peak[0], size)


def _wait_until_idle(pid: int) -> None:
    """Wait until a server does nothing any more."""
    until = time.monotonic() + _MAX_WAIT
    used = tree_seconds(pid)
    while time.monotonic() < until:
        time.sleep(_IDLE_INTERVAL)
        before = used
        used = tree_seconds(pid)
        if used - before <= _IDLE_SECONDS:
            return


def _wait_for_page(port: int, page: str, words: str) -> int:
    """Request a page until it has these words; returns its size."""
    until = time.monotonic() + _TIMEOUT
    while time.monotonic() < until:
        body = b""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(_HOST, port, timeout=_TIMEOUT)
            connection.request("GET", f"/{page}")
            body = connection.getresponse().read()
            connection.close()
        if words.encode() in body:
            return len(body)
        time.sleep(_POLL)
    raise CommandFailed(f"{page} did not show {words} within {_TIMEOUT} s")


@contextmanager
def _server(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
) -> Iterator[tuple[int, int]]:
    """Run a server on a free port; yields process id and port."""
    port = _free_port()
    command = [part.format(port=port) for part in command]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait_for_port(process, port)
            yield process.pid, port
        except CommandFailed as failure:
            output.seek(0)
            log = output.read().decode(errors="replace")[-2_000:]
            raise CommandFailed(f"{' '.join(command)}: {failure}\n{log}") from None
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


def _end(server: subprocess.Popen[bytes]) -> None:
    """End a server, and its workers too, which would be measured with the next job."""
    started = tree(server.pid)
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(10)
    for pid in started:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.wait()


def _wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _TIMEOUT
    while time.monotonic() < until:
        if process.poll() is not None:
            raise CommandFailed(f"ended with status {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex((_HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise CommandFailed(f"did not answer within {_TIMEOUT} s")
