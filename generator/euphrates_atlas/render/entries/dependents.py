"""The statements that rest on a work, or on all works of a publisher, and those that would fall without them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from euphrates_atlas.facts.plain_words import label_of
from euphrates_atlas.facts.support import resting_on, works_of
from euphrates_atlas.model.atlas import Entry, Fact, Reference
from euphrates_atlas.render.linked_words import (
    LinkedWords,
    field_link,
    label_of_field,
    stance_words,
)
from euphrates_atlas.render.markup import (
    LINK,
    address,
    html,
    joined,
    label_html,
)
from euphrates_atlas.render.paging import SHOWN, LongTable
from euphrates_atlas.render.references import locator_words
from euphrates_atlas.render.tables import Cells, Column, table

_STATEMENTS = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("Fact", key="fact"),
    Column("Value", key="value"),
    Column("Who says it", key="speaker"),
    Column("Paragraph or page", name="Where", key="where", absent="not given"),
    Column("Standing", key="standing"),
)


class Dependents:
    """What rests on all works of a publisher together."""

    def __init__(self, entry: Entry, words: LinkedWords) -> None:
        works = works_of(words.atlas, entry.id)
        self.statements = list(resting_on(words.atlas, works))
        """Each with the origins that it would keep without them."""
        alone = [fact for fact, left in self.statements if not left]
        self.alone = len(alone)
        if len(works) == 1:
            alone = []  # the row of its only work says the same
        alone.sort(key=lambda fact: (words.atlas[fact.entry_id].kind.order, fact.entry_id))
        rows = (_of_publisher(words, fact, works) for fact in alone)
        every = table("Statements that rest on it alone", rows, _STATEMENTS, "ea-cards")
        self.falling = LongTable(f"{entry.id}_alone", every, SHOWN)
        """Those that would fall without all of its works; empty where there is one work."""


def _of_publisher(words: LinkedWords, fact: Fact, works: Sequence[str]) -> Cells:
    """Return the cells of a statement, with the works of a publisher in which it is read, and where."""
    cited = [citation for citation in fact.statement.cite if citation.src in works]
    cited.sort(key=lambda citation: works.index(citation.src))
    places: dict[Markup, None] = {}
    for citation in cited:
        source = words.atlas[citation.src]
        link = LINK(address(source), label_html(source))
        places[joined(filter(None, [link, locator_words(citation.loc)]))] = None
    *cells, standing = statement_cells(words, fact)
    return *cells, joined(places, "; "), standing


def statement_cells(words: LinkedWords, fact: Fact) -> Cells:
    """Return entry, property, value, speaker and standing of a statement; pages of publishers and of speakers share them."""
    return (
        words.link(fact.entry_id),
        field_link(words.atlas[fact.entry_id], fact.field, fact),
        words.statement_and_period(fact),
        words.speaker(fact.statement),
        words.standing(fact),
    )


def other_citations(words: LinkedWords, entry: Entry) -> list[tuple[Markup, Iterable[Markup]]]:
    """Return the entries that cite a work otherwise than for what a statement says: in prose, for a rejection, as background; with the places."""
    cited = defaultdict[str, dict[Markup, None]](dict)
    for use in words.atlas.uses[entry.id]:
        cited_as = _cited_as(words, entry, use)
        if cited_as:
            details = joined(filter(None, [cited_as, locator_words(use.locator)]))
            cited[use.entry_id][details] = None
    return [(words.link(id), details) for id, details in cited.items()]


def _cited_as(words: LinkedWords, entry: Entry, use: Reference) -> str | None:
    """Return where and as what an entry cites a work; None for a statement that it supports."""
    owner = words.atlas[use.entry_id]
    if not use.fact:
        return label_of_field(owner, use.field)
    field = field_link(owner, use.field, use.fact)
    if use.dispute:
        rejected = html(f"{stance_words(use.dispute.stance_code)} ")
        return joined([field, rejected + words.speaking(use.dispute.by)])
    stances = {citation.stance for citation in use.fact.statement.cite if citation.src == entry.id}
    if "supports" in stances:
        return None
    labels = sorted(label_of("citation-stance", stance) for stance in stances)
    return joined([field, " and ".join(labels)])
