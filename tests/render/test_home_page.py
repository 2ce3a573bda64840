"""The first page: counts, ways in, and short lists of what is new, connected and disputed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from generator.links.comparison import disagreements
from generator.model.atlas import Atlas
from generator.render.overviews.home_page import MAX_CONNECTED, MAX_LATEST, MAX_MATTERS, HomePage, home_page
from generator.render.pages import render_pages
from tests.markup import assert_same_elements
from tests.stores import atlas_of, corpus, real_store


def home(atlas: Atlas, today: date | None = None) -> HomePage:
    return home_page(atlas, {e.id: disagreements(atlas, e) for e in atlas.entries.values()}, today)


def text(atlas: Atlas, today: date | None = None) -> str:
    return render_pages(atlas, today=today)["index.md"].decode()


def links(rows: object) -> list[str]:
    return re.findall(r'href="([^"]+)"', str(rows))


@pytest.mark.parametrize("atlas", [corpus, real_store, lambda: atlas_of({})])
def test_both_converters_read_it_alike(atlas) -> None:
    assert_same_elements(text(atlas(), date(2026, 11, 20)).split("\n---\n", 1)[1])


def test_every_kind_is_counted_and_linked() -> None:
    """Those that readers come for as numbers, those that carry them in a sentence."""
    atlas = corpus()
    page = home(atlas)
    assert [c.kind for c in (*page.kinds, *page.supporting)] == list(atlas.kinds)
    assert sum(c.count for c in (*page.kinds, *page.supporting)) == len(atlas.entries)
    for kind in atlas.kinds:
        assert f'href="{kind.folder}/index.html"' in text(atlas)


def test_addresses_start_at_the_root() -> None:
    """The page stands beside the folders, not in one."""
    assert '"../' not in text(real_store())


def test_lists_are_short() -> None:
    page = home(real_store())
    assert (len(page.latest), len(page.connected), len(page.matters)) == (MAX_LATEST, MAX_CONNECTED, MAX_MATTERS)


def test_an_empty_atlas_says_so() -> None:
    page = text(atlas_of({}))
    for words in ("No entry names another yet.", "No two accounts differ at present."):
        assert words in page


SOURCES = {
    "sources/old": "issued: 2020-01-01",
    "sources/new": "issued: 2024-06-01",
    "sources/undated": "issued: unknown",
}


def test_the_newest_source_comes_first() -> None:
    """Sources without a date say nothing of how new an entry is."""
    atlas = atlas_of(
        {
            **SOURCES,
            "groups/a-old": "summary: A group [@old].",
            "groups/b-new": "summary: A group [@old; @new].",
            "groups/c-undated": "type: {value: state, cite: [undated]}\nsummary: A group [@undated].",
        }
    )
    found = links([row.link for row in home(atlas).latest])
    assert found[0] == "groups/b-new.html"
    assert "groups/c-undated.html" not in found
    assert str(home(atlas).latest[0].sub) == "information to 1 Jun 2024 · 3 sources"


def test_connections_count_other_entries_once() -> None:
    """However often one names another, and never itself."""
    relation = "{type: allied-with, target: g1, cite: [s]}"
    atlas = atlas_of(
        {
            "groups/x": f"relations: [{relation}]\nsummary: See [[g1]] and [[x]] [@s].",
            "groups/y": "summary: See [[g1]] [@s].",
            "groups/z": "summary: See [[x]] [@s].",
        }
    )
    page = home(atlas)
    assert [(links(c.link)[0], c.count, c.share) for c in page.connected] == [
        ("groups/g1.html", 2, 100),
        ("groups/x.html", 1, 50),
    ]


def test_the_matter_with_most_accounts_comes_first() -> None:
    """One of each entry."""
    three = ", ".join(f"{{value: {year}, cite: [s]}}" for year in (2001, 2002, 2003))
    two = ", ".join(f"{{value: {year}, cite: [s]}}" for year in (2001, 2002))
    atlas = atlas_of({"groups/x": f"founded: [{two}]", "groups/y": f"founded: [{three}]\ndissolved: [{two}]"})
    page = home(atlas)
    assert links([row.link for row in page.matters]) == ["groups/y.html#founded", "groups/x.html#founded"]
    assert str(page.matters[0].sub) == "Founded: 2001, 2002, or 2003"
    assert page.matter_count == 3


@pytest.mark.parametrize(("today", "words"), [(None, ""), (date(2026, 11, 20), "Version of 20 November 2026.")])
def test_the_version_is_the_day_that_is_given(today: date | None, words: str) -> None:
    """Without one nothing is said of it."""
    page = text(corpus(), today)
    assert ("Version of" in page) is bool(words)
    assert words in page
