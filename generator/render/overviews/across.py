"""The list of the pages across entries. To add one, write a module and a template, and add a line here."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.render import corrections
from generator.render.overviews import (
    as_of_pages,
    change_pages,
    chronology_pages,
    coverage_page,
    differ_pages,
    feeds,
    field_pages,
    glossary_page,
    home_page,
    index_pages,
    map_page,
    names_pages,
    network_pages,
    overdue_page,
    rule_pages,
    search_rules_page,
    state_page,
    wanted_pages,
)
from generator.render.site_input import SiteInput


class Overview(NamedTuple):
    """Pages that are made together."""

    folder: str
    """The folder of the pages; empty for the first page, and for what is in several folders."""
    pages: Callable[[SiteInput], Iterator[tuple[str, str]] | Iterator[tuple[str, bytes]]]
    """Yields the path and the Markdown of each page, or the bytes of a feed."""


OVERVIEWS = (
    Overview("", home_page.pages),
    Overview("", index_pages.pages),
    Overview("names", names_pages.pages),
    Overview("map", map_page.pages),
    Overview("network", network_pages.pages),
    Overview("as-of", as_of_pages.pages),
    Overview("chronology", chronology_pages.pages),
    Overview("differ", differ_pages.pages),
    Overview("coverage", coverage_page.pages),
    Overview("coverage", wanted_pages.pages),
    Overview("overdue", overdue_page.pages),
    Overview("state", state_page.pages),
    Overview("changes", change_pages.pages),
    Overview("corrections", corrections.pages),
    Overview("glossary", glossary_page.pages),
    Overview("fields", field_pages.pages),
    Overview("search-rules", search_rules_page.pages),
    Overview("rules", rule_pages.pages),
    Overview("", feeds.pages),
)
