"""How entries hang together: which sources each rests on, how new these are, and how many other entries name it."""

from collections.abc import Iterable

from generator.model.atlas import Atlas
from generator.text.edtf import Edtf


def sources_by_entry(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Return the sources that each entry cites, in statements and in prose; an entry that cites none is not there."""
    found: dict[str, set[str]] = {}
    for source, uses in atlas.uses.items():
        for use in uses:
            found.setdefault(use.entry_id, set()).add(source)
    return {id: frozenset(sources) for id, sources in found.items()}


def newest_of(atlas: Atlas, sources: Iterable[str]) -> Edtf | None:
    """Return the date of the newest of these sources: what they say goes no further. None where none has a date."""
    dates = [day for id in sources if isinstance(day := getattr(atlas[id].record, "issued", None), Edtf)]
    return max(dates, key=lambda date: (date.latest, date.sort_key), default=None)


def named_by(atlas: Atlas, id: str) -> int:
    """Return how many other entries name this one; a citation is no naming."""
    return len({mention.entry_id for mention in atlas.mentions.get(id, ())} - {id})
