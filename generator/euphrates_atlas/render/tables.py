"""Tables of pages: a template says the caption and the columns, a function gives the rows, and this prints them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from euphrates_atlas.render.markup import printed
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short


class StyledCell(NamedTuple):
    """A cell with attributes of its own in place of those of its column."""

    value: str | int
    attributes: Mapping[str, str]


class SortedCell(NamedTuple):
    """A cell that is sorted by something else than its text."""

    value: str
    key: str


Cell = str | int | Edtf | StyledCell | SortedCell | None
"""HTML, a text, a number, or a date that its column is sorted by; an empty text and None are an empty cell."""
Cells = tuple[Cell, ...]
"""The cells of a row, in the order of the columns."""
DASH = Markup("\N{EN DASH}")
"""The usual words of an empty cell."""

_LEAN_STYLES = frozenset({"ea-cards", "ea-diff", "ea-derived", "ea-forms"})
"""The styles of tables in which an empty column is left out."""
_TABLE = """\
<div class="ea-tw{}">
<table class="ea-table {}"{}>
<caption class="ea-vh">{}</caption>
<thead{}>{}<tr>{}</tr></thead>
<tbody>
{}</tbody>
</table>
</div>"""
_HEADING = '<tr{}><th scope="rowgroup" colspan="{}">{}</th></tr>\n'


class Column(NamedTuple):
    """One column: its heading, and how its cells look."""

    label: str
    is_head: bool = False
    """Its cells name their rows."""
    style: str = ""
    """The class of its cells: `ea-n` for numbers, whose heading has it too, `ea-dt` for dates."""
    unit: str = ""
    """The words before a cell on a narrow screen, as `statements:` before a number."""
    name: str = ""
    """The words above a cell on a narrow screen, where rows are cards; empty: its heading."""
    key: str = ""
    """Its name for the script that sorts rows."""
    sorts: str = ""
    """What that script sorts it as: `name`, `date` or `number`; empty: as text."""
    absent: str = ""
    """The words of an empty cell."""
    head_attributes: Mapping[str, str] = {}
    """The attributes of its heading, where it has others than the class of numbers and the names for the script."""


class Row(NamedTuple):
    """The cells of one row; its class and its anchor where it has them."""

    cells: Cells
    style: str = ""
    anchor: str = ""
    data: Mapping[str, str] = {}
    """Further attributes, for scripts; also those that are empty are written."""


class HeadingRow(NamedTuple):
    """A row across all columns that begins a part of the table; a part without a title has none."""

    title: str = ""
    style: str = "ea-month"
    anchor: str = ""


TableRow = Row | HeadingRow


@dataclass(frozen=True)
class Table:
    """A table, whose rows readers can sort where its columns have keys."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    style: str = "ea-lines"
    """Its class; `ea-cards`: a narrow screen shows its rows as cards. In those of `_LEAN_STYLES` an empty column is left out."""
    script: str = ""
    """The attribute by which a script finds it, where it is not for sorting alone."""
    is_wide: bool = False
    """It takes the whole width of the page."""
    above: str = ""
    """A row above the headings, which says what several have in common."""
    is_further: bool = False
    """A table with the same columns stands above it on the page: its headings are shown more quietly."""

    def __len__(self) -> int:
        return len(self.rows)

    def __html__(self) -> Markup:
        """Return the table as HTML for a raw block."""
        shown = self._shown_columns()
        columns = list(compress(self.columns, shown))
        of_cells = [self._of_cells(column) for column in columns]
        body = []
        for row in self.rows:
            if isinstance(row, Row):
                cells = zip(columns, of_cells, compress(row.cells, shown), strict=True)
                body.append(_row(row, cells))
                continue
            if body:
                body.append("</tbody>\n<tbody>\n")
            if row.title:
                attributes = _attributes({"class": row.style, "id": row.anchor})
                body.append(_HEADING.format(attributes, len(columns), printed(row.title)))
        script = self.script
        if not script and any(column.key for column in self.columns):
            script = "data-sortable"
        html = _TABLE.format(
            " ea-ixw" if self.is_wide else "",
            self.style,
            f" {script}" if script else "",
            printed(self.caption),
            ' class="ea-quiet"' if self.is_further else "",
            self.above,
            "".join(map(_head, columns)),
            "".join(body),
        )
        return Markup(html)

    def _of_cells(self, column: Column) -> str:
        """Return the attributes of the cells of a column."""
        name = column.name or column.label if self.style == "ea-cards" else ""
        return _attributes({"class": column.style, "data-l": name, "data-u": column.unit})

    def _shown_columns(self) -> list[bool]:
        """Tell for each column whether it is shown: in some styles one without a value is not."""
        rows = [row.cells for row in self.rows if isinstance(row, Row)]
        if not rows or _LEAN_STYLES.isdisjoint(self.style.split()):
            return [True] * len(self.columns)
        empty = {"", None}
        return [not empty.issuperset(cells) for cells in zip(*rows, strict=True)]


def number(label: str, unit: str = "", *, absent: str = "") -> Column:
    """Return a column of numbers."""
    return Column(label, style="ea-n", unit=unit, absent=absent)


def table(
    caption: str,
    rows: Iterable[TableRow | Cells],
    columns: Iterable[Column],
    style: str = "ea-lines",
    **others: Any,
) -> Table:
    """Return a table; a row that is given as its cells alone has neither class nor anchor."""
    own = (row if isinstance(row, TableRow) else Row(row) for row in rows)
    return Table(caption, tuple(columns), tuple(own), style, **others)


def _row(row: Row, cells: Iterable[tuple[Column, str, Cell]]) -> str:
    """Return a row; before each cell stand its column and the attributes of the cells of that column."""
    attributes = ""
    for name, text in row.data.items():
        attributes += f' {name}="{escape(text)}"'
    attributes += _attributes({"class": row.style, "id": row.anchor})
    content = "".join([_cell(*cell) for cell in cells])
    return f"<tr{attributes}>{content}</tr>\n"


def _head(column: Column) -> str:
    attributes = column.head_attributes
    if not attributes:
        style = column.style if column.style == "ea-n" else ""
        attributes = {"class": style, "data-c": column.key, "data-k": column.sorts}
    return f'<th scope="col"{_attributes(attributes)}>{printed(column.label)}</th>'


def _cell(column: Column, attributes: str, value: Cell) -> str:
    """Return a cell; `attributes` are those of the cells of its column."""
    if column.is_head:
        return f'<th scope="row">{printed(value)}</th>'
    if isinstance(value, StyledCell):
        return _cell(column, _attributes(value.attributes), value.value)
    if isinstance(value, Edtf):
        value = SortedCell(in_short(value), value.text)
    if isinstance(value, SortedCell):
        key = f' data-s="{escape(value.key)}"' if value.value else ""
        return f"<td{attributes}{key}>{printed(value.value)}</td>"
    if isinstance(value, int):
        return f"<td{attributes}>{value:,}</td>"
    if value or not column.absent:
        return f"<td{attributes}>{printed(value) if value else ''}</td>"
    # Screens that would show the unit hide the cell.
    without_unit, *_ = attributes.partition(" data-u")
    return f'<td{without_unit}><span class="ea-none">{printed(column.absent)}</span></td>'


def _attributes(named: Mapping[str, str]) -> str:
    return "".join([f' {name}="{escape(value)}"' for name, value in named.items() if value])
