"""The chronology as pages: by year and month, split where it is long, with who says so and where accounts differ."""

from __future__ import annotations

import re

import pytest

from euphrates_atlas.kinds import record_types
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.overviews import chronology_pages, chronology_rows
from euphrates_atlas.render.site_input import SiteInput
from tests.markup import assert_same_elements
from tests.stores import atlas_and_faults, atlas_of, render_pages

EVENTS = {
    f"strikes/e-{day}": f"date: {{value: {day}, cite: [s]}}"
    for day in ("2020-01-03", "2020-01-04", "2020-02-01", "2021", "2021-03-11")
}


def pages(texts: dict[str, str]) -> dict[str, str]:
    return render_pages(atlas_of(texts)).below("chronology")


def headings(page: str) -> list[str]:
    return re.findall(r"^## (\d+) \{#y\d+\}$|rowgroup\" colspan=\"5\">([^<]+)<", page, re.MULTILINE)


def test_years_and_months() -> None:
    """A date that names no month stands before the months of its year."""
    page = pages(EVENTS)["chronology/index.md"]
    found = [year or month for year, month in headings(page)]
    assert found == ["2020", "January 2020", "February 2020", "2021", "March 2021"]
    assert page.index('<td class="ea-dt" data-s="2021">2021') < page.index("March 2021")
    assert re.search(r'<a href="#y2020"><svg.*?</svg>2020</a> <span class="ea-vh">3</span>', page)


def test_a_year_of_several_months_opens_with_their_bars() -> None:
    """Each leads to its month, on whatever page of the year that is."""
    events = {f"strikes/e-{month}": f"date: {{value: 2020-{month}-05, cite: [s]}}" for month in ("01", "02", "07")}
    page = pages(events)["chronology/index.md"]
    for month in ("2020-01", "2020-02", "2020-07"):
        assert f'<a href="#m{month}"><svg' in page
        assert f'<tr class="ea-month" id="m{month}">' in page
    assert "Months of" not in pages(EVENTS)["chronology/index.md"], "two months need no picture"


def test_a_date_that_is_no_day_is_drawn_as_a_stretch_of_its_year() -> None:
    texts = {"strikes/m": "date: {value: 2021-02, cite: [s]}", "strikes/y": "date: {value: 2021, cite: [s]}"}
    page = pages({**EVENTS, **texts})["chronology/index.md"]
    drawn = dict(re.findall(r'data-s="([^"]+)">[^<]+<svg class="ea-inyear"[^>]*><rect ([^/]*) height="12"/>', page))
    assert drawn == {"2021-02": 'x="31" width="28"', "2021": 'x="0" width="365"'}


def test_events_name_what_they_answer_and_what_answers_them() -> None:
    later = (
        "date: {value: 2021-05-01, cite: [s]}\nrelations: [{type: retaliation-for, target: e-2020-01-03, cite: [s]}]"
    )
    page = pages({**EVENTS, "strikes/later": later})["chronology/index.md"]
    assert 'retaliation for <a href="../strikes/e-2020-01-03.html">' in page
    assert 'answered by <a href="../strikes/later.html">' in page


def test_a_line_answers_to_choices_of_kind_body_area_and_year() -> None:
    text = "date: {value: 2021-05-01, cite: [s]}\nresponsibility: [{actor: g1, stance: denied, cite: [s]}]"
    page = pages({"strikes/x": text, "groups/late": "founded: {value: 2022, cite: [s]}"})["chronology/index.md"]
    assert re.search(r'<tr data-f="event\|other\|g1\|g1 denied_g1\|denied\|iq\|[^|]*\|\|2021"', page)
    keys = re.findall(r'class="ea-fs" data-key="([a-z-]+)"', page)
    assert keys == [
        "kind",
        "type-of-event",
        "body",
        "who-is-named",
        "responsibility",
        "country",
        "governorate",
        "year",
    ], "where no accounts differ, that is no choice"


def test_who_is_named_most_often_has_a_lane() -> None:
    """What somebody denies is not drawn as done."""
    text = "date: {{value: 2021-05-0{}, cite: [s]}}\nresponsibility: [{{actor: {}, stance: {}, cite: [s]}}]"
    named = [("g1", "claimed"), ("g1", "attributed"), ("g2", "denied")]
    page = pages({f"strikes/x{n}": text.format(n + 1, *who) for n, who in enumerate(named)})["chronology/index.md"]
    lanes = re.search(r'<div class="ea-strip-in" role="img" aria-label="([^"]*)"', page)
    assert lanes
    assert lanes[1].startswith("A group: 2 events, 2021 to 2021.")
    assert lanes[1].count("event") == 1, "nobody else"


def test_a_long_one_is_split_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each year has its page, a long year several, and the first page leads to all."""
    monkeypatch.setattr(chronology_pages, "MAX_ROWS", 2)
    made = pages(EVENTS)
    assert set(made) == {f"chronology/{name}.md" for name in ("index", "2020", "2020-2", "2021", "2021-2")}
    assert re.search(
        r'<a href="2021.html" data-pages="2021.html 2021-2.html"><svg.*?</svg>2021</a> <span class="ea-vh">4</span>',
        made["chronology/index.md"],
    )  # two surround each test
    assert '<a href="2020.html" aria-current="page">January</a> <span>2</span>' in made["chronology/2020.md"]
    assert '<a href="2020-2.html">February</a> <span>1</span>' in made["chronology/2020.md"]
    titles = [re.search(r"^title: (.*)$", page, re.MULTILINE)[1] for page in made.values()]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("most", "months", "days"),
    [
        (1, ["March 2021"], ["11 Mar 2021"]),
        (
            6,
            ["March 2021", "2021", "February 2020", "January 2020"],
            ["11 Mar 2021", "2021", "2021", "2021", "1 Feb 2020", "4 Jan 2020"],
        ),
    ],
)
def test_the_first_of_several_pages_has_the_newest_lines(
    monkeypatch: pytest.MonkeyPatch, most: int, months: list[str], days: list[str]
) -> None:
    """Newest first, also over the turn of a year; it says how many of all they are."""
    monkeypatch.setattr(chronology_pages, "MAX_ROWS", 2)
    monkeypatch.setattr(chronology_pages, "LATEST_ROWS", most)
    page = pages(EVENTS)["chronology/index.md"]
    assert re.findall(r"^## (.*) \{", page, re.MULTILINE) == ["List"]
    assert [month for _, month in headings(page) if month] == months
    assert re.findall(r'<td class="ea-dt" data-s="[^"]*">([^<]+)<', page) == days
    assert 'data-k="date" aria-sort="descending"' in page
    assert f">The latest {most} of 7 items, newest first." in page  # two surround each test


def test_a_long_one_begins_with_the_events_that_others_name_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """In order of date, whoever names them; a short one needs no choice."""
    told = "date: {value: %s, cite: [s]}\nrelations: {type: %s, target: %s, cite: [s]}"
    texts = {
        "strikes/2020-01-01-first": "date: {value: 2020-01-01, cite: [s]}",
        "strikes/2020-02-01-second": "date: {value: 2020-02-01, cite: [s]}",
        "strikes/2020-03-01-third": told % ("2020-03-01", "retaliation-for", "2020-02-01-second"),
        "strikes/2020-04-01-fourth": told % ("2020-04-01", "retaliation-for", "2020-02-01-second"),
        "strikes/2020-05-01-fifth": told % ("2020-05-01", "retaliation-for", "2020-01-01-first"),
    }
    assert "In short" not in pages(texts)["chronology/index.md"]
    monkeypatch.setattr(chronology_pages, "MAX_ROWS", 2)
    monkeypatch.setattr(chronology_pages, "MOST_NAMED", 2)
    listed = pages(texts)["chronology/index.md"].partition("In short: the 2 events")[2].partition("</ol>")[0]
    assert re.findall(r'href="../strikes/([^"]*).html"', listed) == ["2020-01-01-first", "2020-02-01-second"]


def test_bars_are_as_high_as_the_years_have_items() -> None:
    """A piece for each kind, from the foot up."""
    page = pages({**EVENTS, "groups/x": "founded: [{value: 2020, cite: [s]}]"})["chronology/index.md"]
    drawn = re.search(r'<a href="#y2020"><svg[^>]*>(.*?)</svg>', page)[1]  # type: ignore[index]
    pieces = re.findall(r'<rect class="ea-k-(\w+)" x="4" width="16" y="([\d.]+)" height="([\d.]+)"/>', drawn)
    assert pieces == [("group", "90.0", "25.0"), ("event", "15.0", "75.0")]
    assert drawn.endswith('<text x="12" y="12.0">4</text>')


def test_a_month_longer_than_a_page_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is lost, and no two titles or descriptions are alike."""
    monkeypatch.setattr(chronology_pages, "MAX_ROWS", 2)
    days = {f"strikes/d-{n}": f"date: {{value: 2019-05-{n:02}, cite: [s]}}" for n in range(1, 8)}
    made = pages(days)
    text = "".join(made[path] for path in sorted(made, key=lambda path: (len(path), path)) if "2019" in path)
    assert re.findall(r'<td class="ea-dt" data-s="[^"]*">([^<]+)<', text) == [f"{n} May 2019" for n in range(1, 8)]
    for field in ("title", "description"):
        found = [re.search(rf"^{field}: (.*)$", page, re.MULTILINE)[1] for page in made.values()]  # type: ignore[index]
        assert len(set(found)) == len(found)


def test_a_line_says_who_says_so_and_how_many_origins() -> None:
    text = "founded: [{value: 2003, by: g2, cite: [s]}, {value: 2003, by: g3, cite: [s]}, {value: 2003, by: g1, cite: [s]}]"
    page = pages({"groups/x": text})["chronology/index.md"]
    row = next(line for line in page.split("\n") if "groups/x.html" in line)
    assert "<td>Founded</td>" in row
    assert row.count("../groups/g") == chronology_rows.MAX_SPEAKERS
    assert "and 1 more" in row
    assert '<td class="ea-n" data-u="origins:">3</td>' in row


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("founded: [{value: 2003, cite: [s]}]", ""),
        ("founded: [{value: 2003, cite: [s]}, {value: 2005, cite: [s]}]", "../groups/x.html#founded"),
        (
            "founded: [{value: 2003, cite: [s], disputed: [{by: g1, stance: denies, cite: [s]}]}]",
            "../groups/x.html#founded",
        ),
    ],
)
def test_where_accounts_differ(text: str, leads_to: str) -> None:
    """The sign leads to the matter on the page of the entry."""
    page = pages({"groups/x": text})["chronology/index.md"]
    found = re.findall(r'<a class="ea-neq" href="([^"]+)"', page)
    assert set(found) == ({leads_to} if leads_to else set())


def test_an_event_is_marked_for_whatever_is_disputed_of_it() -> None:
    text = "type: [{value: other, cite: [s]}]\ncasualties: [{category: all, measure: killed, best: 1, cite: [s]}, {category: all, measure: killed, best: 9, cite: [s]}]"
    page = pages({"strikes/x": text})["chronology/index.md"]
    assert '<a class="ea-neq" href="../strikes/x.html#casualties"' in page


def test_nothing_dated() -> None:
    empty, _ = atlas_and_faults([])
    ((path, text),) = chronology_pages.pages(SiteInput(empty))
    assert path == "chronology/index.md"
    assert "Nothing is dated yet." in text


def test_both_converters_read_it_alike(told: tuple[Atlas, dict[str, str]]) -> None:
    assert_same_elements(told[1]["chronology/index.md"].split("\n---\n", 1)[1])


def test_its_facets_are_those_of_kinds() -> None:
    """One whose label a kind has changed would be there without a choice."""
    labels = {facet.label for model in record_types().values() for facet in model.kind.facets}
    assert {*chronology_pages.FACETS} - labels <= {"Kind", "Body", "Accounts", "Year"}


def test_a_body_finds_the_events_in_which_it_took_part() -> None:
    """A halt of attacks has neither a target nor a claim: who declared it is a participant."""
    event = "type: {value: halt-of-attacks, cite: [s]}\nparticipants: {actor: g1, role: party, cite: [s]}"
    page = pages({"strikes/x": event})["chronology/index.md"]
    bodies = page.partition('data-key="body"')[2].partition("</div>")[0]
    assert 'data-v="g1"' in bodies
