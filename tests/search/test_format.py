"""The files of the index: what is written can be read, an edit changes few of them, and the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Mapping
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import pytest

from euphrates_atlas.search.documents import Document, IndexedName, documents, names_of
from euphrates_atlas.search.index_files import FIRST_WORK, HASH, SHARD, TERMS, front_coded, index_files, search_files
from euphrates_atlas.text import folding
from tests.case_count import step
from tests.node import ask
from tests.search.made_documents import Maker, made_areas, made_kinds
from tests.stores import atlas_of


@cache
def made() -> list[Document]:
    return Maker(400, seed=9).documents()


@cache
def made_files() -> dict[str, bytes]:
    return dict(index_files(made(), made_kinds(), made_areas()))


def terms(text: str) -> list[str]:
    return [folding.stem(token) for token in folding.tokens(text)]


def row_of(number: int, files: Mapping[str, bytes]) -> dict[str, Any]:
    rows = [row for name in listed("rows", read(files, "index.json")["rows"]["files"]) for row in read(files, name)]
    row: dict[str, Any] = rows[number]
    return row


def read(files: Mapping[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def first_of(files: Mapping[str, bytes], part: str) -> Any:
    """Return what leads to the files of a part: in the first of all, or a file of its own."""
    first = read(files, "index.json")
    return first.get(part) or read(files, f"{part}.{first['files'][part]}.json")


def listed(part: str, hashes: str) -> list[str]:
    """Return the names of files whose hashes stand in one text."""
    return [f"{part}.{hashes[at : at + HASH]}.json" for at in range(0, len(hashes), HASH)]


def test_front_coding_can_be_read():
    chance = random.Random(1)
    words = ["".join(chance.choices("abcقم𝐁", k=chance.randrange(1, 50))) for _ in range(1_000)]
    texts = [sorted({*chance.choices(words, k=n), *(w[: n % 20] + "x" for w in words[:n])}) for n in range(60)]
    assert ask({}, coded=[front_coded(held) for held in texts]).lists == texts


def test_every_name_is_found_by_each_of_its_words():
    asked = {name: number for number, d in [*enumerate(made())][::7] for name in d.names}
    answers = ask(made_files(), names=[name.spellings[0] for name in asked], limit=400).names
    for (name, number), hits in zip(asked.items(), answers, strict=True):
        assert number in {hit["rank"][-1] for hit in hits if hit["rank"][1] == 0}, name


def test_every_word_of_every_text_is_found():
    found = [(n, folding.tokens(text)) for n, d in [*enumerate(made())][:: step(100)] for _, text in d.pieces]
    asked = sorted({(number, word) for number, held in found for word in held})
    for (number, word), found in zip(asked, ask(made_files(), texts=[word for _, word in asked]).texts, strict=True):
        assert number in found["entries"], word


def test_a_body_without_an_entry_is_found_by_its_words():
    atlas = atlas_of({"groups/tested": "relations: {type: part-of, target: {label: The Front}, cite: [s]}"})
    (document,) = (document for document in documents(atlas) if document.id == "tested")
    assert any("The Front" in text for _, text in document.pieces)


def test_rows_and_filters_say_what_the_documents_say():
    facets = first_of(made_files(), "facets")
    years, entry = {}, 0
    for delta, first, more in facets["years"]:
        entry += delta
        years[entry] = (first, first + more)
    for number, document in enumerate(made()):
        row = row_of(number, made_files())
        assert (row["i"], row["k"], row["d"]) == (document.id, document.kind, document.line)
        assert row["n"] == [list(name.spellings) for name in document.names]
        assert row.get("t", []) == [list(piece) for piece in document.pieces if document.tier == FIRST_WORK]
        assert (document.years or ()) == years.get(number, ())
    kinds = [document.kind for document in made()]
    choices = first_of(made_files(), "choices")
    for place, steps in facets["lying_in"].items():
        lying = [number for number, one in enumerate(made()) if place in one.countries + one.areas]
        assert [*accumulate(steps)] == lying
    assert [int(digit, 36) for digit in choices["kinds"]] == kinds
    dated = [year for span in years.values() for year in span]
    assert choices["years"] == [min(dated), max(dated)]
    assert choices["countries"].keys() | choices["areas"].keys() == facets["lying_in"].keys()
    of_parts = [first_of(made_files(), part)["kinds"] for part in ("names", "works")]
    assert [int(digit, 36) for digits in of_parts for digit in digits] == kinds


def test_files_stay_small_and_shards_rise():
    (directory,) = ask({}, coded=[first_of(made_files(), "terms")["prefixes"]]).lists
    assert all(one < other for one, other in pairwise(directory))
    for part in ("names", "works"):
        for name in listed(part, first_of(made_files(), part)["files"]):
            data = made_files()[name]
            assert len(data) <= SHARD + 2 or len(json.loads(data)) == 1
    assert max(len(data) for name, data in made_files().items() if name.startswith("text.")) < 2 * TERMS


def test_names_bear_a_hash_of_the_contents():
    """All but that of the first file, from which every other is reached."""
    for name, data in made_files().items():
        part, *digest, _ = name.split(".")
        assert digest == [hashlib.sha256(data).hexdigest()[:HASH]] or part == "index"
    reached = {"index.json", *listed("text", first_of(made_files(), "terms")["files"])}
    reached |= {*listed("rows", first_of(made_files(), "rows")["files"])}
    for part, digest in read(made_files(), "index.json")["files"].items():
        reached |= {f"{part}.{digest}.json", *listed(part, first_of(made_files(), part).get("files", ""))}
    assert reached == made_files().keys()


@pytest.mark.parametrize("part", ["rows", "texts"])
def test_a_new_entry_moves_few_others_to_another_file(part: str):
    """Wherever it stands among them."""
    new = Document("new-entry", 0, 0, (), "A new entry", pieces=(("", "A new entry"),))
    for at in (0, 100, 250):
        files = dict(index_files([*made()[:at], new, *made()[at:]], made_kinds(), made_areas()))
        changed = {name for name in files.keys() - made_files().keys() if name.startswith(f"{part}.")}
        assert 0 < len(changed) < 8


def test_files_of_entries_say_how_many_they_hold():
    for part in ("rows", "texts"):
        batches = first_of(made_files(), part)
        held = [len(read(made_files(), name)) for name in listed(part, batches["files"])]
        assert held == batches["counts"]


def test_an_edit_of_one_text_changes_few_files():
    edited = made()[5]._replace(pieces=(*made()[5].pieces, ("s-00000000", "Strike claimed at Zzyzx")))
    files = dict(index_files([*made()[:5], edited, *made()[6:]], made_kinds(), made_areas()))
    changed = {name for name in files.keys() | made_files().keys() if files.get(name) != made_files().get(name)}
    assert len(changed) < 20, changed
    assert "index.json" in changed
    assert not [name for name in changed if name.startswith(("names", "works", "rows"))]


@pytest.mark.parametrize("word", ["aazzyx", "cuzzyx", "fuzzyx", "quzzyx", "sozzyx", "zzyzx"])
def test_a_new_term_changes_few_files_of_terms(word: str):
    """Wherever it stands among them: those beyond the next border stay."""
    edited = made()[5]._replace(pieces=(*made()[5].pieces, ("s-00000000", word)))
    files = dict(index_files([*made()[:5], edited, *made()[6:]], made_kinds(), made_areas()))
    terms = [name for name in files if name.startswith("text.")]
    assert len(terms) > 20
    assert 0 < len({*terms} - made_files().keys()) < 5


def test_an_empty_store_has_an_index():
    files = dict(index_files([], made_kinds(), {}))
    answers = ask(files, names=["kataib hezbollah"], texts=["kataib"])
    assert (answers.names, answers.texts) == ([[]], [{"entries": [], "hits": []}])


def test_what_contributors_type_cannot_break_the_format():
    hostile = ("\n", "0\n1", "</script>", '"', "\u2028", "﷽", "a" * 300, "𝐁𝐚𝐝𝐫", "Ⅷ", "ß")
    made = [
        Document(f"e{i}", 0, 0, (IndexedName(encoded, (text,), "", True),) if (encoded := tuple(terms(text))) else (), text, (), (), None, (("", text),))
        for i, text in enumerate(hostile)
    ]  # fmt: skip
    files = dict(index_files(made, made_kinds(), {}))
    for data in files.values():
        json.loads(data)
    assert [row_of(i, files)["d"] for i in range(len(hostile))] == list(hostile)


def test_an_excerpt_has_what_is_asked_for():
    """Not the words that only ask."""
    pieces = (("s-1", "Those who fired are unknown; who they were is open."), ("s-2", "Erbil was attacked."))
    name = IndexedName(tuple(terms("Raid")), ("Raid",), "", True)
    files = dict(index_files([Document("e", 0, 0, (name,), "A raid", (), (), None, pieces)], made_kinds(), {}))
    (answer,) = ask(files, texts=["who hit Erbil"]).texts
    assert [hit["excerpt"] for hit in answer["hits"]] == ["‹Erbil› was attacked."]


def test_an_excerpt_has_words_that_stand_apart():
    """Rather than the line of the entry, or one word of two."""
    pieces = (("s-1", f"Erbil was attacked. {'And so on. ' * 30}"), ("s-2", f"{'Before that. ' * 30} A convoy left."))
    name = IndexedName(tuple(terms("Raid")), ("Raid",), "", True)
    files = dict(index_files([Document("e", 0, 0, (name,), "A raid", (), (), None, pieces)], made_kinds(), {}))
    (answer,) = ask(files, texts=["Erbil convoy"]).texts
    (hit,) = answer["hits"]
    assert re.fullmatch(r"‹Erbil› was attacked\. [\w. ]{,80} … [\w. ]{,80} A ‹convoy› left\.", hit["excerpt"])
    assert hit["anchor"] == "s-1"


def test_an_excerpt_has_words_that_stand_together():
    """A place with its month and year, and of what somebody said what he denied, also where running text has one of them before."""
    pieces = (
        ("text", f"Erbil was quiet that November. {'And so on. ' * 20} Elsewhere shots fell in 2019."),
        ("s-1", "Toll: three; in Erbil on 28 November 2019"),
        ("text", f"They say that it was heard. {'And so on. ' * 20} Turkey was asked."),
        ("s-2", f"Reactions: {'and so on, ' * 20} Turkey denied any part in it"),
    )
    name = IndexedName(tuple(terms("Raid")), ("Raid",), "", True)
    files = dict(index_files([Document("e", 0, 0, (name,), "A raid", (), (), None, pieces)], made_kinds(), {}))
    asked = ["Erbil November 2019", "what did Turkey say", "Turkey denied", '"Turkey denied"']
    answers = ask(files, texts=asked).texts
    assert [hit["anchor"] for answer in answers for hit in answer["hits"]] == ["s-1", "s-2", "s-2", "s-2"]
    assert "‹Turkey› ‹denied› any part" in answers[1]["hits"][0]["excerpt"]


def test_the_name_of_an_entry_chooses_no_passage_of_it():
    """Nor leads to the place that has it, where no other word of the query stands."""
    pieces = (
        ("", "A camp."),
        ("s-1", "Held (a spokesman of the Front of Tests)."),
        ("s-2", "Men were abducted."),
        ("s-3", "Fired on in 2008."),
    )
    names = tuple(
        IndexedName(tuple(terms(name)), (name,), "", shown)
        for name, shown in [("Front of Tests", True), ("Test Front", True), ("member Front of Tests 2008", False)]
    )
    files = dict(index_files([Document("e", 0, 0, names, "A front", (), (), None, pieces)], made_kinds(), {}))
    asked = ["Front of Tests abducted", "front 2008", "Front of Tests", '"Front of Tests"']
    anchors = [answer["hits"][0]["anchor"] for answer in ask(files, texts=asked).texts]
    assert anchors == ["s-2", "s-3", "", "s-1"]


def test_a_figure_is_found_at_its_statement():
    """Where a number is asked for, and where the lead, at the top of the page, has the other words."""
    pieces = (
        ("", "At dawn a raid on Camp Test wounded some 40 soldiers."),
        ("s-1", "Toll: wounded; 40"),
        ("s-2", "Damage: 3; tents"),
    )
    name = IndexedName(tuple(terms("Raid on Camp Test")), ("Raid on Camp Test",), "", True)
    files = dict(index_files([Document("e", 0, 0, (name,), "A raid", (), (), None, pieces)], made_kinds(), {}))
    expected = {
        "how many were wounded at Camp Test": "s-1",
        "combien wounded Camp Test": "s-1",
        "wounded at Camp Test": "",
        "dawn tents": "s-2",
    }
    found = ask(files, texts=expected, boxes=["how many wounded in the raid on Camp Test", "raid on Camp Test"])
    assert [answer["hits"][0]["anchor"] for answer in found.texts] == [*expected.values()]
    assert [box["names"] for box in found.boxes] == [["groups/e.html#s-1"], ["groups/e.html"]]


def test_of_two_that_are_named_the_one_with_the_figure_comes_first():
    camp, raid = [IndexedName(tuple(terms(text)), (text,), "", True) for text in ("Camp Test", "Raid on Camp Test")]
    documents = [
        Document("camp", 0, 0, (camp,), "A camp", pieces=(("", "A camp in the hills."),)),
        Document("raid", 0, 0, (raid,), "A raid", pieces=(("", "A raid."), ("s-1", "Toll: killed; 40"))),
    ]
    files = dict(index_files(documents, made_kinds(), {}))
    counted, named = ask(files, boxes=["how many killed Camp Test", "Camp Test"]).boxes
    assert counted["names"][0].endswith("raid.html#s-1")
    assert named["names"][0].endswith("camp.html")


def test_of_a_year_that_is_asked_for_events_come_first():
    atlas = atlas_of(
        {
            "strikes/2013-02-09-raid": "name: Raid on Camp Test, 9 February 2013\nsummary: Battat claimed it [@s].",
            "strikes/2015-10-29-raid": "name: Raid on Camp Test, 29 October 2015\n"
            "summary: Battat of Camp Test claimed it, as those of Camp Test in 2013 [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (found,) = ask(files, texts=["Battat Camp Test 2013"]).texts
    assert [hit["id"] for hit in found["hits"]] == ["2013-02-09-raid", "2015-10-29-raid"]


def test_words_for_one_state_stand_for_one_another_in_texts():
    """Those of a row of `adjectives` and the name; US is also United States, and that is no other union of states."""
    texts = ["American aircraft struck.", "US aircraft struck.", "The United States struck.", "United they struck."]
    atlas = atlas_of({f"groups/g{number}": f"summary: {text}" for number, text in enumerate(texts)})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    for found in ask(
        files, texts=["US struck", "U.S. struck", "struck USA", "American struck", "United States struck"]
    ).texts:
        assert {hit["id"] for hit in found["hits"]} == {"g0", "g1", "g2"}
    (found,) = ask(files, texts=["US aircraft"]).texts
    assert found["hits"][0]["excerpt"] in ("‹American› ‹aircraft› struck.", "‹US› ‹aircraft› struck.")


def test_words_for_one_thing_stand_for_one_another_in_texts():
    atlas = atlas_of({"groups/g0": "summary: It killed gay men [@s].", "groups/g1": "summary: A homosexual fled [@s]."})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    for found in ask(files, texts=["LGBT", "transgender", "gay"]).texts:
        assert {hit["id"] for hit in found["hits"]} == {"g0", "g1"}


def test_no_number_is_a_spelling_of_another():
    """Nor the beginning of one."""
    atlas = atlas_of({"groups/tested": "identifiers: {ofac: 27012}"})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    listed, *others = ask(files, texts=["27012", "27013", "270"]).texts
    assert [hit["anchor"] for hit in listed["hits"]] == ["identifiers"]
    assert [other["hits"] for other in others] == [[], []]


def test_running_text_is_found_under_its_heading_at_its_words():
    """A heading is a word of its first paragraph; what is not known says less than what is told."""
    body = "body: |\n  ## Ties\n\n  Iran gave money.\n\n  It sent trainers to their many camps.\n"
    atlas = atlas_of(
        {
            "groups/tested": f"summary: A group.\n{body}gaps: [Whether it owned airships]",
            "groups/trials": "summary: Of airships.",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    ties, trainers, airships = ask(files, texts=["ties", "trainers", "airships"]).texts
    (hit,) = ties["hits"]
    assert (hit["anchor"], hit["excerpt"]) == ("body-ties", "‹Ties›: Iran gave money.")
    (hit,) = trainers["hits"]
    assert hit["anchor"] == "body-ties:~:text=trainers%20to%20their%20many"
    assert [(hit["id"], hit["anchor"]) for hit in airships["hits"]] == [("trials", ""), ("tested", "gaps")]


def test_the_line_of_a_work_says_which_entry_cites_it():
    """An event rather than a group of which much is told, and no other work."""
    atlas = atlas_of(
        {
            "groups/tested": "summary: A group [@t].",
            "strikes/2021-05-01-raid": "name: Raid on a camp\nsummary: It was raided [@t].",
            "sources/t": "title: Ali Testee was killed",
            "sources/u": "title: Nobody cites it",
        }
    )
    lines = {document.id.partition("#")[2]: document.line for document in documents(atlas)}
    assert lines["t"].endswith(" · cited by Raid on a camp")
    assert "cited by" not in lines["u"]


def test_a_passage_takes_one_file():
    """Its name stands beside its text; the words of other languages stand in the directory of texts."""
    atlas = atlas_of({"groups/tested": "name: Front of Tests\nsummary: Airships were seen [@s]."})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    answer = ask(files, boxes=["airships seen"])
    assert answer.boxes[0]["texts"] == ["groups/tested.html"]
    parts = [file.partition(".")[0] for file in answer.read]
    assert {part: parts.count(part) for part in parts} == {"index": 1, "names": 1, "text": 1, "texts": 2}


def test_a_passage_of_a_work_takes_one_file():
    """Its row, which has its texts."""
    atlas = atlas_of({"sources/u": "title: Ships\nnote: Airships are named below the picture"})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (read,) = ask(files, costs=["airships picture"]).costs
    parts = [file.partition(".")[0] for file in read]
    assert parts.count("texts") == parts.count("rows") == 1  # the directory of texts, and the row


def test_files_of_terms_have_the_postings_of_names():
    """One file tells of a word in which names and in which texts it stands."""
    head = first_of(made_files(), "names")
    postings = [list for name in listed("names", head["files"]) for list in read(made_files(), name)]
    beside = [read(made_files(), name)["names"] for name in listed("text", first_of(made_files(), "terms")["files"])]
    vocabulary, *coded = ask({}, coded=[head["vocabulary"], *(words for words, _ in beside)]).lists
    found = {
        word: places
        for words, (_, lists) in zip(coded, beside, strict=True)
        for word, places in zip(words, lists, strict=True)
    }
    assert found == dict(zip(vocabulary, postings, strict=True))


def test_an_entry_is_shown_once():
    """On the page of results: where names lead, and where texts do."""
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests",
            "strikes/2021-05-01-raid": "name: Raid on the Front of Tests\nsummary: Ali fired at the Front of Tests [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    group, raid = "groups/tested.html", "strikes/2021-05-01-raid.html"
    assert ask(files, pages=["Front of Tests", "Ali fired Front Tests"]).pages == [[group, raid], [raid, group]]


def test_the_index_of_a_store():
    atlas = atlas_of(
        {
            "groups/g9": "name: Kata'ib X\nnames: [{text: كتائب, lang: ar}, Kataib X, {text: The X, use: weak-alias}]\nsummary: It is a group [@s]. More [@s].",
            "strikes/e9": "date: {value: 2021-02-15/2021-03-01, cite: [s]}\nplace: {value: town, precision: settlement, cite: [s]}",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    found, hidden = ask(files, names=["kataib x", "The X"]).names
    row = row_of(found[0]["rank"][-1], files)
    assert row["n"] == [["Kata'ib X", "Kataib X"], ["كتائب"], ["The X"]]
    assert (row["l"], row["w"]) == ({"1": "ar"}, [2])
    assert row["d"] == "It is a group. More."
    event = next(d for d in documents(atlas) if d.id == "e9")
    assert (event.years, event.countries, event.areas) == ((2021, 2021), ("IQ",), ("province",))
    assert hidden[0]["spelling"] == ""
    assert dict(search_files(atlas)) == dict(search_files(atlas))


def test_people_are_found_by_their_posts():
    """Who has the post comes first; a body alone, one word or another post asks for nobody."""
    held = "group: tested, cite: [s]"
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests",
            "leaders/tested-now": f"roles: {{{held}, role: secretary-general, when: 2021/..}}",
            "leaders/tested-then": f"roles: {{{held}, role: secretary-general, when: 2010/2020}}",
            "leaders/tested-deputy": f"roles: {{{held}, role: deputy, when: 2021/..}}",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    first = ["leaders/tested-now.html", "leaders/tested-then.html"]
    expected = {
        "secretary-general front of tests": first,
        "leader of the front of tests": [first[0], "groups/tested.html", first[1]],
        "leader front 2010": first[1:],
        "front of tests leader": [first[0], "groups/tested.html", first[1]],
        "deputy front": ["leaders/tested-deputy.html"],
        "front of tests": ["groups/tested.html"],
        "secretary": [],
    }
    answers = ask(files, boxes=expected, texts=["9999"])
    assert [box["names"] for box in answers.boxes] == [*expected.values()]
    assert answers.texts[0]["entries"] == []


def test_the_head_of_a_body_comes_before_heads_of_its_parts():
    held = "group: tested, cite: [s]"
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests\nnames: [FOT]",
            "leaders/chair": f"roles: {{{held}, role: chairman, when: 2018/..}}",
            "leaders/police": f"roles: {{{held}, role: security-head, when: 2024/..}}",
            **{f"leaders/other-{n}": "summary: Knew [[police]] [@s]." for n in range(4)},
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    asked = ["who is the head of the FOT", "head of the front of tests", "who leads the FOT"]
    for box in ask(files, boxes=asked).boxes:
        assert box["names"][0] == "leaders/chair.html"


def test_the_head_of_the_body_of_that_name_comes_before_heads_of_others_whose_names_have_it():
    """Posts are indexed under titles alone; those of bodies that have the word in a longer name follow."""
    held = "role: leader, when: 2018/.., cite: [s]"
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests\nnames: [Sample]",
            "groups/shrine": "name: Sample of the Shrine",
            "leaders/ali": f"roles: {{group: shrine, {held}}}",
            "leaders/chair": f"roles: {{group: tested, {held}}}",
            **{f"leaders/other-{n}": "summary: Knew [[ali]] [@s]." for n in range(4)},
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    asked = ["sample leader", "leader of sample", "who is the leader of the Sample now"]
    for box in ask(files, boxes=asked).boxes:
        people = [address for address in box["names"] if address.startswith("leaders/")]
        assert people == ["leaders/chair.html", "leaders/ali.html"]
        assert box["names"][0] == people[0]
    (box,) = ask(files, boxes=["leader of sample of the shrine"]).boxes
    assert box["names"][0] == "leaders/ali.html"


def test_the_rarest_word_of_a_question_leads():
    """A name that one entry has, before names with a word of many; a text with a word of no name, before names that lack it."""
    atlas = atlas_of(
        {
            "groups/front": "name: Front",
            **{f"groups/front-{n}": f"name: Front of {n}" for n in range(9)},
            "leaders/rare": "name: Muhammad Kawtharani",
            "bases/gate": "name: Border crossing\nsummary: It was shut [@s].",
            "strikes/2024-01-24-raid": "summary: Trebil was named [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    asked = ["envoy of the front to the gulf kawtharani", "who controls trebil border crossing"]
    envoy, gate = ask(files, boxes=asked).boxes
    assert envoy["names"][:2] == ["leaders/rare.html", "groups/front.html"]
    assert envoy["besides"] == ["In no name or text: “\u2068envoy\u2069”, “\u2068gulf\u2069”"]
    assert gate["areTextsFirst"]
    assert gate["texts"][0] == "strikes/2024-01-24-raid.html"


def test_a_near_spelling_begins_like_the_word():
    """Nor does a word of which an ending is taken off begin others: kids are not the kidnapped."""
    atlas = atlas_of(
        {
            "groups/front": "name: Quds Force\nsummary: Its men were kidnapped [@s].",
            "places/town": "name: Erbil\nnames: [{text: أربيل, lang: ar}]",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    kids, gate, quds, town = ask(files, boxes=["kids", "طريبيل", "qods", "اربييل"]).boxes
    assert "groups/front.html" not in kids["names"] + kids["texts"]
    assert gate["names"] == []
    assert quds["names"] == ["groups/front.html"]
    assert town["names"] == ["places/town.html"]


def test_of_those_who_had_a_post_the_last_comes_first():
    """However many name the others; who has it without a year told may have it still."""
    held = "group: tested, cite: [s]"
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests",
            "leaders/tested-first": f"roles: {{{held}, role: spokesperson, when: 2010/2015}}",
            "leaders/tested-last": f"roles: {{{held}, role: spokesperson, when: 2016/2020}}",
            "leaders/tested-undated": f"roles: {{{held}, role: spokesperson}}",
            "leaders/other": "summary: Knew [[tested-first]] [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (box,) = ask(files, boxes=["spokesman of the front of tests"]).boxes
    order = [
        "leaders/tested-undated.html",
        "leaders/tested-last.html",
        "leaders/tested-first.html",
    ]
    assert box["names"] == order


def test_the_line_of_the_dead_says_when_they_died():
    """Once, however many accounts there are; of who is said to live, nothing of it."""
    death = "death: [{value: 2020-01-03, cite: [s]}, {value: 2020-01, cite: [s]}]"
    seen = "life_status: {value: alive-confirmed, when: 2021-05, rank: preferred, cite: [s]}"
    lead = "summary: Led it [@s]."
    atlas = atlas_of({"leaders/dead": f"{lead}\n{death}", "leaders/seen": f"{lead}\n{death}\n{seen}"})
    lines = {document.id: document.line for document in documents(atlas)}
    assert (lines["dead"], lines["seen"]) == ("Died 2020. Led it.", "Led it.")


@pytest.mark.parametrize("dates", [["2020/.."], ["201X"], ["2019/2021"], ["2018", "2020-01-03"]])
def test_the_line_of_the_dead_names_no_year_that_is_not_sure(dates: list[str]):
    death = ", ".join(f"{{value: {date}, cite: [s]}}" for date in dates)
    atlas = atlas_of({"leaders/dead": f"summary: Led it [@s].\ndeath: [{death}]"})
    assert [document.line for document in documents(atlas) if document.id == "dead"] == ["Died. Led it."]


def test_a_unit_is_found_by_its_number():
    """It leads to the body that says so, or to the entry of the unit, whoever counts it."""
    units = (
        "[{name: 14th Brigade, number: 14, cite: [s]}, {name: Front of Trials, number: 12, group: trials, cite: [s]}]"
    )
    atlas = atlas_of({"groups/tested": f"name: Front of Tests\nunits: {units}", "groups/trials": "name: Trials"})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    expected = {
        "14th brigade": "tested",
        "brigade 14": "tested",
        "اللواء 14": "tested",
        "لواء 12": "trials",
        "12th brigade": "trials",
    }
    answers = ask(files, boxes=expected)
    assert [box["names"] for box in answers.boxes] == [[f"groups/{id}.html"] for id in expected.values()]


def test_who_founded_a_body_comes_before_those_of_whom_it_is_doubtful():
    """However much is known of the others, and whether or not a year is told."""
    founded = "group: tested, role: founder, cite: [s]"
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests",
            "leaders/tested-surely": f"roles: {{{founded}, when: 2003}}",
            "leaders/tested-perhaps": f"roles: {{{founded}, confidence: low}}",
            "leaders/other": "summary: Knew [[tested-perhaps]] [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (box,) = ask(files, boxes=["founder of the front of tests"]).boxes
    assert box["names"] == ["leaders/tested-surely.html", "groups/tested.html", "leaders/tested-perhaps.html"]


def test_words_that_ask_do_not_hide_what_the_others_name():
    """A base is not lost among attacks on it, nor the index narrowed to it; the whole name of an attack stays first."""
    atlas = atlas_of(
        {
            "bases/tested": "name: Camp Test",
            "strikes/2021-05-01-raid": "name: Attack on Camp Test, 1 May 2021",
            "strikes/2022-05-01-raid": "name: Attacks near Camp Test",
            "leaders/ali-test": "name: Ali Test",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    raids = ["strikes/2022-05-01-raid.html", "strikes/2021-05-01-raid.html"]
    base = "bases/tested.html"
    expected = {
        "attacks on Camp Test": [raids[0], base, "./strikes/index.html?q=Camp%20Test"],
        "attack on Camp Test": [raids[1], base, raids[0]],
        "all attacks against camp test in 2021": ["./strikes/index.html?year=2021&q=Camp%20Test", base, raids[1]],
        "Attack on Camp Test, 1 May 2021": raids[1:],
        "compare groups": ["./compare.html", "./groups/index.html"],
        "leaders killed in 2021": [raids[1], "./leaders/index.html"],
        "history of Ali Test": ["leaders/ali-test.html"],
        "founding of Camp Test": [base, *raids],
        "attacks Camp Test 2021 CSV": ["./strikes/index.html?year=2021&q=Camp%20Test", base, raids[1]],
        "attacks on Camp Test by year": [raids[0], base, "./strikes/index.html?q=Camp%20Test"],
    }
    boxes = ask(files, boxes=expected).boxes
    assert [box["names"] for box in boxes] == [*expected.values()]


def test_the_longest_name_in_a_question_is_meant():
    """Also where it has a word that seldom is part of a name, and a shorter name is another's."""
    atlas = atlas_of(
        {
            "groups/longer": "name: Resistance in Iraq",
            "groups/shorter": "name: Party\nnames: [Resistance]",
            "strikes/raids": "name: Raids and attacks of the Resistance in Iraq on others",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (box,) = ask(files, boxes=["Resistance in Iraq attacks"]).boxes
    expected = ["./strikes/index.html?q=Resistance%20in%20Iraq", "groups/longer.html", "strikes/raids.html"]
    assert box["names"] == expected


def test_of_texts_those_of_what_the_question_names_come_first():
    """An event with the name may lack a word of three, the base itself all; who is quoted under the name stands below it."""
    atlas = atlas_of(
        {
            "bases/tested": "name: Camp Test",
            "strikes/2024-01-28-raid": "name: Raid on Camp Test\nsummary: It killed young soldiers [@s].",
            "strikes/2024-01-29-raid": "name: Visit to Camp Test\nsummary: Soldiers came [@s].",
            "groups/others": "summary: Young soldiers died at a camp [@s]. A test followed [@s].\n"
            "status: {value: active, by: {label: Camp Test}, cite: [s]}",
            **{f"groups/g{number}": "summary: Young soldiers died." for number in range(40)},
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    died, what = ask(files, boxes=["how many young soldiers died at Camp Test", "what is Camp Test"]).boxes
    assert died["areTextsFirst"]
    assert died["texts"] == ["strikes/2024-01-28-raid.html", "bases/tested.html", "groups/others.html"]
    base, speaker = [address.partition("/")[0] for address in what["names"][:2]]
    assert (base, speaker) == ("bases", "speakers")


def test_what_some_of_the_words_name_is_among_the_hits():
    """A base by most of a name, a town by one word, a person by a word that few have; where few names match, texts follow."""
    atlas = atlas_of(
        {
            "bases/tested": "name: Camp Sample Test\nsummary: Rockets were fired at Sample Test in 2013 [@s].",
            "places/oldtown": "{name: Oldtown, country: IQ}",
            "strikes/2021-05-01-raid": "name: Rockets at Oldtown and Sample Test, 1 May 2021",
            "strikes/2013-05-01-raid": "name: Raid on the north of Sample, 1 May 2013",
            "leaders/ali-batta": "name: Ali Batta",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    raid, base = "strikes/2021-05-01-raid.html", "bases/tested.html"
    expected = {
        "rockets sample test": [raid, base],
        "rockets oldtown": [raid, "places/oldtown.html"],
        "Rockets at Oldtown and Sample Test, 1 May 2021": [raid],
        "raid north sample 2013 batta": ["strikes/2013-05-01-raid.html", "leaders/ali-batta.html"],
    }
    boxes = ask(files, boxes=expected).boxes
    assert [box["names"] for box in boxes] == [*expected.values()]
    assert base in boxes[0]["texts"]


def test_names_are_found_inside_questions_in_other_languages():
    """However they are spelt, and whatever the other words are; of two names both, and first the event whose text has both."""
    atlas = atlas_of(
        {
            "groups/tested": "name: Kataib Tested\nnames: [{text: کتائب آزمون, lang: fa}]",
            "groups/trials": "name: Harakat Trials",
            "places/oldtown": "{name: Oldtown, country: IQ}",
            "strikes/2021-05-01-raid": "name: Raid, 1 May 2021\nsummary: Kataib Tested fired at Oldtown [@s].",
            "strikes/2022-05-01-raid": "name: Raid, 1 May 2022\nsummary: Oldtown was quiet [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    group, other, town = "groups/tested.html", "groups/trials.html", "places/oldtown.html"
    both = "./compare.html?one=groups/tested&other=groups/trials"
    expected = {
        "wer sind die Kataib Tested": [group],
        "Kataib Tested Deutsch Schreibweise": [group],
        "c'est quoi zorblax qwertz Kataeb Tested plugh": [group],
        "Kataeb Tested li Oldtownê": [group, town],
        "کتائب آزمون چه کسانی هستند": [group],
        "différence entre Kataeb Tested et Harakat Trials": [both, group, other],
        "Unterschied zwischen Kataib Tested und Harakat Trials": [both, group, other],
        "Kataib Tested ile Harakat Trials arasındaki fark": [both, group, other],
    }
    boxes = dict(zip(expected, ask(files, boxes=expected).boxes, strict=True))
    assert {query: box["names"] for query, box in boxes.items()} == expected
    assert boxes["Kataeb Tested li Oldtownê"]["texts"] == ["strikes/2021-05-01-raid.html"]
    assert not boxes["Kataeb Tested li Oldtownê"]["areTextsFirst"]


def test_what_is_joined_to_a_name_does_not_hide_it():
    """An Arabic "and", a Turkish ending behind an apostrophe; a name that has such letters itself is taken as it is."""
    atlas = atlas_of(
        {
            "groups/tested": "name: Kataib Tested\nnames: [{text: كتائب آزمون, lang: ar}]",
            "groups/sanaa": "name: Front of Sana'a",
            "groups/sana": "name: Front of Sana",
            "places/oldtown": "{name: Oldtown, country: IQ}",
            "strikes/2021-05-01-raid": "name: Attack on Oldtown, 1 May 2021",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    expected = {
        "وكتائب آزمون": "groups/tested.html",
        "Oldtown'da saldırı 2021": "strikes/2021-05-01-raid.html",
        "Oldtown’un": "places/oldtown.html",
        "Sana'a Front": "groups/sanaa.html",
    }
    boxes = ask(files, boxes=expected).boxes
    assert [(box["names"][0], box["isNearest"]) for box in boxes] == [(first, False) for first in expected.values()]


def test_titles_of_works_do_not_hide_what_texts_say_in_their_own_language():
    """A work has the words of its title in any language; what is said of them stands in texts."""
    atlas = atlas_of(
        {
            "groups/tested": "name: Front of Tests\nnames: [{text: الجبهة, lang: ar}]\n"
            "summary: It denied its dissolution [@s].",
            "sources/t": "title: حل الجبهة",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    (box,) = ask(files, boxes=["حل الجبهة"]).boxes
    assert box["areTextsFirst"]
    assert box["texts"] == ["groups/tested.html"]


def test_who_wants_it_explained_is_led_to_the_entry():
    atlas = atlas_of({"groups/tested": "name: Front of Tests", "groups/trials": "summary: Simple; an explanation."})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    for box in ask(files, boxes=["simple explanation of the Front of Tests", "explain front of tests simply"]).boxes:
        assert box["names"] == ["groups/tested.html"]
        assert not box["isNearest"]


def test_who_is_quoted_is_found_by_the_whole_name_inside_a_query():
    atlas = atlas_of(
        {"groups/tested": "name: Front of Tests\nstatus: {value: active, by: {label: Ada Sample}, cite: [s]}"}
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    whole, part = ask(files, boxes=["Ada Sample zorblax plugh xyzzy", "Ada zorblax plugh"]).boxes
    assert [address.partition("#")[0].partition("/")[0] for address in whole["names"]] == ["speakers"]
    assert part["names"] == []


def test_a_name_that_only_half_fits_is_told_to_be_no_answer():
    atlas = atlas_of({"leaders/ali-tested": "name: Ali Baqir Tested"})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    expected = {
        "Omar Baqir Tested": "No entry has this name. Closest entries",
        "Ali Bakir Testet": "Closest entries",
        "how did Baqir Tested find zorblax plugh xyzzy": "Closest entries",
        "Baqir Tested": "",
    }
    boxes = ask(files, boxes=expected).boxes
    assert [box["closest"] for box in boxes] == [*expected.values()]
    assert all(box["names"] == ["leaders/ali-tested.html"] for box in boxes)


def test_a_name_that_is_not_there_leads_to_no_other():
    """One word of two that is much like another is a guess; as it is written, or most of a name, it is none."""
    atlas = atlas_of(
        {
            "groups/tested": "name: National Front\nnames: [{text: سرايا السلام, lang: ar}]\nsummary: Of a nation [@s].",
            "groups/trials": "name: Mukhtar",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    expected = {
        "Ihab Natianal": [],
        "صفاء السراي": [],
        "Ihab Mukhtaar": ["groups/trials.html"],
        "Natianal Front": ["groups/tested.html"],
        "National F": ["groups/tested.html"],
    }
    boxes = ask(files, boxes=expected).boxes
    assert [box["names"] for box in boxes] == [*expected.values()]
    assert boxes[0]["texts"] == []


def test_an_abbreviation_that_texts_have_is_no_spelling_of_another_word():
    """Nor is a short word; what nobody wrote still may be mistyped."""
    atlas = atlas_of(
        {
            "groups/tested": "name: Abaq Front",
            "groups/trials": "name: Trials\nsummary: ABAD named it, as did the ABATQ [@s].",
        }
    )
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    asked = ["ABAD", "abad", "ABATQ", "abatq", "abqa"]
    assert [box["names"] for box in ask(files, boxes=asked).boxes] == [[], [], [], *[["groups/tested.html"]] * 2]


def test_words_that_ask_do_not_hide_a_name_that_is_mistyped():
    atlas = atlas_of({"bases/tested": "name: Bashiqa", "strikes/2021-05-01-raid": "name: Raid elsewhere"})
    files = {path.partition("/")[2]: data for path, data in search_files(atlas)}
    asked = ["Başika üssü saldırısı", "attack on Bashika", "هێرش بۆ سەر Bashiqa"]
    assert [box["names"] for box in ask(files, boxes=asked).boxes] == [["bases/tested.html"]] * 3


def test_of_events_that_are_equal_the_newest_comes_first():
    atlas = atlas_of({f"strikes/{year}-05-01-raid": f"name: Raid of {year}" for year in (2019, 2021, 2020)})
    raids = [document.id for document in documents(atlas) if document.id.endswith("raid")]
    assert raids == ["2021-05-01-raid", "2020-05-01-raid", "2019-05-01-raid"]


@pytest.mark.parametrize("tier", [0, 1, 2, 3])
def test_entries_stand_in_tiers(tier: int):
    atlas = atlas_of({})
    held = [d.tier for d in documents(atlas)]
    assert held == sorted(held)
    assert tier in held
    assert names_of(atlas["town"])[0].tokens == ("place",)


def test_filters_know_all_names() -> None:
    """Of entries but publishers and works, by id; of a place also those of its area; and the names of countries by code."""
    aliases = first_of(made_files(), "aliases")
    by_id = {document.id: document for document in made() if document.tier < 2}
    for id, document in by_id.items():
        areas = [by_id[area] for area in document.areas if document.tier == 1 and area in by_id]
        names = [name for owner in (document, *areas) for name in owner.names]
        assert set(aliases[id].split("\n")) == {spelling for name in names for spelling in name.spellings}
        assert {code.lower() for code in document.countries} <= aliases.keys()
    assert {document.id for document in made() if document.tier > 1}.isdisjoint(aliases)
