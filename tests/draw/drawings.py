"""What stands in a drawn strip, read back from its SVG, with places in pixels at a width."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from euphrates_atlas.draw.strip import NARROW, WIDE
from euphrates_atlas.draw.text_fit import SMALL, text_width


@dataclass(frozen=True)
class Rect:
    """A bar, in pixels at the least width."""

    style: str
    left: float
    right: float
    top: float


@dataclass(frozen=True)
class Text:
    """Words on a line."""

    style: str
    words: str
    across: float
    shift: float
    anchor: str
    baseline: float

    def box(self, width: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom at a width of the drawing."""
        needed = text_width(self.words)
        at = self.across * width + self.shift
        left = {"end": at - needed, "middle": at - needed / 2}.get(self.anchor, at)
        return (left, self.baseline - 0.75 * SMALL, left + needed, self.baseline + 0.2 * SMALL)


@dataclass
class Drawing:
    """One of the two drawings of a strip."""

    height: float
    bars: list[Rect] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    events: list[tuple[float, float]] = field(default_factory=list)
    lines: dict[str, list[float]] = field(default_factory=dict)
    stretches: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """Of the lines, from left to right."""


def drawings(svg: str) -> tuple[Drawing, Drawing]:
    """Return the wide and the narrow drawing."""
    wide, narrow = ElementTree.fromstring(svg)
    return _drawing(wide, WIDE), _drawing(narrow, NARROW)


def _drawing(svg: Element, width: float) -> Drawing:
    drawing = Drawing(float(svg.attrib["height"]))
    for element in svg:
        held = element.attrib
        if element.tag == "rect":
            left = _share(held["x"]) * width
            right = left + _share(held["width"]) * width
            drawing.bars.append(Rect(held["class"], left, right, float(held["y"])))
        elif element.tag == "text":
            shift, anchor = float(held.get("dx", "0")), held.get("text-anchor", "start")
            drawing.texts.append(
                Text(held["class"], element.text or "", _share(held["x"]), shift, anchor, float(held["y"]))
            )
        elif element.tag == "use":
            drawing.events.append((_share(held["x"]) * width, float(held["y"])))
        elif element.tag == "line":
            ends = (_share(held["x1"]) * width, _share(held["x2"]) * width)
            drawing.lines.setdefault(held["class"], []).append(ends[0])
            drawing.stretches.setdefault(held["class"], []).append(ends)
    return drawing


def _share(percent: str) -> float:
    return float(percent.removesuffix("%")) / 100
