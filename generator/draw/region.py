"""The map of the whole region, with marks at each place that grow with the number of entries there."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.draw.ground import circle_element, feature_element, ground, map_svg
from generator.draw.labels import Board, Box, Spot, TypeSizes, roomy_features
from generator.geo.locations import MapLocation
from generator.geo.projection import Bounds, View, fitting
from generator.model.kind import Kind
from generator.subject import subject
from generator.text.escape import cleaned, escape_html
from generator.text.phrases import counted

LEAST_RADIUS = 3.2
"""Of a mark, so that a single entry is seen."""
_EVENT, _SITE = "M0-1.25 1.25 0 0 1.25-1.25 0z", "M0-1.58 1.32.79H-1.32z"
"""The diamond of what happened and the triangle of what stands there, as large as a circle with a radius of 1."""
_HATCH = (
    '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="m-hatch" d="M0 0V9"/></pattern></defs>'
)

WIDEST_TOWN = 50
"""Kilometres: a circle with a larger radius is a wider area, and is drawn as large as it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
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
    def view(self) -> View:
        """The part of the earth that it shows."""
        return fitting(Bounds(*self.part or subject().region.view), self.width, self.height)


@dataclass(frozen=True, slots=True)
class CountedPlace:
    """A place with the number of entries there."""

    location: MapLocation
    counts: tuple[tuple[Kind, int], ...]
    """How many of each kind; none is 0."""
    words: str
    """The place and its numbers in words."""
    href: str = ""
    """Where its mark leads; empty: nowhere."""

    @property
    def count(self) -> int:
        """How many of all kinds."""
        return sum(number for _, number in self.counts)


def radius(count: int, most: int, widest: float) -> float:
    """Return the radius of a circle whose surface grows with the count."""
    return max(LEAST_RADIUS, widest * math.sqrt(count / most)) if count else 0.0


def region_drawing(sheet: Sheet, counted: Iterable[CountedPlace], unit: str, most: int = 0) -> str:
    """Return what is drawn on a map of the region: outlines of areas, marks, names, and what their sizes mean.

    `unit` is what is counted, in the singular. The largest mark stands for `most` entries, or else for the highest count on the map.
    """
    view = sheet.view
    places = sorted(counted, key=lambda place: (-place.count, place.location.place))
    towns = [place for place in places if is_counted(view, place.location)]
    most = most or max((place.count for place in towns), default=1) or 1
    circles = [
        (place, *view.place(*place.location.circle[:2]), radius(place.count, most, sheet.widest))
        for place in towns
        if place.location.circle
    ]
    outlines = [(place, _outline(view, place.location)) for place in places if is_outlined(view, place.location)]
    signs = [(place, _signs(place, x, y, most, sheet.widest)) for place, x, y, _ in circles]
    board = Board(sheet.width, sheet.height, sheet.sizes)
    key = _key(sheet, board, most, unit)
    for _, x, y, size in circles:
        board.block(Box.around(x, y, size * 0.8), size)
    towns_named = filter(None, _place_names(sheet, circles, board))
    names = [*_country_names(sheet, board), *islice(towns_named, sheet.named[1])]
    areas, marks = ("".join(_linked(*one) for one in drawn) for drawn in (outlines, signs))
    hatch, hatched = (_HATCH, f'<g fill="url(#hatch)">{areas}</g>') if outlines else ("", "")
    return "".join([hatch, ground(view), hatched, marks, *names, key])


def _linked(place: CountedPlace, mark: str) -> str:
    """Return the mark of a place, as a link where it leads somewhere."""
    title = f"<title>{escape_html(cleaned(place.words))}</title>"
    return f'<a class="m-link" href="{escape_html(place.href)}">{title}{mark}</a>' if place.href else mark


def _signs(place: CountedPlace, x: float, y: float, most: int, widest: float) -> str:
    """Return a sign for each kind at a place, the smaller over the larger."""
    signs = ""
    for kind, number in sorted(place.counts, key=lambda counted: -counted[1]):
        style, size = f"m-ev ea-k-{kind.key}", radius(number, most, widest)
        path = _EVENT if kind.is_event else _SITE
        signs += f'<path class="{style}" transform="translate({x:z.0f} {y:z.0f})scale({size:.2g})" d="{path}"/>'
    return signs


def region_svg(sheet: Sheet, title: str, words: str, drawing: str, *, id: str) -> str:
    """Return a map of the region; `words` say what it shows, `id` begins the ids of its texts."""
    return map_svg(f"ea-map ea-map-{id}", (sheet.width, sheet.height), id, title, words, drawing)


def is_counted(view: View, area: MapLocation) -> bool:
    """Tell whether a place is a town or district in the view: it has a circle as large as its count."""
    return area.circle is not None and area.circle[2] <= WIDEST_TOWN and view.holds(*area.circle[:2])


def is_outlined(view: View, area: MapLocation) -> bool:
    """Tell whether a place is a wider area in the view, and no country, whose outline would lie over all others."""
    if area.circle is not None:
        return area.circle[2] > WIDEST_TOWN and view.holds(*area.circle[:2])
    return area.outline is not None and area.outline.layer != "countries"


def _outline(view: View, area: MapLocation) -> str:
    if area.circle is not None:
        return circle_element("m-area m-wide", *view.circle(*area.circle))
    assert area.outline is not None
    return feature_element(view, area.outline)


def _country_names(sheet: Sheet, board: Board) -> Iterable[str]:
    for feature, spot in roomy_features(sheet.view, "countries", sheet.sizes.desk, 1.1):
        steps = (0, 1.5, -1.5, 3, -3, 4.5, -4.5)
        spots = [Spot(spot.x, spot.y + step * sheet.sizes.phone, "middle") for step in steps]
        yield board.text(feature.name.upper(), spots, "m-ctry", wide=1.25)


def _place_names(
    sheet: Sheet, marks: Sequence[tuple[CountedPlace, float, float, float]], board: Board
) -> Iterable[str]:
    """Yield the names of places from the largest circle down, those within a larger one last; marks that lead somewhere give them ids."""
    named = 0
    for place, x, y, size in sorted(marks, key=lambda c: any(math.dist(c[1:3], o[1:3]) < o[3] > c[3] for o in marks)):
        name, id = place.location.label, place.location.place if place.href else ""
        words = board.text(name, board.around(x, y, size + 3), "m-city", of=id) if named < sheet.named[0] else ""
        named += bool(words)
        yield words or board.text(name, board.around(x, y, size + 3, minor=True), "m-city", minor=True, of=id)


def _key(sheet: Sheet, board: Board, most: int, unit: str) -> str:
    """Return signs of an event for round numbers, in the lower left corner, where there is only desert."""
    rounds = [n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= most] or [1]
    shown = sorted({rounds[0], rounds[len(rounds) // 2], rounds[-1]})
    letter, floor = sheet.sizes.phone * 0.6, sheet.height - 8
    x, elements = 8.0, []
    for number in shown:
        size = radius(number, most, sheet.widest)
        reach = 1.25 * size
        words = counted(number, unit) if number == shown[-1] else f"{number}"
        elements += [
            f'<path class="m-key" transform="translate({x + reach:z.0f} {floor - reach:z.0f})scale({size:.2g})" d="{_EVENT}"/>',
            f'<text class="m-lab" x="{x + 2 * reach + 4:z.0f}" y="{floor - 2}">{words}</text>',
        ]
        x += 2 * reach + 4 + len(words) * letter + 8
    board.block(Box(0, sheet.height - 2.5 * sheet.widest - 12, x, sheet.height))
    return "".join(elements)
