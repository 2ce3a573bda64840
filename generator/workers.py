"""Worker processes that share work with the process that starts them."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread


@contextmanager
def worker_pool(workers: int, start: Callable[[], None] = lambda: None) -> Iterator[ProcessPoolExecutor]:
    """Give workers, each of which begins with `start`; they end with this process. Raises `OSError` if one is killed."""
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), partial(_begin, start)) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    except BrokenProcessPool:
        raise OSError("a worker process was killed") from None


def _begin(start: Callable[[], None]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    start()


def _end_with_parent() -> None:
    """End this worker when the process that started it is killed: it has a copy of the lock, which nobody could take."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
