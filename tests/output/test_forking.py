"""Work that is dealt out is done once, whoever does it; what goes wrong in one process is told by the one that dealt it out."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from generator.output.forking import MOST_PIECES, Apart, dealt


def done(numbers: Iterator[int]) -> tuple[int, list[int]]:
    return os.getpid(), list(numbers)


@pytest.mark.parametrize("processes", [1, 2, 3, 5])
@pytest.mark.parametrize("pieces", [0, 1, 7, MOST_PIECES])
def test_each_piece_is_done_once(processes: int, pieces: int) -> None:
    """By as many processes, this one first."""
    with dealt(pieces, done, processes) as shared:
        outcomes = shared.outcomes()

    assert sorted(number for _, held in outcomes for number in held) == list(range(pieces))
    assert outcomes[0][0] == os.getpid()
    assert len({process for process, _ in outcomes}) == processes


def test_one_process_where_threads_run() -> None:
    """A copy would wait for ever for what a thread of this one holds."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with dealt(5, done, 2) as shared:
            assert shared.outcomes() == [(os.getpid(), [0, 1, 2, 3, 4])]
    finally:
        ended.set()
        thread.join()


def test_one_process_where_there_is_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with dealt(2, done, 2) as shared:
        assert shared.outcomes() == [(os.getpid(), [0, 1])]


class Odd(Exception):
    """An error that cannot be read back."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


@pytest.mark.parametrize(
    ("error", "told", "words"),
    [
        (OSError(28, "No space left", "a.md"), OSError, r"\[Errno 28\] No space left: 'a.md'"),
        (ZeroDivisionError("x"), ZeroDivisionError, "x"),
        (KeyboardInterrupt(), KeyboardInterrupt, ""),
        (Odd("a", "b"), RuntimeError, "Odd: ab"),
        (SystemExit(3), SystemExit, "3"),
    ],
)
def test_an_error_of_another_process(error: BaseException, told: type[BaseException], words: str) -> None:
    """It is raised here."""
    here = os.getpid()

    def work(numbers: Iterator[int]) -> int:
        if os.getpid() != here:
            raise error
        return len(list(numbers))

    with pytest.raises(told, match=words or None), dealt(3, work, 2) as shared:
        shared.outcomes()
    assert_none_runs()


@pytest.mark.parametrize(
    "end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(0), lambda: os._exit(1)]
)
def test_a_process_that_ends_early(end: object) -> None:
    """Without its outcome the work is not done."""
    here = os.getpid()

    def work(numbers: Iterator[int]) -> list[int]:
        if os.getpid() != here:
            end()  # type: ignore[operator]
        return list(numbers)

    with pytest.raises(ChildProcessError, match="a process that shared the work"), dealt(3, work, 2) as shared:
        shared.outcomes()
    assert_none_runs()


def test_an_error_here_ends_the_others() -> None:
    """Whatever they are doing."""

    def work(numbers: Iterator[int]) -> None:
        signal.pause()

    def failing() -> None:
        with dealt(3, work, 3):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert_none_runs()


def test_an_outcome_of_any_size() -> None:
    """More than a pipe holds."""
    with dealt(2, lambda numbers: b"x" * 1_000_000 * (1 + len(list(numbers))), 2) as shared:
        assert sum(map(len, shared.outcomes())) == 4_000_000


def assert_none_runs() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_work_that_is_done_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """By another process where that is wanted and can be, else by this one when it is asked for."""
    begun = Apart(os.getpid)
    assert begun.is_under_way
    assert begun.outcome() != os.getpid()
    assert Apart(os.getpid, forks=False).outcome() == os.getpid()
    monkeypatch.delattr(os, "fork")
    assert Apart(os.getpid).outcome() == os.getpid()


def test_work_that_fails_apart() -> None:
    """Its error is raised where its outcome is asked for; a process that was killed is told too."""
    with pytest.raises(ZeroDivisionError):
        Apart(lambda: 1 // 0).outcome()
    with pytest.raises(ChildProcessError, match="was killed by SIGKILL"):
        Apart(lambda: os.kill(os.getpid(), signal.SIGKILL)).outcome()
