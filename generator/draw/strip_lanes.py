"""One lane of a strip: its bars and signs laid out in rows, so that no words overlap and none leaves the picture.

Everything is placed for the least width at which a picture is shown. Where it is wider, the signs move apart in proportion
while words keep their size and their distance from their sign, so what does not overlap at the least width never does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import fsum
from typing import Literal, NamedTuple

from generator.draw.text_fit import SMALL, text_width, wrapped
from generator.draw.time_axis import Axis, DaySpan, day_span, merged_spans
from generator.text.edtf import Edtf
from generator.text.escape import cleaned

BAR = 24.0
"""Height of a bar."""
LINE = 16.0
"""Pixels from one line of words to the next."""
BETWEEN_ROWS = 6.0
_MOST_LINES = 4
"""Lines that words take at the most; the tables of the page have them whole."""
_GAP = 6.0
"""Pixels between a sign and its words, and between one item and the next."""
_OVERLAP = -2.0
"""Pixels that neighbours which may touch may share, by reason of rounding."""
_INSIDE = 5.0
"""Pixels between words and the ends of the bar that they stand on."""
_LEAST = 6.0
"""Pixels that a bar takes at the least, however short its period."""
_SOFT = 3.0
"""Pixels from which on the doubt about an end is drawn."""
_SIGN = 7.0
"""Pixels from the middle of a sign to its end."""
_CLOSE = 16.0
"""Pixels between events under which they are one item with one label."""
_COLUMN = 4.0
"""Pixels within which the signs of a crowd that look alike are one: its label has their number."""
_FADE = 24.0
"""Pixels over which a bar without a beginning fades in: how long it had been so, nobody says."""

Extent = tuple[float, float]
"""From left to right, in pixels."""


class LaneMark(NamedTuple):
    """What stands in a lane: a bar, what was so in a period or at a date; or a sign, what has or gives a date."""

    sort: Literal["bar", "event", "date"]
    label: str
    date: Edtf
    short: str = ""
    """Words for where the label has no room."""
    key: str = ""
    """Distinguishes bars of one name; those of one label and key that meet are one bar."""
    floor: int = 0
    """The first day on which it may have begun, as Python's ordinal: of whom it is about."""


class DrawnLane(NamedTuple):
    """Bars and signs of one subject."""

    label: str
    marks: tuple[LaneMark, ...]
    """Events stand with no dates in one lane: they are counted where they are close, while each date has its words."""
    solid: bool = False
    """One bar follows the other, so that a gap between them is one in what is known."""

    def of_sort(self, *sorts: str) -> list[LaneMark]:
        """Return what is of these sorts, in order."""
        return [mark for mark in self.marks if mark.sort in sorts]


class _Shape(NamedTuple):
    """A piece of a bar, a sign, or the stretch in which a sign lies: its style and extent."""

    style: str
    left: float
    right: float
    explained: str = ""
    """What a legend explains of it."""


class _BarExtent(NamedTuple):
    """A bar in pixels: from its first possible to its last possible day, and what is sure of it."""

    left: float
    right: float
    sure: Extent | None
    faint: float
    """Where it begins to fade in; its left end, where that is known."""

    def shapes(self, style: str) -> list[_Shape]:
        """Return what is sure of it, in a style, and the stretches of doubt that are wide enough to see."""
        faded = [_Shape("fade", self.faint, self.left, "fade")] if self.faint < self.left else []
        if self.sure is None:
            return [*faded, _Shape("soft", self.left, self.right, "vague")]
        ends = ((self.left, self.sure[0]), (self.sure[1], self.right))
        doubtful = [_Shape("soft", *end, "doubt") for end in ends if end[1] - end[0] >= _SOFT]
        return [*faded, *doubtful, _Shape(style, *self.sure)]


class _LaneItem(NamedTuple):
    """Bars or signs that share their words."""

    left: float
    right: float
    labels: tuple[str, ...]
    """Its words, and shorter ones in their stead."""
    shapes: list[_Shape]
    room: Extent | None = None
    """The part of it on which words can stand."""
    tight: bool = False
    """It may touch its neighbours, as where one held a place until the other did."""


class _Words(NamedTuple):
    """The words of an item, and where they stand."""

    side: Literal["on", "beside", "above"]
    lines: tuple[str, ...]
    extent: Extent
    """The room that they take, at the least width."""
    at: float
    """The place that they move with where the picture is wider."""
    anchor: str = ""
    shift: float = 0.0
    """Pixels from that place."""
    style: str = "t"


@dataclass(slots=True)
class LaneRow:
    """Items beside one another, with the lines of words above them."""

    items: list[_LaneItem] = field(default_factory=list)
    words: list[_Words] = field(default_factory=list)

    @property
    def above(self) -> float:
        """Height of the words above the signs."""
        return LINE * max((len(words.lines) for words in self.words if words.side == "above"), default=0)

    def takes(self, item: _LaneItem, words: _Words, *, signs: bool = True) -> bool:
        """Place an item with its words unless something is in the way, and tell whether they are placed.

        Without `signs`, those of the item are there already and only its words are missing.
        """
        beside, above = ([w.extent for w in self.words if w.side == side] for side in ("beside", "above"))
        taken = beside + [(other.left, other.right) for other in self.items]
        wanted = [(item.left, item.right)] if signs else []
        wanted += [words.extent] if words.side == "beside" else []
        is_free = all(_is_free(taken, extent, _OVERLAP if item.tight else _GAP) for extent in wanted)
        if is_free and (words.side != "above" or _is_free(above, words.extent, _GAP)):
            self.items += [item] if signs else []
            self.words.append(words)
            return True
        return False


def _is_free(taken: list[Extent], extent: Extent, gap: float) -> bool:
    return all(extent[0] >= right + gap or extent[1] <= left - gap for left, right in taken)


class LaneLayout:
    """A lane in rows, as it is drawn; `last` is the day to which periods without an end are drawn."""

    def __init__(self, lane: DrawnLane, axis: Axis, last: int) -> None:
        named: dict[tuple[str, str, int], list[DaySpan]] = {}
        for bar in lane.of_sort("bar"):
            named.setdefault((cleaned(bar.label), bar.key, bar.floor), []).append(day_span(bar.date))
        items, every = [], []
        for number, ((label, _, floor), spans) in enumerate(named.items()):
            bars = [_bar_extent(span, axis, last, floor) for span in merged_spans(spans)]
            style = ("fill a", "fill b")[number % 2] if lane.solid else "bar"
            of_one_label = [[bar] for bar in bars] if lane.solid else [bars]
            items += [_bar_item(label, own, style, solid=lane.solid) for own in of_one_label]
            every += bars
        self.gaps = _gaps(every, axis, last) if lane.solid else []
        """The stretches of which nothing is recorded."""
        items += [_sign_item(group, axis) for group in _groups(lane, axis)]
        items.sort(key=lambda item: (item.left, item.right))
        self.rows = _one_row(items, axis.width) if lane.of_sort("event") else _rows(items, axis.width, lane)

    @property
    def height(self) -> float:
        """Of all rows, in pixels."""
        return fsum(row.above + BAR + BETWEEN_ROWS for row in self.rows)


def _bar_extent(span: DaySpan, axis: Axis, last: int, floor: int) -> _BarExtent:
    left = axis.at(span.start[0] if span.start else span.seen)
    faint = left if span.start else min(left, max(left - _FADE, axis.at(floor)))
    right = axis.at(span.end[1] + 1) if span.end else axis.at(last)
    if right - left < _LEAST:
        grows = _LEAST if span.end is None else (_LEAST + right - left) / 2
        right = min(left + grows, axis.width)
        left = right - _LEAST
        return _BarExtent(left, right, None if span.vague else (left, right), min(left, faint))
    sure_from = axis.at(span.start[1]) if span.start else left
    sure_to = axis.at(span.end[0] + 1) if span.end else right
    sure = None if span.vague or sure_to - sure_from < 1 else (sure_from, sure_to)
    return _BarExtent(left, right, sure, faint)


def _bar_item(label: str, bars: list[_BarExtent], style: str, *, solid: bool) -> _LaneItem:
    sure = [bar.sure or (bar.left, bar.right) for bar in bars]
    extents = sure if solid else [(bar.faint, bar.right) for bar in bars]
    firm = [bar.sure for bar in bars if bar.sure] or sure
    start, end = max(firm, key=lambda extent: extent[1] - max(extent[0], 0.0))
    left, right = min(left for left, _ in extents), max(right for _, right in extents)
    shapes = [shape for bar in bars for shape in bar.shapes(style)]
    return _LaneItem(left, right, (label,), shapes, room=(max(start, 0.0), end), tight=solid)


def _gaps(bars: list[_BarExtent], axis: Axis, last: int) -> list[Extent]:
    """Return the stretches that no bar covers, where they are wide enough to see."""
    gaps, covered, end = [], axis.at(axis.first), axis.at(last)
    for bar in sorted(bars, key=lambda bar: bar.faint):
        if bar.faint - covered >= _LEAST:
            gaps.append((covered, bar.faint))
        covered = max(covered, bar.right)
    return [*gaps, (covered, end)] if end - covered >= _LEAST else gaps


def _groups(lane: DrawnLane, axis: Axis) -> list[list[LaneMark]]:
    """Return the signs that share their words: events close to one another, dates of one label."""
    groups: list[list[LaneMark]] = []
    for mark in sorted(lane.of_sort("event"), key=lambda mark: (mark.date.sort_key, mark.label)):
        if groups and _sign(mark, axis)[-1].left - _sign(groups[-1][-1], axis)[-1].left < _CLOSE:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    dates = sorted(lane.of_sort("date"), key=lambda mark: (mark.date.sort_key, mark.label))
    labels = dict.fromkeys(mark.label for mark in dates)
    return groups + [[mark for mark in dates if mark.label == label] for label in labels]


def _sign(mark: LaneMark, axis: Axis) -> list[_Shape]:
    """Return a sign in the middle of its date, or at the end of it that is known, over the stretch in which it lies."""
    span = day_span(mark.date)
    left = axis.at(span.start[0]) if span.start else axis.at(span.seen) - _FADE
    right = axis.at(span.end[1] if span.end else axis.last)
    x = right if span.start is None else left if span.end is None else (left + right) / 2
    style = "lasting" if mark.sort == "event" and mark.date.is_interval else "about" if span.start else "fade"
    stretch = [_Shape(style, left, right)] if right - left > 2 * _SIGN else []
    return [*stretch, _Shape(mark.sort, x - _SIGN, x + _SIGN, mark.sort)]


def _sign_item(group: list[LaneMark], axis: Axis) -> _LaneItem:
    first = group[0]
    every = (shape for mark in group for shape in _sign(mark, axis))
    shapes = list({(s.style, s.left // _COLUMN, (s.right - s.left) // _COLUMN): s for s in every}.values())
    if len(group) == 1 or first.sort == "date":
        labels = (first.label, first.short) if first.short else (first.label,)
    else:
        labels = (f"{len(group)} events", f"×{len(group)}")
    left, right = min(shape.left for shape in shapes), max(shape.right for shape in shapes)
    return _LaneItem(left, right, tuple(cleaned(label) for label in labels), shapes)


def _rows(items: list[_LaneItem], width: float, lane: DrawnLane) -> list[LaneRow]:
    """Place items into as few rows as they need; words stand on a bar where they fit, else beside it, else above."""
    rows: list[LaneRow] = []
    for item in items:
        options = list(_options(item, width, beside=not lane.solid))
        if not any(row.takes(item, words) for row in rows for words in options):
            rows.append(LaneRow())
            rows[-1].takes(item, options[0])
    return rows


def _one_row(items: list[_LaneItem], width: float) -> list[LaneRow]:
    """Place items in one row, where some may lie over one another; words that find no room are left out."""
    row = LaneRow(items)
    for item in items:
        any(row.takes(item, words, signs=False) for words in _options(item, width, own=True))
    return [row] if items else []


def _options(item: _LaneItem, width: float, *, beside: bool = True, own: bool = False) -> Iterator[_Words]:
    """Yield the places for the words of an item, the best first; with `own`, none that reaches over other signs."""
    left, right = item.left, max(item.right, 0.0)
    for label in item.labels:
        needed = text_width(label)
        if item.room and item.room[1] - item.room[0] >= needed + 2 * _INSIDE:
            style = "w" if any("fill" in shape.style for shape in item.shapes) else "t"
            yield _Words("on", (label,), item.room, sum(item.room) / 2, "middle", style=style)
        if beside and item.right + _GAP + needed <= width:
            start = right + _GAP
            yield _Words("beside", (label,), (start, start + needed), right, shift=_GAP)
        if beside and (start := left - _GAP - needed) >= 0:
            yield _Words("beside", (label,), (start, start + needed), left, "end", -_GAP)
        lines = wrapped(label, SMALL, width, _MOST_LINES)
        needed = min(max(text_width(line) for line in lines), width)
        if own and left + needed > width:
            continue
        start = max(0.0, min(left if left + needed <= width else item.right - needed, width - needed))
        end, at = start + needed, max(left, 0.0)
        if start < left:  # flush with the right end of the item
            yield _Words("above", lines, (start, end), item.right, "end", end - item.right)
        else:
            yield _Words("above", lines, (start, end), at, shift=start - at)
