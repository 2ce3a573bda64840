"""What changed in the store, commit by commit, as git tells it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.history.revisions import RevisionFile, ask, contents, is_entry

MAX_COMMITS = 200
"""Commits that are told, newest first."""
MAX_READ = 1_000
"""Files whose two states are read, newest first; of those before only the names are told."""

_RECORD = "\x01"
_FORMAT = f"--format={_RECORD}%H%x00%ct%x00%s"


class Status(StrEnum):
    """What a commit did to a file."""

    ADDED = "A"
    REMOVED = "D"
    CHANGED = "M"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of the store that a commit touched."""

    status: Status
    file: str
    """Path below the repository, with forward slashes."""
    states: tuple[RevisionFile, RevisionFile] | None = None
    """Before and after, of one that was changed and is read."""

    @property
    def folder(self) -> str:
        """The folder of its kind."""
        return PurePosixPath(self.file).parent.name

    @property
    def id(self) -> str:
        """The id of its entry."""
        return PurePosixPath(self.file).stem


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched the store; of a merge what it brought to the branch."""

    id: str
    time: int
    """Seconds since 1970."""
    subject: str
    files: tuple[FileChange, ...]


def is_shallow(root: Path) -> bool:
    """Tell whether this copy lacks older commits. Raises `HistoryError` where git cannot answer."""
    return ask(root, ["rev-parse", "--is-shallow-repository"]).strip() != b"false"


def commits(root: Path, store: str) -> list[Commit]:
    """Return the newest commits that touched the entries of the folder `store`, newest first.

    Along the first parents: what came by one merge is one change. Raises `HistoryError` where git cannot answer.
    """
    asked = ["log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", _FORMAT]
    out = ask(root, [*asked, f"--max-count={MAX_COMMITS}", "--", f"{store}/"])
    raw = [_commit(record) for record in out.decode("utf-8", "replace").split(_RECORD)[1:]]
    wanted = [change for commit in raw for change in commit.changes if change.status is Status.CHANGED][:MAX_READ]
    blobs = iter(contents(root, [blob.encode() for change in wanted for blob in change.blobs]))
    states = {id(change): (change.at(next(blobs)), change.at(next(blobs))) for change in wanted}
    return [
        Commit(
            c.id,
            c.time,
            c.subject,
            tuple(FileChange(change.status, change.file, states.get(id(change))) for change in c.changes),
        )
        for c in raw
        if c.changes
    ]


@dataclass(slots=True)
class _Change:
    status: Status
    file: str
    blobs: tuple[str, str]

    def at(self, data: bytes) -> RevisionFile:
        path = PurePosixPath(self.file)
        return RevisionFile(self.file, path.parent.name, path.stem, data)


@dataclass(slots=True)
class _Commit:
    id: str
    time: int
    subject: str
    changes: list[_Change]


def _commit(record: str) -> _Commit:
    """Read one commit: its head, then for each file `:modes blobs status` and the path, all ended by NUL."""
    name, time, subject, *fields = record.split("\0")
    lines = [field.lstrip("\n") for field in fields]
    found = zip(lines[::2], lines[1::2], strict=False)
    changes = [_change(head, path) for head, path in found if head.startswith(":") and is_entry(PurePosixPath(path))]
    return _Commit(name, int(time), subject, sorted(changes, key=lambda change: change.file))


def _change(head: str, path: str) -> _Change:
    _, _, before, after, status = head.split(" ")
    known = {"A": Status.ADDED, "D": Status.REMOVED}
    return _Change(known.get(status[:1], Status.CHANGED), path, (before, after))
