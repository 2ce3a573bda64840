"""The files of the index, by name; the same entries give the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from generator.model.atlas import Atlas
from generator.search import documents as made
from generator.search.documents import Area, Document
from generator.search.encoding import as_json, deltas, digits
from generator.search.names_index import CHUNK, names_files
from generator.search.query import Names
from generator.search.text_index import text_files
from generator.search.words import country_name

FOLDER = "search-data"
"""Where the files stand below `content/` and the site."""


def search_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of a store, each with its path below `content/`."""
    kinds = [{"folder": k.folder, "singular": k.singular, "plural": k.plural} for k in atlas.kinds]
    files = index_files(made.documents(atlas), kinds, made.areas(atlas))
    return ((f"{FOLDER}/{name}", data) for name, data in files)


def index_files(
    documents: Sequence[Document], kinds: Sequence[Mapping[str, str]], areas: Mapping[str, Area]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an index, each with its name."""
    facets = ("facets.json", as_json(_facets(documents, areas)))
    return _with_head(chain(names_files(documents), text_files(documents), [facets]), documents, kinds)


def _with_head(
    files: Iterable[tuple[str, bytes]], documents: Sequence[Document], kinds: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files, and at last the one that bears their version: a hash of all that can be fetched."""
    hashes = {}
    for name, data in files:
        hashes[name] = hashlib.sha256(data).digest()
        yield name, data
    head = {
        "kinds": list(kinds),
        "entries": len(documents),
        "tiers": [sum(d.tier < tier for d in documents) for tier in (1, 2, 3)],
        "chunk": CHUNK,
    }
    digest = hashlib.sha256(as_json(head))
    for name in sorted(hashes):
        digest.update(hashes[name])
    yield "index.json", as_json({"version": digest.hexdigest()[:8], **head})


def names_of(atlas: Atlas) -> Names:
    """Return the index of the names of a store, in memory: what asks it once needs no files."""
    documents = made.documents(atlas, texts=False)
    files = dict(_with_head(names_files(documents), documents, ()))
    return Names(files.__getitem__)


def _facets(documents: Sequence[Document], areas: Mapping[str, Area]) -> dict[str, Any]:
    countries: dict[str, list[int]] = {}
    governorates: dict[str, list[int]] = {}
    years: list[list[int]] = []
    last = 0
    for number, document in enumerate(documents):
        for code in document.countries:
            countries.setdefault(code, []).append(number)
        for id in document.governorates:
            governorates.setdefault(id, []).append(number)
        if document.years:
            first, latest = document.years
            years.append([number - last, first, latest - first])
            last = number
    return {
        "kinds": digits(document.kind for document in documents),
        "countries": {code: [country_name(code), deltas(held)] for code, held in sorted(countries.items())},
        "governorates": {
            id: [areas[id].label, areas[id].country, deltas(held)] for id, held in sorted(governorates.items())
        },
        "years": years,
    }
