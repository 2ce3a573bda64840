"""In which area of which country an entry lies; an area is what the region is divided into, as a governorate."""

from dataclasses import dataclass

from generator.model.atlas import Atlas, Entry
from generator.model.fields import Property
from generator.model.roles import Located
from generator.model.value_types import Ref, Role
from generator.subject import subject


@dataclass(frozen=True, slots=True, order=True)
class Area:
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
    if field.marker(Property) is None:
        return (area_of_place(atlas, entry.id),)
    part = next(p.name for p in field.parts if (ref := p.marker(Ref)) is not None and ref.role is Role.LOCATION)
    places = (str(getattr(fact.statement, part)) for fact in entry.current_facts(name))
    return tuple(dict.fromkeys(area_of_place(atlas, place) for place in places if place in atlas.entries))


def area_of_place(atlas: Atlas, place: str) -> Area:
    """Return the area that a place lies in."""
    record = atlas[place].record
    return Area(record.country, area_of(atlas[place]) or "") if isinstance(record, Located) else NOWHERE


def area_of(place: Entry) -> str | None:
    """Return the id of the area that a place lies in; an area lies in itself."""
    if is_area(place):
        return place.id
    return place.record.area if isinstance(place.record, Located) else None


def is_area(entry: Entry) -> bool:
    """Tell whether an entry is an area of a country, as a governorate."""
    return isinstance(entry.record, Located) and entry.record.precision == subject().region.area
