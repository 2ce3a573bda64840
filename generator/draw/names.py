"""Where the names of the base map have room in a view: the same for all maps of that view, of which there may be many."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from generator.basemap import rivers
from generator.basemap.topology import Feature, Point, features
from generator.draw.ground import FOCUS, lines, outlines
from generator.draw.labels import Spot, along, roomiest
from generator.draw.projection import View

Named = tuple[tuple[Feature, Spot], ...]

_VIEWS = 256
"""Views of which it is kept what lies in them: the thousand drawings of 10,000 entries have a hundred."""


@lru_cache(maxsize=_VIEWS)
def rivers_in(view: View) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """Return the rivers of a view by name, with the spots along their longest piece."""
    courses = ((river.name, sorted(lines(view, river), key=shortness)) for river in rivers())
    return tuple((name, tuple(along(pieces[0], 4))) for name, pieces in courses if pieces)


@lru_cache(maxsize=_VIEWS)
def governorates_in(view: View, letter: float) -> Named:
    """Return the governorates that have room for a name in letters of this size, with where it may stand."""
    return tuple(_roomy(view, letter, features("governorates"), 0.6))


@lru_cache(maxsize=_VIEWS)
def countries_in(view: View, letter: float) -> Named:
    """Return the same of the countries, those that the atlas is about first."""
    return tuple(_roomy(view, letter, sorted(features("countries"), key=lambda f: f.country not in FOCUS), 1))


def shortness(piece: Sequence[Point]) -> float:
    """Sort the pieces of a line, the one that leads farthest first."""
    return -math.dist(piece[0], piece[-1])


def _roomy(view: View, letter: float, held: Iterable[Feature], width: float) -> Iterator[tuple[Feature, Spot]]:
    """Yield those with room; `width` is that of a letter as a share of its size."""
    for feature in held:
        spot = roomiest(outlines(view, feature), view.height, len(feature.name) * letter * width)
        if spot:
            yield feature, spot
