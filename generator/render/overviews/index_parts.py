"""How an index that is too long for one page goes over several: dated rows by year, the others by letter."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from generator.model.entry import Entry
from generator.model.kind import Kind
from generator.text.edtf import Edtf
from generator.text.edtf_span import NO_START
from generator.text.edtf_words import MONTHS

MAX_ROWS = 500
"""Rows of one page."""
MAX_TABS = 12
"""Years that stand on a page of their own, where the earlier ones find room on one."""

_BEFORE = re.compile(r"[^\w]*(?:(?:al|el|ad|an|ar|as|ash|at|az)-[^\w]*)?(?=\w)")
"""What stands before the word that a name is sorted by: quotation marks, and the article."""
_FIRST = "index"


class Row(Protocol):
    """What is asked of a row."""

    @property
    def entry(self) -> Entry:
        """Whose row it is."""
        ...

    @property
    def date(self) -> Edtf | None:
        """Its date, of kinds that have one."""
        ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Part(Generic[R]):
    """The rows of one page."""

    label: str
    file: str
    """Its name without ending: an underscore stands in each but the first, and in no id of an entry."""
    rows: tuple[R, ...]


def sort_name(label: str) -> str:
    """Return a name as it is put in order: without case, marks and the article."""
    plain = label.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BEFORE.sub("", plain, count=1)


def parts_of(rows: Sequence[R], kind: Kind) -> list[Part[R]]:
    """Return the pages of an index, in the order of its rows; one where all of them find room."""
    if len(rows) <= MAX_ROWS:
        return [Part("", _FIRST, tuple(rows))]
    found = _by_year(rows) if kind.date else _by_letter(rows)
    files: Counter[str] = Counter()
    parts = []
    for at, part in enumerate(found):
        files[part.file] += 1
        file = part.file if files[part.file] == 1 else f"{part.file}_{files[part.file]}"
        parts.append(Part(part.label, file if at else _FIRST, part.rows))
    return parts


def day_of(date: Edtf | None) -> str:
    """Return the day by which a date is put in order: the first, or the last where it has no beginning."""
    if date is None:
        return ""
    return date.latest if date.earliest == NO_START else date.earliest


def _by_year(rows: Sequence[R]) -> list[Part[R]]:
    years = [(year, list(held)) for year, held in groupby(rows, key=lambda row: day_of(row.date)[:4])]
    oldest: list[R] = []
    while len(years) >= MAX_TABS and len(oldest) + len(years[-1][1]) + len(years[-2][1]) <= MAX_ROWS:
        oldest = years.pop()[1] + oldest
    if oldest:
        last, held = years.pop()
        return [*_years(years), Part(f"to {last}", f"to_{last}", (*held, *oldest))]
    return _years(years)


def _years(years: list[tuple[str, list[R]]]) -> list[Part[R]]:
    return [part for year, held in years for part in _year(year, held)]


def _year(year: str, rows: list[R]) -> list[Part[R]]:
    if len(rows) <= MAX_ROWS or not year:
        return _pieces(year or "no date", f"year_{year or 'none'}", rows)

    def month(row: R) -> str:
        return day_of(row.date)[5:7]

    parts = []
    for held in packed(rows, month):
        first, last = month(held[-1]), month(held[0])
        names = [MONTHS[int(m) - 1][:3] for m in dict.fromkeys((first, last))]
        parts += _pieces(f"{'–'.join(names)} {year}", f"year_{year}-{first}", held)
    return parts


def _by_letter(rows: Sequence[R]) -> list[Part[R]]:
    parts = []
    for held in packed(rows, lambda row: _letter(row, 1), lambda row: _letter(row, 2)):
        long = 1 if len({_letter(row, 1) for row in held}) > 1 else 2
        ends = dict.fromkeys((_letter(held[0], long), _letter(held[-1], long)))
        label = "–".join(end.capitalize() for end in ends)
        parts += _pieces(
            label, "letters_" + "-".join(end if end.isascii() else f"{ord(end[0]):x}" for end in ends), held
        )
    return parts


def _letter(row: Row, length: int) -> str:
    letters = re.sub(r"[^\w]", "", sort_name(row.entry.label))[:length]
    return "0" if letters[:1].isdigit() else letters or "0"


def packed(rows: Iterable[R], key: Callable[[R], str], *finer: Callable[[R], str]) -> list[list[R]]:
    """Return the rows in pieces that hold whole groups, as many as find room; a group that does not is split finer."""
    pieces: list[list[R]] = []
    for _, held in groupby(rows, key=key):
        group = list(held)
        if len(group) > MAX_ROWS and finer:
            pieces += packed(group, *finer)
            pieces.append([])
        elif pieces and len(pieces[-1]) + len(group) <= MAX_ROWS:
            pieces[-1] += group
        else:
            pieces.append(group)
    return [piece for piece in pieces if piece]


def _pieces(label: str, file: str, rows: Sequence[R]) -> list[Part[R]]:
    """Return one part, or several with a number where nothing else tells their rows apart."""
    if len(rows) <= MAX_ROWS:
        return [Part(label, file, tuple(rows))]
    starts = range(0, len(rows), MAX_ROWS)
    return [
        Part(f"{label} ({n})", f"{file}_{n}", tuple(rows[start : start + MAX_ROWS]))
        for n, start in enumerate(starts, 1)
    ]
