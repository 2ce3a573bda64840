"""`atlas fmt`: rewrite files of the store in canonical form, and keep the addresses of statements that were corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path

from euphrates_atlas.atomic_files import replace_file
from euphrates_atlas.batched import batched
from euphrates_atlas.diff.compare import renamed
from euphrates_atlas.diff.statement_changes import Version, statement_changes
from euphrates_atlas.edit import Refused
from euphrates_atlas.edit.comments import NotFormatted
from euphrates_atlas.edit.formatting import formatted
from euphrates_atlas.edit.text_edits import apply, keep_ids
from euphrates_atlas.findings import Finding
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Entry, Fact
from euphrates_atlas.settings import Settings
from euphrates_atlas.store.files import EntryFile, file_bytes, list_store, named_files
from euphrates_atlas.store.store import read_revision, read_store
from euphrates_atlas.text.yaml_reader import read_tree
from euphrates_atlas.text.yaml_tree import Tree
from euphrates_atlas.workers import shared

_PORTION = 100
"""Files that are formatted at once."""


@dataclass
class FormatReport:
    """The result of a run; files are named by their path below the repository."""

    seen: int
    changed: list[tuple[str, int]] = field(default_factory=list)
    """Files that are not in canonical form, each with the first line that differs."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be formatted, each with the reason."""
    findings: list[Finding] = field(default_factory=list)
    """Findings in files that cannot be read."""


def format_store(
    settings: Settings, names: Sequence[str], current: Path, *, write: bool
) -> FormatReport:
    """Format the named files (paths from `current`, folders or ids), or the whole store if none is named.

    Without `write` nothing is changed. Raises `CommandFailed` for an unknown name, and `OSError` where a file cannot be written.
    """
    files, misplaced = list_store(settings.entities, record_types())
    if names:
        paths = [file.file for file in files]
        paths += [finding.file for finding in misplaced]
        named = named_files(names, paths, settings.root, current)
        files = [file for file in files if file.file in named]
        misplaced = [finding for finding in misplaced if finding.file in named]
    report = FormatReport(len(files), findings=misplaced)
    jobs = [partial(_format, some, write=write) for some in batched(files, _PORTION)]
    for part in shared(jobs, len(files)):
        report.changed += part.changed
        report.left += part.left
        report.findings += part.findings
    report.findings.sort(key=lambda finding: finding.sort_key)
    return report


def _format(files: Sequence[EntryFile], *, write: bool) -> FormatReport:
    """Format some files, in one of the processes that share the work, and return the report on these."""
    report = FormatReport(len(files))
    for file in files:
        data = file_bytes(file)
        if isinstance(data, Finding):
            report.findings.append(data)
            continue
        tree = read_tree(file.file, data)
        if isinstance(tree, list):
            report.findings += tree
            continue
        try:
            new = formatted(tree, record_types()[file.folder]).encode()
        except NotFormatted as reason:
            report.left.append((file.file, str(reason)))
            continue
        if new != data:
            report.changed.append((file.file, _first_difference(data, new)))
            if write:
                replace_file(file.path, new)
    return report


def _first_difference(before: bytes, after: bytes) -> int:
    """Return the number of the first line that differs, from 1."""
    pairs = zip(
        before.splitlines(keepends=True), after.splitlines(keepends=True), strict=False
    )
    same = takewhile(lambda lines: lines[0] == lines[1], pairs)
    return len([*same]) + 1


def keep_addresses(
    settings: Settings, commit: str, names: Sequence[str], current: Path, *, write: bool
) -> list[str]:
    """Write into `was` the ids that statements had at a commit and have lost since; return the files concerned, sorted.

    Only the named files count, where some are named; without `write` nothing is changed. Statements are paired as in
    `atlas diff`. A file that cannot be read, then or now, stays as it is. Raises `CommandFailed`, also where a file as it
    was does not fit this program, and `OSError` where one cannot be written.
    """
    before = read_revision(settings, commit)
    after = read_store(settings)
    named = (
        named_files(names, after.files, settings.root, current) if names else after.files
    )
    old_ids = renamed(before.atlas, after.atlas)
    changed = {}
    for id, hash in after.hashes.items():
        if hash == before.hashes.get(id):
            continue
        old = before.atlas.entries.get(old_ids.get(id, id))
        new = after.atlas[id]
        if not old or new.file not in named:
            continue
        tree = after.tree(new.file)
        if not isinstance(tree, Tree):
            continue
        edits = keep_ids(tree, new, _corrected(old, new))
        if not edits:
            continue
        misfits = before.links.faults([old.id])
        if misfits:  # then its ids may not be those that readers had
            _, fault = misfits[0]
            advice = "write into `was` the ids that the program of that commit gives"
            raise Refused(
                f"{old.file} at {commit} does not fit this program ({fault.message}): {advice}"
            )
        changed[new.file] = apply(tree.text, edits)
    if write:
        for file, text in changed.items():
            replace_file(settings.root / file, text.encode())
    return sorted(changed)


def _corrected(old: Entry, new: Entry) -> list[tuple[Fact, Fact]]:
    """Return the statements of an entry whose value was corrected, as they were and as they are."""
    changes = statement_changes(Version(old), Version(new))
    new_ids = {change.old_id: change.new_id for change in changes if change.is_mended}
    facts = {fact.id: fact for fact in new.facts}
    return [(fact, facts[new_ids[fact.id]]) for fact in old.facts if fact.id in new_ids]
