"""A strip: lanes of periods and events over one axis of time, as SVG.

Places along the axis are percentages and everything else is pixels, so that a strip fills the width that it is given
and its letters keep their size. It is laid out twice, for a desk and for a phone; the style sheet shows the one that fits.
"""

from __future__ import annotations

from generator.draw.axis import Axis, axis_over, ticks
from generator.draw.lanes import Picture, Strip
from generator.draw.marks import BAR, SIZE, Marks, width_of
from generator.draw.periods import period_of
from generator.draw.strip_rows import LaneRows, lane_rows
from generator.draw.text_fit import lines
from generator.text.escape import cleaned, escape_html

WIDE, NARROW = 600, 280
"""The least widths, in CSS pixels, at which the two drawings are shown."""

_HEAD = 20.0
"""Height of the line that says where information ends."""
_NAME = 20.0
_LINE = 16.0
_BETWEEN_ROWS = 6.0
_BETWEEN_LANES = 10.0
_FOOT = 22.0


def strip_svg(strip: Strip) -> Picture:
    """Return both drawings of a strip, on one line; empty where nothing in it has a date."""
    days = _days(strip)
    if not days:
        return Picture("", frozenset())
    open_start = any(period_of(bar.span).start is None for lane in strip.lanes for bar in lane.bars)
    wide = _drawing(strip, axis_over(days, WIDE, open_start=open_start), "wide")
    narrow = _drawing(strip, axis_over(days, NARROW, open_start=open_start), "narrow")
    return Picture(wide.svg + narrow.svg, wide.signs | narrow.signs)


def _days(strip: Strip) -> list[int]:
    """Return the days that the axis must hold."""
    found = [day for lane in strip.lanes for bar in lane.bars for day in period_of(bar.span).days]
    found += [day for lane in strip.lanes for point in lane.points for day in period_of(point.date).days]
    return found + (period_of(strip.until).days if strip.until and found else [])


def _drawing(strip: Strip, axis: Axis, name: str) -> Picture:
    marks = Marks(f"{strip.id}-{name}", axis.width)
    until = period_of(strip.until).end if strip.until else None
    last = until[1] if until else axis.last
    top = _HEAD if until else 4.0
    bottom = top
    lanes = []
    for lane in strip.lanes:
        rows = lane_rows(lane.bars, lane.points, axis, last, solid=lane.solid, events=lane.events)
        names = lines(cleaned(lane.label), SIZE, axis.width, 2)
        lanes.append((bottom, names, rows))
        bottom += _height(names, rows) + _BETWEEN_LANES
    for x, words in ticks(axis):
        marks.line("tick", x, top, bottom)
        marks.text(words, x, bottom + 15, "t", shift=3)
    if until:
        _cut_off(marks, axis.at(last), bottom, strip.until_words)
    for y, names, rows in lanes:
        _lane(marks, names, rows, y)
    return Picture(
        marks.svg(f"ea-strip-{name}", bottom + _FOOT, escape_html(cleaned(strip.words))), frozenset(marks.signs)
    )


def _height(names: tuple[str, ...], rows: LaneRows) -> float:
    return _NAME + (len(names) - 1) * _LINE + sum(BAR + _BETWEEN_ROWS + row.lines * _LINE for row in rows.rows)


def _lane(marks: Marks, names: tuple[str, ...], rows: LaneRows, y: float) -> None:
    for number, words in enumerate(names):
        marks.text(words, 0, y + 14 + number * _LINE, "n")
    y += _NAME + (len(names) - 1) * _LINE
    for number, row in enumerate(rows.rows):
        y += row.lines * _LINE
        for left, right in rows.gaps if number == 0 else ():
            marks.gap(left, right, y, "not recorded" if right - left > width_of("not recorded") + 8 else "")
        for placed in row.placed:
            rows.draw(marks, placed, y)
        for placed in row.placed:
            rows.letter(marks, placed, y, _LINE)
        y += BAR + _BETWEEN_ROWS


def _cut_off(marks: Marks, x: float, bottom: float, words: str) -> None:
    marks.line("until", x, _HEAD - 4, bottom)
    marks.signs.add("until")
    if x - width_of(words) >= 0:
        marks.text(words, x, 12, "t", anchor="end")
    else:
        marks.text(words, x, 12, "t")
