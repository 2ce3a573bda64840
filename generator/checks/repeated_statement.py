"""Statements that stand twice in an entry, or at both ends of a relation that has no direction."""

from collections.abc import Iterator

from generator.diagnostics import Level
from generator.facts.ties import Tie, ties_of
from generator.model.atlas import Atlas, Entry, Finding

CODE = "A501"
LEVEL = Level.ERROR
SUMMARY = "A statement is written once in an entry, and a relation without a direction at one end."
REASON = "Two alike have one address; add the citation to the first instead."


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each statement that says, by the same speaker, the same as an earlier one."""
    first: dict[str, int] = {}
    for fact in entry.facts:
        if first.setdefault(fact.id, fact.index) != fact.index:
            message = f"this says the same as statement {first[fact.id] + 1} of `{fact.field}`"
            help = "move its citations there and delete it, or say what is different"
            yield Finding(CODE, entry, fact.path, message, help)
    ends = {
        _said(tie, tie.target): tie.fact for tie in ties_of(atlas, entry) if tie.owner is entry and _is_symmetric(tie)
    }
    for tie in ties_of(atlas, entry) if ends else ():
        if tie.owner.id < entry.id and _is_symmetric(tie) and (own := ends.get(_said(tie, tie.owner.id))) is not None:
            message = f"{tie.owner.file} says the same from its end"
            yield Finding(CODE, entry, own.path, message, "move its citations there and delete it")


def _is_symmetric(tie: Tie) -> bool:
    return tie.typing is not None and tie.typing.inverse == tie.typing.label


def _said(tie: Tie, other: str) -> tuple[object, ...]:
    """Return what a tie says, with the entry at the other end: by the same speaker, and for the same time."""
    return (tie.typing, other, tie.fact.statement.by, tie.fact.statement.when)
