"""A501 repeated-statement: a statement stands once in an entry."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each statement that says, by the same speaker, what one before it says."""
    for entry in atlas.entries.values():
        first: dict[str, int] = {}
        for fact in entry.facts:
            if fact.id in first:
                yield Finding(
                    "A501",
                    entry,
                    fact.path,
                    f"this says the same as statement {first[fact.id] + 1} of `{fact.field}`",
                    "move its citations there and delete it, or say what is different",
                )
            first.setdefault(fact.id, fact.index)
