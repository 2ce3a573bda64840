"""The stamp beside made files: what they were made from, and how they came out, so that nothing is made twice.

Files that pages load bear a hash of their contents in their names: browsers may keep them for good, and never mix two builds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from npm import digest

HASH = 10
"""Letters of the hash in the name of a file."""


def of_parts(parts: Iterable[str]) -> str:
    """Return one hash of all that something is made from."""
    text = "\n".join(parts)
    return hashlib.sha256(text.encode()).hexdigest()


def is_current(stamp: Path, wanted: str, files: Iterable[Path]) -> bool:
    """Tell whether these files, and no others, were made from this input and are unchanged since."""
    try:
        return stamp.read_text("utf-8") == _text(wanted, files)
    except (OSError, UnicodeDecodeError):
        return False


def put(stamp: Path, wanted: str, files: Iterable[Path]) -> None:
    """Say of these files that they were made from this input, and are as they should be."""
    stamp.write_text(_text(wanted, files), "utf-8")


def hashed(path: Path, data: bytes) -> Path:
    """Return the path of a file with a hash of these contents in its name."""
    letters = hashlib.sha256(data).hexdigest()[:HASH]
    return path.with_name(f"{path.stem}.{letters}{path.suffix}")


def found(path: Path) -> Path:
    """Return where the file of this name stands, which has a hash in it. Raises `FileNotFoundError` where none does."""
    for file in path.parent.glob(f"{path.stem}.*{path.suffix}"):
        return file
    raise FileNotFoundError(2, "it is not made yet", str(path))


def _text(wanted: str, files: Iterable[Path]) -> str:
    """Return what a stamp says: the hash of the input, then hash and name of each file."""
    text = f"{wanted}\n"
    for path in sorted(files):
        text += f"{digest(path)} {path.name}\n"
    return text
