"""The index of texts: terms by prefix with their postings, and the texts themselves for excerpts."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Any

from generator.search.documents import Document
from generator.search.encoding import as_json, digits, front_coded
from generator.text import folding

SHARD = 12_000
"""Bytes of one file of terms and postings, where its terms can be told apart by longer prefixes."""
TEXTS = 6_000
"""Bytes of one file of texts, and at most `MAX_TEXTS` entries."""
MAX_TEXTS = 35
IN_NAME, IN_LEAD, OFTEN, ONCE = 3, 2, 1, 0
"""Weights of a posting."""


def text_files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the text index, its directory `text.json` among them, each with its name."""
    postings = _postings(documents)
    terms = sorted(postings)
    encoded = {term: as_json(_deltas(postings.pop(term))) for term in terms}
    firsts: list[str] = []
    for prefix, shard in _shards(terms, encoded):
        held = b",".join(encoded[term] for term in shard)
        head = as_json({"terms": front_coded(shard)})
        yield f"text-{len(firsts):03}.json", head[:-1] + b',"postings":[' + held + b"]}"
        firsts.append(prefix)
    counts: list[int] = []
    for chunk in _chunks(map(_texts, documents)):
        yield f"texts-{len(counts):04}.json", b"[" + b",".join(chunk) + b"]"
        counts.append(len(chunk))
    directory: dict[str, Any] = {
        "shards": front_coded(firsts),
        "texts": digits(counts),
    }
    yield "text.json", as_json(directory)


def terms(text: str) -> list[str]:
    """Return the terms of a text: its folded words without their endings."""
    return [folding.stem(token) for token in folding.tokens(text)]


@lru_cache(maxsize=1 << 18)
def _terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of what stands between two blanks: texts repeat their words."""
    return tuple(folding.stem(token) for token in folding.telling(word))


def _postings(documents: Sequence[Document]) -> dict[str, "array[int]"]:
    """Return for each term in which entries it stands and how it counts there: one number each, kept small."""
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, document in enumerate(documents):
        for term, weight in _weights(document).items():
            postings[term].append(number * 4 + weight)
    return postings


def _deltas(numbers: "array[int]") -> list[int]:
    """Return the postings of a term with their entries as differences."""
    return [number - (before & ~3) for before, number in zip([0, *numbers], numbers, strict=False)]


def _weights(document: Document) -> dict[str, int]:
    found = [(piece.anchor, _terms_of(piece.text)) for piece in document.pieces]
    counted = Counter(chain.from_iterable(held for _, held in found))
    weights = {term: OFTEN if times > 1 else ONCE for term, times in counted.items()}
    for anchor, held in found:
        if not anchor:
            weights |= dict.fromkeys(held, IN_LEAD)
    named = dict.fromkeys(folding.stem(token) for name in document.names for token in name.tokens)
    return weights | dict.fromkeys(named, IN_NAME)


def _terms_of(text: str) -> list[str]:
    return list(chain.from_iterable(map(_terms_of_word, text.split())))


def _shards(terms: Sequence[str], encoded: dict[str, bytes]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield prefix and terms of each file: small neighbours of one prefix together, large ones by longer prefixes."""
    if terms:
        yield from _by_prefix(terms, {term: len(term) + len(held) + 2 for term, held in encoded.items()}, 0)


def _by_prefix(terms: Sequence[str], sizes: dict[str, int], length: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the files of terms that share their first `length` letters; an edit seldom moves a border elsewhere."""
    open_prefix, held, size = "", list[str](), 0
    for prefix, group in groupby(terms, key=lambda term: term[: length + 1]):
        found = list(group)
        added = sum(sizes[term] for term in found)
        if held and size + added > SHARD:
            yield open_prefix, held
            held, size = [], 0
        if added > SHARD and len(found) > 1:
            yield from _by_prefix(found, sizes, length + 1)
            continue
        open_prefix = open_prefix if held else prefix
        held, size = [*held, *found], size + added
    if held:
        yield open_prefix, held


def _texts(document: Document) -> bytes:
    return as_json([[piece.anchor, piece.text] for piece in document.pieces])


def _chunks(texts: Iterable[bytes]) -> Iterator[list[bytes]]:
    chunk: list[bytes] = []
    for text in texts:
        if chunk and (len(chunk) == MAX_TEXTS or sum(map(len, chunk)) + len(text) > TEXTS):
            yield chunk
            chunk = []
        chunk.append(text)
    if chunk:
        yield chunk
