"""A406 confidence-ceiling: a confidence is no higher than the sources of the statement allow."""

from collections.abc import Iterator

from generator.links.confidence import LEVELS, ceiling, is_contested
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry, Fact


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each confidence above its ceiling."""
    for entry in atlas.entries.values():
        for fact in entry.facts:
            given = fact.statement.confidence
            if given and LEVELS.index(given) > LEVELS.index(allowed := ceiling(atlas, entry, fact)):
                message = f"`confidence: {given}` is above what the sources allow, `{allowed}`"
                yield Finding("A406", entry, (*fact.path, "confidence"), message, _help(atlas, entry, fact, allowed))


def _help(atlas: Atlas, entry: Entry, fact: Fact, allowed: str) -> str:
    if is_contested(atlas, entry, fact):
        return f"write `confidence: {allowed}`: somebody denies or disputes it, or says otherwise"
    return f"write `confidence: {allowed}`, or cite a further origin, graded A or B and no party to the event"
