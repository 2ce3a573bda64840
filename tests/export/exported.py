"""All exported files of an atlas at once, as tests read them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.export.data_formats import placed
from generator.export.export_files import EntryFiles, File
from generator.model.atlas import Atlas


def export_files(atlas: Atlas, site: str) -> Iterator[File]:
    """Yield the files of every entry, then those of the whole atlas."""
    files = EntryFiles(atlas, site)
    for entry in atlas.entries.values():
        yield from files.of(entry)
    yield from placed(files.bibliographies())
