"""Iraq and Syria with a circle at each place, larger where more is recorded there."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.basemap.topology import features
from generator.draw.areas import Area, drawn_circle
from generator.draw.ground import FOCUS, ground, lines, outlines, shape
from generator.draw.labels import Board, Box, Sizes, Spot, roomiest
from generator.draw.lines import UNITS, path_data
from generator.draw.projection import Bounds, View, fitting
from generator.text.escape import cleaned, escape_html

REGION = Bounds(35.5, 29.0, 48.7, 37.5)
LEAST_RADIUS = 3.2
"""Of a circle, so that a single entry is seen."""


WIDEST_TOWN = 50
"""Kilometres: a circle with a larger radius is a wider area, and is drawn as large as it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a map of the region, in units, and of what stands on it."""

    width: int
    height: int
    sizes: Sizes
    widest: float
    """The radius of the largest circle."""
    named: int
    """Places named at most on a phone; on a desk there may be more."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A place with what is counted there."""

    id: str
    label: str
    area: Area
    count: int
    words: str
    """The place and its numbers in words."""


Linked = Callable[[Counted, str], str]
"""Wraps the mark of a place, as in a link."""


def view_of(sheet: Sheet) -> View:
    """Return the view of a sheet."""
    return fitting(REGION, sheet.width, sheet.height)


def radius(count: int, most: int, widest: float) -> float:
    """Return the radius of a circle whose surface grows with the count."""
    return max(LEAST_RADIUS, widest * math.sqrt(count / most)) if count else 0.0


def region_drawing(sheet: Sheet, counted: Iterable[Counted], unit: str, linked: Linked | None = None) -> str:
    """Return what is drawn on a map of the region: outlines of areas, circles, names, and what the circles mean."""
    view = view_of(sheet)
    held = sorted(counted, key=lambda c: (-c.count, c.id))
    circles = [c for c in held if is_counted(view, c.area)]
    areas = [c for c in held if is_outlined(view, c.area)]
    most = max((c.count for c in circles), default=1) or 1
    wrap = linked or _plain
    marks = [wrap(c, _outline(view, c)) for c in areas]
    marks += [wrap(c, _circle(view, c, most, sheet.widest)) for c in circles]
    board = Board(sheet.width, sheet.height, sheet.sizes)
    key = _key(sheet, board, most, unit)
    for c in circles:
        x, y = view.place(*(c.area.circle or (0, 0, 0))[:2])
        size = radius(c.count, most, sheet.widest) * 0.8
        board.block(Box(x - size, y - size, x + size, y + size))
    names = _names(view, sheet, circles, most, board, tied=linked is not None)
    return f"{ground(view)}{''.join(marks)}{names}{key}"


def region_svg(sheet: Sheet, title: str, words: str, drawing: str, *, id: str, with_links: bool = False) -> str:
    """Return a map of the region; `words` say what it shows, `id` begins the ids of its texts."""
    role = ' role="group"' if with_links else ' role="img"'
    return (
        f'<svg class="ea-map ea-map-{id}" viewBox="0 0 {sheet.width} {sheet.height}"{role} '
        f'aria-labelledby="{id}-title {id}-words"><title id="{id}-title">{_text(title)}</title>'
        f'<desc id="{id}-words">{_text(words)}</desc>{drawing}</svg>'
    )


def _text(words: str) -> str:
    return escape_html(cleaned(words))


def _plain(_: Counted, mark: str) -> str:
    return mark


def is_counted(view: View, area: Area) -> bool:
    """Tell whether a place is a town or district in the view: it has a circle as large as its count."""
    return area.circle is not None and area.circle[2] <= WIDEST_TOWN and view.holds(*area.circle[:2])


def is_outlined(view: View, area: Area) -> bool:
    """Tell whether a place is a wider area in the view, and no country, whose outline would lie over all others."""
    if area.circle is not None:
        return area.circle[2] > WIDEST_TOWN and view.holds(*area.circle[:2])
    return area.outline is not None and area.outline.layer != "countries"


def _outline(view: View, counted: Counted) -> str:
    if counted.area.circle is not None:
        drawn = drawn_circle(view, *counted.area.circle)
        return f'<circle class="m-area m-wide" cx="{drawn.x:.1f}" cy="{drawn.y:.1f}" r="{drawn.radius:.1f}"/>'
    assert counted.area.outline is not None
    if counted.area.outline.layer == "rivers":
        path = shape("m-course", path_data(lines(view, counted.area.outline)))
    else:
        path = shape("m-area", path_data(outlines(view, counted.area.outline), closed=True))
    return f'<g transform="scale({1 / UNITS:g})">{path}</g>'


def _circle(view: View, counted: Counted, most: int, widest: float) -> str:
    assert counted.area.circle is not None
    x, y = view.place(*counted.area.circle[:2])
    return f'<circle class="m-ev" cx="{x:.1f}" cy="{y:.1f}" r="{radius(counted.count, most, widest):.1f}"/>'


def _names(view: View, sheet: Sheet, circles: Sequence[Counted], most: int, board: Board, *, tied: bool) -> str:
    """Return the names of countries, then of places from the largest circle down; `tied` ones say whose they are."""
    found = []
    for feature in sorted(features("countries"), key=lambda f: f.country not in FOCUS):
        spot = roomiest(outlines(view, feature), view.height, len(feature.name) * sheet.sizes.desk * 1.1)
        if spot:
            steps = (0, 1.5, -1.5, 3, -3, 4.5, -4.5)
            level = [Spot(spot.x, spot.y + step * sheet.sizes.phone, "middle") for step in steps]
            found.append(board.text(feature.name.upper(), level, "m-ctry", wide=1.25))
    named = 0
    for c in circles:
        x, y = view.place(*(c.area.circle or (0, 0, 0))[:2])
        spots = board.beside(x, y, radius(c.count, most, sheet.widest) + 3)
        id = c.id if tied else ""
        words = board.text(c.label, spots, "m-city", of=id) if named < sheet.named else ""
        named += bool(words)
        found.append(words or board.text(c.label, spots, "m-city", minor=True, of=id))
    return "".join(found)


def _key(sheet: Sheet, board: Board, most: int, unit: str) -> str:
    """Return circles of round numbers, in the lower left corner, where there is only desert."""
    rounds = [n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if n <= most] or [1]
    shown = sorted({rounds[0], rounds[len(rounds) // 2], rounds[-1]})
    letter, floor = sheet.sizes.phone * 0.6, sheet.height - 8
    x, found = 8.0, []
    for number in shown:
        size = radius(number, most, sheet.widest)
        words = f"{number} {unit}" if number == shown[-1] else f"{number}"
        found.append(
            f'<circle class="m-ev" cx="{x + size:.1f}" cy="{floor - size:.1f}" r="{size:.1f}"/>'
            f'<text class="m-lab" x="{x + 2 * size + 4:.0f}" y="{floor - 2}">{words}</text>'
        )
        x += 2 * size + 4 + len(words) * letter + 8
    board.block(Box(0, sheet.height - 2 * sheet.widest - 12, x, sheet.height))
    return "".join(found)
