"""Texts that were saved or copied in a wrong encoding: the broken part, and the right text, if it is certain.

`checks/text_rules.py` asks for the broken part of each text of an entry.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple
from unicodedata import name, normalize
from urllib.parse import unquote


class Broken(NamedTuple):
    """A part of a text that is not what its writer saw."""

    start: int
    end: int
    what: str
    right: str
    """What was meant; empty where nobody can tell from the text."""


_HIGH = "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\x80-\x9f]"
"""Letters and marks that Windows-1252 has beyond ASCII."""
_UTF8_AS_1252 = re.compile(
    f"(?:[\u00c2-\u00df]{_HIGH}|[\u00e0-\u00ef]{_HIGH}{{2}}|\u00f0{_HIGH}{{3}})+"
)
_LIKELY = re.compile(
    "[\u00a0-\u017f\u0370-\u03ff\u0400-\u045f\u05d0-\u05ea\u0600-\u06ff\u2010-\u2122\U0001f300-\U0001faff]+"
)
"""What is written in UTF-8 and then misread; other letters come about where an accent stands before a quotation mark."""
_CLOSING = tuple("”“’‘»›–—…")
_LOWER = "[\u0080-\u00bf\u0152\u0153\u0192\u02c6\u2013-\u203a\u20ac\u2122پٹچژڈگکڑںھ،؛؟\u200c\u200d]"
"""The rest of a letter in UTF-8, as Windows-1256 reads it."""
# A pattern that begins with a repeat is found slowly.
_UTF8_AS_1256 = re.compile(f"[طظعغ]{_LOWER}(?:[طظعغ]{_LOWER}){{2,}}")
_ARABIC_AS_1252 = re.compile("[\u00c0-\u00ff]{4,}")
_BOXES = re.compile(r"[\u2550-\u257f](?:[^\s\w]|[^\W\d_a-zA-Z\u0600-\u06ff])+")
_ENTITY = re.compile(
    r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|i|p|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_QUESTIONS = re.compile(r"\?{2,}(?: \?{2,})+|\?{4,}")
_FORMS = re.compile(
    "[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufd3d\ufd50-\ufdef\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+(?:[ \u0640]+[\ufe70-\ufefc]+)*"
)
_LOST = re.compile("\ufffd+")
_MAYBE = re.compile(r"[&?%<\\\u00c0-\u00ff\u2550-\u257f\ufb00-\uffff]")
"""What the patterns above begin with, but for `_UTF8_AS_1256`: that begins with letters that many texts have."""


def broken_part(text: str) -> Broken | None:
    """Return the stretch of a text from its first broken part to its last, with all of them mended; None where none is."""
    if not _MAYBE.search(text) and (text.isascii() or not _UTF8_AS_1256.search(text)):
        return None
    parts = sorted(_parts(text), key=lambda part: (part.start, -part.end))
    if not parts:
        return None
    first = parts[0]
    right = ""
    at = first.start
    for part in parts:
        if part.start >= at:  # else it lies in the part before
            right += text[at : part.start] + part.right
            at = part.end
    if not all(part.right for part in parts):
        right = ""
    return Broken(first.start, at, first.what, right)


def _parts(text: str) -> Iterator[Broken]:
    """Yield the broken parts of a text, those of one sort after another."""
    for pattern, what, meant in _SORTS:
        for match in pattern.finditer(text):
            right = meant(match[0])
            if right is not None:
                yield Broken(match.start(), match.end(), what, right)


def _from_1252(text: str) -> str | None:
    """Return the UTF-8 that was read as Windows-1252; None where the letters may be meant."""
    right = _reread(text, "cp1252", "utf-8")
    is_quotation = len(text) == 2 and text.endswith(_CLOSING) and text[0] not in "ÂÃ"
    if right is None or is_quotation or not _LIKELY.fullmatch(right):
        return None
    return right


def _arabic_from_1252(text: str) -> str | None:
    right = _reread(text, "cp1252", "cp1256")
    is_arabic = right and all("ARABIC" in name(letter, "") for letter in right)
    return right if is_arabic else None


def _reread(text: str, wrong: str, right: str) -> str | None:
    """Return a text that was read in a wrong encoding in the right one; None where it is not such a text."""
    codes = bytearray()
    for character in text:
        try:
            codes += character.encode(wrong)
        except UnicodeEncodeError:
            # Windows has no letter for these five codes.
            codes.append(min(ord(character), 255))
    try:
        return codes.decode(right)
    except UnicodeDecodeError:
        return None


def _from_entity(text: str) -> str | None:
    """Return the character of an entity, also of one that was escaped twice, as `&amp;eacute;`."""
    # In place of an apostrophe one that can stand in quotes of any sort.
    right = html.unescape(html.unescape(text)).replace("'", "’")
    if right.isspace():
        return " "
    if right == text or not right.isprintable() or "\ufffd" in right:
        return "" if text.startswith("&#") else None
    return right


def _from_escapes(text: str) -> str | None:
    right = re.sub(r"\\u(....)", lambda code: chr(int(code[1], 16)), text)
    return right if right.isprintable() else ""


def _from_percent(text: str) -> str | None:
    right = unquote(text, errors="ignore")
    return right if right.isprintable() and not right.isascii() else None


def _from_forms(text: str) -> str:
    """Return letters as they are typed, without the line (tatweel) that lengthens a word in print."""
    return normalize("NFKC", text).replace("\u0640", "")


def _lost(_: str) -> str:
    return ""


_MISREAD = "UTF-8 that was read in another encoding"
_SORTS: tuple[tuple[re.Pattern[str], str, Callable[[str], str | None]], ...] = (
    (_LOST, "the sign for a lost letter", _lost),
    (_QUESTIONS, "question marks in place of letters", _lost),
    (_UTF8_AS_1252, _MISREAD, _from_1252),
    (_UTF8_AS_1256, _MISREAD, partial(_reread, wrong="cp1256", right="utf-8")),
    (_BOXES, _MISREAD, _lost),
    (_ARABIC_AS_1252, "Arabic that was read as Latin letters", _arabic_from_1252),
    (_ENTITY, "a code of HTML, which readers see as it is", _from_entity),
    (_TAG, "a tag of HTML, which readers see as it is", _lost),
    (_ESCAPES, "codes in place of letters", _from_escapes),
    (_PERCENT, "percent codes in place of letters", _from_percent),
    (_FORMS, "text in forms for printing, which no search finds", _from_forms),
)
"""The sorts of broken text: a pattern, what it is, and a function that gives the right text for a match.

That is empty where nobody can tell, and None where the match may be meant as it is.
"""
