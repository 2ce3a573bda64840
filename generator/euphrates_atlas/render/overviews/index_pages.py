"""The index of each kind: every entry as one row of a table; a long one goes over several pages, by year or by letter.

`site/parts.py` runs `pages`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from euphrates_atlas.draw.locations import is_place, placings, recorded_years
from euphrates_atlas.facts.entry_dates import date_of, day_of
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.facts.support import cited_in, resting_on, works_of
from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import Kind, key_of
from euphrates_atlas.model.shape import shape_of
from euphrates_atlas.model.value_types import Role
from euphrates_atlas.render.entries.entry_words import native_names
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import DIFFERS, LINK, address, label_html, piece
from euphrates_atlas.render.overviews.index_facets import Facets
from euphrates_atlas.render.overviews.index_values import PlainWords, cell
from euphrates_atlas.render.paging import (
    EntryRow,
    ListPart,
    PageName,
    dated_chunks,
    packed,
    parts,
    told_apart,
)
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import DASH, Cell, Column, Row, Table
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_words

MAX_WEIGHT = 200_000
"""Characters that the rows of one page have, about: what a phone has to read and lay out."""

_BEFORE = re.compile(r"[^\w]*(?:(?:al|el|ad|an|ar|as|ash|at|az)-[^\w]*)?(?=\w)")
"""The characters of a name that do not count when it is sorted: quotation marks and the article."""
TAGS = 30
"""Characters of the tags around a cell, about."""
_FIRST = "index"
_COUNTS = {
    "cited": "Sources",
    "works": "Works",
    "statements": "Statements",
    "alone": "With no other source",
    "mentions": "Mentions",
}
"""Headings of columns that count; the template explains them."""
_NATIVE = piece(' <span class="ea-sub"{}><bdi lang="{}" dir="rtl">{}</bdi></span>')


IndexRow = EntryRow[Row]


def pages(site: SiteInput) -> Pages:
    """Yield the index of each kind."""
    for kind in site.atlas.kinds:
        for page in index_pages(site.atlas, kind):
            yield f"{kind.folder}/{page['part'].file}.md", filled("index.md.j2", **page)


def index_pages(atlas: Atlas, kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield the values for the template of each page of an index.

    Entries of dated kinds stand newest first, others by name without the article.
    """
    facets = Facets(atlas, kind)
    words = PlainWords(atlas)
    entries = list(atlas.of_kind(kind))
    rows = [_index_row(words, facets, entry) for entry in entries]
    rows.sort(key=lambda row: (sort_name(row.entry.label), row.entry.id))
    if kind.date:
        rows.sort(key=lambda row: day_of(row.date), reverse=True)
    works = set[str]()
    for entry in entries:
        works.update([entry.id] if Role.WORK in kind.roles else cited_in(atlas, entry)[0])
    of_all = {
        "kind": kind,
        "facets": facets.views(),
        "headings": _COUNTS,
        "count": len(rows),
        "entries": entries,
        "differing": sum(bool(disagreements(atlas, entry)) for entry in entries),
        "newest": newest_of(atlas, works),
    }
    for part in parts_of(rows, kind):
        yield {"part": part, "tables": list(_tables(kind, part.rows)), **of_all}


def _index_row(words: PlainWords, facets: Facets, entry: Entry) -> IndexRow:
    """Return the row of an entry, and count its values in the facets."""
    atlas = words.atlas
    kind = entry.kind
    date = date_of(entry)
    differs = bool(disagreements(atlas, entry))
    cells: list[Cell] = [date] if kind.date else []
    cells.append(_name(entry, date, differs))
    cells += [
        cell(words, entry, column) for column in kind.columns if column.field != kind.date
    ]
    works, origins = cited_in(atlas, entry)
    cells += _counts(atlas, entry, len(works))
    data = {"data-f": facets.values(entry, len(origins), differs, date)}
    if not kind.date and not is_place(entry) and placings(atlas, entry):
        data["data-years"] = "/".join(map(str, recorded_years(entry) or ()))
    larger = _part_of(entry)
    if larger:
        data["data-part"] = larger
    shown = cells[1:] if kind.date else cells
    weight = sum(len(str(text)) + TAGS for text in (*shown, *data.values()))
    return IndexRow(entry, date, Row(tuple(cells), data=data), weight)


def _part_of(entry: Entry) -> str:
    """Return the ids of the larger entries that an entry is part of, between blanks.

    Scripts read them from `data-part`: who adds up the numbers of rows would count such an event twice.
    """
    field, code = entry.kind.part_of
    relations = [fact.said for fact in entry.current_facts(field)]
    return " ".join(relation.target for relation in relations if relation.type == code)


def _name(entry: Entry, date: Edtf | None, differs: bool) -> Markup:
    """Return the name of an entry without the date that stands beside it, and its name in its own script."""
    text = entry.label
    if date:
        text = text.removesuffix(f", {in_words(date)}")
    href = address(entry) if entry.kind.row_of else f"{entry.id}.html"
    name = LINK(href, label_html(entry, text))
    if differs:
        name += DIFFERS
    for native in native_names(entry)[:1]:
        if native.text != entry.label:
            name += _NATIVE(" hidden" if entry.kind.date else "", native.lang, native.text)
    return name


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
        "mentions": len({mention.entry_id for mention in atlas.mentions[entry.id]}),
    }
    return tuple(numbers[count] for count in counts)


def _tables(kind: Kind, rows: Sequence[IndexRow]) -> Iterator[tuple[str, str, Table]]:
    """Yield title, anchor and rows of each table; in some kinds certain entries stand in a second one, which else has no rows."""
    columns = columns_of(kind)
    for title, anchor, is_second in (
        (kind.plural, "all", False),
        (kind.secondary, "others", True),
    ):
        own = tuple(row.row for row in rows if row.entry.record.is_secondary == is_second)
        script = f'data-index="{anchor}"'
        yield title, anchor, Table(title, columns, own, "ea-ix", script, is_wide=True)


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of the index of a kind: its date and its name come first, what is counted last."""
    fields = shape_of(record_types()[kind.folder]).fields
    columns = [_column(kind.singular, "name", "" if kind.date else "ascending")]
    for column in kind.columns:
        if column.field == kind.date:
            columns.insert(0, _column(column.label, "date", "descending"))
            continue
        field = fields[column.fields[0]]
        value = field.parts[0] if field.parts else field
        is_number = column.is_number or value.value_type in (int, float)
        is_date = field.declared is not None and field.declared.chronicle == "value"
        sorts = "number" if is_number else "text"
        columns.append(
            _column(column.label, sorts, is_named=is_date, also=field.options.also)
        )
    for count in kind.counts:
        columns.append(_column(_COUNTS[count], "number"))
    return tuple(columns)


def _column(
    label: str,
    sorts: str,
    order: str = "",
    *,
    is_named: bool = False,
    also: str = "",
) -> Column:
    """Return a column that the script sorts as a `date`, a `name`, a `number` or a `text`; rows stand in its `order`.

    Numbers, and what else would say nothing alone, are named on a narrow screen. Of the latter, the script is told other names.
    """
    key = "name" if sorts == "name" else key_of(label)
    number = "ea-n" if sorts == "number" else ""
    return Column(
        label,
        is_head=sorts == "name",
        style="ea-dt" if sorts == "date" else number,
        unit=f"{label.lower()}:" if number or is_named else "",
        key=key,
        absent="no date" if sorts == "date" else DASH,
        head_attributes={
            "data-c": key,
            "data-k": sorts,
            "data-also": also if is_named else "",
            "class": number,
            "aria-sort": order,
        },
    )


def sort_name(label: str) -> str:
    """Return the key that a name is sorted by: the name without case, diacritics and article."""
    plain = label.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(
            letter for letter in decomposed if not unicodedata.combining(letter)
        )
    return _BEFORE.sub("", plain, count=1)


def parts_of(rows: Sequence[IndexRow], kind: Kind) -> list[ListPart[IndexRow]]:
    """Return the pages of an index, in the order of its rows; one where all of them find room."""
    if kind.date:
        chunks, names = dated_chunks(rows, MAX_WEIGHT)
    else:
        chunks = packed(
            rows,
            MAX_WEIGHT,
            _first_letter,
            _two_letters,
            weight=lambda row: row.weight,
        )
        names = list(map(_letters, chunks))
    labels, files = told_apart(names)
    return parts(_FIRST, chunks or [rows], labels, [_FIRST, *files[1:]])


def _letters(chunk: Sequence[IndexRow]) -> PageName:
    """Return label and file of a page of names: "A–C" and `letters_a-c`, within one letter "Sa–Sh" and `letters_sa-sh`.

    The file of a letter of another script has its code point.
    """
    letters = {_first_letter(row) for row in chunk}
    key = _first_letter if len(letters) > 1 else _two_letters
    ends = dict.fromkeys((key(chunk[0]), key(chunk[-1])))
    label = "–".join(end.capitalize() for end in ends)
    file = "-".join(end if end.isascii() else f"{ord(end[0]):x}" for end in ends)
    return label, f"letters_{file}"


def _first_letter(row: IndexRow) -> str:
    return _two_letters(row)[:1]


def _two_letters(row: IndexRow) -> str:
    """Return the first two letters of a name; "0" for one that begins with a digit."""
    letters = re.sub(r"[^\w]", "", sort_name(row.entry.label))[:2]
    if not letters or letters[0].isdigit():
        return "0"
    return letters
