"""What statements rest on: where a source stems from, what a citation brings, and what would be left without a work."""

from collections.abc import Collection, Iterable, Iterator

from generator.facts.rivals import are_rivals, is_within
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.roles import Outlet, Work
from generator.model.statement import Agent, Citation, current
from generator.text.prose import cited
from generator.text.yaml_tree import NodePath

LEVELS = ("low", "moderate", "high")
"""How sure somebody can be, by rule 24 of the editorial policy."""
SOUND = ("A", "B")
"""The grades that carry a confidence; what nobody has graded counts as C."""


def work(atlas: Atlas, source_id: str) -> Work:
    """Return the record of a source."""
    record = atlas[source_id].record
    assert isinstance(record, Work)
    return record


def origin_of(atlas: Atlas, by: Agent | None, citation: Citation) -> str:
    """Return the origin of what a citation brings: the speaker, its own, that of the source.

    A speaker who also signs sources is one origin, whether quoted by others or writing. The speaker says nothing of what
    a source has against the statement, or beside it.
    """
    if by is not None and citation.stance == "supports":
        return by.label if by.label in atlas.authors else by.key
    return citation.origin or own_origin(atlas, citation.src)


def own_origin(atlas: Atlas, source_id: str) -> str:
    """Return where a source stems from: whose text it passes on, its author, the owner of its publisher, the publisher.

    A store with errors is checked too, and there what is cited may be no source.
    """
    if (source := atlas.record_of(source_id, Work)) is None:
        return source_id
    if source.origin:
        return source.origin
    if source.voice == "author" and source.author:
        return source.author[0].full
    outlet = atlas.record_of(source.publisher, Outlet)
    owners = current(outlet.owner_group) if outlet else []
    return owners[0].value if owners else source.publisher


def support(atlas: Atlas, fact: Fact) -> tuple[tuple[str, Citation], ...]:
    """Return each citation that supports a value, with the origin of what it brings."""
    return atlas.once(("support", fact.entry_id, *fact.path), lambda: tuple(_support(atlas, fact)))


def _support(atlas: Atlas, fact: Fact) -> Iterator[tuple[str, Citation]]:
    for other in atlas[fact.entry_id].facts_of(fact.field):
        if other is fact or (other.statement.rank != "deprecated" and is_within(atlas, other, fact)):
            by = other.statement.by
            yield from ((origin_of(atlas, by, c), c) for c in other.statement.cite if c.stance == "supports")


def origins_of(atlas: Atlas, fact: Fact) -> frozenset[str]:
    """Return the origins of a value: of all undeprecated statements of the entry that say the same or finer."""
    return frozenset([origin for origin, _ in support(atlas, fact)])


def sources_of(atlas: Atlas, fact: Fact) -> frozenset[str]:
    """Return the ids of the sources that the same statements cite."""
    return frozenset(citation.src for _, citation in support(atlas, fact))


def is_thin(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether a standing statement of a death, responsibility or parentage rests on one origin."""
    return fact.statement.rank != "deprecated" and fact.statement.is_weighty and len(origins_of(atlas, fact)) < 2


def ceiling(atlas: Atlas, fact: Fact) -> str:
    """Return the highest confidence that the sources of a statement allow.

    High: two independent origins, a sound one that is no party among them, and nobody contradicts. Moderate: two
    independent origins, or one such source that nobody contradicts. Low: all else.
    """
    is_sound = any(_is_sound(atlas, citation.src) for _, citation in support(atlas, fact))
    has_two, contested = len(origins_of(atlas, fact)) >= 2, is_unsettled(atlas, fact)
    if has_two and is_sound and not contested:
        return "high"
    return "moderate" if has_two or (is_sound and not contested) else "low"


def is_unsettled(atlas: Atlas, fact: Fact) -> bool:
    """Tell whether somebody rejects a statement, or a rival stands beside it that it is not preferred to.

    A denial is no rival that a preference could answer: it stays, whoever is believed.
    """
    beside = atlas[fact.entry_id].facts_of(fact.field)
    rivals = [other for other in beside if are_rivals(atlas, fact, other)]
    denied = any(other.statement.is_denial for other in rivals)
    return bool(fact.statement.disputed) or denied or (bool(rivals) and fact.statement.rank != "preferred")


def _is_sound(atlas: Atlas, source_id: str) -> bool:
    """Tell whether a source is graded A or B, by itself or by its publisher, and is no party to the conflict."""
    if (source := atlas.record_of(source_id, Work)) is None:
        return False
    outlet = atlas.record_of(source.publisher, Outlet)
    grade = source.reliability or (outlet.reliability if outlet else None)
    return grade in SOUND and not (source.party_to_event or (outlet and outlet.is_party))


def resting_on(atlas: Atlas, works: Collection[str]) -> Iterator[tuple[Fact, frozenset[str]]]:
    """Yield each statement that one of these works supports, once, with the origins of its value without all of them.

    Where none are left, it would fall. What says the same, or the same more finely, stands in for it; what repeats one
    of the works falls with them.
    """
    gone = _withdrawn(atlas, works)
    seen: set[NodePath] = set()
    for id in works:
        for use in atlas.uses.get(id, ()):
            fact = use.fact
            if fact is None or use.dispute is not None or (key := (fact.entry_id, *fact.path)) in seen:
                continue
            if any(c.src == id and c.stance == "supports" for c in fact.statement.cite):
                seen.add(key)
                yield fact, frozenset([origin for origin, c in support(atlas, fact) if c.src not in gone])


def _withdrawn(atlas: Atlas, works: Iterable[str]) -> frozenset[str]:
    """Return the works and all that repeat them, or repeat what repeats them."""
    gone = list(works)
    for id in gone:  # it grows by the copies of each
        copies = (mention.entry_id for mention in atlas.mentions.get(id, ()) if mention.field == "relays")
        gone += [copy for copy in copies if copy not in gone]
    return frozenset(gone)


def works_of(atlas: Atlas, publisher: str) -> tuple[str, ...]:
    """Return the ids of the works that somebody brought out, in the order of the atlas."""
    named = dict.fromkeys(mention.entry_id for mention in atlas.mentions.get(publisher, ()) if mention.fact is None)
    return tuple(id for id in named if (own := atlas.record_of(id, Work)) and own.publisher == publisher)


def cited_in(atlas: Atlas, entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Return the works that an entry cites, in statements, rejections and prose, and the origins that they bring."""
    said = [(fact.statement.by, c) for fact in entry.facts for c in fact.statement.cite]
    said += [(d.by, c) for fact in entry.facts for d in fact.statement.disputed for c in d.cite]
    works = {citation.src for _, citation in said}
    origins = {origin_of(atlas, by, citation) for by, citation in said}
    written = {item.source for _, text in atlas.prose[entry.id].items() for item in cited(text)}
    origins |= {own_origin(atlas, id) for id in written - works}
    return frozenset(works | written), frozenset(origins)
