"""A work is a row of its publisher: what the row tells, and how a reader gets to it."""

from __future__ import annotations

import json
import re

import pytest

from euphrates_atlas.render.entries import works
from tests.render.work_rows import row, row_in
from tests.stores import atlas_of, render_pages

FOUNDED = "founded: {{value: 2003, cite: [{}]}}"
OTHER = {"sources/other": "publisher: sheet", "publishers/sheet": "name: A sheet"}
ROWS = [
    ("kind, language, host", "", {}, ["News article · In English · <a href=\"https://example.org/\" rel=\"noopener\">example.org</a>"]),
    ("full citation", "author: [{family: Doe, given: Jane}]\ntitle: T\ntitle_tr: Tr\ncontainer_title: C\nreference: p. 3", {},
     ["Jane Doe, “<a href=\"#w\">T</a>” &#91;Tr&#93;", "<i>C</i>, A publisher, 15 February 2021, p. 3."]),
    ("people", "editor: [Ed Itor]\ntranslator: [Tran Slator]", {}, ["edited by Ed Itor", "translated by Tran Slator"]),
    ("archived copy", "archive_url: 'https://web.archive.org/x'\narchive_status: archived", {},
     ['<a href="https://web.archive.org/x" rel="noopener">archived copy</a>', "archived"]),
    ("day of reading", "accessed: 2026-11-20", {}, ["read 20 Nov 2026"]),
    ("own grade", "reliability: E\nreliability_reason: It errs", {}, ["graded E, ", ": It errs"]),
    ("note", "note: Seen in print", {}, ["<p>Seen in print</p>"]),
    ("voice", "voice: author\nauthor: [Jane Doe]", {}, ["signed: its author speaks, not its publisher"]),
    ("origin", "origin: reuters-2020-11-30", {}, ["passes on a text of Reuters"]),
    ("what it repeats", "relays: other", OTHER, ['repeats <a href="../publishers/sheet.html#other">A work</a>']),
    ("who repeats it", "", {**OTHER, "sources/other": "publisher: sheet\nrelays: w"}, ['Named by: <a class="ea-k ea-k-source" href="../publishers/sheet.html#other">A work</a> (<a href="../publishers/sheet.html#other">work whose text it repeats</a>)']),
    ("party", "party_to_event: true", {}, ['<span class="ea-tag">party to the event</span>']),
    ("warning", "content_warning: [group-media]", {}, [" · group media · "]),
    ("likeness", "different_from: [s]", {}, ["Not to be confused with"]),
    ("edit and history", "", {}, ["/edit/main/entities/sources/w.yml\">Edit</a>", "/commits/main/entities/sources/w.yml\">History</a>"]),
    ("nothing rests on it", "", {}, ["No statement rests on it at present."]),
    ("what falls with it", "", {"groups/g": FOUNDED.format("w para. 4")},
     ["1 statement of 1 entry, on it alone: without it, it would have no source",
      re.compile(r'<a class="ea-k ea-k-group" href="\.\./groups/g\.html#s-[0-9a-f]{8}">A group, founded</a>: 2003 · ¶\xa04 · <span class="ea-tag">no other source</span>')]),
    ("what others carry too", "", {**OTHER, "groups/g": FOUNDED.format("w, other")},
     ["1 statement of 1 entry, not on it alone", ": 2003", "· 1 other independent source"]),
    ("who speaks", "", {"groups/g": "founded: {value: 2003, by: g1, cite: [w]}"}, ['href="../groups/g1.html">A group</a> ·']),
    ("standing", "", {"groups/g": "founded: [{value: 2003, cite: [w]}, {value: 2005, by: g1, cite: [s]}]"}, ["accounts differ"]),
    ("prose", "", {"groups/g": "summary: A group [@w p. 7].\nbody: Its story [@w]."}, ['Also cited: <a class="ea-k ea-k-group" href="../groups/g.html">A group</a> (the lead, p. 7 · the text)</p>']),
    ("rejection", "", {"groups/g": "founded: {value: 2003, cite: [s], disputed: {by: g1, stance: denies, cite: [w]}}"}, [re.compile(r">founded</a>, denied by .*>A group</a>\)</p>")]),
    ("background", "", {"groups/g": "founded: {value: 2003, cite: [s, {src: w, stance: context}]}"}, ["founded</a>, context)", "Also cited: "]),
    ("citations to copy", "", {}, [f'<p class="ea-legend">{form}</p><pre data-copy>' for form in ("APA", "Chicago", "MLA", "BibTeX", "RIS")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "others", "told"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_a_row_tells_all_of_a_work(text: str, others: dict[str, str], told: list[str | re.Pattern[str]]) -> None:
    shown = row("w", text, others)
    for words in told:
        assert words.search(shown) if isinstance(words, re.Pattern) else words in shown, (words, shown)


def test_what_goes_without_saying_is_said_once() -> None:
    """No archived copy, and the publisher who speaks: above the rows."""
    page = render_pages(atlas_of({}))["publishers/paper.md"].decode()
    assert "no archived copy is on record, and the publisher itself is speaking" in page
    shown = row_in(page, "s")
    assert "archive" not in shown
    assert "speaks" not in shown


MANY = {
    "sources/a": "title: A\nissued: 2019-05-01",
    "sources/b": "title: B\nissued: 2021-03-01\nredirects: [old-b, older-b]",
    "sources/c": "title: C\nissued: 2021-04-01",
    "sources/d": "title: D\nissued: unknown",
    "groups/g": "summary: A group [@b].\nfounded: {value: 2003, cite: [b]}",
}
"""With `s`, of February 2021, the works of the one publisher."""
BY_YEARS = {
    "publishers/paper_year_2021-03.md": ["c", "b"],
    "publishers/paper_year_2021-02.md": ["s"],
    "publishers/paper_year_2019.md": ["a"],
    "publishers/paper_year_none.md": ["d"],
}


@pytest.fixture
def by_years(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the pages of a store in which a page has room for two works."""
    monkeypatch.setattr(works, "MAX_WEIGHT", 5_500)
    return {path: page.decode() for path, page in render_pages(atlas_of(MANY)).items()}


def anchors(page: str) -> list[str]:
    listed = page.partition('<ul class="ea-works')[2]
    end = "\n</ul>\n</details>" if listed.startswith(" ea-dates") else "\n</ul>\n\n"
    return re.findall(r' id="([\w-]+)"', listed.partition(end)[0])


def test_many_works_stand_on_pages_of_years(by_years: dict[str, str]) -> None:
    """Each once, with its row; every page leads to the others and to the publisher."""
    rows = {path: anchors(page) for path, page in by_years.items() if path.startswith("publishers/paper_")}
    assert {path: [id for id in ids if "old" not in id] for path, ids in rows.items()} == BY_YEARS
    for path, ids in BY_YEARS.items():
        page = by_years[path]
        assert re.findall(r'<li><a href="(paper_[\w-]+)\.html"', page) == [
            other.removeprefix("publishers/").removesuffix(".md") for other in BY_YEARS
        ]
        assert '<a href="../publishers/paper.html">A publisher</a>' in page
        ld = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[-1]
        described = [node["@id"].partition("#")[2] for node in json.loads(ld)["@graph"]]
        assert described == ids


def test_the_first_page_keeps_the_address_of_every_work(by_years: dict[str, str]) -> None:
    """Its day with the anchor, those of old ids too, and the way to the row; links to a work lead there as before."""
    page = by_years["publishers/paper.md"]
    assert anchors(page) == ["c", "b", "old-b", "older-b", "s", "a", "d"]
    for path, ids in BY_YEARS.items():
        file = path.removeprefix("publishers/").removesuffix(".md")
        for id in ids:
            assert f'<a class="ea-row" href="{file}.html#{id}">' in page
    assert '<a href="../publishers/paper.html#b">B</a>' in by_years["groups/g.md"]


def test_few_works_stand_on_the_page_of_their_publisher() -> None:
    """With the anchors of their old ids; no further page is made."""
    pages = {path: page.decode() for path, page in render_pages(atlas_of(MANY)).items()}
    assert anchors(pages["publishers/paper.md"]) == ["c", "b", "old-b", "older-b", "s", "a", "d"]
    assert [path for path in pages if path.startswith(("publishers/paper_", "sources/"))] == ["sources/index.md"]


def test_works_of_a_group_stand_on_a_page_of_their_own() -> None:
    """Among the publishers; the page at the old id of the group leads there."""
    texts = {"groups/g": "name: The army\nredirects: [old-g]", "sources/w": "title: Orders\npublisher: g"}
    pages = {path: page.decode() for path, page in render_pages(atlas_of(texts)).items()}
    assert "# Works of The army {#top}" in pages["publishers/g.md"]
    assert "<i>The army</i>" in row_in(pages["publishers/g.md"], "w")
    assert '<a href="../groups/g.html">The army</a>' in pages["publishers/g.md"]
    assert "\nmoved_to: g.html\n" in pages["publishers/old-g.md"]
    assert '<a href="../publishers/g.html#w">Orders</a>' in pages["sources/index.md"]


def test_the_publisher_says_what_falls_without_all_of_its_works() -> None:
    """A statement that two of them carry would fall with both, and with neither alone."""
    both = "founded: {value: 2003, cite: [s, w]}"
    page = render_pages(atlas_of({"sources/w": "", "groups/g": both}))["publishers/paper.md"].decode()
    assert "rest on these alone" in page
    falling = page.partition("### If all of its works were withdrawn {#alone}")[2].partition("\n## ")[0]
    assert '<a href="#w">A work</a>' in falling or '<a href="../publishers/paper.html#w">A work</a>' in falling
