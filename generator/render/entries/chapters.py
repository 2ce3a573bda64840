"""The parts of an entry's page in the order in which readers ask, each with its tables and a line on what stands in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.kind import Kind
from generator.render.derived import DerivedSection
from generator.render.facts import SectionView

MANY = 4
"""Statements of one property above which they have a table of their own."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of a page, which stands above the tables of a chapter or of a section."""

    label: str
    """The heading of its own chapter, where the kind names none for it."""
    template: str


@dataclass(frozen=True, slots=True)
class TableView:
    """One table of statements: of one property, or several properties side by side."""

    sections: tuple[SectionView, ...]
    headed: bool
    """It needs a heading, as its chapter holds other things too."""
    columns: frozenset[str]

    @property
    def own(self) -> SectionView | None:
        """The property whose table it is; None where it shows several."""
        return self.sections[0] if len(self.sections) == 1 else None


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One chapter of a page."""

    anchor: str
    label: str
    differing: tuple[SectionView, ...]
    tables: tuple[TableView, ...]
    derived: tuple[DerivedSection, ...]
    derived_headed: bool

    @property
    def preferred(self) -> bool:
        """Tell whether one of the accounts that differ is preferred."""
        return any(view.rank == "preferred" for section in self.differing for view in section.facts)


def chapters(
    kind: Kind, sections: Sequence[SectionView], derived: Sequence[DerivedSection], figures: Mapping[str, Figure]
) -> list[ChapterView]:
    """Return the chapters that have something to show, then one for what no chapter of the kind names.

    A chapter without statements stands where it has a figure; a figure that no chapter has stands first, in its own.
    """
    left = {section.name: section for section in sections}
    others = {section.key: section for section in derived}
    found = []
    for chapter in kind.chapters:
        own = [left.pop(name) for name in chapter.parts if name in left]
        from_others = [others.pop(name) for name in chapter.parts if name in others]
        if own or from_others or chapter.anchor in figures:
            found.append(_chapter(chapter.anchor, chapter.label, own, from_others))
    placed = {c.anchor for c in found} | {s.anchor for s in sections} | {s.anchor for s in derived}
    alone = [_chapter(anchor, figure.label, (), ()) for anchor, figure in figures.items() if anchor not in placed]
    found[:0] = alone
    found += [_chapter(s.anchor, s.label, (), [s]) for s in others.values()]
    if left:
        found.append(_chapter("other-facts", "Other facts" if found else "Facts and accounts", left.values(), ()))
    return found


def _chapter(anchor: str, label: str, own: Iterable[SectionView], from_others: Iterable[DerivedSection]) -> ChapterView:
    own, from_others = tuple(own), tuple(from_others)
    runs = list(_runs(own))
    alone = len(runs) + len(from_others) == 1
    tables = tuple(TableView(run, _is_headed(run, label, alone), _columns(run)) for run in runs)
    return ChapterView(anchor, label, tuple(s for s in own if s.differs), tables, from_others, not alone)


def _runs(sections: tuple[SectionView, ...]) -> Iterator[tuple[SectionView, ...]]:
    """Yield the properties of each table: those with columns or many statements alone, the others side by side."""
    for alone, run in groupby(sections, key=lambda s: s.tabled or len(s.facts) > MANY):
        if alone:
            yield from ((section,) for section in run)
        else:
            yield tuple(run)


def _is_headed(run: tuple[SectionView, ...], chapter: str, alone: bool) -> bool:
    return len(run) == 1 and not alone and run[0].label != chapter


def _columns(run: tuple[SectionView, ...]) -> frozenset[str]:
    """Return the columns of a table; what most rows of several properties lack stands beneath the accounts instead."""
    views = [view for section in run for view in section.facts]
    columns: frozenset[str] = frozenset().union(*(section.columns for section in run))
    wanted = ("when", "disputes", "confidence") if len(run) > 1 else ("when",)
    return columns - {name for name in wanted if 2 * sum(bool(getattr(view, name)) for view in views) <= len(views)}
