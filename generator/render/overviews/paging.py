"""Paging: the parts of a list that is too long for one page, and the links between their pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

R = TypeVar("R")


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


def packed(rows: Iterable[R], room: int, key: Callable[[R], str]) -> list[Sequence[R]]:
    """Return rows in parts of at most `room`; neighbours with the same key stay together where that fits."""
    parts: list[Sequence[R]] = []
    last: Sequence[R] = []
    for _, neighbours in groupby(rows, key=key):
        group = list(neighbours)
        if last and len(last) + len(group) > room:
            parts.append(last)
            last = []
        *full, last = sliced([*last, *group], room)
        parts += full
    return [*parts, last] if last else parts


def parts(
    file: str, chunks: Sequence[Sequence[R]], labels: Sequence[str] = (), files: Sequence[str] = ()
) -> list[ListPart[R]]:
    """Return the parts, whose pages are `file`, `file-2` and so on, or `files`; parts without labels are numbered."""
    several = len(chunks) > 1
    files = files or [numbered(file, number) for number in range(1, len(chunks) + 1)]
    words = labels or [str(number + 1) for number in range(len(chunks))]
    listed = []
    for at, chunk in enumerate(chunks):
        tabs = (Tab(words[n], f"{files[n]}.html", len(chunks[n]), n == at) for n in range(len(chunks)) if several)
        title = "" if not several else labels[at] if labels else f"part {at + 1} of {len(chunks)}"
        listed.append(ListPart(files[at], chunk, title, tuple(tabs)))
    return listed


def numbered(file: str, number: int) -> str:
    """Return the name of the page of a part; the first part is number 1."""
    return f"{file}-{number}" if number > 1 else file
