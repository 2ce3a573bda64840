"""A relation is written on the later event, joins two entries, and a series is a series."""

from generator.diagnostics import Level
from generator.facts.entry_dates import dates_of
from generator.kinds.strike import EventRelation
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A509"
LEVEL = Level.ERROR
REASON = "Chains of retaliation are drawn from it."
_LATER = ("retaliation-for", "claimed-as-retaliation-for")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each relation that is not so."""
    for fact in entry.facts:
        relation = fact.statement
        if not isinstance(relation, EventRelation) or (target := atlas.entries.get(relation.target)) is None:
            continue
        types = {fact.value for fact in target.current_facts("type")}
        if target is entry:
            message, help = "this entry is related to itself", "name the other entry, or delete the relation"
        elif relation.type == "part-of-series" and "attack-series" not in types:
            message = f"`{target.id}` is no series"
            help = f"give {target.file} the type `attack-series`, or choose another relation"
        elif relation.type in _LATER and _is_before(entry, target):
            message, help = f"`{target.id}` is later than this event", f"write the relation in {target.file}"
        else:
            continue
        yield Finding(CODE, entry, (*fact.path, "target"), message, help)


def _is_before(entry: Entry, other: Entry) -> bool:
    own, others = dates_of(entry, entry.kind.date), dates_of(other, other.kind.date)
    return bool(own and others) and all(a.latest < b.earliest for a in own for b in others)
