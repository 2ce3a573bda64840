"""The map of the places of an entry, for `entry_page.py`: for each place what sources call it, how that is read, what is drawn."""

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from euphrates_atlas.draw.basemap import Feature
from euphrates_atlas.draw.locations import (
    PRECISIONS,
    MapLocation,
    is_place,
    locate,
    placings,
)
from euphrates_atlas.draw.locator_map import HEIGHT, WIDTH, locator_drawing
from euphrates_atlas.draw.map_frame import map_svg
from euphrates_atlas.draw.projection import is_covered
from euphrates_atlas.facts.plain_words import country_name
from euphrates_atlas.model.atlas import Atlas, Entry, once
from euphrates_atlas.model.codes import code_list
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.subject import subject

_AT_EDGE = 0.01
"""Degrees from the edge of the base map within which a point lies on it."""


class PlaceMap(NamedTuple):
    """The map of an entry, and what is said of each of its places."""

    svg: Markup
    """Empty where nothing of it lies on the base map."""
    rows: list[tuple[Markup, list[tuple[str, Markup]], str, str]]
    """How a place is read, what sources call it, each with its citation marks, how exactly they know it, what is drawn."""


@once
def _towns(atlas: Atlas) -> tuple[MapLocation, ...]:
    """Return the towns that help to find the way on every map."""
    places = (locate(entry, atlas) for entry in atlas if is_place(entry))
    return tuple(at for at in places if at.circle and at.drawn == "settlement")


@once
def _drawing(atlas: Atlas, drawn: tuple[MapLocation, ...]) -> str:
    """Return the map of these locations, the same for all entries that are there."""
    return locator_drawing(drawn, _towns(atlas))


def place_map(
    entry: Entry,
    words: LinkedWords,
    wordings: Mapping[str, tuple[str, Markup]],
) -> PlaceMap | None:
    """Return the map of an entry, or None for one that is nowhere, or where the atlas has no region.

    `wordings` are the words of sources, with their citation marks, by the anchors of statements.
    """
    places = placings(words.atlas, entry)
    if not places or not subject().region.name:
        return None
    rows = []
    for location, facts in places:
        quoted = [wordings[fact.anchor] for fact in facts if fact.anchor in wordings]
        known = code_list(PRECISIONS).codes[location.precision].definition if facts else ""
        rows.append((words.place_path(location.place), quoted, known, shown_as(location)))
    drawn = tuple(location for location, _ in places if is_drawn(location))
    said = " ".join(f"{location.label}: {shown_as(location)}" for location, _ in places)
    spoken = f"{said} No exact point is drawn."
    title = f"Map: {entry.label}"
    svg = ""
    if drawn:
        drawing = _drawing(words.atlas, drawn)
        svg = map_svg("ea-map", (WIDTH, HEIGHT), "map", title, spoken, drawing)
    return PlaceMap(Markup(svg), rows)


def is_drawn(location: MapLocation) -> bool:
    """Tell whether the base map reaches a location."""
    if location.circle:
        return is_covered(*location.circle[:2])
    return location.outline is not None


def shown_as(location: MapLocation) -> str:
    """Return what a map shows of a location, in a sentence or two."""
    if not is_drawn(location):
        west, south, east, north = subject().region.extent
        return (
            f"Not drawn: it lies outside the base map, which reaches from {west:g} to {east:g} degrees east "
            f"and from {south:g} to {north:g} degrees north."
        )
    if location.outline:
        return _outline_words(location.outline)
    assert location.circle
    words = [f"A circle of {location.circle[2]} kilometres around {location.label}."]
    if location.drawn != location.precision:
        words.append("Nothing is drawn more precisely than the place it lies in.")
    if location.is_rounded:
        words.append(
            "The recorded coordinates are rounded, and the circle covers the margin."
        )
    return " ".join(words)


def _outline_words(outline: Feature) -> str:
    """Say that an outline is drawn: of a river, an area or a country."""
    if outline.layer == "rivers":
        return f"The course of the {outline.name}."
    region = subject().region
    if outline.layer == region.areas:
        return f"The outline of {outline.name} {region.area}."
    reach = ", as far as the map reaches" if _is_cut(outline) else ""
    return f"The outline of {country_name(outline.country)}{reach}."


def _is_cut(outline: Feature) -> bool:
    """Tell whether an outline ends at an edge of the base map: a point of it lies there."""
    west, south, east, north = subject().region.extent
    points = chain.from_iterable(outline.rings)
    return any(min(x - west, east - x, y - south, north - y) < _AT_EDGE for x, y in points)
