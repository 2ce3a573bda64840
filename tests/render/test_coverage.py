"""Coverage and what is wanted: counts by area and year, shares, tasks, and the lists they lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from euphrates_atlas.checks.catalog import RULES
from euphrates_atlas.findings import Finding, Span
from euphrates_atlas.model.atlas import Atlas
from euphrates_atlas.render.overviews import coverage_pages, wanted_pages
from euphrates_atlas.render.site_input import SiteInput
from euphrates_atlas.render.tables import Cell
from tests.case_count import sample
from tests.markup import assert_same_elements, table_rows
from tests.stores import atlas_of, render_pages

PLACES = {
    "places/anbar": "{name: Anbar, type: governorate, country: IQ}",
    "places/qaim": "{name: Al-Qaim, type: settlement, governorate: anbar, country: IQ}",
    "places/syria": "{name: Syria, type: country, country: SY}",
}


def event(year: str, *places: str) -> str:
    listed = ", ".join(f"{{value: {place}, precision: settlement, cite: [s]}}" for place in places)
    return f"date: {{value: {year}, cite: [s]}}\nplace: [{listed}]"


def coverage(texts: dict[str, str]) -> list[str]:
    """Return the rows of all tables of the page."""
    return table_rows(render_pages(atlas_of(texts))["coverage/index.md"].decode())


def tasks(atlas: Atlas, findings: Sequence[Finding] = ()) -> list[tuple[Cell, ...]]:
    return list(wanted_pages.open_tasks(atlas, wanted_pages.wanted_by_entry(atlas, findings)))


def test_events_are_counted_by_area_and_year() -> None:
    """One that touches two areas counts in both, and once in the sum."""
    events = {"strikes/a": event("2019-05", "qaim"), "strikes/b": event("2019", "qaim", "syria")}
    rows = coverage({**PLACES, **events})
    first = rows.index("Area|2019|2021|All")
    assert rows[first + 1 : first + 7] == [
        *("Iraq", "A place|–|2|2", "Anbar|2|–|2"),  # two surround each test
        *("Syria", "no governorate recorded|1|–|1", "All areas|2|2|4"),
    ]


def test_an_area_leads_to_the_events_that_are_counted() -> None:
    """Its own page lists what is known no closer than the area alone."""
    page = render_pages(atlas_of({**PLACES, "strikes/a": event("2019", "qaim")}))["coverage/index.md"].decode()
    assert '<a href="../strikes/index.html?governorate=anbar">Anbar</a>' in page


def test_an_event_without_a_beginning_is_of_its_last_year() -> None:
    assert "Area|2019|2021|All" in coverage({**PLACES, "strikes/a": event("../2019-05", "qaim")})


def test_older_years_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_pages, "MAX_YEARS", 2)
    rows = coverage({**PLACES, **{f"strikes/e{y}": event(str(y), "qaim") for y in (2001, 2005, 2019)}})
    assert {"Area|before 2019|2019|2021|All", "All areas|2|1|2|5"} <= set(rows)


@pytest.mark.parametrize(("count", "shade"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (9, 3), (10, 4), (99, 4)])
def test_a_cell_is_shaded_by_its_number(count: int, shade: int) -> None:
    """The number stands in it all the same."""
    events = {f"strikes/n{i}": event("2019", "qaim") for i in range(count)}
    page = render_pages(atlas_of({**PLACES, **events, "strikes/last": event("2018", "qaim")}))[
        "coverage/index.md"
    ].decode()
    row = next(line for line in page.split("\n") if '=anbar"' in line and 'scope="row"' in line)
    cell = re.search(r'<td class="([^"]*)" data-u="2019:">(.*?)</td>', row)
    assert (cell is not None) is bool(count)
    if cell:
        assert cell[1] == f"ea-n ea-h{shade}"
        assert cell[2] == str(count)


def test_shares_of_what_readers_look_for() -> None:
    rows = coverage({"groups/x": "founded: {value: 2003, cite: [s]}"})
    assert {"Groups|Founded|1|4|25 %|", "People|Life status|1|1|100 %|"} <= set(rows)


def test_what_is_wanted_of_an_entry() -> None:
    """Gaps in its authors' words, what is absent, the only source, and statements of weight on one origin."""
    text = "gaps: [Who paid for it]\nrelations: {type: facade-of, target: g1, cite: [s]}"
    page = render_pages(atlas_of({"groups/x": text}))["coverage/groups.md"].decode()
    row = next(line for line in page.split("\n") if "groups/x.html" in line)
    items = [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", row)]
    assert items == [
        "Who paid for it",
        "Founded: nothing recorded",
        "Alignment: nothing recorded",
        "Rests on one source: A work",
        "One origin for Relations: Façade of A group",
    ]
    assert "/edit/main/entities/groups/x.yml" in row


def test_an_entry_of_which_nothing_is_wanted_is_not_listed() -> None:
    text = (
        "founded: {value: 2003, cite: [s, t]}\n"
        "alignment: {toward: {label: Iran}, degree: commands, cite: [s]}\nsummary: A group [@s]."
    )
    pages = render_pages(atlas_of({"sources/t": "", "groups/x": text}))
    assert "groups/x.html" not in pages["coverage/groups.md"].decode()


def test_entries_stand_under_their_area() -> None:
    """By the name of the governorate; those without a place last."""
    texts = {
        **PLACES,
        "strikes/a": "gaps: [Why]\n" + event("2019", "qaim"),
        "strikes/b": "gaps: [Why]\n" + event("2019", "syria"),
        "strikes/c": "gaps: [Why]\n" + event("2019", "qaim", "town"),
    }
    page = render_pages(atlas_of(texts))["coverage/strikes.md"].decode()
    titles = re.findall(r'rowgroup" colspan="3">([^<]+)<', page)
    assert titles == ["Iraq, several governorates", "Iraq: A place", "Iraq: Anbar", "Syria, no governorate recorded"]


def test_a_long_list_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost; the pages lead to one another."""
    monkeypatch.setattr(wanted_pages, "MOST_ITEMS", 22)
    texts = {f"groups/n{i}": "gaps: [Why]" for i in range(5)}
    made = {p: text for p, text in render_pages(atlas_of(texts)).below("coverage").items() if "/groups" in p}
    assert set(made) == {"coverage/groups.md", "coverage/groups-2.md", "coverage/groups-3.md"}
    rows = re.findall(r'<th scope="row"><a [^>]*href="../groups/([a-z0-9]+).html"', "".join(made.values()))
    assert sorted(rows) == sorted([*(f"n{i}" for i in range(5)), "g1", "g2", "g3"])
    assert '<a href="groups-2.html" aria-current="page">2</a>' in made["coverage/groups-2.md"]


def test_a_page_has_fewer_entries_of_which_more_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted_pages, "MOST_ITEMS", 30)
    few, many = ({f"groups/n{i}": f"gaps: [{gaps}]" for i in range(9)} for gaps in ("Who", "Who, When, How, Why"))
    first, second = (
        sum("/groups" in path for path in render_pages(atlas_of(texts)).below("coverage")) for texts in (few, many)
    )
    assert 1 < first < second


def made(atlas: Atlas, findings: Sequence[Finding]) -> dict[str, str]:
    site = SiteInput(atlas, lambda: findings)
    return dict(coverage_pages.pages(site))


def test_tasks_lead_to_lists_that_are_there(told: tuple[Atlas, dict[str, str]]) -> None:
    """Every page of what is wanted is reached from the overview, with findings and without."""
    for pages in (told[1], made(told[0], ())):
        index = pages["coverage/index.md"]
        linked = set(re.findall(r'href="([a-z]+)\.html"', index))
        assert {f"coverage/{name}.md" for name in linked} <= set(pages)
        assert linked == {
            p.removeprefix("coverage/").removesuffix(".md")
            for p in pages
            if re.fullmatch(r"coverage/(?!index)[a-z]+\.md", p)
        }


def test_a_note_of_any_rule_is_a_task() -> None:
    """A rule that no words are written for is named by its summary."""
    atlas = atlas_of({"groups/x": "gaps: [Why]"})
    for code in ("A411", "A413", "A514"):
        note = Finding(RULES[code], "entities/groups/x.yml", Span(), "`a word` is so", "mend it")
        page = render_pages(atlas, [note])
        assert "<code>A word</code> is so" not in page["coverage/groups.md"].decode()
        assert "<li><code>a word</code> is so</li>" in page["coverage/groups.md"].decode()
        assert len(tasks(atlas, [note])) == len(tasks(atlas)) + 1


def test_an_overdue_review_leads_to_the_page_of_reviews() -> None:
    atlas = atlas_of({})
    note = Finding(RULES["A515"], "entities/groups/g1.yml", Span(), "not read", "read it")
    assert [count for _, _, count, where in tasks(atlas, [note]) if "../overdue" in str(where)] == [1]


def test_both_converters_read_them_alike(told: tuple[Atlas, dict[str, str]]) -> None:
    """Every fourth page, in `make test-all` all."""
    for text in sample((text for path, text in told[1].items() if path.startswith("coverage/")), every=4):
        assert_same_elements(text.split("\n---\n", 1)[1])


def test_notes_name_entries_and_not_their_ids() -> None:
    """With a link, be it an id or the name of a file; what is no entry stays as it is."""
    said = "`g2` and `q r`, as entities/groups/g1.yml"
    note = Finding(RULES["A415"], "entities/groups/x.yml", Span(), said, "mend it")
    page = render_pages(atlas_of({"groups/x": "gaps: [Why]"}), [note])["coverage/groups.md"].decode()
    links = '<a href="../groups/g2.html">A group</a>', '<a href="../groups/g1.html">A group</a>'
    assert f"<li>{links[0]} and <code>q r</code>, as {links[1]}</li>" in page
