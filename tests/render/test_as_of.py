"""The pages by date: each lasting statement under the body it is about, once, with what can be said of the day."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.render.markup import DIFFERS
from euphrates_atlas.render.overviews.as_of_pages import (
    MAX_ROWS,
    LastingStatement,
    LastingStatements,
    lasting_statements,
)
from tests.markup import by_pyromark
from tests.stores import atlas_of, render_pages, whole_store

STORE = {
    "groups/g1": (
        "name: First\n"
        "status:\n"
        "  - {value: active, when: 2014/.., said: 2020-06-30, cite: [s]}\n"
        "  - {value: dormant, when: 2019/2021, by: g2, cite: [s]}\n"
        "relations:\n"
        "  - {type: part-of, target: g2, when: 2015-03-01/2018-06-30, cite: [s]}\n"
        "  - {type: facade-of, target: g3, when: 2016, rank: deprecated, reason: superseded-by-author, cite: [s]}\n"
        "  - {type: allied-with, target: g3, cite: [s]}\n"
    ),
    "leaders/p1": "name: Somebody\nroles: {group: g1, role: spokesperson, when: ../2017-02-03, cite: [s]}",
    "bases/site1": (
        "name: A camp\n"
        "control:\n"
        "  - {controller: g1, when: 2017-05, cite: [s]}\n"
        "  - {controller: {label: a militia, of: g2}, when: 2018, cite: [s]}\n"
    ),
}


def lasting(store: dict[str, str] = STORE) -> LastingStatements:
    return lasting_statements(atlas_of(store))


def words(statement: LastingStatement) -> str:
    """Return what a statement says, without the sign that accounts differ."""
    return statement.what.removesuffix(DIFFERS).striptags()


def said(year: int) -> dict[str, dict[str, str]]:
    """Return by entry what stands on the page of a year, in words, and what is said of its last day."""
    by_body: dict[str, dict[str, str]] = {}
    for statement in lasting().of_year(year):
        by_body.setdefault(statement.body.label, {})[words(statement)] = statement.hold
    return by_body


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2013, {"First": {"Leaders: Somebody: Spokesperson": "start not known"}}),
        (2014, {"First": {"Status: Active": "held", "Leaders: Somebody: Spokesperson": "start not known"}}),
        (
            2017,
            {
                "First": {
                    "Status: Active": "held",
                    "Relations: Part of A group": "held",
                    "Leaders: Somebody: Spokesperson": "earlier that year",
                    "Sites controlled: A camp": "earlier that year",
                }
            },
        ),
        (
            2018,
            {
                "First": {"Status: Active": "held", "Relations: Part of A group": "earlier that year"},
                "A camp": {"Control: A militia of A group": "uncertain, dated about then"},
            },
        ),
        (2020, {"First": {"Status: Active": "last reported 2020", "Status: Dormant": "held"}}),
        (2021, {"First": {"Status: Active": "last reported 2020", "Status: Dormant": "uncertain, ended about then"}}),
    ],
)
def test_a_year(year: int, expected: dict[str, dict[str, str]]) -> None:
    """A role stands under the group, a site under who held it; an open end holds as far as the evidence reaches.

    Of what has no known beginning nothing is sure before its end.
    """
    assert said(year) == expected


@pytest.mark.parametrize(
    "began", [("groups/g1", "founded: {value: 2015, cite: [s]}"), ("leaders/p1", "birth: {value: 2015, cite: [s]}")]
)
def test_an_unknown_start_is_not_before_the_body_or_the_person(began: tuple[str, str]) -> None:
    path, date = began
    body = "status: {value: active, when: 2012/2013, cite: [s]}"
    store = {"groups/g1": body, "leaders/p1": "roles: {group: g1, role: spokesperson, when: ../2017-02-03, cite: [s]}"}
    store[path] += f"\n{date}"

    years = {year: lasting(store).of_year(year) for year in range(2012, 2018)}

    assert [len(marked) for marked in years.values()] == [1, 1, 0, 1, 1, 1]


def test_superseded_and_undated_ones_are_counted_apart() -> None:
    found = lasting()

    undated = [words(statement) for statement in found.undated]
    assert found.superseded == 1
    assert "Relations: Allied with A group" in undated
    assert not [statement for statement in found.dated + found.undated if "Façade" in words(statement)]


def test_rivals_stand_side_by_side_and_are_marked() -> None:
    rows = [row for row in lasting().dated if row.body.id == "g1" and "Status" in words(row)]

    assert [(words(row), DIFFERS in row.what, row.speaker.striptags()) for row in rows] == [
        ("Status: Active", True, "A publisher"),
        ("Status: Dormant", True, "A group"),
    ]


def test_the_years_go_from_the_first_date_to_the_last() -> None:
    assert list(lasting().years) == list(range(2014, 2022))
    assert list(lasting({}).years) == []


def test_years_before_1000_are_years_like_others() -> None:
    old = {"bases/site1": "status: {value: in-use, when: 0850/.., said: 2021-02-15, cite: [s]}"}
    found = lasting(old)
    assert found.last_day(850) == "0850-12-31"
    assert [statement.hold for statement in found.of_year(850)] == ["held"]
    assert "# On 31 December 851" in render_pages(atlas_of(old))["as-of/851.md"].decode()


def test_each_statement_stands_once() -> None:
    """On the real store: as many rows as lasting statements that are not superseded, each with a link to its address."""
    atlas = whole_store()
    found = lasting_statements(atlas)
    expected = [
        (entry, fact)
        for entry in atlas.entries.values()
        for field, declared in entry.shape.properties
        if declared.lasting
        for fact in entry.facts_of(field.name)
    ]

    assert len(found.dated) + len(found.undated) + found.superseded == len(expected)
    assert {anchor for row in found.dated + found.undated for anchor in re.findall(r"#(s-\w+)", row.what)} == {
        fact.anchor for _, fact in expected if fact.statement.rank != "deprecated"
    }


def test_whatever_is_uncertain_says_why_in_a_few_words() -> None:
    """On the real store, for each year."""
    found = lasting_statements(whole_store())
    marked = [statement for year in found.years for statement in found.of_year(year)]
    reasons = {statement.hold for statement in marked if statement.hold.startswith("uncertain")}

    assert reasons == {"uncertain, ended about then", "uncertain, dated about then"}


def test_the_pages_are_complete_without_scripts() -> None:
    """Index, pages of the years and of what has no period; the days that decide stand in each row of the index."""
    pages = render_pages(atlas_of(STORE)).below("as-of")

    assert pages.keys() == {"as-of/index.md", "as-of/undated.md", *(f"as-of/{year}.md" for year in range(2014, 2022))}
    index = by_pyromark(pages["as-of/index.md"])
    assert 'data-span="2014-01-01/2014-12-31/2020-06-30/"' in index
    assert 'data-span="/2017-02-03"' in index
    assert 'href="2018.html"' in index
    assert "last reported 2020" in pages["as-of/2021.md"]
    assert all("dated to that year or month alone" in pages[f"as-of/{name}.md"] for name in ("index", 2014))
    assert "style=" not in "".join(pages.values())


def test_what_finds_no_room_on_one_page_stands_on_those_of_the_years() -> None:
    """Then the first page leads to them, and each, split where it must be, asks for a day of its year."""
    atlas = atlas_of(
        {
            f"groups/g-{n:03}": f"name: Group {n:03}\nstatus:\n  - {{value: active, when: 2014/2015, cite: [s]}}\n"
            "  - {value: dormant, cite: [s]}\n"
            for n in range(MAX_ROWS + 1)
        }
    )
    pages = render_pages(atlas).below("as-of")

    assert {path for path in pages if "undated" not in path} == {
        "as-of/index.md",
        *(f"as-of/{year}{part}.md" for year in (2014, 2015) for part in ("", "-2")),
    }
    first, second = pages["as-of/2014.md"], pages["as-of/2014-2.md"]
    assert f'<a href="2014.html">2014<span>{MAX_ROWS + 1}</span></a>' in pages["as-of/index.md"]
    assert "data-span" not in pages["as-of/index.md"]
    assert [text.count('data-span="2014') for text in (first, second)] == [MAX_ROWS, 1]
    assert 'data-min="2014-01-01" data-max="2014-12-31"' in first
    last = f"Group {MAX_ROWS}"
    assert f'<a href="2014-2.html" aria-current="page">{last} – {last}</a>' in second
    assert len({re.search("title: (.*)", text)[1] for text in pages.values()}) == len(pages)  # type: ignore[index]


def test_hostile_words_stay_words() -> None:
    evil = "<script>alert(1)</script>"
    store = {
        "groups/g1": f'name: "{evil}"\nstatus: {{value: active, when: 2014/.., by: {{label: "{evil}"}}, cite: [s]}}'
    }

    for text in render_pages(atlas_of(store)).below("as-of").values():
        assert "<script>alert" not in text


def test_a_store_without_dates_has_a_page_that_says_so() -> None:
    assert "There are no dated statements yet." in render_pages(atlas_of({}))["as-of/index.md"].decode()


def test_the_last_year_is_about_the_last_day_that_is_known():
    """Its end has not come yet, or nobody has written of it: no work of the store is newer."""
    page = render_pages(atlas_of(STORE))["as-of/2021.md"].decode()
    assert "# On 15 February 2021" in page
    ended = {"groups/g1": STORE["groups/g1"].replace("2019/2021", "2019/2020-09-15")}
    last = render_pages(atlas_of(ended))["as-of/2020.md"].decode()
    assert "# On 15 September 2020" in last
    assert "?on=2020-09-15" in last
