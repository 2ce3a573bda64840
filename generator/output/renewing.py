"""The generated files below a folder brought to a new state: all lie beside their places before the first is moved.

A file that holds its bytes already is left alone. The manifest names what earlier runs wrote; only that is ever removed, so
that files written by hand stay.
"""

import os
import shutil
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

_MODE = 0o644
PATIENCE = 20.0
"""Seconds that a run waits for another one that is writing pages, which takes far less."""


class Renewal:
    """The files of one run, by path below the folder; a forked process may make some, and hands over what it did."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, str] = {}
        """Of each folder of files, where these lie until the end."""
        self._changed: dict[str, str] = {}
        """To where the new file lies."""
        self._kept: list[str] = []
        self.written = Written(0, 0, 0)
        """What was changed, once all is in place."""

    def put(self, path: str, data: bytes) -> str:
        """Take in a file, and return where it lies until the end."""
        folder, _, name = path.rpartition("/")
        lying = self._folders.get(folder) or self._made(folder)
        place = f"{self._root}/{path}"
        if lying != f"{self._root}/{folder}":
            lies = f"{lying}/{name}"
            _write(lies, data)
        elif _held(place, len(data)) == data:
            self._kept.append(path)
            self._changed.pop(path, None)
            return place
        else:
            lies = staged(place, data, f"{lying}/{PREFIX}{name}")
        self._changed[path] = lies
        return lies

    def _made(self, folder: str) -> str:
        """Make a folder for files, and return where it lies: within a new one that is moved as a whole, where one is new."""
        first = folder.partition("/")[0]
        is_new = first and not os.path.lexists(f"{self._root}/{first}")
        lying = f"{self._root}/{PREFIX if is_new else ''}{folder}"
        make_folders(self._root, [Path(lying)])
        self._folders[folder] = lying
        return lying

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
        new = {path for path, lies in self._changed.items() if "/" in path and lies == f"{self._root}/{PREFIX}{path}"}
        for first in sorted({path.partition("/")[0] for path in new}):
            (self._root / f"{PREFIX}{first}").replace(self._root / first)
        for path in sorted(self._changed.keys() - new):
            Path(self._changed[path]).replace(self._root / path)
        gone = [path for path in earlier if path not in paths]
        for path in gone:
            remove(self._root, path)
        write_manifest(manifest, sorted(paths))
        self.written = Written(len(self._changed), len(paths) - len(self._changed), len(gone))

    def _tidy(self, manifest: Path) -> None:
        """Remove what a run, this one or one that was killed, left beside its place."""
        self._clear()
        remove_leftovers([manifest.parent, *(Path(folder) for folder, _, _ in os.walk(self._root))])

    def _clear(self) -> None:
        """Remove new folders that were not moved."""
        for folder in self._root.glob(f"{PREFIX}*/"):
            if not folder.is_symlink():
                shutil.rmtree(folder)


@contextmanager
def renewing(root: Path, manifest: Path) -> Iterator[Renewal]:
    """Give what takes in the generated files below `root`, and put all in place at the end; after an error nothing is.

    Raises `LockHeld` where another run goes on writing pages.
    """
    with lock(manifest.parent, "pages.lock", patience=PATIENCE):
        earlier = read_manifest(manifest)
        make_folders(root, [root])
        renewal = Renewal(root)
        renewal._clear()
        try:
            yield renewal
            renewal._place(manifest, earlier)
        finally:
            with suppress(OSError):
                renewal._tidy(manifest)


def _write(place: str, data: bytes) -> None:
    """Write a file into a new folder, where nothing but this run writes."""
    with open(place, "wb") as stream:  # noqa: PTH123 -- paths as objects take longer than the opening
        stream.write(data)
        os.fchmod(stream.fileno(), _MODE)


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
