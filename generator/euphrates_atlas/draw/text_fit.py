"""Texts and numbers in SVG: escaped, their estimated width, and their division into lines, as SVG wraps none by itself.

Used by all drawings of this package. An em is the size of the letters.
"""

import unicodedata
from functools import cache
from math import fsum

from euphrates_atlas import resources
from euphrates_atlas.text.escape import cleaned, escape_html

SMALL = 13.0
"""The smallest size of letters that the site sets, in CSS pixels."""


@cache
def _letter_widths() -> dict[str, float]:
    """Return the measured widths of characters, in em."""
    widths: dict[str, float] = {}
    for width, characters in resources.yaml_table("draw/letter_widths.yml").items():
        widths |= dict.fromkeys(characters, float(width))
    return widths


@cache
def _advance(character: str) -> float:
    """Return the width of a character in em; of one that is not measured, a width of its script."""
    measured = _letter_widths().get(character)
    if measured is not None:
        return measured
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if "\u0600" <= character <= "\u06ff":  # Arabic
        return 0.5
    return 0.55 if character < "\u0250" else 0.62


def escaped(text: str) -> str:
    """Return a text as it stands in SVG, on one line."""
    return escape_html(cleaned(text))


def text_width(text: str, size: float = SMALL) -> float:
    """Return the width of a text at a size in pixels, rather too much than too little."""
    return fsum(map(_advance, text)) * size


def fitted(text: str, size: float, room: float) -> str:
    """Return a text cut to the room, with an ellipsis where it is cut."""
    if text_width(text, size) <= room:
        return text
    left = room - size  # the ellipsis takes up to an em
    kept = 0
    for character in text:
        left -= _advance(character) * size
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ,;:") + "…"


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Break a text at spaces into at most so many lines that have room; what is left over ends in an ellipsis."""
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most:
        is_last = len(lines) == most - 1
        taken = len(words) if is_last else _words_of_line(words, size, room)
        lines.append(fitted(" ".join(words[:taken]), size, room))
        words = words[taken:]
    return tuple(lines)


def _words_of_line(words: list[str], size: float, room: float) -> int:
    """Return how many words have room on a line; the first stands there even if it has none."""
    space = text_width(" ", size)
    width = text_width(words[0], size)
    for count, word in enumerate(words[1:], 1):
        width = width + space + text_width(word, size)
        if width > room:
            return count
    return len(words)


def short(number: float, decimals: int = 1) -> str:
    """Return a number with at most so many decimals, without a trailing zero or the sign of one."""
    return f"{number:z.{decimals}f}".rstrip("0").rstrip(".")
