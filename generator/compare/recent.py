"""The history of the store as changes in meaning, commit by commit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from generator.compare.changes import EntryChange, Sort, TextChange
from generator.compare.comparing import entry_change
from generator.history.log import Commit, FileChange, Status
from generator.history.revisions import RevisionFile
from generator.model.atlas import Atlas
from generator.model.entry import Entry

Read = Callable[[RevisionFile], Entry | None]
"""Reads one state of a file; None where it was not right then."""


@dataclass(frozen=True, slots=True)
class RecentCommit:
    """What one commit changed in the store."""

    id: str
    when: datetime
    """In UTC."""
    subject: str
    """In the words of whoever made it."""
    entries: tuple[EntryChange, ...]
    """By kind and id; of an entry that is new only that it is."""


def recent_changes(log: list[Commit], atlas: Atlas, read: Read) -> list[RecentCommit]:
    """Return the commits in the order of the log, without those that changed nothing in meaning."""
    now = {(entry.kind.folder, entry.id): entry for entry in atlas.entries.values()}
    order = {kind.folder: kind.order for kind in atlas.kinds}
    found = []
    for commit in log:
        changes = sorted(
            _renames(commit, _changes(commit, atlas, now, read), now), key=lambda c: (order[c.folder], c.id)
        )
        if changes:
            found.append(
                RecentCommit(commit.id, datetime.fromtimestamp(commit.time, UTC), commit.subject, tuple(changes))
            )
    return found


def _changes(commit: Commit, atlas: Atlas, now: Mapping[tuple[str, str], Entry], read: Read) -> Iterator[EntryChange]:
    names = {kind.folder: kind.singular for kind in atlas.kinds}
    for file in commit.files:
        entry = now.get((file.folder, file.id))
        if file.folder not in names:
            continue
        sort = {Status.ADDED: Sort.ADDED, Status.REMOVED: Sort.REMOVED}.get(file.status, Sort.CHANGED)
        change = EntryChange(
            sort, file.id, file.folder, names[file.folder], entry.label if entry else file.id, file.file
        )
        if sort is not Sort.CHANGED or (known := _compared(file, read)) is None:
            yield change
        elif not known.is_empty:
            yield replace(known, label=change.label)


def _compared(file: FileChange, read: Read) -> EntryChange | None:
    """Return what happened to an entry whose file was changed, or None where its states cannot be read."""
    old, new = (read(state) for state in file.states) if file.states else (None, None)
    if old is None or new is None:
        return None
    texts = tuple(
        TextChange(name) for name in ("summary", "body") if getattr(old.record, name) != getattr(new.record, name)
    )
    return replace(entry_change(None, old, None, new), texts=texts)


def _renames(
    commit: Commit, changes: Iterator[EntryChange], now: Mapping[tuple[str, str], Entry]
) -> Iterator[EntryChange]:
    """Yield the changes, of an entry that got another id one in place of two."""
    removed = {(file.folder, file.id) for file in commit.files if file.status is Status.REMOVED}
    held = list(changes)
    old_of: dict[tuple[str, str], str] = {}
    for change in held:
        entry = now.get((change.folder, change.id))
        if change.sort is Sort.ADDED and entry is not None:
            old = next((id for id in entry.record.redirects if (change.folder, id) in removed), None)
            if old is not None:
                old_of[change.folder, change.id] = old
    gone = {(folder, old) for (folder, _), old in old_of.items()}
    for change in held:
        if (old := old_of.get((change.folder, change.id))) is not None:
            yield replace(change, sort=Sort.RENAMED, old_id=old)
        elif (change.folder, change.id) not in gone or change.sort is not Sort.REMOVED:
            yield change
