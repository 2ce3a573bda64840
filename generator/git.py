"""Questions to git: the newest commit, the entries at a revision, and the log of the commits that changed entries.

Nothing is checked out: the contents of files are read from git's objects.
"""

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.diagnostics import CommandFailed

MAX_COMMITS = 200
"""Commits of the log, newest first."""
_TIMEOUT = 120
"""Seconds."""
_REGULAR = ("100644", "100755")
"""The modes of regular files: links and submodules are no entries."""


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
    """The change of an entry's file in a commit: the hashes of what it held; empty where it was not there."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed entries; a merge counts with all that it brought to the branch."""

    when: datetime
    """In UTC."""
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
        if mode.decode("ascii") in _REGULAR and _is_entry(path):
            blobs[path] = blob.decode("ascii")
    data = contents(root, blobs.values())
    return [RevisionFile(path, data[blob]) for path, blob in sorted(blobs.items())]


def commits(root: Path, store: str) -> list[Commit]:
    """Return the newest commits that changed entries of the folder `store`, newest first; no file is read.

    The log follows first parents, so that a merge is one commit. Raises `HistoryError` where git cannot tell them all.
    """
    if _run(root, ["rev-parse", "--is-shallow-repository"]).strip() != b"false":
        raise HistoryError("this copy lacks older commits")
    command = ["rev-list", "--first-parent", "--parents", "--timestamp", f"--max-count={MAX_COMMITS}", "HEAD"]
    rows = [line.split() for line in _text(root, [*command, "--", f"{store}/"]).splitlines()]
    asked = "".join(f"{' '.join(ids[:2])}\n" for _, *ids in rows)
    command = ["diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative"]
    answers = _text(root, [*command, "--", f"{store}/"], asked.encode("ascii")).split("\0")
    changes = _changes(answers)
    times = [(datetime.fromtimestamp(int(time), UTC), id) for time, id, *_ in rows]
    return [Commit(when, tuple(changes[id])) for when, id in times if id in changes]


def _changes(fields: list[str]) -> dict[str, list[FileChange]]:
    """Return the changed entries by commit. The fields are a commit, then in turn `:modes hashes status` and path."""
    changes: dict[str, list[FileChange]] = {}
    rest = iter(fields)
    files: list[FileChange] = []
    for told in rest:
        if not told.startswith(":"):
            files = changes.setdefault(told, [])
            continue
        old_mode, new_mode, before, after, _ = told[1:].split(" ")
        path = next(rest)
        old, new = (hash if mode in _REGULAR else "" for mode, hash in ((old_mode, before), (new_mode, after)))
        if _is_entry(path) and old != new:
            files.append(FileChange(path, old, new))
    return {id: sorted(files, key=lambda file: file.file) for id, files in changes.items() if files}


def _is_entry(file: str) -> bool:
    """Tell whether a path below the repository can be that of an entry."""
    path = PurePosixPath(file)
    return path.suffix == ".yml" and len(path.parts) == 3 and not path.name.startswith(".")


def contents(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of git's objects by their hashes."""
    asked = [*dict.fromkeys(blobs)]
    if not asked:
        return {}
    out = _run(root, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob in asked).encode("ascii"))
    found, at = {}, 0
    for blob in asked:
        start = out.index(b"\n", at) + 1
        head = out[at:start].split()  # hash, type, size; or hash and "missing"
        if len(head) != 3:
            raise HistoryError(f"git has lost the object {blob}")
        end = start + int(head[2])
        found[blob] = out[start:end]
        at = end + 1
    return found


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


def _text(root: Path, arguments: list[str], stdin: bytes = b"") -> str:
    return _run(root, arguments, stdin).decode("utf-8", "surrogateescape")


def _answer(root: Path, *arguments: str) -> str:
    """Return the output of git as text, empty where it cannot answer."""
    try:
        return _run(root, list(arguments)).decode("utf-8", "replace").strip()
    except HistoryError:
        return ""
