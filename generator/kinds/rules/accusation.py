"""Accusations of living persons that too little supports."""

from collections.abc import Iterator

from generator.diagnostics import Level, Rule
from generator.facts.origins import is_work, work
from generator.facts.support import origins_of, support
from generator.kinds.publisher import Publisher
from generator.model.atlas import Atlas, Entry, Fact, Finding

RULE = Rule(
    "A409",
    "accusation",
    Level.ERROR,
    "An accusation of a living person has two independent origins, or a court or official document.",
    "The burden lies with whoever repeats it (editorial policy, rules 29 and 30).",
)
_DOCUMENTS = ("legislation", "legal_case", "hearing")
_OFFICES = ("court", "government", "un-body")


def check(atlas: Atlas, entry: Entry) -> Iterator[Finding]:
    """Yield a finding for each current allegation that rests on less."""
    for fact in entry.current_facts("allegations") if entry.record.is_living else ():
        if len(origins_of(atlas, entry, fact)) < 2 and not _is_documented(atlas, entry, fact):
            message = "this accusation of a living person rests on one origin"
            help = "cite a second independent origin or a court or official document, or take it out"
            yield Finding(RULE.code, entry, fact.path, message, help)


def _is_documented(atlas: Atlas, entry: Entry, fact: Fact) -> bool:
    """Tell whether one of the works is a law, judgment or hearing, or was published by a court, office or UN body."""
    for _, citation in support(atlas, entry, fact):
        if is_work(atlas, citation.src):
            source = work(atlas, citation.src)
            publisher = atlas[source.publisher].record if source.publisher in atlas.entries else None
            if source.type in _DOCUMENTS or (isinstance(publisher, Publisher) and publisher.type in _OFFICES):
                return True
    return False
