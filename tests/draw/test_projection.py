"""From degrees to units: the middle lies in the middle, circles are as large as the ground says, nothing lies beyond the base map."""

from __future__ import annotations

import math

import pytest

from euphrates_atlas.draw.projection import Bounds, View, around, fitting, is_covered
from euphrates_atlas.subject import subject

BAGHDAD = (44.4, 33.34)


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the way between two points on a sphere (haversine), computed apart from what is tested."""
    (x1, y1), (x2, y2) = ([math.radians(value) for value in point] for point in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def test_the_middle_of_a_view_is_its_middle() -> None:
    view = View(*BAGHDAD, scale=100, width=360, height=270)
    assert view.place(*BAGHDAD) == (180, 135)


@pytest.mark.parametrize(("longitude", "latitude"), [(44.9, 33.34), (43.9, 33.34), (44.4, 33.84), (44.4, 32.84)])
def test_lengths_are_those_of_the_ground(longitude: float, latitude: float) -> None:
    """East, west, north and south of the middle a unit is as many kilometres."""
    view = View(*BAGHDAD, scale=100, width=360, height=270)
    drawn = math.dist(view.place(*BAGHDAD), view.place(longitude, latitude))
    assert drawn == pytest.approx(view.length(km_between(BAGHDAD, (longitude, latitude))), rel=0.005)


@pytest.mark.parametrize("km", [2, 5, 25, 40, 100])
def test_a_circle_has_the_radius_of_the_ground(km: int) -> None:
    """Its edge lies where the ground is as many kilometres away."""
    view = View(*BAGHDAD, scale=100, width=360, height=270)
    x, y, radius = view.circle(*BAGHDAD, km)
    assert radius == pytest.approx(km * 100 / 111.2)
    edge = around(*BAGHDAD, km)
    assert view.place(BAGHDAD[0], edge.north)[1] == pytest.approx(y - radius)
    assert view.place(edge.east, BAGHDAD[1])[0] == pytest.approx(x + radius)


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(38.6, 33.4, 38.7, 33.6),
        Bounds(38, 29, 49, 37.5),
        Bounds(34.9, 29.5, 35.0, 29.6),
        Bounds(44, 25, 57, 40),
        Bounds(31, 24, 57, 41),
        Bounds(56.9, 40.9, 57, 41),
        Bounds(44.4, 33.3, 44.4, 33.3),
    ],
)
def test_a_view_holds_its_bounds_and_stays_on_the_base_map(bounds: Bounds) -> None:
    view = fitting(bounds, 360, 270, least_km=150)
    west, south, east, north = subject().region.extent
    seen = view.bounds
    assert view.holds(max(bounds.west, west + 1), max(bounds.south, south + 1))
    assert view.holds(min(bounds.east, east - 1), min(bounds.north, north - 1))
    assert (seen.west, seen.south) >= (west - 1e-9, south - 1e-9)
    assert seen.east <= east + 1e-9
    assert seen.north <= north + 1e-9
    assert view.holds((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2)


def test_a_view_is_never_narrower_than_asked() -> None:
    view = fitting(around(*BAGHDAD, 2), 360, 270, least_km=200)
    assert 360 / view.length(1) >= 200


def test_what_the_base_map_covers() -> None:
    assert is_covered(51.42, 35.69)
    assert not is_covered(44.2, 15.35)
    assert not is_covered(13.4, 52.5)
