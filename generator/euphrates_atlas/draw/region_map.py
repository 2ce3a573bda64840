"""The map of the whole region, with marks at each place that grow with the number of entries there.

Used by `render/overviews/map_page`, which makes it for a desk, for a phone, and for parts of the region.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from euphrates_atlas.draw.labels import Board, Box, TypeSizes, roomy_features, spots_beneath
from euphrates_atlas.draw.locations import MapLocation
from euphrates_atlas.draw.map_frame import circle_element, feature_element, ground
from euphrates_atlas.draw.projection import Bounds, View, fitting
from euphrates_atlas.draw.text_fit import escaped
from euphrates_atlas.model.kind import Kind
from euphrates_atlas.subject import subject
from euphrates_atlas.text.escape import escape_html
from euphrates_atlas.text.phrases import counted

LEAST_RADIUS = 3.2
"""Of a mark, so that a single entry is seen."""
_EVENT = "M0-1.25 1.25 0 0 1.25-1.25 0z"
"""The diamond of an event, with the surface of a circle whose radius is 1."""
_SITE = "M0-1.58 1.32.79H-1.32z"
"""The triangle of what stands somewhere, with the same surface."""
_HATCH = (
    '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="m-hatch" d="M0 0V9"/></pattern></defs>'
)

_ROUND_NUMBERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Those that the key of a map explains, as far as it needs them."""
WIDEST_TOWN = 50
"""Kilometres: a circle with a larger radius is a wider area, and is drawn as large as it is."""


class Sheet(NamedTuple):
    """The size of a map of the region, in units, and of what stands on it."""

    width: int
    height: int
    sizes: TypeSizes
    widest: float
    """The radius of the largest circle."""
    named: tuple[int, int]
    """Places named at most on a phone, and on a desk."""
    part: tuple[float, float, float, float] | None = None
    """West, south, east and north of what it shows at least, where that is not the whole region."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self[:2]

    @property
    def view(self) -> View:
        """The part of the earth that it shows."""
        return fitting(Bounds(*self.part or subject().region.view), self.width, self.height)


class CountedPlace(NamedTuple):
    """A place with the number of entries there."""

    location: MapLocation
    counts: tuple[tuple[Kind, int], ...]
    """How many of each kind; none is 0."""
    words: str
    """The place and its numbers in words."""
    href: str = ""
    """Where its mark leads; empty: nowhere."""

    @property
    def total(self) -> int:
        """How many of all kinds."""
        return sum(number for _, number in self.counts)


def radius(count: int, most: int, widest: float) -> float:
    """Return the radius of a circle whose surface grows with the count; of the count `most` it is `widest`, of 0 it is 0."""
    return max(LEAST_RADIUS, widest * math.sqrt(count / most)) if count else 0.0


class _Mark(NamedTuple):
    """The circle that a place takes on the map."""

    place: CountedPlace
    x: float
    y: float
    radius: float

    def is_within(self, other: "_Mark") -> bool:
        """Tell whether its middle lies in a larger one."""
        distance = math.dist((self.x, self.y), (other.x, other.y))
        return other.radius > max(self.radius, distance)


def region_drawing(
    sheet: Sheet, counted: Iterable[CountedPlace], unit: str, most: int = 0
) -> str:
    """Return the SVG of what is drawn on a map of the region: outlines of areas, marks, names, and what their sizes mean.

    `unit` is what is counted, in the singular. The largest mark stands for `most` entries, or else for the highest count on the map.
    """
    view = sheet.view
    places = sorted(counted, key=lambda place: (-place.total, place.location.place))
    towns = [place for place in places if is_counted(view, place.location)]
    if not most:
        most = max((town.total for town in towns), default=1)
    marks = []
    for town in towns:
        assert town.location.circle
        x, y = view.place(*town.location.circle[:2])
        size = radius(town.total, most, sheet.widest)
        marks.append(_Mark(town, x, y, size))
    drawing = ground(view)
    areas = ""
    for place in places:
        if is_outlined(view, place.location):
            areas += _linked(place, _outline(view, place.location))
    if areas:
        drawing = f'{_HATCH}{drawing}<g fill="url(#hatch)">{areas}</g>'
    for mark in marks:
        signs = _signs(mark, most, sheet.widest)
        drawing += _linked(mark.place, signs)
    board = Board(sheet.width, sheet.height, sheet.sizes)
    key = _key(sheet, board, most, unit)
    for mark in marks:
        middle = Box.around(mark.x, mark.y, mark.radius * 0.5)
        board.block(middle)
    drawing += "".join(_country_names(sheet, board))
    names = filter(None, _place_names(sheet, marks, board))
    drawing += "".join(islice(names, sheet.named[1]))
    return drawing + key


def _linked(place: CountedPlace, mark: str) -> str:
    """Return the mark of a place, as a link where it leads somewhere."""
    if not place.href:
        return mark
    title = f"<title>{escaped(place.words)}</title>"
    return f'<a class="m-link" href="{escape_html(place.href)}">{title}{mark}</a>'


def _signs(mark: _Mark, most: int, widest: float) -> str:
    """Return a sign for each kind at a place, the smaller over the larger."""
    signs = ""
    for kind, number in sorted(mark.place.counts, key=lambda counted: -counted[1]):
        size = radius(number, most, widest)
        path = _EVENT if kind.is_event else _SITE
        signs += _sign(
            f"m-ev ea-k-{kind.key}",
            mark.x,
            mark.y,
            size,
            path,
        )
    return signs


def _sign(style: str, x: float, y: float, size: float, path: str) -> str:
    """Return a sign of the shape `path`, so many times as large."""
    return f'<path class="{style}" transform="translate({x:z.0f} {y:z.0f})scale({size:.2g})" d="{path}"/>'


def is_counted(view: View, area: MapLocation) -> bool:
    """Tell whether a place is a town or district in the view: its mark is as large as its count."""
    circle = area.circle
    return circle is not None and circle[2] <= WIDEST_TOWN and view.holds(*circle[:2])


def is_outlined(view: View, area: MapLocation) -> bool:
    """Tell whether a place is a wider area in the view, and no country, whose outline would lie over all others."""
    if not area.circle:
        return area.outline is not None and area.outline.layer != "countries"
    return area.circle[2] > WIDEST_TOWN and view.holds(*area.circle[:2])


def _outline(view: View, area: MapLocation) -> str:
    """Return the SVG of a wider area: its circle, or its outline of the base map."""
    if area.circle:
        return circle_element("m-area m-wide", *view.circle(*area.circle))
    assert area.outline
    return feature_element(view, area.outline)


def _country_names(sheet: Sheet, board: Board) -> Iterable[str]:
    """Yield the SVG of the names of countries that have room."""
    sizes = sheet.sizes
    for feature, spot in roomy_features(sheet.view, "countries", sizes.desk, 1.1):
        spots = spots_beneath(spot, 1.5 * sizes.phone, 3)
        name = feature.name.upper()
        yield board.text(name, spots, "m-ctry", wide=1.25)


def _place_names(sheet: Sheet, marks: Sequence[_Mark], board: Board) -> Iterable[str]:
    """Yield the SVG of the names of places from the largest circle down, those within a larger one last; empty without room.

    The first of them, so many as `Sheet.named` says, have room for a phone's letters; the others are minor.
    """
    named = 0
    for mark in sorted(marks, key=lambda mark: any(map(mark.is_within, marks))):
        has_room = named < sheet.named[0]
        words = _place_name(mark, board, minor=False) if has_room else ""
        named += bool(words)
        yield words or _place_name(mark, board, minor=True)


def _place_name(mark: _Mark, board: Board, *, minor: bool) -> str:
    """Return the SVG of the name of a place, with the id of the place where its mark is a link; empty without room."""
    location = mark.place.location
    spots = board.around(mark.x, mark.y, mark.radius + 3, minor=minor)
    return board.text(
        location.label,
        spots,
        "m-city",
        minor=minor,
        of=location.place if mark.place.href else "",
    )


def _key(sheet: Sheet, board: Board, most: int, unit: str) -> str:
    """Return the key of the map: signs of an event for three round numbers at most, in the lower left corner.

    There is only desert there; no name is set over it.
    """
    rounds = [number for number in _ROUND_NUMBERS if number <= most]
    middle = rounds[len(rounds) // 2]
    shown = sorted({rounds[0], middle, rounds[-1]})
    letter = sheet.sizes.phone * 0.6
    floor = sheet.height - 8
    x = 8.0
    key = ""
    for number in shown:
        size = radius(number, most, sheet.widest)
        reach = 1.25 * size
        words = counted(number, unit) if number == shown[-1] else f"{number}"
        key += _sign("m-key", x + reach, floor - reach, size, _EVENT)
        x += 2 * reach + 4
        key += f'<text class="m-lab" x="{x:z.0f}" y="{floor - 2}">{words}</text>'
        x += len(words) * letter + 8
    top = sheet.height - 2.5 * sheet.widest - 12
    board.block(Box(0, top, x, sheet.height))
    return key
