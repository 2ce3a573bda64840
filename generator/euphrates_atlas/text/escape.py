"""Escape the text of contributors for Markdown and HTML, and make ids of it.

In Markdown each mark becomes a numeric entity and not a mark behind a backslash: pyromark takes a backslash before
all ASCII punctuation for an escape, Python-Markdown only before some of it.
"""

import html
import re
import unicodedata
from bisect import bisect

LONGEST_SLUG = 60

_LETTERS = str.maketrans("łøđðıħŧ", "loddiht") | str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th"}
)
"""Latin letters that are no other letter with a mark."""
_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~#]|[^\S ]")
"""Marks of Markdown and HTML, and white space other than the space."""


def cleaned(text: str) -> str:
    """Return a text on one line, with U+FFFD for each character that HTML or YAML forbid."""
    if text.isprintable() and "  " not in text:
        return text  # nearly every text has no control character and no white space but single spaces
    return _CONTROLS.sub("\ufffd", _SPACES.sub(" ", text))


def escape(text: str) -> str:
    """Make text safe inside a line of Markdown, behind its beginning; white space becomes one space."""
    clean = _MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", cleaned(text))
    # A `!` before a link would make an image of it.
    return clean[:-1] + "&#33;" if clean.endswith("!") else clean


def escape_html(text: str) -> str:
    """Make text safe in HTML, in quoted attributes too; characters that HTML forbids become U+FFFD."""
    return html.escape(
        text if text.isprintable() else _CONTROLS.sub("\ufffd", text), quote=True
    )


def ascii_words(text: str) -> str:
    """Return the ASCII letters and digits of a text in lower case, its words joined by hyphens; accents are left out."""
    bare = re.sub("['’`´]", "", text.casefold())
    letters = bare.translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def slug(text: str, taken: set[str]) -> str:
    """Return an id of ASCII words and hyphens, with a number if it is taken; it is added to `taken`."""
    stem = ascii_words(text)[:LONGEST_SLUG].rstrip("-") or "section"
    if stem in taken:
        # The lowest free number is bisected, since thousands of headings may have the same words.
        numbers = range(2, len(taken) + 2)
        number = 2 + bisect(
            numbers, x=False, key=lambda number: f"{stem}-{number}" not in taken
        )
        while f"{stem}-{number}" in taken:  # a heading that ends with a number has it
            number += 1
        stem += f"-{number}"
    taken.add(stem)
    return stem
