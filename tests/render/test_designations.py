"""Designations: who is on which list, by authority and date, and that nothing is recorded where nothing is."""

from __future__ import annotations

import re

from euphrates_atlas.render.overviews.designations_page import pages
from euphrates_atlas.render.site_input import SiteInput
from tests.markup import assert_same_elements
from tests.stores import atlas_of, render_pages, whole_store

LISTED = {
    "groups/undated": "name: A first one\ndesignations: [{authority: us-fto, delisted: 2012, cite: [s]}]",
    "groups/late": "designations: [{authority: us-fto, listed: 2025-09-17, programme: Section 219, ref: 90 FR 1, cite: [s]}]",
    "groups/early": "designations: [{authority: us-fto, listed: 1997, delisted: 2012-09-28, cite: [s]}]",
    "leaders/someone": "designations: [{authority: eu, cite: [s]}]",
    "groups/old": "designations: [{authority: uk, rank: deprecated, reason: misquotation, cite: [s]}]",
}


def rows(texts: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Return the heading of each table with the words of its rows."""
    (page,) = (text for _, text in pages(SiteInput(atlas_of(texts))))
    tables = re.findall(r"^## ([^\n]+?) \{#[^\n]+\}\n\n<div.*?<tbody>(.*?)</tbody>", page, re.M | re.S)
    return [
        (head, [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]])
        for head, body in tables
    ]


def silence(texts: dict[str, str], path: str) -> str:
    """Return the words of the chapter on designations of a page that has none."""
    page = render_pages(atlas_of(texts))[f"{path}.md"].decode()
    chapter = page.partition("{#lists}")[2].partition("\n## ")[0]
    told = " ".join(re.sub("<[^>]+>", "", chapter).split())
    return told.replace(" The entry was last reviewed on 20 November 2026.", "")


def test_each_authority_has_its_listings_by_date() -> None:
    """What is superseded is left out; a listing without a date stands last and says so."""
    (us, on_us), (eu, on_eu) = rows(LISTED)
    assert us.startswith("United States")
    assert [row.split(" ")[0] for row in on_us] == ["1997", "17", "no"]
    assert "28 Sep 2012" in on_us[0]
    assert "Section 219 90 FR 1" in on_us[1]
    assert eu == "European Union"
    assert on_eu[0].startswith("no date recorded")


def test_the_page_begins_with_who_is_on_how_many_lists():
    """By authority, with a link to its part; what was ended stands apart."""
    (page,) = (text for _, text in pages(SiteInput(atlas_of(LISTED))))
    top = page.partition("## By authority")[2].partition("\n## ")[0]
    lines = [" ".join(re.sub("<[^>]+>|&nbsp;", " ", line).split()) for line in top.split("<li>")[1:]]
    assert lines == [
        "United States: Foreign Terrorist Organization 1 group: A group; taken off: 2 groups: A first one, A group",
        "European Union 1 person: A person",
    ]
    assert re.findall('href="#(.+?)"', top) == re.findall(r"^## .+ \{#(?!authorities)(.+?)\}", page, re.M)


def test_each_listing_has_its_sources_and_all_are_offered_as_a_file():
    """By the publishers of the works that support it, each a link to the work, with its day."""
    (page,) = (text for _, text in pages(SiteInput(atlas_of(LISTED))))
    assert 'data-file="designations"' in page
    cells = re.findall(r'data-l="Sources">(.*?)</td>', page)
    assert len(cells) == 4
    assert all(re.fullmatch(r'<a href="\.\./publishers/[^"]+#s">[^<]+</a> \(\d+ \w+ \d+\)', cell) for cell in cells)


def test_one_that_was_ended_does_not_count_as_one():
    """The row of an index says until when; the filter has it among those with none."""
    page = render_pages(atlas_of(LISTED))["groups/index.md"].decode()
    assert re.search(r'Foreign Terrorist Organization<span class="ea-quiet">, until 28 Sep 2012</span>', page)
    assert 'Foreign Terrorist Organization</span><span class="ea-so">1<' in page


def test_an_entry_without_one_says_so_and_when_it_was_reviewed() -> None:
    page = render_pages(atlas_of({"groups/g": "reviewed: 2026-11-20"}))["groups/g.md"].decode()
    assert "No designation is recorded. The entry was last reviewed on 20 November 2026." in page
    assert "No designation" not in render_pages(atlas_of(LISTED))["groups/late.md"].decode()


def test_a_gap_on_designations_stands_beside_the_silence() -> None:
    """Such as an alias on a list that may be another group's."""
    texts = {"groups/g": 'gaps: ["Designations: whose alias it is (30 Nov 2026)", "Its strength"]'}
    told = silence(texts, "groups/g")
    assert told == "No designation is recorded. Not known: Designations: whose alias it is (30 Nov 2026)"


def test_where_none_is_recorded_the_listed_leader_or_body_is_named() -> None:
    """With every role that is not superseded; a listing that was ended is none."""
    role = "group: unit, cite: [s]"
    roles = f"roles: [{{role: founder, {role}}}, {{role: leader, {role}}}]"
    listed = "designations: [{authority: eu, cite: [s]}]"
    over = "designations: [{authority: eu, listed: 2015, delisted: 2020, cite: [s]}]"
    around = {"leaders/off": f"name: Freed\n{roles}\n{over}", "leaders/plain": f"name: Nobody\n{roles}"}
    about_unit = silence({"groups/unit": "", "leaders/on": f"name: Listed\n{roles}\n{listed}", **around}, "groups/unit")
    assert (
        about_unit
        == "No designation is recorded. Designations of those that a role ties to this entry: Listed (founder, leader)."
    )
    about_man = silence({"groups/unit": f"name: A unit\n{listed}", **around}, "leaders/plain")
    assert about_man.endswith("Designations of those that a role ties to this entry: A unit (founder, leader).")
    assert silence({"groups/unit": "", **around}, "groups/unit") == "No designation is recorded."


def test_both_converters_read_the_real_page_alike() -> None:
    (page,) = (text for _, text in pages(SiteInput(whole_store())))
    assert_same_elements(page.split("\n---\n", 1)[1])
