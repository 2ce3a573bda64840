"""A line that says what is going on, for whoever waits longer than a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

PATIENCE = 1.0
"""Seconds before anything is said."""


@contextmanager
def progress(doing: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Say on the error stream what is being done, if it is a terminal and it takes long; the line is wiped at the end."""
    if not sys.stderr.isatty():
        yield
        return
    said: list[str] = []

    def say() -> None:
        said.append(doing)
        print(f"{doing} …", end="", file=sys.stderr, flush=True)

    timer = Timer(patience, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if said:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
