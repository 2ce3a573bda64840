"""Statements that stand twice in an entry."""

from collections.abc import Iterator

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding

CODE = "A501"
LEVEL = Level.ERROR
SUMMARY = "A statement is written once in an entry."
REASON = "Two alike have one address; add the citation to the first instead."


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each statement that says, by the same speaker, the same as an earlier one."""
    first: dict[str, int] = {}
    for fact in entry.facts:
        if first.setdefault(fact.id, fact.index) != fact.index:
            message = f"this says the same as statement {first[fact.id] + 1} of `{fact.field}`"
            help = "move its citations there and delete it, or say what is different"
            yield Finding(CODE, entry, fact.path, message, help)
