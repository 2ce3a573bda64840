"""How entries hang together: which sources each cites, and how many other entries name it."""

from generator.model.atlas import Atlas


def sources_by_entry(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Return the sources that each entry cites, in statements and in prose; an entry that cites none is not there."""
    found: dict[str, set[str]] = {}
    for source, uses in atlas.uses.items():
        for use in uses:
            found.setdefault(use.entry_id, set()).add(source)
    return {id: frozenset(sources) for id, sources in found.items()}


def named_by(atlas: Atlas, id: str) -> int:
    """Return how many other entries name this one; a citation is no naming."""
    return len({mention.entry_id for mention in atlas.mentions.get(id, ())} - {id})
