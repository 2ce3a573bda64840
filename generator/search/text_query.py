"""Search in texts, over the files of the index as the browser reads them: the specification of the ranking."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from generator.search.encoding import front_decoded, undigits
from generator.search.query import MAX_WORDS, Files
from generator.search.text_index import terms
from generator.text import folding

EXCERPT = 160
"""Characters of an excerpt."""
PHRASED = 50
"""Entries whose texts are looked through for a phrase."""

_PHRASE = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')
_WORD = re.compile(r"[^\W_]+(?:['’ʼʿʾ-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class TextHit:
    """An entry whose texts hold the words of a query."""

    entry: int
    missing: int
    """Words of the query that it does not hold; more than 0 only where no entry holds all."""
    score: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage with the words that were asked for."""

    anchor: str
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where those words stand in it."""


class Texts:
    """The index of texts."""

    def __init__(self, files: Files) -> None:
        """Read `index.json` and `text.json`; the other files are read when a query asks for them."""
        self._files = files
        index, head = json.loads(files("index.json")), json.loads(files("text.json"))
        self._entries: int = index["entries"]
        self._supporting: int = index["tiers"][1]
        self._firsts = list(front_decoded(head["shards"]))
        self._starts = [0, *accumulate(undigits(head["texts"]))]
        self._held: dict[str, Any] = {}

    def search(self, query: str) -> list[TextHit]:
        """Return the entries that hold every word of the query, or else most of them, best first.

        What stands in quotation marks must stand so in the texts.
        """
        wanted = list(dict.fromkeys(terms(query)))[:MAX_WORDS]
        scores: dict[int, tuple[int, int]] = {}
        for number, term in enumerate(wanted):
            for entry, score in self._scores(term, is_last=number == len(wanted) - 1).items():
                missing, before = scores.get(entry, (len(wanted), 0))
                scores[entry] = (missing - 1, before + score)
        fewest = min((missing for missing, _ in scores.values()), default=0)
        held = (TextHit(e, missing, s) for e, (missing, s) in scores.items() if missing == fewest <= len(wanted) // 2)
        hits = sorted(held, key=lambda h: (h.entry >= self._supporting, -h.score, h.entry))
        phrases = [folding.tokens(phrase) for phrase in _PHRASE.findall(query)]
        return [h for h in hits[:PHRASED] if self._holds(h.entry, phrases)] if any(phrases) else hits

    def excerpt(self, entry: int, query: str) -> Excerpt | None:
        """Return the passage of an entry that holds most words of the query, the first of them; None if none holds one."""
        wanted = list(dict.fromkeys(terms(query)))
        best: tuple[int, str, str, list[tuple[int, int, str]]] = (0, "", "", [])
        for anchor, text in self.texts(entry):
            found = [(start, end, term) for start, end, term in _words(text, wanted)]
            if len({term for _, _, term in found}) > best[0]:
                best = (len({term for _, _, term in found}), anchor, text, found)
        return _excerpt(best[1], best[2], best[3]) if best[0] else None

    def texts(self, entry: int) -> list[list[str]]:
        """Return anchor and text of each piece of an entry."""
        file = bisect_right(self._starts, entry) - 1
        held: list[list[str]] = self._read(f"texts-{file:04}.json")[entry - self._starts[file]]
        return held

    def _scores(self, term: str, *, is_last: bool) -> dict[int, int]:
        """Return what a term adds to the score of each entry."""
        found: dict[int, int] = {}
        for matched, postings in self._matching(term, is_last=is_last):
            weighs = (self._entries // len(postings)).bit_length()
            entry = 0
            for number in postings:
                entry += number // 4
                score = weighs * (2 + 2 * (number % 4))
                found[entry] = max(found.get(entry, 0), score if matched == term else score // 2)
        return found

    def _matching(self, term: str, *, is_last: bool) -> Iterator[tuple[str, list[int]]]:
        """Yield the terms that are equal, or that start with the last word; else those that are nearly so."""
        is_start = is_last and len(term) > 2
        files = list(self._shards(term, is_start=is_start))
        equal = [(t, p) for held, lists in files for t, p in zip(held, lists, strict=True) if t == term]
        if is_start:
            equal += [(t, p) for h, ps in files for t, p in zip(h, ps, strict=True) if t != term and t.startswith(term)]
        yield from equal or _near(term, files)

    def _shards(self, term: str, *, is_start: bool) -> Iterator[tuple[list[str], list[list[int]]]]:
        """Yield terms and postings of the file where the term would be, and of those where terms start with it."""
        first = max(bisect_right(self._firsts, term) - 1, 0)
        after = bisect_left(self._firsts, term)
        last = first
        while is_start and after < len(self._firsts) and self._firsts[after].startswith(term):
            last, after = after, after + 1
        for number in range(first, last + 1) if self._firsts else ():
            held = self._read(f"text-{number:03}.json")
            yield list(front_decoded(held["terms"])), held["postings"]

    def _holds(self, entry: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        folded = [f" {' '.join(folding.tokens(text))} " for _, text in self.texts(entry)]
        return all(any(f" {' '.join(phrase)} " in text for text in folded) for phrase in phrases)

    def _read(self, name: str) -> Any:
        if name not in self._held:
            self._held[name] = json.loads(self._files(name))
        return self._held[name]


def _near(term: str, files: Sequence[tuple[list[str], list[list[int]]]]) -> Iterator[tuple[str, list[int]]]:
    skeleton = folding.skeleton(term)
    for held, lists in files:
        for other, postings in zip(held, lists, strict=True):
            sounds = skeleton and folding.skeleton(other) == skeleton
            if sounds or (len(term) > 3 and folding.distance(term, other, 1) == 1):
                yield other, postings


def _words(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where the words of a text stand that fold to a wanted term, or start with the last one."""
    for word in _WORD.finditer(text):
        for term in terms(word[0]):
            match = next(
                (w for w in wanted if w == term or (w == wanted[-1] and len(w) > 2 and term.startswith(w))), ""
            )
            if match:
                yield word.start(), word.end(), match
                break


def _excerpt(anchor: str, text: str, found: Sequence[tuple[int, int, str]]) -> Excerpt:
    """Return the part of a text around its first wanted word, cut at words."""
    start = max(0, found[0][0] - EXCERPT // 3)
    start = 0 if start == 0 else text.find(" ", start) + 1
    end = len(text) if len(text) - start <= EXCERPT else max(text.rfind(" ", start, start + EXCERPT), found[0][1])
    marks = [(a - start, b - start) for a, b, _ in found if a >= start and b <= end]
    return Excerpt(anchor, text[start:end], tuple(marks))
