"""The strip of time of an entry as SVG: lanes of periods and events over one axis.

Places along the axis are percentages and everything else is pixels, so that a strip fills the width that it is given
and its letters keep their size. It is laid out twice, for a desk and for a phone; the style sheet shows the one that fits.
`strip_lanes` lays the lanes out, `time_axis` the days. Used by the timeline of an entry and by the chronology.
"""

from collections.abc import Sequence
from math import fsum

from euphrates_atlas.draw.strip_lanes import (
    BAR,
    BETWEEN_ROWS,
    LINE,
    DrawnLane,
    LaneLayout,
    LaneShape,
)
from euphrates_atlas.draw.text_fit import escaped, short, text_width
from euphrates_atlas.draw.time_axis import Axis, axis_over, day_span, ticks
from euphrates_atlas.text.edtf import Edtf
from euphrates_atlas.text.edtf_words import in_short

WIDE, NARROW = 600, 280
"""The least widths, in CSS pixels, at which the two drawings are shown."""

_HEAD = 20.0
"""Height of the line that says where information ends."""
_FOOT = 22.0
"""Height of the line of years."""
_TALL = 500.0
"""Height of lanes above which the years stand over them too, since nobody sees both ends of them at once."""
_BASELINE = 16.5
"""Of words on a bar, from its top."""
_DEFS = {
    "event": '<path id="{id}-d" d="M0-7 7 0 0 7-7 0z"/>',
    "gap": (
        '<pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M0 0V6"/></pattern>'
    ),
}
"""Definitions in SVG to which signs refer: the diamond of an event, the hatching of a gap."""


class Marks:
    """Collects the elements of one drawing, each over those before it."""

    def __init__(self, id: str, width: float) -> None:
        """Prepare a drawing; `width` is the least in pixels, to which all places across refer."""
        self._id = id
        self._width = width
        self._elements: list[str] = []
        self.signs = set[str]()
        """What is drawn that a legend explains."""

    def line(
        self, style: str, left: float, right: float, top: float, bottom: float
    ) -> None:
        """Draw a line from one corner to another."""
        across = f'x1="{self._across(left)}" x2="{self._across(right)}"'
        self._elements.append(
            f'<line class="{style}" {across} y1="{short(top, 2)}" y2="{short(bottom, 2)}"/>'
        )

    def shape(self, shape: LaneShape, y: float) -> None:
        """Draw a bar or a gap whose top is at `y`; in the middle of its height a diamond, a ring or the stretch of either."""
        style = shape.style
        left = shape.left
        right = shape.right
        middle = y + BAR / 2
        x = self._across((left + right) / 2)
        if shape.explained:
            self.signs.add(shape.explained)
        if style == "event":
            self._elements.append(
                f'<use class="event" href="#{self._id}-d" x="{x}" y="{short(middle, 2)}"/>'
            )
        elif style == "date":
            self._elements.append(
                f'<circle class="date" cx="{x}" cy="{short(middle, 2)}" r="5"/>'
            )
        elif style in ("about", "lasting", "fade"):
            self.line(style, left, right, middle, middle)
        else:
            fill = f' fill="url(#{self._id}-h)"' if style == "gap" else ""
            across = f'x="{self._across(left)}" y="{short(y, 2)}" width="{self._across(right - left)}"'
            self._elements.append(
                f'<rect class="{style}"{fill} {across} height="{short(BAR, 2)}"/>'
            )

    def text(
        self,
        words: str,
        x: float,
        y: float,
        style: str,
        *,
        anchor: str = "",
        shift: float = 0.0,
    ) -> None:
        """Set words on a line at `y`, so many pixels aside of the place that they belong to."""
        moved = f' dx="{short(shift, 2)}"' if shift else ""
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        across = f'x="{self._across(x)}"{moved} y="{short(y, 2)}"'
        self._elements.append(
            f'<text class="{style}" {across}{anchored}>{escaped(words)}</text>'
        )

    def svg(self, style: str, height: float) -> str:
        """Return the drawing."""
        defs = "".join(
            text.format(id=self._id) for sign, text in _DEFS.items() if sign in self.signs
        )
        if defs:
            defs = f"<defs>{defs}</defs>"
        elements = "".join(self._elements)
        return f'<svg class="{style}" width="100%" height="{short(height, 2)}">{defs}{elements}</svg>'

    def _across(self, x: float) -> str:
        """Return a place across as a share of the width, in per cent."""
        return f"{short(x / self._width * 100, 2)}%"


def strip_svg(
    id: str, words: str, lanes: Sequence[DrawnLane], until: Edtf | None = None
) -> tuple[str, set[str]]:
    """Return both drawings of a strip, on one line, and the signs in them that a legend explains.

    `words` are for a screen reader; `until` is the date of the latest source. Where nothing has a date, nothing is drawn.
    """
    days = []
    open_start = False
    for lane in lanes:
        for mark in lane.marks:
            span = day_span(mark.date)
            days += span.days
            if mark.sort == "bar" and not span.start:
                open_start = True
    if not days:
        return "", set()
    if until:
        days += day_span(until).days
    svg = ""
    signs = set()
    for name, width in (("wide", WIDE), ("narrow", NARROW)):
        marks = Marks(f"{id}-{name}", width)
        axis = axis_over(days, width, open_start=open_start)
        bottom = _draw(marks, axis, lanes, until)
        svg += marks.svg(f"ea-strip-{name}", bottom + _FOOT)
        signs |= marks.signs
    return (
        f'<div class="ea-strip-in" role="img" aria-label="{escaped(words)}">{svg}</div>',
        signs,
    )


def _draw(
    marks: Marks, axis: Axis, lanes: Sequence[DrawnLane], newest: Edtf | None
) -> float:
    """Draw the axis, the line at the latest source (`newest`) and the lanes, and return how far down they reach."""
    until = day_span(newest).end if newest else None
    last = until[1] if until else axis.last
    top = _HEAD if until else 4.0
    layouts = [LaneLayout(lane, axis, last) for lane in lanes]
    height = fsum(layout.height for layout in layouts)
    is_tall = height > _TALL
    if is_tall:
        top += _FOOT
    bottom = top + height
    for tick in ticks(axis):
        marks.line("tick", tick.x, tick.x, top, bottom)
        if is_tall:
            marks.text(tick.words, tick.x, top - 5, "t", shift=3)
        marks.text(tick.words, tick.x, bottom + 15, "t", shift=3)
    if newest and until:
        x = axis.at(last)
        marks.line("until", x, x, _HEAD - 4, bottom)
        marks.signs.add("until")
        words = f"latest source {in_short(newest)}"
        needed = text_width(words)
        if x >= needed:
            marks.text(words, x, 12, "t", anchor="end")
        else:  # they begin at the line, or end at the edge where neither side has room
            marks.text(words, x, 12, "t", shift=min(0.0, axis.width - needed - x))
    for layout in layouts:
        _draw_lane(marks, layout, top)
        top += layout.height
    return bottom


def _draw_lane(marks: Marks, layout: LaneLayout, top: float) -> None:
    """Draw the name of a lane, and beneath it the rows."""
    for number, name in enumerate(layout.names):
        marks.text(name, 0, top + 14 + number * LINE, "n")
    y = top + layout.head
    for number, row in enumerate(layout.rows):
        y += row.above
        if number == 0:
            _draw_gaps(marks, layout, y)
        for item in row.items:
            for shape in item.shapes:
                marks.shape(shape, y)
        for words in row.words:
            is_above = words.side == "above"
            for line, text in enumerate(reversed(words.lines)):
                baseline = y - 5 - line * LINE if is_above else y + _BASELINE
                marks.text(
                    text,
                    words.at,
                    baseline,
                    words.style,
                    anchor=words.anchor,
                    shift=words.shift,
                )
        y += BAR + BETWEEN_ROWS


def _draw_gaps(marks: Marks, layout: LaneLayout, y: float) -> None:
    """Draw the stretches of which nothing is recorded, in a row whose top is at `y`, with words where these have room."""
    for left, right in layout.gaps:
        marks.shape(LaneShape("gap", left, right, "gap"), y)
        if right - left > text_width("not recorded") + 8:
            marks.text(
                "not recorded",
                (left + right) / 2,
                y + _BASELINE,
                "t",
                anchor="middle",
            )
