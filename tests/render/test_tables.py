"""Tables of pages: which columns they have."""

from __future__ import annotations

import pytest

from euphrates_atlas.render.tables import Column, number
from euphrates_atlas.render.tables import table as made

COLUMNS = (Column("Entry", is_head=True), Column("Said", absent="no date"), Column("Standing"), number("Others"))


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([("a", "", None, 0), ("b", None, "", 2)], ["Entry", "Others"]),
        ([("a", "", "", None), ("b", "", "superseded", None)], ["Entry", "Standing"]),
        ([], ["Entry", "Said", "Standing", "Others"]),
    ],
)
def test_a_column_in_which_no_row_has_anything_is_left_out(
    rows: list[tuple[str | int | None, ...]], heads: list[str]
) -> None:
    """A zero is something. A table that a script reads by places keeps all."""
    table = str(made("t", rows, COLUMNS, "ea-cards").__html__())
    assert [name for name in ("Entry", "Said", "Standing", "Others") if f">{name}</th>" in table] == heads
    assert table.count("<td") == len(rows) * (len(heads) - 1)
    assert ("no date" in table) == (bool(rows) and "Said" in heads)
    whole = str(made("t", rows, COLUMNS).__html__())
    assert whole.count('scope="col"') == len(COLUMNS)
