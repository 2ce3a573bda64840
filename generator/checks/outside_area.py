"""A town lies in its {area}, and in its country."""

from generator.diagnostics import Level
from generator.facts.basemap import country, holds
from generator.facts.locations import area_outline
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Located
from generator.subject import subject

CODE = "A513"
LEVEL = Level.ERROR
REASON = "Latitude and longitude are easily exchanged, and the map would show it elsewhere."


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield a finding for coordinates outside the area's outline, where the base map has one."""
    place = entry.record
    if not isinstance(place, Located) or not place.coordinates:
        return
    latitude, longitude = place.coordinates
    area = area_outline(entry, atlas) if place.area else country(place.country)
    is_water = place.type in place.types_without_coordinates
    if area is not None and abs(latitude) <= 90 and not is_water and not holds(area.rings, latitude, longitude):
        message = f"{latitude}, {longitude} lies outside `{place.area or place.country}`"
        help = f"write latitude first, then longitude; or name the {subject().region.area} it lies in"
        yield Finding(CODE, entry, ("coordinates",), message, help)
