"""The pages of one entry, from the atlas to the served files."""

from dataclasses import dataclass
from datetime import date

from generator.links.relinking import Changes
from generator.model.atlas import Atlas
from generator.render.memory import Memory
from generator.render.pages import EntryPages
from generator.serving.entry_work import MadeEntry
from generator.serving.site import ServedSite
from generator.serving.theme import HeldTheme


@dataclass(slots=True)
class EntryMaking:
    """What the pages of entries are made with."""

    atlas: Atlas
    memory: Memory
    pages: EntryPages
    theme: HeldTheme
    site: ServedSite

    def make(self, id: str) -> tuple[MadeEntry, tuple[str, ...]]:
        """Make the pages of an entry; returns what is to be kept of them, and the addresses that became other."""
        made = self.pages.of(self.atlas[id])
        written = [
            address(path)
            for path, markdown in made.pages
            if self.site.write(address(path), self.theme.finished(path, markdown))
        ]
        kept = MadeEntry(id, tuple(path for path, _ in made.pages), self.memory.noted, made.counts)
        return kept, tuple(written)

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
