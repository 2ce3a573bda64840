"""Words adapted to their place: a capital, a plural, the length of a line."""

import unicodedata
from collections.abc import Sequence


def capitalised(text: str) -> str:
    """Return a text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def squeezed(text: str) -> str:
    """Return a text on one line, each of its gaps a single blank."""
    return " ".join(text.split())


def composed(text: str) -> str:
    """Return a text in Unicode's composed form (NFC): an é is one character, however it was typed."""
    return unicodedata.normalize("NFC", text)


def spaced(name: str) -> str:
    """Return the name of a field in files as words: `party to conflict` for `party_to_conflict`."""
    return name.replace("_", " ")


def with_article(noun: str) -> str:
    """Return a noun with its indefinite article: `a group`, `an event`."""
    article = "an" if noun.startswith(tuple("aeiou")) else "a"
    return f"{article} {noun}"


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: `1 source`, `2 sources`, `3 entries`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def enumerated(texts: Sequence[str], last: str = " and ") -> str:
    """Return texts with commas between them and other words before the last: `A, B and C`."""
    before = ", ".join(texts[:-1])
    return f"{before}{last}{texts[-1]}" if before else "".join(texts)


def shortened(text: str, length: int) -> str:
    """Return a text of at most `length` code points, cut anywhere."""
    return text if len(text) <= length else text[: length - 1] + "…"


def cut(text: str, length: int) -> str:
    """Return a text of at most `length` code points, cut between two words."""
    if len(text) <= length:
        return text
    words, *_ = text[: length - 2].rsplit(" ", 1)
    return words.rstrip(",;:") + " …"


def western_digits(text: str) -> str:
    """Return a text with the digits 0 to 9 in place of those of other scripts, as `16` for `١٦` and `۱۶`."""
    if text.isascii():
        return text
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
