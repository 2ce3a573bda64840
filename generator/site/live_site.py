"""The site of a store that somebody edits: a file is made when it is asked for, and remembered until something changes."""

from collections.abc import Iterable, Sequence
from threading import RLock

from generator.diagnostics import Diagnostic
from generator.model.atlas import Atlas, Entry
from generator.render.entries.entry_page import EntryPages
from generator.render.environment import forget_templates
from generator.settings import Settings
from generator.site.convert import address_of
from generator.site.folder_update import read_manifest
from generator.site.mkdocs import SITEMAP, MkDocs
from generator.site.open_pages import ASSETS
from generator.site.parts import gather_input, parts, sitemap_fields
from generator.store.linking import link
from generator.store.store import Store, read_store


class CannotMake(Exception):
    """A file of the site cannot be made; the text says why."""


class LiveSite:
    """The files of the site by their addresses. Several threads may ask for them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = RLock()
        self._findings: Sequence[Diagnostic] = ()
        self._last: dict[str, bytes | None] = {}
        """The last state of every file that was asked for."""
        self.store = read_store(settings)
        """What is saved, errors or not."""
        self._atlas = _sound_atlas(self.store, None)
        """What pages show: of an entry that cannot be read or linked now, its last state that could be."""
        self._entry_pages = EntryPages(self._atlas, None)
        self.follow_theme()

    def follow_entries(self) -> None:
        """Read what changed in the store."""
        with self._lock:
            self.store = read_store(self._settings, before=self.store)
            self._atlas = _sound_atlas(self.store, self._atlas)
            self._forget()

    def follow_findings(self, findings: Sequence[Diagnostic]) -> None:
        """Take what the check finds: some pages tell it."""
        with self._lock:
            if findings != self._findings:
                self._findings = findings
                self._forget()

    def follow_theme(self) -> None:
        """Read the configuration, the theme, the templates, the history and the pages written by hand again."""
        with self._lock:
            forget_templates()
            self._mkdocs = MkDocs(self._settings, read_manifest(self._settings.manifest))
            self._mkdocs.trust_links()
            self._forget()

    def file(self, address: str) -> bytes | None:
        """Return the bytes of a file of the site, or None. Raises `CannotMake` if it cannot be made."""
        with self._lock:
            if address not in self._finished:
                try:
                    self._finished[address] = self._make(address)
                except Exception as error:
                    line = f"{getattr(error, 'filename', '')}:{getattr(error, 'lineno', '')}: ".removeprefix(":: ")
                    raise CannotMake(f"{address}: {line}{type(error).__name__}: {error}") from error
                self._last[address] = self._finished[address]
            return self._finished[address]

    def last(self, address: str) -> bytes | None:
        """Return the last bytes that a file had."""
        return self._last.get(address)

    def changed(self, pages: Iterable[str]) -> list[str]:
        """Return those of the pages, and of the files that pages load, that are not as they were when last asked for."""
        assets = [address for address in [*self._last] if address.startswith(ASSETS)]
        before = {address: self._last.get(address) for address in (*pages, *assets)}
        return [address for address, data in before.items() if self.file(address) != data]

    def try_pages(self) -> None:
        """Make the page of one entry of each kind. Raises `CannotMake` if the theme or a template has a mistake."""
        first: dict[str, Entry] = {}
        for entry in self._atlas.entries.values():
            first.setdefault(entry.kind.folder, entry)
        for folder, entry in first.items():
            self.file(f"{folder}/{entry.id}.html")

    def _forget(self) -> None:
        """Forget all files that were made of an earlier state."""
        self._finished: dict[str, bytes | None] = {}
        self._files: dict[str, str | bytes] = {}
        self._made: set[int] = set()
        findings = self._findings
        site = gather_input(self._settings, self._atlas, lambda: findings)
        if self._entry_pages.atlas is not self._atlas or self._entry_pages.today != site.today:
            self._entry_pages = EntryPages(self._atlas, site.today)
        self._parts = [*parts(site, self._entry_pages)]
        self._covering: dict[str, list[int]] = {}
        for number, part in enumerate(self._parts):
            for beginning in part.covers:
                self._covering.setdefault(beginning, []).append(number)

    def _make(self, address: str) -> bytes | None:
        page = f"{address.removesuffix('.html')}.md"
        for path in (page, address):
            content = self._content(path)
            if content is not None and address_of(path) == address:
                return self._mkdocs.page(path, content)[0] if isinstance(content, str) else content
        if address in self._mkdocs.copied:
            return self._mkdocs.copied[address].read_bytes()
        if page in self._mkdocs.by_hand and address_of(page) == address:
            return self._mkdocs.page_by_hand(page)[0]
        if address not in self._mkdocs.static_templates:
            return None
        if address.startswith(SITEMAP):
            self._make_everything()
        return self._mkdocs.static_file(address, sitemap_fields(self._atlas))

    def _content(self, path: str) -> str | bytes | None:
        """Return the Markdown of a generated page, or the bytes of another generated file."""
        for end in range(len(path), -1, -1):
            for number in self._covering.get(path[:end], ()):
                self._make_part(number)
                if path in self._files:
                    return self._files[path]
        return None

    def _make_part(self, number: int) -> None:
        if number not in self._made:
            self._files.update(self._parts[number].make())
            self._made.add(number)

    def _make_everything(self) -> None:
        """Make all parts and the pages that are written by hand, so that all are known that a list of pages names."""
        for number in range(len(self._parts)):
            self._make_part(number)
        self._mkdocs.know(self._files)
        self._mkdocs.trust_links()
        for path in self._mkdocs.by_hand:
            self.file(address_of(path))


def _sound_atlas(store: Store, before: Atlas | None) -> Atlas:
    """Return the atlas of a store in which every reference leads somewhere: what is broken keeps its last sound state."""
    broken = {finding.entry.id for finding in store.links.findings()}
    if not broken and not store.unreadable:
        return store.atlas
    entries = {**(before.entries if before is not None else {}), **store.atlas.entries}
    for id in broken:
        if before is not None and id in before.entries:
            entries[id] = before.entries[id]
    gone = {id for id in entries if id not in store.atlas.entries and id not in store.atlas.unread}
    while True:
        links = link(entries.values(), store.atlas.kinds)
        dangling = {finding.entry.id for finding in links.findings()}
        unnamed = {id for id in gone if id in entries and not _is_named(links.atlas, id)}
        if not dangling and not unnamed:
            return links.atlas
        for id in dangling or unnamed:
            del entries[id]


def _is_named(atlas: Atlas, id: str) -> bool:
    naming = {mention.entry_id for mention in atlas.mentions.get(id, ())} | {
        use.entry_id for use in atlas.uses.get(id, ())
    }
    return bool(naming - {id})
