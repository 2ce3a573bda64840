"""Recent changes of the store, day by day: each entry before and after the day.

Used by `site/parts`, for the page of recent changes and its feeds. The log comes from `git`; of old files only those
are read that are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from euphrates_atlas.diff.changes import EntryChange, RecentDay
from euphrates_atlas.diff.compare import entry_change
from euphrates_atlas.diff.statement_changes import Version
from euphrates_atlas.git import ChangeKind, Commit, EntryPath, FileChange
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import Kind

MAX_COMPARED = 100
"""Edited entries that are compared, the newest first. Each costs the reading of a file as it was."""
MAX_NAMED = 200
"""New, renamed and removed entries that are named, the newest first."""

State = tuple[str, str]
"""The path of a file, and the hash of what it held."""
Read = Callable[[Collection[State]], Mapping[State, Entry | None]]
"""Reads files as they were; None where one was no correct entry."""


@dataclass(frozen=True)
class _Touched(EntryPath):
    """An entry's file over one day: what it held before its first commit, and after its last."""

    when: datetime
    """Of the last commit."""
    before: str
    after: str
    old_id: str = ""
    """Of a renamed entry."""

    @property
    def sort(self) -> ChangeKind:
        """What became of the file."""
        if self.old_id:
            return ChangeKind.RENAMED
        return ChangeKind.of(self.before, self.after)

    @property
    def states(self) -> tuple[State, State]:
        """What it held before and after."""
        return (self.file, self.before), (self.file, self.after)


def recent_days(log: list[Commit], atlas: Atlas, read: Read) -> list[RecentDay]:
    """Return the days of the log in its order, without those on which nothing changed in meaning.

    Edited entries are compared, new, renamed and removed ones are named, and the rest is counted: entries of
    kinds that support others, such as sources, and those beyond `MAX_COMPARED` and `MAX_NAMED`.
    """
    kinds = {kind.folder: kind for kind in atlas.kinds}
    told: dict[date, list[_Touched]] = {}
    others: dict[date, Counter[str]] = defaultdict(Counter)
    left = {"compared": MAX_COMPARED, "named": MAX_NAMED}
    states = set()  # the old files to be read, in one go
    for day, touched in _by_day(log, kinds).items():
        told[day] = []
        for file in _with_renames(touched, atlas):
            told_as = "compared" if file.sort is ChangeKind.CHANGED else "named"
            if kinds[file.folder].supports or not left[told_as]:
                others[day][file.folder] += 1
                continue
            left[told_as] -= 1
            told[day].append(file)
            if told_as == "compared":
                states |= {*file.states}
    entries = read(states)
    recent = (
        RecentDay(day, tuple(_changes(files, atlas, kinds, entries)), others[day])
        for day, files in told.items()
    )
    return [day for day in recent if day.changes or day.others]


def _by_day(log: list[Commit], kinds: Mapping[str, Kind]) -> dict[date, list[_Touched]]:
    """Return the files that each day touched, those that were touched last first; none that is as it was before the day.

    The log begins with the newest commit: an earlier one of the same day only changes what the file held before.
    """
    days: dict[date, dict[str, _Touched]] = {}
    for commit in log:
        files = days.setdefault(commit.when.date(), {})
        for change in sorted(commit.files, key=lambda change: _place(change, kinds)):
            later = files.get(change.file)
            if later:
                files[change.file] = replace(later, before=change.before)
            elif change.folder in kinds:
                files[change.file] = _Touched(
                    change.file,
                    commit.when,
                    change.before,
                    change.after,
                )
    return {
        day: [file for file in files.values() if file.before != file.after]
        for day, files in days.items()
    }


def _place(change: FileChange, kinds: Mapping[str, Kind]) -> tuple[int, str]:
    """Return the sort key of the changes of one commit: the order of the kind, then the id."""
    kind = kinds.get(change.folder)
    return kind.order if kind else 0, change.id


def _with_renames(touched: list[_Touched], atlas: Atlas) -> list[_Touched]:
    """Return the files of a day, with one in place of the two of each renamed entry.

    Git tells a renamed file as one that is gone and one that is new; the new one lists the old id in `redirects`.
    """
    removed = {
        (file.folder, file.id) for file in touched if file.sort is ChangeKind.REMOVED
    }
    renamed = set()
    files = []
    for file in touched:
        entry = _now(file, atlas) if file.sort is ChangeKind.ADDED else None
        listed = entry.record.redirects if entry else ()
        old_id = next((old for old in listed if (file.folder, old) in removed), "")
        # The empty id, of any other file, is that of none.
        renamed.add((file.folder, old_id))
        files.append(replace(file, old_id=old_id))
    return [file for file in files if (file.folder, file.id) not in renamed]


def _now(file: _Touched, atlas: Atlas) -> Entry | None:
    """Return the entry that a file holds now, or that it held until it was given another id."""
    entry = atlas.entries.get(file.id)
    if file.after:
        entry = entry or atlas.by_old_id().get(file.id)
    return entry if entry and entry.kind.folder == file.folder else None


def _changes(
    files: Iterable[_Touched],
    atlas: Atlas,
    kinds: Mapping[str, Kind],
    entries: Mapping[State, Entry | None],
) -> Iterator[tuple[datetime, EntryChange]]:
    """Yield the change of each file with the time of its last commit.

    Without both of its states among `entries`, the entry is only named; with them, it is left out where nothing
    changed in meaning.
    """
    for file in files:
        now = _now(file, atlas)
        label = now.label if now else file.id
        was, became = (entries.get(state) for state in file.states)
        if not was or not became:
            kind = kinds[file.folder]
            named = (file.sort, file.id, kind.folder, kind.singular, label, file.file)
            yield file.when, EntryChange(*named, old_id=file.old_id)
            continue
        change = entry_change(Version(was, names=atlas), Version(became, names=atlas))
        change = replace(change, label=label)
        if not change.is_empty:
            yield file.when, change
