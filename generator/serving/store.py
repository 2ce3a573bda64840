"""The store as it is on disk, followed from save to save."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator import kinds, pipeline
from generator.diagnostics import Diagnostic
from generator.links.linking import Linked
from generator.links.relinking import Changes, relink
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.settings import Settings
from generator.source.files import StoredFile, likely_id, list_store


@dataclass(frozen=True, slots=True)
class Step:
    """What a change on disk means for the pages."""

    before: Atlas
    after: Atlas
    changes: Changes
    files: frozenset[str]
    """The files of the store that are other than before, new or gone."""


class FollowedStore:
    """What is saved, and what pages show: of an entry that cannot be read or linked, the last state that could be."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        held = pipeline.held_now(settings)
        self.saved: Linked = held.linked
        self.shown: Linked = held.linked
        self.contents: dict[str, bytes] = dict(held.contents)
        """Of each entry that is shown, what stands for its bytes."""
        self._take(held.files.values())
        self._keys = {entry.file: held.contents[id] for id, entry in held.atlas.entries.items()}
        self._read: dict[str, Entry] = {entry.file: entry for entry in held.atlas.entries.values()}
        self._listed = [finding for finding in held.diagnostics if finding.file not in self._files]
        self._problems: dict[str, list[Diagnostic]] = {}
        for finding in held.diagnostics:
            if finding.file in self._files:
                self._problems.setdefault(finding.file, []).append(finding)
        self._behind: set[str] = set()

    @property
    def held(self) -> pipeline.Held:
        """What is saved, as `atlas check` reads it."""
        return pipeline.Held(self.saved, self._diagnostics, self._files, self.contents)

    @property
    def is_sound(self) -> bool:
        """Tell whether all that is shown could be read and linked, so that each page can be made."""
        return not self.shown.lost and not self._behind and not self._diagnostics

    @property
    def _diagnostics(self) -> list[Diagnostic]:
        return [*self._listed, *(finding for found in self._problems.values() for finding in found)]

    def follow(self, paths: Iterable[str]) -> Step | None:
        """Read what changed in these files; None where nothing did."""
        before = {(finding.file, finding.message) for finding in self._listed}
        folder = self._settings.entities.name
        touched = self._touched({path for path in paths if path == folder or path.startswith(f"{folder}/")})
        stray = before ^ {(finding.file, finding.message) for finding in self._listed}
        changed = {id: self._entry(id) for id in dict.fromkeys(PurePosixPath(file).stem for file in touched)}
        if not touched and not stray:
            return None
        unread = frozenset(
            id for found in self._diagnostics for id in (PurePosixPath(found.file).stem, likely_id(found.file))
        )
        self.saved, shown = relink(self.saved, changed, unread)[0], self.shown
        self._behind |= changed.keys()
        adopted = {id: entry for id in self._behind if (entry := self._adopted(id)) is not shown.atlas.entries.get(id)}
        self.shown, changes = relink(shown, adopted, unread)
        self._behind = {id for id in self._behind if self._entry(id) is not self.shown.atlas.entries.get(id)}
        for id, entry in adopted.items():
            self.contents.pop(id, None)
            if entry is not None:
                self.contents[id] = self._keys[entry.file]
        return Step(shown.atlas, self.shown.atlas, changes, frozenset(touched | {file for file, _ in stray}))

    def _touched(self, paths: set[str]) -> set[str]:
        """Read these files anew, those that are there now for the first time too, and return which are other than before."""
        known = self._files
        touched = paths & known.keys()
        if paths - known.keys() or not all(map(self._is_there, touched)):
            files, self._listed = list_store(self._settings.entities, kinds.record_types().keys())
            self._take(files)
            touched |= known.keys() ^ self._files.keys()
        return {file for file in touched if self._is_other(file)}

    def _is_there(self, file: str) -> bool:
        path = self._settings.root / file
        return path.is_file() and not path.is_symlink()

    def _take(self, files: Iterable[StoredFile]) -> None:
        self._files = {file.file: file for file in files}
        self._of_id: dict[str, list[str]] = {}
        for file in files:
            self._of_id.setdefault(file.id, []).append(file.file)

    def _is_other(self, file: str) -> bool:
        """Read a file, or forget it, and tell whether it is other than before."""
        if file not in self._files:
            self._problems.pop(file, None)
            self._read.pop(file, None)
            self._keys.pop(file, None)
            return True
        key, entry = pipeline.read_one(self._files[file])
        if key == self._keys.get(file):
            return False
        self._keys[file] = key
        self._problems.pop(file, None)
        if isinstance(entry, list):
            self._problems[file] = entry
            self._read.pop(file, None)
        else:
            self._read[file] = entry
        return True

    def _entry(self, id: str) -> Entry | None:
        """Return the entry of this id; of several files with it the first is taken, as everywhere."""
        for file in self._of_id.get(id, ()):
            if file in self._read or (file not in self._problems and self._is_other(file) and file in self._read):
                return self._read[file]
        return None

    def _adopted(self, id: str) -> Entry | None:
        """Return what pages are to show of this id."""
        earlier, now = self.shown.atlas.entries.get(id), self._entry(id)
        is_unread = now is None and any(file in self._problems for file in self._of_id.get(id, ()))
        is_lost = any(finding.entry.id == id for finding in self.saved.findings) and id not in self.shown.lost
        return earlier if earlier is not None and (is_unread or is_lost) else now
