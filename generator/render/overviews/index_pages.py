"""The index of each kind: every entry as one row of a table, on several pages where there are many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.facts.comparison import disagreements
from generator.facts.entry_dates import date_of
from generator.facts.origins import work
from generator.facts.support import cited_in, resting_on, works_of
from generator.model.atlas import Atlas, Entry
from generator.model.kind import IndexCount, Kind
from generator.model.value_types import Role
from generator.render.environment import filled
from generator.render.markup import DIFFERS, LINK, NOTHING, Snippet, address, html, label_html
from generator.render.overviews.index_parts import IndexRow, day_of, parts_of, sort_name
from generator.render.overviews.index_values import Facets, FacetView, PlainWords, cell, key_of
from generator.render.overviews.paging import ListPart
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Column, Row, Table
from generator.subject import subject
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words

_COUNTS = {
    IndexCount.CITED: ("Sources", "Works that the page cites."),
    IndexCount.WORKS: ("Works", "What the atlas cites of it."),
    IndexCount.STATEMENTS: ("Statements", "Statements of the atlas that rest on it."),
    IndexCount.ALONE: (
        "On it alone",
        "Those that would rest on nothing if it were withdrawn, with all that repeat it.",
    ),
    IndexCount.MENTIONS: ("Mentions", "Entries that refer to it."),
}
"""Heading and explanation of a column that counts."""
_NATIVE = Snippet(' <span class="ea-sub"{}><bdi lang="{}" dir="rtl">{}</bdi></span>')


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page of the index of a kind."""

    kind: Kind
    part: ListPart[IndexRow]
    title: str
    description: str
    tables: list[tuple[str, str, Table]]
    """Title, anchor and rows of each."""
    facets: tuple[FacetView, ...]
    explained: list[tuple[str, str]]
    """Label and explanation of the columns that need one."""
    count: int
    """Entries of the kind, on all pages together."""
    differing: int
    newest: str
    """The date of the newest source, in words."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the index of each kind."""
    for kind in site.atlas.kinds:
        for page in index_pages(site.atlas, kind):
            yield f"{kind.folder}/{page.part.file}.md", filled("index.md.j2", page=page)


def index_pages(atlas: Atlas, kind: Kind) -> Iterator[IndexPage]:
    """Yield the index of one kind; dated kinds newest first, the others by name, the article aside."""
    entries = list(atlas.of_kind(kind))
    facets, words = Facets(atlas, kind), PlainWords(atlas)
    rows, cited = [], set[str]()
    for entry in entries:
        works, origins = cited_in(atlas, entry)
        date, differs = date_of(entry), bool(disagreements(atlas, entry))
        values = facets.values(entry, len(origins), differs, date)
        shown = (cell(words, entry, column) for column in kind.columns if column.field != kind.date)
        cells = (_name(entry, date, differs), *shown, *_counts(atlas, entry, len(works)))
        row = Row((date, *cells) if kind.date else cells, data={"data-f": "|".join(values)})
        rows.append(IndexRow(entry, date, row))
        cited.update([entry.id] if Role.WORK in kind.roles else works)
    rows.sort(key=lambda row: (sort_name(row.entry.label), row.entry.id))
    if kind.date:
        rows.sort(key=lambda row: day_of(row.date), reverse=True)
    parts = parts_of(rows, kind)
    explained = [(column.label, column.explained) for column in kind.columns if column.explained]
    for part in parts:
        is_first = part is parts[0]
        about = f"{kind.plural}, {part.title}: {len(part.rows)} entries. {kind.description}"
        yield IndexPage(
            kind,
            part,
            title=kind.plural if is_first else f"{kind.plural}: {part.title}",
            description=kind.description if is_first else about,
            tables=_tables(kind, part.rows, entries),
            facets=facets.views(),
            explained=explained + [_COUNTS[count] for count in kind.counts],
            count=len(rows),
            differing=sum(bool(disagreements(atlas, entry)) for entry in entries),
            newest=_newest(atlas, cited),
        )


def _newest(atlas: Atlas, works: Iterable[str]) -> str:
    """Return the latest day on which one of these works came out, in words; years and guesses name no day."""
    issued = (work(atlas, id).issued for id in works)
    days = [date for date in issued if date is not None and date.precision == "day" and not date.qualifier]
    return in_short(max(days, key=lambda day: day.latest)) if days else ""


def _name(entry: Entry, date: Edtf | None, differs: bool) -> Markup:
    """Return the name of an entry without the date that stands beside it, and its name in its own script."""
    text = entry.label.removesuffix(f", {in_words(date)}") if date else ""
    names = [name for name in entry.record.names if name.lang in subject().languages and not name.is_search_only]
    native = NOTHING
    if names and names[0].text != entry.label:
        hidden = Markup(" hidden") if entry.kind.date else NOTHING
        native = _NATIVE(hidden, names[0].lang, html(names[0].text))
    return LINK(address(entry), label_html(entry, text)) + (DIFFERS if differs else NOTHING) + native


def _counts(atlas: Atlas, entry: Entry, sources: int) -> tuple[int, ...]:
    """Return the numbers of an entry in the columns that count."""
    counts = entry.kind.counts
    own = works_of(atlas, entry.id) if IndexCount.WORKS in counts else (entry.id,)
    resting = list(resting_on(atlas, own)) if IndexCount.STATEMENTS in counts else []
    numbers = {
        IndexCount.CITED: sources,
        IndexCount.WORKS: len(own),
        IndexCount.STATEMENTS: len(resting),
        IndexCount.ALONE: sum(not left for _, left in resting),
        IndexCount.MENTIONS: len({mention.entry_id for mention in atlas.mentions.get(entry.id, ())}),
    }
    return tuple(numbers[count] for count in counts)


def _tables(kind: Kind, rows: Sequence[IndexRow], entries: Sequence[Entry]) -> list[tuple[str, str, Table]]:
    """Return title, anchor and rows of each table; in some kinds certain entries stand in a second one."""
    second, name, values = kind.secondary
    apart = {e.id for e in entries if second and all(fact.value in values for fact in e.facts_of(name))}
    tables = []
    for title, anchor in [(kind.plural, "all"), (second, "others")] if apart else [(kind.plural, "all")]:
        own = tuple(row.row for row in rows if (row.entry.id in apart) == (anchor == "others"))
        table = Table(title, columns_of(kind), own, "ea-ix", f'data-index="{anchor}"', is_wide=True)
        tables.append((title, anchor, table))
    return tables


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of the index of a kind: its date and its name come first, what is counted last."""
    dated = [column.label for column in kind.columns if column.field == kind.date]
    others = [column for column in kind.columns if column.field != kind.date]
    return (
        *(_column(label, "date", "descending") for label in dated),
        _column(kind.singular, "name", "" if dated else "ascending"),
        *(_column(column.label, "number" if column.is_number else "text") for column in others),
        *(_column(_COUNTS[count][0], "number") for count in kind.counts),
    )


def _column(label: str, sorts: str, order: str = "") -> Column:
    """Return a column that the script sorts as a `date`, a `name`, a `number` or a `text`; rows stand in its `order`."""
    key, style = "name" if sorts == "name" else key_of(label), {"date": "ea-dt", "number": "ea-n"}.get(sorts, "")
    return Column(
        label,
        is_head=sorts == "name",
        style=style,
        unit=label.lower() if sorts == "number" else "",
        key=key,
        absent="no date" if sorts == "date" else DASH,
        head_attributes={
            "data-c": key,
            "data-k": sorts,
            "class": style if sorts == "number" else "",
            "aria-sort": order,
        },
    )
