"""Locations of entries, as exact as sources and policy allow: a circle or an outline, never a point.

Drawings and exports ask here, so that no one of them shows more than another. Pages, the search and checks ask it for
the area of a place. A precision is a code of the list `location-precision`.
"""

from collections.abc import Callable
from typing import NamedTuple

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw import basemap
from euphrates_atlas.draw.basemap import Feature
from euphrates_atlas.facts.entry_dates import years_between, years_of
from euphrates_atlas.model.atlas import Atlas, Entry, Fact
from euphrates_atlas.model.codes import code_list, contains
from euphrates_atlas.model.roles import Located, Location
from euphrates_atlas.subject import subject

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
    name = entry.kind.place
    if not name:
        return ()
    field = entry.shape.fields[name]
    if not field.declared:
        return (area_of(entry),)
    part = next(part.name for part in field.parts if part.names_place)
    ids = [getattr(fact.statement, part) for fact in entry.current_facts(name)]
    places = [atlas[id] for id in ids if id in atlas]
    return tuple(dict.fromkeys(map(area_of, places)))


def area_of(place: Entry) -> Area:
    """Return the area that a place lies in; an area lies in itself."""
    record = place.record
    if not isinstance(record, Located):
        return NOWHERE
    area = place.id if is_area(place) else record.area
    return Area(record.country, area or "")


def is_area(entry: Entry) -> bool:
    """Tell whether an entry is an area of a country, as a governorate."""
    record = entry.record
    return isinstance(record, Located) and record.precision == subject().region.area


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
    within: Feature | None = None
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
    field = entry.kind.place
    facts = entry.standing_facts(field) or entry.facts_of(field)
    located = [fact for fact in facts if isinstance(fact.statement, Location)]
    stated = grouped(located, lambda fact: (fact.said.value, fact.said.precision))
    return tuple(
        (locate(atlas[id], atlas, precision), tuple(held))
        for (id, precision), held in stated.items()
    )


def locate(place: Entry, atlas: Atlas, stated: str = "") -> MapLocation:
    """Return a place as it may be drawn, by itself or at the precision of a statement, never finer than the place.

    It is a circle; or an outline, where it is a river, has no coordinates, or the precision has no radius and the base
    map knows the area or country. Without coordinates, and beyond the base map, it is neither.
    """
    record = place.record
    assert isinstance(record, Located)
    own = record.precision
    stated = stated or own
    drawn = _coarser(stated, own)
    radius = _radius(drawn)
    area = area_outline(place, atlas)
    outline = basemap.country(record.country)
    if area and drawn != subject().region.levels[0]:  # that of a country
        outline = area
    river = _named(place, basemap.river) if drawn == own else None
    if river or not record.coordinates or (outline and not radius):
        return MapLocation(place.id, place.label, stated, drawn, None, river or outline)
    latitude, longitude = record.coordinates
    widest = max(map(_radius, code_list(PRECISIONS).codes))
    needed = radius or widest
    # The finer of the two counts: 33.50 is kept as 33.5.
    decimals = max(_decimals(latitude), _decimals(longitude))
    least = _ROUNDING.get(decimals, 0)
    circle = (longitude, latitude, max(needed, least))
    is_rounded = least > needed
    return MapLocation(place.id, place.label, stated, drawn, circle, None, area, is_rounded)


def _decimals(degrees: float) -> int:
    """Return how many decimals a coordinate has, two at most: 33.5 has one."""
    return len(f"{degrees:.2f}".rstrip("0").partition(".")[2])


def _radius(precision: str) -> float:
    """Return the radius of the circle of a precision; 0 where it has none."""
    return code_list(PRECISIONS).codes[precision].radius_km or 0


def _coarser(stated: str, own: str) -> str:
    """Return the coarser of two precisions; of two that cannot be compared the one with the larger circle."""
    if contains(PRECISIONS, stated, own):
        return stated
    if contains(PRECISIONS, own, stated):
        return own
    return stated if _radius(stated) > _radius(own) else own


def area_outline(place: Entry, atlas: Atlas) -> Feature | None:
    """Return the outline of the area that a place is or lies in, by whichever of its names the base map knows."""
    area = atlas.entries.get(area_of(place).id)
    return _named(area, basemap.area) if area else None


def _named(place: Entry, look_up: Callable[[str], Feature | None]) -> Feature | None:
    """Return the feature of the base map under the first of the names of a place that `look_up` knows; None: it knows none."""
    names = [place.label, place.id]
    names += [name.text for name in place.record.names]
    for name in names:
        found = look_up(name)
        if found:
            return found
    return None


Years = tuple[int, int]
"""The first and the last, both included."""


class Presence(NamedTuple):
    """A place, and what is there."""

    place: Entry
    location: MapLocation
    """The place by itself."""
    entries: tuple[Entry, ...]
    """By kind and id, each once."""


def presences(atlas: Atlas) -> tuple[Presence, ...]:
    """Return every place, sorted by id, with the entries that name it as their place."""
    places = []
    held: dict[str, dict[Entry, None]] = {}
    for entry in atlas:
        if is_place(entry):
            places.append(entry)
            continue
        for location, _ in placings(atlas, entry):
            held.setdefault(location.place, {})[entry] = None
    places.sort(key=lambda place: place.id)
    return tuple(
        Presence(place, locate(place, atlas), tuple(held.get(place.id, ())))
        for place in places
    )


def recorded_years(entry: Entry) -> Years | None:
    """Return the years of an entry: of its date, else those to which its current statements are dated."""
    if entry.kind.date:
        return years_of(entry)
    standing = [fact.statement for fact in entry.facts if fact.statement.is_current]
    return years_between(statement.when for statement in standing if statement.when)
