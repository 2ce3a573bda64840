"""Numbers as statements give them: at least, the likeliest, at most, and when the count stood."""

from typing import Annotated

from pydantic import Field

from euphrates_atlas.model.value_types import Count, DateText

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
