"""The map on the page of an entry: where it is, as an area, and what lies around it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.basemap import EXTENT
from generator.basemap.topology import features
from generator.draw.areas import Area, Circle, drawn_circle
from generator.draw.ground import FOCUS, ground, lines, outlines, shape
from generator.draw.labels import Board, Box, Sizes, Spot, along, roomiest
from generator.draw.lines import UNITS, path_data
from generator.draw.names import countries_in, governorates_in, rivers_in, shortness
from generator.draw.projection import Bounds, View, fitting
from generator.text.escape import cleaned, escape_html

WIDTH, HEIGHT = 360, 270
SIZES = Sizes(phone=14.5, desk=10.5)

ROOM = 1.6
"""How many times as wide as an area a map is at least: there must be something around it to know it by."""
LEAST_KM, KM_PER_RADIUS, MOST_LEAST_KM = 140, 24, 460
"""The width of a map at least: the first, and for each kilometre of its widest circle the second, up to the third;
the third where the base map has no governorates to know the place by."""
LEAST_RADIUS = 4
"""Units: an area too small to be seen is drawn larger, never smaller."""
SMALL_RADIUS = 9
"""Below it the dashes of a circle are shorter, so that it stays a circle."""
TOWNS = 5
"""Towns named for orientation."""
INSET = (84, 66)
MAX_SHARE = 0.45
"""A map that shows more of the region than this needs no inset to say where it lies."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town that helps readers to find their way; a name stands beside a dot, as on any map."""

    name: str
    longitude: float
    latitude: float
    is_city: bool
    """It bears the name of its governorate: better known than the others."""


def view_of(areas: Sequence[Area]) -> View:
    """Return the view of a locator map."""
    bounds = areas[0].bounds
    for area in areas[1:]:
        bounds = bounds | area.bounds
    widest = max((area.circle[2] for area in areas if area.circle), default=2)
    known = any(area.within or area.outline for area in areas)
    least = min(LEAST_KM + KM_PER_RADIUS * widest, MOST_LEAST_KM) if known else MOST_LEAST_KM
    return fitting(bounds, WIDTH, HEIGHT, least_km=least, room=ROOM)


def locator_map(title: str, words: str, drawing: str) -> str:
    """Return the map of one entry as SVG; `words` say what is drawn, for readers who do not see it."""
    return (
        f'<svg class="ea-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="map-title map-words">'
        f'<title id="map-title">{_words(title)}</title><desc id="map-words">{_words(words)}</desc>{drawing}</svg>'
    )


def locator_drawing(areas: Sequence[Area], towns: Iterable[Town]) -> str:
    """Return what is drawn on a map of these areas, the same for all entries that are there."""
    view = view_of(areas)
    board = Board(WIDTH, HEIGHT, SIZES)
    marks = list(_areas(view, areas))
    _block_circles(view, areas, board)
    scale = _scale_bar(view, board)
    inset = _inset(view, board)
    named = _names(view, areas, towns, board)
    return f"{ground(view)}{''.join(marks)}{''.join(named)}{scale}{inset}"


def _words(text: str) -> str:
    return escape_html(cleaned(text))


def _areas(view: View, areas: Sequence[Area]) -> Iterator[str]:
    """Yield the governorates around circles, then the areas themselves, each once."""
    scaled = f'<g transform="scale({1 / UNITS:g})">'
    for within in dict.fromkeys(area.within for area in areas if area.circle and area.within):
        yield scaled + shape("m-within", path_data(outlines(view, within), closed=True)) + "</g>"
    for outline in dict.fromkeys(area.outline for area in areas if area.outline):
        if outline.layer == "rivers":
            yield scaled + shape("m-course", path_data(lines(view, outline))) + "</g>"
        else:
            yield scaled + shape("m-area", path_data(outlines(view, outline), closed=True)) + "</g>"
    for circle in dict.fromkeys(area.circle for area in areas if area.circle):
        drawn = _drawn(view, circle)
        style = "m-area m-small" if drawn.radius < SMALL_RADIUS else "m-area"
        yield f'<circle class="{style}" cx="{drawn.x:.1f}" cy="{drawn.y:.1f}" r="{drawn.radius:.1f}"/>'


def _drawn(view: View, circle: tuple[float, float, float]) -> Circle:
    drawn = drawn_circle(view, *circle)
    return replace(drawn, radius=max(drawn.radius, LEAST_RADIUS))


def _block_circles(view: View, areas: Sequence[Area], board: Board) -> None:
    """Keep words off the circles, unless they are so large that words must stand in them."""
    for area in areas:
        if area.circle:
            drawn = _drawn(view, area.circle)
            radius = min(drawn.radius, 30)
            board.block(Box(drawn.x - radius, drawn.y - radius, drawn.x + radius, drawn.y + radius))


def _names(view: View, areas: Sequence[Area], towns: Iterable[Town], board: Board) -> Iterator[str]:
    """Yield the names, the most needed first: the areas, countries, towns, rivers, governorates."""
    shown = set()
    for area in areas:
        if area.label not in shown:
            shown.add(area.label)
            yield board.text(area.label, _spots_of(view, area, board), "m-own")
    yield from _country_names(view, areas, board)
    yield from _town_names(view, areas, towns, board, shown)
    for name, spots in rivers_in(view):
        if name not in shown:
            yield board.text(name, spots, "m-riv")
    for feature, spot in governorates_in(view, SIZES.desk):
        if feature.name not in shown and not any(feature == area.outline for area in areas):
            yield board.text(feature.name, [spot], "m-lab", minor=True)


def _spots_of(view: View, area: Area, board: Board) -> tuple[Spot, ...]:
    if area.circle:
        drawn = _drawn(view, area.circle)
        right, left, above, below = board.beside(drawn.x, drawn.y, drawn.radius + 4)
        return (below, above, right, left)
    assert area.outline is not None
    if area.outline.layer == "rivers":
        pieces = sorted(lines(view, area.outline), key=shortness)
        return tuple(along(pieces[0], 6)) if pieces else ()
    found = roomiest(outlines(view, area.outline), view.height)
    return (found,) if found else ()


def _country_names(view: View, areas: Sequence[Area], board: Board) -> Iterator[str]:
    for feature, spot in countries_in(view, SIZES.desk):
        if not any(feature == area.outline for area in areas):
            others = [Spot(spot.x, spot.y + step, "middle") for step in (0, 18, -18, 36, -36)]
            yield board.text(feature.name.upper(), others, "m-ctry", wide=1.2)


def _town_names(
    view: View, areas: Sequence[Area], towns: Iterable[Town], board: Board, shown: set[str]
) -> Iterator[str]:
    """Yield the nearest towns, those first that bear the name of their governorate."""
    middle = (view.width / 2, view.height / 2)
    held = view.bounds
    near = [t for t in towns if held.west < t.longitude < held.east and held.south < t.latitude < held.north]
    seen = list(zip(near, view.placed((town.longitude, town.latitude) for town in near), strict=True))
    seen.sort(key=lambda found: (not found[0].is_city, math.dist(found[1], middle), found[0].name))
    count = 0
    for town, (x, y) in seen:
        if count == TOWNS:
            break
        dot = Box(x - 3, y - 3, x + 3, y + 3)
        if town.name in shown or not board.is_free(dot):
            continue
        words = board.text(town.name, board.beside(x, y, 6), "m-city")
        if words:
            count += 1
            shown.add(town.name)
            board.block(dot)
            yield f'<circle class="m-dot" cx="{x:.0f}" cy="{y:.0f}" r="2.2"/>{words}'


def _scale_bar(view: View, board: Board) -> str:
    """Return a bar of a round length, in a lower corner that is free."""
    fitting_ = [km for km in (10, 20, 25, 50, 100, 200, 250, 500) if view.length(km) <= 90]
    km = max(fitting_, default=10)
    length = view.length(km)
    width = length + 8 + 6 * SIZES.phone * 0.56
    lefts = (10.0, view.width - width - 6, (view.width - width) / 2)
    spots = [Box(left, view.height - 24, left + width, view.height - 2) for left in lefts]
    box = next((box for box in spots if board.is_free(box)), spots[0])
    board.block(box)
    left, bottom = box.left, view.height - 9
    return (
        f'<path class="m-scale" d="M{left:.1f} {bottom - 4}v4h{length:.1f}v-4"/>'
        f'<text class="m-lab" x="{left + length + 5:.0f}" y="{bottom}">{km} km</text>'
    )


def _inset(view: View, board: Board) -> str:
    """Return the region in a corner, with a frame around what the map shows; nothing where the map shows most of it."""
    west, _, east, _ = EXTENT
    seen = view.bounds
    if (seen.east - seen.west) / (east - west) > MAX_SHARE:
        return ""
    width, height = INSET
    corners = [(x, y) for y in (6, view.height - height - 6) for x in (view.width - width - 6, 6)]
    free = ((x, y) for x, y in corners if board.is_free(Box(x - 4, y - 4, x + width + 4, y + height + 4)))
    x, y = next(free, (-1, -1))
    if x < 0:
        return ""
    board.block(Box(x - 3, y - 3, x + width + 3, y + height + 3))
    region, drawn = _region()
    left, top = region.place(seen.west, seen.north)
    right, bottom = region.place(seen.east, seen.south)
    return (
        f'<svg class="ea-inset" x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{drawn}'
        f'<rect class="m-box" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"/>'
        f'<rect class="m-frame" width="{width}" height="{height}"/></svg>'
    )


@lru_cache(maxsize=1)
def _region() -> tuple[View, str]:
    """Return the view of insets and what lies beneath: countries alone."""
    view = fitting(Bounds(34.5, 28.5, 54, 37.9), *INSET)
    others = [f for f in features("countries") if f.country not in FOCUS]
    focus = [f for f in features("countries") if f.country in FOCUS]
    drawn = "".join(
        shape(style, path_data(outlines(view, *held), closed=True))
        for style, held in (("m-land", others), ("m-focus", focus))
    )
    return view, (
        f'<rect class="m-sea" width="{INSET[0]}" height="{INSET[1]}"/><g transform="scale({1 / UNITS:g})">{drawn}</g>'
    )
