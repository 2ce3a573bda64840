"""The ties between entries: statements of which a part names another entry, as the kinds declare them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import Code, CodeOf, code_list
from generator.model.fields import Property
from generator.model.shape import FieldShape
from generator.model.statement import Agent, Statement
from generator.model.value_types import Ref


class Tie(NamedTuple):
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
        codes = (listed[getattr(self.fact.statement, part)] for part, listed in self._lists())
        return next((code for code in codes if code.inverse), None)

    @property
    def typing_list(self) -> tuple[Code, ...]:
        """All sorts of ties that its property knows, in the order of the list."""
        return next((tuple(listed.values()) for _, listed in self._lists()), ())

    def _lists(self) -> Iterator[tuple[str, Mapping[str, Code]]]:
        """Yield each part that has to be a code, with its list."""
        for part in self.field.parts:
            if part.required and (listed := part.marker(CodeOf)) is not None:
                yield part.name, code_list(listed.list_name).codes


def ties_of(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    """Yield the ties of an entry: its own in the order of its fields, then those that others have to it, by id."""
    yield from own_ties(atlas, entry)
    seen: set[tuple[str, str]] = set()
    for mention in atlas.mentions.get(entry.id, ()):
        key = (mention.entry_id, mention.fact.id if mention.fact else "")
        if mention.fact is None or mention.entry_id == entry.id or key in seen:
            continue
        seen.add(key)
        other = atlas[mention.entry_id]
        tie = _tie(atlas, other, other.shape.fields[mention.field], mention.fact)
        if tie is not None and tie.target == entry.id:
            yield tie


def all_ties(atlas: Atlas) -> Iterator[Tie]:
    """Yield every tie of the atlas once, by the entry whose statement it is."""
    for entry in atlas.entries.values():
        yield from own_ties(atlas, entry)


def own_ties(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    """Yield the ties that the statements of an entry make, in the order of its fields."""
    for field, declared in entry.shape.properties:
        ties = (_tie(atlas, entry, field, fact) for fact in entry.facts_of(field.name) if declared.edge)
        yield from (tie for tie in ties if tie is not None)


def named_ids(field: FieldShape, statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the parts of a statement that name an entry, each with the id that stands there."""
    for part in field.parts:
        value = getattr(statement, part.name)
        id = value.id if isinstance(value, Agent) else value if part.marker(Ref) is not None else None
        if isinstance(id, str):
            yield part.name, id


def _tie(atlas: Atlas, owner: Entry, field: FieldShape, fact: Fact) -> Tie | None:
    """Return the tie that a statement makes; None where it names nobody, the other in words alone, or itself."""
    declared: Property = field.marker(Property)
    target = dict(named_ids(field, fact.statement)).get(declared.edge)
    if not target or target == owner.id or target not in atlas.entries:
        return None
    return Tie(owner, field, declared, fact, target)
