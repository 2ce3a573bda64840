"""Work dealt out over forked processes: each takes the next piece when it has done one, so that all end together.

A forked process has everything that was read so far without a copy. It is sent nothing but the numbers of its pieces, and sends
back one outcome. One that fails, or is killed, fails the whole work; none outlives it.
"""

import errno
import gc
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_PIECES = 2_000
"""So many numbers lie in a pipe on any system, with nobody there to read them yet."""
_NUMBER = 4
"""Bytes that a number takes."""


@dataclass(slots=True)
class Dealt(Generic[T]):
    """Work that goes on in other processes, of which this one takes its share when the outcomes are asked for."""

    _work: Callable[[Iterator[int]], T]
    _numbers: Callable[[], Iterator[int]]
    _running: dict[int, int] = field(default_factory=dict)
    """Process to the pipe on which it tells its outcome."""

    def outcomes(self) -> list[T]:
        """Do this process's share and wait for the others; raises what any of them raised, or `ChildProcessError`."""
        own = self._work(self._numbers())
        return [own, *(self._told(process) for process in [*self._running])]

    def _told(self, process: int) -> T:
        with os.fdopen(self._running[process], "rb", closefd=False) as pipe:
            data = pipe.read()
        os.close(self._running.pop(process))
        _, status = os.waitpid(process, 0)
        if status != 0 or not data:
            raise ChildProcessError(errno.ECHILD, f"a process that shared the work {_end(status)}")
        is_done, told = pickle.loads(data)  # noqa: S301 -- it comes from a copy of this very process
        if not is_done:
            raise told
        outcome: T = told
        return outcome

    def stop(self) -> None:
        """End the processes that still run."""
        for process, pipe in self._running.items():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(pipe)
        self._running.clear()


class Apart(Generic[T]):
    """Work that one other process does meanwhile; this one does it itself where the system cannot fork."""

    def __init__(self, work: Callable[[], T], *, forks: bool = True) -> None:
        """Begin, unless another process is not wanted: then the work is done when its outcome is asked for."""
        self._work = work
        self._shared = Dealt[T](lambda _: work(), lambda: iter(()))
        if forks and _can_fork():
            process, pipe = _forked(work)
            self._shared._running[process] = pipe

    @property
    def is_under_way(self) -> bool:
        """Whether another process is at it."""
        return bool(self._shared._running)

    def outcome(self) -> T:
        """Wait for the outcome, once; raises what the work raised, or `ChildProcessError`."""
        for process in [*self._shared._running]:
            return self._shared._told(process)
        return self._work()


def _can_fork() -> bool:
    """Tell whether the system can fork, and no threads of this process may hold what a copy would wait for."""
    return hasattr(os, "fork") and threading.active_count() == 1


@contextmanager
def dealt(pieces: int, work: Callable[[Iterator[int]], T], processes: int) -> Iterator[Dealt[T]]:
    """Deal the numbers below `pieces` out over so many processes, this one among them; `work` goes through what it is given.

    There is this one alone where the system cannot fork, or where threads of this one may hold what a copy would wait for.
    """
    if processes < 2 or not _can_fork():
        yield Dealt(work, lambda: iter(range(pieces)))
        return
    assert pieces <= MOST_PIECES
    source, sink = os.pipe()
    os.write(sink, b"".join(number.to_bytes(_NUMBER, "big") for number in range(pieces)))
    os.close(sink)
    shared = Dealt(work, lambda: _taken(source))
    here = os.getpid()
    gc.freeze()  # what is never looked at again is never copied
    try:
        for _ in range(processes - 1):
            process, pipe = _forked(lambda: work(_taken(source, below=here)))
            shared._running[process] = pipe
        yield shared
    finally:
        gc.unfreeze()
        shared.stop()
        os.close(source)


def _taken(source: int, below: int | None = None) -> Iterator[int]:
    """Yield the numbers that this process takes; none for one that has outlived the process that it stands below."""
    while number := os.read(source, _NUMBER):
        if below not in (None, os.getppid()):
            raise ChildProcessError(errno.ECHILD, "the process that this one was forked from has gone")
        yield int.from_bytes(number, "big")


def _forked(work: Callable[[], object]) -> tuple[int, int]:
    """Start a process; returns it, and the pipe on which it tells whether it succeeded, and its outcome or its error."""
    heard, telling = os.pipe()
    process = os.fork()
    if process:
        os.close(telling)
        return process, heard
    try:
        os.close(heard)
        with os.fdopen(telling, "wb") as pipe:
            pipe.write(_message(work))
    finally:
        os._exit(0)  # nothing of the process that this is a copy of is tidied up twice


def _message(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((True, work()))
    except BaseException as error:
        error.add_note("".join(traceback.format_exception(error)))
        try:
            data = pickle.dumps((False, error))
            pickle.loads(data)  # noqa: S301 -- an error that cannot be read back is told in words
        except Exception:
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
        return data


def _end(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return "ended without a word"
