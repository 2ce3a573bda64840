"""Rows of other pages are found by patterns over their text: they are those that the generator prints."""

from __future__ import annotations

import json

import pytest

from euphrates_atlas.render.markup import DIFFERS, LINK, html
from euphrates_atlas.render.overviews.index_pages import index_pages
from euphrates_atlas.render.tables import Cell, Column, HeadingRow, Row, SortedCell, StyledCell, Table
from euphrates_atlas.text.edtf import parse_date
from tests.node import node
from tests.stores import corpus

KINDS = [kind.folder for kind in corpus().kinds]
COLUMNS = (Column("Date", absent="no date", key="date"), Column("Name", is_head=True), Column("Killed", style="ea-n"))


DAYS = ["2021-02-15", "2021-02", "2020-02~", "1900-02", "2021?", "198X", "19XX", "2021-XX", "2021-06-XX", "2021-XX-XX"]
DAYS += ["2026-06/2026-07", "2020/..", "2020/", "../2019-04", "/2019?", "2011-12-30~/2012-02%"]


def test_a_file_has_the_days_that_a_date_may_mean() -> None:
    """Those of the atlas; none where an end is open or not known."""
    run = node("test/file-days.ts", typed=json.dumps(DAYS))
    assert run.returncode == 0, run.stderr
    dates = [parse_date(text) for text in DAYS]
    ends = [[date.start and date.earliest, date.end and date.latest] for date in dates]
    assert json.loads(run.stdout) == ends


def read(text: str) -> list[list[object]]:
    run = node("test/read-rows.ts", typed=text)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def printed(tables: dict[str, Table]) -> list[list[object]]:
    """Return what is to be read: of each row its table, the number of its cells, its values, its years, and whether it differs."""
    rows = [(name, row) for name, table in tables.items() for row in table.rows if isinstance(row, Row) and row.data]
    return [
        [
            name,
            len(row.cells),
            [values.split(" ") if values else [] for values in (row.data or {})["data-f"].split("|")],
            (row.data or {}).get("data-years"),
            any(str(DIFFERS) in str(cell) for cell in row.cells),
        ]
        for name, row in rows
    ]


@pytest.mark.parametrize("folder", KINDS)
def test_the_rows_of_an_index(folder: str) -> None:
    kind = next(kind for kind in corpus().kinds if kind.folder == folder)
    tables = {anchor: table for page in index_pages(corpus(), kind) for _, anchor, table in page["tables"]}
    text = "\n".join(str(table.__html__()) for table in tables.values())
    assert read(text) == printed(tables)


@pytest.mark.parametrize(
    ("cells", "style", "data"),
    [
        (("", "", None), "", {"data-f": ""}),
        (
            (parse_date("2021-02-15"), LINK("a.html", "A") + DIFFERS, 1200),
            "ea-pref",
            {"data-f": "a b||c", "data-years": ""},
        ),
        ((SortedCell("x", "y"), html('<tr data-f="x"> & "'), StyledCell(0, {"class": "z"})), "", {"data-f": "|"}),
        (("\n", html("a\n\nb"), "table"), "", {"data-f": "quote", "data-years": "2019/2020"}),
    ],
)
def test_a_row_with_every_sort_of_cell(cells: tuple[Cell, ...], style: str, data: dict[str, str]) -> None:
    rows = (HeadingRow("May", anchor="m"), Row(cells, style, "r-1", data), HeadingRow(), Row(cells))
    table = Table("Rows & more", COLUMNS, rows, "ea-ix", 'data-index="all"', is_wide=True)
    assert read(str(table.__html__())) == printed({"all": table})
