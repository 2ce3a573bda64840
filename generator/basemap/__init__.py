"""The regional base map: outlines of countries and governorates. Made with Natural Earth, which is in the public domain.

Degrees, WGS 84, longitude before latitude as in the file. A boundary is a drawing aid, not a statement on any border.
"""

from functools import cache, lru_cache
from itertools import pairwise

from generator.basemap.topology import Feature, Ring, features
from generator.text.folding import tokens

EXTENT = (31.0, 24.0, 57.0, 41.0)
"""West, south, east and north of what the base map covers, in degrees."""

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

_RIVERS = {"euphrates": (0, 3, 5, 6), "tigris": (4, 10)}
"""The lines that make a river; the file has no names for them."""


def governorates() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of the governorates of Iraq and Syria, by folded name without the word."""
    return {_key(feature.name): feature.rings for feature in features("governorates")}


def outline_of(name: str) -> tuple[Ring, ...] | None:
    """Return the outlines of a governorate by its name in English, or None where the map has none."""
    held = governorate(name)
    return held.rings if held is not None else None


@lru_cache(maxsize=8192)  # the same few places are asked for with every entry
def governorate(name: str) -> Feature | None:
    """Return a governorate by its name in English, in any of its usual spellings, or None where the map has none."""
    key = _key(name)
    return _governorates().get(_other_names().get(key, key))


@cache
def country(code: str) -> Feature | None:
    """Return a country by its letters of ISO 3166-1, or None where the map has none of it."""
    return next((feature for feature in features("countries") if feature.country == code), None)


@lru_cache(maxsize=8192)
def river(name: str) -> Feature | None:
    """Return a river by its name in English, or None where the map does not tell it apart."""
    key = " ".join(token for token in tokens(name) if token not in ("river", "the"))
    numbers = _RIVERS.get(key)
    if numbers is None:
        return None
    lines = features("rivers")
    return Feature("rivers", key.capitalize(), "", tuple(part for number in numbers for part in lines[number].parts))


def rivers() -> tuple[Feature, ...]:
    """Return the rivers that have names."""
    return tuple(held for name in _RIVERS if (held := river(name)) is not None)


def holds(rings: tuple[Ring, ...], latitude: float, longitude: float) -> bool:
    """Tell whether a place lies within an outline, or no further outside than `TOLERANCE`."""
    steps = (0.0, TOLERANCE, -TOLERANCE)
    return any(_inside(rings, longitude + dx, latitude + dy) for dx in steps for dy in steps)


def _key(name: str) -> str:
    return " ".join(token for token in tokens(name) if token not in _NO_NAME)


@cache
def _governorates() -> dict[str, Feature]:
    return {_key(feature.name): feature for feature in features("governorates")}


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
