"""The index of each kind: every entry as one row of a table, on several pages where there are many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.links.comparison import disagreements
from generator.links.support import cited_in, resting_on, works_of
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Counted, Kind
from generator.model.values import Role
from generator.render.derived import date_of
from generator.render.overviews.index_cells import Cell, PlainWords, cell
from generator.render.overviews.index_facets import Facets, FacetView, RowFacts, key_of
from generator.render.overviews.index_parts import Part, day_of, parts_of, sort_name
from generator.render.values import NOTHING, Snippet, html, label_html
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words

_COUNTED = {
    Counted.CITED: ("Sources", "Works that the page cites."),
    Counted.WORKS: ("Works", "What the atlas cites of it."),
    Counted.STATEMENTS: ("Statements", "Statements of the atlas that rest on it."),
    Counted.ALONE: ("On it alone", "Those that would rest on nothing if it were withdrawn, with all that repeat it."),
    Counted.MENTIONS: ("Mentions", "Entries that refer to it."),
}
_NATIVE = Snippet('<bdi lang="{}" dir="rtl">{}</bdi>')


@dataclass(frozen=True, slots=True)
class IndexHead:
    """The head of one column."""

    label: str
    key: str
    """What stands for it in an address."""
    sorts: str
    """How it is sorted: `date`, `name`, `number` or `text`."""
    explained: str
    absent: str

    @property
    def is_number(self) -> bool:
        """Tell whether its cells stand at the right."""
        return self.sorts == "number"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One entry in the index of its kind."""

    entry: Entry
    date: Edtf | None
    words: str
    """The date in short words."""
    name: Markup
    """Without the date that stands beside it."""
    differs: bool
    native: Markup
    cells: tuple[Cell, ...]
    facets: str
    """The values of each facet, separated by bars, several of one by blanks."""


@dataclass(frozen=True, slots=True)
class IndexTable:
    """One table of an index."""

    title: str
    anchor: str
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True)
class IndexTab:
    """The way to one page of an index."""

    label: str
    href: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page of the index of a kind."""

    path: str
    title: str
    description: str
    kind: Kind
    heads: tuple[IndexHead, ...]
    tables: tuple[IndexTable, ...]
    facets: tuple[FacetView, ...]
    tabs: tuple[IndexTab, ...]
    count: int
    """Entries of the kind, on all pages together."""
    differing: int
    newest: str
    """The date of the newest source, in words."""

    def laid_out(self, row: IndexRow) -> Iterable[tuple[IndexHead, Cell]]:
        """Return the cells of a row behind its date and name, each with its column."""
        return zip(self.heads[-len(row.cells) :] if row.cells else (), row.cells, strict=True)

    @property
    def explained(self) -> tuple[IndexHead, ...]:
        """The columns that need words."""
        return tuple(head for head in self.heads if head.explained)

    @property
    def has_numbers(self) -> bool:
        """Tell whether numbers of people stand in it, which want their rules beside them."""
        return any(column.is_number for column in self.kind.columns)


def index_pages(atlas: Atlas, kind: Kind) -> list[IndexPage]:
    """Return the index of one kind; dated kinds newest first, the others by name, the article aside."""
    entries = list(atlas.of_kind(kind))
    facets, counts = Facets(atlas, kind), _counts(atlas, kind, entries)
    words = PlainWords(atlas)
    rows, newest = [], None
    for entry in entries:
        works, origins = cited_in(atlas, entry)
        facts = RowFacts(len(works), len(origins), bool(disagreements(atlas, entry)), date_of(entry))
        rows.append(_row(words, entry, facts, facets, counts[entry.id] or (facts.sources,)))
        newest = _newest(atlas, [entry.id] if Role.WORK in kind.roles else works, newest)
    rows.sort(key=lambda row: (sort_name(row.entry.label), row.entry.id))
    if kind.date:
        rows.sort(key=lambda row: day_of(row.date), reverse=True)
    second = _secondary(kind, entries)
    parts, views = parts_of(rows, kind), facets.views()
    differing = sum(row.differs for row in rows)
    return [
        IndexPage(
            path=f"{kind.folder}/{part.file}.md",
            title=f"{kind.plural}: {part.label}" if at else kind.plural,
            description=f"{kind.plural}, {part.label}: {len(part.rows)} entries. {kind.description}"
            if at
            else kind.description,
            kind=kind,
            heads=_heads(kind),
            tables=_tables(kind, part, second),
            facets=views,
            tabs=_tabs(parts, at),
            count=len(rows),
            differing=differing,
            newest=in_short(newest) if newest else "",
        )
        for at, part in enumerate(parts)
    ]


def _newest(atlas: Atlas, works: Iterable[str], newest: Edtf | None) -> Edtf | None:
    """Return the latest day on which one of these works came out; years and guesses name no day."""
    held = (getattr(atlas[id].record, "issued", None) for id in works)
    dates = [date for date in held if isinstance(date, Edtf) and date.precision == "day" and not date.qualifier]
    dates += [newest] if newest else []
    return max(dates, key=lambda date: (date.latest, date.sort_key), default=None)


def _row(words: PlainWords, entry: Entry, facts: RowFacts, facets: Facets, counts: tuple[int, ...]) -> IndexRow:
    kind = entry.kind
    natives = [
        n for n in entry.record.names if n.lang in ("ar", "fa", "ckb") and n.use not in ("misspelling", "weak-alias")
    ]
    native = NOTHING
    if natives and natives[0].text != entry.label:
        native = _NATIVE(natives[0].lang, html(natives[0].text))
    return IndexRow(
        entry,
        facts.date,
        in_short(facts.date) if facts.date else "",
        label_html(entry, entry.label.removesuffix(f", {in_words(facts.date)}") if facts.date else ""),
        facts.differs,
        native,
        (
            *(cell(words, entry, column) for column in kind.columns if column.field != kind.date),
            *(Cell(html(f"{n:,}")) for n in counts),
        ),
        "|".join(facets.values(entry, facts)),
    )


def _heads(kind: Kind) -> tuple[IndexHead, ...]:
    heads = [
        IndexHead(
            c.label,
            key_of(c.label),
            "date" if c.field == kind.date else "number" if c.is_number else "text",
            c.explained,
            c.absent,
        )
        for c in kind.columns
    ]
    dated = [head for head in heads if head.sorts == "date"]
    others = [head for head in heads if head.sorts != "date"]
    name = IndexHead(kind.singular, "name", "name", "", "")
    counts = [
        IndexHead(label, key_of(label), "number", words, "") for label, words in (_COUNTED[c] for c in kind.counts)
    ]
    return (*dated, name, *others, *counts)


def _counts(atlas: Atlas, kind: Kind, entries: list[Entry]) -> Mapping[str, tuple[int, ...]]:
    """Return the numbers of each entry in the columns that count; none where it is known from the row itself."""
    if kind.counts == (Counted.CITED,):
        return {entry.id: () for entry in entries}
    found = {}
    for entry in entries:
        own = works_of(atlas, entry.id) if Counted.WORKS in kind.counts else (entry.id,)
        resting = list(resting_on(atlas, own)) if Counted.STATEMENTS in kind.counts else []
        numbers = {
            Counted.WORKS: len(own),
            Counted.STATEMENTS: len(resting),
            Counted.ALONE: sum(not r.left for r in resting),
            Counted.MENTIONS: len({m.entry_id for m in atlas.mentions.get(entry.id, ())}),
        }
        found[entry.id] = tuple(numbers[counted] for counted in kind.counts)
    return found


def _secondary(kind: Kind, entries: list[Entry]) -> frozenset[str]:
    """Return the entries that stand in the second table."""
    title, name, values = kind.secondary
    return frozenset(
        e.id for e in entries if title and all(getattr(f.statement, "value") in values for f in e.facts_of(name))
    )


def _tables(kind: Kind, part: Part[IndexRow], second: frozenset[str]) -> tuple[IndexTable, ...]:
    tables = [IndexTable(kind.plural, "all", tuple(row for row in part.rows if row.entry.id not in second))]
    if second:
        tables.append(IndexTable(kind.secondary[0], "others", tuple(r for r in part.rows if r.entry.id in second)))
    return tuple(tables)


def _tabs(parts: list[Part[IndexRow]], here: int) -> tuple[IndexTab, ...]:
    if len(parts) < 2:
        return ()
    return tuple(IndexTab(p.label, f"{p.file}.html", len(p.rows), i == here) for i, p in enumerate(parts))
