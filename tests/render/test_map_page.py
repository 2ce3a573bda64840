"""The page of the map: every place with something at it, once as a mark or with the reason why not, and in the table."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest

from euphrates_atlas.draw.locations import presences
from euphrates_atlas.render.overviews.index_pages import index_pages
from euphrates_atlas.render.overviews.map_page import MOST_PLACES, pages, periods_of
from euphrates_atlas.render.site_input import SiteInput
from tests.stores import atlas_and_faults, atlas_of, whole_store

MOST_OF_GROUND, MOST_OF_A_MARK = 4_925, 33
"""Bytes of the large map as sent, the only picture of its page: the ground with its names, and each of at most `MOST_PLACES` marks."""


class Place(NamedTuple):
    """One row of the table."""

    id: str
    entries: int
    text: str
    numbers: list[int]
    """By kind, then by period; none is 0."""


@cache
def page() -> str:
    return str(dict(pages(SiteInput(whole_store())))["map/index.md"])


@cache
def entries() -> dict[str, Any]:
    return json.loads(dict(pages(SiteInput(whole_store())))["map/entries.json"])


def svg() -> str:
    return page()[page().index("<svg") : page().index("</svg>") + 6]


def listed(text: str) -> list[Place]:
    kinds = re.search(r'data-kinds="([^"]*)"', text)
    by_kind = kinds[1].count(";") + 1 if kinds else 0
    places = []
    for id, name, cells in re.findall(r'<tr data-place="([^"]*)"><th scope="row">(.*?)</th>(.*)</tr>', text):
        numbers = [int(n or 0) for n in re.findall(r">(\d+)<|–", cells)]
        places.append(Place(id, sum(numbers[:by_kind]), name, numbers))
    return places


def marked() -> list[str]:
    return re.findall(r'<a class="m-link" href="../places/([^"]*).html"', svg())


def test_the_map_is_small_and_its_marks_lead_to_their_places() -> None:
    assert len(gzip.compress(svg().encode(), mtime=0)) < MOST_OF_GROUND + MOST_OF_A_MARK * len(marked())
    assert len(marked()) == len(set(marked()))
    assert len(marked()) == svg().count('class="m-link"')
    assert {*marked()} <= {place.id for place in listed(page())}


def test_what_has_no_mark_says_why() -> None:
    for place in listed(page()):
        assert (place.id in marked()) == ("not drawn" not in place.text), place.id


def test_each_place_with_something_at_it_has_a_row() -> None:
    there = {p.place.id: len(p.entries) for p in presences(whole_store()) if p.entries}
    assert {place.id: place.entries for place in listed(page())} == there


def test_a_map_of_many_places_shows_those_with_most() -> None:
    places = {f"places/p-{n:03}": f"name: P {n:03}\ntype: settlement\nwithin: land" for n in range(MOST_PLACES + 5)}
    bases = {
        f"bases/b-{n:03}": f"name: B {n:03}\nplace: {{value: p-{n:03}, precision: settlement, cite: [s]}}"
        for n in range(MOST_PLACES + 5)
    }
    last = f"p-{MOST_PLACES + 4:03}"
    twice = {"bases/again": f"name: Again\nplace: {{value: {last}, precision: settlement, cite: [s]}}"}
    atlas = atlas_of(places | bases | twice)
    text = str(dict(pages(SiteInput(atlas)))["map/index.md"])
    shown = [place.id for place in listed(text)]
    left_out = len([p for p in presences(atlas) if p.entries]) - MOST_PLACES

    assert len(shown) == MOST_PLACES
    assert last in shown
    assert f"{left_out} other places" in text


def test_each_entry_counts_once_by_kind_and_in_a_period_at_least() -> None:
    """An entry that lasts counts in several; none is lost between two."""
    kinds = page().split('data-kinds="')[1].partition('"')[0].count(";") + 1
    for place in listed(page()):
        by_kind, by_period = place.numbers[:kinds], place.numbers[kinds:]
        assert sum(by_kind) == place.entries, place.id
        assert max(by_period) <= place.entries <= sum(by_period), place.id


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
    assert periods_of(years) == tuple(periods)


def test_a_list_behind_a_number_is_there(whole_pages: dict[str, str]) -> None:
    """The address of each count is on the page of its place."""
    for address in re.findall(r'<td[^>]*><a href="\.\./([^"]*)"', page()):
        path, _, anchor = address.partition(".html#")
        text = whole_pages[f"{path}.md"]
        assert f"{{#{anchor}}}" in text or f'id="{anchor}"' in text


def test_an_atlas_without_places_has_a_page() -> None:
    empty, _ = atlas_and_faults([])
    text = str(dict(pages(SiteInput(empty)))["map/index.md"])
    assert "There are no entries with a place yet." in text
    assert "\n\n\n" not in text.split("---", 2)[2]


def of_villages() -> str:
    """Return the page of made-up events in six villages that lie close together, where the close-up is."""
    texts = {}
    for number in range(6):
        at = f"[{34.36 + number * 0.03:.2f}, {40.80 + number * 0.08:.2f}]"
        texts[f"places/village{number}"] = f"{{type: settlement, governorate: province, coordinates: {at}}}"
        texts[f"strikes/event{number}"] = f"place: {{value: village{number}, precision: settlement, cite: [s]}}"
    return str(dict(pages(SiteInput(atlas_of(texts))))["map/index.md"])


@pytest.mark.parametrize("made", [of_villages, pytest.param(page, marks=pytest.mark.full)])
def test_the_close_up_shows_apart_what_the_map_shows_in_a_heap(made: Callable[[], str]) -> None:
    """No middle of a mark is under another; of both maps a place has the same size and leads to the same page."""
    whole, close_up = re.findall(r"<svg.*?</svg>", made(), re.DOTALL)
    mark = re.compile(
        r'/([^/"]*)\.html"><title>[^<]*</title><path class="m-ev[^"]*" transform="translate\(([\d.]+) ([\d.]+)\)scale\(([\d.]+)\)"'
    )
    drawn = {id: tuple(map(float, numbers)) for id, *numbers in mark.findall(close_up)}
    assert len(drawn) > 4
    for id, (x, y, _) in drawn.items():
        for other, (at_x, at_y, size) in drawn.items():
            assert id == other or (x - at_x) ** 2 + (y - at_y) ** 2 > size**2, (id, other)
    sizes = {id: float(size) for id, _, _, size in mark.findall(whole)}
    assert {id: size for id, (_, _, size) in drawn.items()} == {id: sizes[id] for id in drawn}
    assert whole.count('class="m-box"') == 1


def test_the_file_of_the_script_has_each_entry_once_with_all_its_places() -> None:
    """In the values that the index of its kind gives it, and with what a card says."""
    atlas = whole_store()
    expected = {entry.id: set[str]() for presence in presences(atlas) for entry in presence.entries}
    for presence in presences(atlas):
        for entry in presence.entries:
            expected[entry.id].add(presence.place.id)
    rows = entries()["rows"]
    found = {row[0].split("/")[-1].removesuffix(".html"): {entries()["at"][n] for n in row[3]} for row in rows}
    assert found == expected
    assert len(rows) == len(found)
    for _, _, _, _, values, cells, _, days in rows:
        assert values.count("|") == len(entries()["facets"]) - 1
        assert len(cells) == len(entries()["columns"][values.split("|")[0]])
        assert days is None or days[0] <= days[1]


def test_a_card_has_the_days_of_what_lasts() -> None:
    """So that it can say what held on a day; what has no period is not said of any."""
    (row,) = (row for row in entries()["rows"] if row[0].endswith("/ain-al-asad-air-base.html"))
    place, status, control = (
        row[5][entries()["columns"]["site"].index(name)] for name in ("Type", "Status", "Control")
    )
    assert isinstance(place, str)
    assert status == [
        "In use, as of 2026; Handed over, 17 Jan 2026",
        ["In use", "2026-01-18/2026-01-18/2026-01-18/"],
        ["In use", "/2026-01-01/2026-01-01/2026-01-31"],
        ["Handed over", "2026-01-17"],
    ]
    assert ["United States", "2003-01-01/2003-12-31/2011-01-01/2011-12-31"] in control


def test_a_choice_means_the_same_on_the_map_and_in_the_index() -> None:
    """The events that have a value of a facet are as many as its index says."""
    atlas = whole_store()
    kind = next(kind for kind in atlas.kinds if kind.is_event)
    page = next(index_pages(atlas, kind))
    for facet in page["facets"]:
        at = entries()["facets"].index(facet.key)
        own = [row[4].split("|")[at].split() for row in entries()["rows"] if row[4].startswith("event|")]
        for value, _, count in facet.choices:
            assert sum(value in values for values in own) == count, (facet.key, value)
