"""The words of all names: which of them a word of a query may mean, and how well it fits."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from generator.text import folding

MAX_NEAR = 400
"""Tokens of the levels up to `STARTS` that one word of a query stands for."""
MAX_FAR = 12
"""The same of the other levels."""


class Level(IntEnum):
    """How a word of a query fits a word of a name; the smaller, the better."""

    EQUAL = 0
    GLUED = 1
    """Equal but for an article or a blank."""
    STARTS = 2
    SOUNDS = 3
    """Of one skeleton."""
    ONE_ERROR = 4
    TWO_ERRORS = 5
    BEGINS = 6
    """Its skeleton begins with that of the word."""


class Fit(NamedTuple):
    """How well a token fits: first its level, then what tells equals apart."""

    level: Level
    distance: int


class Vocabulary:
    """The tokens of an index, by their number."""

    def __init__(self, tokens: Sequence[str]) -> None:
        """Take the tokens in the order of the index."""
        self.tokens = tokens

    def __contains__(self, token: str) -> bool:
        """Tell whether a name holds this token."""
        return self._number(token) is not None

    def fits(self, word: str, most: Level, *, alone: bool, is_last: bool) -> dict[int, Fit]:
        """Return the tokens that a word may mean, up to a level; `alone` tells that it is the whole query.

        A word that is there and not the last has been typed to its end: what starts with it is not asked for.
        """
        near = dict(list(self._near(word, is_last=is_last).items())[:MAX_NEAR])
        far: dict[int, Fit] = {}
        if most >= Level.SOUNDS:
            far |= {n: fit for n, fit in self._sounding(word) if n not in near}
        if most >= Level.ONE_ERROR and len(word) >= (4 if alone else 3) and word.isalpha():
            errors = 2 if most >= Level.TWO_ERRORS and len(word) > 5 else 1
            far |= {n: fit for n, fit in self._mistyped(word, errors) if n not in near and n not in far}
        if most >= Level.BEGINS:
            far |= {n: fit for n, fit in self._beginning(word) if n not in near and n not in far}
        chosen = sorted(far.items(), key=lambda item: (item[1], item[0]))[:MAX_FAR]
        return near | dict(chosen)

    def _number(self, token: str) -> int | None:
        number = bisect_left(self.tokens, token)
        return number if number < len(self.tokens) and self.tokens[number] == token else None

    def _near(self, word: str, *, is_last: bool) -> dict[int, Fit]:
        """Return the tokens that are equal, equal without a glued article, or start with the word; in this order."""
        found: dict[int, Fit] = {}
        if (number := self._number(word)) is not None:
            found[number] = Fit(Level.EQUAL, 0)
        glued = [n for other in folding.variants(word) if (n := self._number(other)) is not None]
        for other_number in [*glued, *self._glued.get(word, ())]:
            found.setdefault(other_number, Fit(Level.GLUED, 0))
        if len(word) > 1 and (is_last or number is None):
            for after in range(bisect_left(self.tokens, word), len(self.tokens)):
                if not self.tokens[after].startswith(word):
                    break
                found.setdefault(after, Fit(Level.STARTS, 0))
        return found

    def _sounding(self, word: str) -> Iterator[tuple[int, Fit]]:
        """Yield the tokens of the word's skeleton that are not too far from it."""
        most = max(2, (len(word) - 1) // 2)
        for number in self._skeletons.get(folding.skeleton(word), ()):
            distance = folding.distance(word, self.tokens[number], most)
            if distance <= most:
                yield number, Fit(Level.SOUNDS, distance)

    def _mistyped(self, word: str, most: int) -> Iterator[tuple[int, Fit]]:
        mask = _mask(word)
        for number, other in self._masks:
            if (mask ^ other).bit_count() <= 2 * most:
                distance = folding.distance(word, self.tokens[number], most)
                if distance <= most:
                    yield number, Fit(Level.ONE_ERROR if distance == 1 else Level.TWO_ERRORS, distance)

    def _beginning(self, word: str) -> Iterator[tuple[int, Fit]]:
        """Yield the tokens whose skeleton goes on where the word's ends: it may be half typed."""
        skeleton = folding.skeleton(word)
        for other, numbers in self._skeletons.items() if len(skeleton) > 2 else ():
            if other.startswith(skeleton) and other != skeleton:
                yield from ((number, Fit(Level.BEGINS, len(other) - len(skeleton))) for number in numbers)

    @cached_property
    def _skeletons(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, token in enumerate(self.tokens):
            if skeleton := folding.skeleton(token):
                found.setdefault(skeleton, []).append(number)
        return found

    @cached_property
    def _masks(self) -> list[tuple[int, int]]:
        """The tokens that may be mistyped, with the set of their letters: it rules most of them out at once."""
        return [(n, _mask(token)) for n, token in enumerate(self.tokens) if len(token) > 2 and token.isalpha()]

    @cached_property
    def _glued(self) -> dict[str, list[int]]:
        """The tokens that are a word with an article before it."""
        found: dict[str, list[int]] = {}
        for number, token in enumerate(self.tokens):
            for other in folding.variants(token):
                found.setdefault(other, []).append(number)
        return found


def _mask(token: str) -> int:
    """Return the letters of a token as bits; two letters may share one."""
    mask = 0
    for letter in token:
        mask |= 1 << (ord(letter) & 63)
    return mask
