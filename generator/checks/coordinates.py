"""Coordinates are latitude and longitude of a town or area, at two decimals at most."""

from generator.diagnostics import Level
from generator.model.atlas import Atlas, Entry, Finding, Findings
from generator.model.roles import Located

CODE = "A507"
LEVEL = Level.ERROR
REASON = "The atlas shows towns, never points (editorial policy, rules 32 and 33)."
MAX_DECIMALS = 2


def check(atlas: Atlas, entry: Entry) -> Findings:
    """Yield findings where a town has no coordinates (A202), and where coordinates are no latitude or too exact."""
    place = entry.record
    if not isinstance(place, Located):
        return
    if (coordinates := place.coordinates) is None:
        if place.type not in place.types_without_coordinates:
            help = f"a {place.type} has them, as `coordinates: [34.37, 41.09]`"
            yield Finding("A202", entry, (), "`coordinates` are missing", help)
        return
    if abs(latitude := coordinates[0]) > 90:
        help = "write latitude first, then longitude"
        yield Finding(CODE, entry, ("coordinates", 0), f"`{latitude}` is no latitude", help)
    for index, value in enumerate(coordinates):
        if (rounded := round(value, MAX_DECIMALS)) != value:
            help = f"write {rounded}: the atlas shows towns, never points"
            yield Finding(CODE, entry, ("coordinates", index), f"`{value}` is finer than two decimals", help)
