"""The chronology: everything dated, over all entries, by year and month; a page, or one for each year.

`site/parts.py` runs `pages`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.strip import strip_svg
from euphrates_atlas.draw.strip_lanes import DrawnLane, LaneMark
from euphrates_atlas.facts.entry_dates import date_of
from euphrates_atlas.model.atlas import Atlas, Entry
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.overviews.chronology_rows import Line, lines_of
from euphrates_atlas.render.overviews.index_facets import Facets
from euphrates_atlas.render.overviews.index_values import short_name
from euphrates_atlas.render.paging import ListPart, Tab, packed, parts
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import HeadingRow, TableRow
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short
from euphrates_atlas.text.months import month_of
from euphrates_atlas.text.phrases import counted

Rows = list[TableRow]
"""Rows of a table, and the headings between them."""
MAX_ROWS = 320
"""Lines on one page; with more each year has a page of its own, or several."""
LATEST_ROWS = 60
"""Lines on the first of several pages, newest first; those of years run on from the oldest."""
MOST_NAMED = 60
"""Events of the short list above those: the ones that most other entries name."""
LANES = 10
"""Bodies whose events are drawn."""
_month = attrgetter("month")
FACETS = (
    "Kind", "Type of event", "Body", "Who is named", "Responsibility", "Country", "Governorate", "Accounts", "Year",
)  # fmt: skip


class DensityBar(NamedTuple):
    """The bar of a year or a month."""

    words: str
    href: str
    lines: Sequence[Line]
    pages: str
    """The other pages with its lines."""


def pages(site: SiteInput) -> Pages:
    """Yield the one page on which all finds room; else an overview with the newest lines, and the pages of each year."""
    atlas = site.atlas
    facets = Facets(atlas, labels=FACETS)
    lines = lines_of(atlas, facets)
    years = grouped(lines, lambda line: line.year)
    split = {}
    is_short = len(lines) <= MAX_ROWS
    hrefs = {year: f"#y{year}" if is_short else f"{year}.html" for year in years}
    if is_short:
        tables = [(year, _of_year(own, year)) for year, own in years.items()]
    else:
        tables = [(lines[-1].year, _latest(lines))]
        split = {year: _parts(year, own) for year, own in years.items()}
    months = {year: _months(years[year], split.get(year, ())) for year, _ in tables}
    kinds = list(_kinds(atlas))
    bars = []
    for year, own in years.items():
        files = " ".join(f"{part.file}.html" for part in split.get(year, ()))
        bars.append(DensityBar(year, hrefs[year], own, files))
    page = filled(
        "chronology.md.j2",
        years=bars,
        months=months,
        part=None,
        tables=tables,
        count=len(lines),
        latest=LATEST_ROWS,
        most_named=[] if is_short else _most_named(atlas, lines),
        kinds=kinds,
        facets=facets.views(),
        lanes=_lanes(atlas),
        is_short=is_short,
    )
    yield "chronology/index.md", page
    for year, of_year in split.items():
        tabs = [
            Tab(other, href, len(years[other]), other == year)
            for other, href in hrefs.items()
        ]
        months = {year: _months(years[year], of_year)}
        for part in of_year:
            page = filled(
                "chronology.md.j2",
                part=part,
                of_year=of_year,
                tables=[(year, _of_year(part.rows, year))],
                years=tabs,
                months=months,
                kinds=kinds,
                is_short=False,
            )
            yield f"chronology/{part.file}.md", page


def _most_named(atlas: Atlas, lines: Iterable[Line]) -> list[Entry]:
    """Return the events that most entries name, in order of date."""
    events = [line.moment.entry for line in lines if line.moment.is_event]
    ranked = sorted(dict.fromkeys(events), key=lambda event: -len(atlas.naming(event.id)))
    return sorted(ranked[:MOST_NAMED], key=events.index)


def _parts(year: str, lines: Sequence[Line]) -> list[ListPart[Line]]:
    """Return the pages of a year, split between months where that can be."""
    chunks = packed(lines, MAX_ROWS, lambda line: line.moment.day[:7])
    return parts(year, chunks, [_month_names(chunk) for chunk in chunks])


def _month_names(chunk: Sequence[Line]) -> str:
    first = month_of(chunk[0].moment.day)
    last = month_of(chunk[-1].moment.day)
    return first if first == last else f"{first} to {last}"


def _lanes(atlas: Atlas) -> Markup:
    """Return a picture of events over time: a lane for each of the bodies that are most often said to have done them.

    A date that is no day is a stretch; nothing is drawn where nobody is named.
    """
    lanes = []
    spoken = []
    by_body = sorted(
        _events_by_body(atlas).items(), key=lambda item: (-len(item[1]), item[0])
    )
    for id, events in by_body[:LANES]:
        label = f"{short_name(atlas[id])}: {counted(len(events), 'event')}"
        marks = [LaneMark("event", in_short(date), date) for date in events.values()]
        lanes.append(DrawnLane(label, tuple(marks)))
        years = [date.day[:4] for date in events.values()]
        spoken.append(f"{label}, {min(years)} to {max(years)}.")
    spoken.append("The list below says the same, by body.")
    svg, _ = strip_svg("lanes", " ".join(spoken), lanes)
    return Markup(svg)


def _events_by_body(atlas: Atlas) -> dict[str, dict[Entry, Edtf]]:
    """Return the dated events that each body is said to have done, with their dates."""
    done: dict[str, dict[Entry, Edtf]] = {}
    for entry in atlas:
        when = date_of(entry)
        if not when:
            continue
        for fact in entry.facts:
            stance = fact.statement.stance_code
            body = fact.statement.accused and fact.statement.accused.id
            if body and stance and stance.affirms and fact.statement.is_current:
                done.setdefault(body, {})[entry] = when
    return done


def _months(lines: Sequence[Line], of_year: Sequence[ListPart[Line]]) -> list[DensityBar]:
    """Return the months of a year as bars that lead to their lines; none for a year of one or two months.

    Where the year has pages of its own, a month begins on the first of them that has it.
    """
    by_month = grouped(lines, lambda line: line.moment.month)
    by_month.pop("", None)
    if len(by_month) <= 2:
        return []
    hrefs = {month: f"#m{month}" for month in by_month}
    for part in reversed(of_year):
        for line in part.rows:
            hrefs[line.month] = f"{part.file}.html#m{line.month}"
    return [
        DensityBar(month_of(month)[:3], hrefs[month], own, "")
        for month, own in sorted(by_month.items())
    ]


def _kinds(atlas: Atlas) -> Iterator[tuple[Kind, list[str]]]:
    """Yield the kinds that appear, with the labels of the properties that bring them there."""
    for kind in atlas.kinds:
        entry = next(atlas.of_kind(kind), None)
        if not entry:
            continue
        labels = [
            declared.label.lower()
            for _, declared in entry.shape.properties
            if declared.chronicle
        ]
        if labels:
            yield kind, labels


def _by_month(lines: Iterable[Line], untitled: str = "") -> Rows:
    """Return lines with a heading above those of each month; those of `untitled`, the year itself, have none."""
    rows: Rows = []
    for month, of_month in groupby(lines, _month):
        if month != untitled:
            title = f"{month_of(month)} {month[:4]}" if month[5:] else month
            rows.append(HeadingRow(title, anchor=f"m{month}"))
        rows += [line.row for line in of_month]
    return rows


def _of_year(lines: Iterable[Line], year: str) -> Rows:
    """Return the lines of a year by month, first those that name no month."""
    return _by_month(sorted(lines, key=_month), year)


def _latest(lines: Sequence[Line]) -> Rows:
    """Return the newest lines of all, the latest month first."""
    newest_first = lines[-LATEST_ROWS:][::-1]
    return _by_month(sorted(newest_first, key=_month, reverse=True))
