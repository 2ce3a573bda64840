"""The strip of time of an entry as SVG: lanes of periods and events over one axis.

Places along the axis are percentages and everything else is pixels, so that a strip fills the width that it is given
and its letters keep their size. It is laid out twice, for a desk and for a phone; the style sheet shows the one that fits.
"""

from dataclasses import dataclass

from generator.draw.strip_lanes import LINE, DrawnLane, lane_layout
from generator.draw.strip_marks import Marks
from generator.draw.text_fit import SMALL, text_width, wrapped
from generator.draw.time_axis import Axis, axis_over, day_span, ticks
from generator.text.edtf import Edtf
from generator.text.escape import cleaned

WIDE, NARROW = 600, 280
"""The least widths, in CSS pixels, at which the two drawings are shown."""

_HEAD = 20.0
"""Height of the line that says where information ends."""
_NAME = 20.0
_BETWEEN_LANES = 10.0
_FOOT = 22.0


@dataclass(frozen=True, slots=True)
class Strip:
    """The content of a strip; the words are for a screen reader."""

    id: str
    words: str
    lanes: tuple[DrawnLane, ...]
    until: Edtf | None = None
    """Where the information ends."""
    until_words: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the signs in it that a legend explains: gap, vague, doubt, event, date, until."""

    svg: str
    signs: frozenset[str]


def strip_svg(strip: Strip) -> Picture:
    """Return both drawings of a strip, on one line; empty where nothing in it has a date."""
    spans = [day_span(bar.span) for lane in strip.lanes for bar in lane.bars]
    open_start = any(span.start is None for span in spans)
    spans += [day_span(point.date) for lane in strip.lanes for point in lane.points]
    if not (days := [day for span in spans for day in span.days]):
        return Picture("", frozenset())
    days += day_span(strip.until).days if strip.until else []
    wide, wide_signs = _drawing(strip, axis_over(days, WIDE, open_start=open_start), "wide")
    narrow, narrow_signs = _drawing(strip, axis_over(days, NARROW, open_start=open_start), "narrow")
    return Picture(wide + narrow, frozenset(wide_signs | narrow_signs))


def _drawing(strip: Strip, axis: Axis, name: str) -> tuple[str, set[str]]:
    marks = Marks(f"{strip.id}-{name}", axis.width)
    until = day_span(strip.until).end if strip.until else None
    last = until[1] if until else axis.last
    bottom = top = _HEAD if until else 4.0
    lanes = []
    for lane in strip.lanes:
        names, layout = wrapped(cleaned(lane.label), SMALL, axis.width, 2), lane_layout(lane, axis, last)
        first_row = bottom + _NAME + (len(names) - 1) * LINE
        lanes.append((bottom, names, first_row, layout))
        bottom = first_row + layout.height + _BETWEEN_LANES
    for x, words in ticks(axis):
        marks.line("tick", x, x, top, bottom)
        marks.text(words, x, bottom + 15, "t", shift=3)
    if until:
        x, words = axis.at(last), strip.until_words
        marks.line("until", x, x, _HEAD - 4, bottom)
        marks.signs.add("until")
        width = text_width(words)
        if x - width >= 0:
            marks.text(words, x, 12, "t", anchor="end")
        else:  # where neither side has room, the words end at the edge
            marks.text(words, x, 12, "t", shift=min(0.0, axis.width - width - x))
    for y, names, first_row, layout in lanes:
        for number, words in enumerate(names):
            marks.text(words, 0, y + 14 + number * LINE, "n")
        layout.draw(marks, first_row)
    return marks.svg(f"ea-strip-{name}", bottom + _FOOT, strip.words), marks.signs
