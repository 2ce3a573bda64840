"""The strip of time of an entry as SVG: lanes of periods and events over one axis.

Places along the axis are percentages and everything else is pixels, so that a strip fills the width that it is given
and its letters keep their size. It is laid out twice, for a desk and for a phone; the style sheet shows the one that fits.
"""

from collections.abc import Sequence

from generator.draw.strip_lanes import LINE, DrawnLane, LaneLayout
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


def strip_svg(
    id: str, words: str, lanes: Sequence[DrawnLane], until: Edtf | None = None, until_words: str = ""
) -> tuple[str, set[str]]:
    """Return both drawings of a strip, on one line, and the signs in them that a legend explains.

    `words` are for a screen reader; `until` is where the information ends. Where nothing has a date, nothing is drawn.
    """
    bars = [day_span(bar.date) for lane in lanes for bar in lane.of_sort("bar")]
    spans = bars + [day_span(sign.date) for lane in lanes for sign in lane.of_sort("event", "date")]
    if not (days := [day for span in spans for day in span.days]):
        return "", set()
    days += day_span(until).days if until else []
    svg, signs = "", set[str]()
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        marks = Marks(f"{id}-{name}", width)
        axis = axis_over(days, width, open_start=any(span.start is None for span in bars))
        bottom = _draw(marks, axis, lanes, until, until_words)
        svg += marks.svg(f"ea-strip-{name}", bottom + _FOOT, words)
        signs |= marks.signs
    return svg, signs


def _draw(marks: Marks, axis: Axis, lanes: Sequence[DrawnLane], end_of_news: Edtf | None, until_words: str) -> float:
    """Draw the lanes and the axis, and return how far down they reach."""
    until = day_span(end_of_news).end if end_of_news else None
    last = until[1] if until else axis.last
    bottom = top = _HEAD if until else 4.0
    placed = []
    for lane in lanes:
        names, layout = wrapped(cleaned(lane.label), SMALL, axis.width, 2), LaneLayout(lane, axis, last)
        first_row = bottom + _NAME + (len(names) - 1) * LINE
        placed.append((bottom, names, first_row, layout))
        bottom = first_row + layout.height + _BETWEEN_LANES
    for x, words in ticks(axis):
        marks.line("tick", x, x, top, bottom)
        marks.text(words, x, bottom + 15, "t", shift=3)
    if until:
        x, words = axis.at(last), until_words
        marks.line("until", x, x, _HEAD - 4, bottom)
        marks.signs.add("until")
        width = text_width(words)
        if x - width >= 0:
            marks.text(words, x, 12, "t", anchor="end")
        else:  # where neither side has room, the words end at the edge
            marks.text(words, x, 12, "t", shift=min(0.0, axis.width - width - x))
    for y, names, first_row, layout in placed:
        for number, words in enumerate(names):
            marks.text(words, 0, y + 14 + number * LINE, "n")
        layout.draw(marks, first_row)
    return bottom
