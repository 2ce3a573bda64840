"""All files of the search index; the same entries give the same bytes. docs/search-format.md describes them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pydantic_core import to_json

from generator.facts.plain_words import country_name
from generator.model.atlas import Atlas
from generator.search.documents import Document, areas, documents
from generator.search.encoding import deltas, digits
from generator.search.names_index import CHUNK, names_files
from generator.search.site_pages import KINDS
from generator.search.text_index import text_files
from generator.subject import subject

FOLDER = "search-data"
"""The folder of the files in `content/` and in the site."""


def search_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield path below `content/` and bytes of each file of the index of a store."""
    kinds = [{"folder": k.folder, "singular": k.singular, "plural": k.plural} for k in atlas.kinds]
    files = index_files(documents(atlas), [*kinds, *KINDS], areas(atlas))
    return ((f"{FOLDER}/{name}", data) for name, data in files)


def index_files(
    documents: Sequence[Document], kinds: Sequence[Mapping[str, str]], areas: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file; the last, `index.json`, has a hash of the others as their version.

    `areas` has the label and country of each area, by its id.
    """
    hashes = {}
    facets = ("facets.json", to_json(_facets(documents, areas)))
    for name, data in chain(names_files(documents), text_files(documents), [facets]):
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
    countries = _numbers(document.countries for document in documents)
    lying_in = _numbers(document.areas for document in documents)
    dated = [(number, *document.years) for number, document in enumerate(documents) if document.years]
    return {
        "kinds": digits(document.kind for document in documents),
        "countries": {code: [country_name(code), deltas(numbers)] for code, numbers in countries.items()},
        "area_word": subject().region.area,
        "areas": {id: [*areas[id], deltas(numbers)] for id, numbers in lying_in.items()},
        "years": [
            [delta, first, last - first]
            for delta, (_, first, last) in zip(deltas([number for number, *_ in dated]), dated, strict=True)
        ],
    }


def _numbers(values: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Return the numbers of the documents that have a value, for each value in sorted order."""
    numbers: dict[str, list[int]] = {}
    for number, of_document in enumerate(values):
        for value in of_document:
            numbers.setdefault(value, []).append(number)
    return dict(sorted(numbers.items()))
