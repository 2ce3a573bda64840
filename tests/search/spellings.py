"""How readers may type a name: the queries by which the search is measured, and the entries that are right for each."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from euphrates_atlas.search.documents import Document
from euphrates_atlas.search.index_files import FIRST_WORK
from euphrates_atlas.text import folding

ARTICLE = re.compile(r"\b(?i:al|el|at|as|ash|ar|an|ez|ad)(?:-(?=\w)| (?=[A-Z]))")
APOSTROPHES = re.compile("['’‘ʼʿʾ`]")
SEATS = {"أ": "ا", "إ": "ا", "آ": "ا", "ئ": "ي", "ؤ": "و", "ى": "ي", "ة": "ه"}
OTHER_SEATS = {"أ": "إ", "إ": "أ", "آ": "أ", "ئ": "ىء", "ؤ": "ؤ", "ى": "ی", "ة": "ە"}
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

Bearers = dict[str, set[tuple[str, int]]]
"""By token, the entries that have it, each with the number of the name."""


@dataclass(frozen=True)
class Query:
    """What a reader types, how it came about, and which entries it may mean."""

    text: str
    sort: str
    owners: frozenset[str]


def queries(documents: Iterable[Document], seed: int = 0) -> Iterator[Query]:
    """Yield the queries for every spelling of every entry; those of one stay as they are when others are added.

    Nobody types a post as the index has it, with its years behind all words for it: posts are asked for elsewhere.
    """
    documents = list(documents)
    owners, bearers = _owners(documents), _bearers(documents)
    # Entries come before works, whatever letters follow: "official" also means officials.
    beginners = _bearers((document for document in documents if document.tier < FIRST_WORK), begun=True)
    for document in documents:
        for name in document.names:
            for spelling in () if name.post else name.spellings:
                chance = random.Random(f"{seed} {spelling}")
                for sort, text in _typed(spelling, chance):
                    yield Query(text, sort, owners[name.tokens])
                yield from _two_words(spelling, chance, bearers, beginners)


def _typed(name: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    yield "as listed", name
    yield "lower case", name.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for sort, text in (
        ("without diacritics", bare),
        ("without apostrophes", APOSTROPHES.sub("", name)),
        ("without article", ARTICLE.sub("", name)),
        ("without article in Arabic", re.sub(r"(?:^|(?<= ))ال(?=\w{2})", "", name)),
        ("without hamza", "".join(SEATS.get(c, c) for c in name)),
        ("with another hamza", "".join(OTHER_SEATS.get(c, c) for c in name)),
    ):
        if text != name and text:
            yield sort, text
    letters = [i for i, c in enumerate(name) if c.isalpha()]
    if len(letters) >= 6:
        yield "with two letters swapped", _swapped(name, letters, chance)
        yield "with a wrong letter", _wrong(name, letters, chance)


def _swapped(name: str, letters: list[int], chance: random.Random) -> str:
    places = [i for i in letters[:-1] if name[i + 1].isalpha() and name[i].lower() != name[i + 1].lower()]
    if not places:
        return name
    i = chance.choice(places)
    return name[:i] + name[i + 1] + name[i] + name[i + 2 :]


def _wrong(name: str, letters: list[int], chance: random.Random) -> str:
    i = chance.choice(letters)
    alphabet = LATIN if name[i].isascii() else ARABIC
    return name[:i] + chance.choice([c for c in alphabet if c != name[i].lower()]) + name[i + 1 :]


def _two_words(name: str, chance: random.Random, bearers: Bearers, beginners: Bearers) -> Iterator[Query]:
    words = [word for word in name.split() if folding.tokens(word)]
    if len(words) < 3:
        return
    text = " ".join(chance.sample(words, 2))
    tokens = set(folding.tokens(text))
    if len(tokens) > 1 and (owners := _of_all(tokens, bearers)):
        yield Query(text, "two of its words", owners | _of_all(tokens, beginners))


def _of_all(tokens: set[str], bearers: Bearers) -> frozenset[str]:
    """Return the entries of which one name has all of these tokens."""
    return frozenset(id for id, _ in set.intersection(*(bearers.get(token, set()) for token in tokens)))


def _bearers(documents: Iterable[Document], *, begun: bool = False) -> Bearers:
    """Return which names of which entries have a token, or, of what is `begun`, one that begins with it."""
    found: Bearers = {}
    for document in documents:
        for at, name in enumerate(document.names):
            for token in name.tokens:
                for end in range(1 if begun else len(token), len(token) + 1):
                    found.setdefault(token[:end], set()).add((document.id, at))
    return found


def _owners(documents: list[Document]) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for document in documents:
        for name in document.names:
            found.setdefault(name.tokens, set()).add(document.id)
    return {tokens: frozenset(ids) for tokens, ids in found.items()}
