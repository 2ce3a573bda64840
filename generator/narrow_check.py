"""The check of a few files: it finds what the check of the whole store finds in them, and reads only what that takes.

The index of the last run over the whole store says where to look. Wherever it cannot say, the whole store is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator import checks, kinds, pipeline
from generator.cache import Cache, key_of, moment
from generator.diagnostics import Diagnostic
from generator.index.partial_atlas import PartialAtlas, Unknown
from generator.index.store_index import StoreIndex, compare, name_of_row, store_index
from generator.links.linking import Linked
from generator.model.entry import Entry
from generator.model.kind import Kind
from generator.pipeline import Held
from generator.settings import Settings
from generator.source.files import EntryFile, likely_id, list_store
from generator.source.named import named_files

MOST = 50
"""Files that are named, or that changed since the index was made: with more of them, reading all is quicker."""


def check_files(
    settings: Settings, given: Iterable[str], current: Path, *, cached: bool, notes: bool
) -> list[Diagnostic]:
    """Return the findings in the files that are named, as `named_files` reads them. Raises `UnknownFile`."""
    files, misplaced = list_store(settings.entities, kinds.record_types().keys())
    found = _quickly(settings, files, misplaced, given, current, notes=notes) if cached else None
    if found is not None:
        return found
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
        compared_by = {id: checks.compared_by(entry) for id, entry in held.atlas.entries.items()}
        index = store_index(files, held.contents, held.linked, compared_by, since)
        cache, key = _index_of(settings), key_of(name_of_row())
        if cache.find(key, StoreIndex) != index:
            cache.replace(key, index)
            cache.save()
    return held


def _index_of(settings: Settings) -> Cache:
    return Cache(settings.state / "cache" / "index.sqlite", spare=0)


def _quickly(
    settings: Settings,
    files: Sequence[EntryFile],
    misplaced: list[Diagnostic],
    given: Iterable[str],
    current: Path,
    *,
    notes: bool,
) -> list[Diagnostic] | None:
    """Return the findings in the files that are named, or None where the whole store has to be read."""
    index = _index_of(settings).find(key_of(name_of_row()), StoreIndex)
    if index is None or len({file.id for file in files}) != len(files):
        return None
    unchanged = compare(index, files)
    if len(unchanged.others) + len(unchanged.gone) > MOST:
        return None
    entries = Cache(settings.state / "cache" / "entries.sqlite")
    read, unreadable = pipeline.entries_of(unchanged.others, entries)
    diagnostics = misplaced + unreadable
    bad = {finding.file for finding in diagnostics}
    by_file = {file.file: file for file in files}
    only = named_files(given, {*by_file, *bad}, settings.root, current)
    unread = frozenset(id for file in bad for id in (PurePosixPath(file).stem, likely_id(file)))
    partial = PartialAtlas(index, files, unchanged, read, unread, _kinds(), lambda key: entries.find(key, Entry))
    return None if len(only) > MOST else _diagnosed(settings, partial, diagnostics, by_file, only, notes=notes)


def _diagnosed(
    settings: Settings,
    partial: PartialAtlas,
    diagnostics: list[Diagnostic],
    files: Mapping[str, EntryFile],
    only: frozenset[str],
    *,
    notes: bool,
) -> list[Diagnostic] | None:
    ids = frozenset(files[file].id for file in only if file in files)
    today = pipeline.today_of(settings)
    try:
        near = partial.near(ids, checks.compared_by)
        held = Held(Linked(partial.atlas, partial.findings(ids), {}), diagnostics, files, {})
        return pipeline.diagnose(held, only=only, near=near, today=today, notes=notes).diagnostics
    except Unknown:
        return None


def _kinds() -> dict[str, Kind]:
    return {folder: model.kind for folder, model in kinds.record_types().items()}
