"""The file of the base map decoded: features as chains of arcs, which neighbours share.

A border between two features is one arc of both, so that it stays one line when it is simplified (TopoJSON).
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.resources import table

Point = tuple[float, float]
Ring = tuple[Point, ...]
"""A closed outline: points of longitude and latitude in degrees, the first again at the end."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A country, an area of one, a lake or a river."""

    layer: str
    name: str
    country: str
    """The letters of ISO 3166-1; empty for water."""
    parts: tuple[tuple[int, ...], ...]
    """The arcs of each outline or line; one that is run backwards is `~number`."""

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
    x = y = 0
    points = []
    for dx, dy in _map()["arcs"][number]:
        x, y = x + dx, y + dy
        points.append((x * kx + tx, y * ky + ty))
    return tuple(points)


def chained(part: tuple[int, ...]) -> Ring:
    """Return a chain of arcs as one line; where two meet, their common point stands once."""
    points: list[Point] = []
    for number in part:
        held = arc(number) if number >= 0 else arc(~number)[::-1]
        points += held[1 if points else 0 :]
    return tuple(points)


def _feature(layer: str, geometry: dict[str, Any]) -> Feature:
    held, kind = geometry["arcs"], geometry["type"]
    parts = [part for polygon in held for part in polygon] if kind == "MultiPolygon" else held
    parts = [parts] if kind == "LineString" else parts
    properties = geometry.get("properties") or {}
    country = properties.get("iso_a2") or properties.get("country") or ""
    return Feature(layer, properties.get("name", ""), country, tuple(tuple(part) for part in parts))


@cache
def _map() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(table("kinds/region.topojson"))
    return loaded
