"""A confidence is no higher than origins, grades and disputes allow."""

from generator.diagnostics import Level
from generator.facts.support import LEVELS, ceiling, is_unsettled
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A406"
LEVEL = Level.ERROR
REASON = "The rubric is published; a grade above it would claim what the sources do not support."  # editorial policy, rule 24


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each confidence above its ceiling."""
    for fact in entry.facts:
        given = fact.statement.confidence
        if given and LEVELS.index(given) > LEVELS.index(allowed := ceiling(atlas, entry, fact)):
            message = f"`confidence: {given}` is above what the sources allow, `{allowed}`"
            help = f"write `confidence: {allowed}`, or cite a further origin, graded A or B and no party to the event"
            if is_unsettled(atlas, entry, fact):
                help = f"write `confidence: {allowed}`: somebody denies or disputes it, or says otherwise"
            yield Finding(CODE, entry, (*fact.path, "confidence"), message, help)
