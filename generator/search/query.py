"""Search by name, over the files of the index as the browser reads them: the specification of the ranking."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from generator.search.encoding import front_decoded, undigits
from generator.search.names_index import MAX_LENGTH, MAX_POSITION, PARTS
from generator.search.vocabulary import Fit, Level, Vocabulary
from generator.text import folding

MAX_WORDS = 12
SHOWN = 10
ENOUGH = 3
"""Entries after which a search is not widened."""

Files = Callable[[str], bytes]
"""Returns the bytes of a file of the index, by its name."""


class Rank(NamedTuple):
    """By what hits are sorted, smallest first."""

    missing: int
    """Words of the query that the name does not hold."""
    level: int
    """Of the word that fits worst."""
    is_partial: bool
    """The name has more words than the query; while a word is being typed that says nothing yet."""
    is_disordered: bool
    distance: int
    is_supporting: bool
    """It is an outlet or a work."""
    alias: int
    """0 for the entry's primary name, 1 for another."""
    entry: int

    @property
    def is_nearest(self) -> bool:
        """Tell whether a word is missing or mistyped."""
        return self.missing > 0 or self.level >= Level.ONE_ERROR

    @property
    def is_sure(self) -> bool:
        """Tell whether every word is there as it is typed, or begins so."""
        return self.missing == 0 and self.level <= Level.STARTS


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, and the name by which it was found."""

    entry: int
    name: int
    """Its place among the names of the entry."""
    rank: Rank
    row: dict[str, Any]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["i"])

    @property
    def is_nearest(self) -> bool:
        """Tell whether it is only the nearest there is, which the reader is told."""
        return self.rank.is_nearest

    def spelling(self, query: str) -> str:
        """Return the spelling that matched, as typed if it is there; empty where it is never shown."""
        if self.name in self.row.get("w", ()):
            return ""
        spellings: list[str] = self.row["n"][self.name]
        return next((s for s in spellings if plain(s) == plain(query)), spellings[0])


class Posting(NamedTuple):
    """A token in a name."""

    position: int
    length: int


class Names:
    """The index of names: both its parts, and the rows."""

    def __init__(self, files: Files) -> None:
        """Read `index.json`; the other files are read when a query asks for them."""
        self._files = files
        self._index = json.loads(files("index.json"))
        self._parts = [Part(files, name, self._index["tiers"][1]) for name in PARTS]
        self._rows: dict[int, Any] = {}

    @property
    def kinds(self) -> list[dict[str, str]]:
        """The kinds of entries."""
        found: list[dict[str, str]] = self._index["kinds"]
        return found

    def search(self, query: str, limit: int = SHOWN) -> list[Hit]:
        """Return the entries that the query may mean, best first."""
        words = folding.tokens(query)[:MAX_WORDS]
        found = sorted(self._found(words).values()) if words else []
        hits = [Hit(entry, name, rank, self.row(entry)) for rank, entry, name in found[:limit]]
        wanted = plain(query)
        return sorted(hits, key=lambda h: all(plain(s) != wanted for s in h.row["n"][h.name]))

    def _found(self, words: Sequence[str]) -> "Found":
        """Return the hits of both parts; near spellings of titles are tried only where nothing else fits."""
        entries, works = self._parts
        found = entries.search(words)
        is_sure = any(rank.is_sure for rank, _, _ in found.values())
        titles = works.search(words, widened=not is_sure)
        if not is_sure and any(rank.is_sure for rank, _, _ in titles.values()):
            found = {entry: hit for entry, hit in found.items() if not hit[0].is_nearest}
        return found | titles

    def row(self, entry: int) -> dict[str, Any]:
        """Return what is shown of an entry."""
        chunk, place = divmod(entry, self._index["chunk"])
        if chunk not in self._rows:
            self._rows[chunk] = json.loads(self._files(f"rows-{chunk:03}.json"))
        row: dict[str, Any] = self._rows[chunk][place]
        return row


class Part:
    """One part of the index of names."""

    def __init__(self, files: Files, name: str, supporting: int) -> None:
        """Name the part; its files are read when a query asks for them."""
        self._files, self._name, self._supporting = files, name, supporting
        self._held: dict[str, Any] = {}

    @cached_property
    def _head(self) -> dict[str, Any]:
        head: dict[str, Any] = self._read(f"{self._name}.json")
        return head

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(list(front_decoded(self._head["vocabulary"])))

    @cached_property
    def _starts(self) -> list[int]:
        """The number of the first name of each entry."""
        return [0, *accumulate(undigits(self._head["counts"]))]

    def search(self, words: Sequence[str], *, widened: bool = True) -> "Found":
        """Return the best hit of each entry, after as many steps of widening as it takes, or after the first."""
        found: Found = {}
        for most in (Level.STARTS, Level.ONE_ERROR, Level.BEGINS):
            self._take(found, words, most, Level.EQUAL, 0)
            if most is Level.STARTS and not _is_enough(found, most):
                for reading in self._readings(words):
                    self._take(found, reading, most, Level.GLUED, 0)
            if _is_enough(found, most) or not widened:
                return found
        if not found and len(words) > 1:
            self._take(found, words, Level.BEGINS, Level.EQUAL, len(words) // 2)
        return found

    def _take(self, found: "Found", words: Sequence[str], most: Level, least: Level, missing: int) -> None:
        """Add the names in which the words stand, all but `missing` of them."""
        last = len(words) - 1
        fitting = [self._vocabulary.fits(w, most, alone=not last, is_last=i == last) for i, w in enumerate(words)]
        postings = [list(self._by_name(fits)) for fits in fitting]
        names: dict[int, list[list[tuple[Fit, Posting]]]] = {}
        for number, held in enumerate(postings):
            for name, fit, posting in held:
                places = names.setdefault(name, [[] for _ in words]) if number <= missing else names.get(name)
                if places is not None:
                    places[number].append((fit, posting))
        for name, places in names.items():
            if sum(not p for p in places) <= missing:
                self._add(found, name, places, least)

    def _add(self, found: "Found", name: int, places: list[list[tuple[Fit, Posting]]], least: Level) -> None:
        place = bisect_right(self._starts, name) - 1
        entry, alias = place + self._head["first"], name - self._starts[place]
        level, distance, disordered, missing, last, length = int(least), 0, False, 0, -1, 0
        taken: set[int] = set()
        for fitting in places:
            free = [(fit, p.position <= last, p) for fit, p in fitting if p.position not in taken]
            if not free:
                missing += 1
                continue
            fit, is_before, posting = min(free)
            level, distance = max(level, fit.level), distance + fit.distance
            disordered = disordered or (is_before and posting.position < MAX_POSITION)
            last, length = posting.position, posting.length
            if last < MAX_POSITION:
                taken.add(last)
        allowed = sum(not p for p in places)
        if missing > allowed or not length:
            return
        partial = level != Level.STARTS and length != min(len(places) - missing, MAX_LENGTH)
        supporting = entry >= self._supporting
        rank = Rank(missing, level, partial, disordered, distance, supporting, min(alias, 1), entry)
        found[entry] = min(found.get(entry, (rank, entry, alias)), (rank, entry, alias))

    def _readings(self, words: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield the query with two words joined, or one split into two that names hold."""
        for i in range(len(words) - 1):
            yield (*words[:i], words[i] + words[i + 1], *words[i + 2 :])
        for i, word in enumerate(words):
            for cut in range(2, len(word) - 1) if len(word) > 4 else ():
                if word[:cut] in self._vocabulary and word[cut:] in self._vocabulary:
                    yield (*words[:i], word[:cut], word[cut:], *words[i + 1 :])

    def _by_name(self, fits: dict[int, Fit]) -> Iterator[tuple[int, Fit, Posting]]:
        for token, fit in fits.items():
            for name, posting in self._postings(token):
                yield name, fit, posting

    def _postings(self, token: int) -> Iterator[tuple[int, Posting]]:
        shard = bisect_right(self._head["ranges"], token) - 1
        held = self._read(f"{self._name}-{shard:03}.json")[token - self._head["ranges"][shard]]
        name = 0
        for number in held:
            name += number // 64
            yield name, Posting(number // 8 % 8, number % 8 + 1)

    def _read(self, name: str) -> Any:
        if name not in self._held:
            self._held[name] = json.loads(self._files(name))
        return self._held[name]


Found = dict[int, tuple[Rank, int, int]]
"""By entry: rank, entry and the place of the name among its names."""


def plain(text: str) -> str:
    """Return a text for comparing spellings letter by letter: lower case, composed, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text.lower()).split())


def _is_enough(found: Found, most: Level) -> bool:
    """Tell whether to widen no further: a whole name is there, or three entries, or any once near spellings are tried."""
    ranks = [rank for rank, _, _ in found.values()]
    return (
        len(ranks) >= ENOUGH
        or any(rank.level <= Level.GLUED and not rank.is_partial for rank in ranks)
        or (most > Level.STARTS and any(rank.level <= Level.STARTS for rank in ranks))
    )
