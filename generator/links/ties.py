"""The ties between entries: statements of which a part names another entry, as the kinds declare them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement that ties an entry to another."""

    owner: Entry
    """Whose statement it is."""
    field: FieldShape
    declared: Property
    fact: Fact
    target: str
    """The id of the other."""


def ties_of(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    """Yield the ties of an entry: its own in the order of its fields, then those that others have to it, by id."""
    yield from _own(atlas, entry)
    seen: set[tuple[str, str]] = set()
    for mention in atlas.mentions.get(entry.id, ()):
        key = (mention.entry_id, mention.fact.id if mention.fact else "")
        if mention.fact is None or mention.entry_id == entry.id or key in seen:
            continue
        seen.add(key)
        other = atlas[mention.entry_id]
        field = other.shape.fields[mention.field]
        tie = _tie(atlas, other, field, field.marker(Property), mention.fact)
        if tie is not None and tie.target == entry.id:
            yield tie


def all_ties(atlas: Atlas) -> Iterator[Tie]:
    """Yield every tie of the atlas once, by the entry whose statement it is."""
    for entry in atlas.entries.values():
        yield from _own(atlas, entry)


def _own(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    for field, declared in entry.properties():
        for fact in entry.facts_of(field.name) if declared.edge else ():
            tie = _tie(atlas, entry, field, declared, fact)
            if tie is not None:
                yield tie


def _tie(atlas: Atlas, owner: Entry, field: FieldShape, declared: Property | None, fact: Fact) -> Tie | None:
    """Return the tie that a statement makes; None where it names the other in words alone, or itself."""
    if declared is None or not declared.edge:
        return None
    held = getattr(fact.statement, declared.edge)
    target = held.id if isinstance(held, Agent) else held
    if not target or target == owner.id or target not in atlas.entries:
        return None
    return Tie(owner, field, declared, fact, target)
