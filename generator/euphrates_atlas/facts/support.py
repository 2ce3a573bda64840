"""The support of statements: the origin of a source, the confidence that origins allow, and what would remain without a work.

An origin is whoever a text comes from: works that pass on one text count as one. It is the id of an entry, the key of
an outlet's report, or a name in words. Used by checks, diffs, exports and pages.
"""

from collections.abc import Collection, Iterable, Iterator

from euphrates_atlas.facts.rivals import are_rivals, is_within
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, once
from euphrates_atlas.model.roles import Outlet, Work
from euphrates_atlas.model.statement import Agent, Citation, Dispute, Statement, current

LEVELS = ("low", "moderate", "high")
"""How sure somebody can be, by rule 24 of the editorial policy."""
SOUND = ("A", "B")
"""The grades that carry a confidence; what nobody has graded counts as C."""


def work_of(source: Entry) -> Work:
    """Return the record of a source."""
    assert isinstance(source.record, Work)
    return source.record


def origin_of(atlas: Atlas, by: Agent | None, citation: Citation) -> str:
    """Return the origin of what a citation brings: the speaker, else the one that it names, else that of the source.

    A speaker who also signs sources is one origin, whether quoted by others or writing. The speaker says nothing of what
    a source has against the statement, or beside it.
    """
    if by and citation.stance == "supports":
        return by.label if by.label in atlas.authors else by.key
    return citation.origin or own_origin(atlas, citation.src)


@once
def own_origin(atlas: Atlas, source_id: str) -> str:
    """Return the origin of a source: whose text it passes on, its first author, the owner of its publisher, the publisher.

    It is the first of these that there is; the author counts where it is signed analysis.

    A store with errors is checked too, and there what is cited may be no source.
    """
    source = atlas.record_of(source_id, Work)
    if not source:
        return source_id
    if source.origin:
        return source.origin
    if source.voice == "author" and source.author:
        return source.author[0].full
    outlet = atlas.record_of(source.publisher, Outlet)
    owners = current(outlet.owner_group) if outlet else []
    if owners:
        return owners[0].value
    return source.publisher


@once
def support(atlas: Atlas, fact: Fact) -> tuple[tuple[str, Citation], ...]:
    """Return each citation that supports the value of a statement, with the origin of what it brings.

    Those of other statements of the entry count too, where these are not superseded and say the same or the same more
    finely.
    """
    found = []
    for other in atlas[fact.entry_id].facts_of(fact.field):
        said = other.statement
        if other is fact or (said.is_current and is_within(atlas, other, fact)):
            for citation in said.cite:
                if citation.stance == "supports":
                    found.append((origin_of(atlas, said.by, citation), citation))
    return tuple(found)


def origins_of(atlas: Atlas, fact: Fact) -> frozenset[str]:
    """Return the origins of the value of a statement, those of other statements that say the same included (`support`)."""
    return frozenset(origin for origin, _ in support(atlas, fact))


def sources_of(atlas: Atlas, fact: Fact) -> frozenset[str]:
    """Return the ids of the sources that support the value of a statement, in the same statements."""
    return frozenset(citation.src for _, citation in support(atlas, fact))


def is_thin(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether a statement of a death, a responsibility or a parentage that is not superseded rests on one origin."""
    if not fact.statement.is_current or not fact.statement.is_weighty:
        return False
    return len(origins_of(atlas, fact)) < 2


def ceiling(atlas: Atlas, fact: Fact) -> str:
    """Return the highest confidence that the sources of a statement allow.

    High: two independent origins, a source graded A or B that is no party among them, and nobody contradicts. Moderate:
    two independent origins, or one such source that nobody contradicts. Low: all else.
    """
    sources = sources_of(atlas, fact)
    is_sound = any(_is_sound(atlas, source) for source in sources)
    has_two = len(origins_of(atlas, fact)) >= 2
    is_firm = is_sound and not is_unsettled(atlas, fact)
    if has_two and is_firm:
        return "high"
    return "moderate" if has_two or is_firm else "low"


def is_unsettled(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether somebody rejects a statement, or a rival stands beside it that it is not preferred to.

    A denial is no rival that a preference could answer: it stays, whoever is believed.
    """
    if fact.statement.disputed:
        return True
    beside = atlas[fact.entry_id].facts_of(fact.field)
    if fact.statement.is_preferred:
        beside = tuple(other for other in beside if other.statement.is_denial)
    return any(are_rivals(atlas, fact, other) for other in beside)


def _is_sound(atlas: Atlas, source_id: str) -> bool:
    """Tell whether a source is graded A or B, by itself or by its publisher, and is no party to the conflict."""
    source = atlas.record_of(source_id, Work)
    if not source or source.party_to_event:
        return False
    outlet = atlas.record_of(source.publisher, Outlet)
    if not outlet:
        return source.reliability in SOUND
    grade = source.reliability or outlet.reliability
    return grade in SOUND and not outlet.is_party


def resting_on(
    atlas: Atlas, works: Collection[str]
) -> Iterator[tuple[Fact, frozenset[str]]]:
    """Yield each statement that one of these works supports, once, with the origins that its value would have without them all.

    Where none are left, nothing would support it. Works that repeat one of these are taken away with them. For the
    pages of works and publishers, and their index.
    """
    gone = _withdrawn(atlas, works)
    seen = set()
    for id in works:
        for use in atlas.uses[id]:
            fact = use.fact
            if not fact or fact in seen or use.dispute:
                continue
            if id not in fact.statement.supporting:
                continue
            seen.add(fact)
            standing = support(atlas, fact)
            left = (origin for origin, citation in standing if citation.src not in gone)
            yield fact, frozenset(left)


def _withdrawn(atlas: Atlas, works: Iterable[str]) -> frozenset[str]:
    """Return the works and all that repeat them, or repeat what repeats them."""
    gone = list(works)
    for id in gone:  # it grows by the copies of each
        for mention in atlas.mentions[id]:
            copy = mention.entry_id
            if mention.field == "relays" and copy not in gone:
                gone.append(copy)
    return frozenset(gone)


def works_of(atlas: Atlas, publisher: str) -> tuple[str, ...]:
    """Return the ids of the works of a publisher, in the order of the atlas."""
    works: dict[str, None] = {}
    for mention in atlas.mentions[publisher]:
        work = atlas.record_of(mention.entry_id, Work)
        if work and work.publisher == publisher:
            works[mention.entry_id] = None
    return tuple(works)


def cited_in(atlas: Atlas, entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of all works that an entry cites, and the origins that they bring.

    A work that it cites for names and in prose alone brings its own.
    """
    works: set[str] = set()
    origins: set[str] = set()
    for fact in entry.facts:
        said: list[Statement | Dispute] = [fact.statement, *fact.statement.disputed]
        for one in said:
            for citation in one.cite:
                works.add(citation.src)
                origins.add(origin_of(atlas, one.by, citation))
    for id, references in atlas.named[entry.id].items():
        if id not in works and any(one.is_citation for one in references):
            works.add(id)
            origins.add(own_origin(atlas, id))
    return frozenset(works), frozenset(origins)
