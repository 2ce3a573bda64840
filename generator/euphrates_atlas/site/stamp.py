"""The stamp of a build: its inputs and outputs, by the size, times and inode of each file, and the hash of the program.

`atlas build` makes nothing where the stamp of the last build is still that of the repository.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from euphrates_atlas.atomic_files import replace_file
from euphrates_atlas.settings import HOME, Settings, environment_of_build
from euphrates_atlas.site.folder_update import read_manifest
from euphrates_atlas.store.database import program_hash

_IGNORED = ("node_modules", "__pycache__")
"""Folders that no build reads from, beside hidden ones other than `.github`, which has the forms of issues."""
_State = tuple[str, tuple[int, ...]]
"""A path, and the numbers by which a change shows."""


class BuildStamp:
    """The state of the repository before a build. A file that was only touched counts as changed."""

    def __init__(self, settings: Settings, commit: str = "") -> None:
        """Take the state of sources, program, packages and environment; `commit` is the newest commit, which pages tell."""
        self._site = settings.site
        self._file = settings.state / "built"
        generated = {*read_manifest(settings.manifest), HOME}
        content = f"{settings.content.name}/"
        sources = [
            state
            for state in _states(settings.root, follow_links=True)
            if not state[0].startswith(f"{settings.site.name}/")
            and not (
                state[0].startswith(content) and state[0].removeprefix(content) in generated
            )
        ]
        config = (settings.root / "mkdocs.yml").read_text("utf-8", "replace")
        environment = environment_of_build(config)
        self.inputs = _digest([*sources, program_hash(), environment, commit])
        """A hash of all that a site is made from."""

    def is_kept(self) -> bool:
        """Tell whether nothing has changed since a build went well."""
        try:
            return self._file.read_text("utf-8") == self.whole()
        except (OSError, ValueError):  # there was none, or the file is damaged
            return False

    def keep(self) -> None:
        """Remember that a build of this state went well; where that cannot be written, the next build does its work again."""
        with suppress(OSError):
            replace_file(self._file, self.whole().encode())

    def whole(self) -> str:
        """Return a hash of all that a site is made from, and of what builds have left."""
        return _digest([self.inputs, *_states(self._site)])


def _states(folder: Path, *, follow_links: bool = False) -> Iterator[_State]:
    """Yield the states of the files below a folder that a build may read, sorted.

    With `follow_links` a link to a folder is followed, but no link inside that folder.
    """
    try:
        with os.scandir(folder) as entries:
            items = sorted(entries, key=lambda item: item.name)
    except OSError:  # it is not there, or may not be looked into
        items = []
    for item in items:
        if item.is_dir(follow_symlinks=follow_links):
            if item.name == ".github" or not (
                item.name.startswith(".") or item.name in _IGNORED
            ):
                follows = follow_links and not item.is_symlink()
                for path, state in _states(Path(item.path), follow_links=follows):
                    yield f"{item.name}/{path}", state
        else:
            yield _state(item.name, item.path)


def _state(name: str, file: str) -> _State:
    try:
        status = os.stat(file)  # noqa: PTH116 -- there may be many thousands
    except OSError:  # it is gone, or a link that leads nowhere
        return name, ()
    return name, (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _digest(parts: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part!r}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
