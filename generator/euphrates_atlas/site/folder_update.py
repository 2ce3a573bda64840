"""An update of a folder: every new file is in a staging folder before the first is moved into place.

A run that is killed leaves the old or the new state of each file, and files that no longer belong are removed last.
`builder.py` updates the site and `content/` with it.
"""

import errno
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath

from euphrates_atlas.atomic_files import (
    MODE,
    TEMPORARY,
    Written,
    make_folder,
    make_folders,
    refuse_link,
    remove,
    replace_file,
)


class FolderUpdate:
    """The wanted files of a folder, by path below it. A worker process may collect a part of them."""

    def __init__(self, root: Path, staging: Path) -> None:
        """Take the folder, which need not exist, and one to stage files in. Raises `OSError` if the first is a link."""
        refuse_link(root)
        self._root = root
        self._staging = staging
        self._has_folder = cache(self._is_real)
        self.wanted: dict[str, bool] = {}
        """By path, whether a file is staged; others have their wanted bytes already."""

    def put(self, path: str, data: bytes) -> None:
        """Stage a file, unless the folder has it already."""
        is_new = self.read(path) != data
        if is_new:
            write_staged(f"{self._staging}/{path}", data)
        self.wanted[path] = is_new

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the folder; None if there is none, or a link."""
        has_folder = self._has_folder(path.rpartition("/")[0])
        return _read_regular(f"{self._root}/{path}") if has_folder else None

    def _is_real(self, name: str) -> bool:
        """Tell whether a folder is there, and neither it nor one above it up to the root is a link."""
        folder = self._root / name
        steps = [
            step for step in (folder, *folder.parents) if step.is_relative_to(self._root)
        ]
        return folder.is_dir() and not any(step.is_symlink() for step in steps)

    def staged(self, path: str) -> bytes:
        """Return the wanted bytes of a file."""
        folder = self._staging if self.wanted[path] else self._root
        return Path(f"{folder}/{path}").read_bytes()

    def commit(self, manifest: Path) -> Written:
        """Move the staged files into their places, and remove the files of earlier runs that are not wanted any more.

        The manifest names the files that runs wrote: files that people put beside them stay. Raises `OSError` before
        anything is moved if a folder is a symbolic link.
        """
        earlier = read_manifest(manifest)
        make_folders(self._root, [self._root])
        make_folders(
            self._root, [self._root / folder for folder in _folders(self._changed())]
        )
        write_manifest(manifest, sorted({*earlier, *self.wanted}))
        written = self._move(earlier)
        write_manifest(manifest, sorted(self.wanted))
        remove_leftovers(self._root / folder for folder in _folders(self.wanted))
        return written

    def commit_whole(self) -> Written:
        """Commit to a folder that belongs to the program alone: every other file in it, and every link, is removed."""
        root = self._root
        if not root.exists():
            with suppress(OSError):  # the staging folder is on another disk
                self._staging.replace(root)
                return Written(len(self.wanted), 0, 0)
        make_folders(root, [root])
        for name in sorted(_folders(self._changed())):
            folder = root
            for step in PurePosixPath(name).parts:
                folder /= step
                if folder.is_symlink():
                    folder.unlink()
                make_folder(folder)
        return self._move(list_files(root))

    def _changed(self) -> list[str]:
        return sorted(path for path, is_staged in self.wanted.items() if is_staged)

    def _move(self, earlier: Iterable[str]) -> Written:
        """Move the staged files into their places, then remove the earlier ones that are not wanted any more."""
        changed = self._changed()
        for path in changed:
            if os.path.isdir(f"{self._root}/{path}"):  # noqa: PTH112 -- there may be many thousands
                message = "a folder stands where a file of this name should: move it away"
                raise IsADirectoryError(errno.EISDIR, message, str(self._root / path))
        for path in changed:
            try:
                Path(f"{self._staging}/{path}").replace(f"{self._root}/{path}")
            except OSError as error:
                if error.errno != errno.EXDEV:  # the staging folder is on another disk
                    raise
                replace_file(self._root / path, self.staged(path))
        gone = sorted({*earlier}.difference(self.wanted))
        for path in gone:
            remove(self._root, path)
        return Written(len(changed), len(self.wanted) - len(changed), len(gone))


def _folders(paths: Iterable[str]) -> set[str]:
    return {path.rpartition("/")[0] for path in paths}


def write_staged(path: str, data: bytes) -> None:
    """Write a file of the staging folder."""
    file = Path(path)
    try:
        file.write_bytes(data)
    except FileNotFoundError:  # the first of its folder
        make_folder(file.parent)
        file.write_bytes(data)
    file.chmod(MODE)


def clear_staging(staging: Path) -> None:
    """Remove the staging folder; of a link to another folder only the link."""
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    elif staging.is_dir():
        shutil.rmtree(staging)


def list_files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files and links below a folder, but for what belongs to git."""
    with os.scandir(folder) as items:
        for item in items:
            if item.name == ".git":  # some publish the folder as a branch
                continue
            if item.is_dir(follow_symlinks=False):
                yield from (f"{item.name}/{path}" for path in list_files(Path(item.path)))
            else:
                yield item.name


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove the temporary files that a killed run left in these folders; the caller holds the lock."""
    for folder in folders:
        for path in folder.glob(f"{TEMPORARY}*"):
            if path.is_file() or path.is_symlink():
                path.unlink(missing_ok=True)


def read_manifest(manifest: Path) -> list[str]:
    """Return the paths that earlier runs wrote; none from a manifest that is damaged, nor any outside a folder."""
    try:
        paths = json.loads(manifest.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return (
        [path for path in paths if _is_in_folder(path)] if isinstance(paths, list) else []
    )


def _is_in_folder(path: object) -> bool:
    """Tell whether this is the path of a file in a folder: people write at the root itself, so nothing there is removed."""
    if not isinstance(path, str) or "\0" in path:
        return False
    steps = path.split("/")
    return len(steps) > 1 and not {"", ".", ".."} & set(steps)


def write_manifest(manifest: Path, paths: list[str]) -> None:
    """Keep the paths that runs wrote."""
    replace_file(manifest, (json.dumps({"files": paths}, indent=0) + "\n").encode())


def _open_no_link(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _read_regular(path: str) -> bytes | None:
    """Return the bytes of a regular file; None for a link, a pipe, which would keep the run waiting, or no file."""
    try:
        with open(path, "rb", opener=_open_no_link) as stream:
            is_file = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            return stream.read() if is_file else None
    except OSError:
        return None
