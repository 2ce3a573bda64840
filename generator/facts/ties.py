"""The ties between entries: statements of which a part names another entry, as the kinds declare them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import Code, CodeOf, code_list
from generator.model.fields import Property
from generator.model.shape import FieldShape, shape_of
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

    @property
    def typing(self) -> Code | None:
        """What sort of tie it is, where the list of sorts has words for it from the other end too."""
        assert self.field.record is not None
        for part in self.field.record.parts:
            marker = part.marker(CodeOf)
            if marker is not None and part.required:
                code = code_list(marker.list_name).codes[getattr(self.fact.statement, part.name)]
                if code.inverse:
                    return code
        return None

    @property
    def typing_list(self) -> tuple[Code, ...]:
        """All sorts of ties that its property knows, in the order of the list."""
        assert self.field.record is not None
        markers = [part.marker(CodeOf) for part in self.field.record.parts if part.required]
        return next((tuple(code_list(m.list_name).codes.values()) for m in markers if m is not None), ())


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
        if (edge := _edges(type(other.record)).get(mention.field)) is not None:
            tie = _tie(atlas, other, *edge, mention.fact)
            if tie is not None and tie.target == entry.id:
                yield tie


def all_ties(atlas: Atlas) -> Iterator[Tie]:
    """Yield every tie of the atlas once, by the entry whose statement it is."""
    for entry in atlas.entries.values():
        yield from _own(atlas, entry)


def _own(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    edges = _edges(type(entry.record))
    for name, edge in edges.items():
        for fact in entry.facts_of(name):
            tie = _tie(atlas, entry, *edge, fact)
            if tie is not None:
                yield tie


def _edges(record: Any) -> dict[str, tuple[FieldShape, Property]]:
    return _edges_of(record)


@cache
def _edges_of(record: Any) -> dict[str, tuple[FieldShape, Property]]:
    """Return the properties of a kind that tie its entries to others, in the order of its fields."""
    fields = ((field, field.marker(Property)) for field in shape_of(record).fields.values())
    return {field.name: (field, declared) for field, declared in fields if declared is not None and declared.edge}


def _tie(atlas: Atlas, owner: Entry, field: FieldShape, declared: Property, fact: Fact) -> Tie | None:
    """Return the tie that a statement makes; None where it names the other in words alone, or itself."""
    held = getattr(fact.statement, declared.edge)
    target = held.id if isinstance(held, Agent) else held
    if not target or target == owner.id or target not in atlas.entries:
        return None
    return Tie(owner, field, declared, fact, target)
