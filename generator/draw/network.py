"""The picture of all bodies and their ties, as SVG: trees in columns, and lines in the spaces between and beside the columns.

A body stands under the one that it belongs to; what else ties two bodies is a curve. Bodies fill the columns in one order: nothing is searched
for, so one body more moves those behind it by a row. No line runs beneath a box.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, takewhile
from math import fsum
from typing import NamedTuple

from generator.draw.relations import drawing, short, text_element
from generator.draw.text_fit import wrapped
from generator.text.escape import cleaned, escape_html

NAME = 14
"""Size of the names in pixels."""
_STEP, _PAD, _GAP, _TOP = 18.0, 4.0, 10.0, 8.0
"""Heights of a line of a name, of what is above and below it in its box, and of the space between and above boxes."""
_INDENT, _DEEPEST = 16.0, 6
"""How far a body stands to the right of the one above it, and how often at most."""
_COLUMN, _GUTTER, _MARGIN = 246.0, 118.0, 92.0
"""Widths of a column, of the space to the next, and of that beside the last."""
_LANES = (0.0, -3.0, 3.0)
"""Where lines run that share the space between two boxes."""
_FITS = 1.5
"""A tree of up to so many columns is moved to the next one rather than broken."""


class NetworkBody(NamedTuple):
    """A body of the picture."""

    id: str
    name: str
    href: str
    style: str
    parent: str
    """The id of the body under which it stands; empty where there is none."""


class NetworkLine(NamedTuple):
    """The line between two bodies, for all that is said of the two."""

    ends: tuple[str, str]
    words: str
    href: str
    style: str
    is_directed: bool
    """It is read from the first body to the second, which gets an arrow head."""


class _Box(NamedTuple):
    column: int
    left: float
    top: float
    right: float
    height: float
    names: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


_Boxes = dict[str, _Box]


def network_svg(
    bodies: Sequence[NetworkBody], lines: Sequence[NetworkLine], columns: int, style: str, label: str
) -> str:
    """Return the picture; the bodies of one parent keep the order in which they are given."""
    outline = _outline(bodies)
    boxes = _boxes(outline, columns)
    ways = _Ways(bodies, boxes, lines)
    elements = [_line(line, ways.of(line)) for line in lines]
    elements += [_body(body, boxes[body.id]) for body, _ in outline]
    height = max((box.top + box.height for box in boxes.values()), default=0) + _TOP
    return drawing(f"ea-g ea-net {style}", _left(columns) - _GUTTER + _MARGIN, height, label, elements)


def _outline(bodies: Sequence[NetworkBody]) -> list[tuple[NetworkBody, int]]:
    """Return the bodies as they stand under one another, with their depths: trees first, single bodies last.

    Of a circle the first body stands on top.
    """
    lower: dict[str, list[NetworkBody]] = {}
    for body in reversed(bodies):
        lower.setdefault(body.parent, []).append(body)
    ids = {body.id for body in bodies}
    tops = sorted((body for body in bodies if body.parent not in ids), key=lambda body: body.id not in lower)
    waiting = [(body, 0) for body in reversed([*tops, *bodies])]
    outline: dict[str, tuple[NetworkBody, int]] = {}
    while waiting:
        body, depth = waiting.pop()
        if body.id not in outline:
            outline[body.id] = body, depth
            waiting += [(child, depth + 1) for child in lower.get(body.id, ())]
    return list(outline.values())


def _boxes(outline: Sequence[tuple[NetworkBody, int]], columns: int) -> _Boxes:
    """Return where each body stands: the columns are filled one after the other, each with its share."""
    boxes: _Boxes = {}
    indents = [_INDENT * min(depth, _DEEPEST) for _, depth in outline]
    names = [wrapped(row[0].name, NAME, _COLUMN - indent - 16, 2) for row, indent in zip(outline, indents, strict=True)]
    heights = [_STEP * len(own) + 2 * _PAD + _GAP for own in names]
    column, top, whole = 0, _TOP, 0
    for at, (body, depth) in enumerate(outline):
        under = len(list(takewhile(lambda row, depth=depth: row[1] > depth, outline[at + 1 :])))  # type: ignore[misc]
        tree = fsum(heights[at : at + under + 1])
        share = (top + fsum(heights[at:])) / (columns - column)
        fits = tree < _FITS * share
        if column < columns - 1 and at >= whole and top + (tree if fits else share / 2) / 2 > share:
            column, top = column + 1, _TOP
        if fits:
            whole = max(whole, at + under + 1)
        x = _left(column)
        boxes[body.id] = _Box(column, x + indents[at], top, x + _COLUMN, heights[at] - _GAP, names[at])
        top += heights[at]
    return boxes


class _Ways:
    """The ways of the lines: beside a tree, or through the spaces between the columns and between the boxes of a column."""

    def __init__(self, bodies: Sequence[NetworkBody], boxes: _Boxes, lines: Sequence[NetworkLine]) -> None:
        self._boxes = boxes
        self._parents = {(body.id, body.parent) for body in bodies}
        self._taken: Counter[tuple[int, float]] = Counter()
        self._spaces: dict[int, list[float]] = {}
        for box in boxes.values():
            self._spaces.setdefault(box.column, [_TOP / 2]).append(box.top + box.height + _GAP / 2)
        self._ports = self._spread([line.ends for line in lines if not self._branch(*line.ends)])

    def of(self, line: NetworkLine) -> str:
        """Return the data of the path of a line, and of its arrow head."""
        if branch := self._branch(*line.ends):
            return branch
        one, other = sorted(line.ends, key=lambda body: self._boxes[body].column)
        way = self._curve(one, other)
        if not line.is_directed:
            return way
        end, beside = self._boxes[line.ends[1]], self._boxes[line.ends[0]]
        x, back = (end.right, 8) if end.column <= beside.column else (end.left, -8)
        return f"{way}M{short(x + back)} {short(self._ports[line.ends[1], line.ends[0]] - 4)}l{-back} 4 {back} 4"

    def _branch(self, one: str, other: str) -> str:
        """Return the way from a body down to one that stands under it in its column; empty for all other pairs."""
        upper, lower = (other, one) if (one, other) in self._parents else (one, other)
        above, box = self._boxes[upper], self._boxes[lower]
        if (lower, upper) not in self._parents or above.column != box.column or above.left >= box.left:
            return ""
        return f"M{short(above.left + _INDENT / 2)} {short(above.top + above.height)}V{short(box.middle)}H{short(box.left)}"

    def _spread(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
        """Return the height at which the line to another body leaves a box: one above the other on each of its sides."""
        boxes, ends = self._boxes, [*pairs, *((other, one) for one, other in pairs)]
        ports: dict[tuple[str, str], float] = {}
        for one, own in groupby(sorted(ends), lambda pair: pair[0]):
            box, others = boxes[one], sorted((boxes[other].middle, other) for _, other in own)
            for is_right in (True, False):
                side = [other for _, other in others if (boxes[other].column >= box.column) is is_right]
                step = min(5.0, (box.height - 8) / max(1, len(side) - 1))
                for at, other in enumerate(side):
                    ports[one, other] = round(box.middle + step * (at - (len(side) - 1) / 2))
        return ports

    def _curve(self, one: str, other: str) -> str:
        start, end = self._boxes[one], self._boxes[other]
        y, last = self._ports[one, other], self._ports[other, one]
        way = f"M{short(start.right)} {short(y)}"
        if start.column == end.column:
            reach = round(start.right + 24 + (_MARGIN * 4 / 3 - 28) * abs(last - y) / (abs(last - y) + 250))
            return f"{way}C{short(reach)} {short(y)} {short(reach)} {short(last)} {short(end.right)} {short(last)}"
        for column in range(start.column + 1, end.column):
            part = (column - start.column) / (end.column - start.column)
            passing = self._space(column, y + (last - y) * part)
            way += _across(column, y, passing) + f"H{short(_left(column) + _COLUMN)}"
            y = passing
        return way + _across(end.column, y, last) + f"H{short(end.left)}"

    def _space(self, column: int, wanted: float) -> float:
        """Return where a line crosses a column: between two boxes, near a height, and where few others do."""
        space = min(self._spaces[column], key=lambda y: (abs(y - wanted) + 30 * self._taken[column, y], y))
        self._taken[column, space] += 1
        return space + _LANES[(self._taken[column, space] - 1) % len(_LANES)]


def _across(column: int, start: float, end: float) -> str:
    x = _left(column)
    return f"C{short(x - _GUTTER / 2)} {short(start)} {short(x - _GUTTER / 2)} {short(end)} {short(x)} {short(end)}"


def _left(column: int) -> float:
    return column * (_COLUMN + _GUTTER) + 2


def _line(line: NetworkLine, way: str) -> str:
    """Return a line with its words; a script lays a wide one without colour beneath it, which is easily pointed at."""
    return (
        f'<a class="ea-net-tie {line.style}" href="{escape_html(cleaned(line.href))}" tabindex="-1">'
        f'<title>{escape_html(cleaned(line.words))}</title><path d="{way}"/></a>'
    )


def _body(body: NetworkBody, box: _Box) -> str:
    content = f'<rect x="{short(box.left)}" y="{short(box.top)}" width="{short(box.right - box.left)}" height="{short(box.height)}"/>'
    for at, words in enumerate(box.names):
        content += text_element(box.left + 8, box.top + _PAD + _STEP * (at + 1) - 4, words)
    return f'<a class="{body.style}" href="{escape_html(cleaned(body.href))}">{content}</a>'
