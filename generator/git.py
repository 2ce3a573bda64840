"""Questions to git: the newest commit, the entries at a revision, and the log of the commits that changed entries.

Nothing is checked out: the contents of files are read from git's objects.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from itertools import starmap
from pathlib import Path, PurePosixPath

from generator.diagnostics import CommandFailed

MAX_COMMITS = 200
"""Commits of the log, newest first."""
MAX_READ = 1_000
"""Files of the log whose contents are read, newest first; older ones have only a name."""
_TIMEOUT = 120
"""Seconds."""
_RECORD = "\x01"
_FORMAT = f"--format={_RECORD}%H%x00%ct%x00%s"


class HistoryError(CommandFailed):
    """Git cannot answer; the text is its error message."""


@dataclass(frozen=True)
class EntryPath:
    """Where the file of an entry stands in a store."""

    file: str
    """Path below the repository, with forward slashes."""

    @property
    def folder(self) -> str:
        """The folder of its kind."""
        return self.file.split("/")[-2]

    @cached_property
    def id(self) -> str:
        """The id of its entry."""
        return self.file.rpartition("/")[2].removesuffix(".yml")


@dataclass(frozen=True)
class RevisionFile(EntryPath):
    """The file of an entry at a revision."""

    data: bytes = field(repr=False)

    def read(self) -> bytes:
        """Return the file's bytes."""
        return self.data


class ChangeKind(StrEnum):
    """The kinds of change of a file, an entry or a statement; git knows no renamed files."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"

    @classmethod
    def of(cls, old: object, new: object) -> "ChangeKind":
        """Return what became of something of which one of the two states may be None."""
        return cls.ADDED if old is None else cls.REMOVED if new is None else cls.CHANGED


@dataclass(frozen=True, slots=True)
class FileChange(EntryPath):
    """The change of an entry's file in a commit."""

    sort: ChangeKind
    states: tuple[RevisionFile, RevisionFile] | None = None
    """Before and after, where the file was changed and its contents are read."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed entries; a merge counts with all that it brought to the branch."""

    id: str
    when: datetime
    """In UTC."""
    subject: str
    files: tuple[FileChange, ...]


def newest_commit_time(root: Path) -> int | None:
    """Return when the newest commit was made, in seconds since 1970, or None."""
    text = _answer(root, "log", "-1", "--format=%ct")
    return int(text) if text.isdigit() else None


def newest_commit(root: Path) -> str:
    """Return a text that changes with the history: the newest commit, and whether the clone is shallow."""
    return _answer(root, "rev-parse", "HEAD", "--is-shallow-repository")


def resolve(root: Path, revision: str) -> str:
    """Return the full hash of the commit that a revision names (branch, tag, `HEAD~3`, hash)."""
    if "\0" in revision:
        raise HistoryError("a revision has no NUL in it")
    command = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    unknown = f"git knows no revision `{revision}` here; in a shallow clone fetch more of the history"
    return _run(root, command, failure=unknown).decode("ascii").strip()


def merge_base(root: Path, revision: str) -> str:
    """Return the newest commit that a revision and HEAD have in common."""
    command = ["merge-base", resolve(root, revision), "HEAD"]
    return _run(root, command, failure=f"`{revision}` and HEAD have no commit in common here").decode("ascii").strip()


def files_at(root: Path, commit: str, store: str) -> list[RevisionFile]:
    """Return the entries in the folder `store` at a commit, sorted by path."""
    blobs: dict[str, str] = {}
    for line in _run(root, ["ls-tree", "-r", "-z", commit, "--", f"{store}/"]).split(b"\0"):
        head, _, name = line.partition(b"\t")
        path = name.decode("utf-8", "surrogateescape")
        mode, _, blob = head.partition(b" blob ")
        if mode in (b"100644", b"100755") and _is_entry(path):  # a regular file
            blobs[path] = blob.decode("ascii")
    contents = _contents(root, list(blobs.values()))
    return [RevisionFile(path, data) for path, data in sorted(zip(blobs, contents, strict=True))]


def commits(root: Path, store: str) -> list[Commit]:
    """Return the newest commits that changed entries of the folder `store`, newest first.

    The log follows first parents, so that a merge is one commit. Raises `HistoryError` where git cannot tell them all.
    """
    if _run(root, ["rev-parse", "--is-shallow-repository"]).strip() != b"false":
        raise HistoryError("this copy lacks older commits")
    command = ["log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", _FORMAT]
    log = _run(root, [*command, f"--max-count={MAX_COMMITS}", "--", f"{store}/"]).decode("utf-8", "replace")
    records = [record.split("\0") for record in log.split(_RECORD)[1:]]
    changes = [sorted(_changes(fields)) for _, _, _, *fields in records]
    changed = [blobs for rows in changes for _, sort, blobs in rows if sort is ChangeKind.CHANGED][:MAX_READ]
    read = [blob for blobs in changed for blob in blobs]
    contents = dict(zip(read, _contents(root, read), strict=True))

    def change(path: str, sort: ChangeKind, blobs: tuple[str, str]) -> FileChange:
        if sort is not ChangeKind.CHANGED or not contents.keys() >= {*blobs}:
            return FileChange(path, sort)
        before, after = (RevisionFile(path, contents[blob]) for blob in blobs)
        return FileChange(path, sort, (before, after))

    return [
        Commit(id, datetime.fromtimestamp(int(time), UTC), subject, tuple(starmap(change, rows)))
        for (id, time, subject, *_), rows in zip(records, changes, strict=True)
        if rows
    ]


def _changes(fields: list[str]) -> Iterator[tuple[str, ChangeKind, tuple[str, str]]]:
    """Yield path, kind of change, and the hashes before and after, of the entries that a commit changed.

    `fields` are those of `git log --raw`, in turn `:modes blobs status` and path.
    """
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        if head.lstrip("\n").startswith(":") and _is_entry(path):
            _, _, before, after, letter = head.split(" ")
            sort = {"A": ChangeKind.ADDED, "D": ChangeKind.REMOVED}.get(letter[:1], ChangeKind.CHANGED)
            yield path, sort, (before, after)


def _is_entry(file: str) -> bool:
    """Tell whether a path below the repository can be that of an entry."""
    path = PurePosixPath(file)
    return path.suffix == ".yml" and len(path.parts) == 3 and not path.name.startswith(".")


def _contents(root: Path, blobs: list[str]) -> list[bytes]:
    """Return the contents of git's objects, in order."""
    out = _run(root, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob in blobs).encode("ascii"))
    contents, at = [], 0
    for blob in blobs:
        start = out.index(b"\n", at) + 1
        head = out[at:start].split()  # hash, type, size; or hash and "missing"
        if len(head) != 3:
            raise HistoryError(f"git has lost the object {blob}")
        end = start + int(head[2])
        contents.append(out[start:end])
        at = end + 1
    return contents


def _run(root: Path, arguments: list[str], stdin: bytes = b"", *, failure: str = "") -> bytes:
    """Return the output of git. Raises `HistoryError` with its first line of error, or `failure` where it says none."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=stdin, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except OSError:
        raise HistoryError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git did not answer in {_TIMEOUT} seconds") from None
    if done.returncode != 0:
        message = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise HistoryError(message.split("\n")[0] or failure)
    return done.stdout


def _answer(root: Path, *arguments: str) -> str:
    """Return the output of git as text, empty where it cannot answer."""
    try:
        return _run(root, list(arguments)).decode("utf-8", "replace").strip()
    except HistoryError:
        return ""
