"""Whether the site stands: by the size, times and number of each file, as git tells what was changed.

Nothing is read. A file that was only touched counts as changed, and in any doubt the site is built.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.output.writing import generated, replace_file
from generator.settings import HOME, Settings, surroundings

_PROGRAM = Path(__file__).parent.parent
_PASSED_OVER = frozenset({"node_modules", "__pycache__"})
"""Folders that nothing is read from, beside hidden ones."""
_State = tuple[str, tuple[int, ...]]
"""Path, and what says whether the file changed."""


class Standing:
    """The state of a repository before a build, to be compared with that of the last one that went well."""

    def __init__(self, settings: Settings, *given: str) -> None:
        """Take the state of all that a build depends on, which is what is given too; what changes from now on is for the next one."""
        self._settings = settings
        self._kept = settings.state / "standing.json"
        self._inputs = self._digest_of_inputs(given)

    def files(self) -> int | None:
        """Return how many files the site has where nothing has changed since it was built; None where it is to be built."""
        try:
            held = json.loads(self._kept.read_bytes())
            stands = held["inputs"] == self._inputs and held["outputs"] == self._digest_of_outputs()
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return int(held["files"]) if stands else None

    def keep(self, files: int) -> None:
        """Keep for the next run that a build of this state went well."""
        held = {"inputs": self._inputs, "outputs": self._digest_of_outputs(), "files": files}
        replace_file(self._kept, (json.dumps(held) + "\n").encode())

    def _digest_of_inputs(self, given: tuple[str, ...]) -> str:
        """Return what stands for all that a build reads: the repository but for what is made, the program, the surroundings."""
        root, made = self._settings.root, self._made()
        content = f"{self._settings.content.name}/"
        found = (
            state
            for state in _states(root, follow=True)
            if not (state[0].startswith(content) and state[0].removeprefix(content) in made)
            and not state[0].startswith(f"{self._settings.site.name}/")
        )
        folders = [Path(path) for path in sys.path if Path(path).is_dir()]
        versions = sorted(file.name for folder in folders for file in folder.glob("*.dist-info"))
        return _digest([*found, *_states(_PROGRAM), versions, sys.version, surroundings(), given])

    def _digest_of_outputs(self) -> str:
        content = self._settings.content
        made = (_state(path, f"{content}/{path}") for path in sorted(self._made()))
        return _digest([*made, *_states(self._settings.site)])

    def _made(self) -> frozenset[str]:
        """Return the generated files of `content/`, also the one that a manifest cannot name."""
        return generated(self._settings.state / "pages.json") | {HOME}


def _states(folder: Path, *, follow: bool = False) -> Iterator[_State]:
    """Yield the states of the files below a folder, sorted; links to folders are followed from the folder itself alone."""
    try:
        with os.scandir(folder) as found:
            items = sorted(found, key=lambda item: item.name)
    except OSError:  # it is not there, or may not be looked into
        items = []
    for item in items:
        if item.is_dir(follow_symlinks=follow):
            if not item.name.startswith(".") and item.name not in _PASSED_OVER:
                yield from ((f"{item.name}/{path}", state) for path, state in _states(Path(item.path)))
        else:
            yield _state(item.name, item)


def _state(name: str, file: str | os.DirEntry[str]) -> _State:
    try:
        found = os.stat(file) if isinstance(file, str) else file.stat()  # noqa: PTH116 -- paths as objects take longer
    except OSError:  # it is gone, or a link that leads nowhere
        return name, ()
    return name, (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _digest(parts: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part!r}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
