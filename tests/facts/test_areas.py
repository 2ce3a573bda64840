"""In which part of which country an entry lies."""

from __future__ import annotations

import pytest

from euphrates_atlas.draw.locations import Area, areas_of
from tests.stores import atlas_of

PLACES = {
    "places/anbar": "{type: governorate, country: IQ}",
    "places/qaim": "{type: settlement, governorate: anbar, country: IQ}",
    "places/syria": "{type: country, country: SY}",
}


@pytest.mark.parametrize(
    ("path", "text", "areas"),
    [
        ("bases/x", "place: {value: qaim, precision: settlement, cite: [s]}", [("IQ", "anbar")]),
        ("bases/x", "place: {value: anbar, precision: governorate, cite: [s]}", [("IQ", "anbar")]),
        ("strikes/x", "place: {value: syria, precision: country, cite: [s]}", [("SY", "")]),
        (
            "strikes/x",
            (
                "place: [{value: syria, precision: country, cite: [s]}, {value: qaim, precision: settlement, cite: [s]},"
                " {value: anbar, precision: governorate, cite: [s]}]"
            ),
            [("SY", ""), ("IQ", "anbar")],
        ),
        ("groups/x", "area: {place: qaim, role: stronghold, cite: [s]}", [("IQ", "anbar")]),
        ("groups/x", "", []),
        ("leaders/x", "", []),
        ("places/qaim", PLACES["places/qaim"], [("IQ", "anbar")]),
    ],
)
def test_an_entry_lies_in_the_area_of_its_places(path: str, text: str, areas: list[tuple[str, str]]) -> None:
    """A governorate lies in itself, a country in none; each area once, and none where no place is recorded."""
    atlas = atlas_of({**PLACES, path: text})
    assert list(areas_of(atlas, atlas[path.partition("/")[2]])) == [Area(*area) for area in areas]
