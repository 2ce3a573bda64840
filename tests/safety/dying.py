"""Runs a command of atlas in a process of its own that dies, or whose disk fails, at a chosen moment; no test itself.

    python -m tests.safety.dying ROOT COMMAND HOW AFTER

`HOW` is `kill` (the process is killed), `full` (no space left), `read-only` or `denied`; `AFTER` is the number of files that are
written before. A file counts as written when it is moved into its place; with `kill-staged` it dies just before that move.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from generator import cli
from generator.output import writing

ERRORS = {"full": errno.ENOSPC, "read-only": errno.EROFS, "denied": errno.EACCES}


def main(root: str, command: str, how: str, after: str) -> int:
    """Run the command with a `_staged` that fails when it is asked for one file too many."""
    real, left = writing._staged, int(after)

    def staged(path: Path, data: bytes) -> Path:
        nonlocal left
        if left == 0 and how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if left == 0 and how in ERRORS:
            raise OSError(ERRORS[how], os.strerror(ERRORS[how]), str(path))
        temporary = real(path, data)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return temporary

    writing._staged = staged
    return cli.main(["--root", root, command])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
