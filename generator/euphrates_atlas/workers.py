"""Worker processes that share work with the process that starts them."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread, Timer, current_thread
from threading import enumerate as enumerate_threads
from typing import TYPE_CHECKING, Any, TypeVar

from euphrates_atlas.faults import faults_told
from euphrates_atlas.settings import processes

if TYPE_CHECKING:  # most commands need no other process
    from concurrent.futures import Future

T = TypeVar("T")
Work = Callable[[], Any]


def shared(
    jobs: Sequence[Callable[[], T]],
    pieces: int,
    enough: int,
    finish: Callable[[T], T] = lambda result: result,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[T]:
    """Do some jobs and return what they give, in order; with `enough` pieces to work on, workers take over a share.

    They begin with the first jobs. This process does what is to be done `meanwhile`, then the last jobs. It alone applies `finish`
    to each result, in between: what that adds is not sent from process to process.
    """
    # A fork takes along the locks that other threads hold at that moment: beside a server there are no workers.
    own = current_thread()
    is_alone = all(thread is own or isinstance(thread, Timer) for thread in enumerate_threads())
    workers = processes(pieces, enough) - 1 if is_alone else 0
    if not workers:
        meanwhile()
        return [finish(job()) for job in jobs]
    with _working(workers, jobs) as waiting:
        meanwhile()
        first: list[T] = []
        last: list[T] = []
        while len(first) + len(last) < len(jobs):
            theirs = waiting[len(first)]
            number = len(jobs) - len(last) - 1
            if not theirs.done() and waiting[number].cancel():
                last.append(finish(jobs[number]()))
            else:
                first.append(finish(theirs.result()))
        return [*first, *reversed(last)]


@contextmanager
def _working(workers: int, jobs: Sequence[Work]) -> "Iterator[list[Future[Any]]]":
    """Give the jobs as workers do them, who end with this process. Raises `OSError` if one is killed."""
    # A check of one file loads none of these.
    from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    class Job(Future[T]):
        def set_exception(self, exception: BaseException | None) -> None:
            """Fail, unless cancelled: when a worker is killed, Python before 3.12 sets an exception on cancelled jobs too."""
            with suppress(InvalidStateError):
                super().set_exception(exception)

    gc.freeze()  # the memory of objects that are never looked at again is shared with the workers
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), _begin, (jobs,)) as pool:
            try:
                waiting = [pool.submit(_do, number) for number in range(len(jobs))]
                for job in waiting:
                    job.__class__ = Job
                yield waiting
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    except BrokenProcessPool:
        raise OSError("a worker process was killed") from None
    finally:
        gc.unfreeze()


_jobs: list[Work] = []
"""The jobs of this process, where it is a worker: they came with the fork, and only what they give is sent."""


def _do(number: int) -> Any:
    """Do a job. A fault in the kinds of the atlas is put into words here: no traceback goes from process to process."""
    with faults_told():
        return _jobs[number]()


def _begin(jobs: Sequence[Work]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _jobs.extend(jobs)


def _end_with_parent() -> None:
    """End this worker when the process that started it is killed: it has a copy of the lock, which nobody could take."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
