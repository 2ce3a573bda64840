"""The small map on the page of an entry: the area where it is, with the towns, rivers and countries around it.

Used by `render/entries/place_map`. Lengths are units of the drawing where nothing else is said.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from euphrates_atlas.draw import basemap
from euphrates_atlas.draw.basemap import Point
from euphrates_atlas.draw.labels import (
    Board,
    Box,
    Spot,
    TypeSizes,
    along,
    roomiest,
    roomy_features,
    spots_beneath,
)
from euphrates_atlas.draw.locations import CircleOnEarth, MapLocation
from euphrates_atlas.draw.map_frame import (
    circle_element,
    courses,
    feature_element,
    frame_element,
    ground,
    outlines,
)
from euphrates_atlas.draw.projection import Bounds, View, around, fitting
from euphrates_atlas.subject import subject

WIDTH, HEIGHT = 360, 270
SIZES = TypeSizes(phone=14.5, desk=10.5)

ROOM = 1.6
"""How many times as wide as an area a map is at least: there must be something around it to know it by."""
LEAST_KM = 140
"""Kilometres that a map is wide at least, before its circles are counted."""
KM_PER_RADIUS = 24
"""Kilometres that are added for each one of the radius of its widest circle."""
MOST_LEAST_KM = 460
"""What these add up to at most; also the least width where the base map has no area to know the place by."""
LEAST_RADIUS = 4
"""Units: an area too small to be seen is drawn larger, never smaller."""
SMALL_RADIUS = 9
"""Below it the dashes of a circle are shorter, so that it stays a circle."""
TOWNS = 5
"""Towns named for orientation."""
_ROUND_KM = (10, 20, 25, 50, 100, 200, 250, 500)
"""Lengths of the bar that shows the scale."""
INSET = (84, 66)
"""Width and height of the map of the region in a corner."""
MAX_SHARE = 0.45
"""A map that shows more of the region than this needs no inset to say where it lies."""


def locator_drawing(areas: Sequence[MapLocation], towns: Iterable[MapLocation]) -> str:
    """Return the SVG of what is drawn on a map of these areas, the same for all entries that are there.

    `towns` are those that may be named for orientation.
    """
    view = _view_of(areas)
    board = Board(WIDTH, HEIGHT, SIZES)
    for area in areas:
        if (
            area.circle
        ):  # words keep off it, unless it is so large that they must stand in it
            x, y, radius = _drawn_circle(view, area.circle)
            board.block(Box.around(x, y, min(radius, 30)))
    scale = _scale_bar(view, board)
    inset = _inset(view, board)
    shown = "".join(_areas(view, areas))
    names = "".join(_names(view, areas, towns, board))
    return f"{ground(view)}{shown}{names}{scale}{inset}"


def _view_of(areas: Sequence[MapLocation]) -> View:
    """Return the view that shows all these areas, with enough around them."""
    points = [point for area in areas for point in _points_of(area)]
    radii = [area.circle[2] for area in areas if area.circle]
    least: float = MOST_LEAST_KM
    if any(area.within or area.outline for area in areas):
        widest = max(radii, default=2)
        least = min(LEAST_KM + KM_PER_RADIUS * widest, MOST_LEAST_KM)
    return fitting(Bounds.of(points), WIDTH, HEIGHT, least_km=least, room=ROOM)


def _points_of(area: MapLocation) -> list[Point]:
    """Return the points of the earth that a map of the area must show: two corners of its circle, or its outline."""
    if area.circle:
        bounds = around(*area.circle)
        return [bounds[:2], bounds[2:]]
    assert area.outline
    return [point for ring in area.outline.rings for point in ring]


def _areas(view: View, areas: Sequence[MapLocation]) -> Iterator[str]:
    """Yield the SVG of the areas around circles, then of the areas themselves, each once."""
    for within in dict.fromkeys(area.within for area in areas):
        if within:
            yield feature_element(view, within, "m-within")
    for outline in dict.fromkeys(area.outline for area in areas):
        if outline:
            yield feature_element(view, outline)
    for circle in dict.fromkeys(area.circle for area in areas):
        if circle:
            x, y, radius = _drawn_circle(view, circle)
            style = "m-area m-small" if radius < SMALL_RADIUS else "m-area"
            yield circle_element(style, x, y, radius)


def _drawn_circle(view: View, circle: CircleOnEarth) -> tuple[float, float, float]:
    """Return middle and radius of a circle as it is drawn, no smaller than `LEAST_RADIUS`."""
    x, y, radius = view.circle(*circle)
    return x, y, max(radius, LEAST_RADIUS)


def _names(
    view: View,
    areas: Sequence[MapLocation],
    towns: Iterable[MapLocation],
    board: Board,
) -> Iterator[str]:
    """Yield the SVG of the names, the most needed first: the areas, countries, towns, rivers, areas of countries."""
    shown = set()  # no name stands twice
    outlined = [area.outline for area in areas]
    for area in areas:
        if area.label not in shown:
            shown.add(area.label)
            yield board.text(area.label, _spots_of(view, area, board), "m-own")
    for feature, spot in roomy_features(view, "countries", SIZES.desk, 1):
        if feature not in outlined:
            yield board.text(
                feature.name.upper(), spots_beneath(spot, 18, 2), "m-ctry", wide=1.2
            )
    yield from islice(_town_names(view, towns, board, shown), TOWNS)
    for river in basemap.rivers():
        if river.name not in shown:
            spots = along(courses(view, river.parts), 4)
            yield board.text(river.name, spots, "m-riv")
    for feature, spot in roomy_features(view, subject().region.areas, SIZES.desk, 0.6):
        if feature.name not in shown and feature not in outlined:
            yield board.text(feature.name, [spot], "m-lab", minor=True)


def _spots_of(view: View, area: MapLocation, board: Board) -> Sequence[Spot]:
    """Return the spots for the name of an area: around its circle, along its river, or where its outline has most room."""
    if area.circle:
        x, y, radius = _drawn_circle(view, area.circle)
        right, left, above, below = board.beside(x, y, radius + 4)
        return below, above, right, left
    assert area.outline
    if area.outline.layer == "rivers":
        return along(courses(view, area.outline.parts), 6)
    spot = roomiest(outlines(view, area.outline), view.height)
    return [spot] if spot else []


def _town_names(
    view: View, towns: Iterable[MapLocation], board: Board, shown: set[str]
) -> Iterator[str]:
    """Yield the SVG of towns that have room, those first that bear the name of an area, then by distance from the middle."""
    middle = (view.width / 2, view.height / 2)
    near = []
    for town in towns:
        if town.circle and view.holds(*town.circle[:2]):
            point = view.place(*town.circle[:2])
            order = (not basemap.area(town.label), math.dist(point, middle), town.label)
            near.append((order, point))
    for (_, _, name), (x, y) in sorted(near):
        dot = Box.around(x, y, 3)
        if name in shown or not board.is_free(dot):
            continue
        words = board.text(name, board.beside(x, y, 6), "m-city")
        if words:
            shown.add(name)
            board.block(dot)
            yield f'<circle class="m-dot" cx="{x:z.0f}" cy="{y:z.0f}" r="2.2"/>{words}'


def _scale_bar(view: View, board: Board) -> str:
    """Return a bar of a round length, in a lower corner that is free, else in the middle below."""
    lengths = [km for km in _ROUND_KM if view.length(km) <= 90]
    km = max(lengths, default=10)
    length = view.length(km)
    width = length + 8 + 6 * SIZES.phone * 0.56  # with its words, of six letters
    lefts = (10.0, view.width - width - 6, (view.width - width) / 2)
    boxes = [Box(left, view.height - 24, left + width, view.height - 2) for left in lefts]
    box = next(filter(board.is_free, boxes), boxes[0])
    board.block(box)
    bottom = view.height - 9
    bar = f'<path class="m-scale" d="M{box.left:z.1f} {bottom - 4}v4h{length:z.1f}v-4"/>'
    return f'{bar}<text class="m-lab" x="{box.left + length + 5:z.0f}" y="{bottom}">{km} km</text>'


def _inset(view: View, board: Board) -> str:
    """Return the region in a corner, with a frame around what the map shows; nothing where the map shows most of it."""
    west, _, east, _ = subject().region.extent
    seen = view.bounds
    if (seen.east - seen.west) / (east - west) > MAX_SHARE:
        return ""
    width, height = INSET
    region = fitting(Bounds(*subject().region.inset), width, height)
    for y, x in product((6, view.height - height - 6), (view.width - width - 6, 6)):
        corner = Box(x, y, x + width, y + height)
        if board.is_free(corner.grown(4)):
            board.block(corner.grown(3))
            return (
                f'<svg class="ea-inset" x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
                f"{ground(region, countries_only=True)}{frame_element(region, seen)}"
                f'<rect class="m-frame" width="{width}" height="{height}"/></svg>'
            )
    return ""
