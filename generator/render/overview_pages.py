"""Pages across entries: the index of each kind, the glossary, the rules."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.codes import CodeList, code_list, list_names
from generator.diagnostics import Rule
from generator.diagnostics.catalog import RULES
from generator.links.comparison import disagreements
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Column, Kind, Property
from generator.render.derived import date_of
from generator.render.facts import stance_chip, statement_words
from generator.render.values import Words, capitalised, html
from generator.text.edtf_words import in_short

MAX_VALUES = 2
"""Values of one property that a row of an index shows."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One entry in the index of its kind."""

    date: str
    """In short words, of kinds that have dates."""
    link: Markup
    differs: bool
    native: Markup
    cells: tuple[tuple[str, Markup], ...]
    """Label and value for each column."""
    sources: int


@dataclass(frozen=True, slots=True)
class IndexTable:
    """One table of an index."""

    title: str
    anchor: str
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The index of a kind."""

    kind: Kind
    tables: tuple[IndexTable, ...]
    count: int
    differing: int
    labels: tuple[str, ...]
    counted: str
    """What the last column counts."""


def index_page(atlas: Atlas, kind: Kind) -> IndexPage:
    """Return the index of one kind; dated kinds newest first, the others by name."""
    words = Words(atlas)
    entries = sorted(atlas.of_kind(kind), key=lambda e: (e.label.casefold(), e.id))
    if kind.date:
        entries.sort(key=lambda e: date.earliest if (date := date_of(e)) else "", reverse=True)
    rows = {e.id: _index_row(atlas, words, e) for e in entries}
    title, property_name, values = kind.secondary
    second = [
        e for e in entries if title and all(getattr(f.statement, "value") in values for f in e.facts_of(property_name))
    ]
    first = [e for e in entries if e not in second]
    tables = [IndexTable(kind.plural, "all", tuple(rows[e.id] for e in first))]
    if second:
        tables.append(IndexTable(title, "others", tuple(rows[e.id] for e in second)))
    counted = (
        "Statements" if any(e.id in atlas.uses for e in entries) else "Sources" if not kind.supports else "Mentions"
    )
    return IndexPage(
        kind,
        tuple(tables),
        len(entries),
        sum(r.differs for r in rows.values()),
        tuple(c.label for c in kind.columns if c.field != kind.date),
        counted,
    )


def _index_row(atlas: Atlas, words: Words, entry: Entry) -> IndexRow:
    link = words.link(entry.id, marked=False)
    date = date_of(entry)
    natives = [n for n in entry.record.names if n.lang in ("ar", "fa", "ckb")][:1]
    native = (
        Markup('<bdi lang="{}" dir="rtl">{}</bdi>').format(natives[0].lang, html(natives[0].text))
        if natives
        else Markup("")
    )
    cited = {c.src for f in entry.facts for c in f.statement.cite}
    number = len(atlas.uses.get(entry.id, ())) or len(cited)
    if entry.kind.supports and not number:
        number = len({m.entry_id for m in atlas.mentions.get(entry.id, ())})
    cells = tuple((c.label, _cell(atlas, words, entry, c)) for c in entry.kind.columns if c.field != entry.kind.date)
    return IndexRow(in_short(date) if date else "", link, bool(disagreements(atlas, entry)), native, cells, number)


def _cell(atlas: Atlas, words: Words, entry: Entry, column: Column) -> Markup:
    field = entry.shape.fields[column.field]
    if field.marker(Property) is None:
        return Markup(capitalised(str(words.value(field, getattr(entry.record, column.field), short=True))))
    standing = [f for f in entry.facts_of(column.field) if f.statement.rank != "deprecated"]
    shown: dict[Markup, None] = {}
    for fact in sorted(standing, key=_prominence):
        text, _ = statement_words(words, field, fact.statement)
        stance = getattr(fact.statement, "stance", "")
        shown.setdefault(stance_chip(stance) + text if stance else text)
    declared: Property = field.marker(Property)
    limit = 1 if declared.one else MAX_VALUES
    cell = Markup("; ").join(list(shown)[:limit])
    more = 0 if declared.one else len(shown) - limit
    return cell + Markup(' <span class="ea-sub">and {} more</span>').format(more) if more > 0 else cell


def _prominence(fact: Fact) -> tuple[bool, str, int]:
    """Sort a preferred statement first, then the one of the latest period, then file order."""
    when = fact.statement.when
    latest = "".join(chr(ord("9") - int(c) + ord("0")) if c.isdigit() else c for c in when.latest) if when else "~"
    return (fact.statement.rank != "preferred", latest, fact.index)


def glossary() -> tuple[CodeList, ...]:
    """Return all code lists."""
    return tuple(code_list(name) for name in list_names())


def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(RULES.values())
