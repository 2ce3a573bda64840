"""Tables that belong to the program: data files beside its modules."""

from pathlib import Path

_PROGRAM = Path(__file__).parent.parent


def table(place: str) -> bytes:
    """Return the bytes of a data file; `place` is its path below the package, with forward slashes."""
    return (_PROGRAM / place).read_bytes()


def names(folder: str, ending: str) -> list[str]:
    """Return the names of the data files in a folder of the package that end so, without the ending, sorted."""
    return sorted(file.name.removesuffix(ending) for file in (_PROGRAM / folder).glob(f"*{ending}"))
