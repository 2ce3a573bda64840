"""The index of texts: terms with their postings in files by prefix, and the texts themselves, for excerpts."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby

from pydantic_core import to_json

from generator.search.documents import Document
from generator.search.encoding import batches, digits, front_coded, json_list
from generator.text import folding

SHARD = 12_000
"""Most bytes of one file of terms and postings; a single term may have more."""
TEXTS = 6_000
"""Most bytes of one file of texts; `MAX_TEXTS` is the most entries of it."""
MAX_TEXTS = 35
IN_NAME, IN_LEAD, OFTEN, ONCE = 3, 2, 1, 0
"""Weights of a posting: where a term stands in an entry."""


def text_files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of the text index; `text.json` is their directory."""
    postings = _postings(documents)
    terms = sorted(postings)
    encoded = {term: to_json(_deltas(postings.pop(term))) for term in terms}
    firsts: list[str] = []
    sizes = {term: len(term) + len(data) + 2 for term, data in encoded.items()}
    for prefix, shard in _by_prefix(terms, sizes, 0):
        head = to_json({"terms": front_coded(shard)})
        postings_of = json_list(encoded[term] for term in shard)
        yield f"text-{len(firsts):03}.json", head[:-1] + b',"postings":' + postings_of + b"}"
        firsts.append(prefix)
    counts: list[int] = []
    texts = (to_json([[piece.anchor, piece.text] for piece in document.pieces]) for document in documents)
    for batch in batches(texts, TEXTS, most_pieces=MAX_TEXTS):
        yield f"texts-{len(counts):04}.json", json_list(batch)
        counts.append(len(batch))
    yield "text.json", to_json({"shards": front_coded(firsts), "texts": digits(counts)})


@lru_cache(maxsize=1 << 18)
def _terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of a word, which has no blank; cached, since texts repeat their words."""
    return tuple(folding.stem(token) for token in folding.content_tokens(word))


def _postings(documents: Sequence[Document]) -> dict[str, "array[int]"]:
    """Return the postings of each term: entry and weight, packed into one number each."""
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, document in enumerate(documents):
        for term, weight in _weights(document).items():
            postings[term].append(number * 4 + weight)
    return postings


def _deltas(numbers: "array[int]") -> list[int]:
    """Return postings with the number of each entry less the one before."""
    return [number - (before & ~3) for before, number in zip([0, *numbers], numbers, strict=False)]


def _weights(document: Document) -> dict[str, int]:
    texts = [
        (piece.anchor, list(chain.from_iterable(map(_terms_of_word, piece.text.split())))) for piece in document.pieces
    ]
    counted = Counter(chain.from_iterable(terms for _, terms in texts))
    weights = {term: OFTEN if times > 1 else ONCE for term, times in counted.items()}
    for anchor, terms in texts:
        if not anchor:
            weights |= dict.fromkeys(terms, IN_LEAD)
    named = dict.fromkeys(folding.stem(token) for name in document.names for token in name.tokens)
    return weights | dict.fromkeys(named, IN_NAME)


def _by_prefix(terms: Sequence[str], sizes: dict[str, int], length: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield prefix and terms of each file, for terms that share their first `length` letters.

    Terms of one further letter stay together where they fit a file, and are divided by longer prefixes where they do not.
    Unlike files filled up to a limit, these keep their borders when an entry is edited.
    """
    first_prefix, shard, size = "", list[str](), 0
    for prefix, group in groupby(terms, key=lambda term: term[: length + 1]):
        more = list(group)
        added = sum(sizes[term] for term in more)
        if shard and size + added > SHARD:
            yield first_prefix, shard
            shard, size = [], 0
        if added > SHARD and len(more) > 1:
            yield from _by_prefix(more, sizes, length + 1)
            continue
        first_prefix = first_prefix if shard else prefix
        shard, size = [*shard, *more], size + added
    if shard:
        yield first_prefix, shard
