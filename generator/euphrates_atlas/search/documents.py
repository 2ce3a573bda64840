"""The documents of the search index: one for each entry, page and speaker, with names, texts and filters.

`index_files.py` writes them into the files that the search box reads.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from functools import cache
from typing import Any, NamedTuple

from euphrates_atlas import resources
from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.locations import area_of, areas_of, is_area
from euphrates_atlas.facts.entry_dates import date_of, dates_of, day_of, years_of
from euphrates_atlas.facts.plain_words import (
    agent_words,
    prose_words,
    statement_words,
    value_words,
)
from euphrates_atlas.facts.speakers import FOLDER, speakers
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.model.roles import Work
from euphrates_atlas.model.shape import FieldShape, is_given
from euphrates_atlas.model.statement import Agent
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.subject import subject
from euphrates_atlas.text import folding
from euphrates_atlas.text.edtf import NO_END
from euphrates_atlas.text.edtf_words import in_words
from euphrates_atlas.text.escape import slug
from euphrates_atlas.text.phrases import capitalised, counted, cut, squeezed
from euphrates_atlas.text.prose import Prose

MAX_NAMES = 35
"""Most names of one entry in the index, which writes their number as one base-36 digit."""
HEAD = "leads heads head"
"""What readers say of whoever leads a body, besides the title of the post."""
POST_OF_HEAD, OTHER_POST = 2, 5
"""Numbers of posts that ended or have no dates; see `IndexedName.post`."""

Words = tuple[str, ...]
LINE = 110
"""Most characters of the line about an entry."""

KINDS = (
    {"folder": FOLDER, "key": "speaker", "singular": "Speaker", "plural": "Speakers"},
    {"folder": ".", "key": "page", "singular": "Page", "plural": "Pages"},
)
"""Behind the kinds of entries, as `index.json` lists them."""


@cache
def site_pages() -> list[list[str]]:
    """Return the pages that are no entries: address without `.html`, titles and other names joined by `|`, the words of a hit.

    Those of `subject.yml` take the place of others with their address.
    """
    kinds = (model.kind for model in record_types().values())
    indexes = [
        (f"{kind.folder}/index", f"{kind.plural}|List of {kind.plural}", kind.description)
        for kind in kinds
        if not kind.supports
    ]
    every = (*indexes, *resources.yaml_table("search/pages.yml"), *subject().pages)
    pages = {page[0]: [*page] for page in every}
    if not subject().region.name:
        del pages["map/index"]
    return list(pages.values())


class IndexedName(NamedTuple):
    """One name of an entry: all of its spellings that fold to the same words."""

    tokens: Words
    spellings: Words
    """As the entry has them, the one to show first."""
    lang: str
    """The language of a name in another script; else empty."""
    shown: bool
    post: int = 0
    """0 of a name; 1 of a post that somebody has, 2 of one that ended or has no dates; one more where confidence is low.

    Three more where the post does not lead its body.
    The search box finds people by posts, and leaves these out where the query is a whole name.
    """


class Document(NamedTuple):
    """One entry as it is indexed, or something else that search finds."""

    id: str
    """The name of its page without `.html`; of a row, with its anchor, such as `shafaq-news#shafaq-2024-01-28`."""
    kind: int
    """Its number among the kinds of the store, behind which `KINDS` follow."""
    tier: int
    """See `tier_of`."""
    names: tuple[IndexedName, ...]
    line: str
    """What a hit says of the entry."""
    countries: Words = ()
    areas: Words = ()
    """Ids of the areas, such as governorates, that it lies in."""
    years: tuple[int, int] | None = None
    pieces: tuple[tuple[str, str], ...] = ()
    """The anchors of places on its page, and the texts that stand there."""


def documents(atlas: Atlas) -> list[Document]:
    """Return the documents of all entries, pages and speakers, in the order of equal hits.

    That is by tier, then by how many others name an entry: coarsely, so that an edit seldom changes the order. Of equal
    entries the last id stands first: ids of events begin with their dates.
    """

    def order(entry: Entry) -> tuple[int, int, str]:
        return (len(atlas.naming(entry.id)) ** 2).bit_length(), -entry.kind.order, entry.id

    speaker = len(atlas.kinds)
    searched = _searched_names(atlas)
    found = [
        _document(atlas, entry, searched[entry.id])
        for entry in sorted(atlas, key=order, reverse=True)
    ]
    for path, titles, line in site_pages():
        names = _indexed(map(_Spelling, titles.split("|")))
        found.append(Document(path, speaker + 1, 0, names, line))
    for one in speakers(atlas):
        id = _id_in(FOLDER, one.address)
        line = f"What they said: {counted(len(one.said), 'statement')}."
        found.append(Document(id, speaker, 2, _indexed([_Spelling(one.name)]), line))
    found.sort(key=lambda document: document.tier)
    return found


def folder_of(kind: Kind) -> str:
    """Return the folder of the pages on which the entries of a kind stand."""
    return kind.row_folder or kind.folder


def _id_in(folder: str, address: str) -> str:
    """Return the part of an address behind its folder, without `.html`."""
    return address.removeprefix(f"{folder}/").replace(".html", "", 1)


def tier_of(entry: Entry) -> int:
    """Return 0 for the entries that readers come for, 1 for places, 2 for publishers, 3 for their works."""
    kind = entry.kind
    if not kind.supports:
        return 0
    if Role.LOCATION in kind.roles:
        return 1
    return 3 if Role.WORK in kind.roles else 2


def _searched_names(atlas: Atlas) -> Mapping[str, list[str]]:
    """Return the names that statements give an entry for search alone, by its id; see `Statement.searched_names`."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in atlas:
        for fact in entry.facts:
            found[fact.statement.searched_entry or entry.id] += (
                fact.statement.searched_names
            )
    return found


def names_of(entry: Entry, searched: Iterable[str] = ()) -> tuple[IndexedName, ...]:
    """Return the names of an entry, its label first, then those searched for; spellings that fold to the same words are one name."""
    record = entry.record
    spellings = [_Spelling(entry.label)]
    if isinstance(record, Work) and record.title_tr:
        spellings.append(_Spelling(record.title_tr))
    spellings += [
        _Spelling(name.text, name.lang or "", not name.is_search_only)
        for name in record.names
    ]
    spellings += [_Spelling(name, is_shown=False) for name in searched]
    return _indexed(spellings)


def _posts(atlas: Atlas, entry: Entry) -> Iterator[IndexedName]:
    """Yield the posts of a person as names: other words for the role, the statement in words, and three years.

    These are the first year, that of the newest source, and the last, 9999 for an open end: a post is
    `head Leader, Parliament 2021 2025 9999`. Posts are statements that have a lane for each body.
    """
    for fact in entry.facts:
        field = atlas.field_of(fact)
        lane = field.declared.lane
        statement = fact.statement
        if lane and lane.by and statement.is_current:
            words = statement_words(atlas, field, statement)
            listed = field.part(lane.words).code_list
            post = OTHER_POST
            if listed:
                code = listed.codes[getattr(statement, lane.words)]
                words = " ".join((*code.also, words))
                if code.leads:
                    words = f"{HEAD} {words}"
                    post = POST_OF_HEAD
            when = statement.when
            if when:
                days = [day_of(date_of(atlas[cited.src])) for cited in statement.cite]
                told = max(days, default="")
                words += f" {when.earliest[:4]} {told[:4]} {when.latest[:4]}"
                if when.latest == NO_END:
                    post -= 1
            post += statement.confidence == "low"
            yield IndexedName(folding.tokens(words), (words,), "", False, post)


class _Spelling(NamedTuple):
    """One spelling of a name, as an entry has it."""

    text: str
    lang: str = ""
    is_shown: bool = True
    """It may stand on pages, and is not only searched for."""


def _indexed(spellings: Iterable[_Spelling]) -> tuple[IndexedName, ...]:
    """Return spellings as they are indexed: those that fold to the same words as one name."""
    alike = grouped(spellings, lambda spelling: folding.tokens(spelling.text))
    alike.pop((), None)
    return tuple(_indexed_name(*name) for name in alike.items())


def _indexed_name(tokens: Words, spellings: list[_Spelling]) -> IndexedName:
    shown_first = sorted(spellings, key=lambda spelling: not spelling.is_shown)
    texts = dict.fromkeys(squeezed(spelling.text) for spelling in shown_first)
    is_latin = "".join(tokens).isascii()
    langs = [one.lang for one in spellings if not (is_latin or one.text.isascii())]
    lang = next((lang for lang in langs if lang and "Latn" not in lang), "")
    return IndexedName(tokens, tuple(texts), lang, shown_first[0].is_shown)


def areas(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Return the label and country of each area of the store, such as a governorate, by its id."""
    return {
        entry.id: (entry.label, area_of(entry).country) for entry in atlas if is_area(entry)
    }


def _document(atlas: Atlas, entry: Entry, searched: list[str]) -> Document:
    """Return the document of an entry; `searched` are names by which search alone knows it."""
    lies_in = areas_of(atlas, entry)
    return Document(
        _id_in(folder_of(entry.kind), entry.address),
        atlas.kinds.index(entry.kind),
        tier_of(entry),
        (*names_of(entry, searched), *_posts(atlas, entry))[:MAX_NAMES],
        _line(atlas, entry),
        tuple(sorted({area.country for area in lies_in})),
        tuple(sorted({area.id for area in lies_in if area.id})),
        years_of(entry),
        tuple(_pieces(atlas, entry)),
    )


def _line(atlas: Atlas, entry: Entry) -> str:
    """Return one line about an entry: when it ended and the start of its summary, or its cells in the index.

    Of a work it names one entry that cites it too: an event where there is one, since their ids come first.
    """
    prose = atlas.prose[entry.id].get("summary")
    if prose:
        words = prose_words(atlas, prose)
        for field, declared in entry.shape.properties:
            # An end that schema.org has a word for, such as a death: not when a body was last seen.
            if declared.ends and declared.term and not entry.record.is_living:
                dates = dates_of(entry, field.name)
                years = {day[:4] for date in dates for day in (date.earliest, date.latest)}
                if years:
                    year = f" {years.pop()}" if len(years) == 1 else ""
                    words = f"{declared.label}{year}. {words}"
        return cut(words, LINE)
    cells = [
        _column(atlas, entry, name)
        for column in entry.kind.columns
        for name in column.fields
    ]
    if Role.WORK in entry.kind.roles:
        naming = sorted(id for id in atlas.naming(entry.id) if not atlas[id].kind.supports)
        cells += [f"cited by {atlas[id].label}" for id in naming[:1]]
    return cut(" · ".join(filter(None, cells)), LINE)


def _pieces(atlas: Atlas, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of summary and body, each statement, gap and note, behind the anchor of its place on the page.

    The first paragraph under a heading begins with its words.
    """
    for field, start in (("summary", ""), ("body", "text")):
        prose = atlas.prose[entry.id].get(field)
        anchor = start
        heading = ""
        taken = set[str]()
        for block in prose.blocks if prose else ():
            words = heading + prose_words(atlas, Prose((block,), (), ""))
            if block.kind == "heading":
                anchor = slug(f"body-{words}", taken)
                heading = f"{words}: "
            else:
                yield anchor, words
                heading = ""
    for fact in entry.facts:
        yield fact.anchor, _sentence(atlas, fact)
    record = entry.record
    for gap in record.gaps:
        yield "gaps", gap
    if record.identifiers:
        yield "identifiers", " ".join(filter(None, astuple(record.identifiers)))
    if record.note:
        yield "", record.note


def _sentence(atlas: Atlas, fact: Fact) -> str:
    """Return a statement in words: its property, its parts, its period, its wording, its disputes and its speaker."""
    field = atlas.field_of(fact)
    statement = fact.statement
    said: list[str | None] = [*_parts(atlas, field, statement)]
    if statement.when:
        said.append(in_words(statement.when))
    said += [statement.verbatim, statement.note]
    said += [dispute.note or dispute.verbatim for dispute in statement.disputed]
    words = f"{field.declared.label}: {'; '.join(filter(None, said))}"
    if not statement.by:
        return words
    return f"{words} ({agent_words(atlas, statement.by)})"


def _parts(atlas: Atlas, field: FieldShape, statement: Any) -> list[str]:
    """Return the values of a statement in words."""
    words = []
    for part in field.parts:
        value = getattr(statement, part.name)
        items = value if part.many else (value,)
        words += [_value(atlas, part, item) for item in items if is_given(item)]
    return list(filter(None, words))


def _value(atlas: Atlas, field: FieldShape, value: Any) -> str:
    """Return a value in words; a yes is the name of its field, a record the words of its fields."""
    if isinstance(value, bool):
        return field.label.lower()
    if not field.record or isinstance(value, Agent):
        return value_words(atlas, field, value)
    words = []
    for part in field.record.fields.values():
        item = getattr(value, part.name)
        if not part.many and item is not None:
            words.append(_value(atlas, part, item))
    return ", ".join(words)


def _column(atlas: Atlas, entry: Entry, name: str) -> str:
    """Return the value of an entry in one column of its index; of statements, the first."""
    field = entry.shape.fields[name]
    if field.declared:
        facts = entry.facts_of(name)
        if not facts:
            return ""
        return _parts(atlas, field, facts[0].statement)[0]
    value = getattr(entry.record, name)
    values = value if field.many else (value,)
    words = [
        value_words(atlas, field, item, short=True) for item in values if is_given(item)
    ]
    return capitalised(", ".join(words))
