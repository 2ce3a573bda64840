"""The files of the whole data, and the page that describes them. `site/parts.py` runs `pages`."""

from collections.abc import Iterator

from markupsafe import escape

from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.export_files import (
    CHECKSUMS,
    DATA_FORMATS,
    EXAMPLES,
    README,
    closing_files,
)
from euphrates_atlas.export.identity import DATA, checksum
from euphrates_atlas.export.stored_tables import DataTable
from euphrates_atlas.export.table_files import VERSION, numbers, views
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import CODE, LINK, html
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import Cells
from euphrates_atlas.resources import yaml_table

_SHOWN = 12
"""Digits of a checksum on the page; the file of checksums has all."""


def pages(site: SiteInput) -> Pages:
    """Yield the files, their checksums and the page; only one file of a large store is held at a time."""
    tables = DataTables(site.atlas)
    formats = []
    digests = {}
    for format in DATA_FORMATS:
        if format.extra:
            continue
        rows = []
        for name, data in format.files(tables):
            yield f"{DATA}/{name}", data
            digests[name] = checksum(data)
            shown = CODE(digests[name][:_SHOWN])
            rows.append((LINK(f"v1/{name}", name), _size(len(data)), shown))
            del data
        formats.append((format, rows))
    folder = site.atlas.kinds[0].folder
    for name, data in closing_files(digests, folder, site.today):
        yield f"{DATA}/{name}", data
    page = filled(
        "data.md.j2",
        formats=formats,
        tables=[(table, _columns(table)) for table in tables.all],
        statements=tables["statements"],
        version=VERSION,
        day=site.today,
        examples=yaml_table(EXAMPLES),
        kinds=site.atlas.kinds,
        views=views(tables),
        folder=folder,
        checksums=CHECKSUMS,
        readme=README,
        every_format=DATA_FORMATS,
        numbers=[
            (label, value, CODE(escape(query))) for label, query, value in numbers(tables)
        ],
    )
    yield "data/index.md", page


def _size(count: int) -> str:
    """Return a number of bytes in words: "3 KB", "1.2 MB"."""
    if count >= 1e6:
        return f"{count / 1e6:.1f} MB"
    return f"{max(1, round(count / 1e3))} KB"


def _columns(table: DataTable) -> Iterator[Cells]:
    """Yield the columns of a table of the data, a row each, with links to the tables that they refer to."""
    for column in table.columns:
        type = html(column.type)
        if column.to:
            type += " of " + LINK(f"#t-{column.to}", column.to)
        yield CODE(column.name), type, column.description
