"""For the other modules of this package: descriptions of commands, failures, progress messages, locks, and `--today`."""

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from threading import Timer
from typing import Any

from euphrates_atlas.atomic_files import has_locks, lock, reason
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.settings import Settings

Commands = Any
"""The commands of the parser, to which each module adds its own; argparse keeps their class to itself."""
PATIENCE = 1.0
"""Seconds before `progress` says anything."""
_EDITING = "another command has been changing entries for a minute: wait for it, or stop it"
_TURN = 60
"""Seconds for which a command that changes entries waits for its turn."""


def add_command(
    commands: Commands, name: str, run: Callable[..., int], **examples: str
) -> argparse.ArgumentParser:
    """Add a command, with the docstring of `run`, the function that runs it, as its help.

    The first paragraph is its line in `atlas --help`, the following ones its description, and those from the
    word `example` or `examples` on the end of its help. `examples` replace the `{names}` in the docstring.
    """
    about, _, rest = (
        inspect.cleandoc(run.__doc__ or "").format(**examples).partition("\n\nexample")
    )
    short, _, long = about.partition("\n\n")
    help = f"{short[:1].lower()}{short[1:-1]}"
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=long or short, epilog=rest and f"example{rest}"
    )
    parser.set_defaults(run=run)
    return parser


@contextmanager
def failing(words: str) -> Iterator[None]:
    """Turn an `OSError` within into a `CommandFailed` in these words, with the reason in place of `{}`."""
    try:
        yield
    except OSError as error:
        raise CommandFailed(words.format(reason(error))) from None


@contextmanager
def editing(settings: Settings) -> Iterator[None]:
    """Hold the lock of commands that change entries, where the system has locks.

    Each writes what it read before: two at once would undo each other's changes. Raises `CommandFailed` after a
    minute of waiting.
    """
    with ExitStack() as stack:
        with progress("waiting for another command"):
            if has_locks():
                turn = lock(settings.state, "edit.lock", held=_EDITING, patience=_TURN)
                stack.enter_context(turn)
        yield


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say on the error stream what is being done, if it is a terminal and it takes long; the line is wiped at the end."""
    if not sys.stderr.isatty():
        yield
        return
    said = []

    def say() -> None:
        said.append(doing)
        print(f"{doing} …", end="", file=sys.stderr, flush=True)

    timer = Timer(PATIENCE, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if said:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def add_today(parser: argparse.ArgumentParser) -> None:
    """Add the argument `--today`; left out, the day is that of `SOURCE_DATE_EPOCH`, else of the newest commit."""
    help = "the day that counts as today (default: SOURCE_DATE_EPOCH, else the day of the newest commit)"
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help=help)


def _day(text: str) -> date:
    """Read the value of `--today`."""
    try:
        day = date.fromisoformat(text)
        if str(day) != text:  # Python also reads other forms, as 20261120
            raise ValueError
        return day
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"`{text}` is not a day: write year-month-day, for example 2026-11-20"
        ) from None
