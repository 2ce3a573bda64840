"""Where accounts differ: every account a row, by kind and property, counted at the top, split where there are many."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.facts.rivals import disagreements
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.overviews import differ_pages
from tests.case_count import sample
from tests.markup import assert_same_elements, table_rows
from tests.stores import atlas_of, render_pages

FOUNDED = "founded: [{value: 2003, by: g2, said: 2010, cite: [s]}, {value: 2005, cite: [s]}]"


def pages(texts: dict[str, str]) -> dict[str, str]:
    return render_pages(atlas_of(texts)).below("differ")


def test_a_row_says_value_speaker_date_standing_and_sources() -> None:
    page = pages({"groups/x": FOUNDED})["differ/index.md"]
    assert "2003|A group|2010|Accounts differ|1 source" in table_rows(page)
    assert "2005|A publisher||Accounts differ|1 source" in table_rows(page)


def test_the_preferred_account_comes_first_with_its_reason() -> None:
    text = (
        "founded: [{value: 2003, cite: [s]}, {value: 2005, rank: preferred, reason: more-precise, cite: [s]}, "
        "{value: 1999, rank: deprecated, reason: translation-error, cite: [s]}]"
    )
    page = pages({"groups/x": text})["differ/index.md"]
    assert [row.split("|")[0] for row in table_rows(page) if re.match(r"\d{4}\|", row)] == ["2005", "2003"]
    assert re.search(r"Preferred +more precise", page.replace('</span> <span class="ea-sub">', " "))


def test_a_rejection_stands_beneath_its_account() -> None:
    """With who rejects it, and in which way."""
    text = "founded: {value: 2003, cite: [s], disputed: [{by: g1, stance: denies, said: 2011, cite: [s]}]}"
    found = table_rows(pages({"groups/x": text})["differ/index.md"])
    first = next(i for i, row in enumerate(found) if row.startswith("2003|"))
    assert found[first + 1] == "Denies: the account above|A group|2011|dispute|1 source"


def test_counts_lead_to_the_properties() -> None:
    texts = {"groups/x": FOUNDED, "groups/y": FOUNDED + "\n" + FOUNDED.replace("founded", "dissolved")}
    page = pages(texts)["differ/index.md"]
    assert '<a href="#groups-founded">Founded</a> (2), <a href="#groups-dissolved">Dissolved</a> (1)' in page
    assert "## Group: Founded {#groups-founded}" in page
    assert "3 points in 2 entries" in page


def test_many_are_split_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matter stays whole, no account is lost, and the counts lead to the page where a property begins."""
    monkeypatch.setattr(differ_pages, "MAX_ROWS", 4)
    texts = {f"groups/n{i}": FOUNDED for i in range(5)} | {"leaders/y": FOUNDED.replace("founded", "birth")}
    made = pages(texts)
    assert set(made) == {f"differ/{name}.md" for name in ("index", "groups", "groups-2", "groups-3", "leaders")}
    assert '<a href="groups.html#groups-founded">Founded</a> (5)' in made["differ/index.md"]
    parts = [f"groups{number}.html" for number in ("", "-2", "-3")]
    assert all(
        f'<li><a href="{part}"' in made[f"differ/{name}.md"] for part in parts for name in ("groups", "groups-3")
    )
    assert [path for path, page in made.items() if "## Most accounts {#most}" in page] == ["differ/index.md"]
    most = made["differ/index.md"].partition("{#most}")[2]
    assert 1 < most.count("<li>") <= 12, "one of each entry"
    found = [row for page in made.values() for row in table_rows(page) if re.match(r"\d{4}\|", row)]
    assert len(found) == 12
    titles = [re.search(r"^title: (.*)$", page, re.MULTILINE)[1] for page in made.values()]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


def test_no_disagreement_is_said_so() -> None:
    assert "No two accounts differ at present." in pages({})["differ/index.md"]


def test_every_disagreement_is_there(told: tuple[Atlas, dict[str, str]]) -> None:
    """Each of its accounts leads to its own address, and both converters read the page alike."""
    atlas, pages = told
    made = [page for path, page in pages.items() if path.startswith("differ/")]
    whole = "".join(made)
    for entry in atlas.entries.values():
        for found in disagreements(atlas, entry):
            for fact in found:
                assert f'href="../{entry.kind.folder}/{entry.id}.html#{fact.anchor}"' in whole
    for page in sample(made):
        assert_same_elements(page.split("\n---\n", 1)[1])
