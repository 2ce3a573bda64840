"""The pages across entries that need the whole atlas: the first page, the map, where accounts differ, what happened when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.compare.recent import RecentCommit
from generator.diagnostics import Diagnostic
from generator.links.comparison import disagreements
from generator.links.connections import sources_by_entry
from generator.links.wanted import wanted
from generator.model.atlas import Atlas
from generator.render.overviews.as_of import as_of, year_pages
from generator.render.overviews.chronology_pages import chronology_pages
from generator.render.overviews.coverage_page import coverage_page
from generator.render.overviews.differ_pages import differ_pages
from generator.render.overviews.glossary_page import glossary_page
from generator.render.overviews.home_page import home_page
from generator.render.overviews.map_page import map_page
from generator.render.overviews.network import network_page
from generator.render.overviews.overdue_page import overdue_page
from generator.render.overviews.region_map import region_map
from generator.render.overviews.state_page import Sourcing, state_page
from generator.render.overviews.wanted_pages import wanted_pages
from generator.settings import HOME


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what its template lays out."""

    path: str
    template: str
    context: Mapping[str, object]


def pages_across(
    atlas: Atlas,
    counted: Callable[[], Sourcing],
    findings: Sequence[Diagnostic],
    today: date | None,
    history: Sequence[RecentCommit] | None,
) -> Iterator[Page]:
    """Yield the pages; what several of them need is worked out once. `counted` is asked at last, what the entries' pages show."""
    differing = {entry.id: disagreements(atlas, entry) for entry in atlas.entries.values()}
    home = home_page(atlas, differing, today, history)
    yield Page(HOME, "home.md.j2", {"page": home, "region": region_map(atlas)})
    yield Page("map/index.md", "map.md.j2", {"page": map_page(atlas)})
    network = network_page(atlas, differing)
    yield Page("network/index.md", "network.md.j2", {"page": network})
    for part in network.parts:
        yield Page(f"network/{part.name}.md", "network_part.md.j2", {"part": part})
    by_date = as_of(atlas, differing)
    years = list(year_pages(by_date))
    yield Page("as-of/index.md", "as_of.md.j2", {"page": by_date, "years": years})
    for without in by_date.undated:
        yield Page(without.path, "as_of_undated.md.j2", {"part": without})
    for year in years:
        for held in year.parts:
            yield Page(held.path, "as_of_year.md.j2", {"page": year, "part": held, "asks": by_date.is_long})
    for chronology in chronology_pages(atlas, differing):
        yield Page(chronology.path, "chronology.md.j2", {"page": chronology})
    for differ in differ_pages(atlas, differing):
        yield Page(differ.path, "differ.md.j2", {"page": differ})
    yield from _work_pages(atlas, findings, today)
    yield Page("glossary/index.md", "glossary.md.j2", {"lists": glossary_page(atlas)})
    state = state_page(atlas, counted(), findings, today, differing)
    yield Page("state/index.md", "state.md.j2", {"page": state})


def _work_pages(atlas: Atlas, findings: Sequence[Diagnostic], today: date | None) -> Iterator[Page]:
    """Yield what is covered, what is wanted, and what is to be read again."""
    cited = sources_by_entry(atlas)
    held = {entry.id: wanted(atlas, entry, cited.get(entry.id, ())) for entry in atlas.entries.values()}
    lists = wanted_pages(atlas, held, findings)
    first = {page.kind.folder: f"{PurePosixPath(page.path).stem}.html" for page in reversed(lists)}
    coverage = coverage_page(atlas, held, findings, first)
    yield Page("coverage/index.md", "coverage.md.j2", {"page": coverage})
    for page in lists:
        yield Page(page.path, "wanted.md.j2", {"page": page})
    yield Page("overdue/index.md", "overdue.md.j2", {"page": overdue_page(atlas, cited, today)})
