"""A statement is written once in an entry, and a relation without a direction at one end."""

from generator.diagnostics import Level
from generator.facts.ties import Tie, own_ties
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A501"
LEVEL = Level.ERROR
REASON = "Two alike have one address; add the citation to the first instead."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each statement that says, by the same speaker, the same as an earlier one."""
    first: dict[str, int] = {}
    for fact in entry.facts:
        if first.setdefault(fact.id, fact.index) != fact.index:
            message = f"this says the same as statement {first[fact.id] + 1} of `{fact.field}`"
            help = "move its citations there and delete it, or say what is different"
            yield Finding(CODE, entry, fact.path, message, help)
    for tie in own_ties(atlas, entry):
        other = atlas[tie.target]
        if other.id < entry.id and any(back.target == entry.id and _same(back, tie) for back in own_ties(atlas, other)):
            message = f"{other.file} says the same from its end"
            yield Finding(CODE, entry, tie.fact.path, message, "move its citations there and delete it")


def _same(one: Tie, other: Tie) -> bool:
    """Tell whether two ties without direction say the same, by the same speaker and for the same time."""
    said, also = one.fact.statement, other.fact.statement
    is_symmetric = one.typing is not None and one.typing.inverse == one.typing.label
    return is_symmetric and (one.typing, said.by, said.when) == (other.typing, also.by, also.when)
