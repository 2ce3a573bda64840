"""The pages of one entry, from the atlas to the served files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.links.relinking import Changes
from generator.model.atlas import Atlas
from generator.render.memory import Memory
from generator.render.pages import EntryPages, pages_of
from generator.serving.entry_work import MadeEntry
from generator.serving.site import ServedSite
from generator.serving.theme import HeldTheme


@dataclass(slots=True)
class EntryMaking:
    """What pages are made with."""

    atlas: Atlas
    memory: Memory
    pages: EntryPages
    theme: HeldTheme
    site: ServedSite

    def make(self, id: str, *, is_sound: bool) -> tuple[MadeEntry, tuple[str, ...]]:
        """Make the pages of an entry; returns what is to be kept of them, and the addresses that became other.

        In a store that is not sound the page may name what is not there: then it stays as it was.
        """
        entry = self.atlas[id]
        try:
            made = self.pages.of(entry)
        except Exception:
            if is_sound:
                raise
            return MadeEntry(id, tuple(pages_of(entry)), (), (0, 0, 0), is_made=False), ()
        written = tuple(address(path) for path, markdown in made.pages if self.put(path, markdown))
        return MadeEntry(id, tuple(path for path, _ in made.pages), self.memory.noted, made.counts), written

    def put(self, path: str, content: str | bytes) -> bool:
        """Bring a file to the site, Markdown as a page; tell whether it is other than before."""
        data = self.theme.finished(path, content) if isinstance(content, str) else content
        return self.site.write(address(path), data)

    def by_hand(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Make pages that are written by hand; returns the addresses that became other."""
        return tuple(
            address(path) for path in sorted(paths) if self.site.write(address(path), self.theme.page_by_hand(path))
        )

    def follow(self, atlas: Atlas, changes: Changes) -> set[str]:
        """Go on with the next atlas, and return the entries whose pages are given something else, whatever they read."""
        before, self.atlas, self.memory = self.atlas, atlas, Memory(atlas)
        others = self.pages.follow(before, atlas, self.memory, changes.entries)
        return set(atlas.entries) if changes.authors else others


def making(atlas: Atlas, memory: Memory, theme: HeldTheme, site: ServedSite, today: date | None) -> EntryMaking:
    """Return what makes the pages of the entries of an atlas."""
    return EntryMaking(atlas, memory, EntryPages(atlas, memory, today), theme, site)


def address(path: str) -> str:
    """Return where generated Markdown, or another file, stands in the site."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
