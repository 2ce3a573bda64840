"""The index of each kind: every entry as one row of a table; a long one goes over several pages, by year or by letter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.facts.entry_dates import date_of
from generator.facts.rivals import disagreements
from generator.facts.support import cited_in, resting_on, work, works_of
from generator.geo.locations import is_place, placings, recorded_years
from generator.kinds import record_types
from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.shape import shape_of
from generator.model.value_types import Role
from generator.render.environment import filled
from generator.render.markup import DIFFERS, LINK, NOTHING, address, html, label_html, piece
from generator.render.overviews.index_values import Facets, PlainWords, cell, day_of, key_of
from generator.render.paging import ListPart, dated_chunks, packed, parts, told_apart
from generator.render.site_input import SiteInput
from generator.render.tables import DASH, Column, Row, Table
from generator.subject import subject
from generator.text.edtf import Edtf
from generator.text.edtf_words import in_short, in_words

MAX_WEIGHT = 200_000
"""Characters that the rows of one page have, about: what a phone has to read and lay out."""

_BEFORE = re.compile(r"[^\w]*(?:(?:al|el|ad|an|ar|as|ash|at|az)-[^\w]*)?(?=\w)")
"""The characters of a name that do not count when it is sorted: quotation marks and the article."""
_FIRST = "index"
_COUNTS = {
    "cited": ("Sources", "Works that the page cites."),
    "works": ("Works", "What the atlas cites of it."),
    "statements": ("Statements", "Statements of the atlas that rest on it."),
    "alone": ("On it alone", "Those that would lose all support if it were withdrawn, with what repeats it."),
    "mentions": ("Mentions", "Entries that refer to it."),
}
"""Heading and explanation of a column that counts."""
_NATIVE = piece(' <span class="ea-sub"{}><bdi lang="{}" dir="rtl">{}</bdi></span>')


class IndexRow(NamedTuple):
    """One entry in the index of its kind."""

    entry: Entry
    date: Edtf | None
    row: Row
    weight: int
    """The characters of its HTML, about."""


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the index of each kind."""
    for kind in site.atlas.kinds:
        for page in index_pages(site.atlas, kind):
            yield f"{kind.folder}/{page['part'].file}.md", filled("index.md.j2", **page)


def index_pages(atlas: Atlas, kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield what the pages of the index of a kind show; dated kinds newest first, the others by name, the article aside."""
    entries = list(atlas.of_kind(kind))
    facets, words = Facets(atlas, kind), PlainWords(atlas)
    rows, cited = [], set[str]()
    for entry in entries:
        works, origins = cited_in(atlas, entry)
        date, differs = date_of(entry), bool(disagreements(atlas, entry))
        shown = (cell(words, entry, column) for column in kind.columns if column.field != kind.date)
        cells = (_name(entry, date, differs), *shown, *_counts(atlas, entry, len(works)))
        data = {"data-f": facets.values(entry, len(origins), differs, date)}
        if not kind.date and not is_place(entry) and placings(atlas, entry):
            data["data-years"] = "/".join(map(str, recorded_years(entry) or ()))
        weight = sum(len(str(text)) + 30 for text in (*cells, *data.values()))  # its tags are about 30
        rows.append(IndexRow(entry, date, Row((date, *cells) if kind.date else cells, data=data), weight))
        cited.update([entry.id] if Role.WORK in kind.roles else works)
    rows.sort(key=lambda row: (sort_name(row.entry.label), row.entry.id))
    if kind.date:
        rows.sort(key=lambda row: day_of(row.date), reverse=True)
    listed = parts_of(rows, kind)
    explained = [(column.label, column.explained) for column in kind.columns if column.explained]
    of_all = {
        "kind": kind,
        "facets": facets.views(),
        "explained": explained + [_COUNTS[count] for count in kind.counts],
        "count": len(rows),
        "others": sum(entry.record.is_secondary for entry in entries),
        "differing": sum(bool(disagreements(atlas, entry)) for entry in entries),
        "newest": _newest(atlas, cited),
    }
    for part in listed:
        title, about = kind.plural, kind.description
        if part is not listed[0]:
            title, about = f"{title}: {part.title}", f"{title}, {part.title}: {len(part.rows)} entries. {about}"
        tables = list(_tables(kind, part.rows, with_others=bool(of_all["others"])))
        yield {"part": part, "title": title, "description": about, "tables": tables, **of_all}


def _newest(atlas: Atlas, works: Iterable[str]) -> str:
    """Return the latest day on which one of these works came out, in words; years and guesses name no day."""
    issued = (work(atlas, id).issued for id in works)
    days = [date for date in issued if date is not None and date.precision == "day" and not date.qualifier]
    return in_short(max(days, key=lambda day: day.latest)) if days else ""


def _name(entry: Entry, date: Edtf | None, differs: bool) -> Markup:
    """Return the name of an entry without the date that stands beside it, and its name in its own script."""
    text = entry.label.removesuffix(f", {in_words(date)}") if date else ""
    link = LINK(address(entry) if entry.kind.row_of else f"{entry.id}.html", label_html(entry, text)) + (
        DIFFERS if differs else NOTHING
    )
    names = [name for name in entry.record.names if name.lang in subject().languages and not name.is_search_only]
    if not names or names[0].text == entry.label:
        return link
    return link + _NATIVE(" hidden" if entry.kind.date else "", names[0].lang, html(names[0].text))


def _counts(atlas: Atlas, entry: Entry, sources: int) -> tuple[int, ...]:
    """Return the numbers of an entry in the columns that count."""
    counts = entry.kind.counts
    own = works_of(atlas, entry.id) if "works" in counts else (entry.id,)
    resting = list(resting_on(atlas, own)) if "statements" in counts else []
    numbers = {
        "cited": sources,
        "works": len(own),
        "statements": len(resting),
        "alone": sum(not left for _, left in resting),
        "mentions": len({mention.entry_id for mention in atlas.mentions.get(entry.id, ())}),
    }
    return tuple(numbers[count] for count in counts)


def _tables(kind: Kind, rows: Sequence[IndexRow], *, with_others: bool) -> Iterator[tuple[str, str, Table]]:
    """Yield title, anchor and rows of each table; in some kinds certain entries stand in a second one."""
    for title, anchor in [(kind.plural, "all"), *[(kind.secondary, "others")] * with_others]:
        own = tuple(row.row for row in rows if row.entry.record.is_secondary == (anchor == "others"))
        yield title, anchor, Table(title, columns_of(kind), own, "ea-ix", f'data-index="{anchor}"', is_wide=True)


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of the index of a kind: its date and its name come first, what is counted last."""
    fields = shape_of(record_types()[kind.folder]).fields
    dates = {name for name, field in fields.items() if (own := field.marker(Property)) and own.chronicle == "value"}
    dated = [column.label for column in kind.columns if column.field == kind.date]
    others = [column for column in kind.columns if column.field != kind.date]
    return (
        *(_column(label, "date", "descending") for label in dated),
        _column(kind.singular, "name", "" if dated else "ascending"),
        *(_column(c.label, "number" if c.is_number else "text", is_named=c.field in dates) for c in others),
        *(_column(_COUNTS[count][0], "number") for count in kind.counts),
    )


def _column(label: str, sorts: str, order: str = "", *, is_named: bool = False) -> Column:
    """Return a column that the script sorts as a `date`, a `name`, a `number` or a `text`; rows stand in its `order`.

    Numbers, and what else would say nothing alone, are named on a narrow screen.
    """
    key, number = "name" if sorts == "name" else key_of(label), "ea-n" if sorts == "number" else ""
    return Column(
        label,
        is_head=sorts == "name",
        style="ea-dt" if sorts == "date" else number,
        unit=f"{label.lower()}:" if number or is_named else "",
        key=key,
        absent="no date" if sorts == "date" else DASH,
        head_attributes={"data-c": key, "data-k": sorts, "class": number, "aria-sort": order},
    )


def sort_name(label: str) -> str:
    """Return the key that a name is sorted by: the name without case, diacritics and article."""
    plain = label.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BEFORE.sub("", plain, count=1)


def parts_of(rows: Sequence[IndexRow], kind: Kind) -> list[ListPart[IndexRow]]:
    """Return the pages of an index, in the order of its rows; one where all of them find room."""
    if sum(row.weight for row in rows) <= MAX_WEIGHT:
        return parts(_FIRST, [rows])
    if kind.date:
        chunks, labels, files = dated_chunks(rows, MAX_WEIGHT)
    else:
        by_letter = (lambda row: _letter(row, 1), lambda row: _letter(row, 2))
        chunks = packed(rows, MAX_WEIGHT, *by_letter, weight=lambda row: row.weight)
        named = [_letters(chunk) for chunk in chunks]
        labels, files = [label for label, _ in named], [file for _, file in named]
    labels, files = told_apart(labels, files)
    return parts(_FIRST, chunks, labels, [_FIRST, *files[1:]])


def _letters(chunk: Sequence[IndexRow]) -> tuple[str, str]:
    """Return label and file of a page of names."""
    long = 1 if len({_letter(row, 1) for row in chunk}) > 1 else 2
    ends = dict.fromkeys((_letter(chunk[0], long), _letter(chunk[-1], long)))
    file = "-".join(end if end.isascii() else f"{ord(end[0]):x}" for end in ends)
    return "–".join(end.capitalize() for end in ends), f"letters_{file}"


def _letter(row: IndexRow, length: int) -> str:
    letters = re.sub(r"[^\w]", "", sort_name(row.entry.label))[:length]
    return "0" if letters[:1].isdigit() else letters or "0"
