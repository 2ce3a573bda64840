"""Worker processes that share work with the process that starts them.

They take jobs themselves, through a file, and write what these give into another. The pools of the standard library dispatch jobs
through threads of this process, which have to wait while it works itself, and their workers with them.
"""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from tempfile import TemporaryFile
from threading import Thread, Timer, current_thread
from threading import enumerate as enumerate_threads
from typing import IO, TYPE_CHECKING, Any, TypeVar

from euphrates_atlas.settings import processes

if TYPE_CHECKING:  # most commands need no other process
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
_BYTES = 4
"""Of the number of a job in the file of those that nobody has taken."""


def shared(
    jobs: Sequence[Callable[[], T]],
    entries: int,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[T]:
    """Do some jobs and return what they give, in order; work on many entries is shared with workers.

    This process does what is to be done `meanwhile`, then jobs as they do. It also does again what one did that failed or was
    killed, and so meets the error itself.
    """
    # A fork takes along the locks that other threads hold at that moment: beside a server there are no workers.
    own = current_thread()
    is_alone = all(thread is own or isinstance(thread, Timer) for thread in enumerate_threads())
    count = processes(entries) - 1 if is_alone else 0
    if not count:
        meanwhile()
        return [job() for job in jobs]
    with ExitStack() as files:
        queue = files.enter_context(TemporaryFile(buffering=0))
        queue.write(b"".join(number.to_bytes(_BYTES) for number in range(len(jobs))))
        queue.seek(0)
        results = [files.enter_context(TemporaryFile()) for _ in range(count)]
        with _working(queue, jobs, results) as workers:
            meanwhile()
            done = dict(_done(queue, jobs))
        for worker, file in zip(workers, results, strict=True):
            if worker.exitcode == 0:
                done.update(_results(file))
    return [done[number] if number in done else job() for number, job in enumerate(jobs)]


@contextmanager
def _working(
    queue: IO[bytes], jobs: Sequence[Callable[[], T]], results: Sequence[IO[bytes]]
) -> "Iterator[list[ForkProcess]]":
    """Give the workers, one for each file of results; at the end all have ended, at once where this process fails."""
    from multiprocessing import get_context  # noqa: PLC0415 -- a check of one file needs none

    context = get_context("fork")
    workers: list[ForkProcess] = []
    gc.freeze()  # the memory of objects that are never looked at again is shared with the workers
    try:
        for file in results:
            worker = context.Process(target=_work, args=(queue, jobs, file), daemon=True)
            worker.start()
            workers.append(worker)
        yield workers
    except BaseException:
        for worker in workers:
            worker.terminate()
        raise
    finally:
        for worker in workers:
            worker.join()
        gc.unfreeze()


def _done(queue: IO[bytes], jobs: Sequence[Callable[[], T]]) -> Iterator[tuple[int, T]]:
    """Do the jobs that nobody has taken, and yield the number of each and what it gives.

    All processes read the file from where the last one has stopped: the system keeps one place for all.
    """
    while number := queue.read(_BYTES):
        place = int.from_bytes(number)
        yield place, jobs[place]()


def _work(queue: IO[bytes], jobs: Sequence[Callable[[], Any]], file: IO[bytes]) -> None:
    """Do jobs as a worker; where one fails, nobody begins another."""
    # Ctrl-C reaches every process of a terminal: the one that started this ends it, once, and nothing is said of that
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        for result in _done(queue, jobs):
            pickle.dump(result, file, pickle.HIGHEST_PROTOCOL)
        file.flush()
    except Exception:
        queue.seek(0, os.SEEK_END)
        sys.exit(1)


def _results(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """Yield what a worker has written."""
    file.seek(0)
    with suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301 -- our own process wrote it


def _end_with_parent() -> None:
    """End this worker when the process that started it is killed: it has a copy of the lock, which nobody could take."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)
