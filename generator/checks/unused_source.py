"""A410 unused-source: a work is cited somewhere."""

from collections.abc import Iterator

from generator.model.atlas import Atlas, Finding
from generator.model.values import Role


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each source that no other entry cites or relays; none while files cannot be read."""
    for entry in atlas.entries.values() if not atlas.unread else ():
        if Role.WORK not in entry.kind.roles:
            continue
        citing = {use.entry_id for use in atlas.uses.get(entry.id, ())}
        naming = {mention.entry_id for mention in atlas.mentions.get(entry.id, ())}
        if not (citing | naming) - {entry.id}:
            yield Finding(
                "A410", entry, (), f"nothing cites `{entry.id}`", "cite it where it is needed, or delete the file"
            )
