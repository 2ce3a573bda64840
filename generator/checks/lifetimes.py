"""A511 lifetime: nobody acts before their founding, and no role outlives a death."""

from collections.abc import Iterator

from generator.links.standing import dates, standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry

_DEEDS = ("claimed", "acknowledged", "attributed")
_HELP = "check both dates; where the sources do have it so, explain it in `note`"


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each deed before the founding of who did it, and each role after a death."""
    for entry in atlas.entries.values():
        yield from _deeds(atlas, entry)
        yield from _roles(entry)


def _deeds(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    when = dates(entry, entry.kind.date) if entry.kind.date else []
    for fact in standing(entry, "responsibility") if when else ():
        actor = getattr(fact.statement, "actor")
        founded = dates(atlas[actor.id], "founded") if actor.id in atlas.entries else []
        if getattr(fact.statement, "stance") not in _DEEDS or fact.statement.note or not founded:
            continue
        if all(date.latest < start.earliest for date in when for start in founded):
            message = f"`{actor.id}` was founded {founded[0].text}, after this event"
            yield Finding("A511", entry, (*fact.path, "actor"), message, _HELP)


def _roles(entry: Entry) -> Iterator[Finding]:
    ends = dates(entry, "death")
    for fact in standing(entry, "roles") if ends else ():
        period = fact.statement.when
        if period is None or fact.statement.note:
            continue
        last = period.end or period.start  # what has no end is held to have ended with the death
        if last and all(last.earliest > end.latest for end in ends):
            yield Finding(
                "A511", entry, (*fact.path, "when"), f"this role goes beyond the death, {ends[0].text}", _HELP
            )
