"""Where entries are, as exact as sources and policy allow: a circle or an outline, never a point.

Drawings and exports ask here, so that no one of them shows more than another.
"""

from collections.abc import Callable
from typing import NamedTuple

from generator.facts.entry_dates import years_between, years_of
from generator.geo import basemap
from generator.geo.basemap import Feature
from generator.model.atlas import Atlas, Entry, Fact
from generator.model.codes import code_list, contains
from generator.model.fields import Property
from generator.model.roles import Located, Location
from generator.model.value_types import Ref, Role
from generator.subject import subject

PRECISIONS = "location-precision"
_ROUNDING = {0: 80, 1: 8}
"""Kilometres that the decimals of coordinates leave open: half a step north and half a step east together."""


class Area(NamedTuple):
    """An area of a country, or a country where no area is named."""

    country: str
    """By its code; empty where no place is recorded."""
    id: str
    """Of its entry; empty where none is named."""


NOWHERE = Area("", "")


def areas_of(atlas: Atlas, entry: Entry) -> tuple[Area, ...]:
    """Return the areas of the places that an entry lies in, each once, the preferred first; none where none is known."""
    if not (name := entry.kind.place):
        return ()
    field = entry.shape.fields[name]
    if field.marker(Property) is None:
        return (area_of(entry),)
    part = next(p.name for p in field.parts if (ref := p.marker(Ref)) is not None and ref.role is Role.LOCATION)
    places = (str(getattr(fact.statement, part)) for fact in entry.current_facts(name))
    return tuple(dict.fromkeys(area_of(atlas[place]) for place in places if place in atlas.entries))


def area_of(place: Entry) -> Area:
    """Return the area that a place lies in; an area lies in itself."""
    if not isinstance(record := place.record, Located):
        return NOWHERE
    return Area(record.country, place.id if is_area(place) else record.area or "")


def is_area(entry: Entry) -> bool:
    """Tell whether an entry is an area of a country, as a governorate."""
    return isinstance(entry.record, Located) and entry.record.precision == subject().region.area


def is_settlement(place: Located) -> bool:
    """Tell whether a place is a settlement, or in one: such places have coordinates, and areas and waters need none."""
    return contains(PRECISIONS, subject().region.levels[2], place.precision)


CircleOnEarth = tuple[float, float, float]
"""Longitude and latitude of the middle in degrees, radius in kilometres."""


class MapLocation(NamedTuple):
    """A place, and how exactly it is the place of an entry."""

    place: str
    """Its id."""
    label: str
    precision: str
    """As the statement says; of a place itself, what places of its type have."""
    drawn: str
    """The precision that is shown: never finer than the place."""
    circle: CircleOnEarth | None
    outline: Feature | None
    """Of the base map, where there is no circle."""
    within: Feature | None
    """The area around a circle."""
    is_rounded: bool = False
    """The circle is larger than the precision asks, since the coordinates on record have fewer than two decimals."""


Placing = tuple[MapLocation, tuple[Fact, ...]]
"""A location of an entry, with the statements that give it; a place that is its own has none."""


def is_place(entry: Entry) -> bool:
    """Tell whether other entries may lie in this one."""
    return isinstance(entry.record, Located)


def placings(atlas: Atlas, entry: Entry) -> tuple[Placing, ...]:
    """Return where an entry is, each place and precision once, in file order; superseded statements only where none stands."""
    if is_place(entry):
        return ((locate(entry, atlas), ()),)
    facts = entry.facts_of(entry.kind.place)
    current = [fact for fact in facts if fact.statement.rank != "deprecated"] or facts
    stated: dict[tuple[str, str], list[Fact]] = {}
    for fact in current:
        if isinstance(fact.statement, Location):
            stated.setdefault((fact.statement.value, fact.statement.precision), []).append(fact)
    return tuple((locate(atlas[id], atlas, precision), tuple(held)) for (id, precision), held in stated.items())


def locate(place: Entry, atlas: Atlas, stated: str = "") -> MapLocation:
    """Return a place as it may be drawn, by itself or at the precision of a statement."""
    assert isinstance(place.record, Located)
    own = place.record.precision
    stated = stated or own
    drawn = _drawn(stated, own)
    held = place.record.coordinates
    radius = code_list(PRECISIONS).codes[drawn].radius_km
    area, country = area_outline(place, atlas), basemap.country(place.record.country)
    outline = country if drawn == subject().region.levels[0] else area or country
    river = _named(place, basemap.river) if drawn == own else None
    if river is not None or held is None or (radius is None and outline is not None):
        return MapLocation(place.id, place.label, stated, drawn, None, river or outline, None)
    needed = radius or max(code.radius_km or 0 for code in code_list(PRECISIONS).codes.values())
    # those of the finer of the two, as a nought at the end is not kept
    least = _ROUNDING.get(max(len(f"{value:.2f}".rstrip("0").partition(".")[2]) for value in held), 0)
    circle = (held[1], held[0], max(needed, least))
    return MapLocation(place.id, place.label, stated, drawn, circle, None, area, least > needed)


def _drawn(stated: str, own: str) -> str:
    """Return the coarser of two precisions; of two that cannot be compared the one with the larger circle."""
    if contains(PRECISIONS, stated, own) or contains(PRECISIONS, own, stated):
        return stated if contains(PRECISIONS, stated, own) else own
    stated_km, own_km = (code_list(PRECISIONS).codes[code].radius_km or 0 for code in (stated, own))
    return stated if stated_km > own_km else own


def area_outline(place: Entry, atlas: Atlas) -> Feature | None:
    """Return the outline of the area that a place is or lies in, by whichever of its names the base map knows."""
    area = atlas.entries.get(area_of(place).id)
    return _named(area, basemap.area) if area is not None else None


def _named(place: Entry, look_up: Callable[[str], Feature | None]) -> Feature | None:
    names = (place.label, place.id, *(name.text for name in place.record.names))
    return next((feature for name in names if (feature := look_up(name)) is not None), None)


Years = tuple[int, int]
"""The first and the last, both meant."""


class Presence(NamedTuple):
    """A place, and what is there."""

    place: Entry
    location: MapLocation
    """The place by itself."""
    entries: tuple[Entry, ...]
    """By kind and id, each once."""


def presences(atlas: Atlas) -> tuple[Presence, ...]:
    """Return every place, sorted by id, with the entries that name it as their place."""
    found: dict[str, dict[str, Entry]] = {entry.id: {} for entry in atlas.entries.values() if is_place(entry)}
    for entry in atlas.entries.values():
        for location, _ in placings(atlas, entry) if not is_place(entry) else ():
            found[location.place][entry.id] = entry
    places = ((atlas[id], held) for id, held in sorted(found.items()))
    return tuple(Presence(place, locate(place, atlas), tuple(held.values())) for place, held in places)


def recorded_years(entry: Entry) -> Years | None:
    """Return the years of an entry: of its date, else those to which its current statements are dated."""
    if entry.kind.date:
        return years_of(entry)
    periods = (fact.statement.when for fact in entry.facts if fact.statement.rank != "deprecated")
    return years_between(when for when in periods if when is not None)
