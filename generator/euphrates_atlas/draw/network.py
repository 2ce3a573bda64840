"""The picture of all bodies and their ties, as SVG: trees in columns, and lines in the spaces between and beside the columns.

A body stands under the one that it belongs to; what else ties two bodies is a curve. Bodies fill the columns in one order: nothing is searched
for, so one body more moves those behind it by a row. No line runs beneath a box. Used by
`render/overviews/network_picture`. Lengths are pixels; `y` is the distance from the top.
"""

from collections import Counter
from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from euphrates_atlas.batched import grouped
from euphrates_atlas.draw.text_fit import escaped, short, wrapped

COLUMNS = 3
NAME = 14
"""Size of the names in pixels."""
_STEP = 18.0
"""Height of a line of a name."""
_PAD = 4.0
"""Height of what is above a name in its box, and below it."""
_GAP = 10.0
"""Height of the space between two boxes."""
_TOP = 8.0
"""Height of the space above the first box of a column."""
_INDENT = 16.0
"""How far a body stands to the right of the one above it."""
_DEEPEST = 6
"""How often bodies are indented at most."""
_COLUMN = 246.0
"""Width of a column."""
_GUTTER = 118.0
"""Width of the space between two columns."""
_MARGIN = 92.0
"""Width of the space beside the last column."""
_LANES = (0.0, -3.0, 3.0)
"""How far from its middle lines run that share the space between two boxes, in turn."""
_FITS = 1.5
"""A tree of up to so many columns is moved to the next column rather than broken."""


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
    """Where a body is drawn, with its name in lines."""

    column: int
    left: float
    top: float
    right: float
    height: float
    names: tuple[str, ...]

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


_Boxes = dict[str, _Box]


class _Row(NamedTuple):
    """A body among all, as they stand under one another."""

    body: NetworkBody
    depth: int
    """The number of bodies above it in its tree."""

    @property
    def indent(self) -> float:
        """How far it stands to the right of the left side of its column."""
        return _INDENT * min(self.depth, _DEEPEST)


def network_svg(
    bodies: Sequence[NetworkBody],
    lines: Sequence[NetworkLine],
    label: str,
) -> str:
    """Return the picture, which screen readers read as a group of that name with links in it.

    The bodies of one parent keep the order in which they are given.
    """
    outline = _outline(bodies)
    boxes = _boxes(outline)
    ways = _Ways(bodies, boxes, lines)
    elements = [_line(line, ways.of(line)) for line in lines]
    elements += [_body(row.body, boxes[row.body.id]) for row in outline]
    width = _left(COLUMNS) - _GUTTER + _MARGIN
    height = max((box.bottom for box in boxes.values()), default=0) + _TOP
    return (
        f'<svg class="ea-g ea-net" viewBox="0 0 {short(width)} {short(height)}" width="{short(width)}" '
        f'height="{short(height)}" role="group" aria-label="{escaped(label)}">{"".join(elements)}</svg>'
    )


def _outline(bodies: Sequence[NetworkBody]) -> list[_Row]:
    """Return the bodies as they stand under one another, depth first: trees first, single bodies last.

    Of bodies that belong to one another in a circle, the first stands on top.
    """
    # `waiting` is a stack, of which the last is taken: so all is put there in reverse.
    lower = grouped(reversed(bodies), lambda body: body.parent)
    ids = {body.id for body in bodies}
    tops = [body for body in bodies if body.parent not in ids]
    tops.sort(key=lambda body: body.id not in lower)
    tops += bodies  # those of a circle are under no top
    waiting = [_Row(body, 0) for body in reversed(tops)]
    outline = {}
    while waiting:
        body, depth = waiting.pop()
        if body.id not in outline:
            outline[body.id] = _Row(body, depth)
            waiting += [_Row(child, depth + 1) for child in lower.get(body.id, ())]
    return list(outline.values())


def _boxes(outline: Sequence[_Row]) -> _Boxes:
    """Return where each body stands: the columns are filled one after the other, each with its share of the height.

    A new column begins where more of the tree that follows would stand below the share than above it.
    """
    boxes = {}
    names = [wrapped(row.body.name, NAME, _COLUMN - row.indent - 16, 2) for row in outline]
    heights = [_STEP * len(lines) + 2 * _PAD + _GAP for lines in names]
    column = 0
    top = _TOP
    whole = 0  # the rows before this one belong to a tree that is not broken
    for at, row in enumerate(outline):
        end = _end_of_tree(outline, at)
        tree = fsum(heights[at:end])
        share = (top + fsum(heights[at:])) / (COLUMNS - column)
        fits = tree < _FITS * share
        # The middle of what moves with this row: of its tree, or of half a column, where the tree is broken anyway.
        middle = top + (tree if fits else share / 2) / 2
        if column < COLUMNS - 1 and at >= whole and middle > share:
            column += 1
            top = _TOP
        if fits:
            whole = max(whole, end)
        left = _left(column)
        boxes[row.body.id] = _Box(
            column,
            left + row.indent,
            top,
            left + _COLUMN,
            heights[at] - _GAP,
            names[at],
        )
        top += heights[at]
    return boxes


def _end_of_tree(outline: Sequence[_Row], at: int) -> int:
    """Return the number of the first row behind a body and all that stand under it."""
    end = at + 1
    while end < len(outline) and outline[end].depth > outline[at].depth:
        end += 1
    return end


class _Ways:
    """The ways of the lines: beside a tree, or through the spaces between the columns and between the boxes of a column."""

    def __init__(
        self,
        bodies: Sequence[NetworkBody],
        boxes: _Boxes,
        lines: Sequence[NetworkLine],
    ) -> None:
        self._boxes = boxes
        self._parents = {(body.id, body.parent) for body in bodies}
        self._taken = Counter[tuple[int, float]]()
        """How many lines run through a space between boxes, by column and height."""
        self._spaces: dict[int, list[float]] = {}
        """The heights of the spaces between boxes, by column."""
        for box in boxes.values():
            spaces = self._spaces.setdefault(box.column, [_TOP / 2])
            spaces.append(box.bottom + _GAP / 2)
        self._ports: dict[tuple[str, str], float] = {}
        """The height at which the line from a body to another leaves its box."""
        ends: dict[str, list[str]] = {}
        for line in lines:
            one, other = line.ends
            if not self._branch(one, other):
                ends.setdefault(one, []).append(other)
                ends.setdefault(other, []).append(one)
        for body, others in ends.items():
            self._spread(body, others)

    def of(self, line: NetworkLine) -> str:
        """Return the data of the path of a line, with its arrow head where it has a direction."""
        branch = self._branch(*line.ends)
        if branch:
            return branch
        one, other = sorted(line.ends, key=lambda body: self._boxes[body].column)
        way = self._curve(one, other)
        return way + self._arrow(*line.ends) if line.is_directed else way

    def _arrow(self, one: str, other: str) -> str:
        """Return the arrow head at the end of a line.

        It comes in from the right, unless the line comes from a column before.
        """
        box = self._boxes[other]
        y = short(self._ports[other, one] - 4)
        if box.column <= self._boxes[one].column:
            return f"M{short(box.right + 8)} {y}l-8 4 8 4"
        return f"M{short(box.left - 8)} {y}l8 4 -8 4"

    def _branch(self, one: str, other: str) -> str:
        """Return the way from a body down to one that stands under it in its column; empty for all other pairs."""
        if (one, other) in self._parents:
            one, other = other, one
        elif (other, one) not in self._parents:
            return ""
        above = self._boxes[one]
        box = self._boxes[other]
        if above.column != box.column or above.left >= box.left:
            return ""
        return f"M{short(above.left + _INDENT / 2)} {short(above.bottom)}V{short(box.middle)}H{short(box.left)}"

    def _spread(self, body: str, others: list[str]) -> None:
        """Set the heights at which the lines to other bodies leave the box of one: one above the other on each of its sides."""
        box = self._boxes[body]
        in_order = sorted(others, key=lambda other: (self._boxes[other].middle, other))
        sides = grouped(in_order, lambda other: self._boxes[other].column < box.column)
        for side in sides.values():
            gaps = len(side) - 1
            room = box.height - 8
            step = min(5.0, room / max(1, gaps))
            for at, other in enumerate(side):
                lower = step * (at - gaps / 2)
                self._ports[body, other] = round(box.middle + lower)

    def _curve(self, one: str, other: str) -> str:
        """Return the way from a body to another in the same column or one behind it.

        In one column it is an arc at its right, the wider the further they are apart; else it goes from space to space.
        """
        start = self._boxes[one]
        end = self._boxes[other]
        y = self._ports[one, other]
        last = self._ports[other, one]
        way = f"M{short(start.right)} {short(y)}"
        if start.column == end.column:
            apart = abs(last - y)
            reach = round(start.right + 24 + (_MARGIN * 4 / 3 - 28) * apart / (apart + 250))
            return f"{way}C{reach} {short(y)} {reach} {short(last)} {short(end.right)} {short(last)}"
        columns = end.column - start.column
        for column in range(start.column + 1, end.column):
            part = (column - start.column) / columns
            passing = self._space(column, y + (last - y) * part)
            way += _across(column, y, passing) + f"H{short(_left(column) + _COLUMN)}"
            y = passing
        return way + _across(end.column, y, last) + f"H{short(end.left)}"

    def _space(self, column: int, wanted: float) -> float:
        """Return the height at which a line crosses a column, between two boxes: near `wanted`, and where few lines are.

        The line is counted there, for those that follow.
        """

        def cost(y: float) -> tuple[float, float]:
            crowd = self._taken[column, y]
            return abs(y - wanted) + 30 * crowd, y

        space = min(self._spaces[column], key=cost)
        crowd = self._taken[column, space]
        self._taken[column, space] = crowd + 1
        return space + _LANES[crowd % len(_LANES)]


def _across(column: int, start: float, end: float) -> str:
    """Return the curve from one height to another in the space before a column."""
    x = _left(column)
    middle = short(x - _GUTTER / 2)
    return f"C{middle} {short(start)} {middle} {short(end)} {short(x)} {short(end)}"


def _left(column: int) -> float:
    """Return the left end of a column."""
    return column * (_COLUMN + _GUTTER) + 2


def _line(line: NetworkLine, way: str) -> str:
    """Return the SVG of a line with its words; a script adds a wide one without colour, which is easily pointed at."""
    return (
        f'<a class="ea-net-tie {line.style}" href="{escaped(line.href)}" tabindex="-1">'
        f'<title>{escaped(line.words)}</title><path d="{way}"/></a>'
    )


def _body(body: NetworkBody, box: _Box) -> str:
    """Return the SVG of a body: a box with its name, as a link."""
    size = f'width="{short(box.right - box.left)}" height="{short(box.height)}"'
    content = f'<rect x="{short(box.left)}" y="{short(box.top)}" {size}/>'
    y = box.top + _PAD - 4
    for words in box.names:
        y += _STEP
        content += f'<text x="{short(box.left + 8)}" y="{short(y)}">{escaped(words)}</text>'
    return f'<a class="{body.style}" href="{escaped(body.href)}">{content}</a>'
