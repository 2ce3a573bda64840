"""Questions to git: the newest commit, the entries at a revision, and the log of the commits that changed entries.

They date a build, and give `atlas diff` and the page of recent changes the entries as they were.
Nothing is checked out: the contents of files are read from git's objects. Only commands that git makes for programs are
asked ("plumbing": `rev-list`, not `log`), since what these print does not depend on the user's settings.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, NamedTuple

from euphrates_atlas.batched import batched
from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.settings import source_date_epoch

MAX_COMMITS = 2_000
"""Commits of the log, newest first."""
_TIMEOUT = 120
"""Seconds."""
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: later times have no date in Python."""
_KEPT = (
    "GIT_CONFIG_",
    "GIT_CEILING_",
    "GIT_DISCOVERY_",
    "GIT_EXEC_",
    "GIT_SSH",
    "GIT_SSL_",
    "GIT_PROXY_",
)
"""How variables of git begin that say where it finds its settings and repositories. Others would change its answers."""
_FIXED = {
    "LC_ALL": "C",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_OBJECT = "rev-parse --verify --quiet --end-of-options"
"""The question for the hash of what a name stands for, which follows."""
_TRUST = re.compile(r"git config --global --add safe\.directory .+")
"""The remedy that git names where a repository belongs to another user."""
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

    @property
    def id(self) -> str:
        """The id of its entry."""
        return self.file.rpartition("/")[2].removesuffix(".yml")


@dataclass(frozen=True)
class RevisionFile(EntryPath):
    """The file of an entry at a revision."""

    data: bytes = field(repr=False)
    signature: ClassVar[None] = None
    """What is in a commit never changes."""

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
        """Return the kind of change between two states, one of which may be missing."""
        if not old:
            return cls.ADDED
        return cls.CHANGED if new else cls.REMOVED


@dataclass(frozen=True)
class FileChange(EntryPath):
    """The change of an entry's file in a commit: the hashes of what it held; empty where it was not there."""

    before: str
    after: str


class Commit(NamedTuple):
    """A commit that changed entries; a merge counts with all that it brought to the branch."""

    when: datetime
    """In UTC."""
    files: tuple[FileChange, ...]


def newest_commit_time(root: Path) -> int | None:
    """Return when the newest commit was made, in seconds since 1970, or None."""
    try:
        answer = _text(root, "rev-list --timestamp --max-count=1 HEAD --")
    except HistoryError:
        return None
    return int(answer.split()[0])


def build_time(root: Path) -> int | None:
    """Return the time of a build in seconds since 1970: `SOURCE_DATE_EPOCH`, else the newest commit's, or None."""
    given = source_date_epoch()
    if given and given > _LAST_SECOND:
        help = "write the seconds since 1970, as printed by `date +%s`"
        raise CommandFailed(
            f"SOURCE_DATE_EPOCH is {given}, a time after the year 9999: {help}"
        )
    seconds = given or newest_commit_time(root)
    if seconds and seconds > _LAST_SECOND:
        help = "`git commit --amend --no-edit` sets a new date; or set SOURCE_DATE_EPOCH to the seconds since 1970"
        raise CommandFailed(f"the newest commit is dated after the year 9999: {help}")
    return seconds


def whole_history(root: Path, store: str) -> str:
    """Return the hash of the newest commit. Raises `HistoryError` where git does not know all that happened to the store."""
    if _text(root, "rev-parse --is-shallow-repository").strip() != "false":
        raise HistoryError(
            "this is a shallow clone, which lacks older commits: run `git fetch --unshallow`"
        )
    nothing = (
        f"nothing in {store}/ is committed here: add it with `git add`, then `git commit`"
    )
    _run(root, _OBJECT, f"HEAD:./{store}", failure=nothing)
    return _text(root, _OBJECT, "HEAD").strip()


def resolve(root: Path, revision: str) -> str:
    """Return the full hash of the commit that a revision names (branch, tag, `HEAD~3`, hash)."""
    if not revision or "\0" in revision:
        raise HistoryError(
            "the revision is empty or no name: give a branch, tag or commit, as HEAD~3"
        )
    unknown = f"git knows no revision `{revision}` here: is it spelt right, is anything committed, and is the clone shallow?"
    return _text(root, _OBJECT, f"{revision}^{{commit}}", failure=unknown).strip()


def merge_base(root: Path, revision: str) -> str:
    """Return the newest commit that a revision and HEAD have in common."""
    commit = resolve(root, revision)
    nothing = f"`{revision}` and HEAD have no commit in common here"
    return _text(root, "merge-base", commit, "HEAD", failure=nothing).strip()


def files_at(root: Path, commit: str, store: str) -> list[RevisionFile]:
    """Return the entries in the folder `store` at a commit, sorted by path."""
    blobs = {}
    for line in _text(root, "ls-tree -r -z", commit, "--", store).split("\0"):
        head, _, path = line.partition("\t")
        if path == store:
            raise HistoryError(
                f"{store}/ is a link or another repository at {commit[:12]}: run this in it"
            )
        mode, _, blob = head.partition(" blob ")
        if mode in _REGULAR and _is_entry(path):
            blobs[path] = blob
    data = contents(root, blobs.values())
    return [RevisionFile(path, data[blob]) for path, blob in sorted(blobs.items())]


def commits(root: Path, store: str) -> list[Commit]:
    """Return the newest commits that changed entries of the folder `store`, newest first; no file is read.

    The log follows first parents, so that a merge is one commit. Raises `HistoryError` where git cannot tell them all.
    """
    whole_history(root, store)
    folder = f"{store}/"
    newest = f"rev-list --first-parent --timestamp --max-count={MAX_COMMITS} HEAD --"
    listed = _text(root, newest, folder).split()
    times = {id: min(int(time), _LAST_SECOND) for time, id in batched(listed, 2)}
    # asked anew, since git leaves out parents without a store where it lists the commits of one
    parents = (
        _text(root, "rev-list --no-walk --parents", *times).splitlines() if times else []
    )
    asked = "".join(f"{' '.join(line.split()[:2])}\n" for line in parents)
    raw = "diff-tree --stdin --root -r -z --raw --no-abbrev --no-renames --relative --"
    answers = _text(root, raw, folder, stdin=asked.encode("ascii"))
    changes = _changes(answers.split("\0"))
    return [
        Commit(datetime.fromtimestamp(time, UTC), tuple(changes[id]))
        for id, time in times.items()
        if id in changes
    ]


def _changes(fields: list[str]) -> dict[str, list[FileChange]]:
    """Return the changed entries by commit. The fields are a commit, then in turn `:modes hashes status` and path."""
    changes: dict[str, list[FileChange]] = {}
    rest = iter(fields)
    files = []
    for told in rest:
        if not told.startswith(":"):
            files = changes.setdefault(told, [])
            continue
        old_mode, new_mode, before, after, _ = told[1:].split(" ")
        path = next(rest)
        old = before if old_mode in _REGULAR else ""
        new = after if new_mode in _REGULAR else ""
        if _is_entry(path) and old != new:
            files.append(FileChange(path, old, new))
    return {
        id: sorted(files, key=lambda file: file.file)
        for id, files in changes.items()
        if files
    }


def _is_entry(file: str) -> bool:
    """Tell whether a path below the repository can be that of an entry."""
    path = PurePosixPath(file)
    return path.suffix == ".yml" and len(path.parts) == 3 and not path.name.startswith(".")


def contents(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of git's objects by their hashes."""
    asked = [*dict.fromkeys(blobs)]
    if not asked:
        return {}
    lines = "\n".join([*asked, ""])
    out = _run(root, "cat-file --batch", stdin=lines.encode("ascii"))
    found = {}
    at = 0
    for blob in asked:
        start = out.index(b"\n", at) + 1
        head = out[at:start].split()  # hash, type, size; or hash and "missing"
        if len(head) != 3:
            raise HistoryError(f"git has lost the object {blob}")
        end = start + int(head[2])
        found[blob] = out[start:end]
        at = end + 1
    return found


def _run(
    root: Path, question: str, *names: str, stdin: bytes = b"", failure: str = ""
) -> bytes:
    """Run git and return its answer; the words of `question` are split at blanks, `names` may hold some.

    Raises `HistoryError` with what it says is wrong, or `failure` where it says nothing.
    """
    command = ["git", "-C", str(root), *question.split(), *names]
    try:
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env=_environment(),
        )
    except OSError:
        raise HistoryError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git did not answer in {_TIMEOUT} seconds") from None
    if done.returncode != 0:
        raise HistoryError(_reason(done.stderr.decode("utf-8", "replace")) or failure)
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment for git: a hook, or a user with other repositories, may have set variables of its own."""
    kept = dict(_FIXED)
    for name, value in os.environ.items():
        if not name.startswith("GIT_") or name.startswith(_KEPT):
            kept.setdefault(name, value)
    return kept


def _reason(message: str) -> str:
    """Return what git says is wrong in one line, with its remedy."""
    trust = _TRUST.search(message)
    if trust:
        return f"git does not trust this folder, which belongs to another user: run `{trust[0].strip()}`"
    if "not a git repository" in message:
        return "this is not a git repository: clone it with `git clone`, since an archive has no history, or begin one with `git init`"
    lines = message.strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    return (fatal or lines or [""])[0]


def _text(root: Path, *asked: str, **given: Any) -> str:
    """Return an answer of `_run` as a text."""
    return _run(root, *asked, **given).decode("utf-8", "surrogateescape")
