"""Nobody acts before their founding, and no role outlives a death."""

from generator.diagnostics import Level
from generator.facts.entry_dates import dates_of
from generator.kinds.strike import Responsibility
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A511"
LEVEL = Level.WARNING
REASON = "A date is wrong, or two subjects were taken for one."
_HELP = "check both dates; where the sources do have it so, explain it in `note`"


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each deed before the founding and role after the death that no note explains."""
    yield from _deeds(atlas, entry)
    yield from _roles(entry)


def _deeds(atlas: Atlas, entry: Entry) -> Findings:
    event_dates = dates_of(entry, entry.kind.date) if entry.kind.date else []
    for fact in entry.facts if event_dates else ():
        deed = fact.statement
        if not isinstance(deed, Responsibility) or deed.rank == "deprecated" or deed.stance not in deed.affirms:
            continue
        actor = atlas.entries.get(deed.actor.id or "")
        founded = dates_of(actor, "founded") if actor is not None else []
        if founded and not deed.note and all(date.latest < start.earliest for date in event_dates for start in founded):
            message = f"`{deed.actor.id}` was founded {founded[0].text}, after this event"
            yield Finding(CODE, entry, (*fact.path, "actor"), message, _HELP)


def _roles(entry: Entry) -> Findings:
    deaths = dates_of(entry, "death")
    for fact in entry.current_facts("roles") if deaths else ():
        period = fact.statement.when
        last = period and (period.end or period.start)  # a role without an end ended with the death
        if last and not fact.statement.note and all(last.earliest > death.latest for death in deaths):
            message = f"this role goes beyond the death, {deaths[0].text}"
            yield Finding(CODE, entry, (*fact.path, "when"), message, _HELP)
