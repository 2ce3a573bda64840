"""How a command ends that did not do what it was asked for."""

import sys


def failed(words: object, status: int = 2) -> int:
    """Say why in a line, and return the exit status."""
    print(f"atlas: {words}", file=sys.stderr)
    return status
