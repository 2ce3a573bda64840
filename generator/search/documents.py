"""The documents of the search index: one for each entry, with its names, texts and filters, and for what else is found."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator import resources
from generator.facts.entry_dates import years_of
from generator.facts.plain_words import agent_words, prose_words, value_words
from generator.facts.speakers import FOLDER, speakers
from generator.geo.locations import area_of, areas_of, is_area
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.roles import Work
from generator.model.shape import FieldShape
from generator.model.statement import Agent
from generator.model.value_types import Role
from generator.text import folding
from generator.text.edtf_words import in_words
from generator.text.phrases import capitalised, counted, cut, spaced
from generator.text.prose import Prose

MAX_NAMES = 35
"""Most names of one entry in the index, which writes their number as one base-36 digit."""

LINE = 110
"""Most characters of the line about an entry."""

KINDS = (
    {"folder": FOLDER, "key": "speaker", "singular": "Speaker", "plural": "Speakers"},
    {"folder": ".", "key": "page", "singular": "Page", "plural": "Pages"},
)
"""Behind the kinds of entries, as `index.json` lists them."""

PAGES: list[list[str]] = resources.yaml_table("search/pages.yml")
"""Their addresses in the site without `.html`; their titles, and what else readers call them; what a hit says of them."""


class IndexedName(NamedTuple):
    """One name of an entry: all of its spellings that fold to the same words."""

    tokens: tuple[str, ...]
    spellings: tuple[str, ...]
    """As the entry has them, the one to show first."""
    lang: str
    """The language of a name in another script; else empty."""
    shown: bool


class Document(NamedTuple):
    """One entry as it is indexed, or something else that search finds."""

    id: str
    """The name of its page without `.html`; of a row, with its anchor, as `shafaq-news#shafaq-2024-01-28`."""
    kind: int
    """Its number among the kinds of the store, behind which `KINDS` follow."""
    tier: int
    """See `tier_of`."""
    names: tuple[IndexedName, ...]
    line: str
    """What a hit says of the entry."""
    countries: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Ids of the areas, such as governorates, that it lies in."""
    years: tuple[int, int] | None = None
    pieces: tuple[tuple[str, str], ...] = ()
    """The anchors of places on its page, and the texts that stand there."""


def documents(atlas: Atlas) -> list[Document]:
    """Return the documents of all entries, pages and speakers, in the order of equal hits.

    That is by tier, then by how many others name an entry: coarsely, so that an edit seldom changes the order.
    """
    named = {id: len(atlas.naming(id)).bit_length() for id in atlas.entries}
    ordered = sorted(atlas.entries.values(), key=lambda e: (tier_of(e), -named[e.id], e.kind.order, e.id))
    order = {kind: index for index, kind in enumerate(atlas.kinds)}
    entries = [_document(atlas, entry, order[entry.kind]) for entry in ordered]
    speaker, page = range(len(order), len(order) + len(KINDS))
    pages = [Document(path, page, 0, _indexed(*names.split("|")), line) for path, names, line in PAGES]
    spoken = [
        Document(
            _id_in(FOLDER, s.address),
            speaker,
            2,
            _indexed(s.name),
            f"What they said: {counted(len(s.said), 'statement')}.",
        )
        for s in speakers(atlas)
    ]
    return sorted([*entries, *pages, *spoken], key=lambda document: document.tier)


def folder_of(kind: Kind) -> str:
    """Return the folder of the pages on which the entries of a kind stand."""
    return kind.row_folder or kind.folder


def _id_in(folder: str, address: str) -> str:
    """Return the part of an address behind its folder, without `.html`."""
    return address.removeprefix(f"{folder}/").replace(".html", "", 1)


def tier_of(entry: Entry) -> int:
    """Return 0 for the entries that readers come for, 1 for places, 2 for publishers, 3 for their works."""
    roles = entry.kind.roles
    if not entry.kind.supports:
        return 0
    return 1 if Role.LOCATION in roles else 3 if Role.WORK in roles else 2


def names_of(entry: Entry) -> tuple[IndexedName, ...]:
    """Return the names of an entry, its label first; spellings that fold to the same words are one name."""
    translated = entry.record.title_tr if isinstance(entry.record, Work) else None
    names = ((n.text, n.lang or "", not n.is_search_only) for n in entry.record.names)
    return _indexed(entry.label, translated or "", more=names)


def _indexed(*names: str, more: Iterable[tuple[str, str, bool]] = ()) -> tuple[IndexedName, ...]:
    """Return names, and `more` of which each has its language and whether it may be shown, for the index."""
    groups: dict[tuple[str, ...], list[tuple[str, str, bool]]] = {}
    for spelling in (*((text, "", True) for text in names), *more):
        if tokens := folding.tokens(spelling[0]):
            groups.setdefault(tokens, []).append(spelling)
    found = []
    for tokens, spellings in list(groups.items())[:MAX_NAMES]:
        texts = dict.fromkeys(" ".join(text.split()) for text, _, _ in sorted(spellings, key=lambda s: not s[2]))
        lang = next((lang for text, lang, _ in spellings if lang and not text.isascii() and "Latn" not in lang), "")
        lang = "" if "".join(tokens).isascii() else lang
        found.append(IndexedName(tokens, tuple(texts), lang, any(shown for _, _, shown in spellings)))
    return tuple(found)


def areas(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Return the label and country of each area of the store, such as a governorate, by its id."""
    entries = [entry for entry in atlas.entries.values() if is_area(entry)]
    return {entry.id: (entry.label, area_of(entry).country) for entry in entries}


def _document(atlas: Atlas, entry: Entry, kind: int) -> Document:
    lies_in = areas_of(atlas, entry)
    return Document(
        _id_in(folder_of(entry.kind), entry.address),
        kind,
        tier_of(entry),
        names_of(entry),
        _line(atlas, entry),
        tuple(sorted({area.country for area in lies_in})),
        tuple(sorted({area.id for area in lies_in} - {""})),
        years_of(entry),
        tuple(_pieces(atlas, entry)),
    )


def _line(atlas: Atlas, entry: Entry) -> str:
    """Return one line about an entry: the start of its summary, or else its cells in the index of its kind."""
    if (prose := atlas.prose[entry.id].get("summary")) is not None:
        return cut(prose_words(atlas, prose), LINE)
    cells = (_column(atlas, entry, field) for column in entry.kind.columns for field in column.fields)
    return cut(" · ".join(filter(None, cells)), LINE)


def _pieces(atlas: Atlas, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of summary and body, of each statement and of the notes, behind the anchor of its place."""
    for field, anchor in (("summary", ""), ("body", "text")):
        prose = atlas.prose[entry.id].get(field)
        paragraphs = (block for block in (prose.blocks if prose else ()) if block.kind != "heading")
        yield from ((anchor, prose_words(atlas, Prose((block,), (), ""))) for block in paragraphs)
    yield from ((fact.anchor, _sentence(atlas, entry, fact)) for fact in entry.facts)
    yield from (("", text) for text in (*entry.record.gaps, entry.record.note) if text)


def _sentence(atlas: Atlas, entry: Entry, fact: Fact) -> str:
    """Return a statement in words: its property, its parts, its period, its wording, its disputes and its speaker."""
    field = entry.shape.fields[fact.field]
    declared: Property = field.marker(Property)
    said = _parts(atlas, field, fact.statement)
    if (when := fact.statement.when) is not None:
        said.append(in_words(when))
    said += filter(None, (fact.statement.verbatim, fact.statement.note))
    said += [words for d in fact.statement.disputed if (words := d.note or d.verbatim)]
    by = fact.statement.by
    return f"{declared.label}: {'; '.join(said)}" + (f" ({agent_words(atlas, by)})" if by is not None else "")


def _parts(atlas: Atlas, field: FieldShape, statement: Any) -> list[str]:
    said = ((part, getattr(statement, part.name)) for part in field.parts)
    values = ((part, item) for part, value in said for item in (value if part.many else (value,)))
    texts = (_value(atlas, part, item) for part, item in values if item is not None and item is not False)
    return [text for text in texts if text]


def _value(atlas: Atlas, field: FieldShape, value: Any, *, short: bool = False) -> str:
    """Return a value in words; a yes is the name of its field, a record the words of its fields."""
    if isinstance(value, bool):
        return spaced(field.name)
    if field.record is not None and not isinstance(value, Agent):
        parts = ((part, getattr(value, part.name)) for part in field.record.fields.values() if not part.many)
        return ", ".join(_value(atlas, part, item) for part, item in parts if item is not None)
    return value_words(atlas, field, value, short=short)


def _column(atlas: Atlas, entry: Entry, name: str) -> str:
    """Return what the index of a kind says of an entry in one column; statements by their first."""
    field = entry.shape.fields[name]
    if field.marker(Property) is not None:
        facts = entry.facts_of(name)
        return _parts(atlas, field, facts[0].statement)[0] if facts else ""
    value = getattr(entry.record, name)
    values = value if field.many else (value,)
    return capitalised(", ".join(_value(atlas, field, value, short=True) for value in values if value is not None))
