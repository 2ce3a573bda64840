"""The origins of a page that are no bystanders: its subject, the parties to its event, a party to the conflict."""

from generator.facts.origins import work
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.roles import Outlet
from generator.model.statement import Agent


def interested_parties(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return the ids and labels of those who are no bystanders, with what they are to the page."""
    publishers = dict.fromkeys(work(atlas, c.src).publisher for fact in entry.facts for c in fact.statement.cite)
    records = {publisher: atlas[publisher].record for publisher in publishers}
    outlets = [id for id, record in records.items() if isinstance(record, Outlet) and record.is_party]
    parties = dict.fromkeys(outlets, "party to the conflict")
    if entry.kind.is_event:
        agents = [agent for fact in entry.facts for agent in _actors(entry, fact)]
        keys = (key for agent in agents for key in (agent.id, agent.of, agent.label) if key)
        parties |= dict.fromkeys(keys, "party to the event")
    return {**parties, entry.id: "the subject of this page"}


def _actors(entry: Entry, fact: Fact) -> list[Agent]:
    """Return those whom a statement names as doing or suffering something; who merely finds something is none."""
    field = entry.shape.fields[fact.field]
    declared: Property = field.marker(Property)
    if not declared.inverse or field.record is None:
        return []
    values = (getattr(fact.statement, part.name) for part in field.record.parts)
    return [value for value in values if isinstance(value, Agent)]
