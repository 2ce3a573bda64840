"""A source is cited somewhere."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.value_types import Role

CODE = "A410"
LEVEL = Level.WARNING
REASON = "A work that supports nothing is a forgotten citation or a leftover."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for a source that no other entry cites or relays; none while files cannot be read."""
    if atlas.unread or Role.WORK not in entry.kind.roles:
        return
    if not atlas.naming(entry.id):
        help = "cite it where it is needed, or delete the file"
        yield Finding(CODE, entry, (), f"nothing cites `{entry.id}`", help)
