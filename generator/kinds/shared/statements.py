"""Statements that several kinds have."""

from generator.model.fields import part, record
from generator.model.statement import Agent, Numbers, Statement
from generator.model.value_types import AsOf, Best, DateText, High, Low, ShortText, Text
from generator.text.edtf import Edtf


@record
class Declaration(Statement):
    """Something said rather than done."""

    type: str = part(code="declaration")
    """What sort of declaration it is."""
    value: Text
    """What was said, as one sentence of ours."""
    toward: Agent | None = part(after="when")
    """At whom it was aimed: the id of a group or leader, or a label."""

    is_own_words = True
    own_columns = ("type",)
    phrase = "{value}"


@record
class Designation(Statement):
    """A dated act of an authority."""

    authority: str = part(code="designation-authority")
    """Who listed it."""
    programme: ShortText | None = None
    """The programme or list, as `SDGT` or `Iraq-related`."""
    listed: DateText | None = None
    """The day on which it was listed, as 2009-07-02."""
    delisted: DateText | None = None
    """The day on which it was taken off the list."""
    ref: ShortText | None = None
    """The number of the act or of the entry in the list."""

    first_and_last = ("listed", "delisted")
    own_columns = ("programme", "listed", "delisted", "ref")
    phrase = "{authority}"

    @property
    def date_of_act(self) -> Edtf | None:
        """See `Statement`."""
        return self.listed


@record
class Tally(Statement, Numbers):
    """A count of events that somebody made."""

    of: str = part(code="count-of")
    """What is counted."""
    low: Low | None = None
    best: Best | None = None
    high: High | None = None
    as_of: AsOf | None = part(after="said")

    phrase = "{numbers} {of}"
