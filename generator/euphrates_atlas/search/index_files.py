"""All files of the search index; the same entries give the same bytes. docs/search-format.md describes them.

The index of names is one vocabulary of their words, with postings in files by range of words, and rows that describe entries. It
has two parts of the same form: the titles of works are apart, since they have most of the words and few readers look for them.
The index of texts is terms with their postings in files by prefix, and the texts themselves, for excerpts.

All names but that of `index.json` bear a hash of the contents: a browser never mixes two builds, and what stays keeps its name.
"""

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, islice
from posixpath import commonprefix
from typing import Any
from zlib import crc32

from pydantic_core import to_json

from euphrates_atlas.batched import grouped
from euphrates_atlas.facts.plain_words import country_name
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.search.documents import KINDS, Document, areas, documents, folder_of
from euphrates_atlas.subject import subject
from euphrates_atlas.text import folding

SEARCH = "search-data"
"""The folder of the files in `content/` and in the site."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
HASH = 10
"""Letters of the hash in the name of a file."""
ROWS, ROWS_OF_WORKS = 5_000, 14_000
"""Most bytes of one file of rows: whoever types needs those of entries again and again, and of works a few."""
BORDER, BORDER_OF_ROWS, BORDER_OF_TERMS = 32, 128, 512
"""Of so many ids, or terms, about one begins a new file of texts, of rows or of terms.

Files of texts and of rows beyond it stay when an entry is added, and files of terms when a term is added: an entry that is added moves
the numbers in postings.
"""
SHARD, SHARD_OF_WORKS = 8_000, 30_000
"""Most bytes of one file of postings of names; a token with more has a file of its own."""
MAX_POSITION = 7
"""Stands for this position of a token in a name and all later ones."""
MAX_LENGTH = 8
"""Stands for this number of tokens of a name and all larger ones."""
PLACES, PUBLISHERS, FIRST_WORK = 1, 2, 3
"""The tiers of places, of publishers and of works."""
TERMS = 10_000
"""Most bytes of the postings of terms in one file, beside the terms and the names; a single term may have more."""
TEXTS = 7_000
"""Most bytes of one file of texts."""
IN_NAME, IN_LEAD, OFTEN, ONCE = 3, 2, 1, 0
"""Weights of a posting: where a term stands in an entry."""


def search_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield path below `content/` and bytes of each file of the index of a store."""
    kinds = [
        {
            "folder": folder_of(kind),
            "key": kind.key,
            "singular": kind.singular,
            "plural": kind.plural,
        }
        for kind in atlas.kinds
    ]
    for name, data in index_files(documents(atlas), [*kinds, *KINDS], areas(atlas)):
        yield f"{SEARCH}/{name}", data


def index_files(
    documents: Sequence[Document],
    kinds: Sequence[Mapping[str, str]],
    areas: Mapping[str, tuple[str, str]],
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file; the last, `index.json`, leads to the others.

    `areas` has the label and country of each area, by its id.
    """
    files = _Files()
    in_order = [document.tier for document in documents]
    tiers = [bisect_left(in_order, tier) for tier in (PLACES, PUBLISHERS, FIRST_WORK)]
    _, publishers, first_work = tiers
    named, works = documents[:first_work], documents[first_work:]
    rows = [
        *_batches_of(named, _row, ROWS, BORDER_OF_ROWS),
        *_batches_of(works, _row, ROWS_OF_WORKS, BORDER_OF_ROWS),
    ]
    tokens, names = _add_part(files, "names", named, 0, SHARD)
    _, titles = _add_part(files, "works", works, first_work, SHARD_OF_WORKS)
    # Rows stand beside texts too: who shows a passage asks for one file. Works have their few texts in rows.
    batches = _batches_of(named, lambda one: (one.pieces, _row(one)), TEXTS, BORDER)
    texts = files.add_batches("texts", batches) | {"words": subject().translations}
    head = {
        "kinds": kinds,
        "entries": len(documents),
        "tiers": tiers,
        "asking": subject().question_words,
        "alike": subject().adjectives | subject().synonyms,
        "terms": _add_terms(files, documents, tokens),
        "files": {
            "names": names,
            "works": titles,
            "texts": files.add("texts", to_json(texts)),
            "choices": files.add("choices", to_json(_choices(documents, areas))),
            "facets": files.add("facets", to_json(_facets(documents))),
            "aliases": files.add("aliases", to_json(_aliases(documents[:publishers]))),
        },
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
        every = [*batches]
        hashes = [self.add(part, _json_list(batch)) for batch in every]
        return {"files": "".join(hashes), "counts": [*map(len, every)]}


def _aliases(documents: Sequence[Document]) -> dict[str, str]:
    """Return all names of entries by id, of a place also those of its area, and of countries by code: the words of filters."""
    named = {document.id: document.names for document in documents}
    aliases = {}
    for document in documents:
        names = list(document.names)
        if document.tier == PLACES:
            for area in document.areas:
                names += named.get(area, ())
        spellings = [spelling for name in names for spelling in name.spellings]
        aliases[document.id] = "\n".join(dict.fromkeys(spellings))
        for code in document.countries:
            aliases[code.lower()] = country_name(code)
    return aliases


def _choices(
    documents: Sequence[Document], areas: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Return the values by which hits can be filtered, and the kinds of all documents, which are counted among the hits."""
    countries = {code for document in documents for code in document.countries}
    held = {area for document in documents for area in document.areas}
    years = [year for document in documents for year in document.years or ()]
    return {
        "kinds": _digits(document.kind for document in documents),
        "countries": {code: country_name(code) for code in sorted(countries)},
        "area_word": subject().region.area,
        "areas": {id: areas[id] for id in sorted(held)},
        "years": [min(years), max(years)] if years else None,
    }


def _facets(documents: Sequence[Document]) -> dict[str, Any]:
    """Return the entries of each choice: postings by country or area, and the years of dated entries.

    These are the step from the dated entry before, the first year, and the number of years after it.
    """
    lying_in = _Postings()
    years = []
    last_dated = 0
    for at, document in enumerate(documents):
        for area in document.countries + document.areas:
            lying_in.add(at, area)
        if document.years:
            first, last = document.years
            years.append([at - last_dated, first, last - first])
            last_dated = at
    return {"lying_in": dict(lying_in.lists()), "years": years}


class _Postings:
    """The places at which each word stands: the number of a place, less the one before, packed with what is said of it."""

    def __init__(self, factor: int = 1) -> None:
        """Prepare postings; `factor` is more than any number that is said of a place."""
        self._of = defaultdict[str, "array[int]"](partial(array, "I"))
        self._factor = factor
        self._last: dict[str, int] = {}

    def add(self, place: int, word: str, said: int = 0) -> None:
        """Add a place, which is none before the last of this word.

        It is one number: the step from that place times the factor, plus `said`.
        """
        step = place - self._last.get(word, 0)
        self._of[word].append(step * self._factor + said)
        self._last[word] = place

    def lists(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the words in their order, each with its places; all lists at once would take ten times the memory of the arrays."""
        return ((word, places.tolist()) for word, places in sorted(self._of.items()))


def _add_part(
    files: _Files, part: str, documents: Sequence[Document], first: int, most: int
) -> tuple[dict[str, bytes], str]:
    """Add the files of one part of the names; return the postings of its tokens, and the hash of its head.

    `first` is the number of its first entry.
    """
    postings = _Postings(64)  # eight positions of a token, in names of eight lengths
    names = [name for document in documents for name in document.names]
    for number, name in enumerate(names):
        length = min(len(name.tokens), MAX_LENGTH) - 1
        for position, token in enumerate(name.tokens):
            place = min(position, MAX_POSITION)
            postings.add(number, token, place * 8 + length)
    encoded = {token: to_json(places) for token, places in postings.lists()}
    shards = files.add_batches(part, _batches(encoded.values(), most))
    ends = list(accumulate(shards["counts"], initial=0))
    head = {
        "first": first,
        "counts": _digits(len(document.names) for document in documents),
        "kinds": _digits(document.kind for document in documents),
        "posts": _digits(name.post for name in names),
        "vocabulary": front_coded(encoded),
        "ranges": ends[:-1],
        "files": shards["files"],
    }
    return encoded, files.add(part, to_json(head))


def _row(document: Document) -> dict[str, Any]:
    """Return the data of a document that a hit shows; empty fields are left out."""
    row: dict[str, Any] = {
        "i": document.id,
        "k": document.kind,
        "d": document.line,
        "n": [name.spellings for name in document.names],
    }
    names = list(enumerate(document.names))
    extra = {
        "l": {number: name.lang for number, name in names if name.lang},
        "w": [number for number, name in names if not name.shown],
        "t": document.pieces if document.tier == FIRST_WORK else (),
    }
    return row | {key: value for key, value in extra.items() if value}


def _batches_of(
    documents: Sequence[Document],
    data: Callable[[Document], object],
    most: int,
    border: int,
) -> Iterator[list[bytes]]:
    """Yield the data of documents in batches, each for one file of at most so many bytes."""
    pieces = [to_json(data(document)) for document in documents]
    return _batches(pieces, most, [document.id for document in documents], border)


def _add_terms(
    files: _Files, documents: Sequence[Document], tokens: Mapping[str, bytes]
) -> dict[str, str]:
    """Add the files of the words of texts, with the postings of tokens of names whose terms they have; return their directory.

    A word of a long query is thus looked for in names and in texts with one file.
    """
    postings = _Postings(4)
    for number, document in enumerate(documents):
        for term, weight in _weights(document).items():
            postings.add(number, term, weight)
    encoded = {term: to_json(places) for term, places in postings.lists()}
    named = grouped(tokens, folding.stem)
    left = iter(encoded)
    last = ""
    shards = {}
    for lists in _batches(encoded.values(), TERMS, encoded, BORDER_OF_TERMS):
        terms = [*islice(left, len(lists))]
        prefix = terms[0][: len(commonprefix([last, terms[0]])) + 1]
        last = terms[-1]
        own = [token for term in terms for token in named.get(term, ())]
        parts = (_listed(terms, lists), _listed(own, map(tokens.__getitem__, own)))
        shards[prefix] = files.add("text", b'{"texts":[%b],"names":[%b]}' % parts)
    return {"prefixes": front_coded(shards), "files": "".join(shards.values())}


def _listed(words: Iterable[str], postings: Iterable[bytes]) -> bytes:
    """Return words and their postings as two items of a list."""
    return b"%b,%b" % (to_json(front_coded(words)), _json_list(postings))


@cache
def _alike() -> Mapping[str, list[tuple[str, ...]]]:
    """Return the terms of all ways to say one thing, by the first that is one term: texts with any are found by it."""
    found = {}
    for id, others in (subject().adjectives | subject().synonyms).items():
        ways = [tuple(map(folding.stem, folding.tokens(text))) for text in (id, *others)]
        term, *more = min(ways, key=len)
        if not more:
            found[term] = ways
    return found


def _weights(document: Document) -> dict[str, int]:
    """Return the terms of a document, each with the weight of the best place at which it stands."""
    counted = Counter[str]()
    leading = set()
    for anchor, text in document.pieces:
        terms = [
            folding.stem(token)
            for word in text.split()
            for token in folding.content_tokens(word)
        ]
        counted.update(terms)
        if not anchor:
            leading.update(terms)
    weights = {term: OFTEN if times > 1 else ONCE for term, times in counted.items()}
    weights |= dict.fromkeys(leading, IN_LEAD)
    for name in document.names:
        for token in () if name.post else name.tokens:
            weights[folding.stem(token)] = IN_NAME
    for term, ways in _alike().items():
        for way in ways:
            if weights.keys() >= set(way):
                weight = min(weights[one] for one in way)
                weights[term] = max(weight, weights.get(term, ONCE))
    return weights


def _digits(numbers: Iterable[int]) -> str:
    """Return numbers below 36 as one base-36 digit each."""
    return "".join(DIGITS[number] for number in numbers)


def front_coded(texts: Iterable[str]) -> str:
    """Return sorted texts, a line each: a base-36 digit for the letters shared with the text before, then the rest."""
    lines = []
    before = ""
    for text in texts:
        shared = min(len(commonprefix([before, text])), len(DIGITS) - 1)
        lines.append(DIGITS[shared] + text[shared:])
        before = text
    return "\n".join(lines)


def _batches(
    pieces: Iterable[bytes], most: int, names: Iterable[str] = (), border: int = 1
) -> Iterator[list[bytes]]:
    """Yield the pieces, each with its comma, in lists of at most `most` bytes; a larger piece is a list of its own.

    One of `border` names of pieces begins a new list: those beyond keep their pieces when another is added.
    Without names there is no border.
    """
    borders = {at for at, name in enumerate(names) if crc32(name.encode()) % border == 0}
    batch: list[bytes] = []
    size = 0
    for at, piece in enumerate(pieces):
        if batch and (at in borders or size + len(piece) >= most):
            yield batch
            batch = []
            size = 0
        batch.append(piece)
        size += len(piece) + 1
    if batch:
        yield batch


def _json_list(pieces: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(pieces) + b"]"
