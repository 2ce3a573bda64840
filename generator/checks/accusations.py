"""A409 accusation: what a living person is accused of has two independent origins, or a court or official document."""

from collections.abc import Iterator

from generator.links.origins import is_work, origins_of, support, work
from generator.links.standing import is_living, standing
from generator.model.atlas import Atlas, Finding
from generator.model.entry import Entry, Fact

_DOCUMENTS = ("legislation", "legal_case", "hearing")
_OFFICES = ("court", "government", "un-body")


def check(atlas: Atlas) -> Iterator[Finding]:
    """Yield a finding for each standing allegation that rests on less."""
    for entry in atlas.entries.values():
        if not is_living(entry):
            continue
        for fact in standing(entry, "allegations"):
            if len(origins_of(atlas, entry, fact)) < 2 and not _is_documented(atlas, entry, fact):
                yield Finding(
                    "A409",
                    entry,
                    fact.path,
                    "this accusation of a living person rests on one origin",
                    "cite a second independent origin or a court or official document, or take it out",
                )


def _is_documented(atlas: Atlas, entry: Entry, fact: Fact) -> bool:
    """Tell whether one of the works is a law, judgment or hearing, or was brought out by a court, office or UN body."""
    for _, citation in support(atlas, entry, fact):
        if is_work(atlas, citation.src):
            office = atlas.entries.get(work(atlas, citation.src).publisher)
            if getattr(atlas[citation.src].record, "type") in _DOCUMENTS:
                return True
            if office is not None and getattr(office.record, "type", "") in _OFFICES:
                return True
    return False
