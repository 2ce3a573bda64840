"""The bibliography as files: of each page that readers come for, and of the whole atlas."""

import json
from collections.abc import Iterator, Mapping, Sequence

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


def entry_bibliography(entry: Entry, works: Sequence[Item]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of `<page>.bib` and `.ris`: what a page cites, where readers come for it."""
    if works and not entry.kind.supports:
        yield f"{entry.kind.folder}/{entry.id}.bib", bibtex.bibliography(works).encode()
        yield f"{entry.kind.folder}/{entry.id}.ris", ris.bibliography(works).encode()


def whole_bibliography(items: Mapping[str, Item]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of all works in three formats."""
    every = [items[id] for id in sorted(items)]
    yield f"{DATA}/bibliography.bib", bibtex.bibliography(every).encode()
    yield f"{DATA}/bibliography.ris", ris.bibliography(every).encode()
    yield f"{DATA}/bibliography.json", as_lines(every).encode()


def as_lines(items: list[Item]) -> str:
    """Return a JSON list with an item on each line."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items) + "\n]\n"
