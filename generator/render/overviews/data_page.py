"""The files of the whole data, and the page that says what there is and how to use it."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.export.data_tables import DataTable, DataTables
from generator.export.export_files import CHECKSUMS, DATA_FORMATS, README, closing_files, data_examples
from generator.export.identity import DATA, checksum
from generator.export.table_files import VERSION, numbers
from generator.facts.plain_words import day_words
from generator.render.environment import filled
from generator.render.markup import CODE, LINK, joined
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, Table, number, rows_of
from generator.subject import site_address, subject
from generator.text.escape import escape_html

_FILES = (Column("File", is_head=True), number("Size"), Column("SHA-256"))
_COLUMNS = (Column("Column", is_head=True), Column("Type"), Column("What it holds"))
_NUMBERS = (Column("Number", is_head=True), number("Value"), Column("SQL"))
_SHOWN = 12
"""Digits of a checksum on the page; the file of checksums has all."""


def pages(site: SiteInput) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files, their checksums and the page; only one file of a large store is held at a time."""
    tables, listed = DataTables(site.atlas), []
    folder = site.atlas.kinds[0].folder
    digests: dict[str, str] = {}
    for format in (format for format in DATA_FORMATS if not format.extra):
        rows = []
        for name, data in format.files(tables):
            yield f"{DATA}/{name}", data
            digests[name] = checksum(data)
            rows.append((LINK(f"v1/{name}", name), _size(len(data)), CODE(digests[name][:_SHOWN])))
        listed.append((format, Table(f"Files: {format.label}", _FILES, rows_of(rows))))
    yield from ((f"{DATA}/{name}", data) for name, data in closing_files(digests, folder))
    page = filled(
        "data.md.j2",
        formats=listed,
        tables=[(table, Table(f"Columns of {table.name}", _COLUMNS, rows_of(_columns(table)))) for table in tables.all],
        statements=tables["statements"],
        version=VERSION,
        day=day_words(site.today) if site.today else "",
        site=site_address(),
        examples=[example | {"text": Markup(escape_html(example["text"]))} for example in data_examples()],
        folder=folder,
        name=subject().name,
        checksums=CHECKSUMS,
        readme=README,
        extras=[format for format in DATA_FORMATS if format.extra],
        numbers=Table("Numbers of the site, and the queries that give them", _NUMBERS, rows_of(_figures(tables))),
    )
    yield "data/index.md", page


def _figures(tables: DataTables) -> Iterator[tuple[Cell, ...]]:
    """Yield the numbers that the database gives: each with its label and its query."""
    for label, query, value in numbers(tables):
        yield label, value, CODE(query)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"


def _columns(table: DataTable) -> Iterator[tuple[Cell, ...]]:
    for column in table.columns:
        name, to = CODE(column.name), LINK(f"#t-{column.to}", column.to)
        yield name, joined([Markup(column.type), to], " of ") if column.to else column.type, column.description
