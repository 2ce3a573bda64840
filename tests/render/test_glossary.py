"""The glossary: every code with its meaning, how often it is used, and where."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.model.codes import CodeOf, code_list, list_names
from euphrates_atlas.model.shape import leaves
from euphrates_atlas.render.overviews.glossary_page import code_rows
from tests.markup import assert_same_elements
from tests.stores import atlas_of, corpus_pages, render_pages


def where(texts: dict[str, str], list_name: str, code: str) -> tuple[str, int]:
    """Return where a code is used, as HTML, and how often."""
    rows = dict(code_rows(atlas_of(texts)))[list_name]
    *_, used_in, times = next(row.cells for row in rows if row.anchor == f"{list_name}-{code}")
    return str(used_in), times


def test_every_code_has_an_address() -> None:
    page = corpus_pages()["glossary/index.md"].decode()
    for name in list_names():
        for code in code_list(name).codes:
            assert f'<tr id="{name}-{code}">' in page


def test_an_index_is_narrowed_to_the_code_where_it_can_be() -> None:
    used_in, _ = where({"strikes/x": "type: {value: rocket-attack, cite: [s]}"}, "strike-type", "rocket-attack")
    assert used_in == '<a href="../strikes/index.html?type-of-event=rocket-attack">1 event</a>'


def test_as_many_entries_are_said_as_the_narrowed_index_shows() -> None:
    """What was so once, or is superseded, is no row of it; where it would show none, entries are named."""
    former = "status:\n- {value: in-use, when: 2015, cite: [s]}\n- {value: closed, when: 2019, cite: [s]}"
    used, _ = where({"bases/a": "status: {value: in-use, cite: [s]}", "bases/b": former}, "base-status", "in-use")
    assert used == '<a href="../bases/index.html?status=in-use">1 site</a>'
    used, _ = where({"bases/b": f"name: B\n{former}"}, "base-status", "in-use")
    assert re.sub(r"<[^>]+>", "", used) == "B"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "N0"),
        (2, "N0, N1"),
        (3, "N0 and 2 more people"),
    ],
)
def test_else_the_first_entries_are_named(number: int, said: str) -> None:
    roles = "roles: {group: g1, role: spokesperson, cite: [s]}"
    texts = {f"leaders/n{i}": f"name: N{i}\n{roles}" for i in range(number)}
    assert re.sub(r"<[^>]+>", "", where(texts, "leader-role", "spokesperson")[0]) == said


def test_uses_are_counted_however_many_stand_in_one_entry() -> None:
    """Also where the code is meant because nothing else is written: a citation supports what it stands beside."""
    text = "birth: [{value: 1950, cite: [s]}, {value: 1951, cite: [s, s p. 1]}]"
    before = where({}, "citation-stance", "supports")[1]
    after = where({"leaders/x": text}, "citation-stance", "supports")[1]
    assert after - before == 3 + 2  # two that each leader of these tests has


def test_what_is_not_used_is_said_so() -> None:
    assert where({}, "weapon", "mortar") == ("", 0)
    assert "not used yet" in render_pages(atlas_of({}))["glossary/index.md"].decode()


def test_a_broader_code_leads_to_the_narrower() -> None:
    broad = next((name, code) for name in list_names() for code in code_list(name).codes.values() if code.narrower)
    rows = {row.anchor: str(row.cells[1]) for row in dict(code_rows(atlas_of({})))[broad[0]]}
    found = re.findall(r'href="#([^"]+)"', rows[f"{broad[0]}-{broad[1].code}"])
    assert found == [f"{broad[0]}-{code}" for code in broad[1].narrower]


def test_the_counts_are_those_of_the_store(told: tuple[Atlas, dict[str, str]]) -> None:
    """All uses together are all codes of all entries; both converters read the page alike."""
    atlas, pages = told
    there = sum(1 for e in atlas.entries.values() for leaf in leaves(e.record, e.shape) if leaf.field.marker(CodeOf))
    assert sum(row.cells[-1] for _, rows in code_rows(atlas) for row in rows) == there
    assert_same_elements(pages["glossary/index.md"].split("\n---\n", 1)[1])


def test_signs_of_a_page_lead_to_their_meaning() -> None:
    """Beside the first table of statements; a page without statements has no signs to explain."""
    made = corpus_pages()
    page = made["strikes/2024-04-20-camp-kalsu-explosion.md"].decode()
    anchors = set(re.findall(r'id="([^"]+)"', made["glossary/index.md"].decode()))
    linked = set(re.findall(r'href="\.\./glossary/index\.html#([^"]+)"', page))
    assert linked
    assert linked <= anchors
    assert "What the signs mean" not in made["publishers/shafaq-news.md"].decode()
