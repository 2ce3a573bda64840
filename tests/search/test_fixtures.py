"""The fixtures that the search box's own tests read too: a small index, and what the reference makes of words and queries.

After a change of rules or format: `pytest tests/search --update-snapshots`, and read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_entries import Maker, made_areas, made_kinds
from generator.search.files import index_files
from generator.search.query import Names
from generator.search.text_query import Texts
from generator.text import folding
from tests.stores import REPOSITORY

FOLDER = REPOSITORY / "tests" / "fixtures" / "search"
DATA = FOLDER / "data"
NUMBER = 90
OTHER_VOWELS = str.maketrans("aeiou", "eauoi")
WORDS = ["", " ", "-", "'", "the", "of the", "U.S.", "J.C.P.O.A.", "al", "Al Al", "1920", "٣١٣", "T-4", "Kurdistan24", "ẞtraße", "İzmir", "ﷲ", "کەرکووک", "בית שאן", "ﺍﻟﻘﺎﺋﻢ", "strikes", "attacked", "bases", "killings", "denied", "المقاتلين", "للقوات", "x" * 70, "a\u0301b", "Ⅷ", "½", "日本", "𝐁𝐚𝐝𝐫", "e\u00adf", "a_b"]  # fmt: skip


def files() -> dict[str, bytes]:
    return dict(index_files(Maker(NUMBER, seed=4).documents(), made_kinds(), made_areas()))


def read(name: str) -> bytes:
    return (DATA / name).read_bytes()


def pairs() -> list[tuple[str, str, str]]:
    lines = (REPOSITORY / "tests/fixtures/folding.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[1:]]  # type: ignore[misc]


def tokens() -> list[dict[str, Any]]:
    texts = dict.fromkeys([*(text for _, one, other in pairs() for text in (one, other)), *WORDS])
    return [
        {
            "text": text,
            "tokens": list(found),
            "skeletons": [folding.skeleton(t) for t in found],
            "stems": [folding.stem(t) for t in found],
            "variants": [list(folding.variants(t)) for t in found],
        }
        for text in texts
        for found in [folding.tokens(text)]
    ]


def name_queries() -> list[dict[str, Any]]:
    names = Names(read)
    asked: dict[str, None] = {}
    for document in Maker(NUMBER, seed=4).documents()[::3]:
        for name in document.names[:5:2]:
            text = name.spellings[0]
            words = text.split()
            asked |= dict.fromkeys(
                [text, text[:5], text.lower().replace("'", ""), text[1::-1] + text[2:], text[:3] + "x" + text[4:]]
            )
            asked |= dict.fromkeys(
                [
                    text[:8].lower().translate(OTHER_VOWELS),
                    " ".join(reversed(words)),
                    "".join(words),
                    words[-1],
                    f"{text} zzyzx",
                ]
            )
    return [
        {
            "query": query,
            "hits": [
                {"id": h.id, "name": h.name, "rank": [int(part) for part in h.rank], "nearest": h.is_nearest, "spelling": h.spelling(query)}
                for h in names.search(query)
            ],
        }
        for query in [*asked, "", "zzyzx", "al", "20", "strike april", "Rocket attack 2021", "base al", "a b c d e f g h i j k l m n"]
    ]  # fmt: skip


def text_queries() -> list[dict[str, Any]]:
    texts, names = Texts(read), Names(read)
    found = []
    for query in (
        "rocket attack",
        "attacks",
        "attac",
        "at",
        "drone convoy border",
        "denied zzyzx",
        "zzyzx",
        "",
        "the",
        "Rockets",
        '"claimed denied"',
        '"attack strike"',
        "milita",
        "killled officials",
        "قصف",
        "statement said forces base town",
    ):
        hits = texts.search(query)
        shown = []
        for hit in hits[:5]:
            excerpt = texts.excerpt(hit.entry, query)
            held = (
                None
                if excerpt is None
                else {"anchor": excerpt.anchor, "text": excerpt.text, "marks": [list(m) for m in excerpt.marks]}
            )
            shown.append({"id": names.row(hit.entry)["i"], "missing": hit.missing, "score": hit.score, "excerpt": held})
        found.append({"query": query, "count": len(hits), "hits": shown})
    return found  # fmt: skip


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
def test_the_expected_results_are_those_of_the_reference(name: str, make: Any, update_snapshots: bool):
    path: Path = FOLDER / f"{name}.json"
    if update_snapshots:
        path.write_text(lines(make()), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == make()


def test_the_queries_say_something():
    """They reach every level, and both parts of the index."""
    held = json.loads((FOLDER / "name-queries.json").read_text(encoding="utf-8"))
    levels = {hit["rank"][1] for query in held for hit in query["hits"]}
    assert levels == set(range(7))
    assert {hit["rank"][0] for query in held for hit in query["hits"]} > {0, 1}
    assert {hit["rank"][5] for query in held for hit in query["hits"]} == {0, 1}
    assert any(query["count"] > 10 for query in json.loads((FOLDER / "text-queries.json").read_text(encoding="utf-8")))
