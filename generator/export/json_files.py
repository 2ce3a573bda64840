"""The entries as JSON, a file for each kind: programs that open each file by itself give up on thousands."""

from collections.abc import Iterator

from pydantic_core import to_json

from generator.export.data_tables import DataTables
from generator.export.export_files import EntryFiles

_LINES = ("statements", "citations", "rejections")


def json_files(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield the entries of each kind as in the files beside their pages, as a list and as lines; and tables as lines."""
    made = EntryFiles(tables.atlas, tables.site)
    for kind in tables.atlas.kinds:
        lines = [to_json(made.data_of(entry)) for entry in tables.atlas.of_kind(kind)]
        yield f"{kind.folder}.json", b"[\n" + b",\n".join(lines) + b"\n]\n"
        yield f"{kind.folder}.jsonl", b"".join(line + b"\n" for line in lines)
    for name in _LINES:
        yield f"{name}.jsonl", b"".join(to_json(record) + b"\n" for record in tables[name].records())
