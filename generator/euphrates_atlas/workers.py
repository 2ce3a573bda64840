"""Worker processes that share work with the process that starts them: reading a large store, checking it, making pages.

They take jobs themselves, through a file, and write what these give into another. The pools of the standard library dispatch jobs
through threads of this process, which have to wait while it works itself, and their workers with them.
"""

import gc
import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from threading import Thread, Timer, current_thread
from threading import enumerate as enumerate_threads
from typing import IO, TYPE_CHECKING, Any, TypeVar

from euphrates_atlas.kind_errors import kind_errors_told
from euphrates_atlas.settings import processes

if TYPE_CHECKING:  # most commands need no other process
    from multiprocessing.connection import Connection

T = TypeVar("T")
Work = Callable[[], Any]
_ENDS = struct.Struct("=QQ")
"""The number of the first job that nobody has taken, and of the one behind the last."""


def shared(
    jobs: Sequence[Callable[[], T]],
    entries: int,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[T]:
    """Run jobs and return their results in order; on many entries, worker processes run some of them.

    They begin with the first jobs. This process does what is to be done `meanwhile`, then the last jobs.
    """
    # A fork takes along the locks that other threads hold at that moment: beside a server there are no workers.
    own = current_thread()
    is_alone = all(
        thread is own or isinstance(thread, Timer) for thread in enumerate_threads()
    )
    workers = processes(entries) - 1 if is_alone else 0
    if not workers:
        meanwhile()
        return [job() for job in jobs]
    return [result for _, result in sorted(_results(workers, jobs, meanwhile))]


class _JobQueue:
    """The jobs that nobody has taken, for several processes; the system frees its lock when one that holds it is killed."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        """Take an empty file, and how many jobs there are."""
        self._file = file.fileno()
        os.pwrite(self._file, _ENDS.pack(0, length), 0)

    def take(self, *, last: bool) -> int | None:
        """Return the number of the first job or of the last, or None where all are taken."""
        from fcntl import LOCK_EX, LOCK_UN, lockf  # noqa: PLC0415 -- some systems have no such module

        lockf(self._file, LOCK_EX)
        try:
            start, end = _ENDS.unpack(os.pread(self._file, _ENDS.size, 0))
            if start == end:
                return None
            left = (start, end - 1) if last else (start + 1, end)
            os.pwrite(self._file, _ENDS.pack(*left), 0)
            return int(end - 1 if last else start)
        finally:
            lockf(self._file, LOCK_UN)


class _Worker:
    """A worker as the process that started it sees it: it announces results, which stand in a file one after another."""

    def __init__(self, queue: _JobQueue, jobs: Sequence[Work], file: IO[bytes]) -> None:
        """Start it, with an empty file for its results."""
        from multiprocessing import get_context  # noqa: PLC0415 -- a check of one file needs none

        context = get_context("fork")
        self._file = file.fileno()
        self._at = 0
        self.announced, announce = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work, args=(queue, jobs, file, announce), daemon=True
        )
        self._process.start()
        announce.close()

    def end(self, error: object, *_: object) -> None:
        """Wait until it has ended; after an error it is told to."""
        if error:
            self._process.terminate()
        self._process.join()

    def result(self) -> tuple[int, Any] | None:
        """Return the next result with the number of its job, or None where all came. Raises what the job raised, or `OSError`."""
        try:
            number, size = self.announced.recv()
        except EOFError:
            raise OSError("a worker process was killed") from None
        if isinstance(number, Exception):
            # Behind an error stands the text of its traceback, in place of a size.
            raise number from RuntimeError(size)
        if number is None:
            return None
        data = os.pread(self._file, size, self._at)
        self._at += size
        return number, pickle.loads(data)  # noqa: S301 -- our own process wrote it


def _results(
    count: int, jobs: Sequence[Work], meanwhile: Callable[[], None]
) -> Iterator[tuple[int, Any]]:
    """Start workers, and yield the numbers and results of all jobs as they come. Raises `OSError` if a worker is killed.

    Results of workers go first, since those that were left to the end would be loaded while other processors have nothing to do;
    then this process does the last job, and so on until there is none.
    """
    from multiprocessing.connection import wait  # noqa: PLC0415 -- as above

    working: dict[Any, _Worker] = {}
    with ExitStack() as held:
        queue = _JobQueue(held.enter_context(TemporaryFile()), len(jobs))
        gc.freeze()  # the memory of objects that are never looked at again is shared with the workers
        held.callback(gc.unfreeze)
        for _ in range(count):
            worker = _Worker(queue, jobs, held.enter_context(TemporaryFile()))
            held.push(worker.end)
            working[worker.announced] = worker
        meanwhile()
        is_left = True
        while is_left or working:
            ready = wait(working, timeout=0 if is_left else None)
            for pipe in ready:
                result = working[pipe].result()
                if result:
                    yield result
                else:
                    del working[pipe]
            if is_left and not ready:
                number = queue.take(last=True)
                if number is None:
                    is_left = False
                else:
                    yield number, jobs[number]()


def _work(
    queue: _JobQueue,
    jobs: Sequence[Work],
    file: IO[bytes],
    announce: "Connection[Any, Any]",
) -> None:
    """Do jobs as a worker. An error in the kinds of the atlas is put into words here, where its traceback is."""
    # Ctrl-C reaches every process of a terminal: the one that started this ends it, once, and nothing is said of that
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(BrokenPipeError):
        try:
            while (number := queue.take(last=False)) is not None:
                with kind_errors_told():
                    data = pickle.dumps(jobs[number](), pickle.HIGHEST_PROTOCOL)
                file.write(data)
                file.flush()
                announce.send((number, len(data)))
            announce.send((None, 0))
        except Exception as error:  # a traceback cannot be sent, but its words
            announce.send((error, traceback.format_exc()))


def _end_with_parent() -> None:
    """End this worker when the process that started it is killed: it has a copy of the lock, which nobody could take."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)
