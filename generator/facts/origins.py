"""Where a source stems from, and what a citation brings."""

from collections.abc import Iterable

from generator.model.atlas import Atlas
from generator.model.roles import Outlet, Work
from generator.model.statement import Agent, Citation, current


def work(atlas: Atlas, source_id: str) -> Work:
    """Return the record of a source."""
    record = atlas[source_id].record
    assert isinstance(record, Work)
    return record


def works(atlas: Atlas, ids: Iterable[str]) -> list[Work]:
    """Return the records of those that are sources."""
    return [work(atlas, id) for id in ids if is_work(atlas, id)]


def is_work(atlas: Atlas, source_id: str) -> bool:
    """Tell whether a citation names a source; a store with errors is checked too, and there it may name anything."""
    return source_id in atlas.entries and isinstance(atlas[source_id].record, Work)


def outlet_of(atlas: Atlas, source: Work) -> Outlet | None:
    """Return the record of the publisher of a source; None where it names none that is there."""
    record = atlas[source.publisher].record if source.publisher in atlas.entries else None
    return record if isinstance(record, Outlet) else None


def owner_of(atlas: Atlas, source_id: str) -> str:
    """Return what titles of one owner share: the publisher's owner group, else the publisher's id."""
    source = work(atlas, source_id)
    outlet = outlet_of(atlas, source)
    owners = current(outlet.owner_group) if outlet else []
    return owners[0].value if owners else source.publisher


def origin_of(atlas: Atlas, by: Agent | None, citation: Citation) -> str:
    """Return the origin of what a citation brings: the speaker, its own, the source's, the author, the owner.

    A speaker who also signs sources is one origin, whether quoted by others or writing. The speaker says nothing of what
    a source has against the statement, or beside it.
    """
    if by is not None and citation.stance == "supports":
        return by.label if by.label in atlas.authors else by.key
    return citation.origin or own_origin(atlas, citation.src)


def own_origin(atlas: Atlas, source_id: str) -> str:
    """Return where a source itself stems from; in a store with errors, what is cited may be no source."""
    if not is_work(atlas, source_id):
        return source_id
    source = work(atlas, source_id)
    signed = source.author if source.voice == "author" else ()
    return source.origin or (signed[0].full if signed else owner_of(atlas, source_id))
