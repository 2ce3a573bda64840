"""What changed in the store lately, day by day: what each entry was before the day, against what it is after it."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from generator.diff.changes import EntryChange, RecentDay, TextChange
from generator.diff.compare import entry_change
from generator.diff.statement_changes import Version
from generator.git import ChangeKind, Commit, EntryPath, FileChange
from generator.model.atlas import Atlas, Entry
from generator.model.kind import Kind

MAX_COMPARED = 100
"""Edited entries that are compared, the newest first. Each costs the reading of a file as it was."""
MAX_NAMED = 200
"""New, renamed and removed entries that are named, the newest first."""

State = tuple[str, str]
"""The path of a file, and the hash of what it held."""
Read = Callable[[Collection[State]], Mapping[State, Entry | None]]
"""Reads files as they were; None where one was no correct entry."""


@dataclass(frozen=True, slots=True)
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
        return ChangeKind.RENAMED if self.old_id else ChangeKind.of(self.before or None, self.after or None)

    @property
    def states(self) -> tuple[State, State]:
        """What it held before and after."""
        return (self.file, self.before), (self.file, self.after)


@dataclass(slots=True)
class _Day:
    """The files of one day that are told of, and the numbers of the others by folder."""

    told: list[_Touched] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def recent_days(log: list[Commit], atlas: Atlas, read: Read) -> list[RecentDay]:
    """Return the days of the log in its order, without those on which nothing changed in meaning."""
    kinds = {kind.folder: kind for kind in atlas.kinds}
    days: dict[date, _Day] = {}
    left = {"compared": MAX_COMPARED, "named": MAX_NAMED}
    for day, touched in _by_day(log, kinds).items():
        days[day] = _Day()
        for file in _with_renames(touched, atlas):
            use = "compared" if file.sort is ChangeKind.CHANGED else "named"
            if kinds[file.folder].supports or not left[use]:
                days[day].others[file.folder] += 1
            else:
                days[day].told.append(file)
                left[use] -= 1
    told = [file for day in days.values() for file in day.told]
    entries = read({state for file in told if file.sort is ChangeKind.CHANGED for state in file.states})
    recent = [_recent_day(day, files, atlas, kinds, entries) for day, files in days.items()]
    return [day for day in recent if day.changes or day.others]


def _by_day(log: list[Commit], kinds: Mapping[str, Kind]) -> dict[date, list[_Touched]]:
    """Return the files that each day touched, those that were touched last first."""
    days: dict[date, dict[str, _Touched]] = {}
    for commit in log:
        files = days.setdefault(commit.when.date(), {})
        for change in sorted(commit.files, key=lambda change: _place(change, kinds)):
            later = files.get(change.file)
            if later is not None:
                files[change.file] = replace(later, before=change.before)
            elif change.folder in kinds:
                files[change.file] = _Touched(change.file, commit.when, change.before, change.after)
    return {day: [file for file in files.values() if file.before != file.after] for day, files in days.items()}


def _place(change: FileChange, kinds: Mapping[str, Kind]) -> tuple[int, str]:
    """Return by what the changes of one commit are sorted: kind and id."""
    return kinds[change.folder].order if change.folder in kinds else 0, change.id


def _with_renames(touched: list[_Touched], atlas: Atlas) -> list[_Touched]:
    """Return the files of a day with one for the two of each renamed entry, whose new file lists the old id."""
    removed = {(file.folder, file.id) for file in touched if file.sort is ChangeKind.REMOVED}
    renamed: set[tuple[str, str]] = set()
    files: list[_Touched] = []
    for file in touched:
        entry = _now(file, atlas) if file.sort is ChangeKind.ADDED else None
        old_ids = [old for old in entry.record.redirects if (file.folder, old) in removed] if entry else []
        if old_ids:
            renamed.add((file.folder, old_ids[0]))
            file = replace(file, old_id=old_ids[0])  # noqa: PLW2901
        files.append(file)
    return [file for file in files if (file.folder, file.id) not in renamed]


def _now(file: EntryPath, atlas: Atlas) -> Entry | None:
    """Return the entry that a file holds now."""
    entry = atlas.entries.get(file.id)
    return entry if entry and entry.kind.folder == file.folder else None


def _recent_day(
    day: date, files: _Day, atlas: Atlas, kinds: Mapping[str, Kind], entries: Mapping[State, Entry | None]
) -> RecentDay:
    changes = []
    for file in files.told:
        now = _now(file, atlas)
        label = now.label if now else file.id
        before, after = (entries.get(state) for state in file.states)
        if before is None or after is None:
            kind = kinds[file.folder]
            change = EntryChange(file.sort, file.id, kind.folder, kind.singular, label, file.file, old_id=file.old_id)
        else:
            change = replace(_compared(before, after), label=label)
        if not change.is_empty or before is None or after is None:
            changes.append((file.when, change))
    return RecentDay(day, tuple(changes), dict(files.others))


def _compared(before: Entry, after: Entry) -> EntryChange:
    """Return the change of an entry; of its prose only that it changed, since words are counted in linked entries."""
    names = ("summary", "body")
    texts = [TextChange(name) for name in names if getattr(before.record, name) != getattr(after.record, name)]
    return replace(entry_change(Version(before), Version(after)), texts=tuple(texts))
