"""An accusation of a living person has two independent origins, one of a group its speaker, or a court or official document."""

from generator.diagnostics import Level
from generator.facts.origins import is_work, outlet_of, work
from generator.facts.support import origins_of, support
from generator.kinds.publisher import Publisher
from generator.model.atlas import Atlas, Entry, Fact, Finding, Findings
from generator.model.value_types import Role

CODE = "A409"
LEVEL = Level.ERROR
REASON = "The burden lies with whoever repeats it (editorial policy, rules 29 and 30)."
_DOCUMENTS = ("legislation", "legal_case", "hearing")
_OFFICES = ("court", "government", "un-body")


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for each current allegation that rests on less."""
    is_person, is_living = Role.PERSON in entry.kind.roles, entry.record.is_living
    for fact in entry.current_facts("allegations") if is_living or not is_person else ():
        if _is_documented(atlas, entry, fact):
            continue
        if not is_person and fact.statement.by is None:
            message = "this accusation does not say who makes it"
            help = "name in `by` who accuses, or cite a court or official document"
            yield Finding(CODE, entry, fact.path, message, help)
        elif is_living and len(origins_of(atlas, entry, fact)) < 2:
            message = "this accusation of a living person rests on one origin"
            help = "cite a second independent origin or a court or official document, or take it out"
            yield Finding(CODE, entry, fact.path, message, help)


def _is_documented(atlas: Atlas, entry: Entry, fact: Fact) -> bool:
    """Tell whether one of the works is a law, judgment or hearing, or was published by a court, office or UN body."""
    works = [work(atlas, citation.src) for _, citation in support(atlas, entry, fact) if is_work(atlas, citation.src)]
    outlets = (outlet_of(atlas, source) for source in works)
    offices = (outlet for outlet in outlets if isinstance(outlet, Publisher) and outlet.type in _OFFICES)
    return any(source.type in _DOCUMENTS for source in works) or any(offices)
