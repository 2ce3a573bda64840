"""A small index and the answers of the searcher over it: rules, format and ranking as a diff shows them.

The index, the folding of words and the answers by the TypeScript searcher of the site (`frontend/src/search/`), which is the only one.
After a change of rules or format: `pytest tests/search --update-snapshots`, and read the diff.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from euphrates_atlas.search.index_files import index_files
from euphrates_atlas.text import folding
from tests.node import Answers, ask
from tests.search.made_documents import Maker, made_areas, made_kinds
from tests.stores import REPOSITORY

FOLDER = REPOSITORY / "tests" / "fixtures" / "search"
DATA = FOLDER / "data"
DOCUMENTS = Maker(90, seed=4).documents()
OTHER_VOWELS = str.maketrans("aeiou", "eauoi")
WORDS = ["", " ", "-", "'", "the", "of the", "U.S.", "J.C.P.O.A.", "al", "Al Al", "1920", "٣١٣", "T-4", "Kurdistan24", "ẞtraße", "İzmir", "ﷲ", "کەرکووک", "בית שאן", "ﺍﻟﻘﺎﺋﻢ", "strikes", "attacked", "bases", "killings", "denied", "المقاتلين", "للقوات", "x" * 70, "a\u0301b", "Ⅷ", "½", "日本", "𝐁𝐚𝐝𝐫", "e\u00adf", "a_b"]  # fmt: skip


TEXTS = ["rocket attack", "attacks", "attac", "at", "drone convoy border", "denied zzyzx", "zzyzx", "", "the", "Rockets", '"claimed denied"', '"attack strike"', "milita", "killled officials", "قصف", "statement said forces base town"]  # fmt: skip


def files() -> dict[str, bytes]:
    return dict(index_files(DOCUMENTS, made_kinds(), made_areas()))


def tokens() -> list[dict[str, Any]]:
    """Words as Python folds them for the index; the searcher has to fold a query alike."""
    lines = (REPOSITORY / "tests/fixtures/folding.tsv").read_text(encoding="utf-8").splitlines()
    texts = dict.fromkeys([*(text for line in lines[1:] for text in line.split("\t")[1:]), *WORDS])
    return [
        {
            "text": text,
            "tokens": list(found),
            "skeletons": [folding.skeleton(t) for t in found],
            "stems": [folding.stem(t) for t in found],
        }
        for text in texts
        for found in [folding.tokens(text)]
    ]


def names() -> list[str]:
    """Queries for names as listed, begun, mistyped, with other vowels, in another order, in one word, by the last word."""
    asked: dict[str, None] = {}
    for document in DOCUMENTS[::3]:
        for name in document.names[:5:2]:
            text = name.spellings[0]
            words = text.split()
            asked |= dict.fromkeys(
                [
                    *(text, text[:5], text.lower().replace("'", ""), text[1::-1] + text[2:]),
                    *(text[:3] + "x" + text[4:], text[:8].lower().translate(OTHER_VOWELS)),
                    *(" ".join(reversed(words)), "".join(words), words[-1], f"{text} zzyzx"),
                ]
            )
    more = ["", "zzyzx", "al", "20", "strike april", "Rocket attack 2021", "base al", "a b c d e f g h i j k l m n"]
    return [*asked, *more]


@cache
def answers() -> Answers:
    return ask({path.name: path.read_bytes() for path in DATA.iterdir()}, names=names(), texts=TEXTS)


def name_queries() -> list[dict[str, Any]]:
    return [{"query": query, "hits": hits} for query, hits in zip(names(), answers().names, strict=True)]


def text_queries() -> list[dict[str, Any]]:
    return [
        {"query": query, "count": len(found["entries"]), "hits": found["hits"]}
        for query, found in zip(TEXTS, answers().texts, strict=True)
    ]


def lines(items: list[dict[str, Any]]) -> str:
    """Return JSON with a line for each item, so that a diff can be read."""
    return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n"


def test_the_small_index_is_what_the_generator_makes(update_snapshots: bool):
    made = files()
    if update_snapshots:
        DATA.mkdir(parents=True, exist_ok=True)
        for path in DATA.iterdir():
            path.unlink()
        for name, data in made.items():
            (DATA / name).write_bytes(data)
    assert {path.name: path.read_bytes() for path in DATA.iterdir()} == made


@pytest.mark.parametrize(
    ("name", "make"), [("tokens", tokens), ("name-queries", name_queries), ("text-queries", text_queries)]
)
def test_answers_stay(name: str, make: Callable[[], list[dict[str, Any]]], update_snapshots: bool):
    path: Path = FOLDER / f"{name}.json"
    if update_snapshots:
        path.write_text(lines(make()), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == make()


def test_the_queries_reach_every_level_and_both_parts_of_the_index():
    ranks = [hit["rank"] for hits in answers().names for hit in hits]
    assert {rank[2] for rank in ranks} == set(range(7))
    assert {rank[0] for rank in ranks} > {0, 1}
    assert {rank[6] for rank in ranks} == {0, 1}
    assert any(len(found["entries"]) > 10 for found in answers().texts)


@pytest.mark.parametrize(
    ("query", "asks_names"), [("rocket attack", False), ("rocket zzyzx", True), ("Хезболла", True)]
)
def test_texts_read_names_only_for_what_is_in_no_text(query: str, asks_names: bool):
    read = ask({path.name: path.read_bytes() for path in DATA.iterdir()}, texts=[query]).read
    assert any(file.startswith("names") for file in read) == asks_names
