"""Where an entry is: a map of areas, and beside it what sources say, how it is read and what is drawn of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.basemap import EXTENT, governorate
from generator.basemap.topology import Feature
from generator.codes import code_list
from generator.draw.areas import Area
from generator.draw.locator import Town, locator_drawing, locator_map
from generator.draw.projection import is_covered
from generator.links.locations import PRECISIONS, Location, Placing, is_place, locate, placings
from generator.model.atlas import Atlas
from generator.model.entry import Entry
from generator.render.facts import FactView
from generator.render.values import Words, country_name

OUTSIDE = (
    f"Not drawn: it lies outside the base map, which reaches from {EXTENT[0]:g} to {EXTENT[2]:g} degrees east "
    f"and from {EXTENT[1]:g} to {EXTENT[3]:g} degrees north."
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of an entry."""

    wordings: tuple[tuple[str, Markup], ...]
    """What sources call it, each with its citation marks."""
    read_as: Markup
    precision: str
    """How exactly sources know it; empty on the page of the place itself."""
    shown_as: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The map of an entry, and a row for each of its places."""

    svg: Markup
    """Empty where nothing of it lies on the base map."""
    rows: tuple[PlaceRow, ...]


class PlaceMaps:
    """Draws the maps of one atlas; the towns that help to find the way are collected once."""

    def __init__(self, atlas: Atlas, earlier: "PlaceMaps | None" = None) -> None:
        """Take the atlas; of earlier maps with the same towns, what was drawn is drawn no more."""
        self._atlas = atlas
        self._words = Words(atlas)
        self._towns: tuple[Town, ...] = tuple(_towns(atlas)) if earlier is None else earlier._towns
        self._drawings: dict[tuple[Area, ...], str] = {} if earlier is None else earlier._drawings

    def on(self, atlas: Atlas, changed: Iterable[Entry]) -> "PlaceMaps":
        """Return the maps of an atlas in which these entries are others, or were."""
        return PlaceMaps(atlas, None if any(map(is_place, changed)) else self)

    @property
    def towns(self) -> tuple[Town, ...]:
        """What all maps are drawn with."""
        return self._towns

    def of(self, entry: Entry, facts: Iterable[FactView]) -> PlaceMap | None:
        """Return the map of an entry, or None for one that is nowhere; `facts` are its statements as the page shows them."""
        found = placings(self._atlas, entry)
        if not found:
            return None
        views = {view.anchor: view for view in facts}
        rows = tuple(self._row(placing, views) for placing in found)
        areas = tuple(self._area(p.location) for p in found if is_drawn(p.location))
        if not areas:
            return PlaceMap(Markup(""), rows)
        said = [f"{self._atlas[p.location.place].label}: {shown_as(p.location, self._atlas)}" for p in found]
        words = " ".join([*said, "No exact point is drawn."])
        return PlaceMap(Markup(locator_map(f"Map: {entry.label}", words, self._drawing(areas))), rows)

    def _drawing(self, areas: tuple[Area, ...]) -> str:
        if areas not in self._drawings:
            self._drawings[areas] = locator_drawing(areas, self._towns)
        return self._drawings[areas]

    def _row(self, placing: Placing, views: dict[str, FactView]) -> PlaceRow:
        held = [views[fact.anchor] for fact in placing.facts if fact.anchor in views]
        code = code_list(PRECISIONS).codes[placing.location.precision]
        precision = code.definition if placing.facts else ""
        return PlaceRow(
            tuple((view.verbatim, view.marks) for view in held if view.verbatim),
            place_words(self._words, placing.location),
            precision,
            shown_as(placing.location, self._atlas),
        )

    def _area(self, location: Location) -> Area:
        return Area(self._atlas[location.place].label, location.circle, location.outline, location.within)


def place_words(words: Words, location: Location) -> Markup:
    """Return a link to a place, with the governorate and country it lies in; a country lies in none."""
    outline = location.outline
    is_country = outline is not None and outline.layer == "countries" and location.drawn == "country"
    return words.link(location.place) if is_country else words.place_path(location.place)


def is_drawn(location: Location) -> bool:
    """Tell whether the base map reaches a location."""
    if location.circle is not None:
        return is_covered(*location.circle[:2])
    return location.outline is not None


def shown_as(location: Location, atlas: Atlas) -> str:
    """Return what a map shows of a location, in a sentence or two."""
    if not is_drawn(location):
        return OUTSIDE
    name = atlas[location.place].label
    if location.outline is not None:
        return _outline_words(location.outline)
    assert location.circle is not None
    words = [f"A circle of {location.circle[2]} kilometres around {name}."]
    if location.drawn != location.precision:
        words.append("Nothing is drawn finer than the place it lies in.")
    if location.is_rounded:
        words.append("The coordinates on record are rounded, and the circle holds what they leave open.")
    return " ".join(words)


def _outline_words(outline: Feature) -> str:
    if outline.layer == "rivers":
        return f"The course of the {outline.name}."
    if outline.layer == "governorates":
        return f"The outline of {outline.name} governorate."
    west, south, east, north = EXTENT
    edges = ((x - west, east - x, y - south, north - y) for ring in outline.rings for x, y in ring)
    cut = any(min(edge) < 0.01 for edge in edges)
    return f"The outline of {country_name(outline.country)}" + (", as far as the map reaches." if cut else ".")


def _towns(atlas: Atlas) -> Iterable[Town]:
    for entry in atlas.entries.values():
        if is_place(entry):
            found = locate(entry, atlas)
            if found.circle is not None and found.drawn == "settlement":
                longitude, latitude, _ = found.circle
                yield Town(entry.label, longitude, latitude, governorate(entry.label) is not None)
