"""Everything that a change may concern beside the pages of a few entries; done in a snapshot."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from generator import pipeline
from generator.cache import Cache
from generator.diagnostics import Diagnostic
from generator.export.files import export_files
from generator.export.terms import SCHEMAS
from generator.output.renewing import Renewal
from generator.render.memory import Memory
from generator.render.overviews.state_page import Sourcing
from generator.render.pages import other_pages, pages_listed, render_feeds
from generator.schema import data_files, editor_files
from generator.search.files import search_files
from generator.serving.entry_work import EntryWork
from generator.serving.making import EntryMaking, address, making
from generator.serving.snapshot import Tell
from generator.serving.store import FollowedStore
from generator.serving.theme import without_warnings
from generator.serving.timing import Laps
from generator.settings import Settings, site_address
from generator.source.examples import read_examples
from generator.source.recordings import read_recording


@dataclass(frozen=True, slots=True)
class Written:
    """These files are other than before."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in these files; in the whole store where none are named."""

    findings: list[Diagnostic]
    files: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """All is as it is to be."""

    paths: frozenset[str]
    """Of all that the store gives rise to."""
    line: str
    """How long it took."""


MANY = 200
"""Entries; more are made with the pages that earlier runs remember."""

Files = Iterable[tuple[str, str | bytes]]
"""Path, and either the Markdown of a page or the bytes of another file."""


@dataclass(slots=True)
class Remainder:
    """The work that is left."""

    settings: Settings
    store: FollowedStore
    making: EntryMaking
    work: EntryWork
    today: date | None
    unchecked: frozenset[str]
    """The files that changed since the latest check of the whole store."""
    is_first: bool
    """Whether nothing was done yet by this resident."""
    _given: set[str] = field(default_factory=set)

    def do(self, tell: Tell) -> None:
        """Do all of it, first what whoever edits waits for."""
        laps = Laps()
        if self.is_first:
            self._begin(tell)
        if self.unchecked:
            tell(Checked(self._findings(self.unchecked), self.unchecked))
            laps.mark("checked")
        number = len(self.work.stale)
        self._entries(tell)
        laps.mark(f"{number} other pages")
        findings = self._findings()
        tell(Checked(findings))
        laps.mark("all checks")
        works: list[tuple[str, Callable[[], Files]]] = [
            ("pages across entries", lambda: self._pages(findings)),
            ("data", lambda: export_files(self.making.atlas, site_address())),
            ("search", lambda: search_files(self.making.atlas)),
        ]
        for name, work in reversed(works) if self.is_first else works:  # pages lead to data, which has to be known
            self._put(work, tell)
            laps.mark(name)
        self._finish(tell)
        tell(Done(self.making.theme.generated, str(laps)))

    def _begin(self, tell: Tell) -> None:
        """Bring what the theme needs, and the pages that are written by hand."""
        site, theme = self.making.site, self.making.theme
        tell(Written(tuple(address for address, source in theme.statics.items() if site.copy(address, source))))
        pipeline.write_schemas(self.settings.schema, below=self.settings.state)
        with without_warnings():  # what they lead to may not be known before all is made
            tell(Written(self.making.by_hand(theme.written)))

    def _findings(self, only: frozenset[str] | None = None) -> list[Diagnostic]:
        held = self.store.held
        there = None if only is None else only & {*held.files, *held.unread}
        return pipeline.diagnose(held, only=there, today=self.today, notes=False).diagnostics

    def _entries(self, tell: Tell) -> None:
        stale, used = list(self.work.stale), self.making
        if len(stale) > MANY:
            cache, held = Cache(self.settings.state / "cache" / "pages.sqlite"), Renewal(self.settings.content).held
            remembered = Memory(used.atlas, self.store.contents, cache, held)
            used = making(used.atlas, remembered, used.theme, used.site, self.today)
        for id in stale:
            made, written = used.make(id, is_sound=self.store.is_sound)
            self.work.take(made)
            tell(made)
            if written:
                tell(Written(written))
        used.memory.save()

    def _pages(self, findings: list[Diagnostic]) -> Files:
        atlas = self.making.atlas
        history = pipeline.recent(self.settings, atlas)
        sourcing = Sourcing()
        for counted in self.work.counts():
            sourcing.plus(*counted)
        examples, recording = read_examples(self.settings.root), read_recording(self.settings.root)
        yield from render_feeds(atlas, history).items()
        yield from ((f"schema/{name}", data) for name, data in editor_files())
        yield from ((f"{SCHEMAS}/{name}", data) for name, data in data_files())
        yield from other_pages(atlas, lambda: sourcing, findings, self.today, examples, history, recording)

    def _put(self, work: Callable[[], Files], tell: Tell) -> None:
        """Bring files to the site; in an unsound store what cannot be made stays as it was."""
        held: dict[str, str | bytes] = {}
        try:
            for path, content in work():
                held[path] = content
        except Exception:
            if self.store.is_sound:
                raise
        self._given |= held.keys()
        self.making.theme.know(held)
        written = (path for path, content in held.items() if self.making.put(path, content))
        tell(Written(tuple(address(path) for path in written)))

    def _finish(self, tell: Tell) -> None:
        """Make what lists all pages, and those which may lead to any; then remove what belongs to none."""
        site, theme = self.making.site, self.making.theme
        pages = {path for made in self.work.made.values() for path in made.paths}
        if self.store.is_sound:
            theme.forget(theme.generated - pages - self._given)
        made = dict(theme.templates(pages_listed(self.making.atlas)))
        written = [name for name, data in made.items() if site.write(name, data)]
        tell(Written((*written, *self.making.by_hand(theme.written))))
        if self.store.is_sound:
            wanted = {address(path) for path in {*theme.generated, *theme.written}}
            wanted |= theme.statics.keys() | made.keys()
            gone = tuple(site.without(wanted))
            for name in gone:
                site.remove(name)
            tell(Written(gone))
