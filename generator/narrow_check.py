"""The check of a few files: it finds what the check of the whole store finds in them, and reads only what that takes.

The index of the last run over the whole store says where to look. Wherever it cannot say, the whole store is read.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from generator import checks, kinds, pipeline
from generator.cache import Cache, key_of, moment
from generator.diagnostics import Diagnostic
from generator.index.partial_atlas import PartialAtlas, Unknown
from generator.index.store_index import StoreIndex, compare, content_key, name_of_row, store_index
from generator.links.linking import Linked
from generator.model.entry import Entry
from generator.pipeline import Held
from generator.settings import Settings
from generator.source.files import EntryFile, Form, likely_id, list_store, sort_out
from generator.source.named import named_files
from generator.source.snapshot import Snapshot, Taking, take

MOST = 50
"""Files that are named, or that changed since the index was made: with more of them, reading all is quicker."""


def check_files(
    settings: Settings,
    given: Iterable[str],
    current: Path,
    *,
    cached: bool = True,
    notes: bool = True,
    taking: Taking | None = None,
) -> list[Diagnostic]:
    """Return the findings in the files that are named, as `named_files` reads them. Raises `UnknownFile`.

    `taking` is a snapshot of the store that was begun earlier.
    """
    with pipeline.collector_held():
        found = _quickly(settings, given, current, taking, notes=notes) if cached else None
    if found is not None:
        return found
    files, misplaced = list_store(settings.entities, kinds.record_types().keys())
    held = _held(settings, files, misplaced, cached=cached)
    only = named_files(given, {*held.files, *held.unread}, settings.root, current)
    return pipeline.diagnose(held, only=only, today=pipeline.today_of(settings), notes=notes).diagnostics


def check_all(settings: Settings, *, cached: bool, notes: bool) -> list[Diagnostic]:
    """Return the findings in the whole store."""
    held = _held(settings, *list_store(settings.entities, kinds.record_types().keys()), cached=cached)
    return pipeline.diagnose(held, today=pipeline.today_of(settings), notes=notes).diagnostics


def _held(settings: Settings, files: Sequence[EntryFile], misplaced: list[Diagnostic], *, cached: bool) -> Held:
    """Read the store, and keep an index of it where there is a cache to keep it in."""
    since = moment(settings.state / "cache") if cached and len(files) >= pipeline.MIN_CACHED else None
    held = pipeline.held_of(settings, files, misplaced, cached=cached)
    if since is not None:
        cache, key = _index_of(settings), key_of(name_of_row())
        index = cache.find(key, StoreIndex)
        if index is None or not _says(index, take(settings.entities), held):
            compared_by = {id: checks.compared_by(entry) for id, entry in held.atlas.entries.items()}
            cache.replace(key, store_index(files, held.contents, held.linked, compared_by, since))
            cache.save()
    return held


def _says(index: StoreIndex, snapshot: Snapshot, held: Held) -> bool:
    """Tell whether an index says of the disk what it says, and of the files what was read of them."""
    comparison = compare(index, snapshot)
    return not (comparison.others or comparison.gone) and all(
        content_key(index, number) == held.contents.get(id) for id, number in comparison.unchanged.items()
    )


def _index_of(settings: Settings) -> Cache:
    return Cache(settings.state / "cache" / "index.sqlite", spare=0)


def _quickly(
    settings: Settings, given: Iterable[str], current: Path, taking: Taking | None, *, notes: bool
) -> list[Diagnostic] | None:
    """Return the findings in the files that are named, or None where the whole store has to be read."""
    index = _index_of(settings).find(key_of(name_of_row()), StoreIndex)
    snapshot = taking.snapshot() if taking is not None else take(settings.entities)
    if index is None:
        return None
    comparison = compare(index, snapshot)
    if len(comparison.others) + len(comparison.gone) > MOST:
        return None
    by_folder = {folder: model.kind for folder, model in kinds.record_types().items()}
    files, diagnostics = sort_out(settings.entities, comparison.others, by_folder)
    ids = {file.id for file in files}
    if len(ids) < len(files) or any(id in comparison.unchanged for id in ids):
        return None
    entries = Cache(settings.state / "cache" / "entries.sqlite")
    read, unreadable = pipeline.entries_of(files, entries)
    diagnostics += unreadable
    bad = {finding.file for finding in diagnostics}
    unread = frozenset(id for file in bad for id in (PurePosixPath(file).stem, likely_id(file)))
    partial = PartialAtlas(index, comparison, read, unread, by_folder, lambda key: entries.find(key, Entry))
    places = _by_file(settings, partial.unchanged()) | {file.file: file.place for file in files}
    only = named_files(given, {*places, *bad}, settings.root, current)
    if len(only) > MOST:
        return None
    wanted: list[tuple[str, Form]] = [(places[file], "file") for file in only if file in places]
    return _diagnosed(
        settings, partial, diagnostics, only, sort_out(settings.entities, wanted, by_folder)[0], notes=notes
    )


def _by_file(settings: Settings, places: Iterable[str]) -> dict[str, str]:
    """Return places on the disk by their paths below the repository."""
    start = len(str(settings.root)) + 1
    return {place[start:].replace("\\", "/"): place for place in places}


def _diagnosed(
    settings: Settings,
    partial: PartialAtlas,
    diagnostics: list[Diagnostic],
    only: frozenset[str],
    files: Iterable[EntryFile],
    *,
    notes: bool,
) -> list[Diagnostic] | None:
    by_file = {file.file: file for file in files}
    ids = frozenset(file.id for file in by_file.values())
    today = pipeline.today_of(settings)
    try:
        near = partial.near(ids, checks.compared_by)
        held = Held(Linked(partial.atlas, partial.findings(ids), {}), diagnostics, by_file, {})
        return pipeline.diagnose(held, only=only, near=near, today=today, notes=notes).diagnostics
    except Unknown:
        return None
