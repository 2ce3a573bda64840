"""Folders brought to a wanted state file by file: equal bytes are left alone, the rest is replaced by rename.

A run that is killed leaves of each file the old one or the new one; what no longer belongs is removed last. Nothing is
ever written through a symbolic link: a file that is one is replaced, a folder that is one is refused.
"""

import errno
import fcntl
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event


@dataclass(frozen=True, slots=True)
class Written:
    """What a run changed."""

    written: int
    unchanged: int
    removed: int


class LockHeld(Exception):
    """Another run is writing."""


def reason(error: OSError) -> str:
    """Say why something could not be written, and what."""
    why = error.strerror or str(error)
    return f"{why}: {error.filename}" if error.filename else why


_PAUSE = 0.05
PREFIX = ".new-"
"""How the name of a file begins that is not in its place yet."""


@contextmanager
def lock(state: Path, name: str = "lock", *, patience: float = 0) -> Iterator[int]:
    """Hold a lock of the folder; raises `LockHeld` where another process has it still when the patience has run out.

    Gives the lock's descriptor: a child that inherits it holds the lock on, should this process be killed.
    """
    make_folders(state, [state])
    handle = os.open(state / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        waits = int(patience / _PAUSE)
        while not _is_taken(handle):
            if waits == 0:
                raise LockHeld
            waits -= 1
            Event().wait(_PAUSE)
        yield handle
    finally:
        os.close(handle)


def _is_taken(handle: int) -> bool:
    """Take the lock if it is free, and tell whether it is ours now."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_files(folder: Path, files: Mapping[str, bytes], *, below: Path) -> Written:
    """Bring the named files of `folder` to their bytes; others in it stay. From `below` on no folder may be a link."""
    make_folders(below, [folder])
    changed = sum(replace_file(folder / name, data) for name, data in files.items())
    return Written(changed, len(files) - changed, 0)


def replace_file(path: Path, data: bytes) -> bool:
    """Write a file by rename unless it holds these bytes already; tell whether it was written."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _staged(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises `FileExistsError` where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _staged(path, data)
    try:
        os.link(temporary, path)  # unlike a rename, never over another file
    finally:
        temporary.unlink(missing_ok=True)


def replace_together(files: Mapping[Path, bytes], removed: Path) -> None:
    """Write several files and remove one, all or none: every new text lies beside its place before the first is moved.

    Where a move fails, what was moved before is taken back, and the error is raised.
    """
    waiting: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            waiting[path] = _staged(path, data)
        for path, temporary in waiting.items():
            held = path.read_bytes() if path.exists() else None
            temporary.replace(path)
            before[path] = held
        removed.unlink()
    except BaseException:
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, old)
        raise
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _staged(path: Path, data: bytes) -> Path:
    """Write a new text beside its place and return where; nothing stays of one that could not be written."""
    return Path(staged(str(path), data))


def staged(place: str, data: bytes, name: str | None = None) -> str:
    """Write a new text beside its place, under this name where nothing has it, and return where it lies.

    Nothing stays of one that could not be written.
    """
    handle, lies = _opened(place, name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            os.fchmod(handle, 0o644)
    except BaseException:
        Path(lies).unlink(missing_ok=True)
        raise
    return lies


def _opened(place: str, name: str | None) -> tuple[int, str]:
    if name is not None:
        try:
            return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644), name
        except FileExistsError:
            pass  # a leftover, or another file of this name
    return tempfile.mkstemp(dir=Path(place).parent, prefix=PREFIX)


def make_folders(root: Path, folders: Iterable[Path]) -> None:
    """Make folders at or below `root`. Raises `OSError` where `root`, or one on the way, is a symbolic link."""
    for folder in sorted(folders):
        for step in (folder, *folder.parents):
            if step.is_symlink():
                raise OSError(
                    errno.ELOOP,
                    "a symbolic link stands where a folder should, and nothing is written through it",
                    str(step),
                )
            if step == root:
                break
        folder.mkdir(parents=True, exist_ok=True)


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove what a killed run had written beside its place; whoever calls holds the lock, so nobody else's is there."""
    for folder in folders:
        for path in folder.glob(f"{PREFIX}*"):
            if path.is_file() or path.is_symlink():
                path.unlink(missing_ok=True)


def folders(path: str) -> Iterator[str]:
    """Yield the folders on the way to a file."""
    steps = path.split("/")
    return ("/".join(steps[:end]) for end in range(1, len(steps)))


def remove(root: Path, path: str) -> None:
    """Remove a file, and the folders below `root` that it leaves empty; a folder of its name stays, and what a link leads to."""
    if any((root / folder).is_symlink() for folder in folders(path)):
        return
    if (root / path).is_dir() and not (root / path).is_symlink():
        return
    (root / path).unlink(missing_ok=True)
    for folder in (root / path).parents:
        if folder == root:
            break
        try:
            folder.rmdir()
        except OSError:  # it is not empty
            break


def generated(manifest: Path) -> frozenset[str]:
    """Return the paths that the latest run wrote, below the folder that it wrote to."""
    return frozenset(read_manifest(manifest))


def read_manifest(manifest: Path) -> list[str]:
    """Return the paths of an earlier run; a manifest that cannot be read, or leads out of the folder, names none."""
    try:
        paths = json.loads(manifest.read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
    return [path for path in paths if _is_below(path)] if isinstance(paths, list) else []


def _is_below(path: object) -> bool:
    """Tell whether this is the path of a file in a folder: of the root itself nothing is removed, since people write there."""
    if not isinstance(path, str) or "\0" in path:
        return False
    steps = path.split("/")
    return len(steps) > 1 and not {"", ".", ".."} & set(steps)


def write_manifest(manifest: Path, paths: list[str]) -> None:
    """Keep for the next run what this one wrote."""
    replace_file(manifest, (json.dumps({"files": paths}, indent=0) + "\n").encode())
