"""The generated files of a checked store: made by several processes where there is much to make, and written as they are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator import schema
from generator.compare.recent import RecentCommit
from generator.diagnostics import Diagnostic
from generator.export.files import EntryFiles
from generator.export.terms import SCHEMAS
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.output.following import Follower
from generator.output.forking import Dealt, dealt
from generator.output.renewing import Renewal
from generator.render.memory import Memory
from generator.render.overviews.state_page import Sourcing
from generator.render.pages import EntryPages, other_pages, render_feeds
from generator.search.files import search_files
from generator.settings import processes, site_address
from generator.source.examples import Example
from generator.source.recordings import Recording

ENOUGH = 300
"""Entries; the files of fewer are made before another process could help."""
_PORTION = 16
"""Entries that a process takes at once."""
_MOST_PORTIONS = 1_000

_Files = Iterator[tuple[str, str | bytes]]
"""Path, and either the Markdown of a page or the bytes of another file."""


@dataclass(frozen=True, slots=True)
class _Sink:
    """Where files go as they are made."""

    renewal: Renewal
    site: Follower

    def put(self, path: str, content: str | bytes) -> None:
        """Take in the Markdown of a page, or another file."""
        if isinstance(content, str):
            self.renewal.put(path, content.encode())
            self.site.page(path, content)
        else:
            self.site.data(path, self.renewal.put(path, content))

    def keep(self, path: str, markdown: str) -> None:
        """Take in a page that is written already."""
        self.renewal.keep(path)
        self.site.page(path, markdown)

    def part(self) -> "_Sink":
        return _Sink(self.renewal.part(), self.site.part())


@dataclass(frozen=True, slots=True)
class Shown:
    """What pages are made of besides the atlas."""

    findings: Sequence[Diagnostic] = ()
    today: date | None = None
    examples: Mapping[str, Example] | None = None
    history: Sequence[RecentCommit] | None = None
    recording: Recording | None = None


class Making:
    """The files of one atlas on their way into a renewal."""

    def __init__(self, atlas: Atlas, today: date | None, memory: Memory, renewal: Renewal, site: Follower) -> None:
        self._atlas = atlas
        self._memory = memory
        self._sink = _Sink(renewal, site)
        self._pages = EntryPages(atlas, memory, today)
        self._data = EntryFiles(atlas, site_address())
        entries = [*atlas.entries.values()]
        self._first = {entry.kind.folder: entry for entry in reversed(entries)}
        self._portions = [*_portions([entry for entry in entries if self._first[entry.kind.folder] is not entry])]

    def make(self, shown: Callable[[], Shown]) -> None:
        """Make all files. Whatever the number of processes, they are the same.

        What pages across entries show is asked for before other processes begin; what that raises ends the run.
        """
        sourcing = Sourcing()
        # An entry of each kind before any other process is there: what it takes to lay them out is worked out once.
        try:
            for entry in self._first.values():
                sourcing.plus(*self._entry(entry, self._sink))
        finally:
            given = shown()  # what cannot be made of a store with errors is no bug
        with dealt(1 + len(self._portions), self._share, processes(len(self._atlas.entries), ENOUGH)) as shared:
            for path, content in self._others(given, lambda: self._counted(shared, sourcing)):
                self._sink.put(path, content)
        self._memory.save()

    def _others(self, shown: Shown, counted: Callable[[], Sourcing]) -> _Files:
        """Yield what belongs to no entry alone, at last the page for which the pages of all have to be counted."""
        atlas = self._atlas
        yield from render_feeds(atlas, shown.history).items()
        yield from ((f"schema/{name}", data) for name, data in schema.editor_files())
        yield from ((f"{SCHEMAS}/{name}", data) for name, data in schema.data_files())
        yield from self._data.of_all()
        findings, today, examples, history = shown.findings, shown.today, shown.examples, shown.history
        yield from other_pages(atlas, counted, findings, today, examples, history, shown.recording)

    def _share(self, numbers: Iterator[int]) -> "_Share":
        """Make the files of some portions, the first of which is the index for searching; done in each process."""
        sink, sourcing = self._sink.part(), Sourcing()
        before = self._memory.rendered
        for number in numbers:
            if number == 0:
                for path, data in search_files(self._atlas):
                    sink.put(path, data)
            else:
                for entry in self._portions[number - 1]:
                    sourcing.plus(*self._entry(entry, sink))
        made, used, rendered = self._memory.handed_over()
        files = *sink.renewal.handed_over(), sink.site.handed_over()
        return _Share(*files, sourcing.counts, made, used, rendered - before)

    def _entry(self, entry: Entry, sink: _Sink) -> tuple[int, ...]:
        """Make the files of an entry, and return what is counted on its page."""
        made = self._pages.of(entry)
        for path, text in made.pages:
            if made.stands:
                sink.keep(path, text)
            else:
                sink.put(path, text)
        for path, data in self._data.of(entry):
            sink.put(path, data)
        return made.counts

    def _counted(self, shared: "Dealt[_Share]", sourcing: Sourcing) -> Sourcing:
        """Wait until all portions are made, and add what was counted on their pages to what was on the first."""
        own, *others = shared.outcomes()
        for share in (own, *others):
            self._sink.renewal.take(share.changed, share.kept)
            self._sink.site.take(share.later)
            sourcing.plus(*share.counts)
        for share in others:
            self._memory.take(share.made, share.used, share.rendered)
        return sourcing


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process made."""

    changed: dict[str, str]
    kept: list[str]
    later: list[str]
    counts: tuple[int, int, int]
    made: dict[bytes, bytes]
    used: set[bytes]
    rendered: int


def _portions(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    size = max(_PORTION, -(-len(entries) // _MOST_PORTIONS))
    return (entries[start : start + size] for start in range(0, len(entries), size))
