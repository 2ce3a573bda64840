"""Statements on the dead and wounded of events."""

from typing import Self

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import (
    NUMBERS,
    AsOf,
    Best,
    Country,
    High,
    Low,
    Numbers,
    ShortText,
)


@record
class Toll(Statement, Numbers):
    """A number of people, by who they were and what happened to them."""

    category: tuple[str, ...] = part(
        label="Who they were", code="toll-category", required=True
    )
    """Who they were; several codes where the source counts them together, `all` where it totals everybody."""
    measure: str = part(label="What happened to them", code="toll-measure")
    """What happened to them."""
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = part(after="said")
    basis: str | None = part(label="How it is known", code="toll-basis", after="verbatim")
    """How the speaker knows it."""
    nationality: Country | None = None
    """Their country, as the two capital letters of ISO 3166-1: IQ, US."""
    scope: ShortText | None = part(label="What it counts")
    """What it counts, where that is a part of the event alone, or more than the event: `in the second strike`."""

    same_parts = ("people", "measure", "scope")
    compared_parts = NUMBERS
    own_columns = ("numbers",)
    counted = ("{measure}", "category", "scope")
    phrase = "{numbers} {measure} ({category})"

    @property
    def people(self) -> tuple[str, ...]:
        """The sorted codes of those counted, by which tolls are compared; fighters of a known or unknown group are one.

        The country follows where the codes are `all` or `unknown` alone.
        """
        codes = {
            "fighters-unspecified" if who == "fighters-group" else who
            for who in self.category
        }
        country = (
            [self.nationality] if self.nationality and codes <= {"all", "unknown"} else []
        )
        return (*sorted(codes), *country)

    def contradicts(self, other: Self) -> bool | None:
        """Tell whether one toll is 0, for these people or for all, where the other counts some in words alone.

        Otherwise None: the numbers decide, as `compared_parts`.
        """
        zero, some = sorted((self, other), key=lambda toll: toll.best != 0)
        if (zero.measure, zero.scope) != (some.measure, some.scope):
            return None
        is_zero = zero.best == 0 and zero.people in (("all",), some.people)
        is_in_words = some.low is some.best is some.high is None
        return (is_zero and is_in_words) or None

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.measure == "killed" and (self.best or self.low or self.high or 0) > 0


@record
class NamedDead(Statement):
    """Somebody who was killed in it and has no entry."""

    name: ShortText
    """The name, of somebody who held a public role, or whom their own side or an official named."""
    role: ShortText
    """What they were, such as `commander of the 12th Brigade`: nobody is named without the reason for being named."""
    of: Agent | None = part(label="Belonged to")
    """The body that they belonged to: the id of a group, or a label."""

    is_weighty = True
    asks_second_origin = "a death"
    own_columns = ("role", "of")
    phrase = "{name}"
