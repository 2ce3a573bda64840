"""What rests on a work: the statements that cite it, and what would be left of each without it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.facts.origins import is_work, origin_of, owner_of, support, work
from generator.model.atlas import Atlas, Entry, Fact
from generator.text.prose import citations

PROSE_FIELDS = ("summary", "body")
_COPIES = "relays"
"""The field by which a work names the one whose text it repeats."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement that rests on a work, and on what else."""

    fact: Fact
    left: frozenset[str]
    """The origins of its value without that work; none: it would fall."""


def resting_on(atlas: Atlas, works: Iterable[str]) -> Iterator[Resting]:
    """Yield each statement that one of these works supports, once, with the origins that it has without all of them.

    What says the same, or the same more finely, stands in for it; what repeats one of the works falls with them.
    """
    wanted = tuple(works)
    gone = _withdrawn(atlas, wanted)
    seen: set[tuple[str, str, int]] = set()
    for id in wanted:
        for use in atlas.uses.get(id, ()):
            fact = use.fact
            if fact is None or use.dispute is not None or (key := fact.place) in seen:
                continue
            if any(c.src == id and c.stance == "supports" for c in fact.statement.cite):
                seen.add(key)
                yield Resting(fact, _left(atlas, fact, gone))


def _left(atlas: Atlas, fact: Fact, gone: frozenset[str]) -> frozenset[str]:
    cited = support(atlas, atlas[fact.entry_id], fact)
    return frozenset([origin for origin, citation in cited if citation.src not in gone])


def _withdrawn(atlas: Atlas, works: Iterable[str]) -> frozenset[str]:
    """Return the works and all that repeat them, or repeat what repeats them."""
    gone: set[str] = set()
    waiting = list(works)
    while waiting:
        id = waiting.pop()
        if id not in gone:
            gone.add(id)
            waiting += [m.entry_id for m in atlas.mentions.get(id, ()) if m.field == _COPIES]
    return frozenset(gone)


def works_of(atlas: Atlas, publisher: str) -> tuple[str, ...]:
    """Return the ids of the works that somebody brought out, in the order of the atlas."""
    named = dict.fromkeys(mention.entry_id for mention in atlas.mentions.get(publisher, ()) if mention.fact is None)
    return tuple(id for id in named if is_work(atlas, id) and work(atlas, id).publisher == publisher)


def cited_in(atlas: Atlas, entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Return the works that an entry cites, in statements, rejections and prose, and the origins that they bring."""
    said = [(fact.statement.by, c) for fact in entry.facts for c in fact.statement.cite]
    said += [(d.by, c) for fact in entry.facts for d in fact.statement.disputed for c in d.cite]
    works = {citation.src for _, citation in said}
    origins = {origin_of(atlas, by, citation) for by, citation in said}
    written = {
        item.source
        for field in PROSE_FIELDS
        if (text := atlas.prose_of(entry, field)) is not None
        for citation in citations(text)
        for item in citation.items
    }
    origins |= {work(atlas, id).origin_key(owner_of(atlas, id)) for id in written - works}
    return frozenset(works | written), frozenset(origins)
