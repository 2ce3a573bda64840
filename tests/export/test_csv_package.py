"""The tables as CSV: read back by the libraries of others, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from pathlib import Path

import pytest
from csvw import TableGroup
from frictionless import Package

from euphrates_atlas.export.data_tables import DataTables
from euphrates_atlas.export.stored_tables import DataColumn, DataTable
from euphrates_atlas.export.table_files import csv_file, csv_package
from tests.stores import corpus, whole_store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of the worked examples."""
    made = tmp_path_factory.mktemp("csv")
    for name, data in csv_package(DataTables(corpus())):
        (made / name).write_bytes(data)
    return made


def test_the_data_package_is_valid(folder: Path):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["code", "message"]) == []
    assert report.stats["tasks"] == len(DataTables(corpus()).all)


def test_csvw_reads_the_same_and_all_keys_lead_somewhere(folder: Path):
    """In the manner of CLDF: a list of sources, each with its place in brackets."""
    group = TableGroup.from_file(folder / "csv-metadata.json")
    assert group.check_referential_integrity(strict=True)
    for table, held in zip(DataTables(corpus()).all, group.tables, strict=True):
        assert str(held.url) == f"{table.name}.csv"
        assert sum(1 for _ in held) == len([*table.rows])
    (statements,) = [table for table in group.tables if str(table.url) == "statements.csv"]
    cited = {source.partition("[")[0] for row in statements for source in row["source"]}
    assert cited <= {id for id, entry in corpus().entries.items() if entry.kind.folder == "sources"}


def test_the_description_has_the_sums_of_the_files(folder: Path):
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(A1)"])
def test_no_cell_is_a_formula(text: str):
    table = DataTable("t", "", ("a",), (DataColumn("a", ""),), sqlite3.connect(""))
    table.store([(text,)])
    ((_,), (cell,)) = csv.reader(io.StringIO(csv_file(table).decode()))
    assert cell == f"'{text}"


def test_no_cell_of_the_store_is_a_formula():
    """Whatever entries hold; and every row has as many cells as the table has columns."""
    for table in DataTables(whole_store()).all:
        rows = list(csv.reader(io.StringIO(csv_file(table).decode("utf-8"))))
        assert {len(row) for row in rows} == {len(table.columns)}
        assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
