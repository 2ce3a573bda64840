"""The tables as CSV, described for programs twice: as a data package of Frictionless, and as CSVW in the manner of CLDF."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pydantic_core import to_json

from generator.export.data_tables import DataColumn, DataTable, DataTables, Value, references
from generator.export.identity import BIBLIOGRAPHY, LICENCE, LICENCE_ADDRESS, checksum
from generator.subject import subject

Node = dict[str, Any]
VERSION = "1.0.0"
"""Of the form of the tables: the first number changes when readers of the old one would misread the new one."""
_FORMULA = re.compile(r"[=+\-@\t\r]")
_SOURCE = "http://cldf.clld.org/v1.0/terms.rdf#source"


def csv_package(tables: DataTables) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each table, and the two descriptions."""
    files = {f"{table.name}.csv": csv_file(table) for table in tables.all}
    yield from files.items()
    resources = [_resource(table, files[f"{table.name}.csv"]) for table in tables.all]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": subject().slug,
        "title": subject().name,
        "description": f"Statements on {subject().topic}, {subject().contents}: each with its speaker, its sources and their origins.",
        "homepage": tables.site,
        "version": VERSION,
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS}],
        "resources": resources,
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
    """Return a table as CSV in UTF-8; no spreadsheet takes a cell for a formula."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str | int | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _resource(table: DataTable, file: bytes) -> Node:
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
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": to, "fields": [key]}}
                for column, to, key in references(table)
            ],
        },
    }


def _field(column: DataColumn) -> Node:
    required = {"constraints": {"required": True}} if column.required else {}
    return {"name": column.name, "type": column.type, "description": column.description, **required}


def _csvw_table(table: DataTable) -> Node:
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"columnReference": [column.name], "reference": {"resource": f"{to}.csv", "columnReference": [key]}}
                for column, to, key in references(table)
            ],
        },
    }


def _csvw_column(column: DataColumn) -> Node:
    node: Node = {"name": column.name, "dc:description": column.description, "datatype": column.type}
    if column.required:
        node["required"] = True
    if column.name == "source" and not column.to:
        node |= {"separator": ";", "propertyUrl": _SOURCE}
    return node


def _pretty(node: Node) -> bytes:
    return to_json(node, indent=1) + b"\n"
