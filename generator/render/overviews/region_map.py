"""The map of the region for the first page: where events are recorded, by town or district."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from generator.draw.labels import TypeSizes
from generator.draw.region import CountedPlace, Sheet, is_counted, region_drawing, region_svg
from generator.facts.locations import Presence, presences
from generator.model.atlas import Atlas
from generator.subject import subject

SHEET = Sheet(360, 278, TypeSizes(phone=14.5, desk=8.5), widest=14, named=6)


class RegionMap(NamedTuple):
    """The map of the first page, which the template `parts/region_map.md.j2` gets as `region`."""

    svg: Markup
    style: str
    """The class that gives the circles the colour of their kind."""
    elsewhere: str
    """How many events are not on it, in words; empty where all are."""


def region_map(atlas: Atlas) -> RegionMap | None:
    """Return the map of the events of an atlas, or None where there is no event.

    A circle stands for a town or district; what is known to a wider area or a country alone, or lies
    outside the region, is counted in `elsewhere`.
    """
    kinds = [kind for kind in atlas.kinds if kind.is_event and kind.place]
    folders = {kind.folder for kind in kinds}
    everywhere = presences(atlas)
    counted = [place for presence in everywhere if (place := _counted(presence, folders)).count]
    if not counted:
        return None
    shown = [place for place in counted if is_counted(SHEET.view, place.location)]
    names = sorted(shown, key=lambda c: (-c.count, c.location.place))[:4]
    words = (
        f"{subject().region.name} with a circle for each of {len(shown)} towns or districts, larger where more events are "
        f"recorded. Most are recorded at {'; '.join(c.words for c in names)}. The page of the map has the same as a table."
    )
    drawing = region_drawing(SHEET, shown, "events")
    svg = region_svg(SHEET, "Map of recorded events", words, drawing, id="region")
    return RegionMap(Markup(svg), f"ea-k-{kinds[0].singular.lower()}", _elsewhere(everywhere, folders, shown))


def _counted(presence: Presence, folders: Iterable[str]) -> CountedPlace:
    count = sum(entry.kind.folder in folders for entry in presence.entries)
    return CountedPlace(presence.location, count, f"{presence.place.label} ({count})")


def _elsewhere(everywhere: Iterable[Presence], folders: Iterable[str], shown: Iterable[CountedPlace]) -> str:
    """Return how many events have no circle at all, in a sentence."""
    drawn = {place.location.place for place in shown}
    places: dict[str, set[str]] = {}
    for presence in everywhere:
        for entry in presence.entries:
            if entry.kind.folder in folders:
                places.setdefault(entry.id, set()).add(presence.place.id)
    count = sum(not ids & drawn for ids in places.values())
    if not count:
        return ""
    verb, ending = ("is", "s") if count == 1 else ("are", "")
    return f"{count} more {verb} known to a wider area alone, or lie{ending} elsewhere."
