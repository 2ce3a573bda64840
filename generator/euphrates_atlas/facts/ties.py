"""The ties between entries: statements of which a part names another entry, as the kinds declare them (`Property.edge`).

Used by the network and its page, the backlinks of an entry, the chronology, and a rule about repeated relations.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import Code
from euphrates_atlas.model.fields import Property
from euphrates_atlas.model.shape import FieldShape
from euphrates_atlas.model.statement import Agent, Statement
from euphrates_atlas.model.value_types import Ref


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
    def ends(self) -> tuple[str, str]:
        """The ids of its owner and its target."""
        return self.owner.id, self.target

    @property
    def typing(self) -> Code | None:
        """What sort of tie it is, such as "part of", where its list has words for it from the other end too; else None."""
        for part, codes in self._lists():
            code = codes[getattr(self.fact.statement, part)]
            if code.inverse:
                return code
        return None

    @property
    def sort(self) -> Any:
        """The `Code` by which it is listed: its typing, else one of the words of its field, as for the role of a person in a body; else None."""
        words = self.declared.tie_words
        if self.typing or not words:
            return self.typing
        return Code(self.field.name, words, self.field.description, above="target")

    @property
    def typing_list(self) -> tuple[Code, ...]:
        """All sorts of ties that its property knows, in the order of the list."""
        for _, codes in self._lists():
            return tuple(codes.values())
        return ()

    def _lists(self) -> Iterator[tuple[str, Mapping[str, Code]]]:
        """Yield each part of the statement that has to be a code, with the codes of its list."""
        for part in self.field.parts:
            if part.required and part.code_list:
                yield part.name, part.code_list.codes


def ties_of(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    """Yield the ties of an entry: its own in the order of its fields, then those that others have to it, by id."""
    yield from own_ties(atlas, entry)
    for fact in dict.fromkeys(mention.fact for mention in atlas.mentions[entry.id]):
        if not fact or fact.entry_id == entry.id:
            continue
        tie = _tie(atlas, fact)
        if tie and tie.target == entry.id:
            yield tie


def all_ties(atlas: Atlas) -> Iterator[Tie]:
    """Yield every tie of the atlas once, by the entry whose statement it is."""
    for entry in atlas:
        yield from own_ties(atlas, entry)


def own_ties(atlas: Atlas, entry: Entry) -> Iterator[Tie]:
    """Yield the ties that the statements of an entry make, in the order of its fields."""
    for field, declared in entry.shape.properties:
        if not declared.edge:
            continue
        for fact in entry.facts_of(field.name):
            tie = _tie(atlas, fact)
            if tie:
                yield tie


def named_ids(field: FieldShape, statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the parts of a statement that name an entry, each with the id that stands there."""
    for part in field.parts:
        value = getattr(statement, part.name)
        if isinstance(value, Agent):
            value = value.id
        elif not part.marker(Ref):
            continue
        if isinstance(value, str):
            yield part.name, value


def _tie(atlas: Atlas, fact: Fact) -> Tie | None:
    """Return the tie that a statement makes; None where it names the other in words, a missing entry, or its own."""
    owner = atlas[fact.entry_id]
    field = atlas.field_of(fact)
    named = dict(named_ids(field, fact.statement))
    target = named.get(field.declared.edge)
    if not target or target == owner.id:
        return None
    if target not in atlas:
        return None
    return Tie(owner, field, field.declared, fact, target)
