"""Changes on disk, for `atlas serve`, collected until a save is complete: editors write in several steps, and by renaming."""

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from queue import Empty, SimpleQueue

from watchdog.events import EVENT_TYPE_MODIFIED, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

QUIET = 0.02
"""Seconds without a further event after which a save is over."""
LONGEST = 0.2
"""Seconds after which what has changed is told, though more of it may follow."""
AWAKE = 0.5
"""Seconds after which the main thread looks around: a signal that comes as it begins to wait does not wake it."""
_READING = ("opened", "closed_no_write")
"""Events of files that were only read."""
FOLDERS = {
    ".": False,
    ".git/logs": False,
    "content": True,
    "entities": True,
    "generator": True,
    "kinds": True,
    "overrides": True,
}
"""What is watched below the repository, and whether with all that is in it."""


class Watch:
    """The files of a repository that its site is made of."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen: SimpleQueue[str] = SimpleQueue()
        self._observer = Observer()
        self._observer.start()
        self._watch_folders()

    def changes(self) -> set[str]:
        """Wait until something changes, and return the paths below the repository that did; some may be as they were."""
        changed = set[str]()
        while not changed:
            with suppress(Empty):
                changed.add(self._seen.get(timeout=AWAKE))
        for _ in range(round(LONGEST / QUIET)):
            try:
                changed.add(self._seen.get(timeout=QUIET))
                while not self._seen.empty():
                    changed.add(self._seen.get())
            except Empty:
                break
        if changed & FOLDERS.keys():
            self._watch_folders()
        return changed

    def _watch_folders(self) -> None:
        """Watch the folders that are there; one that was removed and made again is another one."""
        self._observer.unschedule_all()
        for folder, is_recursive in FOLDERS.items():
            real = (
                self._root / folder
            ).resolve()  # a folder may be a link to that of another clone
            if real.is_dir():
                self._observer.schedule(
                    _Below(folder, real, self._seen), str(real), recursive=is_recursive
                )


class _Below(FileSystemEventHandler):
    """Tells what changes below one folder."""

    def __init__(self, folder: str, real: Path, seen: SimpleQueue[str]) -> None:
        self._folder = folder
        self._real = real
        self._seen = seen

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on the paths of a change; watchdog calls it in a thread of its own.

        Neither a file that was only read nor a folder whose contents changed is a change of itself.
        """
        if event.event_type in _READING:
            return
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return
        for given in (event.src_path, event.dest_path):
            path = Path(os.fsdecode(given))
            if given and path.is_relative_to(self._real):
                below = path.relative_to(self._real)
                # such as `.lock.swp`
                is_hidden = any(
                    part.startswith((".", "__pycache__")) for part in below.parts
                )
                if below.parts and not is_hidden:
                    self._seen.put((PurePosixPath(self._folder) / below).as_posix())
