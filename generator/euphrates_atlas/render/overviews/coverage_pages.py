"""Coverage: the atlas by year, area and property, and where to start contributing. `site/parts.py` runs `pages`."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.locations import NOWHERE, Area, areas_of
from euphrates_atlas.facts.entry_dates import date_of, day_of
from euphrates_atlas.facts.holding import newest_of
from euphrates_atlas.facts.plain_words import country_name
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.render.environment import filled
from euphrates_atlas.render.markup import BAR, LINK, html, label_html, piece
from euphrates_atlas.render.overviews.wanted_pages import (
    no_area,
    open_tasks,
    wanted_by_entry,
    wanted_pages,
)
from euphrates_atlas.render.site_input import Pages, SiteInput
from euphrates_atlas.render.tables import (
    DASH,
    Cell,
    Cells,
    Column,
    HeadingRow,
    Row,
    StyledCell,
    Table,
    TableRow,
    number,
)
from euphrates_atlas.subject import subject

MAX_YEARS = 10
"""Years with a column of their own; what is older is counted together."""
_STEPS = (1, 2, 5, 10)
"""The numbers from which a cell is a shade darker."""
_KIND_LINK = piece('<a class="ea-k ea-k-{}" href="../{}/index.html">{}</a>')


def pages(site: SiteInput) -> Pages:
    """Yield the page of coverage, and for each kind the pages of what is wanted, by area."""
    atlas = site.atlas
    wanted = wanted_by_entry(atlas, site.find())
    cited = [source for source, uses in atlas.uses.items() if uses]
    page = filled(
        "coverage.md.j2",
        tasks=list(open_tasks(atlas, wanted)),
        events=[
            (kind, *_event_table(atlas, kind)) for kind in atlas.kinds if kind.is_event
        ],
        undated=sum(not date_of(entry) for entry in atlas if entry.kind.is_event),
        newest=newest_of(atlas, cited),
        shares=list(_shares(atlas)),
    )
    yield "coverage/index.md", page
    yield from wanted_pages(atlas, wanted)


def _event_table(atlas: Atlas, kind: Kind) -> tuple[Table | None, str]:
    """Return the events of a kind by year and area, and the first and the last year; None where no event is dated.

    An event in several areas counts in each, and once in the sum.
    """
    by_year = grouped(atlas.of_kind(kind), lambda entry: day_of(date_of(entry))[:4])
    by_year.pop("", None)
    years = sorted(by_year)
    if not years:
        return None, ""
    labels = years[-MAX_YEARS:]
    older = f"before {labels[0]}"
    if len(labels) < len(years):
        labels.insert(0, older)
    by_area: dict[Area, Counter[str]] = defaultdict(Counter)
    totals = Counter[str]()
    for year, entries in by_year.items():
        label = year if year in labels else older
        totals[label] += len(entries)
        for entry in entries:
            for area in areas_of(atlas, entry) or (NOWHERE,):
                by_area[area][label] += 1
    columns = (
        Column("Area", is_head=True),
        *(number(label, f"{label}:", absent=DASH) for label in labels),
        number("All", "all:"),
    )
    sums = (totals[label] or None for label in labels)
    rows = (
        *_area_rows(atlas, kind, by_area, labels),
        HeadingRow(),
        Row(("All areas", *sums, totals.total()), "ea-total"),
    )
    table = Table(f"{kind.plural} by area and year", columns, rows, "ea-lines ea-heat")
    return table, f"{years[0]} to {years[-1]}"


def _area_rows(
    atlas: Atlas,
    kind: Kind,
    by_area: Mapping[Area, Counter[str]],
    labels: Sequence[str],
) -> Iterator[TableRow]:
    """Yield a row for each area under its country, which leads to the list of these events.

    The country with the most events comes first, and in it the area with the most; events without an area come last.
    """
    level = subject().region.area
    by_country = Counter[str]()
    names = {}
    for area, counts in by_area.items():
        by_country[area.country] += counts.total()
        names[area] = html(no_area())
        if area.id:
            names[area] = LINK(
                f"../{kind.folder}/index.html?{level}={area.id}", label_html(atlas[area.id])
            )

    def order(area: Area) -> tuple[int, str, bool, int, str]:
        return (
            -by_country[area.country],
            _country(area),
            not area.id,
            -by_area[area].total(),
            names[area].striptags().casefold(),
        )

    for country, areas in groupby(sorted(by_area, key=order), key=_country):
        yield HeadingRow(country)
        for area in areas:
            counts = by_area[area]
            cells = (_shaded(counts[label], label) for label in labels)
            yield Row((names[area], *cells, counts.total()))


def _country(area: Area) -> str:
    return country_name(area.country) if area.country else "No place"


def _shaded(count: int, label: str) -> Cell:
    """Return a number as a cell that is the darker the higher it is; `label` names it on narrow screens. None for 0."""
    if not count:
        return None
    shade = sum(count >= step for step in _STEPS)
    return StyledCell(count, {"class": f"ea-n ea-h{shade}", "data-u": f"{label}:"})


def _shares(atlas: Atlas) -> Iterator[Cells]:
    """Yield how many entries of a kind have each property that readers look for."""
    for kind in atlas.kinds:
        entries = list(atlas.of_kind(kind))
        if not entries:
            continue
        link = _KIND_LINK(kind.key, kind.folder, kind.plural)
        for field, declared in entries[0].shape.properties:
            asked = [entry for entry in entries if entry.expects(declared)]
            if not asked:
                continue
            count = sum(bool(getattr(entry.record, field.name)) for entry in asked)
            percent = 100 * count // len(asked)  # 100 only where none lacks it
            yield link, declared.label, count, len(asked), f"{percent} %", BAR(percent)
