"""The picture of an entry's ties to other entries, as SVG.

Lines have right angles, boxes stand in rows, words on the lines. The order of the neighbours is the caller's; nothing is
searched for, so the same neighbours always give the same picture.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import NamedTuple

from euphrates_atlas.draw.text_fit import SMALL, escaped, wrapped
from euphrates_atlas.text.direction import is_right_to_left
from euphrates_atlas.text.escape import escape_html

STYLES = {"preferred": "ea-g-pref", "normal": "ea-g-norm", "deprecated": "ea-g-dep"}
"""The three sorts of line by the rank of what they say, the strongest first."""
_STRENGTH = tuple(STYLES.values())

_NAME, _NATIVE = 15, 16
"""Sizes of type in pixels; all other words are small."""
_NAME_STEP, _NATIVE_STEP, _SMALL_STEP = 19.0, 23.0, 17.0
"""Heights of a line of each size."""
_PAD = 12
_WIDTH = 960
_SELF_WIDTH, _SELF_ROOM = 226, 198
"""Width of the box of the entry, and of the words in it."""
_TRUNK_X = 248
"""The upright line from which the ties branch off."""
_WORDS_X, _WORDS_ROOM = 262, 386
"""Where the words of a tie begin, and their width."""
_NODES_X, _NODE_WIDTH, _NODE_ROOM = 692, 266, 240
"""Where the boxes of the neighbours begin, their width, and that of the words in them."""
_GAP = 16
"""Between two neighbours."""
_TIE_ROOM = 17.0
"""Height of a tie beside its words."""
_RING_X, _RING = 664, 8
"""Middle and radius of the ring of a tie that somebody denies."""


class EntryBox(NamedTuple):
    """The content of the box of an entry."""

    name: str
    native: tuple[str, str] | None
    """Its name in its own script, and the language."""
    line: str
    """One line: what it is, since when."""
    href: str = ""


class TieLine(NamedTuple):
    """One line between two entries, and the words on it."""

    words: str
    """What it is, and how it stands."""
    account: str
    """Who says so, and when."""
    style: str
    denied: bool = False


class Neighbour(NamedTuple):
    """An entry at the other end, with its ties; the strongest first."""

    box: EntryBox
    ties: tuple[TieLine, ...]


class _End(NamedTuple):
    """The end of a tie on the trunk."""

    y: float
    style: str


class _BoxLine(NamedTuple):
    """A line of text in a box."""

    words: str
    style: str
    height: float
    lang: str = ""


def relations_svg(own: EntryBox, neighbours: Sequence[Neighbour], label: str) -> str:
    """Return the picture: the entry on the left, its neighbours on the right, words on the lines."""
    y = 2.0
    elements: list[str] = []
    ends: list[_End] = []
    for neighbour in neighbours:
        lines = _box_lines(neighbour.box, _NODE_ROOM)
        taken = fsum(_TIE_ROOM + _SMALL_STEP * len(_words(tie, 0)) for tie in neighbour.ties)
        height = max(_height(lines), taken)
        at = y + (height - taken) / 2 + 24
        for tie in neighbour.ties:
            words = _words(tie, at - 8)
            elements += words
            elements += _branch(tie, at)
            ends.append(_End(at, tie.style))
            at += _TIE_ROOM + _SMALL_STEP * len(words)
        elements.append(_box(neighbour.box, lines, _NODES_X, y, _NODE_WIDTH, height, "ea-g-node"))
        y += height + _GAP
    own_lines = _box_lines(own, _SELF_ROOM)
    own_height = _height(own_lines)
    height = max(y - _GAP, own_height) + 2
    own_y = min((height - own_height) / 2, max(2.0, ends[0].y - 40) + 120)
    trunk = _trunk(own_y + own_height / 2, ends)
    box = _box(own, own_lines, 2, own_y, _SELF_WIDTH, own_height, "ea-g-self")
    return drawing("ea-g", _WIDTH, height, label, [*trunk, box, *elements])


def _words(tie: TieLine, y: float) -> list[str]:
    """Return the text of a tie: what it is, above its line at `y + 8`, and who says so, beneath it."""
    elements = []
    for words in wrapped(tie.words, SMALL, _WORDS_ROOM, 1):
        elements.append(text_element(_WORDS_X, y, words, "ea-g-b"))
        y += _SMALL_STEP
    for words in wrapped(tie.account, SMALL, _WORDS_ROOM, 2):
        elements.append(text_element(_WORDS_X, y + 8, words, "ea-g-s"))
        y += _SMALL_STEP
    return elements


def _branch(tie: TieLine, y: float) -> Iterator[str]:
    """Yield the line from the trunk to the box with its arrow head, and the ring of a tie that somebody denies."""
    end = _NODES_X - 1
    yield _path(f"M{_TRUNK_X} {short(y)}H{end}", tie.style)
    yield _path(f"M{end} {short(y)}l-9-5v10Z", f"{tie.style}-h")
    if tie.denied:
        yield f'<circle class="ea-g-ring" cx="{_RING_X}" cy="{short(y)}" r="{_RING}"/>'
        reach = round(_RING * 0.7, 1)
        yield _path(
            f"M{short(_RING_X - reach)} {short(y + reach)}l{short(2 * reach)}-{short(2 * reach)}",
            "ea-g-ring",
        )


def _trunk(start: float, ends: list[_End]) -> list[str]:
    """Return the line from the entry to the trunk, and the trunk, the weaker sorts beneath the stronger."""
    strongest = min((end.style for end in ends), key=_STRENGTH.index)
    lines = [_path(f"M{_SELF_WIDTH + 2} {short(start)}H{_TRUNK_X}", strongest)]
    for style in reversed(_STRENGTH):
        heights = [start]
        heights += [end.y for end in ends if end.style == style]
        lines += [
            _path(f"M{_TRUNK_X} {short(start)}V{short(y)}", style)
            for y in (min(heights), max(heights))
            if y != start
        ]
    return lines


def _box_lines(box: EntryBox, room: float) -> list[_BoxLine]:
    lines = [_BoxLine(words, "ea-g-t", _NAME_STEP) for words in wrapped(box.name, _NAME, room, 3)]
    if box.native:
        native, lang = box.native
        lines += [
            _BoxLine(words, "ea-g-ar", _NATIVE_STEP, lang)
            for words in wrapped(native, _NATIVE, room, 2)
        ]
    lines += [_BoxLine(words, "ea-g-s", _SMALL_STEP) for words in wrapped(box.line, SMALL, room, 2)]
    return lines


def _height(lines: list[_BoxLine]) -> float:
    return 2 * _PAD + fsum(line.height for line in lines)


def _box(
    box: EntryBox,
    lines: list[_BoxLine],
    x: float,
    y: float,
    width: float,
    height: float,
    style: str,
) -> str:
    """Return a box with its text in the middle of its height; linked, where it leads somewhere."""
    content = f'<rect class="{style}" x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"/>'
    at = y + (height - _height(lines)) / 2 + _PAD
    for line in lines:
        at += line.height
        content += text_element(x + _PAD, at - 5, line.words, line.style, line.lang)
    if box.href:
        return f'<a href="{escaped(box.href)}">{content}</a>'
    return f"<g>{content}</g>"


def _path(data: str, style: str) -> str:
    return f'<path class="{style}" d="{data}"/>'


def text_element(x: float, y: float, words: str, style: str = "", lang: str = "") -> str:
    """Return a line of text whose left end is at `x`, whatever its direction."""
    attributes = f'x="{short(x)}" y="{short(y)}"'
    if style:
        attributes += f' class="{style}"'
    if lang:
        attributes += f' lang="{escape_html(lang)}"'
    if is_right_to_left(lang):
        attributes += ' direction="rtl" text-anchor="end"'
    return f"<text {attributes}>{escaped(words)}</text>"


def drawing(style: str, width: float, height: float, label: str, elements: Sequence[str]) -> str:
    """Return a drawing, which screen readers read as a group of that name with links in it."""
    return (
        f'<svg class="{style}" viewBox="0 0 {short(width)} {short(height)}" width="{short(width)}" '
        f'height="{short(height)}" role="group" aria-label="{escaped(label)}">{"".join(elements)}</svg>'
    )


def short(number: float, decimals: int = 1) -> str:
    """Return a number with at most so many decimals, without a trailing zero or the sign of one."""
    return f"{number:z.{decimals}f}".rstrip("0").rstrip(".")
