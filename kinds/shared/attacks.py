"""What an attack is aimed at, with what, and what it damages."""

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import PersonRef, ShortText, SiteRef, Text
from kinds.shared.statements import Number, NumberRange


@record
class Target(Statement):
    """What or whom it was aimed at or hit."""

    type: str = part(code="target-type")
    """The type of target."""
    site: SiteRef | None = part(also="value base place")
    """The id of the base or site."""
    actor: Agent | None = None
    """Whose it was, or whose troops it housed: the id of a group or state, or a label."""
    person: PersonRef | None = None
    """The id of the leader who was aimed at or hit."""
    count: NumberRange | None = None
    """How many of them, such as `{best: 3}`."""
    hit: str | None = part(label="Whether it was hit", code="hit")
    """Whether it was hit."""

    phrase = "{site}|{person}|{actor}|{type}"


@record
class Weapon(Statement):
    """What was used."""

    type: str = part(code="weapon")
    """The type of weapon."""
    model_claimed: ShortText | None = part(label="Model, as claimed")
    """The model or system, as somebody claims or identifies it, such as `Shahed-101`."""
    maker: Agent | None = None
    """Who made it, by that account: the id of a group or state, or a label."""
    count: NumberRange | None = None
    """How many of them, such as `{low: 10, high: 14}`."""

    phrase = "{type}"


@record
class Amount(Number):
    """A number of projectiles."""


@record
class Damage(Statement):
    """Damage done, in words."""

    value: Text
    """What was damaged, as one sentence of ours."""
    level: str | None = part(label="Extent", code="damage-level")
    """How heavy it was."""
