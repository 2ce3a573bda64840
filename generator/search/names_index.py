"""The index of names: a vocabulary that is loaded whole, postings by ranges of tokens, rows in chunks.

It has two parts of one form: the titles of works hold most of the words and are seldom looked for, so they stand apart.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.search.documents import Document, IndexedName
from generator.search.encoding import as_json, digits, front_coded

CHUNK = 16
"""Entries of one file of rows."""
SHARD = 6_000
"""Bytes of one file of postings; a token with more has a file for itself."""
MAX_POSITION = 7
MAX_LENGTH = 8


PARTS = ("names", "works")
FIRST_WORK = 3
"""The tier of works."""


def names_files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of both parts, and the rows of all entries, each with its name."""
    first = sum(document.tier < FIRST_WORK for document in documents)
    yield from _part("names", documents[:first], 0)
    yield from _part("works", documents[first:], first)
    for start in range(0, len(documents), CHUNK):
        rows = [row(document) for document in documents[start : start + CHUNK]]
        yield f"rows-{start // CHUNK:03}.json", as_json(rows)


def _part(part: str, documents: Sequence[Document], first: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one part; `first` is the number of its first entry."""
    postings = _postings(documents)
    vocabulary = sorted(postings)
    ranges: list[int] = []
    for start, shard in _shards([as_json(postings[token]) for token in vocabulary]):
        yield f"{part}-{len(ranges):03}.json", b"[" + b",".join(shard) + b"]"
        ranges.append(start)
    head = {
        "first": first,
        "counts": digits(len(d.names) for d in documents),
        "vocabulary": front_coded(vocabulary),
        "ranges": ranges,
    }
    yield f"{part}.json", as_json(head)


def row(document: Document) -> dict[str, Any]:
    """Return what is shown of an entry, and what it is filtered by; what is empty is left out."""
    names = document.names
    held = {
        "i": document.id,
        "k": document.kind,
        "d": document.line,
        "n": [list(name.spellings) for name in names],
        "l": {str(i): name.lang for i, name in enumerate(names) if name.lang},
        "w": [i for i, name in enumerate(names) if not name.shown],
        "c": list(document.countries),
        "g": list(document.governorates),
        "y": list(document.years or ()),
    }
    return {key: value for key, value in held.items() if value or key in ("i", "k", "d", "n")}


def _postings(documents: Sequence[Document]) -> dict[str, list[int]]:
    """Return for each token in which names it stands, where in them, and how long they are: one number each."""
    postings: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for number, name in enumerate(_names(documents)):
        length = min(len(name.tokens), MAX_LENGTH) - 1
        for position, token in enumerate(name.tokens):
            delta = number - last.get(token, 0)
            last[token] = number
            postings.setdefault(token, []).append(delta * 64 + min(position, MAX_POSITION) * 8 + length)
    return postings


def _names(documents: Sequence[Document]) -> Iterator[IndexedName]:
    for document in documents:
        yield from document.names


def _shards(encoded: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Yield the pieces cut into files of at most `SHARD` bytes, each with the number of its first piece."""
    start = size = 0
    for index, piece in enumerate(encoded):
        if index > start and size + len(piece) + 1 > SHARD:
            yield start, encoded[start:index]
            start, size = index, 0
        size += len(piece) + 1
    if encoded:
        yield start, encoded[start:]
