"""Iraq and Syria with a circle at each place, larger where more is recorded there."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.basemap.topology import features
from generator.draw.areas import Area
from generator.draw.ground import FOCUS, ground, lines, outlines, shape
from generator.draw.labels import Board, Box, Sizes, Spot, roomiest
from generator.draw.lines import UNITS, path_data
from generator.draw.projection import Bounds, View, fitting
from generator.text.escape import cleaned, escape_html

REGION = Bounds(35.5, 29.0, 48.7, 37.5)
LEAST_RADIUS = 3.2
"""Of a circle, so that a single entry is seen."""


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
    circles = [c for c in held if c.area.circle and view.holds(*c.area.circle[:2])]
    areas = [c for c in held if c.area.outline]
    most = max((c.count for c in circles), default=1) or 1
    wrap = linked or _plain
    marks = [wrap(c, _outline(view, c)) for c in areas if not _is_country(c)]
    marks += [wrap(c, _circle(view, c, most, sheet.widest)) for c in circles]
    board = Board(sheet.width, sheet.height, sheet.sizes)
    key = _key(sheet, board, most, unit)
    for c in circles:
        x, y = view.place(*(c.area.circle or (0, 0, 0))[:2])
        size = radius(c.count, most, sheet.widest) * 0.8
        board.block(Box(x - size, y - size, x + size, y + size))
    names = _names(view, sheet, circles, most, board)
    return f"{ground(view)}{''.join(marks)}{names}{key}"


def region_svg(sheet: Sheet, title: str, words: str, drawing: str, *, id: str, role: str = "img") -> str:
    """Return a map of the region; `words` say what it shows, `id` begins the ids of its texts."""
    return (
        f'<svg class="ea-map ea-map-{id}" viewBox="0 0 {sheet.width} {sheet.height}" role="{role}" '
        f'aria-labelledby="{id}-title {id}-words"><title id="{id}-title">{_text(title)}</title>'
        f'<desc id="{id}-words">{_text(words)}</desc>{drawing}</svg>'
    )


def _text(words: str) -> str:
    return escape_html(cleaned(words))


def _plain(_: Counted, mark: str) -> str:
    return mark


def _is_country(counted: Counted) -> bool:
    """Tell whether an outline is so wide that it would cover all others."""
    return counted.area.outline is not None and counted.area.outline.layer == "countries"


def _outline(view: View, counted: Counted) -> str:
    assert counted.area.outline is not None
    if counted.area.outline.layer == "rivers":
        drawn = shape("m-course", path_data(lines(view, counted.area.outline)))
    else:
        drawn = shape("m-area", path_data(outlines(view, counted.area.outline), closed=True))
    return f'<g transform="scale({1 / UNITS:g})">{drawn}</g>'


def _circle(view: View, counted: Counted, most: int, widest: float) -> str:
    assert counted.area.circle is not None
    x, y = view.place(*counted.area.circle[:2])
    return f'<circle class="m-ev" cx="{x:.1f}" cy="{y:.1f}" r="{radius(counted.count, most, widest):.1f}"/>'


def _names(view: View, sheet: Sheet, circles: Sequence[Counted], most: int, board: Board) -> str:
    """Return the names of countries, then of places from the largest circle down."""
    found = []
    for feature in sorted(features("countries"), key=lambda f: f.country not in FOCUS):
        spot = roomiest(outlines(view, feature), view.height)
        if spot and spot[1] > len(feature.name) * sheet.sizes.desk * 1.1:
            steps = (0, 1.5, -1.5, 3, -3, 4.5, -4.5)
            level = [Spot(spot[0].x, spot[0].y + step * sheet.sizes.phone, "middle") for step in steps]
            found.append(board.text(feature.name.upper(), level, "m-ctry", wide=1.25))
    named = 0
    for c in circles:
        x, y = view.place(*(c.area.circle or (0, 0, 0))[:2])
        spots = board.beside(x, y, radius(c.count, most, sheet.widest) + 3)
        words = board.text(c.label, spots, "m-city") if named < sheet.named else ""
        named += bool(words)
        found.append(words or board.text(c.label, spots, "m-city", minor=True))
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
