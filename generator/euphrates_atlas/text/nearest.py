"""The most likely intended word, for "did you mean" in messages of the check and the commands."""

from collections.abc import Iterable
from difflib import get_close_matches

MANY = 300
"""With more words than this, only those that begin or end alike are compared letter by letter."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `word` was most likely meant to be, or None where none is close."""
    candidates = sorted(other for other in words if _is_of_like_length(word, other))
    if len(candidates) > MANY:
        start = word[:2].lower()
        end = word[-3:].lower()
        candidates = [
            other
            for other in candidates
            if other.lower().startswith(start) or other.lower().endswith(end)
        ]
    for other in candidates:
        if _bare(other) == _bare(word):
            return other
    for other in get_close_matches(word, candidates, n=1, cutoff=0.75):
        return other
    for other in candidates:
        if other[:1] == word[:1] and sorted(other) == sorted(word):
            return other
    return None


def question(word: str, words: Iterable[str], otherwise: str) -> str:
    """Return "did you mean …?" with the nearest of `words`; where none is close, `otherwise`."""
    meant = nearest(word, words)
    return f"did you mean `{meant}`?" if meant else otherwise


def _is_of_like_length(word: str, other: str) -> bool:
    """Tell whether two words are so alike in length that one can be a slip of the other: a comparison takes long."""
    shorter, longer = sorted((len(word), len(other)))
    return 0.6 * longer <= shorter + 2


def _bare(word: str) -> str:
    return word.lower().replace("_", "").replace("-", "").replace(" ", "")
