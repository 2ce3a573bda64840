"""The map of the region for the first page: where events are recorded, by town or district."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.draw.areas import Area
from generator.draw.labels import Sizes
from generator.draw.region import Counted, Sheet, is_counted, region_drawing, region_svg, view_of
from generator.links.locations import Location
from generator.links.presence import Presence, presences
from generator.model.atlas import Atlas

SHEET = Sheet(360, 278, Sizes(phone=14.5, desk=8.5), widest=14, named=6)


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The map of the first page; `parts/region_map.md.j2` sets it as a `<figure>`, given as `region`."""

    svg: Markup
    style: str
    """The class that gives the circles the colour of their kind."""
    elsewhere: str
    """How many events are not on it, in words; empty where all are."""
    address: str = "map/index.html"
    """Of the page with the whole map, from the first page."""


def region_map(atlas: Atlas) -> RegionMap | None:
    """Return the map of the events of an atlas, or None where there is no event.

    A circle stands for a town or district; what is known to a governorate, a wider area or a country alone, or lies
    outside the region, is counted in `elsewhere`.
    """
    kinds = [kind for kind in atlas.kinds if kind.date and kind.place]
    folders = {kind.folder for kind in kinds}
    found = presences(atlas)
    counted = [held for presence in found if (held := _counted(presence, folders)).count]
    if not counted:
        return None
    shown = [held for held in counted if is_counted(view_of(SHEET), held.area)]
    names = sorted(shown, key=lambda c: (-c.count, c.id))[:4]
    words = (
        f"Iraq and Syria with a circle for each of {len(shown)} towns or districts, larger where more events are "
        f"recorded. Most are recorded at {'; '.join(c.words for c in names)}. The page of the map has the same as a table."
    )
    drawing = region_drawing(SHEET, shown, "events")
    svg = region_svg(SHEET, "Map of recorded events", words, drawing, id="region")
    return RegionMap(Markup(svg), f"ea-k-{kinds[0].singular.lower()}", _elsewhere(found, folders, shown))


def area_of(location: Location, label: str) -> Area:
    """Return a location as a drawing has it."""
    return Area(label, location.circle, location.outline, location.within)


def _counted(presence: Presence, folders: Iterable[str]) -> Counted:
    count = sum(present.entry.kind.folder in folders for present in presence.present)
    area = area_of(presence.own.location, presence.place.label)
    return Counted(presence.place.id, presence.place.label, area, count, f"{presence.place.label} ({count})")


def _elsewhere(found: Iterable[Presence], folders: Iterable[str], shown: Iterable[Counted]) -> str:
    """Return how many events have no circle at all, in a sentence."""
    drawn = {held.id for held in shown}
    places: dict[str, set[str]] = {}
    for presence in found:
        for present in presence.present:
            if present.entry.kind.folder in folders:
                places.setdefault(present.entry.id, set()).add(presence.place.id)
    count = sum(not held & drawn for held in places.values())
    verb = "is" if count == 1 else "are"
    return (
        f"{count} more {verb} known to a wider area alone, or lie{'s' if count == 1 else ''} elsewhere."
        if count
        else ""
    )
