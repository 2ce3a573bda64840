"""Names on maps: each is set where it covers neither another name nor a mark, or it is left out.

Letters are larger on a phone, in units of the drawing, than on a desk. Major words have room for the phone's letters;
minor ones have room on a desk alone and are left out on a phone.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple, Self

from generator.draw.ground import courses, outlines
from generator.geo.basemap import Feature, Point, features, rivers
from generator.geo.projection import View
from generator.subject import subject
from generator.text.escape import cleaned, escape_html

LETTER = 0.56
"""Width of a letter as a share of the size of its type, a little more than the faces of the site have."""
LONGEST = 30
"""Letters of a label; a longer name is cut, and stands whole beside the drawing."""
LEVELS = 12
"""Heights, at equal steps, at which the room for a name is looked for."""


class Box(NamedTuple):
    """A rectangle of a drawing, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, reach: float) -> Self:
        """Return the square whose sides are so far from its middle."""
        return cls(x - reach, y - reach, x + reach, y + reach)

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Spot(NamedTuple):
    """A place where a label may stand: the point it is set at, and how."""

    x: float
    y: float
    anchor: str = "start"
    """start, middle or end, as SVG calls them."""
    turn: float = 0
    """Degrees, clockwise."""
    over: float = 0
    """Marks smaller than that may lie beneath."""


class TypeSizes(NamedTuple):
    """The sizes of letters in units of a drawing."""

    phone: float
    desk: float


class Board:
    """A drawing on which labels are being set, and the parts of it that are taken."""

    def __init__(self, width: float, height: float, sizes: TypeSizes) -> None:
        self._width, self._height = width, height
        self._sizes = sizes
        self._taken: list[tuple[Box | None, Box, float]] = []
        """On a phone, on a desk, and the size of a mark."""

    def block(self, box: Box, size: float = math.inf) -> None:
        """Keep a part of the drawing free of words; that of a mark has its size."""
        self._taken.append((box, box, size))

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing stands there yet."""
        return not any(other and box.meets(other) for other, *_ in self._taken)

    def text(
        self, words: str, spots: Iterable[Spot], style: str, *, minor: bool = False, wide: float = 1, of: str = ""
    ) -> str:
        """Return the words at the first spot that has room for them, or nothing.

        `wide` widens letters set apart; `of` is the id of the entry that the words name, for a script.
        """
        words = cleaned(words).strip()
        words = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
        for spot in spots:
            small, large = (_box(words, spot, size * wide) for size in (self._sizes.desk, self._sizes.phone))
            box, phone = (small, None) if minor else (large, large)
            inside = box.left >= 0 and box.top >= 0 and box.right <= self._width and box.bottom <= self._height
            taken = [(other, desk) for other, desk, size in self._taken if size >= spot.over]
            if inside and not any(
                small.meets(desk) or (phone and other and phone.meets(other)) for other, desk in taken
            ):
                self._taken.append((phone, small, math.inf))
                x, y = round(spot.x), round(spot.y)
                anchor = "" if spot.anchor == "start" else f' text-anchor="{spot.anchor}"'
                turn = f' transform="rotate({round(spot.turn)} {x} {y})"' if spot.turn else ""
                place = f'x="{x}" y="{y}"{anchor}{turn}' + (f' data-of="{escape_html(of)}"' if of else "")
                return f'<text class="{style}{" m-fine" * minor}" {place}>{escape_html(words)}</text>'
        return ""

    def beside(self, x: float, y: float, gap: float, *, minor: bool = False) -> tuple[Spot, Spot, Spot, Spot]:
        """Return the usual spots of a name beside a mark: right, left, above, below."""
        size = self._sizes.desk if minor else self._sizes.phone
        return (
            Spot(x + gap, y + size * 0.32),
            Spot(x - gap, y + size * 0.32, "end"),
            Spot(x, y - gap, "middle"),
            Spot(x, y + gap + size * 0.75, "middle"),
        )

    def around(self, x: float, y: float, gap: float, *, minor: bool = False) -> list[Spot]:
        """Return the usual spots, those at the corners of the mark and a little off its sides, then the same over much smaller marks."""
        usual = self.beside(x, y, gap, minor=minor)
        spots = [Spot(x + (a.x - x) * 0.7, y + (b.y - y) * 0.7, a.anchor) for a, b in product(usual[:2], usual[2:])]
        spots = [*usual, *spots, *(a._replace(y=b) for a, b in product(usual[:2], (2 * usual[0].y - y, y)))]
        return [*spots, *(spot._replace(over=gap / 2) for spot in spots)]


def _box(words: str, spot: Spot, size: float) -> Box:
    length = len(words) * size * LETTER
    if not spot.turn:
        left = spot.x - {"start": 0.0, "middle": length / 2, "end": length}[spot.anchor]
        return Box(left, spot.y - size * 0.8, left + length, spot.y + size * 0.25)
    turn = math.radians(spot.turn)
    across, high = abs(length * math.cos(turn)), abs(length * math.sin(turn)) + size
    return Box(spot.x - across / 2, spot.y - high / 2, spot.x + across / 2, spot.y + high / 2)


def roomiest(rings: Sequence[Sequence[Point]], height: float, least: float = 0) -> Spot | None:
    """Return the middle of the longest level line within outlines, or None where none is longer than `least`."""
    wide = [ring for ring in rings if max(x for x, _ in ring) - min(x for x, _ in ring) > least]
    best, longest = None, least
    for level in range(1, LEVELS) if wide else ():
        y = height * level / LEVELS
        crossings = sorted(
            start[0] + (y - start[1]) * (end[0] - start[0]) / (end[1] - start[1])
            for ring in wide
            for start, end in pairwise(ring)
            if (start[1] > y) != (end[1] > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > longest:
                best, longest = Spot((left + right) / 2, y, "middle"), right - left + 1
    return best


def along(pieces: Iterable[Sequence[Point]], lift: float) -> tuple[Spot, ...]:
    """Return spots above the piece of a line that leads farthest, at its middle and thirds, turned as it runs there."""
    line = max(pieces, key=lambda piece: math.dist(piece[0], piece[-1]), default=())
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    spots = []
    for share in (0.5, 0.33, 0.67) if line else ():
        way = math.fsum(lengths) * share
        start, end = sorted(_point_at(line, lengths, way + step) for step in (-22, 22))
        turn = math.atan2(end[1] - start[1], end[0] - start[0])
        x, y = _point_at(line, lengths, way)
        spots.append(Spot(x + lift * math.sin(turn), y - lift * math.cos(turn), "middle", math.degrees(turn) or 0.01))
    return tuple(spots)


def _point_at(line: Sequence[Point], lengths: Sequence[float], way: float) -> Point:
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        if way <= length and length:
            share = max(way, 0) / length
            return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        way -= length
    return line[-1]


def rivers_in(view: View) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    """Yield the rivers of a view by name, with the spots along their longest piece."""
    named = ((river.name, along(courses(view, river.parts), 4)) for river in rivers())
    return ((name, spots) for name, spots in named if spots)


def roomy_features(view: View, layer: str, size: float, width: float) -> Iterator[tuple[Feature, Spot]]:
    """Yield the features of a layer that have room for their name, with its place; those that the atlas is about first.

    `size` is that of the letters, `width` their width as a share of it.
    """
    named = sorted(features(layer), key=lambda feature: feature.country not in subject().region.focus)
    spots = ((f, roomiest(outlines(view, f), view.height, len(f.name) * size * width)) for f in named)
    return ((feature, spot) for feature, spot in spots if spot)
