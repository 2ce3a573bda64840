"""Ties of a body to others: what it is to them, how close it is, what it gets from them."""

from euphrates_atlas.model.codes import code_list
from euphrates_atlas.model.fields import part, record
from euphrates_atlas.model.statement import Agent, Body, Statement
from euphrates_atlas.model.value_types import EventRef


@record
class Relation(Statement):
    """A tie to another body, written on the entry it describes."""

    type: str = part(code="relation")
    """What this group is to the other; written on the one that it describes, its inverse is derived."""
    target: Body
    """The id of the other body, or a label where it has no entry."""
    scope: EventRef | None = part(label="In the event")
    """The id of the one event for which it holds, as with `used-by`."""

    same_parts = ("type",)
    compared_parts = ("target",)
    phrase = "{type} {target}"

    @property
    def may_have_rivals(self) -> bool:
        """Tell whether it names a parent: a body has one, while other ties add up."""
        return self.type in ("facade-of", "part-of")

    @property
    def is_weighty(self) -> bool:
        """See `Statement`."""
        return self.type in ("facade-of", "parent-of", "armed-wing-of", "commands")

    @property
    def asks_second_origin(self) -> str:
        """See `Statement`."""
        return "a parent body" if self.may_have_rivals else ""


@record
class Alignment(Statement):
    """A kind and degree of link, never a bare label."""

    toward: Agent
    """To whom the link is: the id of a group or state, or a label."""
    degree: str = part(code="alignment-degree")
    """How close the link is, from declared loyalty to command."""

    phrase = "{degree} {toward}"

    @property
    def sort_number(self) -> float:
        """See `Statement`: the closest first."""
        return code_list("alignment-degree").codes[self.degree].place


@record
class Support(Statement):
    """What somebody gives the group."""

    supporter: Agent
    """Who gives it: the id of a group or state, or a label."""
    type: str = part(code="external-support")
    """What is given."""

    phrase = "{type} from {supporter}"
