"""The types of single values: each parses one text of a file, or says what was expected in its place. Ranges of numbers have theirs here, too.

Records name them as the types of their fields; pydantic calls what they hold.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from euphrates_atlas.model.codes import CheckedText, value_error
from euphrates_atlas.model.ids import ID, MAX_ID, RESERVED, not_an_id
from euphrates_atlas.model.value_help import id_help, meant_id
from euphrates_atlas.text.archives import EXPECTED_COPY, FORM_PATTERN, copy_form_fault
from euphrates_atlas.text.edtf import (
    EXPECTED,
    FIRST_YEAR,
    LAST_YEAR,
    LEFT_OUT,
    Edtf,
    EdtfError,
    parse_date,
    shown,
)
from euphrates_atlas.text.urls import url_fault
from euphrates_atlas.text.values import value


class Role(Enum):
    """What an entry can be referred to as; each kind declares the roles that its entries play.

    The value is a text for `SubjectMatter.worded`, as is the help of a `TextFormat`.
    """

    AGENT = "somebody who says or does something"
    BODY = "an organisation, state or other body"
    PERSON = "a person"
    SITE = "a base or other site"
    EVENT = "an event"
    LOCATION = "a town, {area} or other area"
    WORK = "a source"
    OUTLET = "a publisher"
    ANY = "an entry"


@value
class Ref(CheckedText):
    """Marks a text as the id of an entry that plays `role`; linking finds out whether there is such an entry."""

    role: Role
    or_label: bool = False
    """A label may stand in its place, where there is no entry."""

    def check(self, text: str) -> str:
        """Return an id as it is; for another text raise an error whose help names the id that it may mean."""
        if ID.fullmatch(text):
            return text
        head, _, place = text.strip().partition(" ")
        if self.role is Role.WORK and place and ID.fullmatch(head):
            help = f"write `{head}` alone; the place goes into `loc: {place}`"
            raise value_error("malformed", f"`{text}` is an id and more", help)
        id = meant_id(text)
        wanted = (id, self.role) if id else None
        raise value_error(
            "malformed",
            not_an_id(text),
            id_help(text, or_label=self.or_label),
            wanted=wanted,
        )


class CldrCode(NamedTuple):
    """Marks a code that CLDR names: a language tag or a country."""

    names: Literal["languages", "territories"]


class ProseText(NamedTuple):
    """Marks a text as contributors' Markdown with citations and links; in a summary each sentence is cited, else each paragraph."""

    summary: bool = False


@value
class DateType:
    """Marks a text as a date or period in EDTF; the context of the parser is the first and the last year that it may name."""

    unknown: bool
    """The word `unknown` may stand in its place, which is then None."""

    @property
    def form(self) -> "TextFormat":
        """The form of such a text; whether there is such a day, only the parser knows."""
        date = r"[0-9]{2}(?:[0-9][0-9X]|XX)(?:-(?:[0-9]{2}|XX)){0,2}[?~%]?"
        period = rf"(?:{date}|\.\.)?/(?:{date}|\.\.)?"
        pattern = f"{date}|{period}" + ("|unknown" if self.unknown else "")
        help = "write it as 2021-02-15, 2021-02, 2003~, 2011?, 2014/2017 or 2014/.."
        return matching(pattern, "a date or period", help)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._parse)

    def _parse(self, text: object, info: core_schema.ValidationInfo) -> Edtf | None:
        """Return the date that a text names, None for `unknown`.

        Raise an error for a year outside those of the subject too.
        """
        if self.unknown and text == "unknown":
            return None
        try:
            date = parse_date(str(text))
        except EdtfError as error:
            help = (
                "write `unknown`" if self.unknown and error.help == LEFT_OUT else error.help
            )
            raise value_error("impossible_date", error.message, help or EXPECTED) from None
        first, last = info.context or (FIRST_YEAR, LAST_YEAR)
        for end in (date.start, date.end):
            if not end or first <= int(end.earliest[:4]) <= int(end.latest[:4]) <= last:
                continue
            message = f"{shown(end.text)} is not a date: the year {end.text[:4]} is outside {first} to {last}"
            if date.is_interval:
                message += f" (in {shown(date.text)})"
            raise value_error("impossible_date", message, EXPECTED)
        return date


@value
class TextFormat(CheckedText):
    """Marks a text that has a form of its own, as a time of day."""

    check: Callable[[str], str]
    """Returns a text of this form as it is."""
    expected: str
    """What it is, such as "a time of day"."""
    pattern: str
    """What every text that it accepts matches whole."""
    help: str
    """How to write it."""


MALFORMED = "`{}` is not {}"


def matching(pattern: str, expected: str, help: str) -> TextFormat:
    """Return the marker of texts that match `pattern` whole; `expected` ends the sentence "`x` is not …"."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise value_error("malformed", MALFORMED.format(text, expected), help)
        return text

    return TextFormat(check, expected, pattern, help)


def _day(text: str) -> str:
    """Return a day, year-month-day, as it is; raise an error for any other text."""
    try:
        if str(date.fromisoformat(text)) != text:
            raise ValueError
    except ValueError:
        raise value_error(
            "impossible_date", f"`{text}` is not a day", _day_help(text)
        ) from None
    return text


def _day_help(text: str) -> str:
    """Return the help for a text that is no day: as that for dates, where it means one."""
    try:
        date = parse_date(text)
    except EdtfError as error:
        help = error.help or ""
        return help if help.startswith("write ") and "/" not in help else _DAY_FORM
    return (
        f"write {date.earliest}: it has no mark" if date.precision == "day" else _DAY_FORM
    )


_DAY_FORM = "the form is year-month-day: for example 2026-11-20"


def _address(text: str) -> str:
    wrong = url_fault(text)
    if wrong:
        message, help = wrong
        raise value_error("malformed", message, help or _IN_FULL)
    return text


def _copy(text: str) -> str:
    wrong = copy_form_fault(_address(text))
    if wrong:
        raise value_error("malformed", *wrong)
    return text


_NO_TAGS = "ara|eng|fas|fra|fre|deu|ger|heb|kur|per|rus|tur|cn|cz|dk|gr|iq|jp|sp"
"""Languages by three letters that have a tag of two, and countries that are taken for languages."""
_LANGUAGE = rf"(?!(?:{_NO_TAGS})(?:-|$))[a-z]{{2,3}}(?:-[A-Z][a-z]{{3}})?(?:-[A-Z]{{2}})?"

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
ShortText = Annotated[str, Field(min_length=1, max_length=300)]
LeadText = Annotated[str, ProseText(summary=True)]
BodyText = Annotated[str, ProseText()]
Day = Annotated[str, TextFormat(_day, "a day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _DAY_FORM)]
DateText = Annotated[Edtf, DateType(unknown=False)]
DateOrUnknown = Annotated[Edtf | None, DateType(unknown=True)]
_IN_FULL = "write it in full, for example https://example.org/page"
Url = Annotated[
    str, TextFormat(_address, "a web address", r"[Hh][Tt][Tt][Pp][Ss]?:\S+", _IN_FULL)
]
CopyUrl = Annotated[
    str, TextFormat(_copy, "the address of one copy", FORM_PATTERN, EXPECTED_COPY)
]
Language = Annotated[
    str,
    matching(
        _LANGUAGE,
        "a language tag",
        "write a BCP 47 tag, such as fr, ar, zh-Hant or ar-Latn",
    ),
    CldrCode("languages"),
]
Script = Annotated[
    str,
    matching(r"[A-Z][a-z]{3}", "a script", "write an ISO 15924 code, such as Arab or Latn"),
]
Country = Annotated[
    str,
    matching(
        r"(?!UK|EN|XX|ZZ)[A-Z]{2}",
        "a country",
        "write the two capital letters of ISO 3166-1, such as {countries}",
    ),
    CldrCode("territories"),
]
IdText = matching(ID.pattern, "an id", "write lower-case words joined by hyphens")
ORIGIN = matching(
    ID.pattern,
    "an origin",
    "write lower-case words joined by hyphens, such as reuters-2020-11-30",
)
OriginKey = Annotated[str, ORIGIN]
OldId = Annotated[
    str,
    matching(
        rf"(?!(?:{RESERVED})$)(?=.{{1,{MAX_ID}}}$){ID.pattern}",
        "an id that a file may have had",
        "write the old name of the file without `.yml`: lower-case words and hyphens",
    ),
]
_HOUR = matching(
    r"([01]\d|2[0-3]):[0-5]\d",
    "a time of day",
    'write hours and minutes in quotes, as "01:00"',
)
Hour = Annotated[str, _HOUR]
StatementId = Annotated[
    str,
    matching(r"[0-9a-f]{8}", "the id of a statement", "it has eight digits 0-9 and a-f"),
]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Measure = Annotated[float, Field(ge=-1_000_000_000, le=1_000_000_000)]
"""A number that may have decimals, as of metres."""

AgentRef = Annotated[str, Ref(Role.AGENT, or_label=True)]
BodyRef = Annotated[str, Ref(Role.BODY)]
PersonRef = Annotated[str, Ref(Role.PERSON)]
SiteRef = Annotated[str, Ref(Role.SITE)]
EventRef = Annotated[str, Ref(Role.EVENT)]
PlaceRef = Annotated[str, Ref(Role.LOCATION)]
WorkRef = Annotated[str, Ref(Role.WORK)]
OutletRef = Annotated[str, Ref(Role.OUTLET)]
AnyRef = Annotated[str, Ref(Role.ANY)]


class ValueForm(NamedTuple):
    """How a value that is no text is written."""

    pattern: str
    name: str
    help: str


FORMS: dict[Any, ValueForm] = {
    int: ValueForm(
        "-?[0-9]+",
        "a number",
        "write digits; where the source has none, leave it out and put its words into `verbatim`",
    ),
    float: ValueForm(
        r"-?[0-9]+(?:\.[0-9]+)?", "a number", "write digits, with a point before decimals"
    ),
    bool: ValueForm("true|false", "`true` or `false`", "write one of the two"),
}

NUMBERS = ("low", "best", "high")
"""The fields of a number, or a range of numbers."""
Low = Annotated[
    Count,
    Field(
        title="At least",
        description="The lower bound; alone it means “at least”, as 40 in “more than 39”.",
    ),
]
Best = Annotated[
    Count,
    Field(
        title="Number",
        description="The number as it is given, or the likeliest of a range; 0 where the source says none.",
    ),
]
High = Annotated[
    Count, Field(title="At most", description="The upper bound; alone it means “at most”.")
]
AsOf = Annotated[
    DateText,
    Field(
        title="Count as of", description="The date on which the count stood, as 2024-04-20."
    ),
]


class Numbers:
    """The fields of a record that gives a number, or a range of numbers; the records declare them."""

    __slots__ = ()

    low: int | None
    best: int | None
    high: int | None
