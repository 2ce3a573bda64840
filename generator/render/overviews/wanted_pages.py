"""The lists of wanted work: what each entry lacks, by kind and area, with a link to edit its file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.diagnostics import Diagnostic, Level
from generator.facts.locations import areas_of
from generator.facts.plain_words import country_name
from generator.facts.support import is_thin, sources_by_entry
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.fields import Property
from generator.model.kind import Kind
from generator.model.shape import FieldShape
from generator.render.environment import filled
from generator.render.linked_words import LinkedWords
from generator.render.markup import LINK, LINK_OUT, Snippet, address, code_html, edit_address, html, joined
from generator.render.overviews.paging import parts, sliced
from generator.render.site_input import SiteInput
from generator.render.tables import Cell, Column, HeadingRow, Row, Table
from generator.subject import subject
from generator.text.phrases import capitalised

MAX_ROWS = 300
"""Entries on one page."""
NOWHERE = "No place recorded"
REVIEW = "A515"
ELSEWHERE = ("A412", REVIEW)
"""Notes of the check that these lists or the page of reviews say in another way."""
_COLUMNS = (Column("Entry", is_head=True), Column("Wanted"), Column("Mend"))
_LIST = Snippet("<ul>{}</ul>")
_ITEM = Snippet("<li>{}</li>")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of one entry."""

    gaps: tuple[str, ...]
    """In its authors' words."""
    absent: tuple[FieldShape, ...]
    """Properties that readers look for and nothing is recorded of."""
    thin: tuple[Fact, ...]
    """Statements of a death, a responsibility or a parentage that rest on one origin."""
    source: str
    """The only source that it cites; empty where there are several, or none is needed."""

    def __bool__(self) -> bool:
        """Tell whether anything is wanted."""
        return bool(self.gaps or self.absent or self.thin or self.source)


def pages(site: SiteInput) -> Iterator[tuple[str, str]]:
    """Yield the pages of each kind of which anything is wanted, by area; some notes of the check are added."""
    needs = wanted_by_entry(site.atlas)
    notes: dict[str, list[Diagnostic]] = {}
    for finding in site.find():
        if finding.rule.level is Level.NOTE and finding.rule.code not in ELSEWHERE:
            notes.setdefault(PurePosixPath(finding.file).stem, []).append(finding)
    for kind in site.atlas.kinds:
        yield from _kind_pages(site.atlas, kind, needs, notes)


def wanted_by_entry(atlas: Atlas) -> dict[str, Wanted]:
    """Return what is wanted of each entry."""
    cited = sources_by_entry(atlas)
    return {entry.id: _wanted(atlas, entry, cited.get(entry.id, frozenset())) for entry in atlas.entries.values()}


def _wanted(atlas: Atlas, entry: Entry, sources: frozenset[str]) -> Wanted:
    absent = (f for f, declared in entry.properties() if entry.expects(declared) and not getattr(entry.record, f.name))
    thin = (fact for fact in entry.facts if is_thin(atlas, entry, fact))
    alone = next(iter(sources)) if len(sources) == 1 and not entry.kind.supports else ""
    return Wanted(entry.record.gaps, tuple(absent), tuple(thin), alone)


def _kind_pages(
    atlas: Atlas, kind: Kind, needs: Mapping[str, Wanted], notes: Mapping[str, Sequence[Diagnostic]]
) -> Iterator[tuple[str, str]]:
    words = LinkedWords(atlas)
    entries = [(_area_title(atlas, e), e) for e in atlas.of_kind(kind) if needs[e.id] or e.id in notes]
    entries.sort(key=lambda row: (row[0] == NOWHERE, row[0].casefold(), row[1].label.casefold(), row[1].id))
    for part in parts(kind.folder, sliced(entries, MAX_ROWS)):
        rows: list[Row | HeadingRow] = []
        for title, group in groupby(part.rows, key=lambda row: row[0]):
            rows += [HeadingRow(title)] if title else []
            rows += [Row(_cells(words, entry, needs[entry.id], notes.get(entry.id, ()))) for _, entry in group]
        caption = f"{kind.plural}: what is wanted of each entry"
        table = Table(caption, _COLUMNS, tuple(rows), "ea-lines ea-wants", is_wide=True)
        context = {"kind": kind, "count": len(entries), "by_area": bool(part.rows[0][0])}
        yield f"coverage/{part.file}.md", filled("wanted.md.j2", part=part, table=table, **context)


def _area_title(atlas: Atlas, entry: Entry) -> str:
    """Return where an entry is, as the title of a group of entries; empty where its kind has no place of its own."""
    if entry.kind.supports or not entry.kind.place:
        return ""
    areas = areas_of(atlas, entry)
    countries = {area.country for area in areas}
    if len(countries) > 1:
        return "Several countries"
    if not areas:
        return NOWHERE
    country = country_name(areas[0].country)
    if len(areas) > 1:
        return f"{country}, several {subject().region.areas}"
    area = areas[0].id
    return f"{country}: {atlas[area].label}" if area else f"{country}, area not named"


def _cells(words: LinkedWords, entry: Entry, needs: Wanted, notes: Iterable[Diagnostic]) -> tuple[Cell, ...]:
    """Return an entry, the list of what is wanted of it, and the link to edit its file."""
    items: list[Markup] = [html(gap) for gap in needs.gaps]
    for field in needs.absent:
        declared: Property = field.marker(Property)
        items.append(html(f"{declared.label}: nothing recorded"))
    if needs.source:
        items.append(html("Rests on one source: ") + words.link(needs.source, marked=False))
    for fact in needs.thin:
        field = entry.shape.fields[fact.field]
        said, _ = words.statement(field, fact.statement)
        link = LINK(address(entry, fact.anchor), html(f"{field.marker(Property).label}: {said.striptags()}"))
        items.append(html("One origin for ") + link)
    items += [code_html(capitalised(note.message)) for note in notes]
    return words.link(entry.id), _LIST(joined(map(_ITEM, items), "")), LINK_OUT(edit_address(entry), "edit")
