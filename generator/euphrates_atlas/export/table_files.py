"""The tables as files: CSV, described for programs twice, a database of SQLite, and Parquet.

CSV is a data package of Frictionless, and CSVW in the manner of CLDF. SQLite has foreign keys, and views for the usual
questions; it has no index that a statement makes anew, the full-text index least of all, which is a fifth of the file.
"""

import io
from collections.abc import Iterator
from itertools import chain

from pydantic_core import to_json

from euphrates_atlas import resources
from euphrates_atlas.export.data_tables import DataTables, csv_bytes, ended
from euphrates_atlas.export.identity import (
    BIBLIOGRAPHY,
    LICENCE,
    LICENCE_ADDRESS,
    Files,
    FilesOfLines,
    checksum,
)
from euphrates_atlas.export.json_objects import Node
from euphrates_atlas.export.stored_tables import DataColumn, DataTable, Value, references
from euphrates_atlas.subject import site_address, subject

VERSION = "1.1.0"
"""Of the form of the tables: the first number changes when readers of the old one would misread the new one."""
_FORMULA = tuple("=+-@\t\r")
"""The first characters of cells that spreadsheets take for formulas."""
_SOURCE = "http://cldf.clld.org/v1.0/terms.rdf#source"
"""The meaning of the column with sources, for programs that read CLDF."""
SCRIPT = "atlas.sql"

NUMBERS = tuple(resources.yaml_table("export/data_numbers.yml").items())
"""Numbers that pages of the site show, and how the database gives them."""


def csv_package(tables: DataTables) -> Files:
    """Yield a file of CSV for each table, and two descriptions of them: a data package of Frictionless, and CSVW."""
    described = []
    about = ", ".join(filter(None, (subject().topic, subject().contents)))
    for table in tables.all:
        file = csv_file(table)
        described.append(_resource(table, file))
        yield f"{table.name}.csv", file
        del file
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": subject().slug,
        "title": subject().name,
        "description": f"Statements on {about}: each with its speaker, its sources and their origins.",
        "homepage": site_address(),
        "version": VERSION,
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS}],
        "resources": described,
    }
    yield "datapackage.json", _pretty(package)
    csvw = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": subject().name,
        "dc:license": LICENCE_ADDRESS,
        "dc:source": f"{BIBLIOGRAPHY}.bib",
        "dialect": {"commentPrefix": None},
        "tables": [_csvw_table(table) for table in tables.all],
    }
    yield "csv-metadata.json", _pretty(csvw)


def csv_file(table: DataTable) -> bytes:
    """Return a table as CSV in UTF-8; a text that a spreadsheet would take for a formula has an apostrophe before it."""
    head = [column.name for column in table.columns]
    return csv_bytes(chain([head], (map(_cell, row) for row in table.rows)))


def _cell(value: Value) -> str | int | None:
    """Return a value as a cell of CSV."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _resource(table: DataTable, file: bytes) -> Node:
    """Return the description of a table for the data package, with its columns and keys; `file` is its CSV."""
    fields = []
    for column in table.columns:
        field: Node = {
            "name": column.name,
            "type": column.type,
            "description": column.description,
        }
        if column.required:
            field["constraints"] = {"required": True}
        fields.append(field)
    foreign_keys = [
        {"fields": [column.name], "reference": {"resource": to, "fields": [key]}}
        for column, to, key in references(table)
    ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "type": "table",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file),
        "hash": f"sha256:{checksum(file)}",
        "schema": {"fields": fields, "primaryKey": table.key, "foreignKeys": foreign_keys},
    }


def _csvw_table(table: DataTable) -> Node:
    """Return the description of a table for CSVW."""
    foreign_keys = []  # those of columns that may be empty are left out: strict validators refuse such rows
    for column, to, key in references(table):
        if not column.required:
            continue
        reference = {"resource": f"{to}.csv", "columnReference": [key]}
        foreign_keys.append({"columnReference": [column.name], "reference": reference})
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": table.key,
            "foreignKeys": foreign_keys,
        },
    }


def _csvw_column(column: DataColumn) -> Node:
    """Return the description of a column for CSVW; one with sources holds several, with semicolons between them."""
    node: Node = {
        "name": column.name,
        "dc:description": column.description,
        "datatype": column.type,
    }
    if column.required:
        node["required"] = True
    if column.name == "source" and not column.to:
        node |= {"separator": ";", "propertyUrl": _SOURCE}
    return node


def _pretty(node: Node) -> bytes:
    return to_json(node, indent=1) + b"\n"


def sqlite_files(tables: DataTables) -> FilesOfLines:
    """Yield the script that makes the database: each version of SQLite would write other bytes, and git a whole new file."""
    yield SCRIPT, ended(map(str.encode, tables.database.iterdump()))


def numbers(tables: DataTables) -> Iterator[tuple[str, str, int]]:
    """Yield the label of each of `NUMBERS`, its SQL, and what that gives in the database."""
    for label, query in NUMBERS:
        yield label, query, tables.database.execute(query).fetchone()[0]


def views(tables: DataTables) -> list[str]:
    """Return the names of the views of the database."""
    query = "SELECT name FROM sqlite_master WHERE type = 'view'"
    return [name for (name,) in tables.database.execute(query)]


def parquet_files(tables: DataTables) -> Files:
    """Yield a file for each table; days are dates, and every text is UTF-8."""
    import pyarrow  # noqa: PLC0415 -- an extra
    from pyarrow import parquet  # noqa: PLC0415 -- as above

    types = {
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    for table in tables.all:
        fields = []
        columns = {}
        rows = [*table.rows]
        for at, column in enumerate(table.columns):
            fields.append((column.name, types.get(column.type, pyarrow.string())))
            columns[column.name] = [row[at] for row in rows]
        held = pyarrow.table(columns).cast(pyarrow.schema(fields))
        file = io.BytesIO()
        parquet.write_table(held, file, compression="zstd")
        yield f"{table.name}.parquet", file.getvalue()
