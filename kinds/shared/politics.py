"""Statements on the official status, seats and posts of groups."""

from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import (
    NUMBERS,
    Best,
    BodyRef,
    Count,
    EventRef,
    High,
    Low,
    Numbers,
    ShortText,
)
from kinds.shared.statements import NumberRange


@record
class Seats(Statement, Numbers):
    """What it won at an election."""

    election: EventRef | None = None
    """The id of the election, where it has an entry; its date goes into `when`."""
    body: Agent
    """What was elected: the id of a body, or a label as `Parliament of Iraq`."""
    ballot: ShortText | None = None
    """The name of the list or alliance on which it stood."""
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    total: Count | None = None
    """The number of all seats, such as 329."""
    votes: NumberRange | None = None
    """Its votes, such as `{best: 120000}`."""

    same_parts = ("election", "body", "when")
    compared_parts = NUMBERS
    own_columns = ("numbers", "total", "votes")
    counted = ("{body}, {election}|{body}, {when}|{body}", "", "")
    phrase = "{numbers} seat(s) in {body}"


@record
class Post(Statement):
    """A ministry or other post in a state that is held by the group."""

    post: ShortText
    """The post, such as `minister of labour`."""
    body: Agent
    """The government or body: the id of an entry, or a label as `Government of Iraq`."""
    holder: Agent | None = None
    """Who holds it for the group: the id of a leader, or a label."""

    own_columns = ("holder",)
    phrase = "{post}, {body}"


@record
class StateStatus(Statement):
    """Its legal status in a state."""

    status: str = part(code="state-status")
    """Its legal status."""
    body: BodyRef | None = part(label="Part of, or answering to")
    """The id of the state body that it is part of or answers to."""
    instrument: ShortText | None = part(label="Legal basis or unit")
    """The law or order that gives it this status, or the unit as which it has it, such as `Law 40 of 2016` or `47th Brigade`."""

    phrase = "{status}"
