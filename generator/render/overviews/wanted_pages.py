"""What is wanted of each entry: not known, absent, or resting on little; by kind and area, with the way to mend it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.diagnostics import Diagnostic, Level
from generator.links.areas import areas_of
from generator.links.wanted import Wanted
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Kind, Property
from generator.render.values import LINK, Words, address, capitalised, code_html, country_name, edit_address, html
from generator.render.wording import statement_words

MAX_ROWS = 300
"""Entries on one page."""
NOWHERE = "No place recorded"
REVIEW = "A515"
ELSEWHERE = ("A412", REVIEW)
"""Notes of the check that are said here of each statement, or on the page of reviews."""


@dataclass(frozen=True, slots=True)
class WantedRow:
    """What is wanted of one entry."""

    entry: Markup
    edit: str
    items: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class WantedPage:
    """What is wanted of entries of one kind, by area."""

    path: str
    title: str
    description: str
    kind: Kind
    groups: tuple[tuple[str, tuple[WantedRow, ...]], ...]
    """Title of the area, empty where the kind has no place, and its entries."""
    count: int
    parts: tuple[tuple[str, str, bool], ...]
    """Words and address of the pages of this kind, and whether it is this one."""


def wanted_pages(atlas: Atlas, held: Mapping[str, Wanted], findings: Iterable[Diagnostic]) -> list[WantedPage]:
    """Return the pages of each kind of which anything is wanted; `held` is that by entry, `findings` add notes."""
    words, notes = Words(atlas), _notes(findings)
    return [page for kind in atlas.kinds for page in _wanted_pages(atlas, words, kind, held, notes)]


def _notes(findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return the notes of the check by entry, those left out that are shown in another way."""
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.rule.level is Level.NOTE and finding.rule.code not in ELSEWHERE:
            found.setdefault(PurePosixPath(finding.file).stem, []).append(finding)
    return found


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
        return f"{country}, several governorates"
    governorate = areas[0].governorate
    return f"{country}: {atlas[governorate].label}" if governorate else f"{country}, area not named"


def _wanted_pages(
    atlas: Atlas,
    words: Words,
    kind: Kind,
    held: Mapping[str, Wanted],
    notes: Mapping[str, Sequence[Diagnostic]],
) -> Iterator[WantedPage]:
    """Yield the pages of one kind, none where nothing is wanted of it."""
    keyed = [(_area_title(atlas, e), e) for e in atlas.of_kind(kind) if held[e.id] or e.id in notes]
    keyed.sort(key=lambda row: (row[0] == NOWHERE, row[0].casefold(), row[1].label.casefold(), row[1].id))
    rows = [(title, _row(atlas, words, entry, held[entry.id], notes.get(entry.id, ()))) for title, entry in keyed]
    chunks = [rows[i : i + MAX_ROWS] for i in range(0, len(rows), MAX_ROWS)]
    names = [kind.folder + (f"-{i + 1}" if i else "") for i in range(len(chunks))]
    for i, chunk in enumerate(chunks):
        part = f" (part {i + 1} of {len(chunks)})" if len(chunks) > 1 else ""
        groups = [(title, tuple(row for _, row in own)) for title, own in groupby(chunk, key=lambda row: row[0])]
        yield WantedPage(
            f"coverage/{names[i]}.md",
            f"What is wanted: {kind.plural.lower()}{part}",
            f"What is not known or rests on little in the entries of {kind.plural.lower()}{part}, each with the way to mend it.",
            kind,
            tuple(groups),
            len(rows),
            tuple((str(n + 1), f"{name}.html", n == i) for n, name in enumerate(names)) if len(names) > 1 else (),
        )


def _row(atlas: Atlas, words: Words, entry: Entry, held: Wanted, notes: Sequence[Diagnostic]) -> WantedRow:
    items = [html(gap) for gap in held.gaps]
    for field in held.absent:
        declared: Property = field.marker(Property)
        items.append(html(f"{declared.label}: nothing recorded"))
    if held.source:
        items.append(html("Rests on one source: ") + words.link(held.source, marked=False))
    for fact in held.thin:
        field = entry.shape.fields[fact.field]
        said, _ = statement_words(words, field, fact.statement)
        link = LINK(address(entry, fact.anchor), html(f"{field.marker(Property).label}: {said.striptags()}"))
        items.append(html("One origin for ") + link)
    items += [code_html(capitalised(note.message)) for note in notes]
    return WantedRow(words.link(entry.id), edit_address(entry), tuple(items))
