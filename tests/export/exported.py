"""All exported files of an atlas at once, as tests read them."""

from __future__ import annotations

from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.export_files import bibliographies, entry_files
from euphrates_atlas.export.identity import DATA, Files
from euphrates_atlas.model.atlas import Atlas


def export_files(atlas: Atlas) -> Files:
    """Yield the files of every entry that is no row of another's page, then those of the whole atlas."""
    for entry in (entry for entry in atlas.entries.values() if not entry.kind.row_of):
        yield from entry_files(atlas, entry)
    yield from ((f"{DATA}/{name}", data) for name, data in bibliographies(DataTables(atlas)))
