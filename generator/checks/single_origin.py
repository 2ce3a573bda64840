"""A death, a responsibility or a parentage rests on two independent origins."""

from generator.diagnostics import Level
from generator.facts.support import is_thin, origins_of
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A412"
LEVEL = Level.NOTE
REASON = "Ten reports of one statement are one report; the page says so too (editorial policy, rule 13)."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a note for each of these that rests on fewer; its page says so too."""
    for fact in entry.facts:
        if is_thin(atlas, entry, fact):
            has_origin = bool(origins_of(atlas, entry, fact))
            basis = "one origin" if has_origin else "no citation that supports it"
            message = f"this statement of `{fact.field}` rests on {basis}"
            help = "look for a second origin, independent of the first" if has_origin else "look for two origins"
            yield Finding(CODE, entry, fact.path, message, help)
