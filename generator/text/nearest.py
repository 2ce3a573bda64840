"""The word that somebody most likely meant: for "did you mean"."""

from collections.abc import Iterable
from difflib import get_close_matches

MANY = 300
"""With more words than this, only those that begin or end alike are compared letter by letter."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `word` was most likely meant to be, or None where none is close."""
    length, bare = len(word), _bare(word)
    candidates = sorted(k for k in words if 0.6 * length <= len(k) + 2 and 0.6 * len(k) <= length + 2)
    if len(candidates) > MANY:
        start, end = word[:2].lower(), word[-3:].lower()
        candidates = [k for k in candidates if k[:2].lower() == start or k[-3:].lower() == end]
    close = [k for k in candidates if _bare(k) == bare] or get_close_matches(word, candidates, n=1, cutoff=0.75)
    return next(iter(close or [k for k in candidates if k[:1] == word[:1] and sorted(k) == sorted(word)]), None)


def _bare(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
