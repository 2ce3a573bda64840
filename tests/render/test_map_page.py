"""The page of the map: every place with something at it, once as a mark or with the reason why not, and in the table."""

from __future__ import annotations

import gzip
import re
from functools import cache

import pytest

from generator.links.linking import link
from generator.links.presence import presences
from generator.render.environment import environment
from generator.render.overviews.map_page import MOST_PLACES, MapPage, Period, map_page, periods_of
from generator.render.pages import render_pages
from tests.stores import atlas_of, real_store

MAX_BYTES = 8192
"""Of the large map as sent: the only picture of its page."""


@cache
def page() -> MapPage:
    return map_page(real_store())


def marked() -> list[str]:
    return re.findall(r'<a class="m-link"[^>]* data-place="([^"]*)"', page().svg)


def test_the_map_is_small_and_its_marks_lead_to_their_places() -> None:
    assert len(gzip.compress(page().svg.encode(), mtime=0)) < MAX_BYTES
    assert len(marked()) == len(set(marked()))
    for id, address in re.findall(r'href="([^"]*)" data-place="([^"]*)"', page().svg):
        assert id == f"../places/{address}.html"


def test_what_has_no_mark_says_why() -> None:
    for row in page().rows:
        assert (row.id in marked()) == (not row.drawn.startswith("not drawn")), row.id


def test_each_place_with_something_at_it_has_a_row() -> None:
    held = {p.place.id: len(p.present) for p in presences(real_store()) if p.present}
    assert {row.id: row.total for row in page().rows} == held
    assert all(sum(number for number, _ in row.counts) == row.total for row in page().rows)


def test_a_map_of_many_places_shows_those_with_most() -> None:
    places = {f"places/p-{n:03}": f"name: P {n:03}\ntype: settlement\nwithin: land" for n in range(MOST_PLACES + 5)}
    bases = {
        f"bases/b-{n:03}": f"name: B {n:03}\nplace: {{value: p-{n:03}, precision: settlement, cite: [s]}}"
        for n in range(MOST_PLACES + 5)
    }
    last = f"p-{MOST_PLACES + 4:03}"
    twice = {"bases/again": f"name: Again\nplace: {{value: {last}, precision: settlement, cite: [s]}}"}
    atlas = atlas_of(places | bases | twice)
    found = map_page(atlas)

    assert len(found.rows) == MOST_PLACES
    assert last in {row.id for row in found.rows}
    assert found.left == len([p for p in presences(atlas) if p.present]) - MOST_PLACES
    assert f"{found.left} other places" in render_pages(atlas)["map/index.md"].decode()


def test_each_entry_counts_in_a_period_at_least() -> None:
    """An entry that lasts counts in several; none is lost between two."""
    for row in page().rows:
        assert max(row.periods) <= row.total <= sum(row.periods), row.id


@pytest.mark.parametrize(
    ("years", "periods"),
    [
        ([], []),
        ([(2021, 2021)], [(2021, 2021)]),
        ([(2020, 2021), (2024, 2024)], [(2020, 2020), (2021, 2021), (2022, 2022), (2023, 2023), (2024, 2024)]),
        ([(2003, 2014)], [(2003, 2004), (2005, 2006), (2007, 2008), (2009, 2010), (2011, 2012), (2013, 2014)]),
        ([(2003, 2015)], [(2003, 2003), (2004, 2006), (2007, 2009), (2010, 2012), (2013, 2015)]),
    ],
)
def test_periods(years: list[tuple[int, int]], periods: list[tuple[int, int]]) -> None:
    """Alike in length, the last ending with the newest year, six at most, no year in two or in none."""
    assert periods_of(years) == tuple(Period(*period) for period in periods)


def test_a_list_behind_a_number_is_there() -> None:
    """The address of each count is on the page of its place."""
    pages = render_pages(real_store())
    for row in page().rows:
        for number, address in row.counts:
            if number:
                path, _, anchor = address.removeprefix("../").partition(".html#")
                text = pages[f"{path}.md"].decode()
                assert f"{{#{anchor}}}" in text or f'id="{anchor}"' in text


def test_an_atlas_without_places_has_a_page() -> None:
    empty, _ = link([], real_store().kinds)
    text = environment().get_template("map.md.j2").render(page=map_page(empty))
    assert "There are no entries with a place yet." in text
    assert "\n\n\n" not in text.split("---", 2)[2]
