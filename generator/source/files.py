"""Which files of the store are entries, and what is there that is none."""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from generator.diagnostics import Diagnostic, Span, nearest
from generator.diagnostics.catalog import RULES

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of an id."""
RESERVED = {"index", "con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
"""Names that no entry can have: that of the indexes, and those that Windows keeps for devices."""
MAX_ID = 100
MAX_READ = 1024 * 1024
"""Bytes that are read of a file at most: more than any entry has, so that the reader refuses what is cut off here."""
_USUAL = 32 * 1024
"""Bytes that nearly all files are shorter than; to make room for more than that takes longer than the reading."""

Form = Literal["file", "folder", "other"]


class StoredFile(Protocol):
    """One file of a store, wherever that store is kept."""

    @property
    def file(self) -> str:
        """Path below the repository, with forward slashes."""
        ...

    @property
    def folder(self) -> str:
        """The folder of its kind."""
        ...

    @property
    def id(self) -> str:
        """The id of the entry."""
        ...

    def read(self) -> bytes:
        """Return the file's bytes."""
        ...


class EntryFile(NamedTuple):
    """One file of the store that is named and placed as an entry."""

    file: str
    """Path below the repository, with forward slashes."""
    folder: str
    id: str
    place: str
    """Where it is on the disk."""

    @property
    def path(self) -> Path:
        """Where it is on the disk."""
        return Path(self.place)

    def read(self) -> bytes:
        """Return the file's bytes."""
        with open(self.place, "rb") as file:  # noqa: PTH123 -- of ten thousand files, making the paths takes as long
            data = file.read(_USUAL)
            return data if len(data) < _USUAL else data + file.read(MAX_READ - _USUAL)


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of an entry."""
    return bool(ID.fullmatch(text)) and len(text) <= MAX_ID and text not in RESERVED


def likely_id(file: str) -> str:
    """Return the id that a file of this name was probably meant to have."""
    return re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-")


def list_store(entities: Path, folders: Collection[str]) -> tuple[list[EntryFile], list[Diagnostic]]:
    """Return the entries of the store, sorted by path, and a finding for each file that cannot be one."""
    files, findings = sort_out(entities, walk(entities), folders)
    return files, findings + _repeated(files)


def walk(entities: Path) -> list[tuple[str, Form]]:
    """Return where every file, symbolic link and unreadable folder of a store is, sorted; hidden ones are passed over."""
    return sorted(_walk(str(entities)))


def sort_out(
    entities: Path, found: Iterable[tuple[str, Form]], folders: Collection[str]
) -> tuple[list[EntryFile], list[Diagnostic]]:
    """Part what a walk found into entries, ids perhaps repeated, and findings at what cannot be one."""
    files: list[EntryFile] = []
    findings: list[Diagnostic] = []
    start, store = len(entities.as_posix()) + 1, _shown(entities.name)
    for place, form in found:
        below = place.replace(os.sep, "/")[start:]
        folder, _, name = below.partition("/")
        if form == "file" and folder in folders and name.endswith(".yml") and is_id(name[:-4]):
            files.append(EntryFile(f"{store}/{below}", folder, name[:-4], place))
            continue
        path = Path(place)
        problem = _misplaced(path, form, tuple(below.split("/")), folders) or _misnamed(path)
        assert problem is not None, f"{below} has the place and the name of an entry"
        code, message, help = problem
        findings.append(Diagnostic(RULES[code], f"{store}/{_shown(below)}", Span(), message, help))
    return files, findings


def _walk(folder: str) -> Iterator[tuple[str, Form]]:
    """Yield every file, symbolic link and unreadable folder at or below `folder`; hidden ones are passed over."""
    try:
        items = list(os.scandir(folder))
    except OSError:
        yield folder, "folder"
        return
    for item in items:
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path)
        else:
            yield item.path, "file" if item.is_file(follow_symlinks=False) else "other"


def _misplaced(path: Path, form: Form, parts: tuple[str, ...], folders: Collection[str]) -> tuple[str, str, str] | None:
    known = ", ".join(f"`{f}`" for f in sorted(folders))
    if form == "folder":
        return "A101", "this folder cannot be read", "check its permissions"
    if form == "other":
        return "A108", "this is no regular file", "put the entry itself here"
    if len(parts) != 2:
        return "A108", "this file stands outside the folders of the kinds", f"move it into one of {known}"
    if parts[0] not in folders:
        meant = nearest(parts[0], folders)
        return (
            "A108",
            f"there is no kind with the folder `{_shown(parts[0])}`",
            f"did you mean `{meant}`?" if meant else f"the folders are {known}",
        )
    if path.suffix != ".yml":
        return (
            "A108",
            f"`{_shown(path.name)}` does not end in `.yml`",
            f"name it `{_shown(path.stem)}.yml`, or take it out of the store",
        )
    return None


def _misnamed(path: Path) -> tuple[str, str, str] | None:
    if path.stem in RESERVED:
        return "A109", f"`{path.stem}` is a reserved name", "give the entry a longer id"
    if len(path.stem) > MAX_ID:
        return (
            "A109",
            f"the id has {len(path.stem)} characters; at most {MAX_ID} are allowed",
            "shorten the file's name",
        )
    if not ID.fullmatch(path.stem):
        better = likely_id(path.name)
        return (
            "A109",
            f"`{_shown(path.stem)}` is not an id: lower-case letters, digits and single hyphens",
            f"rename the file to `{better}.yml`"
            if better
            else "write the name in Latin letters, as `kataib-hezbollah.yml`",
        )
    return None


def _shown(name: str) -> str:
    """Return a name as it can be printed, whatever its bytes are: no terminal obeys it, and nothing in it turns the line."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _repeated(files: list[EntryFile]) -> list[Diagnostic]:
    first: dict[str, EntryFile] = {}
    findings = []
    for entry in files:
        other = first.setdefault(entry.id, entry)
        if other is not entry:
            findings.append(
                Diagnostic(
                    RULES["A110"],
                    entry.file,
                    Span(),
                    f"the id `{entry.id}` is taken by {other.file}",
                    "an id is used once over all kinds: add the kind or place to one of them",
                )
            )
    return findings
