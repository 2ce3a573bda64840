"""The bibliography as files: of each page that readers come for, and of the whole atlas."""

from collections.abc import Collection, Iterator, Mapping

from pydantic_core import to_json

from generator.export import bibtex, ris
from generator.export.csl import Item, is_work, work_item
from generator.export.terms import DATA
from generator.model.atlas import Atlas
from generator.model.entry import Entry


def work_items(atlas: Atlas) -> dict[str, Item]:
    """Return every work of the atlas as an item, by id."""
    return {entry.id: work_item(atlas, entry) for entry in atlas.entries.values() if is_work(entry)}


def works_cited(atlas: Atlas) -> dict[str, list[str]]:
    """Return the ids of the works that each entry cites anywhere, sorted."""
    cited: dict[str, set[str]] = {}
    for source, uses in atlas.uses.items():
        for use in uses:
            cited.setdefault(use.entry_id, set()).add(source)
    return {entry: sorted(sources) for entry, sources in cited.items()}


class Bibliographies:
    """The works of one atlas as references: each is made once, for most are cited on several pages."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._items = items
        self._made: dict[str, tuple[bytes, bytes]] = {}

    def of(self, entry: Entry, cited: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of `<page>.bib` and `.ris`: what a page cites, where readers come for it."""
        if cited and not entry.kind.supports:
            yield from self._files(f"{entry.kind.folder}/{entry.id}", cited)

    def whole(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of all works in three formats."""
        every = sorted(self._items)
        yield from self._files(f"{DATA}/bibliography", every)
        lines = b",\n".join(to_json(self._items[id]) for id in every)
        yield f"{DATA}/bibliography.json", b"[\n" + lines + b"\n]\n"

    def _files(self, path: str, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for at, ending in enumerate(("bib", "ris")):
            yield f"{path}.{ending}", b"\n".join(self._references(id)[at] for id in ids)

    def _references(self, id: str) -> tuple[bytes, bytes]:
        if id not in self._made:
            item = self._items[id]
            self._made[id] = f"{bibtex.reference(item)}\n".encode(), f"{ris.reference(item)}\n".encode()
        return self._made[id]
