"""Safe writing: whole files by rename, a lock between processes, and nothing through a symbolic link.

All commands that write files, and the build, use it.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from threading import Event
from typing import NamedTuple

from euphrates_atlas.findings import CommandFailed

# Windows has none, where entries are checked and formatted, and no site is built.
with suppress(ImportError):
    import fcntl

_RETRY = 0.05
"""Seconds between two attempts to take a lock."""
TEMPORARY = ".new-"
"""How the names of temporary files begin."""
BUILDING = "another build of this repository is running: wait for it, then try again"
"""What is said of whoever holds the lock that every build takes."""
MODE = 0o644
FOLDER_MODE = 0o755
"""Everybody may read what is written and look into new folders, whatever the umask says: a web server is another user."""


class Written(NamedTuple):
    """The numbers of files that a run wrote, found unchanged, and removed."""

    written: int
    unchanged: int
    removed: int

    def __str__(self) -> str:
        return f"{self.written:,} files written, {self.unchanged:,} unchanged, {self.removed:,} removed"


def has_locks() -> bool:
    """Tell whether this system has what a build relies on: locks, and files opened without following a link; Windows has not."""
    return find_spec("fcntl") is not None and hasattr(os, "O_NOFOLLOW")


class LockHeld(CommandFailed):
    """Another process holds the lock."""


def reason(error: OSError) -> str:
    """Say why a file could not be written, and which."""
    why = error.strerror or str(error)
    return f"{why}: {error.filename}" if error.filename else why


@contextmanager
def lock(
    folder: Path, name: str = "lock", *, held: str = BUILDING, patience: float = 0
) -> Iterator[None]:
    """Hold a lock file in a folder; a worker process that is forked meanwhile holds it too.

    Raises `LockHeld` with the words `held` if another process still has the lock after `patience` seconds.
    """
    make_folders(folder, [folder])
    descriptor = os.open(
        folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, MODE
    )
    try:
        for left in range(int(patience / _RETRY), -1, -1):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not left:
                    raise LockHeld(held) from None
                Event().wait(_RETRY)
        yield
    finally:
        os.close(descriptor)


def write_files(folder: Path, files: Mapping[str, bytes], *, below: Path) -> Written:
    """Write files into a folder that may hold others too. Neither `below` nor a folder in it may be a symbolic link."""
    make_folders(below, [folder])
    written = 0
    for name, data in files.items():
        written += replace_file(folder / name, data)
    return Written(written, len(files) - written, 0)


def is_for_others(folder: Path, mark: str) -> bool:
    """Tell whether a folder holds files, and not the one called `mark` that says that they are ours."""
    return folder.is_dir() and any(folder.iterdir()) and not (folder / mark).is_file()


def replace_file(path: Path, data: bytes) -> bool:
    """Write a file by rename, unless it holds these bytes already; tell whether it was written."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        make_folder(path.parent)
    with temporary_file(path, data) as temporary:
        temporary.replace(path)
    return True


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write new files, all or none. Raises `FileExistsError` if there is one."""
    with ExitStack() as undo:
        for path, data in files.items():
            make_folder(path.parent)
            with temporary_file(path, data) as temporary:
                os.link(temporary, path)  # unlike a rename, never over another file
            undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()


def replace_together(files: Mapping[Path, bytes], removed: Path | None = None) -> None:
    """Write several files and remove one, if it is named, all or none: if a step fails, the steps before it are undone."""
    with ExitStack() as stack, ExitStack() as undo:
        temporaries = {
            path: stack.enter_context(temporary_file(path, data))
            for path, data in files.items()
        }
        for path, temporary in temporaries.items():
            old = path.read_bytes() if path.exists() else None
            temporary.replace(path)
            if old is None:
                undo.callback(path.unlink, missing_ok=True)
            else:
                undo.callback(replace_file, path, old)
        if removed:
            removed.unlink()
        undo.pop_all()


@contextmanager
def temporary_file(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file with these bytes beside a path, to be moved or linked; nothing is left of it, whatever happens."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, MODE)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def make_folders(root: Path, folders: Iterable[Path]) -> None:
    """Make folders at or below `root`. Raises `OSError` if `root`, or a folder on the way, is a symbolic link."""
    for folder in sorted(folders):
        for step in (folder, *folder.parents):
            refuse_link(step)
            if step == root:
                break
        make_folder(folder)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there. Raises `OSError` where a file has its name."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(folder.stat().st_mode | FOLDER_MODE)


def refuse_link(folder: Path) -> None:
    """Raise `OSError` if a folder is a symbolic link."""
    if folder.is_symlink():
        message = "a symbolic link stands where a folder should, and nothing is written through it"
        raise OSError(errno.ELOOP, message, str(folder))


def remove(root: Path, path: str) -> None:
    """Remove a file below `root` and the folders that it leaves empty; never a folder of its name, nor through a link."""
    file = root / path
    folders = [*takewhile(lambda folder: folder != root, file.parents)]
    if any(folder.is_symlink() for folder in folders):
        return
    if file.is_dir() and not file.is_symlink():
        return
    file.unlink(missing_ok=True)
    with suppress(OSError):  # where a folder is not empty
        for folder in folders:
            folder.rmdir()
