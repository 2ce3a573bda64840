"""Where entries are: never finer than the place, never finer than its coordinates, and what is known at all."""

from __future__ import annotations

from typing import Any

import pytest

from euphrates_atlas.draw.locations import locate, placings
from euphrates_atlas.model.codes import code_list
from tests.stores import atlas_of, corpus, whole_store

PLACES = {
    "places/syria": "{name: Syria, type: country, country: SY}",
    "places/yemen": "{name: Yemen, type: country, country: YE}",
    "places/homs": "{name: Homs governorate, type: governorate, country: SY, within: syria}",
    "places/khuzestan": "{name: Khuzestan province, type: governorate, country: IR}",
    "places/tanf": "{name: Tanf, type: settlement, country: SY, governorate: homs, coordinates: [33.5, 38.66]}",
    "places/akashat": "{name: Akashat, type: settlement, country: IQ, coordinates: [33.7, 40.0]}",
    "places/camp": "{name: Camp, type: site, country: SY, coordinates: [33.51, 38.66]}",
    "places/desert": "{name: Desert, type: region, country: SY, coordinates: [34.5, 39.21]}",
    "places/euphrates": "{name: The Euphrates, type: water, country: SY, coordinates: [34.91, 40.5]}",
    "places/lake": "{name: A lake, type: water, country: SY, coordinates: [34.91, 40.5]}",
    "places/sanaa": "{name: Sanaa, type: settlement, country: YE, coordinates: [15.35, 44.21]}",
}

CASES = [
    ("tanf", "", (38.66, 33.5, 5), None),
    ("tanf", "settlement", (38.66, 33.5, 5), None),
    ("tanf", "site", (38.66, 33.5, 5), None),
    ("tanf", "vicinity", (38.66, 33.5, 25), None),
    ("tanf", "district", (38.66, 33.5, 40), None),
    ("tanf", "governorate", None, "Homs"),
    ("tanf", "region", (38.66, 33.5, 100), None),
    ("tanf", "country", None, "Syria"),
    ("tanf", "sea-air", (38.66, 33.5, 100), None),
    ("camp", "site", (38.66, 33.51, 2), None),
    ("camp", "governorate", None, "Syria"),
    ("akashat", "", (40.0, 33.7, 8), None),
    ("akashat", "vicinity", (40.0, 33.7, 25), None),
    ("homs", "", None, "Homs"),
    ("homs", "settlement", None, "Homs"),
    ("homs", "country", None, "Syria"),
    ("syria", "", None, "Syria"),
    ("syria", "region", None, "Syria"),
    ("desert", "settlement", (39.21, 34.5, 100), None),
    ("desert", "governorate", (39.21, 34.5, 100), None),
    ("euphrates", "", None, "Euphrates"),
    ("euphrates", "vicinity", None, "Euphrates"),
    ("lake", "", (40.5, 34.91, 100), None),
    ("khuzestan", "", None, "Iran"),
    ("yemen", "", None, None),
    ("sanaa", "", (44.21, 15.35, 5), None),
    ("sanaa", "country", (44.21, 15.35, 100), None),
]


@pytest.mark.parametrize(("place", "stated", "circle", "outline"), CASES)
def test_where_it_is(place: str, stated: str, circle: Any, outline: str | None) -> None:
    atlas = atlas_of(PLACES)
    found = locate(atlas[place], atlas, stated)
    assert found.circle == circle
    assert (found.outline.name if found.outline else None) == outline


def test_a_circle_is_never_smaller_than_the_policy_says() -> None:
    """Of every place of the store at every precision: the radius of the policy at least, and the coordinates as stored."""
    codes = code_list("location-precision").codes
    for atlas in (whole_store(), corpus()):
        for entry in atlas.entries.values():
            held = getattr(entry.record, "coordinates", None)
            if held is None:
                continue
            for code in ("", *codes):
                found = locate(entry, atlas, code)
                if found.circle is not None:
                    assert found.circle[:2] == (held[1], held[0])
                    assert found.circle[2] >= (codes[code].radius_km or 0 if code else 2), (entry.id, code)


def test_what_is_superseded_is_not_drawn_where_something_stands() -> None:
    place = (
        "[{value: tanf, precision: settlement, rank: deprecated, reason: wrong-place, cite: [s]},"
        " {value: camp, precision: site, cite: [s]}, {value: camp, precision: site, by: g1, cite: [s]}]"
    )
    atlas = atlas_of({**PLACES, "bases/b": f"place: {place}"})
    found = placings(atlas, atlas["b"])
    assert [(location.place, len(facts)) for location, facts in found] == [("camp", 2)]


def test_what_is_superseded_is_drawn_where_nothing_stands() -> None:
    place = "{value: tanf, precision: settlement, rank: deprecated, reason: wrong-place, cite: [s]}"
    atlas = atlas_of({**PLACES, "bases/b": f"place: {place}"})
    assert [location.place for location, _ in placings(atlas, atlas["b"])] == ["tanf"]


def test_a_kind_whose_statements_of_place_have_no_precision_is_nowhere() -> None:
    """As groups, which operate in areas rather than being somewhere."""
    atlas = whole_store()
    nowhere = {e.kind.folder for e in atlas.entries.values() if not placings(atlas, e)}
    somewhere = {e.kind.folder for e in atlas.entries.values() if placings(atlas, e)}
    assert not nowhere & somewhere
    assert {"groups", "leaders", "sources", "publishers"} <= nowhere
