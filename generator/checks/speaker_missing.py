"""An attribution, a suspicion and a citation with an origin of its own name who says it."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings

CODE = "A405"
LEVEL = Level.ERROR
REASON = "Where we read a thing is not who said it."
_HELP = "add `by:`, the entry or the words for who says so"


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each such statement without `by`; in its own declarations, the entry speaks."""
    for fact in entry.facts:
        statement = fact.statement
        if statement.by is not None:
            continue
        if (stance := statement.stance_code) is not None and stance.affirms and not stance.own:
            message = f"`{statement.stance_part}: {stance.code}` without saying by whom"
            yield Finding(CODE, entry, (*fact.path, statement.stance_part), message, _HELP)
        for index, citation in enumerate(statement.cite if not statement.is_own_words else ()):
            if citation.origin:
                message = f"this stems from `{citation.origin}`, but the statement does not name its speaker"
                yield Finding(CODE, entry, (*fact.path, "cite", index, "origin"), message, _HELP)
