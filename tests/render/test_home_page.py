"""The first page: counts, ways in, and short lists of what is new and disputed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.linked_words import LinkedWords
from euphrates_atlas.render.markup import plain_of
from euphrates_atlas.render.overviews import home_page
from euphrates_atlas.render.overviews.home_page import (
    MAX_LISTED,
    newest_events,
    pages,
    widest_matters,
)
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.subject import site_address, subject
from tests.markup import assert_same_elements
from tests.stores import atlas_of, corpus, whole_store


def text(atlas: Atlas, today: date | None = None) -> str:
    return dict(pages(SiteInput(atlas, today=today)))["index.md"]


def links(rows: object) -> list[str]:
    return re.findall(r'href="([^"]+)"', str(rows))


@pytest.mark.parametrize("atlas", [corpus, whole_store, lambda: atlas_of({})])
def test_both_converters_read_it_alike(atlas) -> None:
    assert_same_elements(text(atlas(), date(2026, 11, 20)).split("\n---\n", 1)[1])


def test_every_kind_is_counted_and_linked() -> None:
    """Those that readers come for as numbers, those that carry them in a sentence; states are no armed groups."""
    atlas = corpus()
    apart = re.findall(r'href="(\w+)/index\.html#others">and (\d+) states and other actors<', text(atlas))
    secondary = [entry for entry in atlas if entry.record.is_secondary]
    assert apart == [("groups", str(len(secondary)))]
    numbers = re.findall(r'href="(\w+)/index\.html"><b>(\d+)</b>', text(atlas))
    sentence = re.findall(r'href="(\w+)/index\.html">(\d+) ', text(atlas))
    assert [folder for folder, _ in numbers] == [kind.folder for kind in atlas.kinds if not kind.supports]
    assert [folder for folder, _ in sentence] == [kind.folder for kind in atlas.kinds if kind.supports]
    assert sum(int(count) for _, count in (*numbers, *apart, *sentence)) == len(atlas.entries)


def test_addresses_start_at_the_root() -> None:
    """The page stands beside the folders, not in one."""
    assert '"../' not in text(whole_store())


def test_events_stand_by_their_days_and_not_by_their_ids() -> None:
    """An event that is only known to have begun in a month comes where the month does."""
    events = {
        "strikes/2026-06": "date: {value: 2026-06, cite: [s]}",
        "strikes/a": "date: {value: 2026-07-01, cite: [s]}",
    }
    atlas = atlas_of({path: f"name: {path[8:]}\n{date}" for path, date in events.items()})
    named = [plain_of(link) for link, _ in newest_events(LinkedWords(atlas, root=""))]
    assert named[:2] == ["a", "2026-06"]


def test_lists_are_short() -> None:
    words = LinkedWords(whole_store(), root="")
    lists = (newest_events(words), widest_matters(words, MAX_LISTED))
    assert tuple(len(list(lines)) for lines in lists) == (MAX_LISTED, MAX_LISTED)


def test_an_empty_atlas_says_so() -> None:
    assert "No two accounts differ at present." in text(atlas_of({}))


def test_the_newest_event_comes_first() -> None:
    date = "date: {{value: {}, cite: [s]}}".format
    atlas = atlas_of({f"strikes/{day}-a": date(day) for day in ("2020-05-01", "2024-03-02", "2023-01-01")})
    lines = [line for line in newest_events(LinkedWords(atlas, root="")) if "-a.html" in line[0]]
    assert links(lines) == [f"strikes/{day}-a.html" for day in ("2024-03-02", "2023-01-01", "2020-05-01")]
    assert (
        lines[0][1] == "Other · A place, A place, Iraq · 2 March 2024 · 1 source"
    )  # readers who look for an attack tell it from a law


def test_questions_lead_to_entries_that_are_there() -> None:
    questions = [question for question, _ in subject().questions]
    assert questions
    assert [question for question in questions if question in text(whole_store())] == questions
    assert not any(question in text(atlas_of({})) for question in questions if "February 2024" not in question)


ANSWERS = {
    "groups/x.html#lists": {"groups/x": "designations: {authority: us-fto, cite: [s]}"},
    "groups/x.html#founded": {"groups/x": "founded: {value: 2013, cite: [s]}"},
    "groups/x.html#group-alignment": {"groups/y": "alignment: {toward: x, degree: aligned-politically, cite: [s]}"},
    "groups/x.html#people": {"leaders/y": "roles: {group: x, role: spokesperson, cite: [s]}"},
    "strikes/z.html#losses": {"strikes/z": "casualties: {category: all, measure: killed, best: 4, cite: [s]}"},
    "strikes/z.html#text": {},
    "strikes/z.html": {},
}


@pytest.mark.parametrize("address", ANSWERS)
def test_questions_lead_to_what_an_entry_tells(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a chapter or a table, of its own statements or of those of others; what nothing is told of is not asked."""
    monkeypatch.setattr(home_page, "subject", lambda: replace(subject(), questions=(("Who?", address),)))
    link = f'<a href="{address}">Who?</a>'
    there = {"groups/x": "name: X", "strikes/z": "name: Z"}
    assert link in text(atlas_of({**there, **ANSWERS[address]}))
    assert (link in text(atlas_of(there))) is not bool(ANSWERS[address])
    assert link not in text(atlas_of({}))


def test_it_begins_with_some_entries_and_with_who_is_designated() -> None:
    """Entries that are not there are left out; a body stands with all authorities that list it, each named once."""
    listed = (
        "designations: [{authority: us-sdgt, cite: [s]}, {authority: uk, cite: [s]}, {authority: us-fto, cite: [s]}]"
    )
    page = text(atlas_of({"groups/kataib-hezbollah": listed, "leaders/qasem-soleimani": ""}))
    start = page.partition('id="start"')[2].partition("</section>")[0]
    assert links(start) == ["groups/kataib-hezbollah.html", "leaders/qasem-soleimani.html"]
    designated = page.partition('id="designated"')[2].partition("</section>")[0]
    assert links(designated) == ["groups/kataib-hezbollah.html", "designations/index.html"]
    lists = "United Kingdom; United States: Foreign Terrorist Organization, Specially Designated Global Terrorist"
    assert f">{lists}<" in designated
    assert 'id="start"' not in text(atlas_of({}))


def test_those_listed_last_stand_first() -> None:
    """Whatever the number of their lists; one whose listing ended is none of them."""
    page = text(
        atlas_of(
            {
                "groups/older": "designations: [{authority: us-fto, listed: 2009-07-02, cite: [s]}, {authority: uk, listed: 2010, cite: [s]}]",
                "groups/newer": "designations: {authority: us-fto, listed: 2025-09-17, cite: [s]}",
                "groups/over": "designations: {authority: us-fto, listed: 2025-10, delisted: 2025-12, cite: [s]}",
            }
        )
    )
    designated = page.partition('id="designated"')[2].partition("</section>")[0]
    assert links(designated) == ["groups/newer.html", "groups/older.html", "designations/index.html"]


LONG = "It was founded by men of another group, took part in the war against the Islamic State, and has held seats in parliament"
OPENINGS = [
    ("Armed group [@s].", "Armed group."),
    (f"Armed group [@s]. {LONG}, as well as in the councils of six governorates of the south [@s].", "Armed group."),
    (f"Armed group that {LONG.lower()}, and in the councils of six governorates [@s].", "…"),
]
"""Leads, and how what the first page tells of them ends: the last is one sentence, which is too long."""


@pytest.mark.parametrize(("lead", "end"), OPENINGS)
def test_an_entry_to_start_with_is_told_of_in_whole_sentences(lead: str, end: str) -> None:
    page = text(atlas_of({"groups/kataib-hezbollah": f"summary: {lead}"}))
    told = re.findall(r'<span class="ea-sub">(.*?)</span>', page.partition('id="start"')[2])[0]
    assert told.endswith(end)


def test_the_matter_with_most_accounts_comes_first() -> None:
    """One of each entry."""
    three = ", ".join(f"{{value: {year}, cite: [s]}}" for year in (2001, 2002, 2003))
    two = ", ".join(f"{{value: {year}, cite: [s]}}" for year in (2001, 2002))
    atlas = atlas_of({"groups/x": f"founded: [{two}]", "groups/y": f"founded: [{three}]\ndissolved: [{two}]"})
    lines = list(widest_matters(LinkedWords(atlas, root=""), MAX_LISTED))
    assert links(lines) == ["groups/y.html#founded", "groups/x.html#founded"]
    assert lines[0][1] == "Founded: 2001, 2002, or 2003"
    assert "All 3 disagreements" in text(atlas)


@pytest.mark.parametrize(("today", "words"), [(None, ""), (date(2026, 11, 20), "Version of 20 November 2026.")])
def test_the_version_is_the_day_that_is_given(today: date | None, words: str) -> None:
    """Without one nothing is said of it."""
    page = text(corpus(), today)
    assert ("Version of" in page) is bool(words)
    assert words in page


def test_the_atlas_is_cited_by_its_name_and_its_address() -> None:
    cited = re.search(r'<div class="ea-cite-text" data-copy>(.*?)</div>', text(corpus(), date(2026, 11, 22)))
    assert cited is not None
    assert cited[1].startswith(f"<i>{subject().name}</i>: ")
    assert cited[1].endswith(f"Version of 22 November 2026. {site_address()}")
