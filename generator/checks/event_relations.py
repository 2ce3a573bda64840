"""A509 event-relation: a relation is written on the later event, never on itself, and a series is a series."""

from collections.abc import Iterator

from generator.links.standing import dates, standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry

_LATER = ("retaliation-for", "claimed-as-retaliation-for")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each relation to itself, to a later event, or to a series that is none."""
    for entry in atlas.entries.values():
        for fact in entry.facts_of("relations"):
            code, target = getattr(fact.statement, "type"), atlas.entries.get(getattr(fact.statement, "target"))
            if target is None:
                continue
            place = (*fact.path, "target")
            if target is entry:
                help = "name the other entry, or delete the relation"
                yield Finding("A509", entry, place, "this entry is related to itself", help)
            elif code == "part-of-series" and not _is_series(target):
                yield Finding(
                    "A509",
                    entry,
                    place,
                    f"`{target.id}` is no series",
                    f"give {target.file} the type `attack-series`, or choose another relation",
                )
            elif code in _LATER and _is_before(entry, target):
                yield Finding(
                    "A509",
                    entry,
                    place,
                    f"`{target.id}` is later than this event",
                    f"write the relation in {target.file}",
                )


def _is_series(entry: Entry) -> bool:
    return any(getattr(fact.statement, "value") == "attack-series" for fact in standing(entry, "type"))


def _is_before(entry: Entry, other: Entry) -> bool:
    own, others = dates(entry, entry.kind.date), dates(other, other.kind.date)
    return bool(own and others) and all(a.latest < b.earliest for a in own for b in others)
