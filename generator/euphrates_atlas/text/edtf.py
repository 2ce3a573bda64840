"""Dates as contributors write them: EDTF (ISO 8601-2) level 1 without seasons, in years of four digits.

The grammar is our own, because the `edtf` library is too slow for a store of dates; tests compare the two. A text that
is no date gets a message with what is wrong, and with a date to write instead.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Literal

from euphrates_atlas.text.months import (
    ARABIC_MONTHS,
    DAY,
    MONTH,
    MONTHS,
    NAMED_SEASON,
    SEASON_NUMBERS,
    SEASONS,
    YEAR,
    month_number,
    spelled,
)
from euphrates_atlas.text.phrases import shortened, squeezed, western_digits
from euphrates_atlas.text.values import value

Precision = Literal["day", "month", "year", "decade", "century", "interval"]

FIRST_YEAR, LAST_YEAR = 1, 9999
"""The years of four digits; the subject says which of them make sense."""
NO_START, NO_END = "0001-01-01", "9999-12-31"

_LONGEST_SHOWN = 60
_NO_DATE = ("", "..")
"""The ends of an interval that are unknown or open."""
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[?~%]?)"
)
EXPECTED = "the form is year-month-day: for example 2021-05-12, 2021-05 or 2021"

_DAYS_OF_A_MONTH = re.compile(
    rf"(?P<first>[0-9]{{1,2}}) *(?:[-–/]|to|and) *{DAY} *{MONTH},? *{YEAR}", re.IGNORECASE
)
_VAGUE = re.compile(
    r"(?:in )?(?:the )?(?:early|mid|middle|late|beginning|start|end)(?: of| in)?[- ]+(?P<rest>.+)",
    re.I,
)
NOT_KNOWN = ("unknown", "n.d.", "nd", "n/a", "undated", "no date", "?", "not known")
LEFT_OUT = "leave it out: what nobody knows goes into `gaps`"
_WORDS = (
    (r"(?:about|around|approximately|circa|ca\.?|c\.|~) *(.+)", "{}~"),
    (r"(?:possibly|perhaps|maybe|probably|\?) *(.+)", "{}?"),
    (r"(?:since|from|after|>) *(.+)", "{}/.."),
    (r"(?:until|to|till) *(.+)", "../{}"),
    (r"(?:before|by|<) *(.+)", "../{}?"),
)
_OPEN_WORDS = ("", "..", "...", "…", "open", "now", "present", "today")

_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?!.*[0-9]{4}-).*[0-9].*", re.IGNORECASE | re.DOTALL
)
_PARTS = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?[?~%]?")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_DECADE = re.compile(r"(?:the )?([0-9]{3})0'?s", re.IGNORECASE)
_RANGE = re.compile(r" *(?:[-–—]+|/| to | and |until|till|\.\.+|…) *", re.IGNORECASE)


class EdtfError(ValueError):
    """A text that is not a date, in words for the person who typed it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@value
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
    qualifier: str
    """`?` uncertain, `~` about, `%` both; of an interval, the marks of both ends together."""
    is_interval: bool = False
    unknown_start: bool = False
    """Written `/2019`: it began, nobody says when; `../2019` has no start that matters."""
    unknown_end: bool = False
    """Written `2019/`: it ended or goes on, nobody says; `2019/..` goes on."""
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
    def last_known(self) -> str:
        """The last day that it names: of an interval without an end, that of its start."""
        return (self.end or self.start or self).latest

    @property
    def is_upper_bound(self) -> bool:
        """Tell whether it says only by when something was over: `../2011?`, with an uncertain end and no start."""
        is_uncertain = self.qualifier in ("?", "%")
        return is_uncertain and self.is_interval and not self.start

    @property
    def day(self) -> str:
        """The day it is listed under: its first, or its last where it has no beginning."""
        return self.latest if self.earliest == NO_START else self.earliest

    def __lt__(self, other: "Edtf") -> bool:
        """Dates sort by first day, then the coarser before the finer, then by text."""
        before = (self.earliest, other.latest, self.text)
        return before < (other.earliest, self.latest, other.text)

    def contains(self, other: "Edtf") -> bool:
        """Whether the other span lies within this one; equal spans contain each other.

        Qualifiers do not matter: `2003` and `2003~` contain each other and both contain `2003-05`. An unknown end reaches as far
        as an open one.
        """
        return self.earliest <= other.earliest and other.latest <= self.latest

    def is_finer_than(self, other: "Edtf") -> bool:
        """Tell whether it is the other more exactly: "3 January 2020" beside "January 2020"; of two intervals, at both ends."""
        if self.contains(other):
            return False
        if not self.is_interval or not other.is_interval:
            return other.contains(self)
        for end, wide in zip(self.ends, other.ends, strict=True):
            if wide and (not end or not wide.contains(end)):
                return False
        return True


@lru_cache(maxsize=1 << 16)
def parse_date(text: str) -> Edtf:
    """Read one date or interval; raise `EdtfError`, and nothing else, on any other text."""
    date = _read(text)
    if not date:
        raise EdtfError(*_explain(text))
    return date


def meant(text: str) -> str | None:
    """Return the date that a text in words or another form means; None where that is not plain."""
    if len(text) > _LONGEST_SHOWN:
        return None
    for proposal in _proposals(text):
        with suppress(EdtfError):  # as of 2012/2011
            if _read(proposal):
                return proposal
    return None


def shown(text: str) -> str:
    """Return a typed text in backticks, printable and cut to `_LONGEST_SHOWN`."""
    cut = shortened(text, _LONGEST_SHOWN)
    printable = [
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in cut
    ]
    return f"`{''.join(printable)}`"


def _read(text: str) -> Edtf | None:
    """Return the date or interval, None for any other text; raise `EdtfError` if an interval runs backwards."""
    return _interval(text) if "/" in text else _date(text)


def _date(text: str) -> Edtf | None:
    """Return a date of level 1 that is no interval; None for any other text."""
    match = _DATE.fullmatch(text)  # as 2021-05-12, 2021-05-XX, 202X or 2003~
    if not match:
        return None
    year, month, day, qualifier = match.groups()
    first = year.replace("X", "0")
    last = year.replace("X", "9")
    is_one_year = first == last
    if not FIRST_YEAR <= int(first) <= int(last) <= LAST_YEAR or (
        month and not is_one_year
    ):
        return None
    if month in (None, "XX"):
        if day not in (None, "XX"):
            return None
        precision: Precision = (
            "century" if year.endswith("XX") else "year" if is_one_year else "decade"
        )
        return Edtf(text, f"{first}-01-01", f"{last}-12-31", precision, qualifier)
    if not 1 <= int(month) <= 12:
        return None
    days = monthrange(int(year), int(month))[1]
    if day in (None, "XX"):
        return Edtf(
            text, f"{year}-{month}-01", f"{year}-{month}-{days}", "month", qualifier
        )
    if not 1 <= int(day) <= days:
        return None
    iso = f"{year}-{month}-{day}"
    return Edtf(text, iso, iso, "day", qualifier)


def _interval(text: str) -> Edtf | None:
    """Return an interval; None for any other text, `EdtfError` if it runs backwards."""
    left, _, right = text.partition("/")
    start = _date(left)
    end = _date(right)
    is_readable = (start or left in _NO_DATE) and (end or right in _NO_DATE)
    if not is_readable or not (start or end):
        return None
    if start and end and start.earliest > end.latest:
        raise EdtfError(
            f"{shown(text)} runs backwards: it ends before it begins",
            f"write {right}/{left}",
        )
    return Edtf(
        text=text,
        earliest=start.earliest if start else NO_START,
        latest=end.latest if end else NO_END,
        precision="interval",
        qualifier=_joined_qualifier({date.qualifier for date in (start, end) if date}),
        is_interval=True,
        unknown_start=left == "",
        unknown_end=right == "",
        ends=(start, end),
    )


def _joined_qualifier(marks: set[str]) -> str:
    """Return the mark of an interval whose ends have these: uncertain and about together are `%`."""
    is_uncertain = not marks.isdisjoint("?%")
    is_about = not marks.isdisjoint("~%")
    if is_uncertain and is_about:
        return "%"
    return "?" if is_uncertain else "~" if is_about else ""


def _explain(text: str) -> tuple[str, str | None]:
    """Return message and remedy for a text that is not a date; a remedy never proposes another wrong date."""
    if not text.strip():
        return "the date is empty", EXPECTED
    no_date = f"{shown(text)} is not a date"
    if text.strip().lower() in NOT_KNOWN:
        return no_date, LEFT_OUT
    if len(text) > _LONGEST_SHOWN:
        return no_date, EXPECTED
    if fault := _known_fault(text):
        return fault
    proposal = meant(text)
    if proposal == text.strip():
        return (
            f"{shown(text)} has a space around it; a date has none",
            f"write {proposal}",
        )
    if proposal:
        return no_date, f"write {proposal}{_other_reading(text, proposal)}"
    parts = text.count("/") + 1
    if parts > 2 and not _NUMBERS.fullmatch(text):
        message = f"{shown(text)} has {parts} parts; an interval has two"
        return message, "the form is start/end: for example 2020-05/2020-08"
    return no_date, EXPECTED


def _known_fault(text: str) -> tuple[str, str | None] | None:
    """Return message and remedy where it is plain what is wrong: a season, vague words, a time, an impossible part."""
    if named := NAMED_SEASON.fullmatch(text):
        message, help = _season(
            text, int(named["year"]), SEASON_NUMBERS[named["name"].lower()]
        )
        return message, f"{help}; the source's words go into `verbatim`"
    if (vague := _VAGUE.fullmatch(text)) and (wide := meant(vague["rest"])):
        return (
            f"{shown(text)} is not a date",
            f"write {wide}; the source's words go into `verbatim`",
        )
    season = _PARTS.fullmatch(text)  # as 2021-21, the spring of 2021
    if season and not season[3] and int(season[2]) in SEASONS:
        return _season(text, int(season[1]), int(season[2]))
    if _TIME.fullmatch(text):
        day = text[:10]
        help = f"leave the time out: {day}" if _read(day) else "leave the time out"
        return f"{shown(text)} has a time; only a date is allowed", help
    if text.count("/") == 1 and " " not in text:
        return _explain_end(text)
    if impossible := _impossible_part(text):
        return f"{shown(text)} is not a date: {impossible}", _exchanged(text)
    return None


def _season(text: str, year: int, number: int) -> tuple[str, str]:
    """Return message and remedy for a season of EDTF; `2021-22` may also be meant as two years."""
    name, months = SEASONS[number]
    remedy = f"write the months: {months.format(year, year + 1)}"
    if number == year % 100 + 1:
        remedy += f", or the years: {year}/{year + 1}"
    return f"{shown(text)} is a season ({name} {year}); write months instead", remedy


def _impossible_part(text: str) -> str | None:
    """Return why a text of the right shape is not a date: its year, its month or its day."""
    if not (match := _PARTS.fullmatch(text)):
        return _year_outside(text)
    year = int(match[1])
    month = int(match[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"the year {match[1]} is outside {FIRST_YEAR} to {LAST_YEAR}"
    if not 1 <= month <= 12:
        return f"there is no month {match[2]}"
    if match[3] == "00":
        return "there is no day 00"
    days = monthrange(year, month)[1]
    return (
        f"{MONTHS[month - 1]} {year} has {days} days"
        if match[3] and int(match[3]) > days
        else None
    )


def _exchanged(text: str) -> str | None:
    """Return the remedy for year-day-month, such as `2021-25-12`; None where the middle number can be a month."""
    match = _PARTS.fullmatch(text)  # as 2021-25-12
    if not match or not match[3] or int(match[2]) <= 12:
        return None
    proposal = f"{match[1]}-{match[3]}-{match[2]}"
    return f"write {proposal}: the month comes before the day" if _read(proposal) else None


def _year_outside(text: str) -> str | None:
    match = re.fullmatch("Y?(-?[0-9]{4,9}|[0-9]{3}X|[0-9]{2}XX)(?:-XX){0,2}[?~%]?", text)
    if not match or len(match[1]) in (6, 8):  # as 202105 and 20210512
        return None
    year = match[1]
    first = int(year.replace("X", "0"))
    last = int(year.replace("X", "9"))
    if first >= FIRST_YEAR and last <= LAST_YEAR:
        return None
    return f"the year {year} is outside {FIRST_YEAR} to {LAST_YEAR}"


def _explain_end(text: str) -> tuple[str, str | None] | None:
    """Return message and remedy for an interval: of its first wrong end, or that it has none at all."""
    left, _, right = text.partition("/")
    if left in _NO_DATE and right in _NO_DATE:
        return (
            f"{shown(text)} names neither a start nor an end",
            "the forms are for example 2014/.. and ../2019",
        )
    bad = [end for end in (left, right) if end not in _NO_DATE and not _read(end)]
    is_date_with_slashes = any(spelled(text))
    are_words = len(bad) == 2 and not left[:1].isdigit()
    if not bad or is_date_with_slashes or are_words:
        return None
    message, remedy = _explain(bad[0])
    if re.fullmatch("[0-9]{4}(?:-[0-9]{2}){1,2}/[0-9]{2}", text):
        right = left[:-2] + right  # as 2024-05/06
    proposal = _proposed_interval(left, right)
    return f"{message} (in {shown(text)})", f"write {proposal}" if proposal else remedy


def _proposals(text: str) -> Iterator[str]:
    """Yield what the writer may have meant, the likeliest first; some are not dates either."""
    plain = squeezed(western_digits(text))
    for name, arabic in zip(MONTHS, ARABIC_MONTHS, strict=True):
        plain = re.sub(arabic, name, plain)
    yield plain
    yield plain.replace(" ", "")
    if numbers := _NUMBERS.fullmatch(plain):
        first, _, second, year = numbers.groups()
        yield f"{year}-{second:0>2}-{first:0>2}"
        yield f"{year}-{first:0>2}-{second:0>2}"
    yield from spelled(plain)
    yield from _level_1(plain)
    if days := _DAYS_OF_A_MONTH.fullmatch(plain):
        month = f"{days['year']}-{month_number(days['name']):02}"
        yield f"{month}-{days['first']:0>2}/{month}-{days['day']:0>2}"
    if decade := _DECADE.fullmatch(plain):
        yield f"{decade[1]}X"
    for pattern, form in _WORDS:
        if match := re.fullmatch(pattern, plain, re.IGNORECASE):
            yield from map(form.format, filter(_read, (match[1], *spelled(match[1]))))
    for match in _RANGE.finditer(plain):
        proposal = _proposed_interval(plain[: match.start()], plain[match.end() :])
        if proposal:
            yield proposal


def _level_1(text: str) -> Iterator[str]:
    """Yield what level 1 can say of a date of level 2: `1984-06?` for `1984?-06`, and `2021` for `2021-XX-15`."""
    bare = re.sub(r"[?~%]", "", text)
    if "/" not in text and len(text) == len(bare) + 1:
        yield bare + text.strip(bare)
    while "X" in text and "-" in bare:
        bare = bare.rpartition("-")[0]
        yield bare


def _proposed_interval(left: str, right: str) -> str | None:
    start = _proposed_end(left.strip())
    end = _proposed_end(right.strip())
    if start is None or end is None or (start in _NO_DATE and end in _NO_DATE):
        return None
    return f"{start}/{end}"


def _proposed_end(text: str) -> str | None:
    """Return an end of an interval: a date, `..` if open, empty if unknown; None for any other text."""
    if text.lower() == "unknown":
        return ""
    if text.lower() in _OPEN_WORDS:
        return ".."
    for proposal in (text, *spelled(text)):
        if "/" not in proposal and _read(proposal):
            return proposal
    return None


def _other_reading(text: str, proposal: str) -> str:
    """Name the reading with the month first, if that is a date too: 12/05/2021."""
    numbers = _NUMBERS.fullmatch(squeezed(western_digits(text)))
    if not numbers:
        return ""
    month, _, day, year = numbers.groups()
    other = f"{year}-{month:0>2}-{day:0>2}"
    return (
        f", or {other} if the month stands first"
        if other != proposal and _read(other)
        else ""
    )
