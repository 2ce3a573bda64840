"""The pages of an index that is too long for one: dated rows are split by year, the others by letter."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.model.atlas import Entry
from generator.model.kind import Kind
from generator.render.overviews.paging import ListPart, parts, sliced
from generator.render.tables import Row
from generator.text.edtf import MONTHS, NO_START, Edtf

MAX_ROWS = 500
"""Rows of one page."""
MAX_TABS = 12
"""Years with a page of their own, where all earlier years fit on one page."""

_BEFORE = re.compile(r"[^\w]*(?:(?:al|el|ad|an|ar|as|ash|at|az)-[^\w]*)?(?=\w)")
"""The characters of a name that do not count when it is sorted: quotation marks and the article."""
_FIRST = "index"


class IndexRow(NamedTuple):
    """One entry in the index of its kind."""

    entry: Entry
    date: Edtf | None
    row: Row


_Piece = tuple[str, str, Sequence[IndexRow]]
"""Label, file and rows of a page; in each file but that of the first is an underscore, which no id of an entry has."""


def sort_name(label: str) -> str:
    """Return the key that a name is sorted by: the name without case, diacritics and article."""
    plain = label.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BEFORE.sub("", plain, count=1)


def parts_of(rows: Sequence[IndexRow], kind: Kind) -> list[ListPart[IndexRow]]:
    """Return the pages of an index, in the order of its rows; one where all of them find room."""
    if len(rows) <= MAX_ROWS:
        return parts(_FIRST, [rows])
    labels, files, chunks = zip(*(_by_year(rows) if kind.date else _by_letter(rows)), strict=True)
    again = [files[:at].count(file) for at, file in enumerate(files)]
    names = [f"{file}_{before + 1}" if before else file for file, before in zip(files, again, strict=True)]
    return parts(_FIRST, chunks, labels, [_FIRST, *names[1:]])


def day_of(date: Edtf | None) -> str:
    """Return the day that a date is sorted by: its first, or its last where it has no beginning."""
    if date is None:
        return ""
    return date.latest if date.earliest == NO_START else date.earliest


def _by_year(rows: Sequence[IndexRow]) -> list[_Piece]:
    years = [(year, list(own)) for year, own in groupby(rows, key=lambda row: day_of(row.date)[:4])]
    oldest: list[IndexRow] = []
    while len(years) >= MAX_TABS and len(oldest) + len(years[-1][1]) + len(years[-2][1]) <= MAX_ROWS:
        oldest = years.pop()[1] + oldest
    last, own = years.pop() if oldest else ("", [])
    last_piece: list[_Piece] = [(f"to {last}", f"to_{last}", own + oldest)] if oldest else []
    return [piece for year, own in years for piece in _year(year, own)] + last_piece


def _year(year: str, rows: list[IndexRow]) -> list[_Piece]:
    if len(rows) <= MAX_ROWS or not year:
        return _pieces(year or "no date", f"year_{year or 'none'}", rows)

    def month(row: IndexRow) -> str:
        return day_of(row.date)[5:7]

    pieces = []
    for chunk in _packed(rows, month):
        first, last = month(chunk[-1]), month(chunk[0])
        names = [MONTHS[int(m) - 1][:3] for m in dict.fromkeys((first, last))]
        pieces += _pieces(f"{'–'.join(names)} {year}", f"year_{year}-{first}", chunk)
    return pieces


def _by_letter(rows: Sequence[IndexRow]) -> list[_Piece]:
    pieces = []
    for chunk in _packed(rows, lambda row: _letter(row, 1), lambda row: _letter(row, 2)):
        long = 1 if len({_letter(row, 1) for row in chunk}) > 1 else 2
        ends = dict.fromkeys((_letter(chunk[0], long), _letter(chunk[-1], long)))
        file = "-".join(end if end.isascii() else f"{ord(end[0]):x}" for end in ends)
        pieces += _pieces("–".join(end.capitalize() for end in ends), f"letters_{file}", chunk)
    return pieces


def _letter(row: IndexRow, length: int) -> str:
    letters = re.sub(r"[^\w]", "", sort_name(row.entry.label))[:length]
    return "0" if letters[:1].isdigit() else letters or "0"


def _packed(
    rows: Iterable[IndexRow], key: Callable[[IndexRow], str], *finer: Callable[[IndexRow], str]
) -> list[list[IndexRow]]:
    """Return the rows in pieces of as many whole groups as fit; a group that does not fit is split by the next key."""
    pieces: list[list[IndexRow]] = []
    for _, neighbours in groupby(rows, key=key):
        group = list(neighbours)
        if len(group) > MAX_ROWS and finer:
            pieces += _packed(group, *finer)
            pieces.append([])
        elif pieces and len(pieces[-1]) + len(group) <= MAX_ROWS:
            pieces[-1] += group
        else:
            pieces.append(group)
    return [piece for piece in pieces if piece]


def _pieces(label: str, file: str, rows: Sequence[IndexRow]) -> list[_Piece]:
    """Return one part, or several that are numbered where no key splits their rows."""
    if len(rows) <= MAX_ROWS:
        return [(label, file, rows)]
    return [(f"{label} ({n})", f"{file}_{n}", own) for n, own in enumerate(sliced(rows, MAX_ROWS), 1)]
