"""Statements that several kinds have."""

from typing import Annotated

from pydantic import Field

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.kind import Facet
from euphrates_atlas.model.statement import Agent, Identifiers, Statement
from euphrates_atlas.model.value_types import (
    AsOf,
    Best,
    DateText,
    High,
    Low,
    Numbers,
    ShortText,
    Text,
    matching,
)

Money = Annotated[int, Field(ge=0, le=10**15)]


_US_LIST = matching(
    r"[1-9]\d*", "a number of the list of the US Treasury", "it is a number"
)
_UN_LIST = matching(
    r"[A-Z]{2}[ei]\.\d{3,4}",
    "a reference of the UN list",
    "its form is that of QDe.115 or IRi.012",
)
_EU_LIST = matching(
    r"EU\.\d+\.\d+", "a reference of the EU list", "its form is that of EU.27.28"
)
_UK_LIST = matching(
    r"[A-Z]{3}\d{4}|[1-9]\d{3,5}",
    "a reference of the UK list",
    "its form is that of IRN0001 or 13254",
)


@record
class ListedIdentifiers(Identifiers):
    """Ids of the same subject elsewhere, with its numbers in lists of sanctions."""

    ofac: Annotated[str, _US_LIST] | None = part(label="US list (OFAC)")
    """The number in the list of the United States Treasury, as 17058."""
    un_list: Annotated[str, _UN_LIST] | None = part(label="UN list")
    """The reference in the list of the UN Security Council, as QDe.115."""
    eu_list: Annotated[str, _EU_LIST] | None = part(label="EU list")
    """The reference in the list of the European Union, as EU.27.28."""
    uk_list: Annotated[str, _UK_LIST] | None = part(label="UK list")
    """The reference in the list of the United Kingdom, as IRN0001, or its number in the older list, as 13254."""


@record
class NumberRange(Numbers):
    """At least, best, at most."""

    low: Low | None = None
    best: Best | None = None
    high: High | None = None


@record
class Number(Statement, Numbers):
    """A number alone."""

    low: Low | None = None
    best: Best | None = None
    high: High | None = None

    phrase = "{numbers}"


@record
class Strength(Number):
    """A number of members or fighters."""

    as_of: AsOf | None = part(after="said")


@record
class Allegation(Statement):
    """What somebody is accused of, and how far it went."""

    summary: Text
    """The accusation, as one sentence of ours."""
    status: str = part(code="allegation-status")
    """How far it went: alleged, charged, convicted, denied."""
    answer: Text | None = None
    """What the accused answered, as one sentence of ours; a plain denial is a statement of its own with `status: denied`."""
    court: Agent | None = None
    """The court or prosecutor that deals with it: the id of a body, or a label."""
    case: ShortText | None = None
    """The name or number of the case or warrant, such as `United States v. Abedini`."""

    compared_parts = ("summary",)
    own_columns = ("status",)
    is_accusation = True
    facet = Facet("Allegations", "allegations", part="status", absent="none on record")
    our_words = ("note", "summary", "answer")
    phrase = "{summary}"


@record
class Declaration(Statement):
    """Something said rather than done."""

    type: str = part(code="declaration")
    """The type of declaration."""
    value: Text
    """What was said, as one sentence of ours."""
    toward: Agent | None = part(label="Aimed at or about", after="when")
    """At whom it was aimed, or whom it is about, also where the words name nobody: the id of a group or leader, or a label."""

    is_own_words = True
    own_columns = ("type",)


@record
class Designation(Statement):
    """A dated act of an authority."""

    authority: str = part(code="designation-authority")
    """Who listed it."""
    programme: ShortText | None = None
    """The programme or list, such as `SDGT` or `Iraq-related`."""
    listed: DateText | None = None
    """The day on which it was listed, such as 2009-07-02."""
    delisted: DateText | None = None
    """The day on which it was taken off the list."""
    ref: ShortText | None = part(label="Number of the act")
    """The number of the act or of the entry in the list."""
    linked_to: Agent | None = None
    """Whom the list names as the one that it acts for or is linked to: the id of a group or leader, or a label."""

    facet = Facet("Designated by", "designations", absent="none known in force")

    first_and_last = ("listed", "delisted")
    own_columns = ("programme", "listed", "delisted", "ref")
    phrase = "{authority}"


@record
class Tally(Statement, Numbers):
    """A count of events that somebody made."""

    of: str = part(label="What is counted", code="count-of")
    """What is counted."""
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = part(after="said")

    phrase = "{numbers} {of}"


@record
class Sum(Statement, Numbers):
    """An amount of money."""

    of: str = part(label="What it is", code="sum-of")
    """What it is: a budget, support, a reward; its year or day goes into `when`."""
    party: Agent | None = part(label="Who gives or offers it")
    """Who gives or offers it: the id of a group or state, or a label."""
    low: Money | None = part(label="At least")
    """At least so much, in full, such as 5000000."""
    best: Money | None = part(label="Amount")
    """The amount as it is given, in full, such as 5000000."""
    high: Money | None = part(label="At most")
    """At most so much."""
    currency: Annotated[
        str,
        matching(
            r"[A-Z]{3}", "a currency", "write the three letters of ISO 4217, as USD or IQD"
        ),
    ]
    """The currency, by ISO 4217, such as USD, IQD or IRR."""

    phrase = "{of}: {numbers} {currency}"
