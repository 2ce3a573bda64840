"""The regional base map: outlines of countries and governorates. Made with Natural Earth, which is in the public domain.

Degrees, WGS 84, longitude before latitude as in the file. A boundary is a drawing aid, not a statement on any border.
"""

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from generator.text.folding import tokens

Ring = tuple[tuple[float, float], ...]
"""A closed outline: points of longitude and latitude, the first again at the end."""

TOLERANCE = 0.02
"""Degrees: what two decimals and the simplified outline may be off by together."""

_NO_NAME = frozenset({"governorate", "province", "of"})
_SPELLINGS = {
    "aleppo": "halab",
    "babil": "babylon",
    "basra": "basrah",
    "daraa": "deraa, dara",
    "deir zor": "deir ezzor, deir zour, deir ezzour, deir azzor, dayr zawr",
    "dhi qar": "thi qar",
    "duhok": "dohuk, dihok",
    "erbil": "arbil, irbil, hewler",
    "hasakah": "hasaka, hasakeh, hassakeh, hassakah",
    "idlib": "idleb",
    "karbala": "kerbala",
    "latakia": "lattakia, latakiyah",
    "maysan": "missan, misan",
    "nineveh": "ninawa, ninewa, nainawa",
    "qadisiyyah": "qadisiyah, qadisiya, diwaniyah, diwaniya",
    "raqqa": "raqqah, raqa, rural raqa",
    "rif dimashq": "reef dimashq, rural damascus, damascus countryside",
    "saladin": "salah din, salahuddin, salahaddin, salahudin, salah addin",
    "sulaymaniyah": "sulaymaniya, sulaimaniyah, sulaimaniya, sulaimani, slemani",
    "suwayda": "sweida, suweida, sweda",
    "tartus": "tartous",
}
"""Folded: the map's own name, and how sources write it."""


@cache
def governorates() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of the governorates of Iraq and Syria, by folded name without the word."""
    map_ = _map()
    return {_key(g["properties"]["name"]): _rings(map_, g) for g in map_["objects"]["governorates"]["geometries"]}


def outline_of(name: str) -> tuple[Ring, ...] | None:
    """Return the outlines of a governorate by its name in English, or None where the map has none."""
    key = _key(name)
    return governorates().get(_other_names().get(key, key))


def holds(rings: tuple[Ring, ...], latitude: float, longitude: float) -> bool:
    """Tell whether a place lies within an outline, or no further outside than `TOLERANCE`."""
    steps = (0.0, TOLERANCE, -TOLERANCE)
    return any(_inside(rings, longitude + dx, latitude + dy) for dx in steps for dy in steps)


def _key(name: str) -> str:
    return " ".join(token for token in tokens(name) if token not in _NO_NAME)


@cache
def _other_names() -> dict[str, str]:
    return {other: key for key, others in _SPELLINGS.items() for other in others.split(", ")}


def _inside(rings: tuple[Ring, ...], x: float, y: float) -> bool:
    """Count how often a ray to the east crosses the outlines (even-odd rule)."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@cache
def _map() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__name__).joinpath("region.topojson").read_bytes())
    return loaded


def _rings(map_: dict[str, Any], geometry: dict[str, Any]) -> tuple[Ring, ...]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return tuple(_ring(map_, arcs) for polygon in polygons for arcs in polygon)


def _ring(map_: dict[str, Any], arcs: list[int]) -> Ring:
    points: list[tuple[float, float]] = []
    for index in arcs:
        arc = _arc(map_, index if index >= 0 else ~index)
        points += (arc if index >= 0 else arc[::-1])[1 if points else 0 :]
    return tuple(points)


def _arc(map_: dict[str, Any], index: int) -> list[tuple[float, float]]:
    """Decode one arc: integers that count on from one another, scaled to degrees (TopoJSON)."""
    (kx, ky), (tx, ty) = map_["transform"]["scale"], map_["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in map_["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * kx + tx, y * ky + ty))
    return points
