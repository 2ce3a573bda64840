"""Who among the origins of a page is no bystander: its subject, the parties to its event, a party to the conflict."""

from generator.links.origins import work
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.statement import Agent
from generator.model.values import Role


def parties(atlas: Atlas, entry: Entry) -> dict[str, str]:
    """Return the ids and labels of those who are no bystanders, with what they are to the page."""
    found = {
        publisher: "party to the conflict"
        for fact in entry.facts
        for citation in fact.statement.cite
        if _is_party(atlas, publisher := work(atlas, citation.src).publisher)
    }
    if Role.EVENT in entry.kind.roles:
        for fact in entry.facts:
            for agent in _actors(entry, fact):
                found.update({key: "party to the event" for key in (agent.id, agent.of, agent.label) if key})
    return {**found, entry.id: "the subject of this page"}


def _is_party(atlas: Atlas, publisher: str) -> bool:
    held = getattr(atlas[publisher].record, "party_to_conflict", ())
    return any(s.value for s in held if s.rank != "deprecated")


def _actors(entry: Entry, fact: Fact) -> list[Agent]:
    """Return those whom a statement names as doing or suffering something; who merely finds something is none."""
    field = entry.shape.fields[fact.field]
    declared: Property = field.marker(Property)
    if not declared.inverse or field.record is None:
        return []
    held = (getattr(fact.statement, part.name) for part in field.record.parts)
    return [value for value in held if isinstance(value, Agent)]
