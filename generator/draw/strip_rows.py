"""One lane of a strip in rows: which periods are one bar, which events one sign, and where their words stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.draw.axis import Axis
from generator.draw.lanes import Bar, Point
from generator.draw.marks import BAR, Marks
from generator.draw.periods import Period, period_of, united
from generator.draw.placing import GAP, Item, Placed, Row, in_one_row, in_rows
from generator.text.escape import cleaned

_LEAST = 6.0
"""Pixels that a bar takes at the least, however short its period."""
_SOFT = 3.0
"""Pixels from which on the doubt about an end is drawn."""
_SIGN = 7.0
"""Pixels from the middle of a sign to its end."""
_CLOSE = 16.0
"""Pixels between events under which they are one matter with one label."""
_OUTSIDE = -20.0
"""Where a bar without a beginning begins: out of sight."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar in pixels: from its first possible to its last possible day, and what is sure of it."""

    left: float
    right: float
    sure: tuple[float, float] | None

    @property
    def doubtful(self) -> list[tuple[float, float]]:
        """The stretches in which it may have begun or ended, where they are wide enough to see."""
        if self.sure is None:
            return [(self.left, self.right)]
        return [(a, b) for a, b in ((self.left, self.sure[0]), (self.sure[1], self.right)) if b - a >= _SOFT]


@dataclass(frozen=True, slots=True)
class Sign:
    """An event or date in pixels, and the stretch in which it lies where that is wide enough to see."""

    x: float
    stretch: tuple[float, float] | None
    lasting: bool
    """The stretch is how long it lasted; else, in what it happened once."""


@dataclass(slots=True)
class LaneRows:
    """The rows of one lane, with what is drawn for each item."""

    rows: list[Row]
    gaps: list[tuple[float, float]]
    shapes: dict[int, list[Shape]]
    signs: dict[int, list[Sign]]
    tones: dict[int, str]
    events: bool

    def draw(self, marks: Marks, placed: Placed, y: float) -> None:
        """Draw the signs of an item in the row whose bars begin at `y`."""
        tone = self.tones.get(placed.item.key, "bar")
        for shape in self.shapes.get(placed.item.key, ()):
            for left, right in shape.doubtful:
                marks.bar("soft", left, right, y)
                marks.signs.add("doubt" if shape.sure else "vague")
            if shape.sure is not None:
                marks.bar(tone, *shape.sure, y)
        for sign in self.signs.get(placed.item.key, ()):
            if sign.stretch:
                marks.level("lasting" if sign.lasting else "about", *sign.stretch, y + BAR / 2)
            (marks.event if self.events else marks.date)(sign.x, y + BAR / 2)

    def letter(self, marks: Marks, placed: Placed, y: float, line: float) -> None:
        """Set the words of an item."""
        item, middle = placed.item, y + 16.5
        if placed.side == "in" and item.room:
            on_fill = item.tight and any(shape.sure for shape in self.shapes[item.key])
            marks.text(placed.lines[0], sum(item.room) / 2, middle, "w" if on_fill else "t", anchor="middle")
        elif placed.side == "right":
            marks.text(placed.lines[0], max(item.right, 0.0), middle, "t", shift=GAP)
        elif placed.side == "left":
            marks.text(placed.lines[0], item.left, middle, "t", anchor="end", shift=-GAP)
        elif placed.side == "above":
            flush = placed.start < item.left  # then with the right end of the item
            at = item.right if flush else max(item.left, 0.0)
            shift = (placed.start + placed.width if flush else placed.start) - at
            for number, words in enumerate(reversed(placed.lines)):
                marks.text(words, at, y - 5 - number * line, "t", anchor="end" if flush else "", shift=shift)


def lane_rows(
    bars: Iterable[Bar], points: Iterable[Point], axis: Axis, last: int, *, solid: bool, events: bool
) -> LaneRows:
    """Lay out one lane; `last` is the day to which periods without an end are drawn."""
    made = LaneRows([], [], {}, {}, {}, events)
    labels: dict[tuple[str, str], list[Period]] = {}
    for bar in bars:
        labels.setdefault((cleaned(bar.label), bar.key), []).append(period_of(bar.span))
    items = []
    for key, ((label, _), periods) in enumerate(labels.items()):
        made.shapes[key] = [_shape(period, axis, last) for period in united(periods)]
        made.tones[key] = ("fill a", "fill b")[key % 2] if solid else "bar"
        items.append(_bar_item(key, label, made.shapes[key], solid))
    for key, group in enumerate(_groups(list(points), axis, events), start=len(items)):
        made.signs[key] = [_sign(point, axis) for point in group]
        items.append(_point_item(key, group, made.signs[key], events))
    made.rows = in_one_row(items, axis.width) if events else in_rows(items, axis.width, beside=not solid)
    if solid:
        made.gaps = _gaps([s for shapes in made.shapes.values() for s in shapes], axis, last)
    return made


def _shape(period: Period, axis: Axis, last: int) -> Shape:
    left = axis.at(period.start[0]) if period.start else _OUTSIDE
    right = axis.at(period.end[1] + 1) if period.end else axis.at(last)
    if right - left < _LEAST:
        grows = _LEAST if period.end is None else (_LEAST + right - left) / 2
        right = min(left + grows, axis.width)
        left = right - _LEAST
        return Shape(left, right, None if period.vague else (left, right))
    sure = (
        axis.at(period.start[1]) if period.start else left,
        axis.at(period.end[0] + 1) if period.end else right,
    )
    return Shape(left, right, None if period.vague or sure[1] - sure[0] < 1 else sure)


def _bar_item(key: int, label: str, shapes: list[Shape], solid: bool) -> Item:
    sure = [shape.sure or (shape.left, shape.right) for shape in shapes]
    extents = sure if solid else [(shape.left, shape.right) for shape in shapes]
    firm = [shape.sure for shape in shapes if shape.sure] or sure
    room = max(firm, key=lambda extent: extent[1] - max(extent[0], 0.0))
    return Item(
        key, min(a for a, _ in extents), max(b for _, b in extents), (label,), (max(room[0], 0.0), room[1]), tight=solid
    )


def _groups(points: list[Point], axis: Axis, events: bool) -> list[list[Point]]:
    """Return points that are one matter: events close to one another, dates of one label."""
    points.sort(key=lambda point: (point.date.sort_key, point.label))
    groups: list[list[Point]] = []
    if not events:
        labels: dict[str, list[Point]] = {}
        for point in points:
            labels.setdefault(point.label, []).append(point)
        return list(labels.values())
    for point in points:
        if groups and _sign(point, axis).x - _sign(groups[-1][-1], axis).x < _CLOSE:
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _sign(point: Point, axis: Axis) -> Sign:
    """Return where a point stands: in the middle of its date, or at the end of it that is known."""
    period = period_of(point.date)
    left = axis.at(period.start[0] if period.start else axis.first)
    right = axis.at(period.end[1] if period.end else axis.last)
    stretch = (left, right) if right - left > 2 * _SIGN else None
    x = right if period.start is None else left if period.end is None else (left + right) / 2
    return Sign(x, stretch, point.event and point.date.is_interval)


def _point_item(key: int, group: list[Point], signs: list[Sign], events: bool) -> Item:
    left = min(min(s.x - _SIGN, s.stretch[0] if s.stretch else s.x) for s in signs)
    right = max(max(s.x + _SIGN, s.stretch[1] if s.stretch else s.x) for s in signs)
    first = group[0]
    if len(group) == 1 or not events:
        labels = (first.label, first.short) if first.short else (first.label,)
    else:
        labels = (f"{len(group)} events", f"×{len(group)}")
    return Item(key, left, right, tuple(cleaned(label) for label in labels))


def _gaps(shapes: list[Shape], axis: Axis, last: int) -> list[tuple[float, float]]:
    """Return the stretches that no bar covers, where they are wide enough to see."""
    found = []
    reached = axis.at(axis.first)
    for shape in sorted(shapes, key=lambda s: s.left):
        if shape.left - reached >= _LEAST:
            found.append((reached, shape.left))
        reached = max(reached, shape.right)
    end = axis.at(last)
    return [*found, (reached, end)] if end - reached >= _LEAST else found
