"""One lane of a strip: its bars and signs laid out in rows, so that no words overlap and none leaves the picture.

Everything is placed for the least width at which a picture is shown. Where it is wider, the signs move apart in proportion
while words keep their size and their distance from their sign, so what does not overlap at the least width never does.
"""

from collections.abc import Iterator
from itertools import product
from math import fsum
from typing import Literal, NamedTuple

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.text_fit import SMALL, text_width, wrapped
from euphrates_atlas.draw.time_axis import Axis, DaySpan, day_span, merged_spans
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.escape import cleaned

BAR = 24.0
"""Height of a bar."""
LINE = 16.0
"""Pixels from one line of words to the next."""
BETWEEN_ROWS = 6.0
_NAME = 20.0
"""Height of a name of one line above the rows."""
# Pixels from the last row of a lane to the name of the next one.
_BETWEEN_LANES = 10.0
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
    """What stands in a lane: a bar, for what was so in a period or at a date; or a sign, for an event or for a date."""

    sort: Literal["bar", "event", "date"]
    label: str
    date: Edtf
    short: str = ""
    """Words for where the label has no room."""
    key: str = ""
    """Distinguishes bars of one name; those of one label and key that meet are one bar."""
    floor: int = 0
    """The first day on which whoever it is about may have begun, as Python's ordinal: no bar reaches back beyond it."""


class DrawnLane(NamedTuple):
    """Bars and signs of one subject."""

    label: str
    marks: tuple[LaneMark, ...]
    """Events stand with no dates in one lane: they are counted where they are close, while each date has its words."""
    solid: bool = False
    """One bar follows the other, so that a gap between them is one in what is known."""

    def of_sort(self, sort: str) -> list[LaneMark]:
        """Return what is of this sort, in order."""
        return [mark for mark in self.marks if mark.sort == sort]


class LaneShape(NamedTuple):
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

    def shapes(self, style: str) -> Iterator[LaneShape]:
        """Yield what is sure of it, in a style, over the stretches of doubt that are wide enough to see."""
        if self.faint < self.left:
            yield LaneShape("fade", self.faint, self.left, "fade")
        if not self.sure:
            yield LaneShape("soft", self.left, self.right, "vague")
            return
        start, end = self.sure
        if start - self.left >= _SOFT:
            yield LaneShape("soft", self.left, start, "doubt")
        if self.right - end >= _SOFT:
            yield LaneShape("soft", end, self.right, "doubt")
        yield LaneShape(style, start, end)


class _LaneItem(NamedTuple):
    """Bars or signs that share their words."""

    left: float
    right: float
    labels: tuple[str, ...]
    """Its words, and shorter ones in their stead."""
    shapes: list[LaneShape]
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


class LaneRow(NamedTuple):
    """Items beside one another, with the lines of words above them."""

    items: list[_LaneItem]
    words: list[_Words]

    @property
    def above(self) -> float:
        """Height of the words above the signs."""
        counts = [len(words.lines) for words in self.words if words.side == "above"]
        return LINE * max(counts, default=0)

    def takes(self, item: _LaneItem, words: _Words, *, signs: bool = True) -> bool:
        """Place an item with its words unless something is in the way, and tell whether they are placed.

        Without `signs`, those of the item are there already and only its words are missing.
        """
        gap = _OVERLAP if item.tight else _GAP
        taken = self._words_at("beside")
        taken += [(other.left, other.right) for other in self.items]
        if signs and not _is_free(taken, (item.left, item.right), gap):
            return False
        if words.side == "beside" and not _is_free(taken, words.extent, gap):
            return False
        if words.side == "above" and not _is_free(
            self._words_at("above"), words.extent, _GAP
        ):
            return False
        if signs:
            self.items.append(item)
        self.words.append(words)
        return True

    def _words_at(self, side: str) -> list[Extent]:
        return [words.extent for words in self.words if words.side == side]


def _is_free(taken: list[Extent], extent: Extent, gap: float) -> bool:
    """Tell whether an extent keeps so many pixels from all that are taken."""
    start, end = extent
    return all(start >= right + gap or end <= left - gap for left, right in taken)


class LaneLayout:
    """A lane in rows, as it is drawn; `last` is the day to which periods without an end are drawn."""

    def __init__(self, lane: DrawnLane, axis: Axis, last: int) -> None:
        self.names = wrapped(cleaned(lane.label), SMALL, axis.width, 2)
        """The lines of its name."""
        self.head = _NAME + (len(self.names) - 1) * LINE
        """Their height."""
        items = []
        every = []
        for number, (label, bars) in enumerate(_named_bars(lane, axis, last)):
            every += bars
            if lane.solid:
                style = "fill b" if number % 2 else "fill a"
                items += [_bar_item(label, [bar], style, tight=True) for bar in bars]
            else:
                items.append(_bar_item(label, bars, "bar"))
        self.gaps = _gaps(every, axis, last) if lane.solid else []
        """The stretches of which nothing is recorded."""
        items += [_sign_item(group, axis) for group in _groups(lane, axis)]
        items.sort(key=lambda item: (item.left, item.right))
        if lane.of_sort("event"):
            self.rows = [_one_row(items, axis.width)]
        else:
            self.rows = _rows(items, axis.width, lane)

    @property
    def height(self) -> float:
        """From its name to that of the next lane, in pixels."""
        rows = fsum(row.above + BAR + BETWEEN_ROWS for row in self.rows)
        return self.head + rows + _BETWEEN_LANES


def _named_bars(
    lane: DrawnLane, axis: Axis, last: int
) -> Iterator[tuple[str, list[_BarExtent]]]:
    """Yield each label with its bars; those of one label and key that meet are one."""
    bars = lane.of_sort("bar")
    named = grouped(bars, lambda mark: (cleaned(mark.label), mark.key, mark.floor))
    for (label, _, floor), marks in named.items():
        spans = merged_spans(day_span(mark.date) for mark in marks)
        yield label, [_bar_extent(span, axis, last, floor) for span in spans]


def _bar_extent(span: DaySpan, axis: Axis, last: int, floor: int) -> _BarExtent:
    """Return a period in pixels, no less than `_LEAST` wide.

    Without an end it reaches to the day `last`; without a beginning it fades in, back to the day `floor` at most.
    """
    first = span.start[0] if span.start else span.seen
    end = span.end[1] + 1 if span.end else last
    left = axis.at(first)
    right = axis.at(end)
    faint = left
    if not span.start:
        faint = max(left - _FADE, axis.at(floor))
        faint = min(left, faint)
    # It grows to both sides, without an end to the right alone; never beyond the day `last`.
    if right - left < _LEAST:
        grows = (_LEAST + right - left) / 2 if span.end else _LEAST
        right = min(left + grows, max(right, axis.at(last)))
        left = right - _LEAST
        sure = None if span.vague else (left, right)
        return _BarExtent(left, right, sure, min(left, faint))
    # What is sure of it lies between the last day of its beginning and the first day of its end.
    sure_from = axis.at(span.start[1]) if span.start else left
    sure_to = axis.at(span.end[0] + 1) if span.end else right
    sure = None
    if not span.vague and sure_to - sure_from >= 1:
        sure = (sure_from, sure_to)
    return _BarExtent(left, right, sure, faint)


def _bar_item(
    label: str, bars: list[_BarExtent], style: str, *, tight: bool = False
) -> _LaneItem:
    """Return the bars of one label; its words stand on the longest. A `tight` one may touch others with what is not sure of it."""
    firm = [bar.sure for bar in bars if bar.sure] or [(bar.left, bar.right) for bar in bars]
    left = min(bar.faint for bar in bars)
    right = max(bar.right for bar in bars)
    if tight:
        left, right = firm[0]
    shown = [(max(start, 0.0), end) for start, end in firm]
    longest = max(shown, key=lambda extent: extent[1] - extent[0])
    shapes = [shape for bar in bars for shape in bar.shapes(style)]
    return _LaneItem(left, right, (label,), shapes, longest, tight)


def _gaps(bars: list[_BarExtent], axis: Axis, last: int) -> list[Extent]:
    """Return the stretches that no bar covers, where they are wide enough to see."""
    gaps = []
    covered = axis.at(axis.first)
    for bar in sorted(bars, key=lambda bar: bar.faint):
        if bar.faint - covered >= _LEAST:
            gaps.append((covered, bar.faint))
        covered = max(covered, bar.right)
    end = axis.at(last)
    if end - covered >= _LEAST:
        gaps.append((covered, end))
    return gaps


def _groups(lane: DrawnLane, axis: Axis) -> list[list[LaneMark]]:
    """Return the signs that share their words: events close to one another, dates of one label."""
    events: list[list[LaneMark]] = []
    before = 0.0
    for mark in _by_date(lane, "event"):
        x = _sign_shapes(mark, axis)[-1].left
        if events and x - before < _CLOSE:
            events[-1].append(mark)
        else:
            events.append([mark])
        before = x
    dates = grouped(_by_date(lane, "date"), lambda mark: mark.label)
    return [*events, *dates.values()]


def _by_date(lane: DrawnLane, sort: str) -> list[LaneMark]:
    """Return the marks of a sort by date, then by label."""
    return sorted(lane.of_sort(sort), key=lambda mark: (mark.date, mark.label))


def _sign_shapes(mark: LaneMark, axis: Axis) -> list[LaneShape]:
    """Return the sign of a date, last; before it the stretch in which it lies, where that is longer than the sign.

    The sign stands in the middle of the stretch, or at the end of it that is known.
    """
    span = day_span(mark.date)
    last = span.end[1] if span.end else axis.last
    right = axis.at(last)
    if span.start:
        left = axis.at(span.start[0])
        x = (left + right) / 2 if span.end else left
    else:
        left = axis.at(span.seen) - _FADE
        x = right
    sign = LaneShape(mark.sort, x - _SIGN, x + _SIGN, mark.sort)
    if right - left <= 2 * _SIGN:
        return [sign]
    style = "about" if span.start else "fade"
    if mark.sort == "event" and mark.date.is_interval:
        style = "lasting"
    return [LaneShape(style, left, right), sign]


def _sign_item(group: list[LaneMark], axis: Axis) -> _LaneItem:
    """Return signs that share their words as one item: with the label of one event or date, or with the number of events.

    Of shapes that look alike at the same place, one is drawn.
    """
    alike = {}
    for mark in group:
        for shape in _sign_shapes(mark, axis):
            width = shape.right - shape.left
            look = (shape.style, shape.left // _COLUMN, width // _COLUMN)
            alike[look] = shape
    shapes = list(alike.values())
    first = group[0]
    labels = [f"{len(group)} events", f"×{len(group)}"]
    if len(group) == 1 or first.sort == "date":
        labels = [first.label]
        if first.short:
            labels.append(first.short)
    left = min(shape.left for shape in shapes)
    right = max(shape.right for shape in shapes)
    return _LaneItem(left, right, tuple(map(cleaned, labels)), shapes)


def _rows(items: list[_LaneItem], width: float, lane: DrawnLane) -> list[LaneRow]:
    """Place items into as few rows as they need; words stand on a bar where they fit, else beside it, else above."""
    rows: list[LaneRow] = []
    for item in items:
        options = list(_options(item, width, beside=not lane.solid))
        is_placed = any(row.takes(item, words) for row, words in product(rows, options))
        if not is_placed:
            row = LaneRow([], [])
            row.takes(item, options[0])
            rows.append(row)
    return rows


def _one_row(items: list[_LaneItem], width: float) -> LaneRow:
    """Place items in one row, where some may lie over one another; words that find no room are left out."""
    row = LaneRow(items, [])
    for item in items:
        for words in _options(item, width, own=True):
            if row.takes(item, words, signs=False):
                break
    return row


def _options(
    item: _LaneItem, width: float, *, beside: bool = True, own: bool = False
) -> Iterator[_Words]:
    """Yield the places for the words of an item, the best first: on it, beside it, above it; then for its shorter words.

    Without `beside`, none stands beside it. With `own`, those above it begin at its left end, so that they reach over no
    sign before it; where they have no room then, there are none.
    """
    for label in item.labels:
        needed = text_width(label)
        if item.room:
            start, end = item.room
            if end - start >= needed + 2 * _INSIDE:
                is_filled = any("fill" in shape.style for shape in item.shapes)
                style = "w" if is_filled else "t"
                yield _Words(
                    "on",
                    (label,),
                    item.room,
                    (start + end) / 2,
                    "middle",
                    style=style,
                )
        if beside:
            yield from _beside(item, label, needed, width)
        lines = wrapped(label, SMALL, width, _MOST_LINES)
        widest = max(map(text_width, lines))
        needed = min(widest, width)
        if not own or item.left + needed <= width:
            yield _above(item, lines, needed, width)


def _beside(item: _LaneItem, label: str, needed: float, width: float) -> Iterator[_Words]:
    """Yield the places at the right and at the left of an item that have room."""
    lines = (label,)
    if item.right + _GAP + needed <= width:
        right = max(item.right, 0.0)
        start = right + _GAP
        extent = (start, start + needed)
        yield _Words("beside", lines, extent, right, shift=_GAP)
    end = item.left - _GAP
    start = end - needed
    if start >= 0:
        extent = (start, start + needed)
        yield _Words("beside", lines, extent, item.left, "end", -_GAP)


def _above(item: _LaneItem, lines: tuple[str, ...], needed: float, width: float) -> _Words:
    """Return the place above an item: from its left end on, or flush with its right end where that leads out."""
    wanted = item.left
    if wanted + needed > width:
        wanted = item.right - needed
    start = max(0.0, min(wanted, width - needed))
    extent = (start, start + needed)
    if start < item.left:
        shift = start + needed - item.right
        return _Words("above", lines, extent, item.right, "end", shift)
    at = max(item.left, 0.0)
    return _Words("above", lines, extent, at, shift=start - at)
