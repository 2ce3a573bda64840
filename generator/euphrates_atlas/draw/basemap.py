"""The regional base map: outlines of countries and of the areas in them. Made with Natural Earth, which is in the public domain.

Degrees, WGS 84, longitude before latitude as in the file. A boundary is a drawing aid, not a statement on any border.
The file (TopoJSON) has features as chains of arcs: a border between two features is one arc of both, so that it stays one
line when it is simplified. Maps draw it (`map_frame`); `locations`, the rules about coordinates and the export of
places ask it for outlines.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise, product
from typing import Any, NamedTuple

from euphrates_atlas.findings import CommandFailed
from euphrates_atlas.resources import table
from euphrates_atlas.subject import subject
from euphrates_atlas.text.folding import tokens

TOLERANCE = 0.02
"""Degrees: what two decimals and the simplified outline may be off by together."""

_FILE = "kinds/region.topojson"
_MISSING = "it has the outlines of the `region` of subject.yml: draw them, or leave out `region`, and there are no maps"

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""A closed outline: points of longitude and latitude in degrees, the first again at the end."""
Chain = tuple[int, ...]
"""The arcs of an outline or line; one that is run backwards is `~number`."""


class Feature(NamedTuple):
    """A country, an area of one, a lake or a river."""

    layer: str
    name: str
    country: str
    """The letters of ISO 3166-1; empty for water."""
    polygons: tuple[tuple[Chain, ...], ...]
    """The outlines of each polygon, the outer one first, then holes; of a river its lines, each by itself."""

    @property
    def parts(self) -> tuple[Chain, ...]:
        """All outlines and lines."""
        return tuple(chain.from_iterable(self.polygons))

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The outlines or lines, in degrees."""
        return tuple(map(chained, self.parts))


@cache
def features(layer: str) -> tuple[Feature, ...]:
    """Return a layer in the order of the file: `countries`, `lakes`, `rivers`, or `Region.areas`; nothing without a region.

    Raises `CommandFailed` where the file is missing.
    """
    if not subject().region.name:
        return ()
    geometries = _map()["objects"][layer]["geometries"]
    return tuple(_feature(layer, geometry) for geometry in geometries)


@cache
def arc(number: int) -> Ring:
    """Return one arc in degrees: the file has integers, each the step from the one before."""
    transform = _map()["transform"]
    x_step, y_step = transform["scale"]
    west, south = transform["translate"]
    x = y = 0
    points = []
    for dx, dy in _map()["arcs"][number]:
        x += dx
        y += dy
        points.append((x * x_step + west, y * y_step + south))
    return tuple(points)


def chained(part: Chain, arc: Callable[[int], Ring] = arc) -> Ring:
    """Return a chain of arcs as one line; where two meet, their common point stands once."""
    points: list[Point] = []
    for number in part:
        more = arc(number) if number >= 0 else arc(~number)[::-1]
        if points:
            more = more[1:]
        points += more
    return tuple(points)


def _feature(layer: str, geometry: dict[str, Any]) -> Feature:
    """Return a geometry of the file, whose arcs are nested as its type says, with three levels: polygon, outline, arc."""
    nested = geometry["arcs"]
    match geometry["type"]:
        case "Polygon":
            nested = [nested]
        case "MultiLineString":
            nested = [[line] for line in nested]
        case "LineString":
            nested = [[nested]]
    polygons = tuple(tuple(map(tuple, polygon)) for polygon in nested)
    properties = geometry.get("properties") or {}
    country = properties.get("iso_a2") or properties.get("country") or ""
    return Feature(layer, properties.get("name", ""), country, polygons)


@cache
def _map() -> dict[str, Any]:
    """Return the file as it is. Raises `CommandFailed` where it is missing."""
    try:
        loaded: dict[str, Any] = json.loads(table(_FILE))
    except FileNotFoundError:
        raise CommandFailed(f"{_FILE} is missing: {_MISSING}") from None
    return loaded


def area(name: str) -> Feature | None:
    """Return an area of a country by its name in English, in any of its usual spellings, or None where the map has none."""
    return _areas().get(_key(name, subject().region.no_name))


@cache
def country(code: str) -> Feature | None:
    """Return a country by its letters of ISO 3166-1, or None where the map has none of it."""
    return next(
        (feature for feature in features("countries") if feature.country == code), None
    )


@cache
def river(name: str) -> Feature | None:
    """Return a river by its name in English, or None where the map does not tell it apart."""
    key = _key(name, ("river", "the"))
    numbers = subject().region.rivers.get(key)
    if numbers is None:
        return None
    lines = features("rivers")
    courses = chain.from_iterable(lines[number].polygons for number in numbers)
    return Feature("rivers", key.capitalize(), "", tuple(courses))


def rivers() -> tuple[Feature, ...]:
    """Return the rivers that have names."""
    return tuple(filter(None, map(river, subject().region.rivers)))


def holds(rings: tuple[Ring, ...], latitude: float, longitude: float) -> bool:
    """Tell whether a place lies within an outline, or no further outside than `TOLERANCE`."""
    steps = (0.0, TOLERANCE, -TOLERANCE)
    shifts = product(steps, steps)
    return any(_inside(rings, longitude + east, latitude + north) for east, north in shifts)


def _key(name: str, without: Collection[str]) -> str:
    """Return a name as it is looked up: its words, folded, without those that do not tell names apart, such as "river"."""
    return " ".join(token for token in tokens(name) if token not in without)


@cache
def _areas() -> dict[str, Feature]:
    """Return the areas of all countries by each of their spellings, as `_key` gives them."""
    region = subject().region
    by_name = {
        _key(feature.name, region.no_name): feature for feature in features(region.areas)
    }
    spelled: dict[str, Feature] = {}
    for key, others in region.spellings.items():
        if key in by_name:
            spelled |= dict.fromkeys(others, by_name[key])
    return by_name | spelled


def _inside(rings: tuple[Ring, ...], x: float, y: float) -> bool:
    """Tell whether a point lies within outlines: a ray from it to the east crosses them an odd number of times."""
    inside = False
    for ring in rings:
        for crossing in level_crossings(ring, y):
            if x < crossing:
                inside = not inside
    return inside


def level_crossings(ring: Sequence[Point], y: float) -> Iterator[float]:
    """Yield the x of each point where an outline crosses the level line at `y`."""
    for (start_x, start_y), (end_x, end_y) in pairwise(ring):
        crosses = (start_y > y) != (end_y > y)
        if crosses:
            yield start_x + (y - start_y) * (end_x - start_x) / (end_y - start_y)
