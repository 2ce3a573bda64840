"""Signs and their words in rows, so that nothing overlaps and nothing leaves the picture.

Everything is placed for the least width at which a picture is shown. Where it is wider, the signs move apart in proportion
while words keep their size and their distance from their sign, so what does not overlap at the least width never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.draw.marks import SIZE, width_of
from generator.draw.text_fit import lines

MOST_LINES = 4
"""Lines that words take at the most; the tables of the page have them whole."""

Side = Literal["in", "right", "left", "above", "none"]

GAP = 6.0
"""Pixels between a sign and its words, and between one matter and the next."""
_OVERLAP = -2.0
"""Pixels that those which may touch may share, by reason of rounding."""
_INDOORS = 5.0
"""Pixels between words and the ends of the bar that they stand on."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter that is placed: a bar or several, or a sign or several."""

    key: int
    left: float
    right: float
    labels: tuple[str, ...]
    """Its words, and shorter ones in their stead."""
    room: tuple[float, float] | None = None
    """The part of it on which words can stand."""
    tight: bool = False
    """It may touch its neighbours: one held it until the other did."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with the place of its words."""

    item: Item
    side: Side
    lines: tuple[str, ...] = ()
    start: float = 0.0
    """Where the words begin, in pixels at the least width."""
    width: float = 0.0


@dataclass(slots=True)
class Row:
    """Items beside one another, with the lines of words above them."""

    main: list[tuple[float, float]] = field(default_factory=list)
    over: list[tuple[float, float]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines of words stand above its signs."""
        return max((len(p.lines) for p in self.placed if p.side == "above"), default=0)

    def takes(self, placed: Placed, *, signs: bool = True) -> bool:
        """Tell whether nothing that is there is in the way; then it is there too.

        Without `signs`, those of the item are there already and only its words are wanting.
        """
        item = placed.item
        words = (placed.start, placed.start + placed.width)
        main = [(item.left, item.right)] if signs else []
        main += [words] if placed.side in ("right", "left") else []
        over = [words] if placed.side == "above" else []
        gap = _OVERLAP if item.tight else GAP
        if not all(_free(self.main, extent, gap) for extent in main) or not all(
            _free(self.over, extent, GAP) for extent in over
        ):
            return False
        self.main += main
        self.over += over
        self.placed.append(placed)
        return True


def in_rows(items: list[Item], width: float, *, beside: bool = True) -> list[Row]:
    """Place items from left to right into as few rows as they need.

    Words stand on a bar where they fit, else `beside` it, else above.
    """
    rows: list[Row] = []
    for item in _ordered(items):
        options = list(_options(item, width, beside=beside))
        if not any(row.takes(option) for row in rows for option in options):
            rows.append(Row())
            if not any(rows[-1].takes(option) for option in options):
                rows[-1].placed.append(Placed(item, "none"))
    return rows


def in_one_row(items: list[Item], width: float) -> list[Row]:
    """Place items in one row, where some may lie over one another; what finds no room for its words goes without."""
    row = Row(main=[(item.left, item.right) for item in items])
    for item in _ordered(items):
        if not any(row.takes(option, signs=False) for option in _options(item, width, beside=True, own=True)):
            row.placed.append(Placed(item, "none"))
    return [row] if items else []


def _ordered(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.left, item.right, item.key))


def _options(item: Item, width: float, *, beside: bool, own: bool = False) -> Iterator[Placed]:
    for label in item.labels:
        needed = width_of(label)
        if item.room and item.room[1] - item.room[0] >= needed + 2 * _INDOORS:
            yield Placed(item, "in", (label,), sum(item.room) / 2 - needed / 2, needed)
        if beside and item.right + GAP + needed <= width:
            yield Placed(item, "right", (label,), max(item.right, 0.0) + GAP, needed)
        if beside and item.left - GAP - needed >= 0:
            yield Placed(item, "left", (label,), item.left - GAP - needed, needed)
        broken = lines(label, SIZE, width, MOST_LINES)
        needed = min(max(width_of(line) for line in broken), width)
        if own and item.left + needed > width:  # it would stand over other signs
            continue
        start = item.left if item.left + needed <= width else item.right - needed
        yield Placed(item, "above", broken, max(0.0, min(start, width - needed)), needed)


def _free(held: list[tuple[float, float]], wanted: tuple[float, float], gap: float) -> bool:
    return all(wanted[0] >= b + gap or wanted[1] <= a - gap for a, b in held)
