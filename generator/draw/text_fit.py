"""How wide a text is, by estimate, and how it is broken into lines: SVG breaks none by itself."""

import unicodedata

_WIDTHS = {
    0.2: " \u00a0",
    0.3: "',.:;Iijl|¦·ÌÍÎÏìíîïı‘’‚′‹›",
    0.35: "!()-/[\\]f{}°•",
    0.4: "rt",
    0.45: "*?sz",
    0.5: '"J_cvxy«»çýÿ–“”„″',
    0.6: "ABCKPRbdhnpquÀÁÂÃÄÅÇÞðñùúûüþ",
    0.65: "&DG",
    0.7: "HNOQUÐÑÒÓÔÕÖØÙÚÛÜ",
    0.75: "Mw",
    0.8: "W¼æ—",
    0.85: "%mÆœ",
    0.9: "@Œ",
    1.0: "…",
}
"""Advance in em of the semibold of the site's sans, rounded up; what is not named here is 0.55, Arabic letters 0.5, other scripts 0.62."""

_ADVANCE = {character: width for width, characters in _WIDTHS.items() for character in characters}
_WIDE = ("W", "F")
_ARABIC = ("\u0600", "\u06ff")
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """Return the width of a text at a size in pixels, rather too much than too little."""
    return sum(_advance(character) for character in text) * size


def fitted(text: str, size: float, room: float) -> str:
    """Return a text cut, with an ellipsis, to what has room."""
    if width(text, size) <= room:
        return text
    left, kept = room - size, 0
    while kept < len(text) and (left := left - _advance(text[kept]) * size) >= 0:
        kept += 1
    return text[:kept].rstrip(" ,;:") + ELLIPSIS


def lines(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """Break a text at spaces into at most so many lines that have room; what is left over ends in an ellipsis."""
    words = text.split()
    broken: list[str] = []
    while words and len(broken) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line += f" {words.pop(0)}"
        if words and len(broken) == most - 1:
            line = f"{line} {' '.join(words)}"
        broken.append(fitted(line, size, room))
    return tuple(broken)


def _advance(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    if _ARABIC[0] <= character <= _ARABIC[1]:
        return 0.5
    return _ADVANCE.get(character, 0.55 if character < "\u0250" else 0.62)
