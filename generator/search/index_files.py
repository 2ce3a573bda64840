"""All files of the search index; the same entries give the same bytes. docs/search-format.md describes them.

The index of names is one vocabulary of their words, with postings in files by range of words, and rows that describe entries. It
has two parts of the same form: the titles of works are apart, since they have most of the words and few readers look for them.
The index of texts is terms with their postings in files by prefix, and the texts themselves, for excerpts.

All names but that of `index.json` bear a hash of the contents: a browser never mixes two builds, and what stays keeps its name.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise, takewhile
from typing import Any
from zlib import crc32

from pydantic_core import to_json

from generator.facts.plain_words import country_name
from generator.model.atlas import Atlas
from generator.search.documents import KINDS, Document, areas, documents, folder_of
from generator.subject import subject
from generator.text import folding

FOLDER = "search-data"
"""The folder of the files in `content/` and in the site."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
HASH = 10
"""Letters of the hash in the name of a file."""
ROWS, ROWS_OF_WORKS = 120_000, 12_000
"""Most bytes of one file of rows: whoever types needs those of entries again and again, and of works a few."""
BORDER, BORDER_OF_ROWS = 32, 1024
"""Of so many ids about one begins a new file of texts, or of rows: the files beyond it stay when an entry is added."""
SHARD, SHARD_OF_WORKS = 120_000, 30_000
"""Most bytes of one file of postings of names; a token with more has a file of its own."""
MAX_POSITION = 7
"""Stands for this position of a token in a name and all later ones."""
MAX_LENGTH = 8
"""Stands for this number of tokens of a name and all larger ones."""
PLACES, PUBLISHERS, FIRST_WORK = 1, 2, 3
"""The tiers of places, of publishers and of works."""
TERMS = 60_000
"""Most bytes of one file of terms and postings; a single term may have more."""
TEXTS = 7_000
"""Most bytes of one file of texts."""
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
    """Yield name and bytes of each file; the last, `index.json`, leads to the others.

    `areas` has the label and country of each area, by its id.
    """
    files = _Files()
    first_work = sum(document.tier < FIRST_WORK for document in documents)
    leading = {
        "names": _add_part(files, "names", documents[:first_work], 0, SHARD),
        "works": _add_part(files, "works", documents[first_work:], first_work, SHARD_OF_WORKS),
        "text": _add_texts(files, documents),
        "facets": files.add("facets", to_json(_facets(documents, areas))),
        "aliases": files.add("aliases", to_json(_aliases(documents))),
    }
    rows = [
        *_row_batches(documents[:first_work], ROWS),
        *_row_batches(documents[first_work:], ROWS_OF_WORKS),
    ]
    head = {
        "kinds": list(kinds),
        "entries": len(documents),
        "tiers": [sum(d.tier < tier for d in documents) for tier in (1, 2, 3)],
        "files": leading,
        "rows": files.add_batches("rows", rows),
    }
    yield from files.by_name.items()
    yield "index.json", to_json(head)


class _Files:
    """The files of one index, by names that bear a hash of their contents."""

    def __init__(self) -> None:
        self.by_name: dict[str, bytes] = {}

    def add(self, part: str, data: bytes) -> str:
        """Take in a file and return the hash by which others name it."""
        digest = hashlib.sha256(data).hexdigest()[:HASH]
        self.by_name[f"{part}.{digest}.json"] = data
        return digest

    def add_batches(self, part: str, batches: Iterable[list[bytes]]) -> dict[str, Any]:
        """Take in a file for each batch; return their hashes, in one text, and how many pieces each has."""
        hashes, counts = list[str](), list[int]()
        for batch in batches:
            hashes.append(self.add(part, _json_list(batch)))
            counts.append(len(batch))
        return {"files": "".join(hashes), "counts": counts}


def _aliases(documents: Sequence[Document]) -> dict[str, str]:
    """Return all names of entries by id, of a place also those of its area, and of countries by code: the words of filters."""
    named = {document.id: document.names for document in documents if document.tier < PUBLISHERS}
    aliases: dict[str, str] = {}
    for document in documents:
        if document.tier >= PUBLISHERS:
            continue
        names = list(document.names)
        if document.tier == PLACES:
            for area in document.areas:
                names += named.get(area, ())
        spellings = [spelling for name in names for spelling in name.spellings]
        aliases[document.id] = "\n".join(dict.fromkeys(spellings))
        for code in document.countries:
            aliases[code.lower()] = country_name(code)
    return aliases


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


def _add_part(files: _Files, part: str, documents: Sequence[Document], first: int, most: int) -> str:
    """Add the files of one part of the names and return the hash of its head; `first` is the number of its first entry."""
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
    hashes, ranges = list[str](), list[int]()
    start = 0
    for shard in _batches((to_json(postings[token]) for token in vocabulary), most, between=1):
        hashes.append(files.add(part, _json_list(shard)))
        ranges.append(start)
        start += len(shard)
    head = {
        "first": first,
        "counts": _digits(len(document.names) for document in documents),
        "kinds": _digits(document.kind for document in documents),
        "vocabulary": front_coded(vocabulary),
        "ranges": ranges,
        "files": "".join(hashes),
    }
    return files.add(part, to_json(head))


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


def _row_batches(documents: Sequence[Document], most: int) -> Iterator[list[bytes]]:
    rows = [to_json(_row(document)) for document in documents]
    return _batches_of_entries(documents, rows, most, border=BORDER_OF_ROWS)


def _add_texts(files: _Files, documents: Sequence[Document]) -> str:
    """Add the files of the text index and return the hash of its head."""
    weights = enumerate(map(_weights, documents))
    postings = _postings(((number, *weighted) for number, of in weights for weighted in of.items()), 4)
    encoded = {term: to_json(postings[term]) for term in sorted(postings)}
    hashes, firsts = list[str](), list[str]()
    sizes = {term: len(term) + len(data) + 2 for term, data in encoded.items()}
    for prefix, shard in _by_prefix([*encoded], sizes, 0):
        head = to_json({"terms": front_coded(shard)})
        postings_of = _json_list(encoded[term] for term in shard)
        hashes.append(files.add("text", head[:-1] + b',"postings":' + postings_of + b"}"))
        firsts.append(prefix)
    texts = [to_json(document.pieces) for document in documents]
    batches = _batches_of_entries(documents, texts, TEXTS)
    listed = {"shards": front_coded(firsts), "files": "".join(hashes), "texts": files.add_batches("texts", batches)}
    return files.add("text", to_json(listed))


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


def _batches_of_entries(
    documents: Sequence[Document], pieces: Sequence[bytes], most: int, *, border: int = BORDER
) -> Iterator[list[bytes]]:
    """Yield the pieces of the documents in batches that keep their borders, but for one or two, when an entry is added."""
    start = 0
    for end in range(1, len(documents) + 1):
        if end == len(documents) or crc32(documents[end].id.encode()) % border == 0:
            yield from _batches(pieces[start:end], most)
            start = end


def _batches(pieces: Iterable[bytes], most: int, *, between: int = 0) -> Iterator[list[bytes]]:
    """Yield the pieces in lists of at most `most` bytes; a larger piece is a list of its own.

    `between` is the number of bytes that are counted for the comma after a piece.
    """
    batch: list[bytes] = []
    size = 0
    for piece in pieces:
        if batch and size + len(piece) + between > most:
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece) + between
    if batch:
        yield batch


def _json_list(pieces: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(pieces) + b"]"
