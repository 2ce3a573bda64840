"""In which part of which country an entry lies."""

from dataclasses import dataclass

from generator.links.standing import standing
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.model.kind import Property
from generator.model.values import Ref, Role


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A governorate, or a country where no governorate is named."""

    country: str
    """By its code; empty where no place is recorded."""
    governorate: str
    """The id of its entry; empty where none is named."""


NOWHERE = Area("", "")


def areas_of(atlas: Atlas, entry: Entry) -> tuple[Area, ...]:
    """Return the areas of the places that an entry lies in, each once, the preferred first; none where none is known."""
    name = entry.kind.place
    if not name:
        return ()
    field = entry.shape.fields[name]
    if field.marker(Property) is None:
        return (area_of_place(atlas, entry.id),)
    assert field.record is not None
    part = next(p.name for p in field.record.parts if (ref := p.marker(Ref)) is not None and ref.role is Role.LOCATION)
    places = (str(getattr(fact.statement, part)) for fact in standing(entry, name))
    return tuple(dict.fromkeys(area_of_place(atlas, place) for place in places if place in atlas.entries))


def area_of_place(atlas: Atlas, place: str) -> Area:
    """Return the area that a place lies in; a governorate lies in itself."""
    record = atlas[place].record
    own = place if getattr(record, "type", "") == "governorate" else ""
    return Area(getattr(record, "country", ""), getattr(record, "governorate", None) or own)
