"""All exported files of a store, by their path below `content/`; MkDocs copies them into the site as they are."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from generator.export.csl import Item, entry_item, work_item
from generator.export.entry_json import entry_json, redirect_json
from generator.export.formats import ENTRY_DATA, WORK_FORMATS, page_bibliographies
from generator.export.identity import BIBLIOGRAPHY
from generator.facts.support import sources_by_entry
from generator.model.atlas import Atlas, Entry
from generator.model.roles import Work

File = tuple[str, bytes]


class EntryFiles:
    """The exported files of one atlas, which can be made for each entry alone."""

    def __init__(self, atlas: Atlas, site: str) -> None:
        """Take the address of the site, with a slash at its end."""
        self._atlas = atlas
        self._site = site

    @cached_property
    def works(self) -> dict[str, Item]:
        """Every work as an item of CSL-JSON, by id."""
        return {e.id: work_item(self._atlas, e) for e in self._atlas.entries.values() if isinstance(e.record, Work)}

    @cached_property
    def _cited(self) -> Mapping[str, frozenset[str]]:
        return sources_by_entry(self._atlas)

    def of(self, entry: Entry) -> Iterator[File]:
        """Yield the files beside an entry's page: its data, redirects from its old ids, and the works that it cites."""
        folder = entry.kind.folder
        works = self.cited_by(entry)
        cite_as = self.works.get(entry.id) or entry_item(entry, self._site)
        yield f"{folder}/{entry.id}{ENTRY_DATA.ending}", entry_json(self._atlas, entry, self._site, cite_as, works)
        for old in entry.record.redirects:
            yield f"{folder}/{old}{ENTRY_DATA.ending}", redirect_json(entry, old, self._site)
        for format in page_bibliographies(entry, cites_works=bool(works)):
            yield f"{folder}/{entry.id}{format.ending}", format.file(works)

    def cited_by(self, entry: Entry) -> list[Item]:
        """Return the works that an entry cites anywhere, sorted by id."""
        return [self.works[id] for id in sorted(self._cited.get(entry.id, ()))]

    def of_all(self) -> Iterator[File]:
        """Yield the files of the whole atlas: every work in every format for works."""
        works = [self.works[id] for id in sorted(self.works)]
        for format in WORK_FORMATS:
            yield f"{BIBLIOGRAPHY}{format.ending}", format.file(works)
