"""The files of the index: what is written can be read, an edit changes few of them, and the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.made_entries import Maker, made_areas, made_kinds
from generator.search import encoding
from generator.search.documents import Document, IndexedName, Piece, documents, names_of
from generator.search.files import index_files, search_files
from generator.search.names_index import SHARD
from generator.search.query import Names
from generator.search.text_index import terms
from generator.search.text_query import Texts
from tests.stores import atlas_of

DOCUMENTS = Maker(400, seed=9).documents()
FILES = dict(index_files(DOCUMENTS, made_kinds(), made_areas()))


@given(st.lists(st.text(alphabet="abcقم", max_size=50)))
def test_front_coding_can_be_read(texts: list[str]):
    held = sorted(set(texts) - {""})
    assert list(encoding.front_decoded(encoding.front_coded(held))) == held


@given(st.lists(st.integers(0, 35)))
def test_digits_can_be_read(numbers: list[int]):
    assert encoding.undigits(encoding.digits(numbers)) == numbers


def test_every_name_is_found_by_each_of_its_words():
    names = Names(lambda name: FILES[name])
    for number, document in list(enumerate(DOCUMENTS))[::7]:
        for name in document.names:
            hits = names.search(name.spellings[0], 400)
            assert number in {hit.entry for hit in hits if hit.rank.level == 0}, name


def test_every_word_of_every_text_is_found():
    texts = Texts(lambda name: FILES[name])
    for number, document in list(enumerate(DOCUMENTS))[::50]:
        for term in sorted({term for piece in document.pieces for term in terms(piece.text)}):
            assert number in {hit.entry for hit in texts.search(term)}, term
        assert texts.texts(number) == [[piece.anchor, piece.text] for piece in document.pieces]


def test_rows_and_filters_say_what_the_documents_say():
    names, facets = Names(lambda name: FILES[name]), json.loads(FILES["facets.json"])
    years, entry = {}, 0
    for delta, first, more in facets["years"]:
        entry += delta
        years[entry] = (first, first + more)
    for number, document in enumerate(DOCUMENTS):
        row = names.row(number)
        assert (row["i"], row["k"], row["d"]) == (document.id, document.kind, document.line)
        assert row["n"] == [list(name.spellings) for name in document.names]
        assert tuple(row.get("y", ())) == (document.years or ()) == years.get(number, ())
    assert encoding.undigits(facets["kinds"]) == [document.kind for document in DOCUMENTS]


def test_files_stay_small_and_shards_rise():
    directory = list(encoding.front_decoded(json.loads(FILES["text.json"])["shards"]))
    assert all(one < other for one, other in pairwise(directory))
    for name, data in FILES.items():
        if name.startswith(("names-", "works-")):
            assert len(data) <= SHARD + 2 or len(json.loads(data)) == 1
    assert max(len(data) for name, data in FILES.items() if name.startswith("text-")) < 30_000


def test_an_edit_of_one_text_changes_few_files():
    edited = replace(DOCUMENTS[5], pieces=(*DOCUMENTS[5].pieces, Piece("s-00000000", "Strike claimed at Zzyzx")))
    files = dict(index_files([*DOCUMENTS[:5], edited, *DOCUMENTS[6:]], made_kinds(), made_areas()))
    changed = {name for name in files.keys() | FILES.keys() if files.get(name) != FILES.get(name)}
    assert len(changed) < 10, changed
    assert "index.json" in changed
    assert not [name for name in changed if name.startswith(("names", "works", "rows"))]


def test_an_empty_store_has_an_index():
    files = dict(index_files([], made_kinds(), {}))
    assert Names(lambda name: files[name]).search("kataib hezbollah") == []
    assert Texts(lambda name: files[name]).search("kataib") == []


def test_what_contributors_type_cannot_break_the_format():
    hostile = ("\n", "0\n1", "</script>", '"', "\u2028", "﷽", "a" * 300, "𝐁𝐚𝐝𝐫", "Ⅷ", "ß")
    made = [
        Document(f"e{i}", 0, 0, (IndexedName(encoded, (text,), "", True),) if (encoded := tuple(terms(text))) else (), text, (), (), None, (Piece("", text),))
        for i, text in enumerate(hostile)
    ]  # fmt: skip
    files = dict(index_files(made, made_kinds(), {}))
    for data in files.values():
        json.loads(data)
    names = Names(lambda name: files[name])
    assert [names.row(i)["d"] for i in range(len(hostile))] == list(hostile)


def test_the_index_of_a_store():
    atlas = atlas_of(
        {
            "groups/g9": "name: Kata'ib X\nnames: [{text: كتائب, lang: ar}, Kataib X, {text: The X, use: weak-alias}]\nsummary: It is a group [@s]. More [@s].",
            "strikes/e9": "date: {value: 2021-02-15/2021-03-01, cite: [s]}\nplace: {value: town, precision: settlement, cite: [s]}",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    names = Names(files.__getitem__)
    row = names.search("kataib x")[0].row
    assert row["n"] == [["Kata'ib X", "Kataib X"], ["كتائب"], ["The X"]]
    assert (row["l"], row["w"]) == ({"1": "ar"}, [2])
    assert row["d"] == "It is a group. More."
    event = next(d for d in documents(atlas) if d.id == "e9")
    assert (event.years, event.countries, event.governorates) == ((2021, 2021), ("IQ",), ("province",))
    assert names.search("The X")[0].spelling("The X") == ""
    assert dict(search_files(atlas)) == dict(search_files(atlas))


@pytest.mark.parametrize("tier", [0, 1, 2, 3])
def test_entries_stand_in_tiers(tier: int):
    atlas = atlas_of({})
    held = [d.tier for d in documents(atlas)]
    assert held == sorted(held)
    assert tier in held
    assert names_of(atlas["town"])[0].tokens == ("place",)
