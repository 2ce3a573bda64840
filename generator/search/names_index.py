"""The index of names: one vocabulary of their words, postings in files by range of words, and rows that describe entries.

It has two parts of the same form. The titles of works are apart, since they have most of the words and few readers look for them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import to_json

from generator.search.documents import Document
from generator.search.encoding import batches, digits, front_coded, json_list

CHUNK = 16
"""Entries in one file of rows."""
SHARD = 6_000
"""Most bytes of one file of postings; a token with more has a file of its own."""
MAX_POSITION = 7
"""Stands for this position of a token in a name and all later ones."""
MAX_LENGTH = 8
"""Stands for this number of tokens of a name and all larger ones."""
FIRST_WORK = 3
"""The tier of works."""


def names_files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of both parts and of the rows of all entries."""
    first = sum(document.tier < FIRST_WORK for document in documents)
    yield from _part("names", documents[:first], 0)
    yield from _part("works", documents[first:], first)
    for start in range(0, len(documents), CHUNK):
        rows = [row(document) for document in documents[start : start + CHUNK]]
        yield f"rows-{start // CHUNK:03}.json", to_json(rows)


def _part(part: str, documents: Sequence[Document], first: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of one part; `first` is the number of its first entry."""
    postings = _postings(documents)
    vocabulary = sorted(postings)
    ranges: list[int] = []
    start = 0
    for shard in batches((to_json(postings[token]) for token in vocabulary), SHARD, between=1):
        yield f"{part}-{len(ranges):03}.json", json_list(shard)
        ranges.append(start)
        start += len(shard)
    head = {
        "first": first,
        "counts": digits(len(d.names) for d in documents),
        "vocabulary": front_coded(vocabulary),
        "ranges": ranges,
    }
    yield f"{part}.json", to_json(head)


def row(document: Document) -> dict[str, Any]:
    """Return what a hit shows of an entry, and its filters; empty values are left out."""
    names = document.names
    fields = {
        "i": document.id,
        "k": document.kind,
        "d": document.line,
        "n": [list(name.spellings) for name in names],
        "l": {str(i): name.lang for i, name in enumerate(names) if name.lang},
        "w": [i for i, name in enumerate(names) if not name.shown],
        "c": list(document.countries),
        "g": list(document.areas),
        "y": list(document.years or ()),
    }
    return {key: value for key, value in fields.items() if value or key in ("i", "k", "d", "n")}


def _postings(documents: Sequence[Document]) -> dict[str, list[int]]:
    """Return the postings of each token: name, position in it and length of the name, packed into one number each."""
    postings: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for number, name in enumerate(name for document in documents for name in document.names):
        length = min(len(name.tokens), MAX_LENGTH) - 1
        for position, token in enumerate(name.tokens):
            delta = number - last.get(token, 0)
            last[token] = number
            postings.setdefault(token, []).append(delta * 64 + min(position, MAX_POSITION) * 8 + length)
    return postings
