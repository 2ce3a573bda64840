"""What readers type is found: measured on the real store with a seeded sample of all spellings of all entries."""

from __future__ import annotations

import random
from functools import cache

import pytest

from generator.search.documents import documents
from generator.search.files import FOLDER, search_files
from generator.search.query import Hit, Names
from generator.search.text_query import Texts
from tests.search.spellings import Query, queries
from tests.stores import real_store

SAMPLE = 1_500
FIRST, AMONG_THREE = 0.95, 0.99
MADE_UP = [
    "Zorblax",
    "Qwertyuiop",
    "Xyzzy Plugh",
    "Gronthar Velmix",
    "Fnord Brigade of Mars",
    "زغطخ",
    "قغظثضص",
    "Blorptown",
    "12345678",
    "@@@",
]


@cache
def found(query: str) -> list[Hit]:
    return index().search(query)


@cache
def index() -> Names:
    files = dict(search_files(real_store()))
    return Names(lambda name: files[f"{FOLDER}/{name}"])


@cache
def sample() -> list[Query]:
    every = list(queries(documents(real_store()), seed=5))
    return random.Random(5).sample(every, min(SAMPLE, len(every)))


def share(asked: list[Query], among: int) -> float:
    return sum(any(hit.id in query.owners for hit in found(query.text)[:among]) for query in asked) / len(asked)


def test_entries_are_found_by_any_spelling():
    missed = [(q.sort, q.text) for q in sample() if not any(h.id in q.owners for h in found(q.text)[:3])]
    assert share(sample(), 3) >= AMONG_THREE, missed
    assert share(sample(), 1) >= FIRST


@pytest.mark.parametrize("sort", sorted({query.sort for query in queries(documents(real_store())[:40])}))
def test_each_way_of_typing_does_its_part(sort: str):
    """No way of typing is carried by the others; what is not mistyped is found without fail."""
    asked = [query for query in sample() if query.sort == sort]
    errs = "swapped" in sort or "wrong" in sort
    assert share(asked, 3) >= (0.97 if errs else 1), sort


@pytest.mark.parametrize("query", MADE_UP)
def test_what_is_made_up_finds_nothing_or_only_the_nearest(query: str):
    assert all(hit.is_nearest for hit in found(query))


def test_names_that_several_entries_share_show_all_of_them():
    assert {"ashab-al-kahf", "asaib-ahl-al-haq"} <= {hit.id for hit in found("People of the Cave")[:4]}
    assert {"iraq", "iraq-country"} <= {hit.id for hit in found("العراق")[:2]}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Hezbollah", "lebanese-hezbollah"),
        ("Kata'ib Hizballah", "kataib-hezbollah"),
        ("Hezbollah Kataib", "kataib-hezbollah"),
        ("كتايب حزب اللة", "kataib-hezbollah"),
        ("Free Syrian Army", "free-syrian-army"),
        ("Syrian Free Army", "syrian-free-army"),
        ("at-Tanf", "al-tanf"),
        ("altanf", "al-tanf"),
        ("Ghasem Soleymani", "qasem-soleimani"),
        ("k1 base", "k-1-air-base"),
        ("KSS", "kataib-sayyid-al-shuhada"),
        ("irgcqf", "irgc-quds-force"),
        ("Najaf", "najaf"),
        ("Nujaba", "harakat-hezbollah-al-nujaba"),
        ("hashed shabi", "popular-mobilization-forces"),
    ],
)
def test_well_known_queries(query: str, first: str):
    assert found(query)[0].id == first


def test_the_order_of_hits():
    """Whole before part, primary before alias, entries before titles."""
    ranks = [hit.rank for hit in found("Hezbollah")]
    assert ranks == sorted(ranks)
    supporting = [hit.rank.is_supporting for hit in found("Kataib")]
    assert supporting == sorted(supporting)


def test_texts_are_found_with_an_excerpt():
    files = dict(search_files(real_store()))
    texts = Texts(lambda name: files[f"{FOLDER}/{name}"])
    hits = texts.search("drones striking Tower 22")
    assert index().row(hits[0].entry)["i"] == "2024-01-28-tower-22-drone-attack"
    excerpt = texts.excerpt(hits[0].entry, "drones striking Tower 22")
    assert excerpt is not None
    assert {"drone", "tower", "22"} <= {excerpt.text[a:b].lower() for a, b in excerpt.marks}
    assert all(0 <= a < b <= len(excerpt.text) for a, b in excerpt.marks)
    assert texts.search("zzyzx") == texts.search("") == []
