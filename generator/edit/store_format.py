"""`atlas fmt`: rewrite files of the store in canonical form, and keep the addresses of statements that were corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator import kinds
from generator.atomic_files import replace_file
from generator.diagnostics import Diagnostic
from generator.diff.compare import entry_change, renamed
from generator.diff.statement_changes import Version
from generator.edit import Refused
from generator.edit.comments import NotFormatted
from generator.edit.formatting import formatted
from generator.edit.text_edits import apply, keep_ids
from generator.settings import Settings
from generator.store.files import EntryFile, file_bytes, list_store, named_files
from generator.store.store import read_revision, read_store
from generator.text.yaml_reader import read_tree
from generator.text.yaml_tree import Tree


@dataclass(slots=True)
class FormatReport:
    """The result of a run; files are named by their path below the repository."""

    seen: int
    changed: list[tuple[str, int]] = field(default_factory=list)
    """Files that are not in canonical form, each with the first line that differs."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be formatted, each with the reason."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """Findings in files that cannot be read."""


def format_store(settings: Settings, names: Sequence[str], current: Path, *, write: bool) -> FormatReport:
    """Format the named files (paths from `current`, folders or ids), or the whole store if none is named.

    Without `write` nothing is changed. Raises `CommandFailed` for an unknown name, and `OSError` where a file cannot be written.
    """
    files, misplaced = list_store(settings.entities, kinds.record_types().keys())
    if names:
        paths = [*(file.file for file in files), *(d.file for d in misplaced)]
        named = named_files(names, paths, settings.root, current)
        files = [file for file in files if file.file in named]
        misplaced = [d for d in misplaced if d.file in named]
    report = FormatReport(len(files), diagnostics=misplaced)
    for file in files:
        _format(file, report, write=write)
    report.diagnostics.sort(key=lambda d: d.sort_key)
    return report


def _format(file: EntryFile, report: FormatReport, *, write: bool) -> None:
    data = file_bytes(file)
    if isinstance(data, Diagnostic):
        report.diagnostics.append(data)
        return
    tree = read_tree(file.file, data)
    if isinstance(tree, list):
        report.diagnostics += tree
        return
    try:
        new = formatted(tree, kinds.record_types()[file.folder]).encode()
    except NotFormatted as reason:
        report.left.append((file.file, str(reason)))
        return
    if new != data:
        before, after = data.split(b"\n"), new.split(b"\n")
        differing = (i for i, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b)
        report.changed.append((file.file, next(differing, min(len(before), len(after)))))
        if write:
            replace_file(file.path, new)


def keep_addresses(settings: Settings, commit: str, names: Sequence[str], current: Path, *, write: bool) -> list[str]:
    """Write into `was` the ids that led to statements of the named files, or of all, at a commit. Returns the files, sorted.

    Which statement is which, `atlas diff` decides. A file that cannot be read, then or now, stays as it is. Raises
    `CommandFailed`, also where a file of then does not fit this program, and `OSError` where one cannot be written.
    """
    before, after = read_revision(settings, commit), read_store(settings)
    named = named_files(names, after.files, settings.root, current) if names else after.files
    old_ids = renamed(before.atlas, after.atlas)
    changed: dict[str, str] = {}
    for id in (id for id, hash in after.hashes.items() if hash != before.hashes.get(id)):
        old, new = before.atlas.entries.get(old_ids.get(id, id)), after.atlas[id]
        if old is not None and new.file in named:
            change = entry_change(Version(old), Version(new))
            mended = {s.old_id: s.new_id for s in change.statements if s.is_mended}
            past = (fact for fact in old.facts if fact.id in mended)
            ids = {mended[f.id]: [id for id in (f.id, *f.statement.was) if id in change.lost_addresses] for f in past}
            facts = [(ids[fact.id], fact) for fact in new.facts if ids.get(fact.id)]
            if facts and (misfits := before.links.findings([old.id])):
                advice = "write into `was` the ids that the program of that commit gives"
                raise Refused(f"{old.file} at {commit} does not fit this program ({misfits[0].message}): {advice}")
            if facts and isinstance(tree := after.tree(new.file), Tree):
                changed[new.file] = apply(tree.text, keep_ids(tree, facts))
    if write:
        for file, text in changed.items():
            replace_file(settings.root / file, text.encode())
    return sorted(changed)
