"""The estimated width of a text, and its division into lines, as SVG wraps no text by itself."""

import unicodedata
from math import fsum

from generator import resources

SMALL = 13.0
"""The smallest size of letters that the site sets, in CSS pixels."""

_ADVANCES = {
    character: float(width)
    for width, characters in resources.yaml_table("draw/letter_widths.yml").items()
    for character in characters
}
"""By character, in em; of others it is 0.55, of Arabic letters 0.5, of other scripts 0.62."""


def _advance(character: str) -> float:
    if character in _ADVANCES:
        return _ADVANCES[character]
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.0
    if "\u0600" <= character <= "\u06ff":
        return 0.5
    return 0.55 if character < "\u0250" else 0.62


def text_width(text: str, size: float = SMALL) -> float:
    """Return the width of a text at a size in pixels, rather too much than too little."""
    return fsum(map(_advance, text)) * size


def fitted(text: str, size: float, room: float) -> str:
    """Return a text cut to the room, with an ellipsis where it is cut."""
    if text_width(text, size) <= room:
        return text
    left, kept = room - size, 0
    while kept < len(text) and (left := left - _advance(text[kept]) * size) >= 0:
        kept += 1
    return text[:kept].rstrip(" ,;:") + "…"


def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Break a text at spaces into at most so many lines that have room; what is left over ends in an ellipsis."""
    words = text.split()
    broken: list[str] = []
    at, space = 0, text_width(" ", size)
    while at < len(words) and len(broken) < most:
        first, taken = at, text_width(words[at], size)
        at += 1
        while at < len(words) and (more := taken + space + text_width(words[at], size)) <= room:
            taken, at = more, at + 1
        last = len(broken) == most - 1
        broken.append(fitted(" ".join(words[first:] if last else words[first:at]), size, room))
    return tuple(broken)
