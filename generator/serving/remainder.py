"""Everything that a change may concern beside the pages of a few entries; done in a snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import pipeline
from generator.cache import Cache
from generator.diagnostics import Diagnostic
from generator.export.files import export_files
from generator.export.terms import SCHEMAS
from generator.output.renewing import Renewal
from generator.render.memory import Memory
from generator.render.overviews.state_page import Sourcing
from generator.render.pages import other_pages, render_feeds
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


@dataclass(frozen=True, slots=True)
class Written:
    """These files are other than before."""

    addresses: tuple[str, ...]
    line: str = ""
    """For the terminal."""


@dataclass(frozen=True, slots=True)
class Known:
    """The paths of all that the store gives rise to."""

    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in the whole store."""

    findings: list[Diagnostic]


MANY = 200
"""Entries; more are made with the pages that earlier runs remember."""


@dataclass(slots=True)
class Remainder:
    """The work that is left."""

    settings: Settings
    store: FollowedStore
    making: EntryMaking
    work: EntryWork
    today: date | None

    def do(self, tell: Tell) -> None:
        """Do all of it, the pages of entries first."""
        laps = Laps()
        self._statics(tell)
        with without_warnings():  # what they lead to may not be known before all is made
            self._by_hand(tell)
        number = len(self.work.stale)
        self._entries(tell)
        laps.mark(f"{number} other pages")
        checked = pipeline.diagnose(self.store.held, today=self.today, notes=False)
        tell(Checked(checked.diagnostics))
        laps.mark("checks")
        self._files(dict(self._pages(checked.diagnostics)), tell)
        laps.mark("pages across entries")
        atlas = self.making.atlas
        self._files(dict(export_files(atlas, site_address())), tell)
        laps.mark("data")
        self._files(dict(search_files(atlas)), tell)
        laps.mark("search")
        tell(Known(self.making.theme.generated))
        self._by_hand(tell)
        tell(Written((), f"  then {laps}"))

    def _statics(self, tell: Tell) -> None:
        site, theme = self.making.site, self.making.theme
        tell(Written(tuple(address for address, source in theme.statics.items() if site.copy(address, source))))

    def _by_hand(self, tell: Tell) -> None:
        site, theme = self.making.site, self.making.theme
        paths = (path for path in sorted(theme.written) if site.write(address(path), theme.page_by_hand(path)))
        tell(Written(tuple(map(address, paths))))

    def _entries(self, tell: Tell) -> None:
        stale, used = list(self.work.stale), self.making
        if len(stale) > MANY:
            cache, held = Cache(self.settings.state / "cache" / "pages.sqlite"), Renewal(self.settings.content).held
            remembered = Memory(used.atlas, self.store.contents, cache, held)
            used = making(used.atlas, remembered, used.theme, used.site, self.today)
        for id in stale:
            made, written = used.make(id)
            self.work.take(made)
            tell(made)
            if written:
                tell(Written(written))
        used.memory.save()

    def _pages(self, findings: list[Diagnostic]) -> Iterator[tuple[str, str | bytes]]:
        atlas = self.making.atlas
        history = pipeline.recent(self.settings, atlas)
        sourcing = Sourcing()
        for counted in self.work.counts():
            sourcing.plus(*counted)
        examples = read_examples(self.settings.root)
        yield from other_pages(atlas, lambda: sourcing, findings, self.today, examples, history)
        yield from render_feeds(atlas, history).items()
        yield from ((f"schema/{name}", data) for name, data in editor_files())
        yield from ((f"{SCHEMAS}/{name}", data) for name, data in data_files())

    def _files(self, files: dict[str, str | bytes], tell: Tell) -> None:
        used = self.making
        used.theme.know(files)
        written = []
        for path, content in files.items():
            data = used.theme.finished(path, content) if isinstance(content, str) else content
            if used.site.write(address(path), data):
                written.append(address(path))
        tell(Written(tuple(written)))
