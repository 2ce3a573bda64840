"""The built site brought to what a staging folder holds: what is equal is left alone, the rest moved into its place.

A run that is killed leaves of each file the old one or the new one; what no longer belongs is removed last.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.output.writing import Written, folders, make_folders, remove, replace_file

_MODE = 0o644


def mirror(staging: Path, target: Path) -> Written:
    """Bring `target` to the content of `staging`, which is used up; every other file in it is removed."""
    wanted = sorted(_files(staging))
    if not target.exists() and not target.is_symlink() and _moved_whole(staging, target, wanted):
        return Written(len(wanted), 0, 0)
    _make_way(target, wanted)
    changed = sum(_moved(staging / path, target / path) for path in wanted)
    gone = sorted({*_files(target)}.difference(wanted))
    for path in gone:
        remove(target, path)
    return Written(changed, len(wanted) - changed, len(gone))


def linked(source: str, place: str) -> bool:
    """Give a file a second name; tell whether that could be done, which other disks and files in the way forbid."""
    try:
        try:
            os.link(source, place)
        except FileNotFoundError:
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            os.link(source, place)
    except OSError:
        return False
    return True


def _moved_whole(staging: Path, target: Path, wanted: list[str]) -> bool:
    """Move the folder itself where that can be done; tell whether it was."""
    for path in wanted:
        _open_to_all(f"{staging}/{path}")
    try:
        staging.rename(target)
    except OSError:  # the folders are of different disks
        return False
    return True


def _make_way(target: Path, wanted: list[str]) -> None:
    """Make the folders of the target; a link where one should be goes."""
    make_folders(target, [target])
    needed = sorted({folder for path in {path.rpartition("/")[0] + "/" for path in wanted} for folder in folders(path)})
    for folder in needed:
        if (target / folder).is_symlink():
            (target / folder).unlink()
    make_folders(target, [target / folder for folder in needed if folder])


def _moved(source: Path, place: Path) -> bool:
    """Bring a file to its place, unless one with its bytes is there; tell whether it was moved."""
    if _is_equal(source, place):
        return False
    _open_to_all(str(source))
    try:
        source.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace_file(place, source.read_bytes())
    return True


def _is_equal(source: Path, place: Path) -> bool:
    new = source.stat()
    try:
        old = place.lstat()
    except OSError:
        return False
    if (old.st_dev, old.st_ino) == (new.st_dev, new.st_ino):
        return True  # under two names, of which a rename would take none away
    is_alike = old.st_size == new.st_size and stat.S_ISREG(old.st_mode)
    return is_alike and source.read_bytes() == place.read_bytes()


def _open_to_all(path: str) -> None:
    """Let everybody read a file, whoever made it."""
    if os.stat(path).st_mode & 0o777 != _MODE:  # noqa: PTH116 -- paths as objects take longer than the look
        Path(path).chmod(_MODE)


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the paths of all files and links below a folder."""
    with os.scandir(folder / below) as found:
        items = list(found)
    for item in items:
        if item.is_dir(follow_symlinks=False):
            yield from _files(folder, f"{below}{item.name}/")
        elif item.is_file() or item.is_symlink():
            yield f"{below}{item.name}"
