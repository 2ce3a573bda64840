"""The store as it was at a revision, read out of git's own files; nothing is checked out."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_WAIT = 120


class HistoryError(Exception):
    """Git cannot answer; the text says what it said."""


@dataclass(frozen=True, slots=True)
class RevisionFile:
    """One file of the store at a revision."""

    file: str
    """Path below the repository, with forward slashes."""
    folder: str
    id: str
    data: bytes = field(repr=False)

    def read(self) -> bytes:
        """Return the file's bytes."""
        return self.data


def resolve(root: Path, revision: str) -> str:
    """Return the full name of the commit that a revision stands for (branch, tag, `HEAD~3`, hash)."""
    if "\0" in revision:
        raise HistoryError("a revision has no NUL in it")
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    try:
        return ask(root, asked).decode("ascii").strip()
    except HistoryError as error:
        message = str(error) or f"git knows no revision `{revision}` here; in a shallow clone fetch more of the history"
        raise HistoryError(message) from None


def merge_base(root: Path, revision: str) -> str:
    """Return the newest commit that a revision and what is checked out have in common."""
    try:
        return ask(root, ["merge-base", resolve(root, revision), "HEAD"]).decode("ascii").strip()
    except HistoryError as error:
        raise HistoryError(str(error) or f"`{revision}` and HEAD have no commit in common here") from None


def files_at(root: Path, commit: str, store: str) -> list[RevisionFile]:
    """Return the entries that the folder `store` held at a commit, sorted by path; other files in it are passed over."""
    listing = ask(root, ["ls-tree", "-r", "-z", commit, "--", f"{store}/"])
    blobs: list[tuple[str, bytes]] = []
    for line in listing.split(b"\0"):
        head, _, name = line.partition(b"\t")
        path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
        mode, _, blob = head.partition(b" blob ")
        is_regular = mode in (b"100644", b"100755")
        if is_regular and is_entry(path):
            blobs.append((path.as_posix(), blob))
    held = zip(blobs, contents(root, [blob for _, blob in blobs]), strict=True)
    return sorted(
        (RevisionFile(p, p.split("/")[1], PurePosixPath(p).stem, data) for (p, _), data in held), key=lambda f: f.file
    )


def is_entry(path: PurePosixPath) -> bool:
    """Tell whether a path below the repository is one that an entry may have."""
    return path.suffix == ".yml" and len(path.parts) == 3 and not path.name.startswith(".")


def contents(root: Path, blobs: list[bytes]) -> list[bytes]:
    """Return the bytes of git's objects, in order, from one process."""
    out = ask(root, ["cat-file", "--batch"], b"".join(blob + b"\n" for blob in blobs))
    found, at = [], 0
    for blob in blobs:
        line_end = out.index(b"\n", at)
        head = out[at:line_end].split(b" ")
        if len(head) != 3:
            raise HistoryError(f"git has lost the object {blob.decode('ascii')}")
        size = int(head[2])
        found.append(out[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size + 1
    return found


def ask(root: Path, arguments: list[str], given: bytes = b"") -> bytes:
    """Return what git prints. Raises `HistoryError` with its words where it refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=given, capture_output=True, timeout=_WAIT, check=False
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git did not answer in {_WAIT} seconds") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise HistoryError(said.split("\n")[0])
    return done.stdout
