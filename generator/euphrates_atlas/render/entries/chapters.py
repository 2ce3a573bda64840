"""The chapters of an entry's page in the order in which readers ask, each with its tables; for `entry_page.py`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.completeness import gaps_on
from euphrates_atlas.facts.ties import ties_of
from euphrates_atlas.model.atlas import Entry
from euphrates_atlas.model.kind import Chapter, Kind
from euphrates_atlas.render.backlinks import BacklinkSection
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import section_anchor
from euphrates_atlas.render.property_sections import PropertySection
from euphrates_atlas.text.edtf import parse_date
from euphrates_atlas.text.edtf_words import in_words

_OPTIONAL_COLUMNS = ("when", "stance", "confidence", "disputes", "standing")
Sections = Sequence[PropertySection]
Backlinks = Sequence[BacklinkSection]
MANY = 4
"""Statements of one property above which they have a table of their own."""


class Figure(NamedTuple):
    """A picture or sentence of a page, which stands above the tables of a chapter; without content it is left out."""

    chapter: str
    """The anchor of the chapter."""
    label: str
    """The heading of its own chapter, where the kind names none for it."""
    template: str
    content: object


class PageChapter:
    """One chapter of a page."""

    def __init__(
        self,
        chapter: Chapter,
        sections: Sections = (),
        backlinks: Backlinks = (),
        figures: Sequence[Figure] = (),
    ) -> None:
        self.anchor = chapter.anchor
        self.label = chapter.label
        names = [section.name for section in sections]
        if chapter.alone and not backlinks and names == chapter.names.split()[:1]:
            self.label = chapter.alone
        self.sections = sections
        self.backlinks = backlinks
        self.figures = figures
        runs = [tuple(run) for _, run in groupby(sections, key=_own_table)]
        self.tables = [(run, _columns(run)) for run in runs]
        """Of each table: the property, or several that stand side by side, and the columns."""


def chapters(
    kind: Kind, sections: Sections, backlinks: Backlinks, figures: Iterable[Figure]
) -> list[PageChapter]:
    """Return the chapters that have contents, then one for the statements that no chapter of the kind names.

    A chapter without statements stands where it has a figure; a figure that no chapter has stands first, in its own.
    """
    own = {section.name: section for section in sections}
    from_others = {section.key: section for section in backlinks}
    drawn = (figure for figure in figures if figure.content)
    figures_of = grouped(drawn, lambda figure: figure.chapter)
    placed = []
    for chapter in kind.chapters:
        names = chapter.names.split()
        shown = [own.pop(name) for name in names if name in own]
        pointing = [from_others.pop(name) for name in names if name in from_others]
        held = figures_of.pop(chapter.anchor, ())
        if shown or pointing or held:
            placed.append(PageChapter(chapter, shown, pointing, held))
    first = [
        PageChapter(Chapter(anchor, held[0].label), figures=held)
        for anchor, held in figures_of.items()
    ]
    found = first + placed
    for section in from_others.values():
        found.append(
            PageChapter(Chapter(section.anchor, section.label), backlinks=[section])
        )
    if own:
        label = "Other facts" if found else "Facts and accounts"
        found.append(PageChapter(Chapter("other-facts", label), list(own.values())))
    return found


def silences(entry: Entry, words: LinkedWords) -> Iterator[Figure]:
    """Yield the sentences of an entry such as "No designation is recorded.", each as a figure of its chapter.

    A property may declare one (`Property.silent`), which stands where the entry has no statement of it. Where no chapter
    of the kind names the property, the sentence has a chapter of its own.
    """
    reviewed = entry.record.reviewed
    for field, declared in entry.shape.properties:
        if declared.silent and entry.suits(declared) and not entry.facts_of(field.name):
            said = declared.silent
            if reviewed:
                said += f" The entry was last reviewed on {in_words(parse_date(reviewed))}."
            of_kind = entry.kind.chapters
            own = (
                chapter.anchor for chapter in of_kind if field.name in chapter.names.split()
            )
            anchor = next(own, section_anchor(field.name))
            gaps = gaps_on(declared.label, entry)
            content = said, _tied_with(entry, field.name, words), gaps
            yield Figure(anchor, declared.label, "parts/silence.md.j2", content)


def _tied_with(entry: Entry, field: str, words: LinkedWords) -> dict[Markup, list[Markup]]:
    """Return links to the entries that have the property that an entry lacks, where roles tie the two; with the roles.

    Such as a commander who is listed although the unit is not: the page of the unit links to him, with the role that he
    has in it. Likewise the page of a commander who is not listed links to a unit that is.
    """
    found: dict[Markup, list[Markup]] = {}
    for tie in () if entry.kind.is_event else ties_of(words.atlas, entry):
        other = words.atlas[tie.target] if tie.owner is entry else tie.owner
        is_role = tie.declared.tie_words and tie.fact.statement.is_current
        if is_role and any(not fact.said.end_of_act for fact in other.current_facts(field)):
            role, _ = words.statement(tie.fact, without=tie.declared.edge, capital=False)
            found.setdefault(words.link(other.id), []).append(role)
    return found


def _own_table(section: PropertySection) -> str:
    """Return the name of a property with columns or many statements, which has a table alone; others stand side by side."""
    is_alone = len(section.facts) > MANY or section.facts[0].statement.own_columns
    return section.name if is_alone else ""


def _columns(run: tuple[PropertySection, ...]) -> list[str]:
    """Return the optional columns of a table: those in which a row has something, some only where most rows have it.

    What has no column stands beneath the accounts instead.
    """
    views = [view for section in run for view in section.facts]
    if_most = ("when", "disputes", "confidence") if len(run) > 1 else ("when",)
    columns = []
    for name in _OPTIONAL_COLUMNS:
        rows = sum(bool(getattr(view, name)) for view in views)
        least = len(views) / 2 if name in if_most else 0
        if rows > least:
            columns.append(name)
    return columns
