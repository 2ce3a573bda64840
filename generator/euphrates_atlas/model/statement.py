"""The statement: a value, its period, its speaker, its sources, and its rank among rivals."""

import re
from collections.abc import Iterable
from dataclasses import fields
from math import inf
from typing import Annotated, ClassVar, Generic, Self, TypeVar

from pydantic import AfterValidator

from euphrates_atlas.model.codes import Code, code_list, value_error
from euphrates_atlas.model.fields import filling, part, record
from euphrates_atlas.model.ids import ID
from euphrates_atlas.model.value_help import citation_help, locator_meant
from euphrates_atlas.model.value_types import (
    AgentRef,
    DateText,
    Language,
    OriginKey,
    Ref,
    Role,
    Script,
    ShortText,
    StatementId,
    Text,
    TextFormat,
    WorkRef,
    matching,
)
from euphrates_atlas.text.edtf import Edtf

_LABELS = r"(?:pp?\.|paras?\.|secs?\.|chaps?\.|arts?\.|figs?\.|tables?|notes?|lines?|cols?\.|vols?\.|nos?\.|rows?)"
_TIME = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
LOCATOR = re.compile(
    rf"{_LABELS} [0-9A-Za-z][^\[\]@;٠-٩۰-۹]{{0,60}}|{_TIME}(?:-{_TIME})?|whole work"
)
LOCATOR_HELP = "the forms are p. 3, para. 5, paras. 5-6, sec. 2, table 1, fig. 2, no. 11170, a time as 00:12:30, or whole work"
_RUN_ON = re.compile(
    r"(?:[,،&+/]|\band\b) *[a-z][a-z0-9]*"
    rf"(?:(?:-[a-z0-9]+)*-\d|(?:-[a-z0-9]+)+(?= *(?:$|[,;&+/]|{_LABELS})))"
)
"""The id of another source, which runs on behind a place: it has a date, or nothing but a place follows it."""
_RUNS_ON = "another source follows this place", "make each source a citation of its own"
_CITATION = re.compile(r"(?P<src>\S+)(?: +(?P<loc>\S.*))?")


def locator_fault(text: str) -> tuple[str, str] | None:
    """Return why a text is no place in a source, and the remedy; None where it is one."""
    if _RUN_ON.search(text):
        return _RUNS_ON
    if LOCATOR.fullmatch(text):
        return None
    better = locator_meant(text)
    help = f"write `{better}`" if better else LOCATOR_HELP
    return f"`{text}` is not a place in a source", help


def _locator(text: str) -> str:
    wrong = locator_fault(text)
    if wrong:
        raise value_error("malformed", *wrong)
    return text


_LOCATOR = TextFormat(_locator, "a place in a source", LOCATOR.pattern, LOCATOR_HELP)


@record
class Quote:
    """The source's own words, for decisive wording only."""

    text: ShortText = part(label="Words")
    """The words, at most 25, copied exactly."""
    lang: Language | None = part(label="Language")
    """The language of the words, as de, ar or en."""
    translation: bool = False
    """True where the words are our translation."""

    from_text = filling("text")


@record
class Citation:
    """A source, and where in it; `origin` where it passes on what stems from somewhere else."""

    src: WorkRef = part(label="Source")
    """The source: the id of its entry, which is the name of its file."""
    loc: Annotated[str, _LOCATOR] | None = part(label="Place in the source")
    """The place in it: `p. 3`, `para. 5`, `paras. 5-6`, `sec. 2`, `table 1` or a time, `00:12:30`."""
    origin: OriginKey | None = part(label="Whose text it passes on")
    """Whose text the source passes on here, where its entry does not say so, as reuters-2020-11-30."""
    stance: str = part(
        label="What the source does with it", code="citation-stance", default="supports"
    )
    """Whether it supports the statement; `supports` where left out."""
    quote: Quote | None = part(label="Quotation (optional)")
    """The source's own words, only where the wording decides."""

    text_form = matching(
        rf" *{ID.pattern}(?: +(?:{LOCATOR.pattern}))? *",
        "a citation",
        "write source-id, or source-id p. 3",
    )

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form, `source-id` or `source-id p. 3`."""
        match = _CITATION.fullmatch(text.strip())
        parts = match.groupdict() if match else {}
        given = {name: value for name, value in parts.items() if value}
        place = given.get("loc", "")
        if _RUN_ON.search(place):
            raise value_error("malformed", *_RUNS_ON)
        if not given or (place and locator_fault(place)):
            raise value_error(
                "malformed", f"`{text}` is not a citation", citation_help(text)
            )
        return given


def _with_support(cite: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return citations as they are; raise an error where none of them supports the statement."""
    if cite and all(citation.stance != "supports" for citation in cite):
        help = "cite a source that says it; what no source says stands in `gaps`"
        raise value_error(
            "unsupported", "none of these sources supports the statement", help
        )
    return cite


Citations = Annotated[tuple[Citation, ...], AfterValidator(_with_support)]
"""The sources of a statement; one at least supports it."""


@record
class Agent:
    """Who says or does something: an entry, or in words, with the body they speak for."""

    id: AgentRef | None = None
    """The id of an entry; in a file it stands alone, without a key."""
    label: ShortText | None = None
    """Who it is, in the source's words, such as `{speaker}`."""
    of: AgentRef | None = part(label="The body they speak or act for")
    """The id of the body that they speak or act for, where it has an entry."""

    only_from_text = frozenset({"id"})
    required_together = ("label",)

    from_text = filling("id")

    @property
    def key(self) -> str:
        """The same for the same agent, however often they are named."""
        if self.id:
            return self.id
        return f"{self.label} / {self.of}" if self.of else str(self.label)


@record
class Body(Agent):
    """A body: an entry, or in words where it has none."""

    id: Annotated[str, Ref(Role.BODY, or_label=True)] | None = None
    """The id of an entry; in a file it stands alone, without a key."""
    label: ShortText | None = None
    """Its name, where it has no entry."""
    of: AgentRef | None = part(label="The body it is part of")
    """The id of the body that it is part of, where that has an entry."""

    @property
    def as_text(self) -> str | None:
        """Its id, which stands for it in data too; None where it is given in words."""
        return self.id


@record
class Dispute:
    """Somebody's rejection of a statement, without a value of their own."""

    by: Agent = part(label="Speaker")
    """Who rejects it: the id of an entry, or a label and the body they speak for."""
    stance: str = part(code="dispute-stance", after="said")
    """How far they go."""
    cite: Citations = part(label="Sources", required=True)
    """The sources that report the rejection."""
    said: DateText | None = part(label="Said on")
    """When they said so, as 2024-04-20."""
    verbatim: Text | None = part(label="Their words", after="said")
    """Their words, as the source gives them."""
    note: Text | None = None
    """Ours: how to read it."""

    @property
    def stance_code(self) -> Code:
        """How far they go, as pages show it."""
        return code_list("dispute-stance").codes[self.stance]


RANKS = ("preferred", "normal", "deprecated")
"""The codes of a rank, in the order in which tables have their statements."""
_LETTER = matching(
    "[a-z]", "one small letter", "write the same letter, such as a, on all that are rivals"
)


@record
class Statement:
    """The fields that every statement has; each kind of statement adds its value or its named parts."""

    cite: Citations = part(
        label="Sources",
        required=True,
        also="source sources citation citations ref reference",
    )
    """The sources it rests on, with the place in each, such as `[example-2021-02-17 para. 3]`."""
    when: DateText | None = part(
        label="Period in which it holds", also="from since to until period dates duration"
    )
    """The period in which the value holds, as 2014/2017, 2020-05/.. or 2021-02."""
    by: Agent | None = part(label="Speaker", also="speaker said_by according_to who_says")
    """Who says it: the id of an entry, or a label and the body they speak for; absent: the cited work itself."""
    said: DateText | None = part(label="Said on")
    """When the speaker said it, as 2024-04-20."""
    verbatim: Text | None = part(label="Words of the source", also="original_words wording")
    """The source's words where they are no plain value, such as `dozens` or `late 2017`."""
    rank: str = part(code="rank", default="normal")
    """How it ranks among its rivals; `normal` where left out."""
    reason: str | None = part(code="reason")
    """Why the rank is not normal; required where it is not."""
    confidence: str | None = part(code="confidence", also="certainty")
    """How sure an editor is of it; never above what its origins allow."""
    disputed: tuple[Dispute, ...] = ()
    """Who rejects it without a value of their own; a value of their own is a statement beside it."""
    rival: Annotated[str, _LETTER] | None = None
    """The same letter on statements that exclude one another where the model cannot tell."""
    inferred: tuple[str, ...] = part(code="inferred")
    """What no cited words say and an editor infers from them, as the date; a `note` tells from what where that is not plain."""
    was: tuple[StatementId, ...] = ()
    """The ids that it had before its value was corrected, so that old addresses keep working."""
    note: Text | None = part(also="notes comment comments remark")
    """Ours: why, or how to read it; in plain words, without citations."""

    @property
    def quotes(self) -> list[str]:
        """The words of its sources, where they are quoted."""
        return [citation.quote.text for citation in self.cite if citation.quote]

    @property
    def disputing(self) -> tuple[Citation, ...]:
        """The citations of works that say that the statement does not hold."""
        return tuple(citation for citation in self.cite if citation.stance == "disputes")

    same_parts: ClassVar[tuple[str, ...] | None] = None
    """Of a property that adds up: the parts that make two statements speak of the same thing; None: they never do."""
    compared_parts: ClassVar[tuple[str, ...]] = ("value",)
    """What two statements of the same thing are compared by."""
    apart_by: ClassVar[str] = ""
    """The part that says of which of several things of the entry it speaks, as of which side of a crossing; empty: of the one.
    What holds of one of them does not end what holds of another."""
    first_and_last: ClassVar[tuple[str, str]] = ("", "")
    """The parts that give the beginning and the end of something."""
    end_part: ClassVar[str] = ""
    """The part that says how it ended; it stands in brackets behind the period."""
    our_words: ClassVar[tuple[str, ...]] = ("note", "value")
    """The parts that the writers of the atlas put into words of their own."""
    is_own_words: ClassVar[bool] = False
    """Whether the entry itself speaks in it, as in a declaration."""
    own_columns: ClassVar[tuple[str, ...]] = ()
    """Parts that stand in a column of their own in tables, `numbers` for low, best and high; the others beneath the words."""
    counted: ClassVar[tuple[str, str, str]] = ("", "", "")
    """What its numbers count, such as `phrase`, for the heading above the accounts; the parts that say whom, and in what scope."""
    is_accusation: ClassVar[bool] = False
    """Whether it accuses somebody: then reviewers ask more of it while the person lives."""
    phrase: ClassVar[str] = "{value}"
    """How pages say it: the parts that stand first, `{numbers}` for low, best and high; the other parts follow
    beneath. Of several, separated by `|`, the first whose parts are there."""

    disputed_phrase: ClassVar[str] = ""
    """How a line on differing accounts says it where `phrase` leaves out the matter in dispute; empty: by `phrase`."""

    def contradicts(self, other: Self) -> bool | None:
        """Tell whether this and another statement of the same property exclude one another.

        None, as here: `same_parts` and `compared_parts` decide, see `facts/rivals.py`.
        """

    @property
    def has_ended(self) -> bool:
        """Tell whether it says how the state that it tells of ended, as `ended_by: killed`."""
        return bool(self.end_part and getattr(self, self.end_part))

    @property
    def is_current(self) -> bool:
        """Tell whether it is not superseded."""
        return self.rank != "deprecated"

    @property
    def is_preferred(self) -> bool:
        """Tell whether an editor prefers it to its rivals."""
        return self.rank == "preferred"

    @property
    def supporting(self) -> list[str]:
        """The ids of the works that support it: others contradict it, or stand beside it."""
        return [citation.src for citation in self.cite if citation.stance == "supports"]

    @property
    def may_have_rivals(self) -> bool:
        """Tell whether another statement with the same `same_parts` can exclude it."""
        return True

    @property
    def sort_number(self) -> float:
        """The number by which tables sort it among others of its rank; those without one come last, in the order of the file."""
        return inf

    @property
    def searched_names(self) -> tuple[str, ...]:
        """Names by which search also finds an entry, without showing them as names, such as the number of a brigade."""
        return ()

    @property
    def searched_entry(self) -> str | None:
        """The id of the entry that these names lead to; None where it is the entry that has the statement."""
        return None

    @property
    def stance_code(self) -> Code | None:
        """Whether it claims, attributes or denies a part in an event; pages show it as a chip. None: it does none of these."""
        return None

    @property
    def accused(self) -> Agent | None:
        """The actor whose part in an event `stance_code` is about; None where the statement is about no such part."""
        return None

    @property
    def said_or_counted(self) -> Edtf | None:
        """When it was said; of a count, when it stood."""
        return getattr(self, "as_of", None) or self.said

    @property
    def date_of_act(self) -> Edtf | None:
        """The date of the act that it records, as of a listing: that of its beginning; None where it records none."""
        return getattr(self, self.first_and_last[0]) if self.first_and_last[0] else None

    @property
    def end_of_act(self) -> Edtf | None:
        """The date on which the act was undone, as of a delisting; None where it holds or records none."""
        return getattr(self, self.first_and_last[1]) if self.first_and_last[1] else None

    @property
    def is_denial(self) -> bool:
        """Tell whether it denies what others say: then no preference settles which of them is right."""
        return False

    @property
    def is_weighty(self) -> bool:
        """Tell whether it speaks of a death, a responsibility or a parentage, which want two independent origins."""
        return False

    @property
    def asks_second_origin(self) -> str:
        """What reviewers of a change ask a second origin for, such as "a death"; empty: they do not ask."""
        return ""


COMMON_FIELDS = tuple(field.name for field in fields(Statement))

V = TypeVar("V")
S = TypeVar("S", bound=Statement)


def current(statements: Iterable[S]) -> list[S]:
    """Return the statements that are not superseded, the preferred first, then in file order."""
    kept = [statement for statement in statements if statement.is_current]
    kept.sort(key=lambda statement: not statement.is_preferred)
    return kept


@record
class Valued(Statement, Generic[V]):
    """A statement with a single value."""

    value: V
    """The value itself."""


Codes = tuple[Valued[str], ...]
"""Statements of codes; `code` names the list."""
Dates = tuple[Valued[DateText], ...]
Texts = tuple[Valued[Text], ...]


@record
class Name:
    """One form of a name."""

    text: Annotated[
        ShortText,
        matching(r"(?![“«].*[”»]$).+", "a name", "leave out the quotation marks around it"),
    ] = part(label="Spelling")
    """The name, in the script in which it is written."""
    lang: Language | None = part(label="Language")
    """Its language, such as fr, ar or zh-Hant; required for Arabic script."""
    script: Script | None = None
    """Its script, as Arab or Latn, where the language leaves it open."""
    use: str | None = part(code="name-use")
    """What sort of name it is, and who uses it."""
    scheme: str | None = part(label="Rules of spelling", code="transliteration-scheme")
    """The rules by which it is written in Latin letters."""
    when: DateText | None = None
    """The period in which it was used, as 2007/2012."""
    cite: tuple[Citation, ...] = part(label="Sources")
    """The sources that use it."""
    note: Text | None = None
    """Ours: who uses it, or how to read it."""
    shared: bool = False
    """True where several entries bear this name."""

    from_text = filling("text")

    @property
    def is_search_term(self) -> bool:
        """Tell whether it is no name, but words by which readers look for the entry."""
        return self.use == "search-term"

    @property
    def is_search_only(self) -> bool:
        """Tell whether it is there for the search alone: a misspelling, a search term, or an alias too weak to be shown."""
        return self.is_search_term or self.use in ("misspelling", "weak-alias")


@record
class Identifiers:
    """Ids of the same subject elsewhere."""

    wikidata: (
        Annotated[str, matching(r"Q[1-9]\d*", "a Wikidata item", "it is Q and a number")]
        | None
    ) = None
    """The item in Wikidata, as Q84."""
    geonames: (
        Annotated[str, matching(r"[1-9]\d*", "a GeoNames id", "it is a number")] | None
    ) = part(label="GeoNames")
    """The number in GeoNames, as 2643743."""
    opensanctions: ShortText | None = part(label="OpenSanctions")
    """The id in OpenSanctions, as NK-… or Q…."""
