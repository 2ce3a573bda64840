"""Words on a drawing, set where they cover neither one another nor what the drawing is about.

Letters are larger on a phone, in units of the drawing, than on a desk: words of the first rank are given room for the
phone's letters; those of the second rank have room on a desk alone and are left out on a phone.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.basemap.topology import Point
from generator.text.escape import cleaned, escape_html

LETTER = 0.56
"""Width of a letter as a share of the size of its type, a little more than the faces of the site have."""

LONGEST = 30
"""Letters of a label; a longer name is cut, and stands whole beside the drawing."""


LEVELS = 12
"""Heights, at equal steps, at which the room for a name is looked for."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a drawing, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two parts overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        """Tell whether it lies in a drawing of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a label may stand: the point it is set at, and how."""

    x: float
    y: float
    anchor: str = "start"
    """start, middle or end, as SVG calls them."""
    turn: float = 0
    """Degrees, clockwise."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of type of a drawing, in its units."""

    phone: float
    desk: float


@dataclass(slots=True)
class Board:
    """A drawing on which words are being set."""

    width: float
    height: float
    sizes: Sizes
    _phone: list[Box] = field(default_factory=list)
    _desk: list[Box] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """Keep a part of the drawing free of words."""
        self._phone.append(box)
        self._desk.append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing stands there yet."""
        return not any(box.meets(other) for other in self._phone)

    def text(
        self, words: str, spots: Iterable[Spot], style: str, *, minor: bool = False, wide: float = 1, of: str = ""
    ) -> str:
        """Return the words at the first spot that has room for them, or nothing.

        `wide` widens letters set apart; `of` is the id of what the words name, for a script.
        """
        words = short(words)
        for spot in spots:
            box = _box(words, spot, (self.sizes.desk if minor else self.sizes.phone) * wide)
            taken = self._desk if minor else self._phone
            if box.within(self.width, self.height) and not any(box.meets(other) for other in taken):
                self._desk.append(_box(words, spot, self.sizes.desk * wide))
                if not minor:
                    self._phone.append(box)
                return _element(words, spot, f"{style} m-fine" if minor else style, of)
        return ""

    def beside(self, x: float, y: float, gap: float) -> tuple[Spot, ...]:
        """Return the usual spots of a name beside a mark: right, left, above, below."""
        size = self.sizes.phone
        return (
            Spot(x + gap, y + size * 0.32),
            Spot(x - gap, y + size * 0.32, "end"),
            Spot(x, y - gap, "middle"),
            Spot(x, y + gap + size * 0.75, "middle"),
        )


def short(words: str) -> str:
    """Return a name as a drawing has it: on one line, cut where it is long."""
    words = cleaned(words).strip()
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _box(words: str, spot: Spot, size: float) -> Box:
    length, up = len(words) * size * LETTER, size * 0.8
    left = spot.x - {"start": 0.0, "middle": length / 2, "end": length}[spot.anchor]
    if not spot.turn:
        return Box(left, spot.y - up, left + length, spot.y + size * 0.25)
    turn = math.radians(spot.turn)
    across, high = abs(length * math.cos(turn)), abs(length * math.sin(turn)) + size
    return Box(spot.x - across / 2, spot.y - high / 2, spot.x + across / 2, spot.y + high / 2)


def _element(words: str, spot: Spot, style: str, of: str) -> str:
    x, y = round(spot.x), round(spot.y)
    anchor = "" if spot.anchor == "start" else f' text-anchor="{spot.anchor}"'
    turn = f' transform="rotate({round(spot.turn)} {x} {y})"' if spot.turn else ""
    name = f' data-of="{escape_html(of)}"' if of else ""
    return f'<text class="{style}" x="{x}" y="{y}"{anchor}{turn}{name}>{escape_html(words)}</text>'


def roomiest(rings: Sequence[Sequence[Point]], height: float, least: float = 0) -> Spot | None:
    """Return the middle of the widest level line within outlines, or None where none is longer than `least`."""
    wide = [ring for ring in rings if max(x for x, _ in ring) - min(x for x, _ in ring) > least]
    best, widest = None, least
    for level in range(1, LEVELS) if wide else ():
        y = height * level / LEVELS
        crossings = sorted(
            start[0] + (y - start[1]) * (end[0] - start[0]) / (end[1] - start[1])
            for ring in wide
            for start, end in pairwise(ring)
            if (start[1] > y) != (end[1] > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > widest:
                best, widest = Spot((left + right) / 2, y, "middle"), right - left + 1
    return best


def along(line: Sequence[Point], lift: float) -> list[Spot]:
    """Return spots above a line, at its middle and its thirds, each turned as the line runs there."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    spots = []
    for share in (0.5, 0.33, 0.67):
        before, behind = (_point_at(line, lengths, sum(lengths) * share + step) for step in (-22, 22))
        if before[0] > behind[0]:
            before, behind = behind, before
        turn = math.degrees(math.atan2(behind[1] - before[1], behind[0] - before[0]))
        x, y = _point_at(line, lengths, sum(lengths) * share)
        off = math.radians(turn)
        spots.append(Spot(x + lift * math.sin(off), y - lift * math.cos(off), "middle", turn or 0.01))
    return spots


def _point_at(line: Sequence[Point], lengths: Sequence[float], way: float) -> Point:
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        if way <= length and length:
            share = max(way, 0) / length
            return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        way -= length
    return line[-1]
