"""The way of the data, as a table of contents: read, parse, link, check, render, write."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator import checks, kinds
from generator.cache import Cache, key_of
from generator.diagnostics import Diagnostic, Level, Span, has_errors
from generator.diagnostics.catalog import RULES
from generator.history import newest_commit_time
from generator.links.contribution import contribution
from generator.links.linking import Linked, join
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry
from generator.model.parsing import parse_entry
from generator.settings import Settings, day_of, processes, source_date_epoch
from generator.source.files import StoredFile, likely_id, list_store
from generator.source.nodes import Path as NodePath
from generator.source.nodes import Tree
from generator.source.yaml_reader import read_tree

if (
    TYPE_CHECKING
):  # what a check needs not is loaded where it is used: a check of one file is over before it would be there
    from generator.compare.recent import RecentCommit
    from generator.history.revisions import RevisionFile
    from generator.output.following import Follower
    from generator.output.writing import Written


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of reading a store: the atlas where nothing forbids it, and all findings, sorted."""

    atlas: Atlas | None
    diagnostics: list[Diagnostic]
    today: date | None = None
    """The day by which reviews were overdue; None where none was known."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """Of each entry, what stands for its bytes and for the program that read them."""


@dataclass(frozen=True, slots=True)
class Held:
    """A store as it is, errors or not: what can be read of it, linked as far as that goes."""

    linked: Linked
    diagnostics: list[Diagnostic]
    """Why files could not be read."""
    files: Mapping[str, StoredFile]
    contents: Mapping[str, bytes]

    @property
    def atlas(self) -> Atlas:
        """The atlas, as far as it could be read."""
        return self.linked.atlas

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with its references and prose."""
        return self.linked.findings

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that could not be read, sorted."""
        return tuple(sorted({finding.file for finding in self.diagnostics}))


MIN_CACHED = 200
"""Entries; a smaller store is read faster than a cache is opened."""


def check(settings: Settings, *, cached: bool = True, notes: bool = True) -> Checked:
    """Read, link and check the whole store; what earlier runs read is taken from the cache, unless that is off.

    Without `notes` these are counted among the findings and have no place: finding it takes reading their files again.
    """
    with collector_held():
        return diagnose(held_now(settings, cached=cached), today=today_of(settings), notes=notes)


def today_of(settings: Settings) -> date | None:
    """Return the day by which reviews are overdue: the one that is set, else the build's, else the newest commit's."""
    return settings.today or day_of(source_date_epoch()) or day_of(newest_commit_time(settings.root))


def diagnose(
    held: Held,
    *,
    only: frozenset[str] | None = None,
    near: frozenset[str] | None = None,
    today: date | None = None,
    notes: bool = True,
) -> Checked:
    """Check a store; with `only`, the findings in these files are all that is looked for, and there is no atlas.

    `near` are the entries that may be compared with those of `only`, where they are known: see `checks.check`.
    """
    ids = None if only is None else frozenset(PurePosixPath(file).stem for file in only)
    with collector_held():
        findings = [*held.findings, *checks.check(held.atlas, today, ids, near)]
        has_error = held.diagnostics or any(RULES[finding.code].level is Level.ERROR for finding in findings)
        wanted = [finding for finding in findings if only is None or finding.entry.file in only]
        read = [finding for finding in held.diagnostics if only is None or finding.file in only]
        diagnostics = sorted([*read, *_placed(wanted, held.files, notes=notes)], key=lambda d: d.sort_key)
    return Checked(None if has_error or only is not None else held.atlas, diagnostics, today, held.contents)


def held_now(settings: Settings, *, cached: bool = True) -> Held:
    """Read and link the store as it is in the working tree."""
    files, diagnostics = list_store(settings.entities, kinds.record_types().keys())
    return held_of(settings, files, diagnostics, cached=cached)


def held_at(settings: Settings, commit: str) -> Held:
    """Read and link the store as it was at a commit. Raises `HistoryError` where git cannot tell."""
    from generator.history.revisions import files_at  # noqa: PLC0415

    known = kinds.record_types()
    files = [f for f in files_at(settings.root, commit, settings.entities.name) if f.folder in known]
    return held_of(settings, files, [], cached=True)


def held_of(
    settings: Settings, files: Sequence[StoredFile], diagnostics: list[Diagnostic], *, cached: bool = True
) -> Held:
    """Read and link the files of a store; `diagnostics` are the findings at what is there and is none."""
    cache = Cache(settings.state / "cache" / "entries.sqlite" if cached and len(files) >= MIN_CACHED else None)
    with collector_held():
        entries, found, keys = _read(files, cache)
        diagnostics = diagnostics + found
        unread = frozenset(id for d in diagnostics for id in (PurePosixPath(d.file).stem, likely_id(d.file)))
        first_of = {entry.id: entry for entry in reversed(entries)}
        known = tuple(model.kind for model in kinds.record_types().values())
        linked = join(map(contribution, first_of.values()), known, unread)
    contents = {entry.id: keys[entry.file] for entry in linked.atlas.entries.values()}
    return Held(linked, diagnostics, {file.file: file for file in files}, contents)


def changed_pages(before: Held, after: Held) -> list[str]:
    """Return the addresses of the pages whose Markdown is other than before, sorted; both stores are without error."""
    from generator.render.pages import render_pages  # noqa: PLC0415

    old = render_pages(before.atlas)
    changed = (path for path, text in render_pages(after.atlas).items() if old.get(path) != text)
    return sorted(path.removesuffix(".md") + ".html" for path in changed)


def spans(held: Held, places: Iterable[tuple[Entry, NodePath, tuple[int, int] | None]]) -> Iterator[Span]:
    """Yield where each of these places of entries stands in its file."""
    trees: dict[str, Tree | list[Diagnostic]] = {}
    for entry, path, part in places:
        if entry.file not in trees:
            trees[entry.file] = _tree(held.files[entry.file])
        tree = trees[entry.file]
        yield tree.span(path, part=part) if isinstance(tree, Tree) else Span()


class Checking:
    """A check of the whole store, of which the rules may be gone through by another process while this one goes on."""

    def __init__(self, settings: Settings, *, meanwhile: bool) -> None:
        """Read the store, and begin; `meanwhile` only where there is much to go through and all could be read and linked."""
        from generator.output.forking import Apart  # noqa: PLC0415

        held, self.today = held_now(settings), today_of(settings)
        self.held = held
        is_linked = not held.diagnostics and not any(RULES[f.code].level is Level.ERROR for f in held.findings)
        forks = meanwhile and is_linked and processes(len(held.atlas.entries), MIN_CACHED) > 1
        self._apart = Apart(lambda: diagnose(held, today=self.today, notes=False).diagnostics, forks=forks)
        self._checked: Checked | None = None
        if not self._apart.is_under_way:
            self.checked()

    @property
    def is_done(self) -> bool:
        """Whether the outcome is known."""
        return self._checked is not None

    def checked(self) -> Checked:
        """Return the outcome, once it is known."""
        if self._checked is None:
            diagnostics = self._apart.outcome()
            has_error = self.held.diagnostics or has_errors(diagnostics)
            atlas = None if has_error else self.held.atlas
            self._checked = Checked(atlas, diagnostics, self.today, self.held.contents)
        return self._checked


class StoreHasErrors(Exception):
    """Nothing is written of a store with errors."""


def generate(settings: Settings) -> tuple[Checked, "Written | None"]:
    """Check the store and bring the generated pages of `content/` to it; with an error nothing is written."""
    checking = Checking(settings, meanwhile=False)
    checked = checking.checked()
    return checked, None if checked.atlas is None else write(settings, checking)


def write(settings: Settings, checking: Checking, site: "Follower | None" = None) -> "Written":
    """Bring the generated pages of `content/` to a store; a site takes in each file as soon as it is made.

    Raises `StoreHasErrors` where the check turns out so; nothing of `content/` is other than before then.
    """
    from generator import making  # noqa: PLC0415
    from generator.output.following import Follower  # noqa: PLC0415
    from generator.output.renewing import renewing  # noqa: PLC0415
    from generator.render.memory import Memory  # noqa: PLC0415
    from generator.source.examples import read_examples  # noqa: PLC0415
    from generator.source.recordings import read_recording  # noqa: PLC0415

    write_schemas(settings.schema, below=settings.state)
    examples, recording = read_examples(settings.root), read_recording(settings.root)
    atlas = checking.held.atlas
    history = recent(settings, atlas)

    def shown() -> making.Shown:
        checked = checking.checked()
        if checked.atlas is None:
            raise StoreHasErrors
        return making.Shown(checked.diagnostics, checked.today, examples, history, recording)

    cache = Cache(settings.state / "cache" / "pages.sqlite")
    with collector_held(), renewing(settings.content, settings.state / "pages.json") as renewal:
        memory = Memory(atlas, checking.held.contents, cache, renewal.held)
        making.Making(atlas, checking.today, memory, renewal, site or Follower()).make(shown)
    return renewal.written


def recent(settings: Settings, atlas: Atlas) -> "list[RecentCommit] | None":
    """Return what changed in the store lately, or None where git cannot tell it all: no repository, a shallow clone."""
    from generator.compare.recent import recent_changes  # noqa: PLC0415
    from generator.history.log import commits, is_shallow  # noqa: PLC0415
    from generator.history.revisions import HistoryError  # noqa: PLC0415

    try:
        if is_shallow(settings.root):
            return None
        log = commits(settings.root, settings.entities.name)
    except HistoryError:
        return None
    return recent_changes(log, atlas, _read_once)


def _read_once(file: "RevisionFile") -> Entry | None:
    entry = _parsed(file, file.data) if file.folder in kinds.record_types() else None
    return entry if isinstance(entry, Entry) else None


def write_schemas(folder: Path, *, below: Path | None = None) -> "Written":
    """Bring the schemas that editors use to the models, a file for each kind; from `below` on no folder may be a link."""
    from generator import schema  # noqa: PLC0415
    from generator.output.writing import write_files  # noqa: PLC0415

    return write_files(folder, dict(schema.editor_files()), below=below or folder)


def _read(files: Iterable[StoredFile], cache: Cache) -> tuple[list[Entry], list[Diagnostic], Mapping[str, bytes]]:
    """Return the entries of these files, a finding at least for each that is none, and what stands for each file."""
    entries, diagnostics = [], []
    read = [(file, _bytes(file)) for file in files]
    keys = {file.file: key_of(file.file.encode(), data) for file, data in read if isinstance(data, bytes)}
    cache.load(keys.values())
    for file, data in read:
        if isinstance(data, Diagnostic):
            diagnostics.append(data)
            continue
        entry = cache.get(keys[file.file], Entry) or _parsed(file, data)
        if isinstance(entry, list):
            diagnostics += entry
        else:
            entries.append(entry)
            cache.keep(keys[file.file], entry)
    cache.save()
    return entries, diagnostics, keys


def read_one(file: StoredFile) -> tuple[bytes, Entry | list[Diagnostic]]:
    """Read one file: what stands for its content, and its entry, or why there is none."""
    data = _bytes(file)
    return (b"", [data]) if isinstance(data, Diagnostic) else (key_of(file.file.encode(), data), _parsed(file, data))


def entries_of(files: Iterable[StoredFile], cache: Cache) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Return the entries of a few files by id, and a finding at least for each that is none; nothing is kept."""
    entries: dict[str, Entry] = {}
    diagnostics: list[Diagnostic] = []
    for file in files:
        data = _bytes(file)
        if isinstance(data, Diagnostic):
            diagnostics.append(data)
            continue
        entry = cache.find(key_of(file.file.encode(), data), Entry) or _parsed(file, data)
        if isinstance(entry, list):
            diagnostics += entry
        else:
            entries[entry.id] = entry
    return entries, diagnostics


def _parsed(file: "StoredFile | RevisionFile", data: bytes) -> Entry | list[Diagnostic]:
    tree = read_tree(file.file, data)
    known = kinds.record_types()
    return tree if isinstance(tree, list) else parse_entry(file.id, tree, known[file.folder], known.values())


def _bytes(file: StoredFile) -> bytes | Diagnostic:
    try:
        return file.read()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return Diagnostic(RULES["A101"], file.file, Span(), message, "check its permissions")


def _tree(file: StoredFile) -> Tree | list[Diagnostic]:
    data = _bytes(file)
    return [data] if isinstance(data, Diagnostic) else read_tree(file.file, data)


def _placed(findings: Iterable[Finding], files: Mapping[str, StoredFile], *, notes: bool) -> list[Diagnostic]:
    """Give findings their lines and columns; the files concerned are read again, the others never held."""
    trees: dict[str, Tree] = {}
    placed = []
    for finding in findings:
        file = finding.entry.file
        if not notes and RULES[finding.code].level is Level.NOTE:
            placed.append(Diagnostic(RULES[finding.code], file, Span(), finding.message, finding.help))
            continue
        if file not in trees:
            tree = _tree(files[file])
            if isinstance(tree, list):
                placed += tree
                continue
            trees[file] = tree
        span = trees[file].span(finding.path, at_key=finding.at_key, part=finding.part)
        placed.append(
            Diagnostic(RULES[finding.code], file, span, finding.message, finding.help, trees[file].line(span.line))
        )
    return placed


@contextmanager
def collector_held() -> Iterator[None]:
    """Hold the garbage collector: what is read stays, what is made leaves no cycles, and scanning either again and again takes long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
