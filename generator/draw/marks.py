"""The signs of a strip as SVG: across in percent of the width, down in pixels, coloured by the style sheet alone."""

from __future__ import annotations

from generator.draw.text_fit import width
from generator.text.escape import cleaned, escape_html

BAR = 24.0
"""Height of a bar."""
SIZE = 13.0
"""The size of every letter, in CSS pixels: the smallest that the site sets."""

_DIAMOND = "M0-7 7 0 0 7-7 0z"


def width_of(words: str) -> float:
    """Return about how many pixels words take, rather too many than too few."""
    return width(words, SIZE)


class Marks:
    """Collects the elements of one drawing, each over those before it."""

    def __init__(self, id: str, width: float) -> None:
        """Prepare a drawing; `width` is the least in pixels, to which all places across refer."""
        self._id = id
        self._width = width
        self._made: list[str] = []
        self._needs: set[str] = set()
        self.signs: set[str] = set()
        """What is drawn that a legend explains."""

    def line(self, style: str, x: float, top: float, bottom: float) -> None:
        """Draw a line from top to bottom."""
        at = self._across(x)
        self._add(f'<line class="{style}" x1="{at}" x2="{at}" y1="{_n(top)}" y2="{_n(bottom)}"/>')

    def level(self, style: str, left: float, right: float, y: float) -> None:
        """Draw a line from left to right."""
        self._add(
            f'<line class="{style}" x1="{self._across(left)}" x2="{self._across(right)}" y1="{_n(y)}" y2="{_n(y)}"/>'
        )

    def bar(self, style: str, left: float, right: float, y: float) -> None:
        """Draw a bar whose top is at `y`."""
        across = f'x="{self._across(left)}" y="{_n(y)}" width="{self._across(right - left)}"'
        self._add(f'<rect class="{style}" {across} height="{_n(BAR)}"/>')

    def gap(self, left: float, right: float, y: float, words: str) -> None:
        """Hatch a stretch of which nothing is recorded."""
        self._needs.add("h")
        self.signs.add("gap")
        across = f'x="{self._across(left)}" y="{_n(y)}" width="{self._across(right - left)}"'
        self._add(f'<rect class="gap" fill="url(#{self._id}-h)" {across} height="{_n(BAR)}"/>')
        if words:
            self.text(words, (left + right) / 2, y + 16.5, "t", anchor="middle")

    def event(self, x: float, y: float) -> None:
        """Draw the diamond of an event whose middle is at `y`."""
        self._needs.add("d")
        self.signs.add("event")
        self._add(f'<use class="event" href="#{self._id}-d" x="{self._across(x)}" y="{_n(y)}"/>')

    def date(self, x: float, y: float) -> None:
        """Draw the ring of a date that somebody gives."""
        self.signs.add("date")
        self._add(f'<circle class="date" cx="{self._across(x)}" cy="{_n(y)}" r="5"/>')

    def text(self, words: str, x: float, y: float, style: str, *, anchor: str = "", shift: float = 0.0) -> None:
        """Set words on a line at `y`, so many pixels aside of the place that they belong to."""
        moved = f' dx="{_n(shift)}"' if shift else ""
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        across = f'x="{self._across(x)}"{moved} y="{_n(y)}"'
        self._add(f'<text class="{style}" {across}{anchored}>{escape_html(cleaned(words))}</text>')

    def svg(self, style: str, height: float, words: str) -> str:
        """Return the drawing; `words` are HTML already."""
        defs = "".join(_DEFS[name].format(id=self._id) for name in sorted(self._needs))
        return (
            f'<svg class="{style}" width="100%" height="{_n(height)}" role="img" aria-label="{words}">'
            f"{f'<defs>{defs}</defs>' if defs else ''}{''.join(self._made)}</svg>"
        )

    def _add(self, element: str) -> None:
        self._made.append(element)

    def _across(self, x: float) -> str:
        return f"{_n(x / self._width * 100)}%"


_DEFS = {
    "d": f'<path id="{{id}}-d" d="{_DIAMOND}"/>',
    "h": (
        '<pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M0 0V6"/></pattern>'
    ),
}


def _n(number: float) -> str:
    """Return a number with at most two decimals and no idle zero."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
