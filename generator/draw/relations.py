"""An entry and the entries it is tied to: once wide, once upright for phones.

Right angles, boxes in rows, the words on the lines. The order of the neighbours is the caller's; nothing is searched for, so
the same neighbours always give the same picture.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.draw.shapes import Drawing, Group, Line, Rect, Ring, Shape, Text
from generator.draw.text_fit import lines

PREFERRED, BESIDE, SUPERSEDED = "ea-g-pref", "ea-g-norm", "ea-g-dep"
"""The three sorts of line, the strongest first."""

_NAME, _NATIVE, _SMALL = 15, 16, 13
_NAME_STEP, _NATIVE_STEP, _SMALL_STEP = 19, 23, 17
_PAD = 12


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the box of an entry."""

    name: str
    native: tuple[str, str] | None
    """Its name in its own script, and the language."""
    line: str
    """One line: what it is, since when."""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One line between two entries, and the words on it."""

    words: str
    """What it is, and how it stands."""
    account: str
    """Who says so, and when."""
    style: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entry at the other end, with its ties; the strongest first."""

    box: Box
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class _Format:
    """The measures of one of the two pictures."""

    width: float
    box_x: float
    """Where the boxes of the neighbours begin; they end at the right edge."""
    trunk_x: float
    words_x: float
    words_room: float
    named_lines: int
    account_lines: int
    stride: float
    """Room for the line between what the tie is and who says so."""
    gap: float


_WIDE = _Format(960, 692, 248, 262, 386, 1, 2, 8, 16)
_UPRIGHT = _Format(288, 40, 12, 40, 246, 2, 3, 0, 18)
_SELF_WIDTH = 226


def wide(own: Box, neighbours: Iterable[Neighbour]) -> Drawing:
    """Return the picture for a desk: the entry on the left, its neighbours on the right, words on the lines."""
    form, y = _WIDE, 2.0
    rows: list[Shape] = []
    ends: list[tuple[float, str]] = []
    for neighbour in neighbours:
        box = _box_lines(neighbour.box, form.width - form.box_x)
        pitches = [_tie_height(tie, form) for tie in neighbour.ties]
        height = max(_height(box), sum(pitches))
        top = y + (height - sum(pitches)) / 2
        for tie, pitch in zip(neighbour.ties, pitches, strict=True):
            at = top + 24
            rows += _words(tie, at - 8, form)
            rows.append(Line(((form.trunk_x, at), (form.box_x - 1, at)), tie.style, arrow=True))
            rows += [Ring(form.box_x - 28, at, 8)] if tie.denied else []
            ends.append((at, tie.style))
            top += pitch
        rows.append(_boxed(neighbour.box, box, form.box_x, y, form.width - form.box_x - 2, height, "ea-g-node"))
        y += height + form.gap
    own_lines = _box_lines(own, _SELF_WIDTH)
    height = max(y - form.gap, _height(own_lines)) + 2
    own_y = min((height - _height(own_lines)) / 2, max(2.0, ends[0][0] - 40) + 120)
    middle = own_y + _height(own_lines) / 2
    trunk = [Line(((_SELF_WIDTH + 2, middle), (form.trunk_x, middle)), min(ends, key=_strength)[1])]
    trunk += _trunk(form.trunk_x, middle, ends)
    boxed = _boxed(own, own_lines, 2, own_y, _SELF_WIDTH, _height(own_lines), "ea-g-self")
    return Drawing(form.width, height, (*trunk, boxed, *rows))


def upright(own: Box, neighbours: Iterable[Neighbour]) -> Drawing:
    """Return the picture for a phone: the entry above, its neighbours beneath one another."""
    form = _UPRIGHT
    own_lines = _box_lines(own, form.width)
    bottom = y = 2 + _height(own_lines)
    rows: list[Shape] = []
    ends: list[tuple[float, str]] = []
    for neighbour in neighbours:
        y += form.gap
        for tie in neighbour.ties:
            shapes = _words(tie, y + 13, form)
            rows += shapes
            y += 4 + _SMALL_STEP * len(shapes)
        y += 4
        box = _box_lines(neighbour.box, form.width - form.box_x)
        height = max(_height(box), 18.0 * len(neighbour.ties) + 12)
        first = y + (height - 18 * (len(neighbour.ties) - 1)) / 2
        for number, tie in enumerate(neighbour.ties):
            at = first + 18 * number
            rows.append(Line(((form.trunk_x, at), (form.box_x - 1, at)), tie.style, arrow=True))
            rows += [Ring(form.trunk_x + 10, at, 6)] if tie.denied else []
            ends.append((at, tie.style))
        rows.append(_boxed(neighbour.box, box, form.box_x, y, form.width - form.box_x - 2, height, "ea-g-node"))
        y += height
    boxed = _boxed(own, own_lines, 2, 2, form.width - 4, _height(own_lines), "ea-g-self")
    return Drawing(form.width, y + 2, (*_trunk(form.trunk_x, bottom, ends), boxed, *rows))


def _words(tie: Tie, above: float, form: _Format) -> list[Shape]:
    """Return the text of a tie: what it is, from `above` on, and who says so, from the line on or right beneath."""
    named = lines(tie.words, _SMALL, form.words_room, form.named_lines)
    shapes: list[Shape] = [Text(form.words_x, above + _SMALL_STEP * i, n, "ea-g-b") for i, n in enumerate(named)]
    beneath = above + _SMALL_STEP * len(named) + form.stride
    account = lines(tie.account, _SMALL, form.words_room, form.account_lines)
    return shapes + [Text(form.words_x, beneath + _SMALL_STEP * i, line, "ea-g-s") for i, line in enumerate(account)]


def _tie_height(tie: Tie, form: _Format) -> float:
    return 34 + _SMALL_STEP * len(lines(tie.account, _SMALL, form.words_room, form.account_lines))


def _trunk(x: float, start: float, ends: list[tuple[float, str]]) -> list[Line]:
    """Return the upright line from which the ties branch off, the weaker sorts beneath the stronger."""
    found = []
    for style in (SUPERSEDED, BESIDE, PREFERRED):
        heights = [at for at, held in ends if held == style]
        found += [Line(((x, start), (x, min(heights))), style)] if heights and min(heights) < start else []
        found += [Line(((x, start), (x, max(heights))), style)] if heights and max(heights) > start else []
    return found


def _strength(end: tuple[float, str]) -> int:
    return (PREFERRED, BESIDE, SUPERSEDED).index(end[1])


def _box_lines(box: Box, room: float) -> list[tuple[str, str, str, float]]:
    """Return each line of a box: text, style, language and the height it takes."""
    inside = room - 2 * _PAD - 4
    found = [(line, "ea-g-t", "", float(_NAME_STEP)) for line in lines(box.name, _NAME, inside, 3)]
    if box.native:
        text, lang = box.native
        found += [(line, "ea-g-ar", lang, float(_NATIVE_STEP)) for line in lines(text, _NATIVE, inside, 2)]
    if box.line:
        found += [(line, "ea-g-s", "", float(_SMALL_STEP)) for line in lines(box.line, _SMALL, inside, 2)]
    return found


def _height(box: list[tuple[str, str, str, float]]) -> float:
    return 2 * _PAD + sum(step for *_, step in box)


def _boxed(
    box: Box,
    held: list[tuple[str, str, str, float]],
    x: float,
    y: float,
    width: float,
    height: float,
    style: str,
) -> Group:
    """Return a box with its text in the middle of its height; linked, where it leads somewhere."""
    parts: list[Rect | Text] = [Rect(x, y, width, height, style)]
    at = y + (height - _height(held)) / 2 + _PAD
    for text, text_style, lang, step in held:
        at += step
        parts.append(Text(x + _PAD, at - 5, text, text_style, lang))
    return Group(tuple(parts), box.href)
