"""The pages across entries that need the whole atlas: the first page, the map, where accounts differ, what happened when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.links.comparison import disagreements
from generator.model.atlas import Atlas
from generator.render.as_of import as_of, year_pages
from generator.render.differ_page import differ_page
from generator.render.home_page import home_page
from generator.render.map_page import map_page
from generator.render.network import network_page
from generator.render.region_map import region_map
from generator.settings import HOME


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what its template lays out."""

    path: str
    template: str
    context: Mapping[str, object]


def pages_across(atlas: Atlas, today: date | None) -> Iterator[Page]:
    """Yield the pages; what several of them need is worked out once."""
    differing = {entry.id: disagreements(atlas, entry) for entry in atlas.entries.values()}
    yield Page(HOME, "home.md.j2", {"page": home_page(atlas, differing, today), "region": region_map(atlas)})
    yield Page("map/index.md", "map.md.j2", {"page": map_page(atlas)})
    yield Page("differ/index.md", "differ.md.j2", {"page": differ_page(atlas, differing)})
    yield Page("network/index.md", "network.md.j2", {"page": network_page(atlas, differing)})
    by_date = as_of(atlas, differing)
    yield Page("as-of/index.md", "as_of.md.j2", {"page": by_date})
    yield Page("as-of/undated.md", "as_of_undated.md.j2", {"page": by_date})
    for year in year_pages(by_date):
        yield Page(f"as-of/{year.year}.md", "as_of_year.md.j2", {"page": year})
