"""The chapters of an entry's page in the order in which readers ask, each with its tables and what accounts differ on."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.model.atlas import Entry
from generator.model.kind import Chapter, Kind
from generator.model.shape import FieldShape
from generator.render.backlinks import BacklinkSection
from generator.render.markup import section_anchor
from generator.render.property_sections import PropertySection

_OPTIONAL_COLUMNS = ("when", "stance", "confidence", "disputes", "contested")
Sections = Sequence[PropertySection]
Backlinks = Sequence[BacklinkSection]
MANY = 4
"""Statements of one property above which they have a table of their own."""


class Figure(NamedTuple):
    """A picture of a page, which stands above the tables of a chapter; without content it is left out."""

    label: str
    """The heading of its own chapter, where the kind names none for it."""
    template: str
    content: object


class PageChapter:
    """One chapter of a page."""

    def __init__(
        self, chapter: Chapter, sections: Sections = (), backlinks: Backlinks = (), figure: Figure | None = None
    ) -> None:
        self.anchor = chapter.anchor
        is_alone = bool(chapter.alone) and [section.name for section in sections] == chapter.names.split()[:1]
        self.label = chapter.alone if is_alone and not backlinks else chapter.label
        self.differing = [section for section in sections if section.differs]
        self.preferred = any(view.rank == "preferred" for section in self.differing for view in section.facts)
        self.backlinks = backlinks
        self.figure = figure
        self.tables = [(run, _columns(run)) for run in _runs(sections)]
        """Of each table: the property, or several that stand side by side, and the columns."""


def chapters(kind: Kind, sections: Sections, backlinks: Backlinks, figures: Mapping[str, Figure]) -> list[PageChapter]:
    """Return the chapters that have something to show, then one for what no chapter of the kind names.

    A chapter without statements stands where it has a figure; a figure that no chapter has stands first, in its own.
    """
    left = {section.name: section for section in sections}
    others = {section.key: section for section in backlinks}
    pictures = {anchor: figure for anchor, figure in figures.items() if figure.content is not None}
    placed = []
    for chapter in kind.chapters:
        own = [left.pop(name) for name in chapter.names.split() if name in left]
        from_others = [others.pop(name) for name in chapter.names.split() if name in others]
        figure = pictures.pop(chapter.anchor, None)
        if own or from_others or figure:
            placed.append(PageChapter(chapter, own, from_others, figure))
    alone = [PageChapter(Chapter(anchor, figure.label), figure=figure) for anchor, figure in pictures.items()]
    named = [*alone, *placed, *(PageChapter(Chapter(s.anchor, s.label), (), [s]) for s in others.values())]
    other = Chapter("other-facts", "Other facts" if named else "Facts and accounts")
    return [*named, PageChapter(other, list(left.values()))] if left else named


def silent_chains(entry: Entry) -> Iterator[tuple[str, Figure]]:
    """Yield a sentence for each chain of which nothing is recorded, with the chapter in which it would stand."""
    for field, declared in entry.shape.properties:
        if _has_stances(field) and entry.expects(declared) and not entry.facts_of(field.name):
            anchors = (chapter.anchor for chapter in entry.kind.chapters if field.name in chapter.names.split())
            said = "No claim, attribution or denial is recorded here."
            yield next(anchors, section_anchor(field.name)), Figure(declared.label, "parts/no_chain.md.j2", said)


def _has_stances(field: FieldShape) -> bool:
    """Tell whether the statements of a property claim, attribute or deny a part in an event."""
    return any(part.name == "stance" for part in field.parts)


def _runs(sections: Sections) -> Iterator[tuple[PropertySection, ...]]:
    """Yield the properties of each table: those with columns or many statements alone, the others side by side."""
    for alone, run in groupby(sections, key=lambda s: s.facts[0].statement.own_columns or len(s.facts) > MANY):
        together = tuple(run)
        yield from ((section,) for section in together) if alone else [together]


def _columns(run: tuple[PropertySection, ...]) -> frozenset[str]:
    """Return the columns of a table; what most rows of several properties lack stands beneath the accounts instead."""
    views = [view for section in run for view in section.facts]
    if_most = ("when", "disputes", "confidence") if len(run) > 1 else ("when",)
    rows = {name: sum(bool(getattr(view, name)) for view in views) for name in _OPTIONAL_COLUMNS}
    return frozenset(name for name, count in rows.items() if count > (len(views) / 2 if name in if_most else 0))
