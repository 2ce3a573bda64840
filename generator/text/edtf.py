"""Dates as contributors write them: EDTF (ISO 8601-2) level 1 without seasons.

The years are 1900 to 2100. The grammar is our own because the `edtf` library needs two thousand times as long;
the tests ask it for a second opinion.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import cast

from generator.text.edtf_errors import FIRST_YEAR, LAST_YEAR, explain, shown
from generator.text.edtf_span import NO_END, NO_START, Edtf, Precision, Qualifier
from generator.text.edtf_words import in_short, in_words

__all__ = ["Edtf", "EdtfError", "Precision", "Qualifier", "in_short", "in_words", "is_edtf", "parse"]

OPEN = ".."

_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)


class EdtfError(ValueError):
    """A text that is no date of ours, in words for the person who typed it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        """Keep what is wrong (lower case, no full stop) and the remedy, where there is one."""
        super().__init__(message)
        self.message = message
        self.help = help


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> Edtf:
    """Read one date or interval; raise `EdtfError`, and nothing else, on any other text."""
    date = _interval(text) if "/" in text else _date(text)
    if date is None:
        raise EdtfError(*explain(text, _is_date))
    return date


def is_edtf(text: str) -> bool:
    """Whether `parse` takes the text."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def _date(text: str) -> Edtf | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.groups()
    qualifier = cast("Qualifier", mark)
    if "X" in year:
        return None if month else _years(text, year, qualifier)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month is None or month == "XX":
        if day not in (None, "XX"):
            return None
        return Edtf(text, f"{year}-01-01", f"{year}-12-31", "year", qualifier)
    return _day_or_month(text, year, month, day, qualifier)


def _day_or_month(text: str, year: str, month: str, day: str | None, qualifier: Qualifier) -> Edtf | None:
    if not 1 <= int(month) <= 12:
        return None
    days = monthrange(int(year), int(month))[1]
    if day is None or day == "XX":
        return Edtf(text, f"{year}-{month}-01", f"{year}-{month}-{days}", "month", qualifier)
    if not 1 <= int(day) <= days:
        return None
    iso = f"{year}-{month}-{day}"
    return Edtf(text, iso, iso, "day", qualifier)


def _years(text: str, year: str, qualifier: Qualifier) -> Edtf | None:
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if int(first) < FIRST_YEAR or int(last) > LAST_YEAR:
        return None
    precision: Precision = "century" if year.endswith("XX") else "decade"
    return Edtf(text, f"{first}-01-01", f"{last}-12-31", precision, qualifier)


def _interval(text: str) -> Edtf | None:
    left, _, right = text.partition("/")
    start, end = _end(left), _end(right)
    if (start is None and left not in ("", OPEN)) or (end is None and right not in ("", OPEN)):
        return None
    if start is None and end is None:
        return None
    if start is not None and end is not None and start.earliest > end.latest:
        message = f"{shown(text)} runs backwards: it ends before it begins"
        raise EdtfError(message, f"write {right}/{left}")
    marks = (start.qualifier if start else "") + (end.qualifier if end else "")
    return Edtf(
        text=text,
        earliest=start.earliest if start else NO_START,
        latest=end.latest if end else NO_END,
        precision="interval",
        qualifier=_together(marks),
        is_interval=True,
        open_start=left == OPEN,
        open_end=right == OPEN,
        unknown_start=left == "",
        unknown_end=right == "",
        ends=(start, end),
    )


def _end(text: str) -> Edtf | None:
    return None if text in ("", OPEN) else _date(text)


def _together(marks: str) -> Qualifier:
    uncertain = "?" in marks or "%" in marks
    about = "~" in marks or "%" in marks
    return "%" if uncertain and about else "?" if uncertain else "~" if about else ""


def _is_date(text: str) -> bool:
    return (_interval(text) if "/" in text else _date(text)) is not None
