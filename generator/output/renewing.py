"""The generated files below a folder brought to a new state: all lie beside their places before the first is moved.

A file that holds its bytes already is left alone. The manifest names what earlier runs wrote; only that is ever removed, so
that files written by hand stay.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.output.writing import (
    PREFIX,
    Written,
    lock,
    make_folders,
    read_manifest,
    remove,
    remove_leftovers,
    staged,
    write_manifest,
)

PATIENCE = 20.0
"""Seconds that a run waits for another one that is writing pages, which takes far less."""


class Renewal:
    """The files of one run, by path below the folder; a forked process may make some, and hands over what it did."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: set[str] = set()
        self._changed: dict[str, str] = {}
        """To where the new file lies."""
        self._kept: list[str] = []
        self.written = Written(0, 0, 0)
        """What was changed, once all is in place."""

    def put(self, path: str, data: bytes) -> str:
        """Take in a file, and return where it lies until the end."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            make_folders(self._root, [self._root / folder])
            self._folders.add(folder)
        place = f"{self._root}/{path}"
        if _held(place, len(data)) == data:
            self._kept.append(path)
            return place
        self._changed[path] = staged(place, data, f"{self._root}/{folder}/{PREFIX}{name}")
        return self._changed[path]

    def keep(self, path: str) -> None:
        """Take in a file that is as it should be."""
        self._kept.append(path)

    def held(self, path: str) -> bytes | None:
        """Return what a file holds; None where there is none, or a link."""
        return _held(f"{self._root}/{path}")

    def part(self) -> "Renewal":
        """Return what takes in files for this one, perhaps in another process."""
        return Renewal(self._root)

    def handed_over(self) -> tuple[dict[str, str], list[str]]:
        """Return what a part took in: the files that lie beside their places, and those that stay."""
        return self._changed, self._kept

    def take(self, changed: Mapping[str, str], kept: list[str]) -> None:
        """Take in what a part hands over."""
        self._changed.update(changed)
        self._kept += kept

    def _place(self, manifest: Path, earlier: list[str]) -> None:
        paths = {*self._changed, *self._kept}
        write_manifest(manifest, sorted({*earlier, *paths}))
        for path, staged_at in sorted(self._changed.items()):
            Path(staged_at).replace(self._root / path)
        gone = [path for path in earlier if path not in paths]
        for path in gone:
            remove(self._root, path)
        write_manifest(manifest, sorted(paths))
        self.written = Written(len(self._changed), len(paths) - len(self._changed), len(gone))

    def _tidy(self, manifest: Path) -> None:
        """Remove what a run, this one or one that was killed, left beside its place."""
        remove_leftovers([manifest.parent, *(Path(folder) for folder, _, _ in os.walk(self._root))])


@contextmanager
def renewing(root: Path, manifest: Path) -> Iterator[Renewal]:
    """Give what takes in the generated files below `root`, and put all in place at the end; after an error nothing is.

    Raises `LockHeld` where another run goes on writing pages.
    """
    with lock(manifest.parent, "pages.lock", patience=PATIENCE):
        earlier = read_manifest(manifest)
        make_folders(root, [root])
        renewal = Renewal(root)
        try:
            yield renewal
            renewal._place(manifest, earlier)
        finally:
            with suppress(OSError):
                renewal._tidy(manifest)


def _held(place: str, size: int | None = None) -> bytes | None:
    """Return what a file holds, where it is as long as asked for; None where there is none, or a link or a folder."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        is_wanted = stat.S_ISREG((found := os.fstat(handle)).st_mode) and size in (None, found.st_size)
        return os.read(handle, found.st_size) if is_wanted else None
    finally:
        os.close(handle)
