"""Runs a command of atlas in a process of its own that dies, or whose disk fails, at a chosen moment; no test itself.

    python -m tests.safety.dying ROOT COMMAND HOW AFTER

`HOW` is `kill` (the process is killed), `full` (no space left), `read-only` or `denied`; `AFTER` is the number of files that are
written before, beside their places. With `kill-staged` it dies just after one more; with `kill-moving` so many are moved into
their places before. With `forked-` before it, only a process that was forked dies so, and the first one waits for that.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from generator import cli
from generator.output import renewing, writing

ERRORS = {"full": errno.ENOSPC, "read-only": errno.EROFS, "denied": errno.EACCES}


def main(root: str, command: str, how: str, after: str) -> int:
    """Run the command with what writes, or moves, failing when it is asked for one file too many."""
    if how == "kill-moving":
        _die_moving(int(after))
    else:
        _fail_writing(how.removeprefix("forked-"), int(after), is_forked=how.startswith("forked-"))
    return cli.main(["--root", root, command])


def _fail_writing(how: str, left: int, *, is_forked: bool) -> None:
    real, here = writing.staged, os.getpid()
    heard, told = os.pipe()
    has_forked: list[bool] = []
    os.register_at_fork(after_in_parent=lambda: has_forked.append(True))

    def staged(place: str, data: bytes, name: str | None = None) -> str:
        nonlocal left
        if is_forked and os.getpid() == here:
            if has_forked and name is not None and left >= 0:  # a page, not what the run keeps for the next
                os.close(told)
                os.read(heard, 1)  # until the other end is closed everywhere
                left = -1
            return real(place, data, name)
        if left == 0 and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if left == 0 and how in ERRORS:
            raise OSError(ERRORS[how], os.strerror(ERRORS[how]), place)
        lies = real(place, data, name)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return lies

    def written(place: str, data: bytes) -> None:
        """Write into a new folder: what is written whole is not beside its place, but the folder is."""
        Path(staged(place, data, f"{place}.part")).replace(place)

    writing.staged = renewing.staged = staged
    renewing._write = written


def _die_moving(left: int) -> None:
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal left
        if target.suffix == ".md":
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
        return real(self, target)

    Path.replace = replace


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
