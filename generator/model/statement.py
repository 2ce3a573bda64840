"""The statement: a value, when it held, who says so, where we read it, and how it stands beside its rivals."""

import re
from typing import Annotated, ClassVar, Generic, TypeVar

from pydantic import Field

from generator.model.advice import citation_help
from generator.model.values import (
    AnyRef,
    Checked,
    CodeOf,
    DateText,
    Language,
    OriginKey,
    Ref,
    Role,
    Script,
    ShortText,
    StatementId,
    Text,
    WorkRef,
    matching,
    problem,
    record,
)
from generator.source.files import ID

_LABELS = r"(?:pp?\.|paras?\.|secs?\.|chaps?\.|arts?\.|figs?\.|tables?|notes?|lines?|cols?\.|vols?\.)"
LOCATOR = re.compile(
    rf"{_LABELS} [0-9A-Za-z][^\[\]@;]{{0,60}}|\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:-\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
)
LOCATOR_HELP = "write p. 3, para. 5, paras. 5-6, sec. 2, table 1, fig. 2 or a time as 00:12:30"
_CITATION = re.compile(r"(?P<src>\S+)(?: +(?P<loc>\S.*))?")


Locator = Annotated[str, matching(LOCATOR.pattern, "a place in a source", LOCATOR_HELP)]


@record
class Quote:
    """The source's own words, for decisive wording only."""

    text: Annotated[ShortText, Field(description="The words, at most 25, copied exactly.")]
    lang: Annotated[Language | None, Field(description="The language of the words, as ar, fa or en.")] = None
    translation: Annotated[bool, Field(description="True where the words are our translation.")] = False

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form, the words alone."""
        return {"text": text}


@record
class Citation:
    """A source, and where in it; `origin` where it passes on what stems from somewhere else."""

    src: Annotated[WorkRef, Field(description="The source: the id of its entry, which is the name of its file.")]
    loc: Annotated[
        Locator | None,
        Field(
            description="The place in it: `p. 3`, `para. 5`, `paras. 5-6`, `sec. 2`, `table 1` or a time, `00:12:30`."
        ),
    ] = None
    origin: Annotated[
        OriginKey | None,
        Field(
            description="Whose text the source passes on here, where its entry does not say so, as reuters-2020-11-30."
        ),
    ] = None
    stance: Annotated[
        str,
        CodeOf("citation-stance"),
        Field(description="Whether it supports the statement; `supports` where left out."),
    ] = "supports"
    quote: Annotated[Quote | None, Field(description="The source's own words, only where the wording decides.")] = None

    text_form: ClassVar[Checked] = matching(
        rf" *{ID.pattern}(?: +(?:{LOCATOR.pattern}))? *", "a citation", "write source-id, or source-id p. 3"
    )

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form, `source-id` or `source-id p. 3`."""
        match = _CITATION.fullmatch(text.strip())
        if match is None or (match["loc"] and not LOCATOR.fullmatch(match["loc"])):
            raise problem(
                "malformed",
                f"`{text}` is not a citation",
                citation_help(text),
            )
        return {key: value for key, value in match.groupdict().items() if value}


@record
class Agent:
    """Who says or does something: an entry, or in words, with the body they speak for."""

    id: (
        Annotated[
            str, Ref(Role.AGENT), Field(description="The id of an entry; in a file it stands alone, without a key.")
        ]
        | None
    ) = None
    label: Annotated[
        ShortText | None, Field(description="Who it is, in the source's words, as `an Iraqi security official`.")
    ] = None
    of: (
        Annotated[
            str,
            Ref(Role.AGENT),
            Field(description="The id of the body that they speak or act for, where it has an entry."),
        ]
        | None
    ) = None

    only_from_text: ClassVar[frozenset[str]] = frozenset({"id"})
    required_together: ClassVar[tuple[str, ...]] = ("label",)

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form, the id of an entry."""
        return {"id": text}

    @property
    def key(self) -> str:
        """The same for the same agent, however often they are named."""
        return self.id or (f"{self.label} / {self.of}" if self.of else str(self.label))


@record
class Dispute:
    """Somebody's rejection of a statement, without a value of their own."""

    by: Annotated[
        Agent, Field(description="Who rejects it: the id of an entry, or a label and the body they speak for.")
    ]
    stance: Annotated[str, CodeOf("dispute-stance"), Field(description="How far they go.")]
    cite: Annotated[tuple[Citation, ...], Field(min_length=1, description="The sources that report the rejection.")]
    said: Annotated[DateText | None, Field(description="When they said so, as 2024-04-20.")] = None
    verbatim: Annotated[Text | None, Field(description="Their words, as the source gives them.")] = None
    note: Annotated[Text | None, Field(description="Ours: how to read it.")] = None

    written_after: ClassVar[dict[str, str]] = {"stance": "said", "verbatim": "stance"}


@record
class Statement:
    """The fields that every statement has; each kind of statement adds its value or its named parts."""

    cite: Annotated[
        tuple[Citation, ...],
        Field(
            min_length=1,
            description="The sources it rests on, with the place in each, as `[aljazeera-2021-02-17 para. 3]`.",
        ),
    ]
    when: Annotated[
        DateText | None, Field(description="The period in which the value holds, as 2014/2017, 2020-05/.. or 2021-02.")
    ] = None
    by: Annotated[
        Agent | None,
        Field(
            description="Who says it: the id of an entry, or a label and the body they speak for; absent: the cited work itself."
        ),
    ] = None
    said: Annotated[DateText | None, Field(description="When the speaker said it, as 2024-04-20.")] = None
    verbatim: Annotated[
        Text | None, Field(description="The source's words where they are no plain value, as `dozens` or `late 2017`.")
    ] = None
    rank: Annotated[
        str, CodeOf("rank"), Field(description="How it stands beside its rivals; `normal` where left out.")
    ] = "normal"
    reason: (
        Annotated[str, CodeOf("reason"), Field(description="Why the rank is not normal; required where it is not.")]
        | None
    ) = None
    confidence: (
        Annotated[
            str,
            CodeOf("confidence"),
            Field(description="How sure an editor is of it; never above what its origins allow."),
        ]
        | None
    ) = None
    disputed: Annotated[
        tuple[Dispute, ...],
        Field(
            description="Who rejects it without a value of their own; a value of their own is a statement beside it."
        ),
    ] = ()
    rival: (
        Annotated[
            str,
            matching("[a-z]", "one small letter", "write the same letter, as a, on all that are rivals"),
            Field(description="The same letter on statements that exclude one another where the model cannot tell."),
        ]
        | None
    ) = None
    was: Annotated[
        tuple[StatementId, ...],
        Field(description="The ids that it had before its value was mended, so that old addresses keep working."),
    ] = ()
    note: Annotated[
        Text | None, Field(description="Ours: why, or how to read it; in plain words, without citations.")
    ] = None

    same_parts: ClassVar[tuple[str, ...] | None] = None
    """Of a property that adds up: the parts that make two statements speak of the same thing; None: they never do."""
    compared_parts: ClassVar[tuple[str, ...]] = ("value",)
    """What two statements of the same thing are compared by."""
    written_after: ClassVar[dict[str, str]] = {}
    """Parts that files have further back than the others, and the field that each stands behind, as `mode` behind `said`."""
    own_columns: ClassVar[tuple[str, ...]] = ()
    """Parts that stand in a column of their own in tables, `numbers` for low, best and high; the others beneath the words."""
    counted: ClassVar[str] = ""
    """Who or what its numbers count, in words as `phrase`; such a table begins its rows with that."""
    phrase: ClassVar[str] = "{value}"
    """How pages say it: the parts that stand first, `{numbers}` for low, best and high; the other parts follow
    beneath. Of several, separated by `|`, the first whose parts are there."""

    @property
    def is_weighty(self) -> bool:
        """Tell whether it speaks of a death, a responsibility or a parentage, which want two independent origins."""
        return False


COMMON_FIELDS = (
    "cite",
    "when",
    "by",
    "said",
    "verbatim",
    "rank",
    "reason",
    "confidence",
    "disputed",
    "rival",
    "was",
    "note",
)

V = TypeVar("V")


@record
class Valued(Statement, Generic[V]):
    """A statement with a single value."""

    value: Annotated[V, Field(description="The value itself.")]


@record
class Name:
    """One form of a name."""

    text: Annotated[ShortText, Field(description="The name, in the script in which it is written.")]
    lang: Annotated[
        Language | None, Field(description="Its language, as ar, fa, ckb or en; required for Arabic script.")
    ] = None
    script: Annotated[
        Script | None, Field(description="Its script, as Arab or Latn, where the language leaves it open.")
    ] = None
    use: Annotated[str, CodeOf("name-use"), Field(description="What sort of name it is, and who uses it.")] | None = (
        None
    )
    scheme: (
        Annotated[
            str,
            CodeOf("transliteration-scheme"),
            Field(description="The rules by which it is written in Latin letters."),
        ]
        | None
    ) = None
    when: Annotated[DateText | None, Field(description="The period in which it was used, as 2007/2012.")] = None
    cite: Annotated[tuple[Citation, ...], Field(description="The sources that use it.")] = ()
    note: Annotated[Text | None, Field(description="Ours: who uses it, or how to read it.")] = None
    shared: Annotated[bool, Field(description="True where several entries bear this name.")] = False

    @staticmethod
    def from_text(text: str) -> dict[str, str]:
        """Read the short form: one more spelling."""
        return {"text": text}


@record
class Identifiers:
    """Ids of the same subject elsewhere."""

    wikidata: (
        Annotated[
            str,
            matching(r"Q[1-9]\d*", "a Wikidata item", "it is Q and a number"),
            Field(description="The item in Wikidata, as Q60794085."),
        ]
        | None
    ) = None
    geonames: (
        Annotated[
            str,
            matching(r"[1-9]\d*", "a GeoNames id", "it is a number"),
            Field(description="The number in GeoNames, as 98182."),
        ]
        | None
    ) = None
    opensanctions: Annotated[ShortText | None, Field(description="The id in OpenSanctions, as NK-… or Q….")] = None
    ofac: Annotated[ShortText | None, Field(description="The number in the list of the United States Treasury.")] = None
    un_list: Annotated[ShortText | None, Field(description="The reference in the list of the UN Security Council.")] = (
        None
    )
    eu_list: Annotated[ShortText | None, Field(description="The reference in the list of the European Union.")] = None
    uk_list: Annotated[ShortText | None, Field(description="The reference in the list of the United Kingdom.")] = None


DifferentFrom = tuple[AnyRef, ...]
