"""All exported files of a store, by their path below `content/`; MkDocs copies them into the site as they are."""

from collections.abc import Iterator

from generator.export.bibliography import Bibliographies, work_items, works_cited
from generator.export.entry_json import entry_json, moved_json
from generator.model.atlas import Atlas
from generator.model.entry import Entry

File = tuple[str, bytes]


class EntryFiles:
    """The data of the entries of one atlas: that of each is made without that of the others."""

    def __init__(self, atlas: Atlas, site: str) -> None:
        """Take what all share."""
        self._atlas = atlas
        self._site = site
        self._items = work_items(atlas)
        self._cited = works_cited(atlas)
        self._bibliographies = Bibliographies(self._items)

    def of(self, entry: Entry) -> Iterator[File]:
        """Yield the data beside an entry's page, what it cites, and what leads on from its old ids."""
        cited = self._cited.get(entry.id, ())
        yield f"{entry.kind.folder}/{entry.id}.json", entry_json(self._atlas, entry, self._site, self._items, cited)
        for old in entry.record.redirects:
            yield f"{entry.kind.folder}/{old}.json", moved_json(entry, old, self._site)
        yield from self._bibliographies.of(entry, cited)

    def of_all(self) -> Iterator[File]:
        """Yield the files that are of no entry alone."""
        return self._bibliographies.whole()


def export_files(atlas: Atlas, site: str) -> Iterator[File]:
    """Yield the data of each entry beside its page, and the bibliographies; the same atlas gives the same bytes."""
    made = EntryFiles(atlas, site)
    for entry in atlas.entries.values():
        yield from made.of(entry)
    yield from made.of_all()
