"""The SVG elements of a strip of time: across in percent of the width, down in pixels, coloured by the style sheet alone."""

from generator.text.escape import cleaned, escape_html

BAR = 24.0
"""Height of a bar."""

_DEFS = {
    "event": '<path id="{id}-d" d="M0-7 7 0 0 7-7 0z"/>',
    "gap": (
        '<pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M0 0V6"/></pattern>'
    ),
}
"""Definitions that signs refer to."""


class Marks:
    """Collects the elements of one drawing, each over those before it."""

    def __init__(self, id: str, width: float) -> None:
        """Prepare a drawing; `width` is the least in pixels, to which all places across refer."""
        self._id = id
        self._width = width
        self._elements: list[str] = []
        self.signs: set[str] = set()
        """What is drawn that a legend explains."""

    def line(self, style: str, left: float, right: float, top: float, bottom: float) -> None:
        """Draw a line from one corner to another."""
        across = f'x1="{self._across(left)}" x2="{self._across(right)}"'
        self._elements.append(f'<line class="{style}" {across} y1="{_n(top)}" y2="{_n(bottom)}"/>')

    def shape(self, style: str, left: float, right: float, explained: str, y: float) -> None:
        """Draw a bar whose top is at `y`; in the middle of its height a diamond, a ring or the stretch of either."""
        middle, x = y + BAR / 2, self._across((left + right) / 2)
        self.signs |= {explained} - {""}
        if style == "event":
            self._elements.append(f'<use class="event" href="#{self._id}-d" x="{x}" y="{_n(middle)}"/>')
        elif style == "date":
            self._elements.append(f'<circle class="date" cx="{x}" cy="{_n(middle)}" r="5"/>')
        elif style in ("about", "lasting"):
            self.line(style, left, right, middle, middle)
        else:
            self._bar(style, left, right, y)

    def _bar(self, style: str, left: float, right: float, y: float, fill: str = "") -> None:
        across = f'x="{self._across(left)}" y="{_n(y)}" width="{self._across(right - left)}"'
        self._elements.append(f'<rect class="{style}"{fill} {across} height="{_n(BAR)}"/>')

    def gap(self, left: float, right: float, y: float, words: str) -> None:
        """Hatch a stretch of which nothing is recorded."""
        self.signs.add("gap")
        self._bar("gap", left, right, y, f' fill="url(#{self._id}-h)"')
        if words:
            self.text(words, (left + right) / 2, y + 16.5, "t", anchor="middle")

    def text(self, words: str, x: float, y: float, style: str, *, anchor: str = "", shift: float = 0.0) -> None:
        """Set words on a line at `y`, so many pixels aside of the place that they belong to."""
        moved = f' dx="{_n(shift)}"' if shift else ""
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        across = f'x="{self._across(x)}"{moved} y="{_n(y)}"'
        self._elements.append(f'<text class="{style}" {across}{anchored}>{escape_html(cleaned(words))}</text>')

    def svg(self, style: str, height: float, words: str) -> str:
        """Return the drawing; `words` are for a screen reader."""
        defs = "".join(text.format(id=self._id) for sign, text in _DEFS.items() if sign in self.signs)
        return (
            f'<svg class="{style}" width="100%" height="{_n(height)}" role="img" aria-label="{escape_html(cleaned(words))}">'
            f"{f'<defs>{defs}</defs>' if defs else ''}{''.join(self._elements)}</svg>"
        )

    def _across(self, x: float) -> str:
        return f"{_n(x / self._width * 100)}%"


def _n(number: float) -> str:
    """Return a number with at most two decimals and no trailing zero."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
