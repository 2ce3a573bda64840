"""The picture of an entry's ties to other entries, as SVG: one drawing for a desk, one for phones.

Lines have right angles, boxes stand in rows, words on the lines. The order of the neighbours is the caller's; nothing is
searched for, so the same neighbours always give the same picture.
"""

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from generator.draw.text_fit import SMALL, wrapped
from generator.text.direction import is_right_to_left
from generator.text.escape import cleaned, escape_html

STYLES = {"preferred": "ea-g-pref", "normal": "ea-g-norm", "deprecated": "ea-g-dep"}
"""The three sorts of line by the rank of what they say, the strongest first."""
_STRENGTH = tuple(STYLES.values())

_NAME, _NATIVE = 15, 16
"""Sizes of type in pixels; all other words are small."""
_NAME_STEP, _NATIVE_STEP, _SMALL_STEP = 19.0, 23.0, 17.0
"""Heights of a line of each size."""
_PAD = 12
_SELF_WIDTH = 226


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


class _Format(NamedTuple):
    width: float
    box_x: float
    """Where the boxes of the neighbours begin; they end at the right edge."""
    trunk_x: float
    words_x: float
    words_room: float
    words_lines: int
    account_lines: int
    stride: float
    """Room for the line between what the tie is and who says so."""
    gap: float
    ring_x: float
    """The middle of the ring of a tie that somebody denies."""
    ring: float
    """Its radius."""


_WIDE = _Format(960, 692, 248, 262, 386, 1, 2, 8, 16, 664, 8)
_UPRIGHT = _Format(288, 40, 12, 40, 246, 2, 3, 0, 18, 22, 6)
_End = tuple[float, str]
"""Height and style of the line of a tie."""
_BoxLine = tuple[str, str, float, str]
"""A line of text in a box: its words, style, height and language."""


def wide_svg(own: EntryBox, neighbours: Sequence[Neighbour], label: str) -> str:
    """Return the picture for a desk: the entry on the left, its neighbours on the right, words on the lines."""
    form, y = _WIDE, 2.0
    elements: list[str] = []
    ends: list[_End] = []
    for neighbour in neighbours:
        lines = _box_lines(neighbour.box, form.width - form.box_x)
        steps = [17 + _SMALL_STEP * len(_words(tie, 0, form)) for tie in neighbour.ties]
        taken = fsum(steps)
        height = max(_height(lines), taken)
        at = y + (height - taken) / 2 + 24
        for tie, step in zip(neighbour.ties, steps, strict=True):
            elements += [*_words(tie, at - 8, form), *_branch(tie, at, form)]
            ends.append((at, tie.style))
            at += step
        elements.append(_box(neighbour.box, lines, form.box_x, y, form.width - form.box_x - 2, height, "ea-g-node"))
        y += height + form.gap
    own_lines = _box_lines(own, _SELF_WIDTH)
    own_height = _height(own_lines)
    height = max(y - form.gap, own_height) + 2
    own_y = min((height - own_height) / 2, max(2.0, ends[0][0] - 40) + 120)
    middle = own_y + own_height / 2
    strongest = min((style for _, style in ends), key=_STRENGTH.index)
    trunk = [_path(f"M{short(_SELF_WIDTH + 2)} {short(middle)}H{short(form.trunk_x)}", strongest)]
    trunk += _trunk(form.trunk_x, middle, ends)
    box = _box(own, own_lines, 2, own_y, _SELF_WIDTH, own_height, "ea-g-self")
    return drawing("ea-g ea-g-wide", form.width, height, label, [*trunk, box, *elements])


def upright_svg(own: EntryBox, neighbours: Sequence[Neighbour], label: str) -> str:
    """Return the picture for a phone: the entry above, its neighbours beneath one another."""
    form = _UPRIGHT
    own_lines = _box_lines(own, form.width)
    bottom = y = 2 + _height(own_lines)
    elements: list[str] = []
    ends: list[_End] = []
    for neighbour in neighbours:
        y += form.gap
        for tie in neighbour.ties:
            words = _words(tie, y + 13, form)
            elements += words
            y += 4 + _SMALL_STEP * len(words)
        y += 4
        lines = _box_lines(neighbour.box, form.width - form.box_x)
        height = max(_height(lines), 18.0 * len(neighbour.ties) + 12)
        at = y + (height - 18 * (len(neighbour.ties) - 1)) / 2
        for tie in neighbour.ties:
            elements += _branch(tie, at, form)
            ends.append((at, tie.style))
            at += 18
        elements.append(_box(neighbour.box, lines, form.box_x, y, form.width - form.box_x - 2, height, "ea-g-node"))
        y += height
    box = _box(own, own_lines, 2, 2, form.width - 4, _height(own_lines), "ea-g-self")
    return drawing("ea-g ea-g-upright", form.width, y + 2, label, [*_trunk(form.trunk_x, bottom, ends), box, *elements])


def _words(tie: TieLine, above: float, form: _Format) -> list[str]:
    """Return the text of a tie: what it is, from `above` on, and who says so, from the line on or right beneath."""
    words = wrapped(tie.words, SMALL, form.words_room, form.words_lines)
    account = wrapped(tie.account, SMALL, form.words_room, form.account_lines)
    lines = [*((line, "ea-g-b", 0.0) for line in words), *((line, "ea-g-s", form.stride) for line in account)]
    return [
        text_element(form.words_x, above + _SMALL_STEP * at + lower, line, style)
        for at, (line, style, lower) in enumerate(lines)
    ]


def _branch(tie: TieLine, y: float, form: _Format) -> list[str]:
    """Return the line from the trunk to the box with its arrow head, and the ring of a tie that somebody denies."""
    end = form.box_x - 1
    line = _path(f"M{short(form.trunk_x)} {short(y)}H{short(end)}", tie.style)
    head = _path(f"M{short(end)} {short(y)}l-9-5v10Z", f"{tie.style}-h")
    if not tie.denied:
        return [line, head]
    x, reach = form.ring_x, round(form.ring * 0.7, 1)
    circle = f'<circle class="ea-g-ring" cx="{short(x)}" cy="{short(y)}" r="{short(form.ring)}"/>'
    bar = _path(f"M{short(x - reach)} {short(y + reach)}l{short(2 * reach)}-{short(2 * reach)}", "ea-g-ring")
    return [line, head, circle, bar]


def _trunk(x: float, start: float, ends: list[_End]) -> list[str]:
    """Return the upright line from which the ties branch off, the weaker sorts beneath the stronger."""
    lines = []
    for style in reversed(_STRENGTH):
        heights = [start, *(y for y, tie_style in ends if tie_style == style)]
        reached = [y for y in (min(heights), max(heights)) if y != start]
        lines += [_path(f"M{short(x)} {short(start)}V{short(y)}", style) for y in reached]
    return lines


def _box_lines(box: EntryBox, room: float) -> list[_BoxLine]:
    inside = room - 2 * _PAD - 4
    native, lang = box.native or ("", "")
    return [
        *((text, "ea-g-t", _NAME_STEP, "") for text in wrapped(box.name, _NAME, inside, 3)),
        *((text, "ea-g-ar", _NATIVE_STEP, lang) for text in wrapped(native, _NATIVE, inside, 2)),
        *((text, "ea-g-s", _SMALL_STEP, "") for text in wrapped(box.line, SMALL, inside, 2)),
    ]


def _height(lines: list[_BoxLine]) -> float:
    return 2 * _PAD + fsum(height for _, _, height, _ in lines)


def _box(box: EntryBox, lines: list[_BoxLine], x: float, y: float, width: float, height: float, style: str) -> str:
    """Return a box with its text in the middle of its height; linked, where it leads somewhere."""
    content = f'<rect class="{style}" x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"/>'
    at = y + (height - _height(lines)) / 2 + _PAD
    for words, text_style, step, lang in lines:
        at += step
        content += text_element(x + _PAD, at - 5, words, text_style, lang)
    return f'<a href="{escape_html(cleaned(box.href))}">{content}</a>' if box.href else f"<g>{content}</g>"


def _path(data: str, style: str) -> str:
    return f'<path class="{style}" d="{data}"/>'


def text_element(x: float, y: float, words: str, style: str = "", lang: str = "") -> str:
    """Return a line of text whose left end is at `x`, whatever its direction."""
    named = (f' class="{style}"' if style else "") + (f' lang="{escape_html(lang)}"' if lang else "")
    direction = ' direction="rtl" text-anchor="end"' if is_right_to_left(lang) else ""
    return f'<text x="{short(x)}" y="{short(y)}"{named}{direction}>{escape_html(cleaned(words))}</text>'


def drawing(style: str, width: float, height: float, label: str, elements: Sequence[str]) -> str:
    """Return a drawing, which screen readers read as a group of that name with links in it."""
    return (
        f'<svg class="{style}" viewBox="0 0 {short(width)} {short(height)}" width="{short(width)}" '
        f'height="{short(height)}" role="group" aria-label="{escape_html(cleaned(label))}">{"".join(elements)}</svg>'
    )


def short(number: float, decimals: int = 1) -> str:
    """Return a number with at most so many decimals, without a trailing zero or the sign of one."""
    return f"{number:z.{decimals}f}".rstrip("0").rstrip(".")
