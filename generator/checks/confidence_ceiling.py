"""Confidences that are higher than the sources of their statements allow (rubric of the editorial policy, rule 24)."""

from collections.abc import Iterator

from generator.diagnostics import Level
from generator.facts.comparison import are_rivals
from generator.facts.origins import is_work, work
from generator.facts.support import origins_of, support
from generator.model.atlas import Atlas, Entry, Fact, Finding
from generator.model.roles import Outlet

CODE = "A406"
LEVEL = Level.ERROR
SUMMARY = "A confidence is no higher than origins, grades and disputes allow."
REASON = "The rubric is published; a grade above it would claim what the sources do not support."

LEVELS = ("low", "moderate", "high")
SOUND = ("A", "B")
"""The grades that carry a confidence; what nobody has graded counts as C."""


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each confidence above its ceiling."""
    for fact in entry.facts:
        given = fact.statement.confidence
        if given and LEVELS.index(given) > LEVELS.index(allowed := ceiling(atlas, entry, fact)):
            message = f"`confidence: {given}` is above what the sources allow, `{allowed}`"
            help = f"write `confidence: {allowed}`, or cite a further origin, graded A or B and no party to the event"
            if _is_contested(atlas, entry, fact):
                help = f"write `confidence: {allowed}`: somebody denies or disputes it, or says otherwise"
            yield Finding(CODE, entry, (*fact.path, "confidence"), message, help)


def ceiling(atlas: Atlas, entry: Entry, fact: Fact) -> str:
    """Return the highest confidence that the sources of a statement allow.

    High: two independent origins, a sound one that is no party among them, and nobody contradicts. Moderate: two
    independent origins, or one such source that nobody contradicts. Low: all else.
    """
    is_sound = any(_is_sound(atlas, citation.src) for _, citation in support(atlas, entry, fact))
    has_two, contested = len(origins_of(atlas, entry, fact)) >= 2, _is_contested(atlas, entry, fact)
    if has_two and is_sound and not contested:
        return "high"
    return "moderate" if has_two or (is_sound and not contested) else "low"


def _is_contested(atlas: Atlas, entry: Entry, fact: Fact) -> bool:
    """Tell whether somebody rejects a statement, or a rival stands beside it that it is not preferred to.

    A denial is no rival that a preference could answer: it stays, whoever is believed.
    """
    rivals = [other for other in entry.facts_of(fact.field) if are_rivals(atlas, entry, fact, other)]
    denied = any(other.statement.is_denial for other in rivals)
    return bool(fact.statement.disputed) or denied or (bool(rivals) and fact.statement.rank != "preferred")


def _is_sound(atlas: Atlas, source_id: str) -> bool:
    """Tell whether a source is graded A or B, by itself or by its publisher, and is no party to the conflict."""
    if not is_work(atlas, source_id):
        return False
    source = work(atlas, source_id)
    publisher = atlas[source.publisher].record if source.publisher in atlas.entries else None
    by_publisher, is_party = None, False
    if isinstance(publisher, Outlet):
        by_publisher, is_party = publisher.reliability, publisher.is_party
    return (source.reliability or by_publisher) in SOUND and not (source.party_to_event or is_party)
