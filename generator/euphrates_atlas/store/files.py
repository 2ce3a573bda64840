"""The files of a store: the entries, the findings in other files, and the files named on a command line.

Used by `store.py`, and by the commands that change files.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from euphrates_atlas.findings import READING_RULES, CommandFailed, Finding, Span
from euphrates_atlas.git import EntryPath, RevisionFile
from euphrates_atlas.model.ids import MAX_ID, is_id, is_reserved, not_an_id
from euphrates_atlas.text.escape import ascii_words
from euphrates_atlas.text.nearest import nearest, question

MAX_READ = 1024 * 1024
"""Bytes that are read of a file at most: more than any entry has, so that the reader refuses what is cut off here."""
_MOST_FILES = 32 * 1024
"""Bytes that are read of it at first: Python reserves as many as are asked for, and few entries have more."""


@dataclass(frozen=True)
class EntryFile(EntryPath):
    """A file on disk with the place and the name of an entry."""

    place: str
    """Where it is on disk; a text, for a store may have many thousand files."""

    @property
    def path(self) -> Path:
        """Where it is on disk."""
        return Path(self.place)

    @property
    def signature(self) -> str | None:
        """Size, times of change of content and inode (ns), number of the inode and device; None where there is no file."""
        try:
            status = os.lstat(self.place)
        except OSError:
            return None
        return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {status.st_dev}"

    def read(self) -> bytes:
        """Return the file's bytes."""
        with open(self.place, "rb", buffering=0) as file:  # noqa: PTH123 -- half the time of a `Path`
            data = file.read(_MOST_FILES)
            if len(data) < _MOST_FILES:
                return data
            return data + file.read(MAX_READ - _MOST_FILES)


StoredFile = EntryFile | RevisionFile
"""A file of a store, on disk or in a commit."""


def list_store(
    entities: Path,
    folders: Collection[str],
) -> tuple[list[EntryFile], list[Finding]]:
    """Return the files of entries in the store, sorted by path, and a finding for each other file.

    A second file of an id has a finding too, and is among the files.
    """
    files = []
    findings = []
    first: dict[str, EntryFile] = {}
    store = _printable(entities.name)
    top = str(entities)
    for place, is_file in sorted(_walk(top)):
        below = place[len(top) + 1 :].replace(os.sep, "/") or "."
        folder, _, name = below.partition("/")
        id = name.removesuffix(".yml")
        if not (is_file and folder in folders and id != name and is_id(id)):
            code, message, help = _refusal(Path(place), below, folders, is_file=is_file)
            shown = f"{store}/{_printable(below)}"
            findings.append(_finding(code, shown, message, help))
            continue
        file = EntryFile(f"{store}/{below}", place)
        files.append(file)
        if first.setdefault(id, file) is not file:
            message = f"the id `{id}` is taken by {first[id].file}"
            help = (
                "an id is used once across all kinds: add the kind or place to one of them"
            )
            findings.append(_finding("A110", file.file, message, help))
    return files, findings


def named_files(
    names: Iterable[str],
    files: Collection[str],
    root: Path,
    current: Path,
) -> set[str]:
    """Return which of these files (paths below `root`) are named: by path from `current` or `root`, by folder, or by id.

    Raises `CommandFailed` for a name of no file of the store.
    """
    found: set[str] = set()
    for name in names:
        if not name.strip():
            raise CommandFailed(
                "the name is empty: give a file below entities/, a folder of it, or an id"
            )
        named = (
            _at_path(name, files, root, current)
            or _at_path(f"entities/{name}", files, root, root)
            or {file for file in files if Path(file).stem == name}
        )
        if not named:
            by_id = {Path(file).stem: file for file in sorted(files, reverse=True)}
            meant = nearest(Path(name).stem, by_id)
            help = (
                f"did you mean {by_id[meant]}?"
                if meant
                else "name a file below entities/, or its id"
            )
            raise CommandFailed(f"there is no entry `{name}`: {help}")
        found |= named
    return found


def file_bytes(file: StoredFile) -> bytes | Finding:
    """Return what a file of a store holds, or that it cannot be read."""
    try:
        return file.read()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return _finding("A101", file.file, message, "check its permissions")


def _finding(code: str, file: str, message: str, help: str) -> Finding:
    """Return a finding of a whole file."""
    return Finding(READING_RULES[code], file, Span(), message, help)


def filesystem_time(folder: Path) -> tuple[int, int] | None:
    """Return the time (ns) that the file system gives to a change now, and its device; None where nothing can be written."""
    mark = folder / "time"
    if any(step.is_symlink() for step in (mark, *mark.parents[:2])):
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark.unlink(missing_ok=True)
        mark.touch()
        status = mark.stat()
        mark.unlink()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_dev


def _walk(folder: str) -> Iterator[tuple[str, bool]]:
    """Yield whatever is at or below `folder` but readable folders and hidden names, and whether it is a regular file."""
    try:
        items = list(os.scandir(folder))
    except OSError:
        yield folder, False
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path)
        else:
            yield item.path, item.is_file(follow_symlinks=False)


def _refusal(
    path: Path,
    below: str,
    folders: Collection[str],
    *,
    is_file: bool,
) -> tuple[str, str, str]:
    """Return code, message and help for a path that cannot be that of an entry."""
    if not is_file and path.is_dir() and not path.is_symlink():
        return "A101", "this folder cannot be read", "check its permissions"
    if not is_file:
        return "A108", "this is not a regular file", "put the entry itself here"
    folder = below.partition("/")[0]
    stem = path.stem
    known = ", ".join(f"`{name}`" for name in sorted(folders))
    if below.count("/") != 1:
        help = _left_over(path) or f"move it into one of {known}"
        return "A108", "this file is outside the folders of the kinds", help
    if folder not in folders:
        help = question(folder, folders, f"the folders are {known}")
        return "A108", f"there is no kind with the folder `{_printable(folder)}`", help
    if path.suffix != ".yml":
        help = f"name it `{_printable(stem.removesuffix('.yml'))}.yml`, or take it out of the store"
        return (
            "A108",
            f"`{_printable(path.name)}` does not end in `.yml`",
            _left_over(path) or help,
        )
    if is_reserved(stem):
        return (
            "A109",
            f"`{stem}` is a reserved name: of files, or of anchors of a page",
            "give the entry a longer id",
        )
    if len(stem) > MAX_ID:
        return (
            "A109",
            f"the id has {len(stem)} characters; at most {MAX_ID} are allowed",
            "shorten the file's name",
        )
    better = ascii_words(stem)
    renaming = (
        f"rename the file to `{better}.yml`"
        if better
        else "write the name in Latin letters, as `a-name.yml`"
    )
    return "A109", not_an_id(_printable(stem)), _left_over(path) or renaming


_LEFT_OVER = re.compile(
    r"(?P<name>.+\.ya?ml)(?:~|\.~\d+~|[._-](?:orig|rej|bak|backup|old|saved?|te?mp|sw[a-p]|un~|mine|theirs|r\d+|copy|part"
    r"|crdownload|download|base|local|remote|merged|\d{1,3})| (?:copy|\d{1,3}|\(\d{1,3}\)))+"
    r"|(?:Copy of |Copy \(\d+\) of |~\$|#)(?P<copied>.+\.ya?ml)#?"
    r"|(?P<merged>.+?)(?:[._](?:BASE|LOCAL|REMOTE|BACKUP|ORIG|MERGED)(?:[._-]\d+)*|\.sync-conflict-[\w-]+|~\w+)\.ya?ml"
    r"|(?P<junk>Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|\.directory)",
    re.IGNORECASE,
)
"""Names that merges, editors and desktops give to what they leave behind."""
_COPY = re.compile(
    r"(?P<name>.+?)(?: \d{1,3}| ?\(\d{1,3}\)| [-–] Copy(?: \(\d+\))?|[ _-]copy(?:[ _-]?\d+)?"
    r"| \((?:copy|another copy|\d+\w\w copy|.*conflicted copy.*)\)|[._](?:orig|bak|backup|old|tmp))\.ya?ml",
    re.IGNORECASE,
)
"""Names of copies, where the file is there that they are copies of: a brigade may have a number."""


def _left_over(path: Path) -> str | None:
    """Return the help for a file that another program left behind, or that is a copy of its neighbour; None for others."""
    if _LEFT_OVER.fullmatch(path.name) or path.parent.name == "__MACOSX":
        return "delete it: another program left it behind; what the entry lacks of it goes into the entry first"
    plain = path.name.removesuffix(".txt")
    copy = _COPY.fullmatch(plain)
    original = (
        f"{copy['name']}.yml"
        if copy
        else f"{plain.removesuffix('.yaml').removesuffix('.yml')}.yml"
    )
    if original == path.name or not path.with_name(original).is_file():
        return None
    return f"delete it: it is a copy of `{_printable(original)}`; what that lacks of it goes there first"


def _at_path(
    name: str,
    files: Collection[str],
    root: Path,
    current: Path,
) -> set[str]:
    """Return the file at a path, or the files in a folder there: below `current`, as typed or behind links, else below `root`."""
    for base in dict.fromkeys((str(current), os.path.realpath(current), str(root))):
        path = os.path.normpath(os.path.join(base, name))  # noqa: PTH118 -- `..` is a step back, wherever links lead
        for place in dict.fromkeys((path, os.path.realpath(path))):
            file = os.path.relpath(place, root).replace(os.sep, "/")
            if file in files:
                return {file}
            inside = {
                other for other in files if file == "." or other.startswith(f"{file}/")
            }
            if inside:
                return inside
    return set()


def _printable(name: str) -> str:
    """Return a name of any bytes as a terminal can print it on one line."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
