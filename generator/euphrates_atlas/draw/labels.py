"""Names on maps: each is placed where it covers neither another name nor a mark, or left out.

Letters are larger on a phone, in units of the drawing, than on a desk. Major words have room for the phone's letters;
minor ones have room on a desk alone and are left out on a phone. Used by `locator_map` and `region_map`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from euphrates_atlas.draw.basemap import Feature, Point, features, level_crossings
from euphrates_atlas.draw.map_frame import outlines
from euphrates_atlas.draw.projection import View
from euphrates_atlas.subject import subject
from euphrates_atlas.text.escape import cleaned, escape_html

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

    @staticmethod
    def around(x: float, y: float, reach: float) -> "Box":
        """Return the square whose sides are so far from its middle."""
        return Box(x, y, x, y).grown(reach)

    def grown(self, by: float) -> "Box":
        """Return it with so much more on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles overlap."""
        if self.right <= other.left or other.right <= self.left:
            return False
        return self.top < other.bottom and other.top < self.bottom


class Spot(NamedTuple):
    """A place where a label may stand: the point it is set at, and how."""

    x: float
    y: float
    anchor: str = "start"
    """start, middle or end, as SVG calls them."""
    turn: float = 0
    """Degrees, clockwise."""


def spots_beneath(spot: Spot, step: float, times: int) -> Iterator[Spot]:
    """Yield a spot, then those below and above it in turn, `step` units further each time."""
    yield spot
    for number in range(1, times + 1):
        away = number * step
        yield spot._replace(y=spot.y + away)
        yield spot._replace(y=spot.y - away)


class TypeSizes(NamedTuple):
    """The sizes of letters in units of a drawing."""

    phone: float
    desk: float


class Board:
    """A drawing on which labels are being set, and the parts of it that are taken."""

    def __init__(self, width: float, height: float, sizes: TypeSizes) -> None:
        self._width = width
        self._height = height
        self._sizes = sizes
        self._desk: list[Box] = []
        """What is taken on a desk."""
        self._phone: list[Box] = []
        """What is taken on a phone, where minor words are left out."""

    def block(self, box: Box) -> None:
        """Keep a part of the drawing free of words."""
        self._desk.append(box)
        self._phone.append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing stands there yet."""
        return not any(map(box.meets, self._phone))

    def text(
        self,
        words: str,
        spots: Iterable[Spot],
        style: str,
        *,
        minor: bool = False,
        wide: float = 1,
        of: str = "",
    ) -> str:
        """Return the SVG of the words at the first spot that has room for them, which is taken then; empty where none has.

        `wide` is by how much letters set apart are wider; `of` is the id of the entry that the words name, for a script.
        """
        words = cleaned(words).strip()
        if len(words) > LONGEST:
            words = words[: LONGEST - 1].rstrip() + "…"
        if minor:
            style += " m-fine"
        for spot in spots:
            desk = _box(words, spot, self._sizes.desk * wide)
            phone = None if minor else _box(words, spot, self._sizes.phone * wide)
            if self._has_room(phone, desk):
                self._desk.append(desk)
                if phone:
                    self._phone.append(phone)
                return _text_element(words, spot, style, of)
        return ""

    def _has_room(self, phone: Box | None, desk: Box) -> bool:
        """Tell whether words lie inside the drawing and meet nothing."""
        outer = phone or desk
        if outer.left < 0 or outer.right > self._width:
            return False
        if outer.top < 0 or outer.bottom > self._height:
            return False
        if phone and not self.is_free(phone):
            return False
        return not any(map(desk.meets, self._desk))

    def beside(self, x: float, y: float, gap: float, *, minor: bool = False) -> list[Spot]:
        """Return the usual spots of a name `gap` units from the middle of a mark: right, left, above, below."""
        size = self._sizes.desk if minor else self._sizes.phone
        baseline = y + size * 0.32  # the letters stand level with the mark
        below = y + gap + size * 0.75  # their tops are `gap` below its middle
        return [
            Spot(x + gap, baseline),
            Spot(x - gap, baseline, "end"),
            Spot(x, y - gap, "middle"),
            Spot(x, below, "middle"),
        ]

    def around(self, x: float, y: float, gap: float, *, minor: bool = False) -> list[Spot]:
        """Return the usual spots of a name, those at the corners of its mark, and those a little off its sides."""
        spots = self.beside(x, y, gap, minor=minor)
        right, left, above, below = spots
        for side, end in product((right, left), (above, below)):
            corner_x = x + (side.x - x) * 0.7
            corner_y = y + (end.y - y) * 0.7
            spots.append(Spot(corner_x, corner_y, side.anchor))
        lower = 2 * right.y - y
        for side in (right, left):
            spots += [side._replace(y=lower), side._replace(y=y)]
        return spots


def _text_element(words: str, spot: Spot, style: str, of: str) -> str:
    """Return words at a spot as SVG; `of` is as in `Board.text`."""
    x = round(spot.x)
    y = round(spot.y)
    place = f'x="{x}" y="{y}"'
    if spot.anchor != "start":
        place += f' text-anchor="{spot.anchor}"'
    if spot.turn:
        place += f' transform="rotate({round(spot.turn)} {x} {y})"'
    if of:
        place += f' data-of="{escape_html(of)}"'
    return f'<text class="{style}" {place}>{escape_html(words)}</text>'


def _box(words: str, spot: Spot, size: float) -> Box:
    """Return the rectangle that words take at a spot; where they are turned, the level one around them."""
    length = len(words) * size * LETTER
    if not spot.turn:
        before = {"start": 0.0, "middle": length / 2, "end": length}
        left = spot.x - before[spot.anchor]
        return Box(left, spot.y - size * 0.8, left + length, spot.y + size * 0.25)
    turn = math.radians(spot.turn)
    across = abs(length * math.cos(turn))
    high = abs(length * math.sin(turn)) + size
    left = spot.x - across / 2
    top = spot.y - high / 2
    return Box(left, top, left + across, top + high)


def roomiest(
    rings: Sequence[Sequence[Point]], height: float, least: float = 0
) -> Spot | None:
    """Return the middle of the longest level line within outlines, or None where none is longer than `least`.

    Of lines that are about equal, the upper one is taken. `height` is that of the drawing.
    """
    wide = [ring for ring in rings if _width(ring) > least]
    best = None
    longest = least
    for level in range(1, LEVELS):
        y = height * level / LEVELS
        crossings = sorted(x for ring in wide for x in level_crossings(ring, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            length = right - left
            if length > longest:
                middle = (left + right) / 2
                best = Spot(middle, y, "middle")
                longest = length + 1  # a lower line must be longer by a unit
    return best


def _width(ring: Sequence[Point]) -> float:
    across = [x for x, _ in ring]
    return max(across) - min(across)


def along(pieces: Iterable[Sequence[Point]], lift: float) -> list[Spot]:
    """Return spots above the piece of a line that leads farthest, at its middle and thirds, turned as it runs there.

    `lift` is how far above; the turn is that of the line between 22 units before and behind the spot.
    """
    line = max(pieces, key=lambda piece: math.dist(piece[0], piece[-1]), default=())
    if not line:
        return []
    lengths = [math.dist(start, end) for start, end in pairwise(line)]
    whole = math.fsum(lengths)
    spots = []
    for share in (0.5, 0.33, 0.67):
        way = whole * share
        x, y = _point_at(line, lengths, way)
        before = _point_at(line, lengths, way - 22)
        behind = _point_at(line, lengths, way + 22)
        left, right = sorted((before, behind))  # words are read from left to right
        turn = math.atan2(right[1] - left[1], right[0] - left[0])
        x += lift * math.sin(turn)
        y -= lift * math.cos(turn)
        degrees = math.degrees(turn) or 0.01  # 0 is a label that is not turned: see `_box`
        spots.append(Spot(x, y, "middle", degrees))
    return spots


def _point_at(line: Sequence[Point], lengths: Sequence[float], way: float) -> Point:
    """Return the point `way` units along a line from its beginning; `lengths` are those of its straight pieces."""
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        if way <= length and length:
            share = max(way, 0) / length
            across = end[0] - start[0]
            down = end[1] - start[1]
            return start[0] + share * across, start[1] + share * down
        way -= length
    return line[-1]


def roomy_features(
    view: View, layer: str, size: float, width: float
) -> Iterator[tuple[Feature, Spot]]:
    """Yield the features of a layer that have room for their name, with its place; those that the atlas is about first.

    `size` is that of the letters, `width` their width as a share of it.
    """
    focus = subject().region.focus
    for feature in sorted(
        features(layer), key=lambda feature: feature.country not in focus
    ):
        needed = len(feature.name) * size * width
        rings = outlines(view, feature)
        spot = roomiest(rings, view.height, needed)
        if spot:
            yield feature, spot
