"""The streams of the program itself."""

import os
import sys


def discard_output() -> None:
    """Lead what is still to be printed nowhere, because whoever read it is gone."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 -- a device, no file
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
