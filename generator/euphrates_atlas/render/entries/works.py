"""The works of a publisher, as rows: how to cite each, where to read it, and what rests on it; and what rests on all of them.

A source has no page of its own. Its row stands on the page of its publisher, or, where that holds too many works, on a page of
the years; the page of the publisher then keeps the day of each work, with its anchor, so that the address of a source stays the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from euphrates_atlas.batched import batched
from euphrates_atlas.export.citation_formats import WORK_FORMATS
from euphrates_atlas.export.csl import work_item
from euphrates_atlas.export.identity import external_ids
from euphrates_atlas.export.jsonld import works_data
from euphrates_atlas.facts.entry_dates import day_of
from euphrates_atlas.facts.plain_words import label_of, prose_words
from euphrates_atlas.facts.speakers import voices_of
from euphrates_atlas.facts.support import resting_on, work_of, works_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact, Reference
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.render.entries.entry_words import use_of_name
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.linked_words import (
    LinkedWords,
    field_link,
    label_of_field,
    stance_words,
)
from euphrates_atlas.render.markup import (
    address,
    html,
    joined,
    kind_class,
    label_html,
    piece,
)
from euphrates_atlas.render.paging import (
    SHOWN,
    EntryRow,
    ListPart,
    LongTable,
    dated_chunks,
    parts,
    told_apart,
)
from euphrates_atlas.render.references import (
    forms_of,
    locator_words,
    reference,
    where_to_read,
)
from euphrates_atlas.render.tables import Cells, Column, table
from euphrates_atlas.text.phrases import counted

MAX_WEIGHT = 160_000
"""Characters of the rows on one page, about."""
MAX_STATEMENTS = 200
"""Statements in a row; a work on which more statements rest has pages of its own for all of them, with as many on each."""

_STATEMENTS = piece("<ul>\n{}\n</ul>")
_STATEMENT = piece("<li>{}: {}</li>")
_TO_STATEMENT = piece('<a class="{}" href="{}">{}, {}</a>')
_ALONE = Markup('<span class="ea-tag">no other source</span>')

_RESTING = (
    Column("Entry", is_head=True, key="entry", sorts="name"),
    Column("Fact", key="fact"),
    Column("Value", key="value"),
    Column("Who says it", key="speaker"),
    Column("Work", key="work", absent="not given"),
    Column("Standing", key="standing"),
)

WorkRow = EntryRow[Markup]


class Works:
    """All works of one outlet, the newest first."""

    def __init__(self, outlet: Entry, words: LinkedWords) -> None:
        self.outlet = outlet
        self._words = words
        entries = [words.atlas[id] for id in works_of(words.atlas, outlet.id)]
        entries.sort(
            key=lambda entry: (day_of(work_of(entry).issued), entry.id), reverse=True
        )
        self.rows = [_row(entry, words) for entry in entries]
        self.parts = self._split()
        """The pages of years that hold the rows; none where the first page holds them."""

    def __len__(self) -> int:
        return len(self.rows)

    def further(self) -> Iterator[tuple[ListPart[Markup], str, Markup]]:
        """Yield the pages of works on which very much rests, each with its title and content."""
        for row in self.rows:
            work = row.entry
            if len(self._words.atlas.uses[work.id]) <= MAX_STATEMENTS:
                continue  # no more rests on it than cites it
            resting = list(resting_on(self._words.atlas, [work.id]))
            if len(resting) <= MAX_STATEMENTS:
                continue
            title = f"Statements that rest on “{work.label}”"
            items = [_statement(self._words, work, *one) for one in resting]
            chunks = batched(items, MAX_STATEMENTS)
            for part in parts(_file_of(self.outlet.id, work.id), chunks, between="_"):
                yield part, title, _STATEMENTS(joined(part.rows, "\n"))

    def _split(self) -> list[ListPart[WorkRow]]:
        """Return the pages of years; none where one page holds all rows."""
        chunks, names = dated_chunks(self.rows, MAX_WEIGHT)
        if len(chunks) < 2:
            return []
        labels, files = told_apart(names)
        paths = [f"{self.outlet.id}_{file}" for file in files]
        return parts(self.outlet.id, chunks, labels, paths)

    def linked_data(self, rows: Sequence[WorkRow]) -> Markup:
        """Return rows in JSON-LD."""
        return Markup(works_data(self._words.atlas, [row.entry for row in rows]))


def works_folder(atlas: Atlas, entry: Entry) -> str:
    """Return the folder of the pages that list the works of an entry; empty where it brought out none."""
    folders = (atlas[id].kind.row_folder for id in works_of(atlas, entry.id))
    return next(folders, "")


def _row(entry: Entry, words: LinkedWords) -> WorkRow:
    """Return the row of a work: its citation, where to read it, the first statements that rest on it, and who names it."""
    atlas = words.atlas
    resting = list(resting_on(atlas, [entry.id]))
    items = [_statement(words, entry, *one) for one in resting[:MAX_STATEMENTS]]
    is_long = len(resting) > MAX_STATEMENTS
    text = filled(
        "parts/work.md.j2",
        work=entry,
        words=words,
        reference=reference(atlas, entry, f"#{entry.id}"),
        where_to_read=where_to_read(work_of(entry)),
        prose=[prose_words(atlas, prose) for prose in atlas.prose[entry.id].values()],
        use_of_name=use_of_name,
        locator_words=locator_words,
        identifiers=external_ids(entry),
        resting=resting,
        statements=joined(items, "\n"),
        way=_file_of(work_of(entry).publisher, entry.id) if is_long else "",
        others=other_citations(words, entry),
        naming=_naming(words, entry),
        forms=forms_of(
            work_item(atlas, entry), [form for form in WORK_FORMATS if form.ending]
        ),
    )
    row = Markup(text.rstrip("\n"))
    return WorkRow(entry, work_of(entry).issued, row, len(row))


def _file_of(outlet: str, work: str) -> str:
    """Return the name of the page of all statements that rest on a work; no id has an underscore."""
    return f"{outlet}_of_{work}"


def _statement(
    words: LinkedWords, entry: Entry, fact: Fact, left: frozenset[str]
) -> Markup:
    """Return a statement that rests on a work: where it stands, what it says, and who says it if not the publisher.

    `left` are the origins that it would keep without the work.
    """
    owner = words.atlas[fact.entry_id]
    statement = fact.statement
    told: list[str] = [words.statement_and_period(fact)]
    publisher = Agent(id=work_of(entry).publisher)
    if voices_of(words.atlas, statement) != [publisher]:
        told.append(words.speaker(statement))
    places = [
        locator_words(citation.loc)
        for citation in statement.cite
        if citation.src == entry.id
    ]
    told += dict.fromkeys(filter(None, places))
    standing = words.standing(fact)
    if standing:
        told.append(standing.lower())
    told.append(counted(len(left), "other independent source") if left else _ALONE)
    field = label_of_field(owner, fact.field)
    link = _TO_STATEMENT(
        kind_class(owner), address(owner, fact.anchor), label_html(owner), field
    )
    return _STATEMENT(link, joined(told, " · "))


def _naming(words: LinkedWords, entry: Entry) -> list[tuple[Markup, Iterable[Markup]]]:
    """Return the entries that refer to a work without citing it, as a work that repeats it does, each with links to the fields."""
    fields = defaultdict[str, dict[str, Markup]](dict)
    for mention in words.atlas.mentions[entry.id]:
        id = mention.entry_id
        if id != entry.id:
            link = field_link(words.atlas[id], mention.field, mention.fact)
            fields[id][mention.field] = link
    return [(words.link(id), links.values()) for id, links in fields.items()]


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
        every = table("Statements that rest on it alone", rows, _RESTING, "ea-cards")
        self.falling = LongTable(f"{entry.id}_alone", every, SHOWN)
        """Those that would fall without all of its works; empty where there is one work."""


def _of_publisher(words: LinkedWords, fact: Fact, works: Sequence[str]) -> Cells:
    """Return the cells of a statement, with the works of a publisher in which it is read, and where."""
    cited = [citation for citation in fact.statement.cite if citation.src in works]
    cited.sort(key=lambda citation: works.index(citation.src))
    places: dict[Markup, None] = {}
    for citation in cited:
        link = words.link(citation.src, marked=False)
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


def other_citations(
    words: LinkedWords, entry: Entry
) -> list[tuple[Markup, Iterable[Markup]]]:
    """Return the entries that cite a work in prose, for a rejection or as background, each with the places.

    What a work supports stands in its row already.
    """
    cited = defaultdict[str, dict[Markup, None]](dict)
    for use in words.atlas.uses[entry.id]:
        cited_as = _cited_as(words, entry, use)
        if cited_as:
            details = joined(filter(None, [cited_as, locator_words(use.locator)]))
            cited[use.entry_id][details] = None
    return [(words.link(id), details) for id, details in cited.items()]


def _cited_as(words: LinkedWords, entry: Entry, use: Reference) -> str | None:
    """Return the field in which an entry cites a work, and as what; None for a statement that the work supports."""
    owner = words.atlas[use.entry_id]
    if not use.fact:
        return label_of_field(owner, use.field)
    field = field_link(owner, use.field, use.fact)
    if use.dispute:
        rejected = html(f"{stance_words(use.dispute.stance_code)} ")
        return joined([field, rejected + words.speaking(use.dispute.by)])
    stances = {
        citation.stance for citation in use.fact.statement.cite if citation.src == entry.id
    }
    if "supports" in stances:
        return None
    labels = sorted(label_of("citation-stance", stance) for stance in stances)
    return joined([field, " and ".join(labels)])
