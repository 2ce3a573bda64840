"""A date or interval in EDTF: its grammar, and the days that it covers, as ISO texts, which sort by time."""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal, cast

Precision = Literal["day", "month", "year", "decade", "century", "interval"]
Qualifier = Literal["", "?", "~", "%"]

FIRST_YEAR, LAST_YEAR = 1, 9999
"""The years of four digits; the subject says which of them make sense."""
NO_START, NO_END = "0001-01-01", "9999-12-31"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""From a table, because those of the `calendar` module depend on the locale of the machine."""

OPEN = ".."
LONGEST_SHOWN = 60
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)


class EdtfError(ValueError):
    """A text that is not a date, in words for the person who typed it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        """Keep the message (lower case, no full stop) and the remedy, if there is one."""
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval: the text as typed and the days it may cover.

    The marks `?`, `~` and `%` widen nothing: `2003~` covers the year 2003, because how far "about"
    reaches is the reader's judgement and a check must not guess it.
    """

    text: str
    earliest: str
    """First day covered, `YYYY-MM-DD`; `0001-01-01` where the start is open or unknown."""
    latest: str
    """Last day covered, `YYYY-MM-DD`; `9999-12-31` where the end is open or unknown."""
    precision: Precision
    """The unit that the text names. Unspecified digits do not count: `2021-XX` is a year."""
    qualifier: Qualifier
    """`?` uncertain, `~` about, `%` both; of an interval, the marks of both ends together."""
    is_interval: bool = False
    open_start: bool = False
    """Written `../2019`: has no start that matters."""
    open_end: bool = False
    """Written `2019/..`: goes on."""
    unknown_start: bool = False
    """Written `/2019`: it began, nobody says when."""
    unknown_end: bool = False
    """Written `2019/`: it ended or goes on, nobody says."""

    ends: "tuple[Edtf | None, Edtf | None]" = (None, None)
    """The dates of an interval; see `start` and `end`."""

    @property
    def start(self) -> "Edtf | None":
        """The first date of an interval, None if open or unknown; a date is its own start."""
        return self.ends[0] if self.is_interval else self

    @property
    def end(self) -> "Edtf | None":
        """The last date of an interval, None if open or unknown; a date is its own end."""
        return self.ends[1] if self.is_interval else self

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """Chronological by first day, then the coarser before the finer, then by text."""
        return (self.earliest, -int(self.latest.replace("-", "")), self.text)

    def contains(self, other: "Edtf") -> bool:
        """Whether the other span lies within this one; equal spans contain each other.

        Qualifiers do not matter: `2003` and `2003~` contain each other and both contain
        `2003-05`; neither contains `2004`. An unknown end reaches as far as an open one.
        """
        return self.earliest <= other.earliest and other.latest <= self.latest


def read(text: str) -> Edtf | None:
    """Return the date or interval, None for any other text; raise `EdtfError` if an interval runs backwards."""
    return _interval(text) if "/" in text else _date(text)


def shown(text: str) -> str:
    """Return a typed text in backticks, printable and cut to `LONGEST_SHOWN`."""
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    printable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return f"`{printable}`"


def _date(text: str) -> Edtf | None:
    if (match := _DATE.fullmatch(text)) is None:
        return None
    year, month, day, mark = match.groups()
    qualifier = cast("Qualifier", mark)
    if "X" in year:
        return None if month else _years(text, year, qualifier)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    if month in (None, "XX"):
        is_year = day in (None, "XX")
        return Edtf(text, f"{year}-01-01", f"{year}-12-31", "year", qualifier) if is_year else None
    if not 1 <= int(month) <= 12:
        return None
    days = monthrange(int(year), int(month))[1]
    if day in (None, "XX"):
        return Edtf(text, f"{year}-{month}-01", f"{year}-{month}-{days}", "month", qualifier)
    iso = f"{year}-{month}-{day}"
    return Edtf(text, iso, iso, "day", qualifier) if 1 <= int(day) <= days else None


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
    if start and end and start.earliest > end.latest:
        raise EdtfError(f"{shown(text)} runs backwards: it ends before it begins", f"write {right}/{left}")
    marks = (start.qualifier if start else "") + (end.qualifier if end else "")
    return Edtf(
        text=text,
        earliest=start.earliest if start else NO_START,
        latest=end.latest if end else NO_END,
        precision="interval",
        qualifier=_joint_qualifier(marks),
        is_interval=True,
        open_start=left == OPEN,
        open_end=right == OPEN,
        unknown_start=left == "",
        unknown_end=right == "",
        ends=(start, end),
    )


def _end(text: str) -> Edtf | None:
    return None if text in ("", OPEN) else _date(text)


def _joint_qualifier(marks: str) -> Qualifier:
    uncertain = "?" in marks or "%" in marks
    about = "~" in marks or "%" in marks
    return "%" if uncertain and about else "?" if uncertain else "~" if about else ""
