"""Value types of fields: each types one text of a file, or says what was expected in its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.codes import code_list
from generator.model.advice import code_help, id_help
from generator.source.files import ID, MAX_ID, RESERVED
from generator.text import edtf
from generator.text.addresses import address_problem
from generator.text.edtf import Edtf
from generator.text.edtf_errors import EXPECTED, FIRST_YEAR, LAST_YEAR

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def record(cls: type[T]) -> type[T]:
    """Make a class one of the model's records: frozen, by keyword; pydantic types what is parsed, and refuses unknown keys.

    A plain dataclass is made in half the time that one of pydantic's takes, and most runs parse few kinds or none.
    """
    made = dataclass(slots=True, frozen=True, kw_only=True)(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return made


class Role(Enum):
    """What an entry can be referred to as; each kind declares the roles that its entries play."""

    AGENT = "somebody who says or does something"
    BODY = "a group, state or other body"
    PERSON = "a person"
    SITE = "a base or other site"
    EVENT = "an event"
    LOCATION = "a town, governorate or other area"
    WORK = "a source"
    OUTLET = "a publisher"
    ANY = "an entry"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a text as the id of an entry that plays `role`; whether it exists is decided when entries are linked."""

    role: Role

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, text: str) -> str:
        if ID.fullmatch(text):
            return text
        head, _, place = text.strip().partition(" ")
        if self.role is Role.WORK and place and ID.fullmatch(head):
            raise problem(
                "malformed", f"`{text}` is an id and more", f"write `{head}` alone; the place goes into `loc: {place}`"
            )
        raise problem(
            "malformed",
            f"`{text}` is not an id: lower-case letters, digits and single hyphens",
            id_help(text, is_agent=self.role is Role.AGENT),
        )


@dataclass(frozen=True, slots=True)
class CodeOf:
    """Marks a text as a code of the list with this name."""

    list_name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"enum": list(code_list(self.list_name).codes)}

    def _check(self, text: str) -> str:
        known = code_list(self.list_name).codes
        if text in known:
            return text
        ends = {word: c for c, code in known.items() if code.inverse_code for word in (code.inverse_code, code.inverse)}
        if (written := ends.get(text) or ends.get(re.sub(r"[ _]+", "-", text.strip().lower()))) is not None:
            raise problem("typed_inverse", f"`{text}` is the other end of `{written}`", written)
        raise problem("unknown_code", f"`{text}` is not a code of the list {self.list_name}", code_help(text, known))


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a code that CLDR names: a language tag or a country."""

    names: Literal["languages", "territories"]


@dataclass(frozen=True, slots=True)
class ProseText:
    """Marks a text as contributors' Markdown with citations and links; `summary` tells which rule of citing holds."""

    summary: bool = False


@dataclass(frozen=True, slots=True)
class DateType:
    """Marks a text as a date or period; `unknown` tells whether that word may stand in its place."""

    unknown: bool

    first_year: ClassVar[int] = FIRST_YEAR
    last_year: ClassVar[int] = LAST_YEAR

    @property
    def form(self) -> "Checked":
        """What such a text looks like; whether there is such a day, only the parser knows."""
        date = r"[0-9]{2}(?:[0-9][0-9X]|XX)(?:-(?:[0-9]{2}|XX)){0,2}[?~%]?"
        period = rf"(?:{date}|\.\.)?/(?:{date}|\.\.)?"
        pattern = f"{date}|{period}" + ("|unknown" if self.unknown else "")
        return matching(
            pattern, "a date or period", "write it as 2021-02-15, 2021-02, 2003~, 2011?, 2014/2017 or 2014/.."
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._parse, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"}

    def _parse(self, text: object) -> Edtf | None:
        if isinstance(text, Edtf) or (self.unknown and text == "unknown"):
            return text if isinstance(text, Edtf) else None
        try:
            return edtf.parse(str(text))
        except edtf.EdtfError as error:
            raise problem("impossible_date", error.message, error.help or EXPECTED) from None


def problem(type_: str, message: str, help: str | None = None) -> PydanticCustomError:
    """Return the error that a validator raises: the type picks the rule, the texts are shown as they are."""
    return PydanticCustomError(type_, "{message}", {"message": message, "help": help or ""})


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that `check` accepts as it is or refuses with a problem."""

    check: Callable[[str], str]
    expected: str
    """What it is, as "a time of day"."""
    pattern: str
    """What every text that it accepts matches whole."""
    help: str | None = None
    """How to write it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


def matching(pattern: str, expected: str, help: str | None = None) -> Checked:
    """Return the marker of texts that match `pattern` whole; `expected` ends the sentence "`x` is not …"."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise problem("malformed", f"`{text}` is not {expected}", help)
        return text

    return Checked(check, expected, pattern, help)


def _day(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise problem("impossible_date", f"`{text}` is not a day", "write year-month-day, as 2026-11-20") from None
    return text


def _address(text: str) -> str:
    if (wrong := address_problem(text)) is not None:
        raise problem("malformed", wrong[0], wrong[1] or "write it in full, as https://example.org/page")
    return text


_LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
ShortText = Annotated[str, Field(min_length=1, max_length=300)]
Day = Annotated[str, Checked(_day, "a day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "write year-month-day, as 2026-11-20")]
DateText = Annotated[Edtf, DateType(unknown=False)]
DateOrUnknown = Annotated[Edtf | None, DateType(unknown=True)]
Url = Annotated[
    str,
    Checked(_address, "a web address", r"[Hh][Tt][Tt][Pp][Ss]?:\S+", "write it in full, as https://example.org/page"),
]
Language = Annotated[
    str,
    matching(_LANGUAGE, "a language tag", "write a BCP 47 tag, as ar, fa, ckb, en or ar-Latn"),
    Named("languages"),
]
Script = Annotated[str, matching(r"[A-Z][a-z]{3}", "a script", "write an ISO 15924 code, as Arab or Latn")]
Country = Annotated[
    str,
    matching(r"[A-Z]{2}", "a country", "write the two capital letters of ISO 3166-1, as IQ or SY"),
    Named("territories"),
]
IdText = matching(ID.pattern, "an id", "write lower-case words joined by hyphens")
OriginKey = Annotated[
    str, matching(ID.pattern, "an origin", "write lower-case words joined by hyphens, as reuters-2020-11-30")
]
OldId = Annotated[
    str,
    matching(
        rf"(?!(?:{'|'.join(sorted(RESERVED))})$)(?=.{{1,{MAX_ID}}}$){ID.pattern}",
        "an id that a file may have had",
        "write the old name of the file without `.yml`: lower-case words and hyphens",
    ),
]
StatementId = Annotated[str, matching(r"[0-9a-f]{8}", "the id of a statement", "it has eight digits 0-9 and a-f")]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Low = Annotated[Count, Field(description="The lower bound; alone it means “at least”, as 40 in “more than 39”.")]
Best = Annotated[
    Count, Field(description="The number as it is given, or the likeliest of a range; 0 where the source says none.")
]
High = Annotated[Count, Field(description="The upper bound; alone it means “at most”.")]
AsOf = Annotated[DateText, Field(description="The date on which the count stood, as 2024-04-20.")]

BodyRef = Annotated[str, Ref(Role.BODY)]
PersonRef = Annotated[str, Ref(Role.PERSON)]
SiteRef = Annotated[str, Ref(Role.SITE)]
EventRef = Annotated[str, Ref(Role.EVENT)]
PlaceRef = Annotated[str, Ref(Role.LOCATION)]
WorkRef = Annotated[str, Ref(Role.WORK)]
OutletRef = Annotated[str, Ref(Role.OUTLET)]
AnyRef = Annotated[str, Ref(Role.ANY)]
