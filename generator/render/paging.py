"""Paging: the parts of a list that is too long for one page, and the links between their pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from markupsafe import Markup

from generator.render.markup import NOTHING, piece
from generator.render.tables import HeadingRow, Row, Table
from generator.text.edtf import MONTHS, Edtf

R = TypeVar("R")
Key = Callable[[R], object]
SHOWN, FEW = 40, 6
"""Rows of a long table that stand on the page of a work or its publisher, and on that of an entry with many tables."""
MAX_ROWS = 200
"""Rows on each of its own pages."""
_ALL = piece('<p class="ea-legend"><a href="{}.html">All {} rows</a></p>')
_LONG = piece("<div>\n{}\n{}\n</div>")


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to one of several pages, or to a section of this one."""

    words: str
    href: str
    count: int
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class ListPart(Generic[R]):
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


def sliced(rows: Sequence[R], room: int) -> list[Sequence[R]]:
    """Return rows in parts of at most `room`; none where there are no rows."""
    return [rows[start : start + room] for start in range(0, len(rows), room)]


def packed(rows: Iterable[R], room: int, *keys: Key[R], weight: Callable[[R], int] = lambda _: 1) -> list[Sequence[R]]:
    """Return rows in parts that weigh `room` at most; a row weighs 1 unless told, and one heavier than that stands alone.

    Neighbours with the same first key stay together where that fits; where it does not, those with the same next key.
    """
    parts: list[Sequence[R]] = []
    last: list[R] = []
    for group in [list(own) for _, own in groupby(rows, key=keys[0])] if keys else [[row] for row in rows]:
        if last and sum(map(weight, last + group)) > room:
            parts.append(last)
            last = []
        if keys and sum(map(weight, group)) > room:
            parts += packed(group, room, *keys[1:], weight=weight)
            last = [] if keys[1:] else list(parts.pop())
        else:
            last += group
    return [*parts, last] if last else parts


def parts(
    file: str, chunks: Sequence[Sequence[R]], labels: Sequence[str] = (), files: Sequence[str] = (), between: str = "-"
) -> list[ListPart[R]]:
    """Return the parts, whose pages are `file`, `file-2` and so on, or `files`; parts without labels are numbered.

    Beside pages that are named by ids, `between` is an underscore, which no id has.
    """
    several = len(chunks) > 1
    files = files or [numbered(file, number, between) for number in range(1, len(chunks) + 1)]
    words = labels or [str(number + 1) for number in range(len(chunks))]
    listed = []
    for at, chunk in enumerate(chunks):
        tabs = (Tab(words[n], f"{files[n]}.html", len(chunks[n]), n == at) for n in range(len(chunks)) if several)
        title = "" if not several else labels[at] if labels else f"part {at + 1} of {len(chunks)}"
        listed.append(ListPart(files[at], chunk, title, tuple(tabs)))
    return listed


class Dated(Protocol):
    """A row of a list by date."""

    @property
    def date(self) -> Edtf | None:
        """None where it is not known; such rows come last."""

    @property
    def weight(self) -> int:
        """The characters of its HTML, about."""


D = TypeVar("D", bound=Dated)


def dated_chunks(rows: Sequence[D], room: int) -> tuple[list[Sequence[D]], list[str], list[str]]:
    """Split rows, the newest first, into pages that weigh `room` at most: by years, and by months where a year is too heavy.

    Return the rows of each page, its label, as `Jan–Mar 2024`, and the end of the name of its file, as `year_2024-03`.
    """
    chunks = packed(rows, room, _has_date, _year, month_of, weight=_weight)
    of_year = Counter(map(_year, rows))
    named = [_name_of_dates(chunk, of_year) for chunk in chunks]
    return chunks, [label for label, _ in named], [file for _, file in named]


def month_of(row: Dated) -> str:
    """Return the month under which a row is listed, as `2024-03`; empty where it has no date."""
    return row.date.day[:7] if row.date is not None else ""


def told_apart(labels: Sequence[str], files: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return labels and files in which those that are alike have numbers."""
    again = [files[:at].count(file) for at, file in enumerate(files)]
    titles = [f"{label} ({before + 1})" if before else label for label, before in zip(labels, again, strict=True)]
    return titles, [f"{file}_{before + 1}" if before else file for file, before in zip(files, again, strict=True)]


def _weight(row: Dated) -> int:
    return row.weight


def _has_date(row: Dated) -> bool:
    return row.date is not None


def _year(row: Dated) -> str:
    return month_of(row)[:4]


def _name_of_dates(chunk: Sequence[Dated], of_year: Mapping[str, int]) -> tuple[str, str]:
    """Return label and end of the file name of a page of whole years, of months of one year, or of rows without a date."""
    first, last = month_of(chunk[-1]), month_of(chunk[0])
    if not first:
        return "no date", "year_none"
    if len(chunk) < of_year[first[:4]] and first[:4] == last[:4]:
        names = dict.fromkeys(MONTHS[int(month[5:]) - 1][:3] for month in (first, last))
        return f"{'–'.join(names)} {first[:4]}", f"year_{first}"
    years = dict.fromkeys((first[:4], last[:4]))
    return "–".join(years), f"year_{'-'.join(years)}"


def numbered(file: str, number: int, between: str = "-") -> str:
    """Return the name of the page of a part; the first part is number 1."""
    return f"{file}{between}{number}" if number > 1 else file


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table that grows with the atlas: the page of its entry shows the first rows, pages of its own show all."""

    file: str
    """The name of its first page: the id of the entry, an underscore, which no id has, and what the table is about."""
    table: Table
    room: int = SHOWN
    """Rows that stand on the page of the entry; one more is no reason for a page."""

    def __len__(self) -> int:
        return len(self.table)

    def __html__(self) -> Markup:
        """Return the rows that the page of the entry shows, with the way to all."""
        shown = replace(self.table, rows=self.shown).__html__()
        return _LONG(shown, self.way) if self.way else shown

    @property
    def shown(self) -> tuple[Row | HeadingRow, ...]:
        """The rows that the page of the entry shows."""
        return self.table.rows[: self.room if self._is_long else None]

    @property
    def way(self) -> Markup:
        """The way to the pages that show all rows; nothing where the page of the entry does."""
        return _ALL(self.file, f"{len(self.table):,}") if self._is_long else NOTHING

    @property
    def _is_long(self) -> bool:
        return len(self.table) > self.room + 1

    def pages(self) -> Iterator[tuple[ListPart[Row | HeadingRow], Table]]:
        """Yield its pages, each with its rows as a table."""
        if self._is_long:
            for part in parts(self.file, sliced(self.table.rows, MAX_ROWS), between="_"):
                yield part, replace(self.table, rows=tuple(part.rows))
