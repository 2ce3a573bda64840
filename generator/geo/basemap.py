"""The regional base map: outlines of countries and of the areas in them. Made with Natural Earth, which is in the public domain.

Degrees, WGS 84, longitude before latitude as in the file. A boundary is a drawing aid, not a statement on any border.
The file (TopoJSON) has features as chains of arcs: a border between two features is one arc of both, so that it stays one
line when it is simplified.
"""

import json
from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from generator.resources import table
from generator.subject import subject
from generator.text.folding import tokens

TOLERANCE = 0.02
"""Degrees: what two decimals and the simplified outline may be off by together."""

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
        return tuple(part for polygon in self.polygons for part in polygon)

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The outlines or lines, in degrees."""
        return tuple(chained(part) for part in self.parts)


@cache
def features(layer: str) -> tuple[Feature, ...]:
    """Return a layer in the order of the file: countries, lakes, rivers, or the areas of countries by the subject's word."""
    return tuple(_feature(layer, geometry) for geometry in _map()["objects"][layer]["geometries"])


@cache
def arc(number: int) -> Ring:
    """Return one arc in degrees: the file has integers that count on from one another."""
    (kx, ky), (tx, ty) = _map()["transform"]["scale"], _map()["transform"]["translate"]
    xs, ys = map(accumulate, zip(*_map()["arcs"][number], strict=True))
    return tuple((x * kx + tx, y * ky + ty) for x, y in zip(xs, ys, strict=True))


def chained(part: Chain, arc: Callable[[int], Ring] = arc) -> Ring:
    """Return a chain of arcs as one line; where two meet, their common point stands once."""
    points: list[Point] = []
    for number in part:
        held = arc(number) if number >= 0 else arc(~number)[::-1]
        points += held[1 if points else 0 :]
    return tuple(points)


def _feature(layer: str, geometry: dict[str, Any]) -> Feature:
    held, kind = geometry["arcs"], geometry["type"]
    if kind.endswith("LineString"):
        held = [[line] for line in (held if kind == "MultiLineString" else [held])]
    nested = [held] if kind == "Polygon" else held
    polygons = tuple(tuple(map(tuple, polygon)) for polygon in nested)
    properties = geometry.get("properties") or {}
    country = properties.get("iso_a2") or properties.get("country") or ""
    return Feature(layer, properties.get("name", ""), country, polygons)


@cache
def _map() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(table("kinds/region.topojson"))
    return loaded


def area(name: str) -> Feature | None:
    """Return an area of a country by its name in English, in any of its usual spellings, or None where the map has none."""
    return _areas().get(_key(name))


@cache
def country(code: str) -> Feature | None:
    """Return a country by its letters of ISO 3166-1, or None where the map has none of it."""
    return next((feature for feature in features("countries") if feature.country == code), None)


@cache
def river(name: str) -> Feature | None:
    """Return a river by its name in English, or None where the map does not tell it apart."""
    key = " ".join(token for token in tokens(name) if token not in ("river", "the"))
    if (numbers := subject().region.rivers.get(key)) is None:
        return None
    lines = features("rivers")
    courses = tuple(course for number in numbers for course in lines[number].polygons)
    return Feature("rivers", key.capitalize(), "", courses)


def rivers() -> tuple[Feature, ...]:
    """Return the rivers that have names."""
    return tuple(held for name in subject().region.rivers if (held := river(name)) is not None)


def holds(rings: tuple[Ring, ...], latitude: float, longitude: float) -> bool:
    """Tell whether a place lies within an outline, or no further outside than `TOLERANCE`."""
    steps = (0.0, TOLERANCE, -TOLERANCE)
    return any(_inside(rings, longitude + dx, latitude + dy) for dx in steps for dy in steps)


def _key(name: str) -> str:
    return " ".join(token for token in tokens(name) if token not in subject().region.no_name)


@cache
def _areas() -> dict[str, Feature]:
    by_name = {_key(feature.name): feature for feature in features(subject().region.areas)}
    spellings = subject().region.spellings.items()
    return by_name | {other: by_name[key] for key, others in spellings if key in by_name for other in others}


def _inside(rings: tuple[Ring, ...], x: float, y: float) -> bool:
    """Count how often a ray to the east crosses the outlines (even-odd rule)."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
