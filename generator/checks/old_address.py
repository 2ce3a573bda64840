"""An id in `was` belongs to no statement of the entry, and is there once."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE, LEVEL = "A520", Level.ERROR
REASON = "An address leads to one statement; one that still says the same keeps its address without `was`."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each id in `was` that an earlier `was` or a statement has."""
    taken = {fact.id: f"statement {fact.index + 1} of `{fact.field}`" for fact in entry.facts}
    for fact in entry.facts:
        for number, old in enumerate(fact.statement.was):
            if old in taken:
                message = f"`{old}` is the id of {taken[old]}"
                yield Finding(
                    CODE, entry, (*fact.path, "was", number), message, "delete it here: the address leads there"
                )
            taken.setdefault(old, f"what {taken[fact.id]} was")
