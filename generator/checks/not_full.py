"""An entry covers what readers of its kind look for, or names it among its gaps."""

from generator.diagnostics import Level
from generator.facts.completeness import completeness
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE, LEVEL = "A519", Level.NOTE
REASON = "Readers cannot tell what nobody knows from what nobody has looked for."
TASK = ("Complete an entry", "a search for each point, and a source that says it")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield one note for all that an entry lacks."""
    how = completeness(atlas, entry)
    if how is not None and how.missing:
        message = f"a full {entry.kind.singular.lower()} has, and this one lacks: {', '.join(how.missing)}"
        help = "add what a source says; where none does, name the point in `gaps`"
        yield Finding(CODE, entry, (entry.kind.label_field,), message, help)
