"""Coverage: which years and areas the atlas covers, which properties its entries have, and where to begin."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from generator.diagnostics import Diagnostic, Level
from generator.diagnostics.catalog import RULES
from generator.links.areas import NOWHERE, Area, areas_of
from generator.links.connections import newest_of
from generator.links.wanted import Wanted
from generator.model.atlas import Atlas
from generator.model.kind import Kind
from generator.model.values import Role
from generator.render.derived import date_of
from generator.render.overviews.wanted_pages import ELSEWHERE, REVIEW
from generator.render.values import Words, country_name, html
from generator.text.edtf_words import in_words

MAX_YEARS = 10
"""Years with a column of their own; what is older is counted together."""
_EASE = {
    "A411": ("Find the archived copy of a web source", "a search in a web archive; no judgement"),
    "A514": ("Add a name in its own script", "some Arabic, Persian or Kurdish"),
    "A413": ("Find what speaks for a façade", "analyses of the group, and care"),
    REVIEW: ("Read an entry again", "an hour, and the newest reports"),
}
"""What a note asks of a contributor, and what that takes; the easiest first."""
First = Mapping[str, str]
"""The address of the first page of what is wanted, by the folder of the kind."""
_STEPS = (1, 2, 5, 10)
"""From which number on a cell of the table is a shade darker."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of events; `shade` is 0 to 4."""

    label: str
    """What the column counts."""
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The events of one area."""

    area: Markup
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EventTable:
    """Events of one kind by year and area."""

    kind: Kind
    columns: tuple[str, ...]
    countries: tuple[tuple[str, tuple[AreaRow, ...]], ...]
    totals: tuple[Cell, ...]
    count: int
    span: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many entries of a kind have a property that readers look for."""

    kind: Kind
    label: str
    count: int
    of: int

    @property
    def percent(self) -> int:
        """In whole hundredths; 100 only where none lacks it."""
        return 100 * self.count // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something to begin with."""

    words: str
    needs: str
    count: int
    links: tuple[tuple[str, str], ...]
    """Words and address of the lists."""


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What is covered, and where to begin."""

    tables: tuple[EventTable, ...]
    shares: tuple[Share, ...]
    tasks: tuple[Task, ...]
    newest: str
    """The date of the newest source in words."""
    undated: int


def coverage_page(
    atlas: Atlas, held: Mapping[str, Wanted], findings: Sequence[Diagnostic], first: First
) -> CoveragePage:
    """Return the overview; `held` is what is wanted of each entry, `first` where that is listed."""
    words = Words(atlas)
    tables = [_table(atlas, words, kind) for kind in atlas.kinds if Role.EVENT in kind.roles and kind.date]
    newest = newest_of(atlas, atlas.uses)
    return CoveragePage(
        tuple(tables),
        tuple(share for kind in atlas.kinds for share in _shares(atlas, kind)),
        tuple(_tasks(atlas, held, findings, first)),
        in_words(newest) if newest else "",
        sum(1 for table in tables for entry in atlas.of_kind(table.kind) if date_of(entry) is None),
    )


def _table(atlas: Atlas, words: Words, kind: Kind) -> EventTable:
    """Return the events of a kind by year and area; one in several areas counts in each, and once in the sum."""
    dated = [(date.earliest[:4], entry) for entry in atlas.of_kind(kind) if (date := date_of(entry)) is not None]
    years = sorted({year for year, _ in dated})
    own = years[-MAX_YEARS:] if len(years) > MAX_YEARS else years
    older = f"before {own[0]}" if len(own) < len(years) else ""
    columns = (*([older] if older else []), *own)
    by_area: dict[Area, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for year, entry in dated:
        column = year if year in own else older
        totals[column] += 1
        for area in areas_of(atlas, entry) or (NOWHERE,):
            by_area.setdefault(area, Counter())[column] += 1
    countries = []
    for country, areas in groupby(
        sorted(by_area, key=lambda area: (not area.country, area.country)), lambda a: a.country
    ):
        rows = [AreaRow(_area(words, a), _cells(columns, by_area[a]), by_area[a].total()) for a in areas]
        rows.sort(key=lambda row: ("<a" not in row.area, -row.total, str(row.area.striptags()).casefold()))
        countries.append((country_name(country) if country else "No place", tuple(rows)))
    countries.sort(key=lambda held: (-sum(row.total for row in held[1]), held[0]))
    span = f"{years[0]} to {years[-1]}" if years else ""
    return EventTable(kind, columns, tuple(countries), _cells(columns, totals), len(dated), span)


def _cells(columns: Sequence[str], counts: Counter[str]) -> tuple[Cell, ...]:
    return tuple(Cell(c, counts[c], sum(counts[c] >= step for step in _STEPS)) for c in columns)


def _area(words: Words, area: Area) -> Markup:
    return words.link(area.governorate, marked=False) if area.governorate else html("area not named")


def _shares(atlas: Atlas, kind: Kind) -> Iterator[Share]:
    entries = list(atlas.of_kind(kind))
    for field, declared in entries[0].properties() if entries else ():
        if declared.expected:
            number = sum(1 for entry in entries if getattr(entry.record, field.name))
            yield Share(kind, declared.label, number, len(entries))


def _tasks(atlas: Atlas, held: Mapping[str, Wanted], findings: Iterable[Diagnostic], first: First) -> Iterator[Task]:
    """Yield what a newcomer can begin with, the easiest first; what is done is left out."""
    noted: dict[str, list[str]] = {}
    for finding in findings:
        if finding.rule.level is Level.NOTE:
            noted.setdefault(finding.rule.code, []).append(PurePosixPath(finding.file).stem)
    for code, (words, needs) in _EASE.items():
        if code == REVIEW and code in noted:
            yield Task(words, needs, len(noted[code]), (("reviews", "../overdue/index.html"),))
        elif code in noted and code not in ELSEWHERE:
            yield _task(atlas, words, needs, noted[code], first)
    yield from _own_tasks(atlas, held, first)
    for code, ids in sorted(noted.items()):
        if code not in (*_EASE, *ELSEWHERE):
            yield _task(atlas, RULES[code].summary, f"see the rule {code}", ids, first)


def _own_tasks(atlas: Atlas, held: Mapping[str, Wanted], first: First) -> Iterator[Task]:
    alone = [id for id, w in held.items() if w.source]
    asked = [id for id, w in held.items() for _ in (*w.gaps, *w.absent)]
    thin = [id for id, w in held.items() for _ in w.thin]
    needs = "a search for other reports"
    for words, takes, ids in (
        ("Find a second source for an entry that rests on one", needs, alone),
        ("Answer what is not known", "a source that says it", asked),
        ("Find a second origin of a death, a responsibility, a parentage", "reading whom a report quotes", thin),
    ):
        if ids:
            yield _task(atlas, words, takes, ids, first)


def _task(atlas: Atlas, words: str, needs: str, ids: Sequence[str], first: First) -> Task:
    folders = {atlas[id].kind for id in ids if id in atlas.entries}
    lists = ((kind.plural.lower(), first[kind.folder]) for kind in atlas.kinds if kind in folders)
    return Task(words, needs, len(ids), tuple(lists))
