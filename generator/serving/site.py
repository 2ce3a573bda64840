"""The folder that is served: pages, data and what the theme brings, each file brought to its bytes by rename."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.output import writing


class ServedSite:
    """The files that browsers are shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, address: str, data: bytes) -> bool:
        """Write a file unless it holds these bytes; tell whether it was written."""
        return writing.replace_file(self.folder / address, data)

    def copy(self, address: str, source: Path) -> bool:
        """Copy a file unless its copy is as large and as new."""
        target = self.folder / address
        held, wanted = _state(target), _state(source)
        if wanted is None or (held is not None and held == wanted):
            return False
        written = writing.replace_file(target, source.read_bytes())
        os.utime(target, ns=(wanted[1], wanted[1]))
        return written

    def remove(self, address: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        writing.remove(self.folder, address)

    def without(self, wanted: Collection[str]) -> Iterator[str]:
        """Yield the addresses of the files that are not among these."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                address = (Path(folder) / name).relative_to(self.folder).as_posix()
                if address not in wanted:
                    yield address


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
