"""All files of the search index; the same entries give the same bytes. docs/search-format.md describes them.

The index of names is one vocabulary of their words, with postings in files by range of words, and rows that describe entries. It
has two parts of the same form: the titles of works are apart, since they have most of the words and few readers look for them.
The index of texts is terms with their postings in files by prefix, and the texts themselves, for excerpts.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise, takewhile
from typing import Any

from pydantic_core import to_json

from generator.facts.plain_words import country_name
from generator.model.atlas import Atlas
from generator.search.documents import KINDS, Document, areas, documents, folder_of
from generator.subject import subject
from generator.text import folding

FOLDER = "search-data"
"""The folder of the files in `content/` and in the site."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CHUNK = 16
"""Entries in one file of rows."""
SHARD = 6_000
"""Most bytes of one file of postings of names; a token with more has a file of its own."""
MAX_POSITION = 7
"""Stands for this position of a token in a name and all later ones."""
MAX_LENGTH = 8
"""Stands for this number of tokens of a name and all larger ones."""
FIRST_WORK = 3
"""The tier of works."""
TERMS = 12_000
"""Most bytes of one file of terms and postings; a single term may have more."""
TEXTS = 6_000
"""Most bytes of one file of texts; `MAX_TEXTS` is the most entries of it."""
MAX_TEXTS = 35
IN_NAME, IN_LEAD, OFTEN, ONCE = 3, 2, 1, 0
"""Weights of a posting: where a term stands in an entry."""


def search_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield path below `content/` and bytes of each file of the index of a store."""
    kinds = [
        {"folder": folder_of(kind), "key": kind.key, "singular": kind.singular, "plural": kind.plural}
        for kind in atlas.kinds
    ]
    return ((f"{FOLDER}/{name}", data) for name, data in index_files(documents(atlas), [*kinds, *KINDS], areas(atlas)))


def index_files(
    documents: Sequence[Document], kinds: Sequence[Mapping[str, str]], areas: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file; the last, `index.json`, has a hash of the others as their version.

    `areas` has the label and country of each area, by its id.
    """
    hashes = {}
    facets = ("facets.json", to_json(_facets(documents, areas)))
    for name, data in chain(_files_of_names(documents), _text_files(documents), [facets]):
        hashes[name] = hashlib.sha256(data).digest()
        yield name, data
    head = {
        "kinds": list(kinds),
        "entries": len(documents),
        "tiers": [sum(d.tier < tier for d in documents) for tier in (1, 2, 3)],
        "chunk": CHUNK,
    }
    digest = hashlib.sha256(to_json(head))
    for name in sorted(hashes):
        digest.update(hashes[name])
    yield "index.json", to_json({"version": digest.hexdigest()[:8], **head})


def _facets(documents: Sequence[Document], areas: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    countries = _postings((at, code, 0) for at, document in enumerate(documents) for code in document.countries)
    lying_in = _postings((at, area, 0) for at, document in enumerate(documents) for area in document.areas)
    dated = [(at, *document.years) for at, document in enumerate(documents) if document.years]
    return {
        "kinds": _digits(document.kind for document in documents),
        "countries": {code: [country_name(code), countries[code]] for code in sorted(countries)},
        "area_word": subject().region.area,
        "areas": {id: [*areas[id], lying_in[id]] for id in sorted(lying_in)},
        "years": [
            [at - before, first, last - first] for (before, *_), (at, first, last) in pairwise([(0, 0, 0), *dated])
        ],
    }


def _postings(places: Iterable[tuple[int, str, int]], factor: int = 1) -> dict[str, list[int]]:
    """Return the postings of each word that stands at places: the number of a place, less the one before, with what is said of it.

    The two are packed into one number, the difference times `factor`.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, word, more in places:
        postings[word].append((number - last.get(word, 0)) * factor + more)
        last[word] = number
    return postings


def _files_of_names(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of both parts and of the rows of all entries."""
    first = sum(document.tier < FIRST_WORK for document in documents)
    yield from _part("names", documents[:first], 0)
    yield from _part("works", documents[first:], first)
    for start in range(0, len(documents), CHUNK):
        rows = [_row(document) for document in documents[start : start + CHUNK]]
        yield f"rows-{start // CHUNK:03}.json", to_json(rows)


def _part(part: str, documents: Sequence[Document], first: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of one part; `first` is the number of its first entry."""
    names = enumerate(name for document in documents for name in document.names)
    postings = _postings(
        (
            (number, token, min(position, MAX_POSITION) * 8 + min(len(name.tokens), MAX_LENGTH) - 1)
            for number, name in names
            for position, token in enumerate(name.tokens)
        ),
        64,
    )
    vocabulary = sorted(postings)
    ranges: list[int] = []
    start = 0
    for shard in _batches((to_json(postings[token]) for token in vocabulary), SHARD, between=1):
        yield f"{part}-{len(ranges):03}.json", _json_list(shard)
        ranges.append(start)
        start += len(shard)
    counts = _digits(len(document.names) for document in documents)
    head = {"first": first, "counts": counts, "vocabulary": front_coded(vocabulary), "ranges": ranges}
    yield f"{part}.json", to_json(head)


def _row(document: Document) -> dict[str, Any]:
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


def _text_files(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files of the text index; `text.json` is their directory."""
    weights = enumerate(map(_weights, documents))
    postings = _postings(((number, *weighted) for number, of in weights for weighted in of.items()), 4)
    encoded = {term: to_json(postings[term]) for term in sorted(postings)}
    firsts: list[str] = []
    sizes = {term: len(term) + len(data) + 2 for term, data in encoded.items()}
    for prefix, shard in _by_prefix([*encoded], sizes, 0):
        head = to_json({"terms": front_coded(shard)})
        postings_of = _json_list(encoded[term] for term in shard)
        yield f"text-{len(firsts):03}.json", head[:-1] + b',"postings":' + postings_of + b"}"
        firsts.append(prefix)
    counts: list[int] = []
    texts = (to_json(document.pieces) for document in documents)
    for batch in _batches(texts, TEXTS, most_pieces=MAX_TEXTS):
        yield f"texts-{len(counts):04}.json", _json_list(batch)
        counts.append(len(batch))
    yield "text.json", to_json({"shards": front_coded(firsts), "texts": _digits(counts)})


@lru_cache(maxsize=1 << 18)
def _terms_of_word(word: str) -> tuple[str, ...]:
    """Return the terms of a word, which has no blank; cached, since texts repeat their words."""
    return tuple(folding.stem(token) for token in folding.content_tokens(word))


def _weights(document: Document) -> dict[str, int]:
    texts = [(anchor, [*chain.from_iterable(map(_terms_of_word, text.split()))]) for anchor, text in document.pieces]
    counted = Counter(chain.from_iterable(terms for _, terms in texts))
    weights = {term: OFTEN if times > 1 else ONCE for term, times in counted.items()}
    leading = chain.from_iterable(terms for anchor, terms in texts if not anchor)
    named = (folding.stem(token) for name in document.names for token in name.tokens)
    return weights | dict.fromkeys(leading, IN_LEAD) | dict.fromkeys(named, IN_NAME)


def _by_prefix(terms: Sequence[str], sizes: dict[str, int], length: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield prefix and terms of each file, for terms that share their first `length` letters.

    Terms of one further letter stay together where they fit a file, and are divided by longer prefixes where they do not.
    Unlike files filled up to a limit, these keep their borders when an entry is edited.
    """
    first_prefix, shard, size = "", list[str](), 0
    for prefix, group in groupby(terms, lambda term: term[: length + 1]):
        more = list(group)
        added = sum(sizes[term] for term in more)
        if shard and size + added > TERMS:
            yield first_prefix, shard
            shard, size = [], 0
        if added > TERMS and len(more) > 1:
            yield from _by_prefix(more, sizes, length + 1)
            continue
        first_prefix = first_prefix if shard else prefix
        shard, size = [*shard, *more], size + added
    if shard:
        yield first_prefix, shard


def _digits(numbers: Iterable[int]) -> str:
    """Return numbers below 36 as one base-36 digit each."""
    return "".join(DIGITS[number] for number in numbers)


def front_coded(texts: Iterable[str]) -> str:
    """Return sorted texts, a line each: a base-36 digit for the letters shared with the text before, then the rest."""
    lines, before = [], ""
    for text in texts:
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before[:35], text, strict=False))])
        lines.append(DIGITS[shared] + text[shared:])
        before = text
    return "\n".join(lines)


def _batches(
    pieces: Iterable[bytes], most: int, *, between: int = 0, most_pieces: int | None = None
) -> Iterator[list[bytes]]:
    """Yield the pieces in lists of at most `most` bytes and `most_pieces` pieces; a larger piece is a list of its own.

    `between` is the number of bytes that are counted for the comma after a piece.
    """
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == most_pieces or size + len(piece) + between > most):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece) + between
    if batch:
        yield batch


def _json_list(pieces: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(pieces) + b"]"
