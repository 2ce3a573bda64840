"""Where entries are, as exact as sources and policy allow: a circle or an outline, never a point.

Drawings and exports ask here, so that no one of them shows more than another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import basemap
from generator.basemap.topology import Feature
from generator.codes import code_list, contains
from generator.model.atlas import Atlas
from generator.model.entry import Entry, Fact
from generator.model.kind import Property
from generator.model.values import CodeOf, Ref, Role

PRECISIONS = "location-precision"
_ROUNDING = {0: 80, 1: 8}
"""Kilometres that the decimals of coordinates leave open: half a step north and half a step east together."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place, and how exactly it is the place of an entry."""

    place: str
    """Its id."""
    precision: str
    """As the statement says; of a place itself, what places of its type have."""
    drawn: str
    """The precision that is shown: never finer than the place."""
    circle: tuple[float, float, int] | None
    """Longitude and latitude of its middle in degrees, radius in kilometres."""
    outline: Feature | None
    """Of the base map, where there is no circle."""
    within: Feature | None
    """The governorate around a circle."""
    is_rounded: bool = False
    """The circle is larger than the precision asks, since the coordinates on record have fewer than two decimals."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A location of an entry, with the statements that give it; a place that is its own has none."""

    location: Location
    facts: tuple[Fact, ...]


def is_place(entry: Entry) -> bool:
    """Tell whether other entries may lie in this one."""
    return Role.LOCATION in entry.kind.roles


def placings(atlas: Atlas, entry: Entry) -> tuple[Placing, ...]:
    """Return where an entry is, each place and precision once, in file order; superseded statements only where none stands."""
    if is_place(entry):
        return (Placing(locate(entry, atlas), ()),)
    facts = list(entry.facts_of(entry.kind.place)) if _names_place(entry) else []
    standing = [fact for fact in facts if fact.statement.rank != "deprecated"] or facts
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in standing:
        found.setdefault((getattr(fact.statement, "value"), getattr(fact.statement, "precision")), []).append(fact)
    return tuple(Placing(locate(atlas[id], atlas, precision), tuple(facts)) for (id, precision), facts in found.items())


def locate(place: Entry, atlas: Atlas, stated: str = "") -> Location:
    """Return a place as it may be drawn, by itself or at the precision of a statement."""
    own = _own_precision(place)
    stated = stated or own
    drawn = _drawn(stated, own)
    held: Any = getattr(place.record, "coordinates", None)
    radius = code_list(PRECISIONS).codes[drawn].radius_km
    governorate, country = _governorate(place, atlas), basemap.country(getattr(place.record, "country", ""))
    river = _named(place, basemap.river)
    if river is not None and drawn == own:
        return Location(place.id, stated, drawn, None, river, None)
    if held is None or (radius is None and _outline(drawn, governorate, country) is not None):
        return Location(place.id, stated, drawn, None, _outline(drawn, governorate, country), None)
    needed = radius or code_list(PRECISIONS).codes["region"].radius_km or 0
    least = _ROUNDING.get(_decimals(held), 0)
    circle = (held[1], held[0], max(needed, least))
    return Location(place.id, stated, drawn, circle, None, governorate, least > needed)


def _drawn(stated: str, own: str) -> str:
    """Return the coarser of two precisions; of two that cannot be compared the one with the larger circle."""
    if contains(PRECISIONS, stated, own) or contains(PRECISIONS, own, stated):
        return stated if contains(PRECISIONS, stated, own) else own
    stated_km, own_km = (code_list(PRECISIONS).codes[code].radius_km or 0 for code in (stated, own))
    return stated if stated_km > own_km else own


def _outline(drawn: str, governorate: Feature | None, country: Feature | None) -> Feature | None:
    """Return the outline of what is known: the governorate, where no more than the country is meant the country."""
    return country if drawn == "country" else governorate or country


def _own_precision(place: Entry) -> str:
    marker = place.shape.fields[place.kind.classifier].marker(CodeOf)
    return code_list(marker.list_name).codes[getattr(place.record, place.kind.classifier)].precision


def _governorate(place: Entry, atlas: Atlas) -> Feature | None:
    """Return the governorate that a place is or lies in, by whichever of its names the base map knows."""
    above = getattr(place.record, "governorate", None)
    if above is not None and above in atlas.entries:
        return _named(atlas[above], basemap.governorate)
    return _named(place, basemap.governorate) if _own_precision(place) == "governorate" else None


def _named(place: Entry, look_up: Any) -> Feature | None:
    names = (place.label, place.id, *(name.text for name in place.record.names))
    found: Iterator[Feature | None] = (look_up(name) for name in names)
    return next((feature for feature in found if feature is not None), None)


def _names_place(entry: Entry) -> bool:
    """Tell whether the kind's statements of place name a place and a precision."""
    field = entry.shape.fields.get(entry.kind.place)
    if field is None or field.marker(Property) is None or field.record is None:
        return False
    if not {"value", "precision"} <= field.record.fields.keys():
        return False
    target = field.record.fields["value"].marker(Ref)
    return target is not None and target.role is Role.LOCATION


def _decimals(held: tuple[float, ...]) -> int:
    """Return the decimals that coordinates are known to: those of the finer of the two, as a nought at the end is not kept."""
    return max(len(text.rstrip("0")) for text in (f"{value:.2f}".partition(".")[2] for value in held))
