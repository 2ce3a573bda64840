"""Statements that several kinds have."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.statement import Agent, Statement
from generator.model.values import AsOf, Best, CodeOf, DateText, High, Low, PlaceRef, ShortText, Text, record


@record
class Declaration(Statement):
    """Something said rather than done."""

    type: Annotated[str, CodeOf("declaration"), Field(description="What sort of declaration it is.")]
    value: Annotated[Text, Field(description="What was said, as one sentence of ours.")]
    toward: Annotated[
        Agent | None, Field(description="At whom it was aimed: the id of a group or leader, or a label.")
    ] = None

    written_after: ClassVar[dict[str, str]] = {"toward": "when"}
    own_columns: ClassVar[tuple[str, ...]] = ("type",)
    phrase: ClassVar[str] = "{value}"


@record
class Designation(Statement):
    """A dated act of an authority."""

    authority: Annotated[str, CodeOf("designation-authority"), Field(description="Who listed it.")]
    programme: Annotated[ShortText | None, Field(description="The programme or list, as `SDGT` or `Iraq-related`.")] = (
        None
    )
    listed: Annotated[DateText | None, Field(description="The day on which it was listed, as 2009-07-02.")] = None
    delisted: Annotated[DateText | None, Field(description="The day on which it was taken off the list.")] = None
    ref: Annotated[ShortText | None, Field(description="The number of the act or of the entry in the list.")] = None

    own_columns: ClassVar[tuple[str, ...]] = ("programme", "listed", "delisted", "ref")
    phrase: ClassVar[str] = "{authority}"


@record
class Tally(Statement):
    """A count of events that somebody made."""

    of: Annotated[str, CodeOf("count-of"), Field(description="What is counted.")]
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = None

    written_after: ClassVar[dict[str, str]] = {"as_of": "said"}
    phrase: ClassVar[str] = "{numbers} {of}"


@record
class Location(Statement):
    """Where something is or happened, and how exactly that is known; several are several places, not rivals."""

    value: Annotated[PlaceRef, Field(description="The id of the town or area; the coordinates stand on that entry.")]
    precision: Annotated[
        str,
        CodeOf("location-precision"),
        Field(description="How exactly the place is known; it decides what the map draws."),
    ]

    phrase: ClassVar[str] = "{value}"
