"""Who says a thing, and from how many independent origins it comes."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.facts.comparison import is_within
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Outlet, Work
from generator.model.statement import Agent, Citation


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a citation that names nobody: a person by name, or an entry by id."""

    name: str
    entry_id: str | None


def work(atlas: Atlas, source_id: str) -> Work:
    """Return the record of a source."""
    record = atlas[source_id].record
    assert isinstance(record, Work)
    return record


def is_work(atlas: Atlas, source_id: str) -> bool:
    """Tell whether a citation names a source; a store with errors is checked too, and there it may name anything."""
    return source_id in atlas.entries and isinstance(atlas[source_id].record, Work)


def owner_of(atlas: Atlas, source_id: str) -> str:
    """Return what titles of one owner share: the publisher's owner group, else the publisher's id."""
    publisher = work(atlas, source_id).publisher
    record = atlas[publisher].record if publisher in atlas.entries else None
    return record.owner_key(publisher) if isinstance(record, Outlet) else publisher


def origin_of(atlas: Atlas, by: Agent | None, citation: Citation) -> str:
    """Return the origin of what a citation brings: its own, the speaker, the source's, the author, the owner.

    A speaker who also signs sources is one origin, whether quoted by others or writing.
    """
    if citation.origin:
        return citation.origin
    if by is not None:
        return by.label if by.label in atlas.authors else by.key
    return own_origin(atlas, citation.src)


def own_origin(atlas: Atlas, source_id: str) -> str:
    """Return where a source itself stems from; in a store with errors, what is cited may be no source."""
    return atlas.once(
        ("own origin", source_id),
        lambda: (
            work(atlas, source_id).origin_key(owner_of(atlas, source_id)) if is_work(atlas, source_id) else source_id
        ),
    )


def origins_of(atlas: Atlas, entry: Entry, fact: Fact) -> frozenset[str]:
    """Return the origins of a value: of all undeprecated statements of the entry that say the same or finer."""
    return frozenset([origin for origin, _ in support(atlas, entry, fact)])


def sources_of(atlas: Atlas, entry: Entry, fact: Fact) -> frozenset[str]:
    """Return the ids of the sources that the same statements cite."""
    return frozenset(citation.src for _, citation in support(atlas, entry, fact))


def is_thin(atlas: Atlas, entry: Entry, fact: Fact) -> bool:
    """Tell whether a standing statement of a death, responsibility or parentage rests on one origin."""
    statement = fact.statement
    return statement.rank != "deprecated" and statement.is_weighty and len(origins_of(atlas, entry, fact)) < 2


def support(atlas: Atlas, entry: Entry, fact: Fact) -> tuple[tuple[str, Citation], ...]:
    """Return each citation that supports a value, with the origin of what it brings."""
    return atlas.once(("support", *fact.place), lambda: tuple(_support(atlas, entry, fact)))


def _support(atlas: Atlas, entry: Entry, fact: Fact) -> Iterator[tuple[str, Citation]]:
    for other in entry.facts_of(fact.field):
        if other is fact or _says_the_same(atlas, entry, other, fact):
            by = other.statement.by
            yield from ((origin_of(atlas, by, c), c) for c in other.statement.cite if c.stance == "supports")


def _says_the_same(atlas: Atlas, entry: Entry, other: Fact, fact: Fact) -> bool:
    return other.statement.rank != "deprecated" and is_within(atlas, entry, other, fact)


def voice_of(atlas: Atlas, source_id: str) -> Voice:
    """Return who speaks in a source: its author where it is signed analysis, else its publisher."""
    return atlas.once(("voice", source_id), lambda: _voice_of(atlas, source_id))


def _voice_of(atlas: Atlas, source_id: str) -> Voice:
    record = work(atlas, source_id)
    if record.voice == "author" and record.author:
        return Voice(" and ".join(a.full for a in record.author), None)
    return Voice(atlas[record.publisher].label, record.publisher)
