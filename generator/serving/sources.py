"""What pages are made of beside the store: pages written by hand, files that are copied, and the program and theme themselves."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from generator.history import newest_commit_time
from generator.serving.making import EntryMaking, address
from generator.serving.theme import HeldTheme
from generator.settings import HOME, Settings

_PROGRAM = ("generator/", "overrides/", "mkdocs.yml")
_COPIED = {"overrides/assets/": "assets/", "content/assets/": "assets/"}
"""Folders of files that are copied, and where in the site."""
_HISTORY = ".git/logs/"


class Sources:
    """The state in which a resident found these; what differs from it may need another resident."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.root
        self._held: dict[str, bytes] = {}
        self._commit = newest_commit_time(settings.root)
        for path in _program(settings.root):
            self._held[path] = _digest(settings.root / path)

    def outdated(self, files: Iterable[str], theme: HeldTheme) -> str | None:
        """Say why a new resident is needed, if one is."""
        for file in files:
            if self._is_copied(file):
                is_known, is_there = _site_address(file) in theme.statics, (self._root / file).is_file()
                if is_known != is_there and not (self._root / file).is_dir():
                    return f"{file} is {'new' if is_there else 'gone'}"
            elif file.startswith(_PROGRAM) and _is_program(Path(file)):
                if _digest(self._root / file) != self._held.get(file, b""):
                    return f"{file} is other than before"
            elif (path := _by_hand(file)) is not None and (path in theme.written) != (self._root / file).is_file():
                return f"{file} is {'gone' if path in theme.written else 'new'}"
            elif file.startswith(_HISTORY) and newest_commit_time(self._root) != self._commit:
                return "there is another commit"
        return None

    def others(self, files: Iterable[str], theme: HeldTheme) -> list[str]:
        """Return those of the files that are pages written by hand, or are copied."""
        return [file for file in files if (self._is_copied(file) or _by_hand(file)) and (self._root / file).is_file()]

    def bring(self, files: Iterable[str], making: EntryMaking) -> tuple[str, ...]:
        """Bring these to the site; returns the addresses that became other."""
        pages = [path for file in files if (path := _by_hand(file)) is not None]
        copied = [(_site_address(file), self._root / file) for file in files if self._is_copied(file)]
        return (*making.by_hand(pages), *(name for name, source in copied if making.site.copy(name, source)))

    def _is_copied(self, file: str) -> bool:
        return file.startswith(tuple(_COPIED))


def _program(root: Path) -> Iterable[str]:
    for start in ("generator", "overrides"):
        for path in (root / start).rglob("*"):
            file = f"{start}/{path.relative_to(root / start).as_posix()}"
            if _is_program(Path(file)) and not file.startswith(tuple(_COPIED)) and path.is_file():
                yield file
    yield "mkdocs.yml"


def _is_program(path: Path) -> bool:
    """Tell whether a file says how pages are made; others beside it are of editors."""
    known = {".py", ".j2", ".yml", ".json", ".topojson", ".html", ".xml", ".txt", ".js", ".css"}
    return (path.suffix in known or path.name.startswith("_")) and "__pycache__" not in path.parts


def _by_hand(file: str) -> str | None:
    """Return the path of a page that is written by hand, below the folder of pages; None for any other file."""
    folder, _, name = file.rpartition("/")
    return name if folder == "content" and name.endswith(".md") and name != HOME else None


def _site_address(file: str) -> str:
    for folder, place in _COPIED.items():
        if file.startswith(folder):
            return place + file.removeprefix(folder)
    return address(file)


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
