"""The names of months and seasons, which pages write, and the forms of dates elsewhere, which `edtf.py` explains."""

import re
from collections.abc import Iterator

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""From a table, because those of the `calendar` module depend on the locale of the machine."""
ARABIC_MONTHS = (
    "كانون الثاني|يناير", "شباط|فبراير", "آذار|اذار|مارس", "نيسان|أبريل|ابريل", "أيار|ايار|مايو", "حزيران|يونيو",
    "تموز|يوليو", "آب|أغسطس|اغسطس", "أيلول|ايلول|سبتمبر", "تشرين الأول|تشرين الاول|أكتوبر|اكتوبر",
    "تشرين الثاني|نوفمبر", "كانون الأول|كانون الاول|ديسمبر",
)  # fmt: skip
"""The names of each month, those of the Levant and of Iraq before those of Egypt."""
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
"""By the first three letters of the English names."""


SEASONS = {
    21: ("spring", "{0}-03/{0}-05"),
    22: ("summer", "{0}-06/{0}-08"),
    23: ("autumn", "{0}-09/{0}-11"),
    24: ("winter", "{0}-12/{1}-02"),
}
"""By their numbers in EDTF: the name, and the months of a year and the next one."""
SEASON_NUMBERS = {name: number for number, (name, _) in SEASONS.items()} | {"fall": 23}
"""The numbers by the names, one of which is American."""
NAMED_SEASON = re.compile(
    r"(?:the |in )*(?P<name>spring|summer|autumn|fall|winter)(?: of|,)? *(?P<year>[0-9]{4})",
    re.I,
)

MONTH = rf"(?P<name>{'|'.join(MONTH_NUMBERS)}|sept|{'|'.join(MONTHS).lower()})\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?"
YEAR = r"(?P<year>[0-9]{4})"
_FORMS = (
    rf"{DAY} *[-/. ] *{MONTH} *[-/., ] *{YEAR}",
    rf"{MONTH} *{DAY},? *{YEAR}",
    rf"{MONTH}[-/, ]* *{YEAR}",
    rf"{YEAR}[-/, ]* *{MONTH}",
    rf"{YEAR}[-/. ]{MONTH}[-/. ]{DAY}",
    rf"{YEAR}(?P<sign>[-/.])(?P<number>[0-9]{{1,2}})(?:(?P=sign){DAY})?",
    rf"(?P<number>[0-9]{{1,2}})[-/.]{YEAR}",
    rf"{YEAR}(?P<number>[0-9]{{2}})(?P<day>[0-9]{{2}})?",
)
"""How dates are written elsewhere; compiled only when a date is wrong."""


def month_of(day: str) -> str:
    """Return the name of the month of a day or a month: "March" of `2024-03` and `2024-03-12`."""
    return MONTHS[int(day[5:7]) - 1]


def month_number(name: str) -> int:
    """Return the number of a month by its English name, of which three letters are enough."""
    return MONTH_NUMBERS[name[:3].lower()]


def spelled(text: str) -> Iterator[str]:
    """Yield a date that is written in another form as year-month-day, in each way to read it."""
    for pattern in _FORMS:
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if not match:
            continue
        parts = match.groupdict()
        month = parts.get("number") or month_number(parts["name"])
        day = f"-{parts['day']:0>2}" if parts.get("day") else ""
        yield f"{parts['year']}-{month:0>2}{day}"
