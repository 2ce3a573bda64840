"""Paging: the parts of a list that is too long for one page, and the links between their pages.

Pages of entries and pages across entries use it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from euphrates_atlas.batched import batched
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.render.markup import NOTHING, piece
from euphrates_atlas.render.tables import Table, TableRow
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.months import month_of

R = TypeVar("R")
Key = Callable[[R], object]
SHOWN = 40
"""Rows of a long table that stand on the page of a publisher."""
FEW = 5
"""Rows of a long table that stand on the page of an entry with many tables."""
MAX_ROWS = 200
"""Rows on each of its own pages."""
_ALL = piece('<p class="ea-legend"><a href="{}.html">All {} rows</a></p>')
_LONG = piece("<div>\n{}\n{}\n</div>")


@dataclass(frozen=True)
class Tab:
    """A link to one of several pages, or to a section of this one."""

    words: str
    href: str
    count: int
    is_here: bool = False


class ListPart(NamedTuple, Generic[R]):
    """The rows of one page of a list."""

    file: str
    """The name of the page without its ending."""
    rows: Sequence[R]
    title: str
    """Its label, or `part 1 of 3`; empty where it is the only part."""
    tabs: tuple[Tab, ...]
    """Links to all parts; none where it is the only one."""

    @property
    def in_brackets(self) -> str:
        """Its title in brackets, to stand behind the title of the list."""
        return f" ({self.title})" if self.title else ""


def packed(
    rows: Iterable[R],
    room: int,
    *keys: Key[R],
    weight: Callable[[R], int] = lambda _: 1,
) -> list[Sequence[R]]:
    """Return rows in parts that weigh `room` at most; a row weighs 1 unless told, and one heavier than that stands alone.

    Neighbours with the same first key stay together where that fits; where it does not, those with the same next key.
    """
    parts: list[Sequence[R]] = []
    last: list[R] = []
    taken = 0
    for group in _groups(rows, keys[0] if keys else None):
        heavy = sum(map(weight, group))
        if last and taken + heavy > room:
            parts.append(last)
            last = []
            taken = 0
        if keys and heavy > room:
            split = packed(group, room, *keys[1:], weight=weight)
            # Rows that no further key holds together may share the last part with those that follow.
            if not keys[1:]:
                last = list(split.pop())
                taken = sum(map(weight, last))
            parts += split
        else:
            last += group
            taken += heavy
    return [*parts, last] if last else parts


def _groups(rows: Iterable[R], key: Key[R] | None) -> list[list[R]]:
    """Return neighbours with the same key; without a key each row alone."""
    if not key:
        return [[row] for row in rows]
    return [list(group) for _, group in groupby(rows, key=key)]


def parts(
    file: str,
    chunks: Sequence[Sequence[R]],
    labels: Sequence[str] = (),
    files: Sequence[str] = (),
    between: str = "-",
) -> list[ListPart[R]]:
    """Return the parts, whose pages are `file`, `file-2` and so on, or `files`; parts without labels are numbered.

    Beside pages that are named by ids, `between` is an underscore, which no id has.
    """
    count = len(chunks)
    numbers = range(1, count + 1)
    files = files or [numbered(file, number, between) for number in numbers]
    if count == 1:
        return [ListPart(files[0], chunks[0], "", ())]
    titles = labels or [f"part {number} of {count}" for number in numbers]
    words = labels or list(map(str, numbers))
    listed = []
    for here, chunk in enumerate(chunks):
        tabs = [
            Tab(words[at], f"{files[at]}.html", len(chunks[at]), at == here)
            for at in range(count)
        ]
        listed.append(ListPart(files[here], chunk, titles[here], tuple(tabs)))
    return listed


PageName = tuple[str, str]
"""The label of a page, and the end of the name of its file."""


class EntryRow(NamedTuple, Generic[R]):
    """An entry as a row of a list."""

    entry: Entry
    date: Edtf | None
    """None where it is not known; such rows come last in a list by date."""
    row: R
    weight: int
    """The characters of its HTML, about."""


def dated_chunks(
    rows: Sequence[EntryRow[R]], room: int
) -> tuple[list[Sequence[EntryRow[R]]], list[PageName]]:
    """Split rows, the newest first, into pages that weigh `room` at most: by years, and by months where a year is too heavy.

    Return the rows of each page, and its name, such as `Jan–Mar 2024` and `year_2024-03`.
    """
    chunks = packed(
        rows,
        room,
        lambda row: row.date is not None,
        _year,
        _month,
        weight=lambda row: row.weight,
    )
    of_year = Counter(map(_year, rows))
    return chunks, [_name_of_dates(chunk, of_year) for chunk in chunks]


def _month(row: EntryRow[Any]) -> str:
    """Return the month under which a row is listed, such as `2024-03`; empty where it has no date."""
    return row.date.day[:7] if row.date else ""


def told_apart(pages: Iterable[PageName]) -> tuple[list[str], list[str]]:
    """Return the labels and the files of pages; those that are alike have numbers."""
    titles = []
    names = []
    seen = Counter[str]()
    for label, file in pages:
        seen[file] += 1
        number = seen[file]
        titles.append(f"{label} ({number})" if number > 1 else label)
        names.append(numbered(file, number, "_"))
    return titles, names


def _year(row: EntryRow[Any]) -> str:
    return _month(row)[:4]


def _name_of_dates(chunk: Sequence[EntryRow[Any]], of_year: Mapping[str, int]) -> PageName:
    """Return label and end of the file name of a page of whole years, of months of one year, or of rows without a date."""
    first = _month(chunk[-1])
    last = _month(chunk[0])
    if not first:
        return "no date", "year_none"
    year = first[:4]
    last_year = last[:4]
    if year == last_year and len(chunk) < of_year[year]:
        months = dict.fromkeys((month_of(first)[:3], month_of(last)[:3]))
        return f"{'–'.join(months)} {year}", f"year_{first}"
    years = dict.fromkeys((year, last_year))
    return "–".join(years), f"year_{'-'.join(years)}"


def numbered(file: str, number: int, between: str = "-") -> str:
    """Return the name of the page of a part; the first part is number 1."""
    return f"{file}{between}{number}" if number > 1 else file


@dataclass(frozen=True)
class LongTable:
    """A table that grows with the atlas: the page of its entry shows the first rows, pages of its own show all."""

    file: str
    """The name of its first page: the id of the entry, an underscore, which no id has, and what the table is about."""
    table: Table
    room: int = FEW
    """Rows that stand on the page of the entry; one more is no reason for a page."""

    def __len__(self) -> int:
        return len(self.table)

    def __html__(self) -> Markup:
        """Return the rows that the page of the entry shows, with the way to all."""
        shown = replace(self.table, rows=self.shown).__html__()
        return _LONG(shown, self.way) if self.way else shown

    @property
    def shown(self) -> tuple[TableRow, ...]:
        """The rows that the page of the entry shows."""
        return self.table.rows[: self.room] if self._is_long else self.table.rows

    @property
    def way(self) -> Markup:
        """The way to the pages that show all rows; nothing where the page of the entry does."""
        return _ALL(self.file, f"{len(self.table):,}") if self._is_long else NOTHING

    @property
    def _is_long(self) -> bool:
        return len(self.table) > self.room + 1

    def pages(self) -> Iterator[tuple[ListPart[TableRow], Table]]:
        """Yield its pages, each with its rows as a table."""
        if self._is_long:
            chunks = batched(self.table.rows, MAX_ROWS)
            for part in parts(self.file, chunks, between="_"):
                yield part, replace(self.table, rows=tuple(part.rows))
